#pragma once

#include <map>
#include <memory>

#include "ledger/execution/block_execution.h"

namespace pennypost::execution {

/// The final state plus every executed block that may still become final: a tree whose root is the
/// newest final block. Pure and in memory; one thread. Whoever decides what to execute bounds how
/// many blocks are kept: they are those of the block tree.
class SpeculativeLedger {
 public:
  using Blocks = std::vector<std::shared_ptr<const ExecutedBlock>>;

  /// `final_block` describes the newest final block (its `changes` and lists may be empty); `state`
  /// is the state behind it.
  SpeculativeLedger(state::MemoryState state, std::shared_ptr<const ExecutedBlock> final_block);

  /// Executes a block on a parent that is known here. Executing a block again gives the first
  /// outcome. Errors: `unknown_parent`; `epoch_ended` for batches in the suffix of an epoch (L25).
  Result<std::shared_ptr<const ExecutedBlock>> execute(
      const BlockContext& context, const std::vector<std::shared_ptr<const Transactions>>& batches);

  /// Null where the block was not executed or is no longer kept.
  std::shared_ptr<const ExecutedBlock> find(const BlockId& id) const;

  /// Makes a block and its ancestors final and forgets every fork beside them. Returns the newly
  /// final blocks, oldest first; empty where the block is final already. The block must be known
  /// (CHECK).
  Blocks finalize(const BlockId& id);

  /// The newest final block ended an epoch: from now on it is the next one's genesis block, which
  /// has this ledger info (round 0; chain, height, version, roots and time as they are: CHECK).
  /// What else was executed on the old one is forgotten.
  void begin_epoch(const LedgerInfo& genesis);

  /// When a block on top of this executed one will have something to do by itself; nothing where
  /// nothing falls due.
  std::optional<TimestampUs> next_due(const BlockId& id) const;

  const state::MemoryState& final_state() const { return state_; }
  const ExecutedBlock& final_block() const { return *final_block_; }
  /// The state behind an executed block, for dry runs; null where it is not known. Valid until the
  /// next `finalize`.
  std::unique_ptr<state::StateView> view_at(const BlockId& id) const;

 private:
  /// The blocks above the newest final one up to this known block, oldest first.
  Blocks branch(const BlockId& id) const;
  void forget_forks();

  state::MemoryState state_;
  std::shared_ptr<const ExecutedBlock> final_block_;
  std::map<BlockId, std::shared_ptr<const ExecutedBlock>> executed_;
};

}  // namespace pennypost::execution
