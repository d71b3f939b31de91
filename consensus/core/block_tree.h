#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "consensus/core/leader.h"
#include "consensus/types/block.h"
#include "ledger/execution/speculative_ledger.h"

namespace pennypost::consensus {

/// An empty block at least this much later than its parent gives clients a certified time (C7).
inline constexpr std::uint64_t kTickIntervalUs = 1'000'000;

/// A block above the newest final one, executed here.
struct TreeBlock {
  Block block;
  std::shared_ptr<const execution::ExecutedBlock> executed;
  std::optional<TimestampUs> next_due;  // a block on top of it has something to do by itself
  bool certified = false;               // a QC for it was seen
  bool durable = false;                 // handed to a Persist
};

/// The newest final block (the root) and every executed block above it that may still become final.
/// Execution happens here, in the speculative ledger, which outlives the tree. One thread.
class BlockTree {
 public:
  /// `turns`: of the newest final blocks of the epoch, oldest first, the root's last; kTurnsMax of
  /// them where there are as many.
  BlockTree(execution::SpeculativeLedger& ledger, LedgerInfo root, const std::vector<Turn>& turns);

  const LedgerInfo& root() const { return root_; }
  bool is_root(const BlockId& id) const { return id == root_.block_id; }
  /// Null for the root and for what is not held.
  const TreeBlock* find(const BlockId& id) const;
  bool contains(const BlockId& id) const { return is_root(id) || find(id) != nullptr; }
  /// Our own outcome of the root or a held block; null for others.
  const LedgerInfo* executed_info(const BlockId& id) const;

  /// Executes the block, whose parent is contained and whose height is one above the parent's.
  /// Null where it is not. By rules that this program knows (CHECK). `certified_root`: see
  /// SpeculativeLedger::execute.
  const TreeBlock* insert(const Block& block,
                          const std::vector<std::shared_ptr<const Batch>>& batches,
                          const std::optional<Hash>& certified_root = std::nullopt);
  /// L82: whether this program knows the rules by which the block, whose parent is contained, is
  /// executed. Errors: `unknown_version`.
  Result<void> check_version(const Block& block) const;
  /// See SpeculativeLedger::settle.
  [[nodiscard]] bool settle() { return ledger_.settle(); }
  void set_certified(const BlockId& id);
  void set_durable(const BlockId& id);

  /// From above the root to `id`, oldest first; empty for the root and for what is not held.
  std::vector<const TreeBlock*> chain_to(const BlockId& id) const;
  /// C8: of the blocks up to `id`, which is contained, as far as they are remembered.
  std::vector<Turn> turns_to(const BlockId& id) const;
  /// Digests named by these blocks.
  std::set<BatchDigest> names_to(const BlockId& id) const;
  /// C7: whether somebody waits for this block: it has payload, or is so much later than its parent
  /// that it stands for a tick, or the ledger did something in it by itself.
  bool matters(const TreeBlock& block) const;
  /// Whether any block from above the root to `id` matters.
  bool chain_matters(const BlockId& id) const;
  /// C9: whether this block, which is contained, ends the epoch or belongs to the suffix.
  bool ends_epoch(const BlockId& id) const;
  /// C9: the block that a certificate makes final: the one that it is of, or where it ends the
  /// epoch, the epoch's last one before the suffix. Null where that is not held.
  const TreeBlock* find_certified(const LedgerInfo& info) const;
  /// C7: whether something on top of this block is due at `at`; false where it is not held.
  bool is_due(const BlockId& id, TimestampUs at) const;
  /// When something on top of this block falls due; nothing where it is not held.
  std::optional<TimestampUs> next_due(const BlockId& id) const;

  struct Finalized {
    std::vector<TreeBlock> blocks;     // newly final, oldest first
    std::vector<TreeBlock> forgotten;  // on forks that can no longer become final
  };
  /// Makes a held block the root.
  Finalized finalize(const BlockId& id);

  std::size_t size() const { return blocks_.size(); }

 private:
  execution::SpeculativeLedger& ledger_;
  LedgerInfo root_;
  std::optional<TimestampUs> root_due_;
  std::deque<Turn> turns_;  // of final blocks
  std::map<BlockId, TreeBlock> blocks_;
};

}  // namespace pennypost::consensus
