#include "tests/simulator/faults.h"

namespace pennypost::simulator {
namespace {

constexpr FaultName kNames[] = {
    {"lost", &Faults::lost},
    {"duplicated", &Faults::duplicated},
    {"reordered", &Faults::reordered},
    {"cut_off", &Faults::cut_off},
    {"partitions", &Faults::partitions},
    {"one_way_cuts", &Faults::one_way_cuts},
    {"crashes", &Faults::crashes},
    {"torn_writes", &Faults::torn_writes},
    {"silent_writes", &Faults::silent_writes},
    {"dropped_writes", &Faults::dropped_writes},
    {"lost_final_blocks", &Faults::lost_final_blocks},
    {"bit_rot", &Faults::bit_rot},
    {"rot_found", &Faults::rot_found},
    {"full_disks", &Faults::full_disks},
    {"slow_syncs", &Faults::slow_syncs},
    {"skewed_clocks", &Faults::skewed_clocks},
    {"clock_steps", &Faults::clock_steps},
    {"byzantine", &Faults::byzantine},
    {"resubmitted", &Faults::resubmitted},
    {"epoch_changes", &Faults::epoch_changes},
};

constexpr std::array<std::string_view, std::variant_size_v<consensus::Effect>> kEffects{
    "persist",      "send",        "broadcast", "set_timer",    "cancel_timer", "finalize",
    "serve_blocks", "serve_epoch", "end_epoch", "equivocation", "rebatch",      "fault"};

}  // namespace

std::uint64_t Faults::total() const {
  return lost + duplicated + cut_off + crashes + bit_rot + full_disks + slow_syncs + clock_steps +
         byzantine;
}

std::span<const FaultName> fault_names() {
  return kNames;
}

std::span<const std::string_view> effect_names() {
  return kEffects;
}

}  // namespace pennypost::simulator
