#include <algorithm>

#include "consensus/core/consensus_impl.h"
#include "consensus/core/mutants.h"
#include "ledger/base/check.h"

namespace pennypost::consensus {

void Consensus::Impl::on(const LocalBatch& event) {
  CHECK(event.batch != nullptr && event.batch->transactions != nullptr);
  CHECK(event.batch->transactions->size() <= kBatchTransactionsMax);
  CHECK(event.batch->bytes.size() <= kBatchBytesMax);
  if (!own_) return;
  if (batches_.add(event.batch, *own_, now_.unix_time, false) != Batches::Added::fresh) return;
  // It travels while our disk syncs; only signatures wait for it.
  out_.emit(Broadcast{BatchMessage{event.batch}});
  out_.persist().batches.push_back(event.batch);
}

bool Consensus::Impl::asked_for(const BatchDigest& digest) const {
  return std::ranges::any_of(candidates_, [&](const auto& entry) {
    const Candidate& candidate = entry.second;
    if (candidate.closed || candidate.attempts == 0) return false;
    return std::ranges::any_of(candidate.proposal.block.batches,
                               [&](const BatchReference& r) { return r.digest == digest; });
  });
}

void Consensus::Impl::receive(ValidatorIndex from, const BatchMessage& message) {
  const BatchDigest digest = message.batch->digest;
  const auto added = batches_.add(message.batch, from, now_.unix_time, asked_for(digest));
  switch (added) {
    case Batches::Added::refused:
      return;
    case Batches::Added::known:
      out_.emit(Send{from, BatchAck{{digest}}});
      return;
    case Batches::Added::fresh:
      if (mutated(Mutant::ack_before_durable)) out_.emit(Broadcast{BatchAck{{digest}}});
      out_.persist().batches.push_back(message.batch);
      // To all: the next leaders want to know who holds it.
      out_.emit(Broadcast{BatchAck{{digest}}});
      try_vote();
      return;
  }
}

void Consensus::Impl::receive(ValidatorIndex from, const BatchAck& ack) {
  for (const BatchDigest& digest : ack.digests) batches_.acknowledge(from, digest);
}

bool Consensus::Impl::we_named(const BatchDigest& digest) const {
  const auto& proposal = rules_.data().last_proposal;
  return proposal && std::ranges::any_of(proposal->block.batches, [&](const BatchReference& r) {
           return r.digest == digest;
         });
}

void Consensus::Impl::receive(ValidatorIndex from, const BatchRequest& request) {
  if (++peers_[from].batch_requests > kBatchRequestsMax) return;  // C10
  std::size_t bytes = 0;
  for (const BatchDigest& digest : request.digests) {
    auto batch = batches_.find(digest);
    if (batch == nullptr) continue;
    bytes += batch->bytes.size();
    if (bytes > kBlockBytesMax) break;
    // Its author did not reach this voter: our next blocks name it only with acknowledgements.
    const Round round = pacemaker_.round();
    if (we_named(digest) && batch->author != from) {
      batches_.distrust(batch->author, round.plus(kDistrustRounds).value_or(round));
    }
    out_.emit(Send{from, BatchMessage{std::move(batch)}});
  }
}

/// First the leader, which must have them; then the author; then everybody in turn.
void Consensus::Impl::request_missing(Candidate& candidate) {
  const Block& block = candidate.proposal.block;
  if (!tree_.contains(block.parent_id())) return;  // the block's place comes first
  const std::uint32_t attempt = candidate.attempts++;
  std::map<ValidatorIndex, std::vector<BatchDigest>> by_peer;
  for (const BatchReference& reference : block.batches) {
    if (batches_.find(reference.digest) != nullptr) continue;
    ValidatorIndex peer = block.author;
    if (attempt == 1) peer = reference.author;
    if (attempt >= 2) peer = static_cast<ValidatorIndex>((block.author + attempt) % peers_.size());
    if (peer == own_) peer = block.author;
    by_peer[peer].push_back(reference.digest);
  }
  for (auto& [peer, digests] : by_peer) out_.emit(Send{peer, BatchRequest{std::move(digests)}});
}

void Consensus::Impl::request_missing() {
  for (auto& [author, candidate] : candidates_) {
    if (!candidate.closed) request_missing(candidate);
  }
}

void Consensus::Impl::send_unacknowledged(ValidatorIndex peer, std::uint64_t before) {
  if (peer == own_) return;
  for (auto& batch : batches_.unacknowledged(peer, now_.unix_time, before, kResendBytesMax)) {
    out_.emit(Send{peer, BatchMessage{std::move(batch)}});
  }
}

void Consensus::Impl::expire_batches() {
  const TimestampUs final_time = tree_.root().timestamp;
  if (!batches_.any_expired(final_time, now_.unix_time)) return;
  const auto certified = tree_.names_to(rules_.data().high_qc.block_id());
  for (auto& batch : batches_.expire(final_time, now_.unix_time, certified)) {
    out_.emit(Rebatch{std::move(batch)});
  }
}

}  // namespace pennypost::consensus
