#pragma once

#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/state/accumulator.h"
#include "ledger/store/database.h"
#include "ledger/store/leaf_tree.h"
#include "ledger/store/records.h"

namespace pennypost::store {

/// Transactions are found by the beginning of their id; what is found is compared with all of it.
using IdPrefix = FixedBytes<struct IdPrefixTag, 16>;

/// The final blocks on disk, and the tree over their leaves. Complete subtrees of 256 leaves are
/// stored and kept in memory with everything above them; what is below is kept for those asked for
/// last, and recomputed from the leaf hashes in the blocks for all others. Ids of transactions
/// since the last checkpoint are kept in memory; a checkpoint writes them. Writing and `open` by
/// one thread at a time, reading by any.
class History {
 public:
  static constexpr unsigned kChunkLevel = LeafTree::kLevel;
  static constexpr std::uint64_t kChunkLeaves = LeafTree::kLeaves;

  explicit History(const Database& database) : database_(database) {}

  /// Reads the stored subtrees and the newest block, and compares the root of all leaves with that
  /// block's ledger info. Errors: `corrupt_store`.
  Result<void> open();

  /// Blocks that were put into a write batch: they count once the batch is written.
  class Staged {
    friend class History;
    // Complete subtrees of 256 leaves, from the first new one on.
    std::vector<std::shared_ptr<const LeafTree>> chunks;
    LeafTree tail;  // leaves behind the last complete one
    std::vector<std::pair<IdPrefix, Version>> transactions;
    std::uint64_t size = 0;
  };
  /// The outcome of staging the blocks before, or of what is published.
  Staged stage() const;
  /// Puts a block's records. Its first version must be the staged size (CHECK). A block of a suffix
  /// adds none to it.
  void put(WriteBatch& batch, Staged& staged, const execution::ExecutedBlock& block,
           std::vector<BatchDigest> batches) const;
  /// Called after the batch was written.
  void publish(Staged staged);
  /// At start-up: a block behind the checkpoint was executed again.
  void note_transactions(const execution::ExecutedBlock& block);

  /// An empty one begins behind versions that it does not hold: the roots of their complete
  /// subtrees, and the leaves behind those. Counts at once; the caller writes the batch.
  void begin_behind(WriteBatch& batch, const std::vector<Hash>& chunks,
                    const std::vector<Hash>& tail);
  /// The leaves of an incomplete subtree before this version, and the roots of complete ones.
  struct Beginning {
    std::vector<Hash> chunks;
    std::vector<Hash> tail;
  };
  /// Errors: `corrupt_store`, `not_found`.
  Result<Beginning> beginning_at(Version version) const;

  /// Puts the ids since the last checkpoint; once the table is ingested, they are forgotten.
  void put_transactions(Table& table) const;
  void forget_transactions();

  /// Number of leaves.
  std::uint64_t size() const;
  /// The oldest version that is still here with everything about it; 0 where nothing was pruned.
  Version begin() const;

  /// What `prune` takes away with the blocks.
  struct Pruned {
    Version begin;                     // the new one; unchanged where nothing goes
    Version first_block;               // where the oldest block that stays begins; not above that
    std::vector<BatchDigest> batches;  // named by the blocks that go
    std::vector<Height> heights;       // of the blocks that go, ascending
  };
  /// Puts the removal of blocks that are older than `before`, below `keep_from` and whole subtrees
  /// of 256 versions below what stays, at most kPruneBlocksMax of them; subtree hashes stay, so
  /// that every later version can be proven. `publish` comes before the batch is written: who reads
  /// meanwhile is told that it is gone. Errors: `corrupt_store`.
  static constexpr std::size_t kPruneBlocksMax = 1'000;
  Result<Pruned> prune(WriteBatch& batch, TimestampUs before, Version keep_from) const;
  void publish(const Pruned& pruned);

  /// Errors of these: `corrupt_store`; `not_found` beyond the newest; `pruned` before the oldest.
  Result<StoredBlock> block_of(Version version) const;
  /// The history must not be empty (CHECK).
  Result<StoredBlock> newest() const;
  Result<StoredBlock> block_at(Height height) const;
  Result<StoredBlock> block_by_id(const BlockId& id) const;
  /// The block at this height, which is `block` or in the suffix that repeats it. Errors:
  /// `corrupt_store` too where it is neither.
  Result<StoredBlock> ending_at(const StoredBlock& block, Height height) const;
  Result<StoredTransaction> transaction_at(Version version) const;
  Result<StoredTransaction> transaction_by_id(const TransactionId& id) const;

  Result<std::vector<Hash>> prove_inclusion(Version version, std::uint64_t size) const;
  Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t size) const;
  /// The accumulator as it was at this size, at most size().
  Result<state::Accumulator> accumulator_at(std::uint64_t size) const;

 private:
  state::SubtreeHash subtree_reader() const;
  /// Of a complete chunk.
  Result<std::shared_ptr<const LeafTree>> leaf_tree(std::uint64_t chunk) const;
  Result<std::vector<Hash>> read_leaves(std::uint64_t first, std::uint64_t end) const;
  /// A block's header, and the segment that holds a version: none in a block that kept nothing.
  struct Found {
    StoredBlock block;
    Bytes segment_bytes;
    std::optional<Segment> segment;
  };
  /// The record at the largest key that may hold this version; nothing in an empty column.
  Result<std::optional<Found>> read_at(Version version) const;
  /// The version is in it: the block's own leaf, or in the segment.
  Result<Found> find(Version version) const;
  Result<Found> read_found(Version version) const;
  Result<StoredBlock> read_header(Version first_version) const;
  /// What a value of the column block_index names.
  Result<StoredBlock> read_indexed(ByteView value) const;
  void add_chunk(const Hash& root);
  Result<std::vector<StoredBlock>> read_prunable(TimestampUs before, Version keep_from) const;
  Result<void> remove_block(WriteBatch& batch, const StoredBlock& block) const;
  Result<void> remove_suffix(WriteBatch& batch, Height next, std::vector<Height>& heights) const;
  Result<std::optional<Version>> find_version(const IdPrefix& prefix) const;

  const Database& database_;
  mutable std::shared_mutex mutex_;
  std::vector<std::vector<Hash>> levels_;  // levels_[k]: complete subtrees of level kChunkLevel + k
  LeafTree tail_;                          // leaves behind the last complete chunk
  mutable LeafTreeCache leaf_trees_;       // complete chunks
  std::uint64_t size_ = 0;
  Version begin_;
  Version first_block_;                           // where the oldest block begins, at most begin_
  std::unordered_map<IdPrefix, Version> recent_;  // transactions since the last checkpoint
};

}  // namespace pennypost::store
