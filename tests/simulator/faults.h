#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "consensus/core/effect.h"

namespace pennypost::simulator {

/// What went wrong in a run, and how often: a fault that never occurs tests nothing.
struct Faults {
  std::uint64_t lost = 0;        // messages
  std::uint64_t duplicated = 0;  // messages
  std::uint64_t reordered = 0;   // messages that overtook an earlier one of the same link
  std::uint64_t cut_off = 0;     // messages that a partition or a cut kept away
  std::uint64_t partitions = 0;
  std::uint64_t one_way_cuts = 0;
  std::uint64_t crashes = 0;
  std::uint64_t torn_writes = 0;        // a write was half there after a crash, and was left out
  std::uint64_t silent_writes = 0;      // a write was all there, though its sync never returned
  std::uint64_t dropped_writes = 0;     // a write was gone, because its sync never returned
  std::uint64_t lost_final_blocks = 0;  // unsynced ones that a crash took
  std::uint64_t bit_rot = 0;            // records that decayed
  std::uint64_t rot_found = 0;          // nodes that named such a record and stopped
  std::uint64_t full_disks = 0;         // nodes that stopped because a write failed
  std::uint64_t slow_syncs = 0;
  std::uint64_t skewed_clocks = 0;  // nodes
  std::uint64_t clock_steps = 0;    // jumps, forward or back
  std::uint64_t byzantine = 0;      // nodes
  std::uint64_t resubmitted = 0;    // transactions given to one more node
  std::uint64_t epoch_changes = 0;  // asked for
  /// Crashes by the kind of effect that was about to be performed.
  std::array<std::uint64_t, std::variant_size_v<consensus::Effect>> crashed_at{};

  /// Without those that are a node's ordinary life.
  std::uint64_t total() const;
};

struct FaultName {
  std::string_view name;
  std::uint64_t Faults::* count;
};
/// All of them, but for `crashed_at`.
std::span<const FaultName> fault_names();
/// Of the alternatives of an effect, in their order.
std::span<const std::string_view> effect_names();

}  // namespace pennypost::simulator
