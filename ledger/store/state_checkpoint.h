#pragma once

#include <deque>
#include <unordered_set>
#include <vector>

#include "ledger/execution/block_execution.h"
#include "ledger/store/database.h"

namespace pennypost::store {

/// The state on disk: as it was at the newest checkpoint. Remembers what has changed since, so that
/// each entry is written at most once a checkpoint, however often it changed. One thread.
class StateCheckpoint {
 public:
  explicit StateCheckpoint(const Database& database) : database_(database) {}

  /// The state at the checkpoint, the tree over it, and the block it stands behind. The caller
  /// compares the root.
  struct Loaded {
    state::MemoryState state;
    state::StateTree tree;
    Version block_first_version;
  };
  /// `block_time` of a first version: what is live is judged by it. Errors: `corrupt_store`.
  Result<Version> block_first_version() const;
  Result<Loaded> load(TimestampUs block_time);

  /// Notes what a final block changed.
  void note(const execution::ExecutedBlock& block);
  std::uint64_t transactions() const { return transactions_; }  // noted since the last checkpoint
  std::uint64_t blocks() const { return blocks_; }

  /// Puts everything noted into the batch and forgets it. `state` is the one behind `block`, the
  /// last block noted.
  void put(WriteBatch& batch, const state::MemoryState& state,
           const execution::ExecutedBlock& block);

 private:
  struct Segment {
    Version version;  // its key
    TimestampUs last_expiry;
  };
  const Database& database_;
  std::unordered_set<state::StateKey, state::StateKeyHash> changed_;
  std::vector<state::LiveNonce> nonces_;
  std::deque<Segment> segments_;  // of nonces on disk
  std::uint64_t transactions_ = 0;
  std::uint64_t blocks_ = 0;
};

}  // namespace pennypost::store
