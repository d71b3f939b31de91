#pragma once

#include <deque>
#include <functional>
#include <queue>
#include <set>

#include "tests/simulator/behaviour.h"
#include "tests/simulator/checker.h"

namespace pennypost::simulator {

/// How messages and disks behave. Chances are in a million, times in virtual microseconds.
struct Conditions {
  std::uint64_t delay_us = 10'000;
  std::uint64_t jitter_us = 0;
  std::uint64_t loss = 0;
  std::uint64_t duplication = 0;
  std::uint64_t sync_us = 0;       // of a disk
  std::uint64_t crash_chance = 0;  // before each effect of an honest node
  std::size_t response_blocks_max = consensus::kResponseBlocksMax;
};

struct ClusterOptions {
  std::uint64_t seed = 1;
  std::vector<std::uint64_t> powers{1, 1, 1, 1};
  bool real_signatures = false;
  std::uint64_t clock_skew_us_max = 0;
  bool trace = false;  // print each event to standard error
};

/// A whole cluster in one process and one thread: virtual time, network, disks, crashes. The seed
/// decides everything. Node i < validators is the honest (or wrapped) validator i; twins of
/// equivocators come behind.
class Cluster {
 public:
  explicit Cluster(ClusterOptions options);
  ~Cluster();

  Conditions conditions;

  /// Before start(). An equivocator gets a twin.
  void corrupt(consensus::ValidatorIndex validator, std::string_view behaviour);
  void start();

  std::uint64_t now_us() const { return now_us_; }
  TimestampUs unix_time() const { return kGenesisTime + now_us_; }
  /// Handles the next event; false where there is none.
  bool step();
  void run_until(std::uint64_t us);
  void at(std::uint64_t us, std::function<void()> action);

  /// A client's transactions, given to one node, again to others until they are final or expired.
  void submit(consensus::ValidatorIndex node, std::size_t count, std::uint64_t lifetime_us);
  void submit(consensus::ValidatorIndex node, std::vector<Transaction> transactions);
  /// Gives transactions to a node once.
  void give(consensus::ValidatorIndex node, std::vector<Transaction> transactions);
  void tick(consensus::ValidatorIndex node);
  void crash(std::size_t node);
  void restart(std::size_t node);
  bool is_up(std::size_t node) const;
  /// Messages pass only between validators of the same part.
  void partition(std::vector<unsigned> part_of_validator);
  void heal();
  /// The node's safety data is gone, its ledger is not.
  void lose_safety(std::size_t node);

  std::size_t validators() const { return world_.context().validators.size(); }
  bool is_honest(consensus::ValidatorIndex validator) const {
    return !corrupt_.contains(validator);
  }
  const World& world() const { return world_; }
  Checker& checker() { return checker_; }
  consensus::Status status(std::size_t node) const;
  const Disk& disk(std::size_t node) const;
  const execution::SpeculativeLedger& ledger(std::size_t node) const;
  Random& random() { return random_; }

  std::uint64_t events() const { return events_; }
  std::uint64_t messages() const { return messages_; }
  std::uint64_t persists() const { return persists_; }
  std::uint64_t crashes() const { return crashes_; }
  std::uint64_t trace_hash() const { return trace_hash_; }
  /// When a node finalized a height, by (node, height); and when a block was first proposed.
  const std::map<std::pair<std::size_t, Height>, std::uint64_t>& final_times() const {
    return final_times_;
  }
  /// From a transaction's submission to the first node that finalized it, in that order.
  const std::vector<std::uint64_t>& latencies_us() const { return latencies_us_; }
  const std::map<BlockId, std::uint64_t>& proposal_times() const { return proposal_times_; }

 private:
  struct Packet;
  struct Event;
  struct Node;
  struct Later {
    bool operator()(const Event& a, const Event& b) const;
  };

  void schedule(std::uint64_t at_us, std::function<void()> action);
  void input(Node& node, decltype(consensus::Input::event) event);
  void boot(Node& node);
  void pump(Node& node);
  void perform(Node& node, const consensus::Effect& effect);
  void start_sync(Node& node, const consensus::Persist& persist);
  void send(Node& node, consensus::ValidatorIndex to, const consensus::Message& message);
  void transmit(consensus::ValidatorIndex from, consensus::ValidatorIndex to,
                consensus::Message message);
  void deliver(std::size_t node, std::shared_ptr<Packet> packet);
  void connect_all(std::size_t node);
  void retry(consensus::ValidatorIndex node, std::vector<Transaction> transactions);
  void rebatch(Node& node, const consensus::Batch& batch);
  void trace(std::string_view what, std::uint64_t a, std::uint64_t b, std::uint64_t c);

  ClusterOptions options_;
  World world_;
  Checker checker_;
  Random random_;
  Random network_;
  std::uint64_t now_us_ = 0;
  std::uint64_t order_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t persists_ = 0;
  std::uint64_t crashes_ = 0;
  std::uint64_t trace_hash_ = 0xcbf29ce484222325ULL;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::set<consensus::ValidatorIndex> corrupt_;
  std::vector<unsigned> parts_;
  std::vector<Event> queue_;  // a heap
  std::map<std::pair<std::size_t, Height>, std::uint64_t> final_times_;
  std::map<BlockId, std::uint64_t> proposal_times_;
  std::map<TransactionId, std::uint64_t> submitted_us_;  // and not final
  std::vector<std::uint64_t> latencies_us_;
};

}  // namespace pennypost::simulator
