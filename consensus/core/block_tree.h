#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "consensus/types/block.h"
#include "ledger/execution/speculative_ledger.h"

namespace pennypost::consensus {

/// An empty block at least this much later than its parent gives clients a certified time (C7).
inline constexpr std::uint64_t kTickIntervalUs = 1'000'000;

/// A block above the newest final one, executed here.
struct TreeBlock {
  Block block;
  std::shared_ptr<const execution::ExecutedBlock> executed;
  bool certified = false;  // a QC for it was seen
  bool durable = false;    // handed to a Persist
};

/// The newest final block (the root) and every executed block above it that may still become final.
/// Execution happens here, in the speculative ledger, which outlives the tree. One thread.
class BlockTree {
 public:
  BlockTree(execution::SpeculativeLedger& ledger, LedgerInfo root);

  const LedgerInfo& root() const { return root_; }
  bool is_root(const BlockId& id) const { return id == root_.block_id; }
  /// Null for the root and for what is not held.
  const TreeBlock* find(const BlockId& id) const;
  bool contains(const BlockId& id) const { return is_root(id) || find(id) != nullptr; }
  /// Our own outcome of the root or a held block; null for others.
  const LedgerInfo* executed_info(const BlockId& id) const;

  /// Executes the block, whose parent is contained and whose height is one above the parent's.
  /// Null where it is not.
  const TreeBlock* insert(const Block& block,
                          const std::vector<std::shared_ptr<const Batch>>& batches);
  void set_certified(const BlockId& id);
  void set_durable(const BlockId& id);

  /// From above the root to `id`, oldest first; empty for the root and for what is not held.
  std::vector<const TreeBlock*> chain_to(const BlockId& id) const;
  /// Digests named by these blocks.
  std::set<BatchDigest> names_to(const BlockId& id) const;
  /// C7: whether clients wait for this block: it has payload, or is so much later than its parent
  /// that it stands for a tick.
  bool matters(const TreeBlock& block) const;
  /// Whether any block from above the root to `id` matters.
  bool chain_matters(const BlockId& id) const;

  struct Finalized {
    std::vector<TreeBlock> blocks;     // newly final, oldest first
    std::vector<TreeBlock> forgotten;  // on forks that can no longer become final
  };
  /// Makes a held block the root.
  Finalized finalize(const BlockId& id);

  std::size_t size() const { return blocks_.size(); }

 private:
  TimestampUs parent_time(const Block& block) const;

  execution::SpeculativeLedger& ledger_;
  LedgerInfo root_;
  std::map<BlockId, TreeBlock> blocks_;
};

}  // namespace pennypost::consensus
