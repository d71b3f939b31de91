#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/result.h"
#include "tests/simulator/chats.h"

namespace pennypost::simulator {

inline constexpr std::uint64_t kValidatorsMax = 100;

/// What `pennypost sim` runs. Everything follows from these values.
struct Options {
  std::uint64_t seed = 1;
  std::uint64_t validators = 0;      // up to kValidatorsMax; 0: 1, 4, 7 or 10, as the seed says
  std::uint64_t steps = 20'000'000;  // events at most; a run that needs more is cut short
  std::string scenario = "random";
  bool real_signatures = false;
  bool trace = false;
};

/// What a scenario is called, and what goes wrong in it.
struct ScenarioName {
  std::string_view name;
  std::string_view about;
};
/// All of them; the names of behaviours (kBehaviours) are scenarios, too.
std::span<const ScenarioName> scenario_names();

struct Report {
  Options options;
  std::vector<std::string> behaviours;  // of the corrupt validators
  std::uint64_t events = 0;
  std::uint64_t virtual_us = 0;
  std::uint64_t messages = 0;
  std::uint64_t persists = 0;
  std::uint64_t final_height = 0;
  std::uint64_t epochs = 0;       // in which blocks became final
  std::uint64_t accusations = 0;  // of equivocation
  std::uint64_t submitted = 0;
  std::uint64_t kept = 0;
  std::uint64_t trace_hash = 0;
  bool cut_short = false;  // by Options.steps: liveness was not judged
  Faults faults;
  std::optional<ChatCounts> chats{};      // where people chat
  std::vector<std::string> damage_found;  // records that nodes named and stopped for
  std::vector<std::string> violations;    // none where all is well

  bool good() const { return violations.empty(); }
};

/// Errors: `invalid_option`.
Result<Report> run_scenario(const Options& options);
/// One JSON object, without a line break.
std::string to_json(const Report& report);
/// The command that runs this again.
std::string command_of(const Options& options);

}  // namespace pennypost::simulator
