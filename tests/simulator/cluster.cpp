#include "tests/simulator/cluster.h"

#include <algorithm>
#include <cstdio>

#include "ledger/base/check.h"
#include "tests/simulator/cluster_node.h"
#include "tests/simulator/trace.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kRestartUsMin = 50'000;
constexpr std::uint64_t kRestartUsMax = 2 * kSecondUs;

}  // namespace

Cluster::Cluster(ClusterOptions options)
    : options_(std::move(options)),
      world_(options_.powers, options_.real_signatures, options_.accounts),
      checker_(world_),
      random_(options_.seed),
      network_(options_.seed ^ 0x6e6574776f726bULL),
      bytes_sent_(validators()) {
  for (std::size_t i = 0; i < validators(); ++i) {
    if (i >= options_.powers.size()) world_.validator_of(i, 0, 1);
    auto node = std::make_unique<Node>();
    node->id = i;
    node->machine = static_cast<consensus::ValidatorIndex>(i);
    nodes_.push_back(std::move(node));
  }
  for (auto& node : nodes_) {
    node->clock_skew_us =
        static_cast<std::int64_t>(random_.below(2 * options_.clock_skew_us_max + 1)) -
        static_cast<std::int64_t>(options_.clock_skew_us_max);
    if (node->clock_skew_us != 0) ++faults_.skewed_clocks;
  }
  link_delays_us_.assign(validators() * validators(), 0);
  if (options_.link_delay_us_max == 0) return;
  for (std::uint64_t& delay : link_delays_us_) delay = random_.below(options_.link_delay_us_max);
}

Cluster::~Cluster() = default;

void Cluster::step_clock(std::size_t node, std::int64_t by_us) {
  if (by_us == 0) return;
  nodes_[node]->clock_skew_us += by_us;
  ++faults_.clock_steps;
}

