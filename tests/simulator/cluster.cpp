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
  std::size_t from = 0;  // machine
  std::optional<consensus::ValidatorIndex> index;
  Epoch epoch;  // the sender's
  consensus::Message message;
  bool valid = false;  // in the sender's epoch, from its place there
};

namespace {

/// Answers are of the receiver's epoch, which may be over for the sender.
bool of_receiver(const consensus::Message& message) {
  return std::holds_alternative<consensus::EpochChange>(message) ||
         std::holds_alternative<consensus::BlockResponse>(message);
}

}  // namespace

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
  consensus::ValidatorIndex machine = 0;
  bool honest = true;
  std::string behaviour_name;
  std::uint64_t behaviour_seed = 0;
  std::unique_ptr<Behaviour> behaviour;
  consensus::EpochContext epoch;
  std::optional<consensus::ValidatorIndex> index;  // in that epoch
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
  for (std::size_t i = 0; i < validators(); ++i) {
    world_.validator_of(i, 0, 1);
    auto node = std::make_unique<Node>();
    node->id = i;
    node->machine = static_cast<consensus::ValidatorIndex>(i);
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
  node.behaviour_name = behaviour;
  node.behaviour_seed = random_.next();
  if (behaviour != "equivocator") return;
  auto twin = std::make_unique<Node>();
  twin->id = nodes_.size();
  twin->machine = validator;
  twin->honest = false;
  twin->behaviour_name = "twin";
  twin->behaviour_seed = node.behaviour_seed;
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
  enter(node, world_.context());
  for (const Disk::FinalBlock& entry : node.disk.final_blocks()) {
    std::vector<std::shared_ptr<const execution::Transactions>> payload;
    for (const auto& reference : entry.block.batches) {
      payload.push_back(node.disk.batch(reference.digest)->transactions);
    }
    CHECK(node.ledger->execute(consensus::context_of(entry.block), payload).has_value());
    node.ledger->finalize(entry.block.id);
    const auto next = node.ledger->final_block().next_validators;
    if (!next) continue;
    const LedgerInfo genesis =
        consensus::epoch_genesis(node.ledger->final_block().ledger_info, *next);
    enter(node, {.chain_id = genesis.chain_id,
                 .epoch = genesis.epoch,
                 .validators = *next,
                 .genesis = genesis});
    node.ledger->begin_epoch(genesis);
  }
  trace("boot", node.id, node.life, node.disk.final_blocks().size());
  start_core(node);
}

/// The node's place in the epoch's set, by its link's key.
void Cluster::enter(Node& node, consensus::EpochContext epoch) {
  node.epoch = std::move(epoch);
  node.index.reset();
  node.behaviour.reset();
  const auto& validators = node.epoch.validators.validators;
  for (std::size_t i = 0; i < validators.size(); ++i) {
    if (world_.machine_of(validators[i].network_key) != node.machine) continue;
    node.index = static_cast<consensus::ValidatorIndex>(i);
  }
  if (!node.index || node.behaviour_name.empty()) return;
  const Corrupted self{.seed = node.behaviour_seed,
                       .chain = node.epoch.chain_id,
                       .index = *node.index,
                       .signer = world_.signer_of(validators[*node.index].consensus_key),
                       .validators = node.epoch.validators};
  node.behaviour = node.behaviour_name == "twin" ? make_equivocator(node.behaviour_seed, 1)
                                                 : make_behaviour(node.behaviour_name, self);
}

void Cluster::start_core(Node& node) {
  const auto& validators = node.epoch.validators.validators;
  const PublicKey& key = validators[node.index.value_or(0)].consensus_key;
  const consensus::Config config{
      .epoch = node.epoch, .own_index = node.index, .keeps_record = true};
  node.core = std::make_unique<consensus::Consensus>(config, node.disk.recover(), *node.ledger,
                                                     world_.signer_of(key));
  node.timers.clear();
  input(node, consensus::Started{});
  connect_all(node.id);
}

