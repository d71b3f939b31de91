#include "tests/simulator/cluster.h"

#include <algorithm>
#include <cstdio>

#include "ledger/base/check.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kRetryUs = 4 * kSecondUs;
constexpr std::uint64_t kBatchLifetimeUs = 30 * kSecondUs;
constexpr std::uint64_t kRestartUsMin = 50'000;
constexpr std::uint64_t kRestartUsMax = 2 * kSecondUs;

}  // namespace

struct Cluster::Packet {
  consensus::ValidatorIndex from = 0;
  consensus::Message message;
  bool valid = false;
};

struct Cluster::Event {
  std::uint64_t at_us = 0;
  std::uint64_t order = 0;
  std::function<void()> action;
};

bool Cluster::Later::operator()(const Event& a, const Event& b) const {
  return std::pair(a.at_us, a.order) > std::pair(b.at_us, b.order);
}

struct Cluster::Node {
  std::size_t id = 0;
  consensus::ValidatorIndex index = 0;
  bool honest = true;
  std::unique_ptr<Behaviour> behaviour;
  std::int64_t clock_skew_us = 0;
  Disk disk;
  // What a crash takes:
  bool up = false;
  std::uint64_t life = 0;
  std::unique_ptr<execution::SpeculativeLedger> ledger;
  std::unique_ptr<consensus::Consensus> core;
  std::deque<consensus::Effect> effects;
  bool syncing = false;
  std::map<consensus::TimerKind, std::uint64_t> timers;
  std::uint64_t sequence = 0;
  std::map<TransactionId, Transaction> known;  // submitted here and not seen final
};

Cluster::Cluster(ClusterOptions options)
    : options_(std::move(options)),
      world_(options_.powers, options_.real_signatures),
      checker_(world_),
      random_(options_.seed),
      network_(options_.seed ^ 0x6e6574776f726bULL) {
  for (std::size_t i = 0; i < world_.context().validators.size(); ++i) {
    auto node = std::make_unique<Node>();
    node->id = i;
    node->index = static_cast<consensus::ValidatorIndex>(i);
    nodes_.push_back(std::move(node));
  }
  for (auto& node : nodes_) {
    node->clock_skew_us =
        static_cast<std::int64_t>(random_.below(2 * options_.clock_skew_us_max + 1)) -
        static_cast<std::int64_t>(options_.clock_skew_us_max);
  }
}

Cluster::~Cluster() = default;

void Cluster::corrupt(consensus::ValidatorIndex validator, std::string_view behaviour) {
  Node& node = *nodes_[validator];
  node.honest = false;
  corrupt_.insert(validator);
  const std::uint64_t seed = random_.next();
  const Corrupted self{.seed = seed,
                       .chain = world_.context().chain_id,
                       .index = validator,
                       .signer = world_.signer(validator),
                       .validators = world_.context().validators};
  node.behaviour = make_behaviour(behaviour, self);
  if (behaviour != "equivocator") return;
  auto twin = std::make_unique<Node>();
  twin->id = nodes_.size();
  twin->index = validator;
  twin->honest = false;
  twin->behaviour = make_equivocator(seed, 1);
  twin->clock_skew_us = node.clock_skew_us + 137;
  nodes_.push_back(std::move(twin));
}

void Cluster::start() {
  for (auto& node : nodes_) boot(*node);
}

void Cluster::schedule(std::uint64_t at_us, std::function<void()> action) {
  queue_.push_back({std::max(at_us, now_us_), order_++, std::move(action)});
  std::ranges::push_heap(queue_, Later{});
}

void Cluster::at(std::uint64_t us, std::function<void()> action) {
  schedule(us, std::move(action));
}

bool Cluster::step() {
  if (queue_.empty()) return false;
  std::ranges::pop_heap(queue_, Later{});
  Event event = std::move(queue_.back());
  queue_.pop_back();
  now_us_ = event.at_us;
  ++events_;
  event.action();
  return true;
}

void Cluster::run_until(std::uint64_t us) {
  while (!queue_.empty() && queue_.front().at_us <= us) step();
  now_us_ = std::max(now_us_, us);
}

void Cluster::trace(std::string_view what, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  const auto mix = [this](std::uint64_t value) {
    trace_hash_ = (trace_hash_ ^ value) * 0x100000001b3ULL;
    trace_hash_ ^= trace_hash_ >> 29;
  };
  for (const char letter : what) mix(static_cast<std::uint8_t>(letter));
  for (const std::uint64_t value : {now_us_, a, b, c}) mix(value);
  if (options_.trace) {
    std::fprintf(stderr, "%12llu %.*s %llu %llu %llu\n", static_cast<unsigned long long>(now_us_),
                 static_cast<int>(what.size()), what.data(), static_cast<unsigned long long>(a),
                 static_cast<unsigned long long>(b), static_cast<unsigned long long>(c));
  }
}

