#include "consensus/sync/snapshot_plan.h"

#include <algorithm>

namespace pennypost::sync {

SnapshotPlan::SnapshotPlan(std::vector<state::Part> parts) : parts_(std::move(parts)) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].size != state::PartSize::empty) missing_.insert(i);
  }
}

void SnapshotPlan::offer(std::size_t peer, const std::vector<state::Part>& parts) {
  if (parts.size() != parts_.size()) return;  // cut another way
  Peer& offering = peers_[peer];
  for (const std::size_t part : missing_) {
    if (parts[part] == parts_[part]) offering.has.insert(part);
  }
}

void SnapshotPlan::set_held(std::size_t part) {
  missing_.erase(part);
}

bool SnapshotPlan::is_asked(std::size_t part) const {
  return std::ranges::any_of(
      peers_, [&](const auto& each) { return !each.second.silent && each.second.asked == part; });
}

std::optional<std::size_t> SnapshotPlan::ask(std::size_t peer, std::uint64_t now_us) {
  const auto at = peers_.find(peer);
  if (at == peers_.end()) return std::nullopt;
  Peer& asked = at->second;
  if (asked.asked) {
    const std::uint64_t waited = now_us - asked.asked_us;
    asked.silent = waited >= kAnswerUsMax;
    if (waited < 2 * kAnswerUsMax) return std::nullopt;
    asked.asked.reset();
    asked.silent = false;
  }
  for (const std::size_t part : missing_) {
    if (!asked.has.contains(part) || is_asked(part)) continue;
    asked.asked = part;
    asked.asked_us = now_us;
    return part;
  }
  return std::nullopt;
}

bool SnapshotPlan::take(std::size_t peer, std::size_t part, bool good) {
  const auto at = peers_.find(peer);
  if (at == peers_.end() || at->second.asked != part) return false;
  if (good) {
    at->second.asked.reset();
    at->second.silent = false;
    missing_.erase(part);
  } else {
    peers_.erase(at);
  }
  return true;
}

bool SnapshotPlan::stuck() const {
  return std::ranges::any_of(missing_, [&](std::size_t part) {
    return std::ranges::none_of(peers_,
                                [&](const auto& each) { return each.second.has.contains(part); });
  });
}

}  // namespace pennypost::sync
