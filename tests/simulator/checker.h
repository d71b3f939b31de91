#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/simulator/disk.h"
#include "tests/simulator/world.h"

namespace pennypost::simulator {

/// Watches everything that honest nodes do, across crashes, and says what must never happen.
class Checker {
 public:
  explicit Checker(const World& world)
      : world_(world), schedule_(world.context().epoch, world.context().validators) {}

  /// An honest node signed this and it leaves now; `disk` is what survives a crash at this moment.
  void on_sent(consensus::ValidatorIndex node, const consensus::Message& message, const Disk& disk);
  /// A valid message reached an honest node.
  void on_received(const consensus::Message& message);
  /// What an honest node's core decided in one step, before any of it is performed.
  void on_step(consensus::ValidatorIndex node, const std::vector<consensus::Effect>& effects);
  /// An honest node finalized; `state` is its final state after that.
  void on_final(consensus::ValidatorIndex node, const consensus::Finalize& effect,
                const Disk& disk_before, const state::MemoryState& state);
  void on_fault(consensus::ValidatorIndex node, const std::string& reason);
  void on_status(consensus::ValidatorIndex node, const consensus::Status& status,
                 std::size_t queued_effects);

  void on_submitted(const TransactionId& id, TimestampUs expiry);
  bool is_kept(const TransactionId& id) const { return kept_.contains(id); }
  /// Submitted, not on the ledger, and by `now` they can still happen.
  std::size_t open(TimestampUs now) const;
  std::size_t kept() const { return kept_.size(); }
  std::size_t submitted() const { return submitted_.size(); }

  void violation(std::string what);
  const std::vector<std::string>& violations() const { return violations_; }
  std::uint64_t final_height() const { return final_.empty() ? 0 : final_.rbegin()->first.value(); }
  const std::map<Height, LedgerInfo>& final_chain() const { return final_; }

 private:
  /// What a node signed in a round, by kind; it must stay the same for ever.
  struct Signed {
    std::map<Round, Bytes> proposals, votes, order_votes, timeouts;
  };
  void check_once(consensus::ValidatorIndex node, const char* kind, std::map<Round, Bytes>& seen,
                  Round round, Bytes content);
  void check_leader(const consensus::Block& block);
  void check_durable(consensus::ValidatorIndex node, const consensus::Message& message,
                     const Disk& disk);

  const World& world_;
  consensus::LeaderSchedule schedule_;
  std::vector<consensus::Turn> turns_;  // of final blocks
  std::map<consensus::ValidatorIndex, Signed> signed_;
  std::map<consensus::ValidatorIndex, Round> last_vote_;
  std::set<BlockId> justified_;  // by a TC in a proposal
  std::map<Height, LedgerInfo> final_;
  std::set<BatchDigest> named_;  // by final blocks
  std::map<TransactionId, Version> kept_;
  std::map<TransactionId, TimestampUs> submitted_;
  std::vector<std::string> violations_;
};

}  // namespace pennypost::simulator
