#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/simulator/disk.h"
#include "tests/simulator/world.h"

namespace pennypost::simulator {

/// Watches everything that honest nodes do, across crashes, and says what must never happen. Nodes
/// are named by machine.
class Checker {
 public:
  explicit Checker(const World& world) : world_(world) {}

  /// An honest node signed this and it leaves now; `disk` is what survives a crash at this moment.
  void on_sent(consensus::ValidatorIndex node, const consensus::EpochContext& epoch,
               const consensus::Message& message, const Disk& disk);
  /// A valid message reached an honest node.
  void on_received(const consensus::Message& message);
  /// What an honest node's core decided in one step, before any of it is performed.
  void on_step(consensus::ValidatorIndex node, const std::vector<consensus::Effect>& effects);
  /// An honest node finalized in this epoch; `state` is its final state after that.
  void on_final(consensus::ValidatorIndex node, const consensus::EpochContext& epoch,
                const consensus::Finalize& effect, const Disk& disk_before,
                const state::MemoryState& state, TimestampUs now);
  void on_fault(consensus::ValidatorIndex node, const std::string& reason);
  /// What a node holds in memory.
  void on_held(consensus::ValidatorIndex node, const consensus::Held& held,
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
  std::size_t epochs() const { return turns_.size(); }

 private:
  /// What a node signed in a round, by kind; it must stay the same for ever.
  struct Signed {
    std::map<Round, BlockId> proposals;
    std::map<Round, LedgerInfo> votes;
    std::map<Round, LedgerInfo> order_votes;
    std::map<Round, Round> timeouts;  // with the round of their QC
  };
  template <class Content>
  void check_once(consensus::ValidatorIndex node, const char* kind, std::map<Round, Content>& seen,
                  Round round, const Content& content) {
    const auto [at, fresh] = seen.emplace(round, content);
    if (!fresh && at->second != content) signed_two(node, kind, round);
  }
  void signed_two(consensus::ValidatorIndex node, const char* kind, Round round);
  void check_money(consensus::ValidatorIndex node, const state::MemoryState& state);
  void note_final(const consensus::EpochContext& epoch, const consensus::Block& block,
                  const execution::ExecutedBlock& executed);
  void check_leader(const consensus::EpochContext& epoch, const consensus::Block& block);
  void check_certificates(consensus::ValidatorIndex node, const consensus::EpochContext& epoch,
                          const consensus::Message& message);
  Signed& signed_by(consensus::ValidatorIndex node, Epoch epoch);
  void check_durable(consensus::ValidatorIndex node, const consensus::Message& message,
                     const Disk& disk);

  const World& world_;
  using NodeEpoch = std::pair<consensus::ValidatorIndex, Epoch>;
  std::map<NodeEpoch, Signed> signed_;
  std::map<consensus::ValidatorIndex, Epoch> last_epoch_;
  std::map<NodeEpoch, Round> last_vote_;
  std::map<Epoch, std::vector<consensus::Turn>> turns_;  // of final blocks
  std::set<BlockId> justified_;                          // by a TC in a proposal
  std::map<Height, LedgerInfo> final_;
  std::set<BatchDigest> named_;  // by final blocks
  std::unordered_map<TransactionId, Version> kept_;
  std::unordered_map<TransactionId, TimestampUs> submitted_;
  std::vector<std::string> violations_;
};

}  // namespace pennypost::simulator
