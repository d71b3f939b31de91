#pragma once

#include <functional>
#include <map>
#include <set>
#include <variant>

#include "tests/simulator/behaviour.h"
#include "tests/simulator/checker.h"
#include "tests/simulator/faults.h"

namespace pennypost::simulator {

/// How messages and disks behave. Chances are in a million, times in virtual microseconds.
struct Conditions {
  std::uint64_t delay_us = 10'000;
  std::uint64_t jitter_us = 0;
  std::uint64_t loss = 0;
  std::uint64_t duplication = 0;
  std::uint64_t sync_us = 0;           // of a disk
  std::uint64_t slow_sync_chance = 0;  // such a sync takes slow_sync_us
  std::uint64_t slow_sync_us = 0;
  std::uint64_t crash_chance = 0;  // before each effect of an honest node
  std::uint64_t batch_lifetime_us = 30'000'000;
  std::size_t response_blocks_max = consensus::kResponseBlocksMax;
};

struct ClusterOptions {
  std::uint64_t seed = 1;
  std::vector<std::uint64_t> powers{1, 1, 1, 1};
  std::size_t spares = 0;  // machines that no set names yet
  bool real_signatures = false;
  std::uint64_t clock_skew_us_max = 0;
  std::uint64_t link_delay_us_max = 0;  // each link has so much more delay of its own, either way
  std::uint64_t accounts = kAccounts;
  std::size_t bytes_each = TransactionId::kSize;  // of a transaction in a batch
  std::uint64_t events_max = UINT64_MAX;
  bool measure_bytes = false;    // see bytes_sent()
  bool share_execution = false;  // execute each block once: it is a pure function
  bool trace = false;            // print each event to standard error
};

/// A machine as a validator.
struct Member {
  std::size_t machine = 0;
  std::uint64_t generation = 0;  // of its consensus key
  std::uint64_t power = 1;
};

/// A whole cluster in one process and one thread: virtual time, network, disks, crashes. The seed
/// decides everything. Node i < validators() is machine i, in the first epoch the validator i,
/// later whatever place the set gives it, or an observer; twins of equivocators come behind.
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
  /// Or until `events_max` events have been handled.
  void run_until(std::uint64_t us);
  void at(std::uint64_t us, std::function<void()> action);

  /// A client's transactions, given to one node, again to others until they are final or expired.
  void submit(consensus::ValidatorIndex node, std::size_t count, std::uint64_t lifetime_us);
  void submit(consensus::ValidatorIndex node, std::vector<Transaction> transactions);
  /// Gives transactions to a node once.
  void give(consensus::ValidatorIndex node, std::vector<Transaction> transactions);
  /// From now on its latency counts.
  void watch(const Transaction& transaction);
  void tick(consensus::ValidatorIndex node);
  /// The machine loses power: what was not synced may be gone.
  void crash(std::size_t node);
  /// Nothing happens where it is up. A disk with a damaged record is named, and the node stays
  /// down.
  void restart(std::size_t node);
  bool is_up(std::size_t node) const;
  /// Governance's transaction: these machines are the validators from the next epoch on.
  void change_validators(const std::vector<Member>& members);
  /// Nothing passes from one machine to another any more; the other way it does.
  void cut(consensus::ValidatorIndex from, consensus::ValidatorIndex to);
  /// Messages pass only between machines of the same part.
  void partition(std::vector<unsigned> part_of_validator);
  void heal();
  /// The machine's clock jumps; what measures time that passes does not.
  void step_clock(std::size_t node, std::int64_t by_us);
  /// A record on the node's disk decays, which is found when it starts the next time.
  void rot(std::size_t node);
  /// Every write fails, which stops the node; it is started again and again.
  void fill_disk(std::size_t node);
  void empty_disk(std::size_t node);
  /// A new disk, with the same key, which has signed before (C6). The node is down.
  void replace_disk(std::size_t node);
  /// The node's safety data is gone, its ledger is not.
  void lose_safety(std::size_t node);

  std::size_t validators() const { return options_.powers.size() + options_.spares; }
  const consensus::EpochContext& epoch(std::size_t node) const;
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
  std::uint64_t crashes() const { return faults_.crashes; }
  Faults& faults() { return faults_; }
  /// What a damaged record was called, by the nodes that stopped for it.
  const std::vector<std::string>& damage_found() const { return damage_found_; }
  /// With ClusterOptions.measure_bytes: what each machine sent, as it is written on a link.
  const std::vector<std::uint64_t>& bytes_sent() const { return bytes_sent_; }
  /// What corrupt nodes sent, by the kind of message.
  const auto& hostile_messages() const { return hostile_messages_; }
  /// Evidence of equivocation that honest nodes found.
  std::uint64_t accusations() const { return accusations_; }
  std::uint64_t trace_hash() const { return trace_hash_; }
  /// When a node finalized a height, by (node, height); and when a block was first proposed.
  const std::map<std::pair<std::size_t, Height>, std::uint64_t>& final_times() const {
    return final_times_;
  }
  /// From a transaction's submission to the first node that finalized it, in that order.
  const std::vector<std::uint64_t>& latencies_us() const { return latencies_us_; }
  const std::map<BlockId, std::uint64_t>& proposal_times() const { return proposal_times_; }