void Cluster::connect_all(std::size_t id) {
  Node& node = *nodes_[id];
  for (auto& peer : nodes_) {
    if (peer->machine == node.machine || !peer->up) continue;
    if (!same_part(peer->machine, node.machine)) continue;
    const auto connect = [this](std::size_t a, std::size_t machine) {
      schedule(now_us_ + conditions.delay_us, [this, a, machine] {
        Node& self = *nodes_[a];
        const auto& validators = self.epoch.validators.validators;
        for (std::size_t i = 0; i < validators.size(); ++i) {
          if (world_.machine_of(validators[i].network_key) != machine) continue;
          input(self, consensus::Connected{static_cast<consensus::ValidatorIndex>(i)});
        }
      });
    };
    connect(node.id, peer->machine);
    connect(peer->id, node.machine);
  }
}

bool Cluster::same_part(std::size_t a, std::size_t b) const {
  const auto part = [this](std::size_t machine) {
    return machine < parts_.size() ? parts_[machine] : 0;
  };
  return part(a) == part(b);
}

const consensus::EpochContext& Cluster::epoch(std::size_t node) const {
  return nodes_[node]->epoch;
}

void Cluster::change_validators(const std::vector<Member>& members) {
  ValidatorSet next;
  for (const Member& member : members) {
    next.validators.push_back(world_.validator_of(member.machine, member.generation, member.power));
  }
  for (std::size_t node = 0; node < validators(); ++node) {
    if (!nodes_[node]->up || !nodes_[node]->index) continue;
    submit(nodes_[node]->machine,
           {world_.change_validators(std::move(next), random_, unix_time() + 120 * kSecondUs)});
    return;
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
  if (node.honest) checker_.on_step(node.machine, effects);
  for (auto& effect : effects) node.effects.push_back(std::move(effect));
  if (node.honest) checker_.on_status(node.machine, node.core->status(), node.effects.size());
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
    const std::size_t size = node.epoch.validators.size();
    for (std::size_t to = 0; to < size; ++to) {
      if (to != node.index) send(node, static_cast<ValidatorIndex>(to), all->message);
    }
    if (size == 1) send(node, 0, all->message);
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
    if (node.honest) {
      checker_.on_final(node.machine, node.epoch, *final, node.disk, node.ledger->final_state());
    }
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
  } else if (const auto* epoch_wanted = std::get_if<ServeEpoch>(&effect)) {
    const OrderedCertificate* ending = node.disk.ending(epoch_wanted->epoch);
    if (ending != nullptr) send(node, epoch_wanted->to, EpochChange{*ending});
  } else if (const auto* end = std::get_if<EndEpoch>(&effect)) {
    trace("epoch", id, end->next.epoch.value(), end->next.validators.size());
    enter(node, end->next);
    node.ledger->begin_epoch(node.epoch.genesis);
    start_core(node);
  } else if (const auto* evidence = std::get_if<Equivocation>(&effect)) {
    const auto& key = node.epoch.validators.validators[evidence->validator].network_key;
    if (node.honest && is_honest(static_cast<ValidatorIndex>(world_.machine_of(key)))) {
      checker_.violation("an honest validator was accused");
    }
    ++accusations_;
  } else if (const auto* again = std::get_if<Rebatch>(&effect)) {
    trace("rebatch", id, again->batch->sequence, again->batch->transactions->size());
    rebatch(node, *again->batch);
  } else if (const auto* fault = std::get_if<Fault>(&effect)) {
    trace("fault", id, 0, 0);
    if (node.honest) checker_.on_fault(node.machine, fault->reason);
  }
}

void Cluster::send(Node& node, consensus::ValidatorIndex to, const consensus::Message& message) {
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
    proposal_times_.emplace(proposal->block.id, now_us_);
  }
  if (node.honest) checker_.on_sent(node.machine, message, node.disk);
  if (to == node.index) return;
  const auto machine_at = [&](consensus::ValidatorIndex index) {
    return world_.machine_of(node.epoch.validators.validators[index].network_key);
  };
  if (node.behaviour == nullptr) {
    transmit(node, machine_at(to), message);
    return;
  }
  for (Outgoing& out : node.behaviour->send({to, message}, now_us_)) {
    transmit(node, machine_at(out.to), std::move(out.message));
  }
}