void Cluster::boot(Node& node) {
  node.up = true;
  ++node.life;
  node.ledger =
      std::make_unique<execution::SpeculativeLedger>(world_.genesis().state, world_.root());
  for (const Disk::FinalBlock& entry : node.disk.final_blocks()) {
    std::vector<std::shared_ptr<const execution::Transactions>> payload;
    for (const auto& reference : entry.block.batches) {
      payload.push_back(node.disk.batch(reference.digest)->transactions);
    }
    CHECK(node.ledger->execute(consensus::context_of(entry.block), payload).has_value());
    node.ledger->finalize(entry.block.id);
  }
  consensus::Config config{.epoch = world_.context(), .own_index = node.index};
  node.core = std::make_unique<consensus::Consensus>(config, node.disk.recover(), *node.ledger,
                                                     world_.signer(node.index));
  trace("boot", node.id, node.life, node.disk.final_blocks().size());
  input(node, consensus::Started{});
  connect_all(node.id);
}

void Cluster::connect_all(std::size_t id) {
  Node& node = *nodes_[id];
  for (auto& peer : nodes_) {
    if (peer->index == node.index || !peer->up) continue;
    if (!parts_.empty() && parts_[peer->index] != parts_[node.index]) continue;
    const auto connect = [this](std::size_t a, consensus::ValidatorIndex b) {
      schedule(now_us_ + conditions.delay_us,
               [this, a, b] { input(*nodes_[a], consensus::Connected{b}); });
    };
    connect(node.id, peer->index);
    connect(peer->id, node.index);
  }
}

void Cluster::input(Node& node, decltype(consensus::Input::event) event) {
  if (!node.up) return;
  const std::uint64_t unix_us = static_cast<std::uint64_t>(
      static_cast<std::int64_t>(unix_time().value()) + node.clock_skew_us);
  // Each life of a process has a steady clock of its own.
  const consensus::Now now{.steady_us = now_us_ + node.life * 77'777,
                           .unix_time = TimestampUs(unix_us)};
  auto effects = node.core->step({.now = now, .event = std::move(event)});
  if (node.honest) checker_.on_step(node.index, effects);
  for (auto& effect : effects) node.effects.push_back(std::move(effect));
  if (node.honest) checker_.on_status(node.index, node.core->status(), node.effects.size());
  pump(node);
}

/// Effects in order; everything behind a Persist waits for it.
void Cluster::pump(Node& node) {
  while (node.up && !node.syncing && !node.effects.empty()) {
    if (node.honest && network_.chance(conditions.crash_chance)) {
      crash(node.id);
      const std::size_t id = node.id;
      schedule(now_us_ + network_.between(kRestartUsMin, kRestartUsMax),
               [this, id] { restart(id); });
      return;
    }
    const consensus::Effect effect = std::move(node.effects.front());
    node.effects.pop_front();
    perform(node, effect);
  }
}

void Cluster::start_sync(Node& node, const consensus::Persist& persist) {
  ++persists_;
  trace("persist", node.id, persist.blocks.size(), persist.batches.size());
  if (conditions.sync_us == 0) {
    node.disk.sync(persist);
    node.disk.sync_all();
    return;
  }
  node.syncing = true;
  const std::size_t id = node.id;
  const std::uint64_t life = node.life;
  schedule(now_us_ + conditions.sync_us, [this, id, life, persist] {
    Node& self = *nodes_[id];
    if (!self.up || self.life != life) return;  // it crashed: nothing of this write is there
    self.disk.sync(persist);
    // One sync covers what waits behind it.
    for (auto& effect : self.effects) {
      if (auto* next = std::get_if<consensus::Persist>(&effect)) {
        self.disk.sync(*next);
        *next = {};
      }
    }
    self.disk.sync_all();
    self.syncing = false;
    pump(self);
  });
}

