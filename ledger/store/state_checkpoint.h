#pragma once

#include <atomic>
#include <deque>
#include <vector>

#include "ledger/execution/block_execution.h"
#include "ledger/store/database.h"

namespace pennypost::store {

/// The state on disk: as it was at the newest checkpoint. Keeps the newest of what has changed
/// since, so that each entry is written at most once a checkpoint, however often it changed, and
/// nobody who goes on executing is asked. One thread.
class StateCheckpoint {
 public:
  explicit StateCheckpoint(const Database& database) : database_(database) {}

  /// The last version of the block that the checkpoint stands behind; nothing before the first.
  /// Errors: `corrupt_store`.
  Result<std::optional<Version>> version() const;
  /// The state at the checkpoint and the tree over it; the caller compares the root. Nonces are
  /// live at `block_time`, that block's timestamp. Uses a few threads while it runs. Errors:
  /// `corrupt_store`.
  struct Loaded {
    state::MemoryState state;
    state::StateTree tree;
  };
  Result<Loaded> load(TimestampUs block_time);

  /// Notes what a final block changed.
  void note(const execution::ExecutedBlock& block);
  /// What was noted since the last checkpoint. Any thread.
  std::uint64_t transactions() const { return transactions_; }
  std::uint64_t blocks() const { return blocks_; }
  std::uint64_t changes() const { return changes_; }

  /// Puts everything noted, of which there is a block. Once the table is ingested, what was noted
  /// is forgotten.
  void put(Table& table);
  void forget();
  // The column's records, for those who copy it.
  /// Nothing where this is not the checkpoint's mark.
  static std::optional<Version> read_mark(ByteView key, ByteView value);
  static bool is_nonces_key(ByteView key);
  /// Errors: `corrupt_store`.
  static Result<std::pair<state::StateKey, state::StateEntry>> read_entry(ByteView key,
                                                                          ByteView value);
  static void put_entry(WriteBatch& batch, const state::StateKey& key,
                        const state::StateEntry& entry);
  /// Makes the entries put a checkpoint behind this block.
  static void put_checkpoint(WriteBatch& batch, const LedgerInfo& block,
                             const std::vector<state::LiveNonce>& nonces);

  /// Puts the whole state: the first checkpoint.
  static void put_genesis(Table& table, const state::MemoryState& state,
                          const execution::ExecutedBlock& genesis);

 private:
  struct Segment {
    Version version;  // its key
    TimestampUs last_expiry;
  };
  void put_nonces(Table& table);
  Result<void> load_nonces(state::MemoryState& state, TimestampUs block_time);

  const Database& database_;
  LedgerInfo newest_;       // of the last block noted
  state::Entries changed_;  // `Removed` where the entry is gone
  std::vector<state::LiveNonce> nonces_;
  std::deque<Segment> segments_;  // of nonces, on disk
  std::atomic<std::uint64_t> transactions_ = 0;
  std::atomic<std::uint64_t> blocks_ = 0;
  std::atomic<std::uint64_t> changes_ = 0;
};

}  // namespace pennypost::store