void Cluster::corrupt(consensus::ValidatorIndex validator, std::string_view behaviour) {
  Node& node = *nodes_[validator];
  node.honest = false;
  corrupt_.insert(validator);
  ++faults_.byzantine;
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

// --- Time ---------------------------------------------------------------------------------------

void Cluster::schedule(std::uint64_t at_us, Action action) {
  std::size_t place = actions_.size();
  if (free_actions_.empty()) {
    actions_.push_back(std::move(action));
  } else {
    place = free_actions_.back();
    free_actions_.pop_back();
    actions_[place] = std::move(action);
  }
  queue_.push_back({std::max(at_us, now_us_), order_++, place});
  std::push_heap(queue_.begin(), queue_.end(), Later{});
}

void Cluster::at(std::uint64_t us, std::function<void()> action) {
  schedule(us, std::move(action));
}

bool Cluster::step() {
  if (queue_.empty()) return false;
  std::pop_heap(queue_.begin(), queue_.end(), Later{});
  const Moment moment = queue_.back();
  queue_.pop_back();
  Action action = std::move(actions_[moment.action]);
  free_actions_.push_back(moment.action);
  now_us_ = moment.at_us;
  ++events_;
  std::visit([this](auto& what) { happen(what); }, action);
  return true;
}

void Cluster::run_until(std::uint64_t us) {
  while (!queue_.empty() && queue_.front().at_us <= us) {
    if (events_ >= options_.events_max) return;
    step();
  }
  now_us_ = std::max(now_us_, us);
}

void Cluster::trace(std::string_view what, std::uint64_t a, std::uint64_t b, std::uint64_t c,
                    const consensus::Message* message) {
  const auto mix = [this](std::uint64_t value) {
    trace_hash_ = (trace_hash_ ^ value) * 0x100000001b3ULL;
    trace_hash_ ^= trace_hash_ >> 29;
  };
  for (const char letter : what) mix(static_cast<std::uint8_t>(letter));
  for (const std::uint64_t value : {now_us_, a, b, c}) mix(value);
  if (!options_.trace) return;
  const std::string line = message != nullptr ? describe(*message, a, b) : describe(what, a, b, c);
  std::fprintf(stderr, "%5llu.%06llu s  %s\n", static_cast<unsigned long long>(now_us_ / kSecondUs),
               static_cast<unsigned long long>(now_us_ % kSecondUs), line.c_str());
}

// --- Lives --------------------------------------------------------------------------------------

namespace {

/// A start computes the tree of the block that it stands on, whatever that had before, and compares
/// its root with the one recorded.
std::shared_ptr<const execution::ExecutedBlock> with_tree(
    std::shared_ptr<const execution::ExecutedBlock> block, const state::MemoryState& state) {
  if (block->tree.root() == block->ledger_info.state_root) return block;
  std::vector<state::StateKey> keys;
  for (const auto& [key, entry] : state.entries()) keys.push_back(key);
  auto out = std::make_shared<execution::ExecutedBlock>(*block);
  out->tree = state::StateTree().with(state, std::move(keys));
  CHECK(out->tree.root() == block->ledger_info.state_root);
  return out;
}

}  // namespace

void Cluster::boot(Node& node) {
  if (const std::string damage = node.disk.damage(); !damage.empty()) {
    // As `corrupt_store` does in production.
    trace("damage", node.id, 0, 0);
    if (!node.stays_down) ++faults_.rot_found;
    if (!node.stays_down) damage_found_.push_back(damage);
    node.stays_down = true;
    return;
  }
  node.up = true;
  ++node.life;
  node.newest_from.assign(validators(), 0);
  state::MemoryState state = world_.genesis().state;
  auto root = world_.root();
  enter(node, world_.context());
  std::optional<LedgerInfo> began;  // the newest epoch, where nothing is final in it yet
  for (const Disk::FinalBlock& entry : node.disk.final_blocks()) {
    state.apply(entry.executed->changes, entry.executed->context.timestamp);
    root = entry.executed;
    began.reset();
    if (!root->next_validators) continue;
    began = consensus::epoch_genesis(root->ledger_info, *root->next_validators);
    enter(node, {.chain_id = began->chain_id,
                 .epoch = began->epoch,
                 .validators = *root->next_validators,
                 .genesis = *began});
  }
  root = with_tree(std::move(root), state);
  node.ledger = std::make_unique<execution::SpeculativeLedger>(
      std::move(state), root, options_.share_execution ? &outcomes_ : nullptr);
  if (began) node.ledger->begin_epoch(*began);
  trace("boot", node.id, node.life, node.disk.final_blocks().size());
  start_core(node);
}

/// The node's place in the epoch's set, by its link's key.
void Cluster::enter(Node& node, consensus::EpochContext epoch) {
  node.epoch = std::move(epoch);
  node.index.reset();
  node.behaviour.reset();
  node.machines.clear();
  const auto& validators = node.epoch.validators.validators;
  for (const Validator& validator : validators) {
    node.machines.push_back(world_.machine_of(validator.network_key));
  }
  node.index = place_of(node, node.machine);
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
  const consensus::Config config{.epoch = node.epoch,
                                 .own_index = node.index,
                                 .keeps_record = true,
                                 .signed_before = node.disk_replaced};
  node.core = std::make_unique<consensus::Consensus>(config, node.disk.recover(), *node.ledger,
                                                     world_.signer_of(key));
  node.timers = {};
  input(node, consensus::Started{});
  connect_all(node.id);
}

void Cluster::happen(const Alarm& alarm) {
  Node& node = *nodes_[alarm.node];
  if (!node.up || node.life != alarm.life) return;
  auto& set = node.timers[static_cast<std::size_t>(alarm.kind)];
  if (set != alarm.at_steady_us) return;  // replaced meanwhile
  set.reset();
  trace("timer", alarm.node, static_cast<std::uint64_t>(alarm.kind), 0);
  input(node, consensus::TimerFired{alarm.kind});
}

/// The process is gone; its disk keeps what it has.
void Cluster::stop(Node& node) {
  node.up = false;
  node.syncing.reset();
  node.effects.clear();
  node.performed = 0;
  node.timers = {};
  node.known.clear();
  // The core is taken down when no step of it is running.
  schedule(now_us_, [this, id = node.id] {
    if (nodes_[id]->up) return;
    nodes_[id]->core.reset();
    nodes_[id]->ledger.reset();
  });
}

void Cluster::crash(std::size_t id) {
  Node& node = *nodes_[id];
  if (!node.up) return;
  ++faults_.crashes;
  trace("crash", id, 0, 0);
  node.disk.lose_power(node.syncing ? &*node.syncing : nullptr, network_, faults_);
  stop(node);
}

void Cluster::restart(std::size_t id) {
  if (!nodes_[id]->up) boot(*nodes_[id]);
}

void Cluster::restart_later(std::size_t id) {
  schedule(now_us_ + network_.between(kRestartUsMin, kRestartUsMax), [this, id] { restart(id); });
}

bool Cluster::is_up(std::size_t node) const {
  return nodes_[node]->up;
}

// --- Disks --------------------------------------------------------------------------------------

void Cluster::rot(std::size_t node) {
  trace("rot", node, 0, 0);
  nodes_[node]->disk.rot(network_, faults_);
}

void Cluster::fill_disk(std::size_t node) {
  trace("disk_full", node, 0, 0);
  nodes_[node]->disk_full = true;
}

void Cluster::empty_disk(std::size_t node) {
  nodes_[node]->disk_full = false;
}

void Cluster::replace_disk(std::size_t id) {
  Node& node = *nodes_[id];
  CHECK(!node.up);
  trace("new_disk", id, 0, 0);
  node.disk = Disk{};
  node.disk_full = false;
  node.disk_replaced = true;
  node.stays_down = false;
}

void Cluster::lose_safety(std::size_t node) {
  nodes_[node]->disk.forget_safety();
}

// --- What is asked of a cluster -----------------------------------------------------------------

const consensus::EpochContext& Cluster::epoch(std::size_t node) const {
  return nodes_[node]->epoch;
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