void Cluster::perform(Node& node, const consensus::Effect& effect) {
  using namespace consensus;
  const std::size_t id = node.id;
  if (const auto* persist = std::get_if<Persist>(&effect)) {
    if (!persist->safety && persist->blocks.empty() && persist->batches.empty()) return;  // joined
    start_sync(node, *persist);
  } else if (const auto* one = std::get_if<Send>(&effect)) {
    send(node, one->to, one->message);
  } else if (const auto* all = std::get_if<Broadcast>(&effect)) {
    for (std::size_t to = 0; to < validators(); ++to) {
      if (to != node.index) send(node, static_cast<ValidatorIndex>(to), all->message);
    }
    if (validators() == 1) send(node, 0, all->message);
  } else if (const auto* timer = std::get_if<SetTimer>(&effect)) {
    node.timers[timer->kind] = timer->at_steady_us;
    const std::uint64_t at_us = timer->at_steady_us - node.life * 77'777;
    schedule(at_us, [this, id, life = node.life, t = *timer] {
      Node& self = *nodes_[id];
      if (!self.up || self.life != life) return;
      const auto set = self.timers.find(t.kind);
      if (set == self.timers.end() || set->second != t.at_steady_us) return;
      self.timers.erase(set);
      trace("timer", id, static_cast<std::uint64_t>(t.kind), 0);
      input(self, TimerFired{t.kind});
    });
  } else if (const auto* cancel = std::get_if<CancelTimer>(&effect)) {
    node.timers.erase(cancel->kind);
  } else if (const auto* final = std::get_if<Finalize>(&effect)) {
    trace("final", id, final->blocks.back().height.value(), final->blocks.back().round.value());
    if (node.honest) checker_.on_final(node.index, *final, node.disk, node.ledger->final_state());
    for (const Block& block : final->blocks)
      final_times_.emplace(std::pair(id, block.height), now_us_);
    for (const auto& executed : final->executed) {
      for (const auto& kept : executed->kept) {
        node.known.erase(kept.receipt.transaction_id);
        const auto submitted = submitted_us_.find(kept.receipt.transaction_id);
        if (submitted == submitted_us_.end()) continue;
        latencies_us_.push_back(now_us_ - submitted->second);
        submitted_us_.erase(submitted);
      }
    }
    node.disk.append(*final);
  } else if (const auto* serve = std::get_if<ServeBlocks>(&effect)) {
    send(node, serve->to, node.disk.respond(*serve, conditions.response_blocks_max));
  } else if (const auto* again = std::get_if<Rebatch>(&effect)) {
    trace("rebatch", id, again->batch->sequence, again->batch->transactions->size());
    rebatch(node, *again->batch);
  } else if (const auto* fault = std::get_if<Fault>(&effect)) {
    trace("fault", id, 0, 0);
    if (node.honest) checker_.on_fault(node.index, fault->reason);
  }
}

void Cluster::send(Node& node, consensus::ValidatorIndex to, const consensus::Message& message) {
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
    proposal_times_.emplace(proposal->block.id, now_us_);
  }
  if (node.honest) checker_.on_sent(node.index, message, node.disk);
  if (to == node.index) return;
  if (node.behaviour == nullptr) {
    transmit(node.index, to, message);
    return;
  }
  for (Outgoing& out : node.behaviour->send({to, message}, now_us_)) {
    transmit(node.index, out.to, std::move(out.message));
  }
}

void Cluster::transmit(consensus::ValidatorIndex from, consensus::ValidatorIndex to,
                       consensus::Message message) {
  if (!parts_.empty() && parts_[from] != parts_[to]) return;
  if (network_.chance(conditions.loss)) return;
  ++messages_;
  auto packet = std::make_shared<Packet>(Packet{.from = from, .message = std::move(message)});
  packet->valid =
      verify_message(world_.context(), from, packet->message, world_.verify()).has_value();
  const int copies = network_.chance(conditions.duplication) ? 2 : 1;
  for (int copy = 0; copy < copies; ++copy) {
    const std::uint64_t at_us =
        now_us_ + conditions.delay_us + network_.below(conditions.jitter_us + 1);
    for (const auto& node : nodes_) {
      if (node->index != to) continue;
      schedule(at_us, [this, id = node->id, packet] { deliver(id, packet); });
    }
  }
}

void Cluster::deliver(std::size_t id, std::shared_ptr<Packet> packet) {
  Node& node = *nodes_[id];
  if (!node.up) return;
  trace(consensus::name_of(packet->message), packet->from, id, packet->valid ? 1 : 0);
  if (!packet->valid) {
    if (is_honest(packet->from)) checker_.violation("an honest node's message is invalid");
    return;
  }
  if (node.honest) checker_.on_received(packet->message);
  if (node.behaviour != nullptr) node.behaviour->see(packet->message);
  input(node, consensus::Received{.from = packet->from, .message = packet->message});
}

