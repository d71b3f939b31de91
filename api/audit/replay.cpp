#include "api/audit/replay.h"

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/protocol.h"

namespace pennypost::audit {
Result<Replay> Replay::begin(const execution::Genesis& genesis,
                             const std::optional<Waypoint>& waypoint,
                             const crypto::Verify& verify) {
  PP_TRY(auto state, execution::make_genesis(genesis));
  if (waypoint && *waypoint != state.waypoint) {
    return fail("wrong_waypoint", "The genesis gives the waypoint " + state.waypoint.text() +
                                      ", not the one that you trust.");
  }
  return Replay(std::move(state), genesis, verify);
}

Replay::Replay(execution::GenesisState genesis, const execution::Genesis& from,
               crypto::Verify verify)
    : verify_(std::move(verify)),
      waypoint_(genesis.waypoint),
      state_(std::move(genesis.state)),
      block_(genesis.block),
      books_(state_.entries()) {
  parent_info_ = consensus::epoch_genesis(block_->ledger_info, from.validators);
  epoch_ = {.chain_id = from.chain_id,
            .epoch = parent_info_.epoch,
            .validators = from.validators,
            .genesis = parent_info_};
}

Result<void> Replay::check_header(
    const consensus::Block& block,
    const std::vector<std::shared_ptr<const consensus::Batch>>& batches,
    const std::optional<OrderedCertificate>& certificate) {
  if (block.epoch == epoch_.epoch.next()) PP_CHECKED(enter_epoch());
  const consensus::Message message =
      consensus::BlockResponse{.blocks = {block}, .batches = batches, .ordered = certificate};
  PP_CHECKED(consensus::verify_message(epoch_, 0, message, verify_));
  if (batches.size() != block.batches.size()) {
    return fail("missing_batch", "A batch that the block names is not there.");
  }
  for (std::size_t i = 0; i < batches.size(); ++i) {
    if (consensus::reference_of(*batches[i]) != block.batches[i]) {
      return fail("missing_batch", "A batch is not the one that the block names.");
    }
  }
  // L25
  if (execution::is_suffix(*block_, consensus::context_of(block)) && !block.batches.empty()) {
    return fail("broken_chain", "A block behind the end of its epoch names batches.");
  }
  return check_parent(block);
}

/// C9: the epoch's last block is final, and its outcome names who decides next.
Result<void> Replay::enter_epoch() {
  if (!block_->next_validators || certified_ != block_->context.height) {
    return fail("wrong_epoch", "A block is of the next epoch before this one has ended.");
  }
  parent_info_ = consensus::epoch_genesis(block_->ledger_info, *block_->next_validators);
  epoch_ = {.chain_id = epoch_.chain_id,
            .epoch = parent_info_.epoch,
            .validators = *block_->next_validators,
            .genesis = parent_info_};
  named_.clear();
  return {};
}

/// A quorum voted for exactly our outcome of the block before.
Result<void> Replay::check_parent(const consensus::Block& block) const {
  const LedgerInfo& certified = block.parent_qc.ledger_info;
  if (certified.block_id != parent_info_.block_id) {
    return fail("broken_chain", "The block does not follow the one before it.");
  }
  if (certified != parent_info_) {
    return fail("wrong_outcome",
                "A quorum certified another outcome of the block before than executing it gives.");
  }
  return {};
}

/// C2: no batch is named twice while its reference may be.
Result<void> Replay::check_names(const consensus::Block& block) {
  std::erase_if(named_, [&block](const auto& name) { return name.second <= block.timestamp; });
  for (const consensus::BatchReference& reference : block.batches) {
    if (!named_.emplace(reference.digest, reference.expiry).second) {
      return fail("broken_chain", "The block names a batch that an earlier one named.");
    }
  }
  return {};
}

Result<void> Replay::check_books(const execution::ExecutedBlock& block, Version& version) {
  for (const execution::KeptTransaction& kept : block.kept) {
    PP_CHECKED(books_.enter(version, kept.receipt));
    version = version.next();
  }
  return books_.compare(block.changes.entries);
}

void Replay::finish_block(std::shared_ptr<const execution::ExecutedBlock> block,
                          const std::optional<OrderedCertificate>& certificate) {
  state_.apply(block->changes, block->context.timestamp);
  transactions_ += block->kept.size();
  discarded_ += block->discarded.size();
  parent_info_ = block->ledger_info;
  if (certificate) certified_ = block->context.height;
  block_ = std::move(block);
}

Checked<void> Replay::add(const consensus::Block& block,
                          const std::vector<std::shared_ptr<const consensus::Batch>>& batches,
                          const std::optional<OrderedCertificate>& certificate) {
  const Height height = block_->context.height.next();
  Version version = block_->ledger_info.version.next();
  const auto failed = [&](Error error) {
    return std::unexpected(Failure{height, version, std::move(error)});
  };
  if (auto good = check_header(block, batches, certificate); !good) return failed(good.error());
  if (auto good = check_names(block); !good) return failed(good.error());
  if (auto good = execution::check_version(state_, block.timestamp); !good) {
    return failed(good.error());
  }

  std::vector<std::shared_ptr<const execution::Transactions>> transactions;
  for (const auto& batch : batches) transactions.push_back(batch->transactions);
  auto executed = std::make_shared<const execution::ExecutedBlock>(
      execution::execute_block(state_, *block_, consensus::context_of(block), transactions));
  if (auto good = check_books(*executed, version); !good) return failed(good.error());
  if (certificate && certificate->ledger_info != executed->ledger_info) {
    return failed(
        {"wrong_outcome", "A quorum certified another outcome as final than executing it gives."});
  }
  finish_block(executed, certificate);
  return {};
}

Checked<void> Replay::finish() const {
  const Version last = block_->ledger_info.version;
  const auto failed = [&](Error error) {
    return std::unexpected(Failure{block_->context.height, last, std::move(error)});
  };
  if (certified_ != block_->context.height) {
    return failed({"not_final", "No certificate proves the last block final."});
  }
  if (auto good = books_.compare(state_.entries()); !good) return failed(good.error());
  return {};
}

}  // namespace pennypost::audit
