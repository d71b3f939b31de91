#pragma once

#include <map>
#include <memory>
#include <unordered_map>

#include "ledger/execution/block_execution.h"

namespace pennypost::execution {

/// Outcomes that ledgers in one thread share, where many of them execute the same blocks.
class SharedOutcomes {
 public:
  /// Of this block on a parent with this outcome; null where nobody added it.
  std::shared_ptr<const ExecutedBlock> find(const BlockId& id, const LedgerInfo& parent) const;
  void add(const LedgerInfo& parent, std::shared_ptr<const ExecutedBlock> block);

 private:
  struct Outcome {
    LedgerInfo parent;
    std::shared_ptr<const ExecutedBlock> block;
  };
  std::unordered_map<BlockId, Outcome> outcomes_;
};

/// The final state plus every executed block that may still become final: a tree whose root is the
/// newest final block. Pure and in memory; one thread. Whoever decides what to execute bounds how
/// many blocks are kept: they are those of the block tree.
class SpeculativeLedger {
 public:
  using Blocks = std::vector<std::shared_ptr<const ExecutedBlock>>;

  /// `final_block` describes the newest final block (its `changes` and lists may be empty); `state`
  /// is the state behind it.
  /// `shared`, where given, outlives the ledger. `known_version`: of the rules, that it executes by
  /// at most (L82).
  SpeculativeLedger(state::MemoryState state, std::shared_ptr<const ExecutedBlock> final_block,
                    SharedOutcomes* shared = nullptr,
                    std::uint32_t known_version = kProtocolVersion);

  /// Hashes receipts beside what executes, from now on; null: nobody does. It outlives the ledger
  /// or is taken away before.
  void set_worker(Worker* worker) { worker_ = worker; }

  /// Whether a block at this time, on a parent that is known here, may be executed. Errors:
  /// `unknown_parent`, `unknown_version`.
  Result<void> check_version(const BlockId& parent, TimestampUs block_time) const;

  /// Executes a block on a parent that is known here. Executing a block again gives the first
  /// outcome. Errors: those of check_version; `epoch_ended` for batches in the suffix of an epoch
  /// (L25).
  ///
  /// `certified_root`: of a block on the newest final one, the state root behind it that a quorum
  /// certified. It is taken, not computed, and the block has no tree: a run of final blocks is
  /// hashed once, at its end, by `settle`. Such a block is made final before anything is executed
  /// on it (CHECK), and before anything is executed on it without a certified root, the run has to
  /// be settled (CHECK).
  Result<std::shared_ptr<const ExecutedBlock>> execute(
      const BlockContext& context, const std::vector<std::shared_ptr<const Transactions>>& batches,
      const std::optional<Hash>& certified_root = std::nullopt);

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

  /// Computes the root of the final state where it was only taken, after which the newest final
  /// block has a tree. False where it is another than was taken: the state is wrong, or what was
  /// taken, and nothing may be done with this ledger.
  [[nodiscard]] bool settle();

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
  std::uint32_t known_version_;
  std::shared_ptr<const ExecutedBlock> final_block_;
  bool settled_ = true;                    // the newest final block has its tree
  state::StateTree tree_;                  // of the newest that had one
  std::vector<state::StateKey> unhashed_;  // changed since, each once a block
  SharedOutcomes* shared_;
  Worker* worker_ = nullptr;
  std::map<BlockId, std::shared_ptr<const ExecutedBlock>> executed_;
};

}  // namespace pennypost::execution
