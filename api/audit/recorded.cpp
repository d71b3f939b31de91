#include <algorithm>
#include <unordered_set>

#include "api/audit/replay.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/protocol.h"
#include "ledger/execution/validation.h"

// The part of a chain of which blocks and receipts are there, but not the state that they began
// with: everything is checked but what only executing it again would tell.
namespace pennypost::audit {
namespace {

using Batches = std::vector<std::shared_ptr<const consensus::Batch>>;

/// L38: what the ledger does by itself comes first; then the kept ones of these transactions, in
/// their order.
Result<void> check_kept(const execution::KeptTransactions& kept, const Batches& batches) {
  std::unordered_set<TransactionId> named;
  for (const auto& batch : batches) {
    for (const Transaction& transaction : *batch->transactions) named.insert(transaction.id);
  }
  const execution::KeptTransaction* before = nullptr;
  for (const execution::KeptTransaction& each : kept) {
    if (each.batch == execution::kSweepBatch) {
      if (named.contains(each.receipt.transaction_id)) {
        return fail("wrong_outcome", "A transaction's receipt stands for what fell due.");
      }
      if (before != nullptr && before->batch != execution::kSweepBatch) {
        return fail("wrong_outcome", "What falls due does not come first.");
      }
    } else {
      if (each.batch >= batches.size() || each.index >= batches[each.batch]->transactions->size() ||
          (*batches[each.batch]->transactions)[each.index].id != each.receipt.transaction_id) {
        return fail("wrong_outcome", "A receipt is of no transaction of the block.");
      }
      if (before != nullptr && before->batch != execution::kSweepBatch &&
          std::pair(before->batch, before->index) >= std::pair(each.batch, each.index)) {
        return fail("wrong_outcome", "Receipts are not in the order of the transactions.");
      }
    }
    before = &each;
  }
  return {};
}

/// What a block left behind, out of its record.
execution::ExecutedBlock block_of(const consensus::Block& block,
                                  const execution::ExecutedBlock& parent, const Record& record) {
  execution::ExecutedBlock out;
  out.context = consensus::context_of(block);
  out.first_version = parent.ledger_info.version.next();
  out.accumulator = parent.accumulator;
  out.kept = record.kept;
  out.next_validators = record.next_validators;
  for (const execution::KeptTransaction& kept : record.kept) {
    out.accumulator.append(
        codec::transaction_leaf(kept.receipt.transaction_id, codec::hash_of(kept.receipt)));
  }
  out.accumulator.append(codec::block_leaf(
      codec::BlockLeaf{out.context.epoch, out.context.round, out.context.id, out.context.timestamp,
                       record.ledger_info.state_root, out.first_version}));
  out.ledger_info = LedgerInfo{.chain_id = parent.ledger_info.chain_id,
                               .epoch = out.context.epoch,
                               .round = out.context.round,
                               .height = out.context.height,
                               .block_id = out.context.id,
                               .version = Version(out.accumulator.size() - 1),
                               .state_root = record.ledger_info.state_root,
                               .accumulator_root = out.accumulator.root(),
                               .timestamp = out.context.timestamp,
                               .next_validators_hash = std::nullopt};
  if (out.next_validators) {
    out.ledger_info.next_validators_hash = codec::hash_of(*out.next_validators);
  }
  return out;
}

/// What was left out, and the nonces that are used now.
void note_transactions(execution::ExecutedBlock& block, const Batches& batches) {
  std::size_t next = 0;
  while (next < block.kept.size() && block.kept[next].batch == execution::kSweepBatch) ++next;
  for (std::uint32_t batch = 0; batch < batches.size(); ++batch) {
    const execution::Transactions& transactions = *batches[batch]->transactions;
    for (std::uint32_t index = 0; index < transactions.size(); ++index) {
      const Transaction& transaction = transactions[index];
      const bool kept = next < block.kept.size() && block.kept[next].batch == batch &&
                        block.kept[next].index == index;
      if (!kept) {
        block.discarded.push_back({transaction.id, Code::expired});  // whatever the reason
        continue;
      }
      ++next;
      if (const auto* nonce = std::get_if<Nonce>(&transaction.replay)) {
        block.changes.nonces.insert({transaction.expiry, transaction.sender, *nonce});
      }
    }
  }
}

}  // namespace

Replay::Replay(const Waypoint& waypoint, consensus::EpochContext epoch, Version first,
               crypto::Verify verify)
    : verify_(std::move(verify)),
      waypoint_(waypoint),
      epoch_(std::move(epoch)),
      books_(Books::open(first)),
      resumed_(Resumed{.first = first, .settled = std::nullopt}) {}

Result<Replay> Replay::resume(const Beginning& beginning, const consensus::Block& first,
                              const Waypoint& waypoint, const crypto::Verify& verify) {
  const std::vector<codec::ReceiptStep> steps(beginning.steps.begin(), beginning.steps.end());
  PP_CHECKED(codec::verify_steps(steps, beginning.newest, waypoint, verify));
  const auto step = std::ranges::find(
      beginning.steps, first.epoch, [](const auto& each) { return each.ledger_info.epoch.next(); });
  if (step == beginning.steps.end()) {
    return fail("broken_chain", "No certified validators are known for the first block's epoch.");
  }
  // Its signatures are checked with the first block, whose certificate it is.
  const LedgerInfo& parent = first.parent_qc.ledger_info;
  if (parent.version.value() + 1 != beginning.before.size() ||
      parent.accumulator_root != beginning.before.root()) {
    return fail("wrong_outcome",
                "A quorum certified another history before the first block than the one that is "
                "kept.");
  }
  Replay out(waypoint, consensus::epoch_after(step->ledger_info, step->next_validators),
             parent.version.next(), verify);
  execution::ExecutedBlock block;
  block.context = {.id = parent.block_id,
                   .parent = {},
                   .epoch = parent.epoch,
                   .round = parent.round,
                   .height = parent.height,
                   .timestamp = parent.timestamp};
  block.ledger_info = parent;
  block.accumulator = beginning.before;
  out.block_ = std::make_shared<const execution::ExecutedBlock>(std::move(block));
  out.parent_info_ = parent;
  out.first_time_ = first.timestamp;
  return out;
}

Checked<void> Replay::add_recorded(const consensus::Block& block, const Batches& batches,
                                   const std::optional<OrderedCertificate>& certificate,
                                   const Record& record) {
  const Height height = block_->context.height.next();
  Version version = block_->ledger_info.version.next();
  const auto failed = [&](Error error) {
    return std::unexpected(Failure{height, version, std::move(error)});
  };
  if (auto good = check_header(block, batches, certificate); !good) return failed(good.error());
  if (auto good = check_names(block); !good) return failed(good.error());
  const execution::BlockContext context = consensus::context_of(block);
  auto added = std::make_shared<execution::ExecutedBlock>(
      execution::is_suffix(*block_, context)
          ? execution::execute_block(state_, *block_, context, {})
          : block_of(block, *block_, record));
  if (auto good = check_kept(added->kept, batches); !good) return failed(good.error());
  if (added->ledger_info != record.ledger_info) {
    return failed({"wrong_outcome", "The block's record is of another outcome."});
  }
  if (certificate && certificate->ledger_info != added->ledger_info) {
    return failed(
        {"wrong_outcome", "A quorum certified another outcome as final than the one recorded."});
  }
  if (auto good = check_books(*added, version); !good) return failed(good.error());
  note_transactions(*added, batches);
  finish_block(std::move(added), certificate);
  return {};
}

Checked<void> Replay::settle(state::MemoryState state) {
  const auto failed = [&](Error error) {
    return std::unexpected(
        Failure{block_->context.height, block_->ledger_info.version, std::move(error)});
  };
  std::vector<std::pair<Hash, Hash>> leaves;
  leaves.reserve(state.entries().size());
  for (const auto& [key, entry] : state.entries()) {
    leaves.emplace_back(state::state_path(key), state::state_value_hash(entry));
  }
  execution::ExecutedBlock block = *block_;
  block.tree = state::StateTree().with(std::move(leaves));
  if (block.tree.root() != block.ledger_info.state_root) {
    return failed({"wrong_state", "The state kept does not have the root that is recorded."});
  }
  if (auto good = books_.settle(state.entries()); !good) return failed(good.error());
  // L20: no nonce is live for longer. Where less is kept, older ones may be live too.
  const bool all = block.context.timestamp >= first_time_ + execution::kNonceExpiryUsMax;
  bool same = !all || state.nonces().size() == state_.nonces().size();
  state_.nonces().for_each([&](const state::LiveNonce& live) {
    same = same && state.nonces().expiry(live.account, live.nonce) == live.expiry;
  });
  if (!same) {
    return failed({"wrong_state", "The nonces kept are not those of the transactions before."});
  }
  if (auto good = execution::check_version(state, block.context.timestamp); !good) {
    return failed(good.error());
  }
  state_ = std::move(state);
  resumed_->settled = block.ledger_info.version;
  block_ = std::make_shared<const execution::ExecutedBlock>(std::move(block));
  return {};
}

}  // namespace pennypost::audit