void Cluster::transmit(Node& from, std::size_t to, consensus::Message message) {
  if (!same_part(from.machine, to) || cuts_.contains({from.machine, to})) return;
  if (network_.chance(conditions.loss)) return;
  ++messages_;
  auto packet = std::make_shared<Packet>(Packet{.from = from.machine,
                                                .index = from.index,
                                                .epoch = from.epoch.epoch,
                                                .message = std::move(message)});
  packet->valid =
      !from.index || of_receiver(packet->message) ||
      verify_message(from.epoch, *from.index, packet->message, world_.verify()).has_value();
  const int copies = network_.chance(conditions.duplication) ? 2 : 1;
  for (int copy = 0; copy < copies; ++copy) {
    const std::uint64_t at_us =
        now_us_ + conditions.delay_us + network_.below(conditions.jitter_us + 1);
    for (const auto& node : nodes_) {
      if (node->machine != to) continue;
      schedule(at_us, [this, id = node->id, packet] { deliver(id, packet); });
    }
  }
}

void Cluster::deliver(std::size_t id, std::shared_ptr<Packet> packet) {
  Node& node = *nodes_[id];
  if (!node.up) return;
  trace(consensus::name_of(packet->message), packet->from, id, packet->valid ? 1 : 0);
  if (!packet->valid) {
    if (is_honest(static_cast<consensus::ValidatorIndex>(packet->from))) {
      checker_.violation("an honest node's message is invalid");
    }
    return;
  }
  std::optional<consensus::ValidatorIndex> from = packet->index;
  if (packet->epoch != node.epoch.epoch || !from || of_receiver(packet->message)) {
    // Told apart by their links' keys, as in production.
    from.reset();
    const auto& validators = node.epoch.validators.validators;
    for (std::size_t i = 0; i < validators.size(); ++i) {
      if (world_.machine_of(validators[i].network_key) != packet->from) continue;
      from = static_cast<consensus::ValidatorIndex>(i);
    }
    if (!from) return serve_observer(node, *packet);
    if (!verify_message(node.epoch, *from, packet->message, world_.verify())) return;
  }
  if (node.honest) checker_.on_received(packet->message);
  if (node.behaviour != nullptr) node.behaviour->see(packet->message);
  input(node, consensus::Received{.from = *from, .message = packet->message});
}

/// O2: as the runtime does beside its core.
void Cluster::serve_observer(Node& node, const Packet& packet) {
  if (const auto* ping = std::get_if<consensus::Ping>(&packet.message)) {
    if (const OrderedCertificate* ending = node.disk.ending(ping->epoch)) {
      transmit(node, packet.from, consensus::EpochChange{*ending});
    }
    const consensus::Status status = node.core->status();
    if (ping->epoch != node.epoch.epoch || ping->final_version >= status.final_info.version ||
        !status.final_certificate ||
        status.final_certificate->ledger_info.epoch != node.epoch.epoch) {
      return;
    }
    transmit(node, packet.from,
             consensus::SyncInfo{.high_qc = consensus::genesis_certificate(node.epoch.genesis),
                                 .high_ordered = status.final_certificate,
                                 .high_tc = std::nullopt});
  } else if (const auto* request = std::get_if<consensus::BlockRequest>(&packet.message)) {
    transmit(node, packet.from,
             node.disk.respond({.to = 0, .request = *request, .suffix = {}},
                               conditions.response_blocks_max));
  }
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
  if (!node.up || !node.index) return;
  std::erase_if(transactions, [&](const Transaction& t) { return node.known.contains(t.id); });
  if (transactions.empty()) return;
  for (const Transaction& transaction : transactions)
    node.known.emplace(transaction.id, transaction);
  const std::uint64_t number = (node.id << 48) + (node.life << 32) + node.sequence++;
  input(node,
        consensus::LocalBatch{World::batch(*node.index, number, unix_time() + kBatchLifetimeUs,
                                           std::move(transactions), node.epoch.epoch)});
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
    if (id < validators()) give(nodes_[id]->machine, transactions);
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
  if (parts_.empty() && cuts_.empty()) return;
  parts_.clear();
  cuts_.clear();
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