 private:
  struct Node;
  struct Packet {
    std::size_t from = 0;  // machine
    std::optional<consensus::ValidatorIndex> index;
    Epoch epoch;  // the sender's
    std::shared_ptr<const consensus::Message> message;
    bool valid = false;  // in the sender's epoch, from its place there
    std::uint64_t number = 0;
  };

  // What may happen at a moment.
  struct Delivery {
    std::size_t node = 0;
    Packet packet;
  };
  struct Alarm {
    std::size_t node = 0;
    std::uint64_t life = 0;
    consensus::TimerKind kind = consensus::TimerKind::round;
    std::uint64_t at_steady_us = 0;
  };
  struct Synced {
    std::size_t node = 0;
    std::uint64_t life = 0;
  };
  struct LinkUp {
    std::size_t node = 0;
    std::size_t machine = 0;
  };
  using Action = std::variant<Delivery, Alarm, Synced, LinkUp, std::function<void()>>;
  /// A place in the heap of events.
  struct Moment {
    std::uint64_t at_us = 0;
    std::uint64_t order = 0;
    std::size_t action = 0;  // in actions_
  };
  struct Later {
    bool operator()(const Moment& a, const Moment& b) const {
      return a.at_us != b.at_us ? a.at_us > b.at_us : a.order > b.order;
    }
  };

  // cluster.cpp
  void schedule(std::uint64_t at_us, Action action);
  void happen(Delivery& delivery);
  void happen(const Alarm& alarm);
  void happen(const Synced& synced);
  void happen(const LinkUp& link);
  void happen(std::function<void()>& action) { action(); }
  void boot(Node& node);
  void enter(Node& node, consensus::EpochContext epoch);
  void start_core(Node& node);
  void stop(Node& node);
  void restart_later(std::size_t node);
  void trace(std::string_view what, std::uint64_t a, std::uint64_t b, std::uint64_t c,
             const consensus::Message* message = nullptr);

  // host.cpp
  void input(Node& node, decltype(consensus::Input::event) event);
  void take(Node& node, std::vector<consensus::Effect> effects);
  void pump(Node& node);
  void start_sync(Node& node, consensus::Persist persist);
  bool write_fails(Node& node);
  void perform(Node& node, consensus::Persist& persist);
  void perform(Node& node, consensus::Send& effect);
  void perform(Node& node, consensus::Broadcast& effect);
  void perform(Node& node, const consensus::SetTimer& timer);
  void perform(Node& node, const consensus::CancelTimer& timer);
  void perform(Node& node, const consensus::Finalize& effect);
  void perform(Node& node, const consensus::ServeBlocks& effect);
  void perform(Node& node, const consensus::ServeEpoch& effect);
  void perform(Node& node, const consensus::EndEpoch& effect);
  void perform(Node& node, const consensus::Equivocation& effect);
  void perform(Node& node, const consensus::Rebatch& effect);
  void perform(Node& node, const consensus::Fault& effect);

  // network.cpp
  void note_sent(Node& node, const consensus::Message& message);
  void send(Node& node, consensus::ValidatorIndex to, consensus::Message message);
  Packet packet_of(const Node& from, consensus::Message message);
  void transmit(Node& from, std::size_t to, const Packet& packet);
  void serve_observer(Node& node, const Packet& packet);
  bool same_part(std::size_t a, std::size_t b) const;
  void connect_all(std::size_t node);
  std::size_t machine_at(const Node& node, consensus::ValidatorIndex index) const;
  std::optional<consensus::ValidatorIndex> place_of(const Node& node, std::size_t machine) const;

  // clients.cpp
  void retry(consensus::ValidatorIndex node, std::vector<Transaction> transactions);
  void rebatch(Node& node, const consensus::Batch& batch);
  bool is_over(const Transaction& transaction) const;

  ClusterOptions options_;
  World world_;
  Checker checker_;
  Random random_;
  Random network_;
  execution::SharedOutcomes outcomes_;
  Faults faults_;
  std::uint64_t now_us_ = 0;
  std::uint64_t order_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t persists_ = 0;
  std::uint64_t accusations_ = 0;
  std::uint64_t trace_hash_ = 0xcbf29ce484222325ULL;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::set<consensus::ValidatorIndex> corrupt_;
  std::vector<unsigned> parts_;
  std::set<std::pair<std::size_t, std::size_t>> cuts_;  // from, to
  std::vector<std::uint64_t> link_delays_us_;           // from * validators() + to
  std::vector<Moment> queue_;                           // a heap
  std::vector<Action> actions_;
  std::vector<std::size_t> free_actions_;
  std::vector<std::uint64_t> bytes_sent_;
  std::shared_ptr<const consensus::Message> measured_;  // a broadcast is measured once
  std::size_t measured_bytes_ = 0;
  std::array<std::uint64_t, std::variant_size_v<consensus::Message>> hostile_messages_{};
  std::vector<std::string> damage_found_;
  std::map<std::pair<std::size_t, Height>, std::uint64_t> final_times_;
  std::map<BlockId, std::uint64_t> proposal_times_;
  std::map<TransactionId, std::uint64_t> submitted_us_;  // and not final
  std::vector<std::uint64_t> latencies_us_;
};

}  // namespace pennypost::simulator
