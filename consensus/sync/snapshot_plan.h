#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "ledger/state/state_parts.h"

namespace pennypost::sync {

/// A peer that does not answer in this time is asked for nothing else for as long again.
inline constexpr std::uint64_t kAnswerUsMax = 3'000'000;

/// Which part of a snapshot to ask of whom: one at a time of each peer, of those who have just this
/// part; a part that came is never asked for again; who lies is never asked again, who is silent
/// later. A value without clock: steady microseconds come in.
class SnapshotPlan {
 public:
  explicit SnapshotPlan(std::vector<state::Part> parts);

  /// This peer's own cut, verified: it gives the parts that are the same in both.
  void offer(std::size_t peer, const std::vector<state::Part>& parts);
  void set_held(std::size_t part);
  /// What to ask the peer for now; it counts as asked.
  std::optional<std::size_t> ask(std::size_t peer, std::uint64_t now_us);
  /// An answer came: whether it was asked for. Good ones are held.
  bool take(std::size_t peer, std::size_t part, bool good);

  bool done() const { return missing_.empty(); }
  std::size_t missing() const { return missing_.size(); }
  /// Whether some missing part is with nobody who is still asked.
  bool stuck() const;

 private:
  struct Peer {
    std::set<std::size_t> has;  // of those that were missing when it offered
    std::optional<std::size_t> asked;
    std::uint64_t asked_us = 0;
    bool silent = false;
  };
  bool is_asked(std::size_t part) const;

  std::vector<state::Part> parts_;
  std::set<std::size_t> missing_;
  std::map<std::size_t, Peer> peers_;
};

}  // namespace pennypost::sync
