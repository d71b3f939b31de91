#include "consensus/runtime/submissions.h"

namespace pennypost::runtime {
namespace {

// Room for the batch's own fields and each transaction's length.
constexpr std::size_t kBatchOverheadBytes = 64;
constexpr std::size_t kEntryOverheadBytes = 8;

}  // namespace

void Submissions::add(wire::PendingTransaction transaction, OnOutcome done) {
  const auto [at, fresh] = known_.try_emplace(transaction.transaction.id);
  Entry& entry = at->second;
  entry.expiry = transaction.transaction.expiry;
  if (done) entry.waiters.push_back(std::move(done));
  if (fresh) add_again(std::move(transaction));
}

void Submissions::add_again(wire::PendingTransaction transaction) {
  pending_bytes_ += transaction.bytes.size();
  pending_.push_back(std::move(transaction));
}

Submissions::Packed Submissions::take() {
  std::size_t bytes = kBatchOverheadBytes;
  std::size_t count = 0;
  std::size_t transactions = 0;
  while (count < pending_.size()) {
    transactions += pending_[count].size();
    if (transactions > consensus::kBatchTransactionsMax) break;
    const std::size_t more = pending_[count].bytes.size() + kEntryOverheadBytes;
    if (count > 0 && bytes + more > consensus::kBatchBytesMax) break;
    bytes += more;
    ++count;
  }
  const auto end = pending_.begin() + static_cast<std::ptrdiff_t>(count);
  Packed out(std::make_move_iterator(pending_.begin()), std::make_move_iterator(end));
  pending_.erase(pending_.begin(), end);
  for (const wire::PendingTransaction& taken : out) pending_bytes_ -= taken.bytes.size();
  return out;
}

void Submissions::on_final(const std::shared_ptr<const execution::ExecutedBlock>& block,
                           const Lookup& lookup) {
  if (known_.empty()) return;
  for (std::size_t i = 0; i < block->kept.size(); ++i) {
    resolve(block->kept[i].receipt.transaction_id, {.final = true, .block = block, .kept = i});
  }
  for (const execution::DiscardedTransaction& discarded : block->discarded) {
    if (!known_.contains(discarded.id)) continue;
    resolve(discarded.id, {.final = lookup(discarded.id), .code = discarded.code, .block = block});
  }
}

void Submissions::expire(TimestampUs final_time) {
  std::vector<TransactionId> gone;
  for (const auto& [id, entry] : known_) {
    if (entry.expiry <= final_time) gone.push_back(id);
  }
  for (const TransactionId& id : gone)
    resolve(id, {.final = false, .code = Code::expired, .block = nullptr});
}

void Submissions::resolve(const TransactionId& id, const Outcome& outcome) {
  const auto at = known_.find(id);
  if (at == known_.end()) return;
  const Entry entry = std::move(at->second);
  known_.erase(at);
  for (const OnOutcome& done : entry.waiters) done(outcome);
}

}  // namespace pennypost::runtime