void Cluster::submit(consensus::ValidatorIndex node, std::size_t count, std::uint64_t lifetime_us) {
  std::vector<Transaction> transactions;
  for (std::size_t i = 0; i < count; ++i) {
    transactions.push_back(world_.transfer(random_, unix_time() + lifetime_us));
  }
  submit(node, std::move(transactions));
}

void Cluster::submit(consensus::ValidatorIndex node, std::vector<Transaction> transactions) {
  for (const Transaction& each : transactions) {
    checker_.on_submitted(each.id, each.expiry);
    submitted_us_.emplace(each.id, now_us_);
  }
  retry(node, std::move(transactions));
}

/// A client gives its transactions to the next node when nothing is final after a while.
void Cluster::retry(consensus::ValidatorIndex node, std::vector<Transaction> transactions) {
  std::erase_if(transactions, [&](const Transaction& transaction) {
    return checker_.is_kept(transaction.id) || transaction.expiry <= unix_time();
  });
  if (transactions.empty()) return;
  give(node, transactions);
  const auto next = static_cast<consensus::ValidatorIndex>((node + 1U) % validators());
  schedule(now_us_ + kRetryUs, [this, next, transactions] { retry(next, transactions); });
}

void Cluster::give(consensus::ValidatorIndex index, std::vector<Transaction> transactions) {
  Node& node = *nodes_[index];
  if (!node.up) return;
  std::erase_if(transactions, [&](const Transaction& t) { return node.known.contains(t.id); });
  if (transactions.empty()) return;
  for (const Transaction& transaction : transactions)
    node.known.emplace(transaction.id, transaction);
  const std::uint64_t number = (node.id << 48) + (node.life << 32) + node.sequence++;
  input(node, consensus::LocalBatch{World::batch(node.index, number, unix_time() + kBatchLifetimeUs,
                                                 std::move(transactions))});
}

void Cluster::rebatch(Node& node, const consensus::Batch& batch) {
  std::vector<Transaction> transactions;
  for (const Transaction& transaction : *batch.transactions) {
    if (checker_.is_kept(transaction.id) || transaction.expiry <= unix_time()) continue;
    transactions.push_back(transaction);
  }
  if (transactions.empty()) return;
  const std::size_t id = node.id;
  schedule(now_us_, [this, id, transactions] {
    for (const Transaction& transaction : transactions) nodes_[id]->known.erase(transaction.id);
    if (id < validators()) give(nodes_[id]->index, transactions);
  });
}

void Cluster::tick(consensus::ValidatorIndex node) {
  input(*nodes_[node], consensus::TickRequested{});
}

void Cluster::crash(std::size_t id) {
  Node& node = *nodes_[id];
  if (!node.up) return;
  ++crashes_;
  trace("crash", id, 0, 0);
  node.up = false;
  node.syncing = false;
  node.effects.clear();
  node.timers.clear();
  node.known.clear();
  node.disk.lose_unsynced(network_);
  // The core is taken down when no step of it is running.
  schedule(now_us_, [this, id] {
    if (nodes_[id]->up) return;
    nodes_[id]->core.reset();
    nodes_[id]->ledger.reset();
  });
}

void Cluster::restart(std::size_t id) {
  if (!nodes_[id]->up) boot(*nodes_[id]);
}

bool Cluster::is_up(std::size_t node) const {
  return nodes_[node]->up;
}

void Cluster::partition(std::vector<unsigned> part_of_validator) {
  trace("partition", part_of_validator.size(), 0, 0);
  parts_ = std::move(part_of_validator);
}

void Cluster::heal() {
  if (parts_.empty()) return;
  parts_.clear();
  trace("heal", 0, 0, 0);
  for (std::size_t id = 0; id < nodes_.size(); ++id) {
    if (nodes_[id]->up) connect_all(id);
  }
}

void Cluster::lose_safety(std::size_t node) {
  nodes_[node]->disk.forget_safety();
}

consensus::Status Cluster::status(std::size_t node) const {
  CHECK(nodes_[node]->core != nullptr);
  return nodes_[node]->core->status();
}

const execution::SpeculativeLedger& Cluster::ledger(std::size_t node) const {
  CHECK(nodes_[node]->ledger != nullptr);
  return *nodes_[node]->ledger;
}

const Disk& Cluster::disk(std::size_t node) const {
  return nodes_[node]->disk;
}

}  // namespace pennypost::simulator
