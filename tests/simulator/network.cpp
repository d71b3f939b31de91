// Links between machines.
#include <algorithm>

#include "consensus/wire/consensus_wire.h"
#include "tests/simulator/cluster_node.h"

namespace pennypost::simulator {
namespace {

/// Answers are of the receiver's epoch, which may be over for the sender.
bool of_receiver(const consensus::Message& message) {
  return std::holds_alternative<consensus::EpochChange>(message) ||
         std::holds_alternative<consensus::BlockResponse>(message);
}

}  // namespace

std::size_t Cluster::machine_at(const Node& node, consensus::ValidatorIndex index) const {
  return node.machines.at(index);
}

std::optional<consensus::ValidatorIndex> Cluster::place_of(const Node& node,
                                                           std::size_t machine) const {
  const auto at = std::ranges::find(node.machines, machine);
  if (at == node.machines.end()) return std::nullopt;
  return static_cast<consensus::ValidatorIndex>(at - node.machines.begin());
}

void Cluster::connect_all(std::size_t id) {
  const Node& node = *nodes_[id];
  for (const auto& peer : nodes_) {
    if (peer->machine == node.machine || !peer->up) continue;
    if (!same_part(peer->machine, node.machine)) continue;
    schedule(now_us_ + conditions.delay_us, LinkUp{.node = id, .machine = peer->machine});
    schedule(now_us_ + conditions.delay_us, LinkUp{.node = peer->id, .machine = node.machine});
  }
}

void Cluster::happen(const LinkUp& link) {
  Node& node = *nodes_[link.node];
  const auto place = place_of(node, link.machine);
  if (place) input(node, consensus::Connected{*place});
}

bool Cluster::same_part(std::size_t a, std::size_t b) const {
  const auto part = [this](std::size_t machine) {
    return machine < parts_.size() ? parts_[machine] : 0;
  };
  return part(a) == part(b);
}

void Cluster::partition(std::vector<unsigned> part_of_validator) {
  trace("partition", part_of_validator.size(), 0, 0);
  ++faults_.partitions;
  parts_ = std::move(part_of_validator);
}

void Cluster::cut(consensus::ValidatorIndex from, consensus::ValidatorIndex to) {
  trace("cut", from, to, 0);
  ++faults_.one_way_cuts;
  cuts_.emplace(from, to);
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

/// What the core wants to send, before a corrupt node's behaviour changes it.
void Cluster::note_sent(Node& node, const consensus::Message& message) {
  if (const auto* proposal = std::get_if<consensus::Proposal>(&message)) {
    proposal_times_.emplace(proposal->block.id, now_us_);
  }
  if (node.honest) checker_.on_sent(node.machine, node.epoch, message, node.disk);
}

void Cluster::send(Node& node, consensus::ValidatorIndex to, consensus::Message message) {
  if (to == node.index) return;
  if (node.behaviour == nullptr) {
    transmit(node, machine_at(node, to), packet_of(node, std::move(message)));
    return;
  }
  for (Outgoing& out : node.behaviour->send({to, std::move(message)}, now_us_)) {
    transmit(node, machine_at(node, out.to), packet_of(node, std::move(out.message)));
  }
}

Cluster::Packet Cluster::packet_of(const Node& from, consensus::Message message) {
  Packet packet{.from = from.machine,
                .index = from.index,
                .epoch = from.epoch.epoch,
                .message = std::make_shared<const consensus::Message>(std::move(message)),
                .valid = false,
                .number = order_};
  packet.valid =
      !from.index || of_receiver(*packet.message) ||
      verify_message(from.epoch, *from.index, *packet.message, world_.verify()).has_value();
  if (!packet.valid && from.honest) checker_.violation("an honest node's message is invalid");
  return packet;
}

void Cluster::transmit(Node& from, std::size_t to, const Packet& packet) {
  if (!from.honest) ++hostile_messages_[packet.message->index()];
  if (options_.measure_bytes) {
    if (measured_ != packet.message) {
      measured_ = packet.message;
      measured_bytes_ = wire::encode(*packet.message).size();
    }
    bytes_sent_[from.machine] += measured_bytes_;
  }
  if (!same_part(from.machine, to) || cuts_.contains({from.machine, to})) {
    ++faults_.cut_off;
    return;
  }
  if (network_.chance(conditions.loss)) {
    ++faults_.lost;
    return;
  }
  ++messages_;
  const int copies = network_.chance(conditions.duplication) ? 2 : 1;
  if (copies > 1) ++faults_.duplicated;
  for (int copy = 0; copy < copies; ++copy) {
    const std::uint64_t at_us = now_us_ + conditions.delay_us +
                                link_delays_us_[from.machine * validators() + to] +
                                network_.below(conditions.jitter_us + 1);
    schedule(at_us, Delivery{.node = to, .packet = packet});
    for (std::size_t twin = validators(); twin < nodes_.size(); ++twin) {
      if (nodes_[twin]->machine == to) schedule(at_us, Delivery{.node = twin, .packet = packet});
    }
  }
}

void Cluster::happen(Delivery& delivery) {
  Node& node = *nodes_[delivery.node];
  const Packet& packet = delivery.packet;
  if (!node.up) return;
  trace(consensus::name_of(*packet.message), packet.from, node.id, packet.valid ? 1 : 0,
        packet.message.get());
  if (packet.number < node.newest_from[packet.from]) ++faults_.reordered;
  node.newest_from[packet.from] = std::max(node.newest_from[packet.from], packet.number);
  if (!packet.valid) return;
  std::optional<consensus::ValidatorIndex> from = packet.index;
  if (packet.epoch != node.epoch.epoch || !from || of_receiver(*packet.message)) {
    // Told apart by their links' keys, as in production.
    from = place_of(node, packet.from);
    if (!from) return serve_observer(node, packet);
    if (!verify_message(node.epoch, *from, *packet.message, world_.verify())) return;
  }
  if (node.honest) checker_.on_received(*packet.message);
  if (node.behaviour != nullptr) node.behaviour->see(*packet.message);
  input(node, consensus::Received{.from = *from, .message = *packet.message});
}

/// O2: as the runtime does beside its core.
void Cluster::serve_observer(Node& node, const Packet& packet) {
  const auto answer = [&](consensus::Message message) {
    transmit(node, packet.from, packet_of(node, std::move(message)));
  };
  if (const auto* ping = std::get_if<consensus::Ping>(packet.message.get())) {
    if (const OrderedCertificate* ending = node.disk.ending(ping->epoch)) {
      answer(consensus::EpochChange{*ending});
    }
    const consensus::Status status = node.core->status();
    if (ping->epoch != node.epoch.epoch || ping->final_version >= status.final_info.version ||
        !status.final_certificate ||
        status.final_certificate->ledger_info.epoch != node.epoch.epoch) {
      return;
    }
    answer(consensus::SyncInfo{.high_qc = consensus::genesis_certificate(node.epoch.genesis),
                               .high_ordered = status.final_certificate,
                               .high_tc = std::nullopt});
  } else if (const auto* request = std::get_if<consensus::BlockRequest>(packet.message.get())) {
    answer(node.disk.respond({.to = 0, .request = *request, .suffix = {}},
                             conditions.response_blocks_max));
  }
}

}  // namespace pennypost::simulator
