// What a validator's process does around its core: the effects, in order, and the disk.
#include "ledger/base/check.h"
#include "tests/simulator/cluster_node.h"

namespace pennypost::simulator {
namespace {

/// So that crashes at them are seen, too.
constexpr std::uint64_t kRareMoreOften = 20;
bool is_rare(const consensus::Effect& effect) {
  using namespace consensus;
  return std::holds_alternative<ServeBlocks>(effect) ||
         std::holds_alternative<ServeEpoch>(effect) || std::holds_alternative<EndEpoch>(effect) ||
         std::holds_alternative<Equivocation>(effect) || std::holds_alternative<Rebatch>(effect) ||
         std::holds_alternative<Finalize>(effect);
}

}  // namespace

void Cluster::input(Node& node, decltype(consensus::Input::event) event) {
  if (!node.up) return;
  const std::uint64_t unix_us = static_cast<std::uint64_t>(
      static_cast<std::int64_t>(unix_time().value()) + node.clock_skew_us);
  const consensus::Now now{.steady_us = now_us_ + node.life * kClockOfLifeUs,
                           .unix_time = TimestampUs(unix_us)};
  take(node, node.core->step({.now = now, .event = std::move(event)}));
  while (node.up && node.core->unfinished()) take(node, node.core->resume());
}

void Cluster::take(Node& node, std::vector<consensus::Effect> effects) {
  if (node.honest) checker_.on_step(node.machine, effects);
  if (node.effects.empty()) {
    node.effects = std::move(effects);
  } else {
    for (auto& effect : effects) node.effects.push_back(std::move(effect));
  }
  if (node.honest) {
    checker_.on_held(node.machine, node.core->held(), node.effects.size() - node.performed);
  }
  pump(node);
}

/// Effects in order; everything behind a Persist waits for it.
void Cluster::pump(Node& node) {
  while (node.up && !node.syncing && node.performed < node.effects.size()) {
    consensus::Effect effect = std::move(node.effects[node.performed]);
    const std::uint64_t more_often = is_rare(effect) ? kRareMoreOften : 1;
    if (node.honest && network_.chance(conditions.crash_chance * more_often)) {
      ++faults_.crashed_at[effect.index()];
      crash(node.id);
      restart_later(node.id);
      return;
    }
    ++node.performed;
    if (node.performed == node.effects.size()) {
      node.effects.clear();
      node.performed = 0;
    }
    std::visit([&](auto& what) { perform(node, what); }, effect);
  }
}

/// As in production, a process that cannot write ends at once.
bool Cluster::write_fails(Node& node) {
  if (!node.disk_full) return false;
  trace("no_space", node.id, 0, 0);
  ++faults_.full_disks;
  stop(node);
  restart_later(node.id);
  return true;
}

void Cluster::perform(Node& node, consensus::Persist& persist) {
  if (!persist.safety && persist.blocks.empty() && persist.batches.empty()) return;  // joined
  if (!write_fails(node)) start_sync(node, std::move(persist));
}

void Cluster::start_sync(Node& node, consensus::Persist persist) {
  ++persists_;
  trace("persist", node.id, persist.blocks.size(), persist.batches.size());
  std::uint64_t sync_us = conditions.sync_us;
  if (network_.chance(conditions.slow_sync_chance)) {
    ++faults_.slow_syncs;
    sync_us = conditions.slow_sync_us;
  }
  if (sync_us == 0) {
    node.disk.sync(persist);
    node.disk.sync_all();
    return;
  }
  node.syncing = std::move(persist);
  schedule(now_us_ + sync_us, Synced{.node = node.id, .life = node.life});
}

void Cluster::happen(const Synced& synced) {
  Node& node = *nodes_[synced.node];
  if (!node.up || node.life != synced.life) return;  // it crashed
  node.disk.sync(*node.syncing);
  // One sync covers what waits behind it.
  for (std::size_t i = node.performed; i < node.effects.size(); ++i) {
    if (auto* next = std::get_if<consensus::Persist>(&node.effects[i])) {
      node.disk.sync(*next);
      *next = {};
    }
  }
  node.disk.sync_all();
  node.syncing.reset();
  pump(node);
}

void Cluster::perform(Node& node, consensus::Send& effect) {
  note_sent(node, effect.message);
  send(node, effect.to, std::move(effect.message));
}

void Cluster::perform(Node& node, consensus::Broadcast& effect) {
  note_sent(node, effect.message);
  const std::size_t size = node.epoch.validators.size();
  if (node.behaviour != nullptr) {
    for (std::size_t to = 0; to < size; ++to) {
      if (to != node.index) send(node, static_cast<consensus::ValidatorIndex>(to), effect.message);
    }
    return;
  }
  const Packet packet = packet_of(node, std::move(effect.message));
  for (std::size_t to = 0; to < size; ++to) {
    if (to != node.index) transmit(node, node.machines[to], packet);
  }
}

void Cluster::perform(Node& node, const consensus::SetTimer& timer) {
  node.timers[static_cast<std::size_t>(timer.kind)] = timer.at_steady_us;
  schedule(timer.at_steady_us - node.life * kClockOfLifeUs,
           Alarm{.node = node.id,
                 .life = node.life,
                 .kind = timer.kind,
                 .at_steady_us = timer.at_steady_us});
}

void Cluster::perform(Node& node, const consensus::CancelTimer& timer) {
  node.timers[static_cast<std::size_t>(timer.kind)].reset();
}

void Cluster::perform(Node& node, const consensus::Finalize& effect) {
  if (write_fails(node)) return;
  const consensus::Block& last = effect.blocks.back();
  trace("final", node.id, last.height.value(), last.round.value());
  if (node.honest) {
    checker_.on_final(node.machine, node.epoch, effect, node.disk, node.ledger->final_state(),
                      unix_time());
  }
  for (const consensus::Block& block : effect.blocks) {
    final_times_.emplace(std::pair(node.id, block.height), now_us_);
  }
  for (const auto& executed : effect.executed) {
    for (const auto& kept : executed->kept) {
      node.known.erase(kept.receipt.transaction_id);
      const auto submitted = submitted_us_.find(kept.receipt.transaction_id);
      if (submitted == submitted_us_.end()) continue;
      latencies_us_.push_back(now_us_ - submitted->second);
      submitted_us_.erase(submitted);
    }
  }
  node.disk.append(effect);
}

void Cluster::perform(Node& node, const consensus::ServeBlocks& effect) {
  if (!node.disk.damage().empty()) {  // it is read, and found
    stop(node);
    restart_later(node.id);
    return;
  }
  send(node, effect.to, node.disk.respond(effect, conditions.response_blocks_max));
}

void Cluster::perform(Node& node, const consensus::ServeEpoch& effect) {
  const OrderedCertificate* ending = node.disk.ending(effect.epoch);
  if (ending != nullptr) send(node, effect.to, consensus::EpochChange{*ending});
}

void Cluster::perform(Node& node, const consensus::EndEpoch& effect) {
  trace("epoch", node.id, effect.next.epoch.value(), effect.next.validators.size());
  enter(node, effect.next);
  node.ledger->begin_epoch(node.epoch.genesis);
  start_core(node);
}

void Cluster::perform(Node& node, const consensus::Equivocation& effect) {
  if (node.honest &&
      is_honest(static_cast<consensus::ValidatorIndex>(machine_at(node, effect.validator)))) {
    checker_.violation("an honest validator was accused");
  }
  ++accusations_;
}

void Cluster::perform(Node& node, const consensus::Rebatch& effect) {
  trace("rebatch", node.id, effect.batch->sequence, effect.batch->transactions->size());
  rebatch(node, *effect.batch);
}

void Cluster::perform(Node& node, const consensus::Fault& effect) {
  trace("fault", node.id, 0, 0);
  if (node.honest) checker_.on_fault(node.machine, effect.reason);
}

}  // namespace pennypost::simulator
