#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "consensus/core/mutants.h"
#include "tests/simulator/scenario.h"

namespace pennypost::simulator {

/// Weakens one rule for every core in this process, from now on.
void weaken(consensus::Mutant mutant);

struct WeakenedRule {
  consensus::Mutant mutant = consensus::Mutant::none;
  std::string_view name;
  std::string_view rule;      // of consensus/SPEC.md
  std::string_view weakness;  // what is no longer checked
  std::string_view harmless;  // why nothing can be seen to break; empty where something breaks
};
/// All of them.
std::span<const WeakenedRule> weakened_rules();

/// Runs that try everything, and one after the other those who try what a weakened rule would
/// allow.
inline constexpr std::uint64_t kMutantSeeds = 300;
Options mutant_run(std::uint64_t seed);

struct Caught {
  Options run;
  std::string violation;
};
/// The first run that shows the weakness; nothing where none of them does. The rules are whole
/// again afterwards.
std::optional<Caught> find_catch(const WeakenedRule& rule);

}  // namespace pennypost::simulator
