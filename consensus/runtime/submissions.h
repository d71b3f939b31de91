#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "consensus/wire/consensus_wire.h"
#include "ledger/types/receipt.h"

namespace pennypost::runtime {

/// What became of a submitted transaction, as far as this node has seen.
struct Outcome {
  bool final = false;  // kept on the ledger: read it from the store
  Code code =
      Code::success;  // where it was discarded: why; it may still happen by another submission
  std::shared_ptr<const execution::ExecutedBlock> block;  // that said so; none where time ran out
  std::optional<std::size_t> kept = {};  // place among what that block kept; none: an earlier one
};
using OnOutcome = std::function<void(Outcome)>;

/// Transactions on their way, and who waits for them. One thread: the core's.
class Submissions {
 public:
  using Packed = std::vector<wire::PendingTransaction>;

  /// Whether the transaction is new here and goes into the next batch; a second submission only
  /// waits.
  void add(wire::PendingTransaction transaction, OnOutcome done);
  /// Goes into the next batch, though it was in one before.
  void add_again(wire::PendingTransaction transaction);

  /// Whether it is on its way already.
  bool knows(const TransactionId& id) const { return known_.contains(id); }
  bool has_pending() const { return !pending_.empty(); }
  /// What fits into one batch, oldest first.
  Packed take();

  /// Final blocks: `lookup` says whether a discarded transaction stands on the ledger by another
  /// way.
  using Lookup = std::function<bool(const TransactionId&)>;
  void on_final(const std::shared_ptr<const execution::ExecutedBlock>& block, const Lookup& lookup);
  /// Forgets what can never happen any more: its expiry is at or before final block time.
  void expire(TimestampUs final_time);

  /// Submitted here, and its end is not known.
  bool waits_for(const TransactionId& id) const { return known_.contains(id); }
  std::size_t waiting() const { return known_.size(); }
  /// Of those, in batches already.
  std::size_t under_way() const { return known_.size() - std::min(known_.size(), pending_.size()); }
  std::size_t pending_bytes() const { return pending_bytes_; }

 private:
  struct Entry {
    TimestampUs expiry;
    std::vector<OnOutcome> waiters;
  };
  void resolve(const TransactionId& id, const Outcome& outcome);

  std::vector<wire::PendingTransaction> pending_;
  std::size_t pending_bytes_ = 0;
  std::unordered_map<TransactionId, Entry> known_;
};

}  // namespace pennypost::runtime
