#pragma once

#include <string>
#include <vector>

#include "tests/simulator/cluster.h"

namespace pennypost::simulator {

/// What `pennypost sim` runs. Everything follows from these values.
struct Options {
  std::uint64_t seed = 1;
  std::uint64_t validators = 0;     // 1 to 16; 0: 1, 4 or 7, as the seed says
  std::uint64_t steps = 2'000'000;  // events at most
  /// `calm`: nothing goes wrong. `network`: loss, duplication, reordering, partitions. `crashes`:
  /// nodes die and lose what was not synced. `byzantine`: up to f validators misbehave. A
  /// behaviour's name: they all do that. `epochs`: validators join, leave and change their keys.
  /// `random`: all of it, by the seed.
  std::string scenario = "random";
  bool real_signatures = false;
  bool trace = false;
};

struct Report {
  Options options;
  std::vector<std::string> behaviours;  // of the corrupt validators
  std::uint64_t events = 0;
  std::uint64_t virtual_us = 0;
  std::uint64_t messages = 0;
  std::uint64_t persists = 0;
  std::uint64_t crashes = 0;
  std::uint64_t final_height = 0;
  std::uint64_t epochs = 0;       // in which blocks became final
  std::uint64_t accusations = 0;  // of equivocation
  std::uint64_t submitted = 0;
  std::uint64_t kept = 0;
  std::uint64_t trace_hash = 0;
  std::vector<std::string> violations;  // none where all is well

  bool good() const { return violations.empty(); }
};

/// Errors: `invalid_option`.
Result<Report> run_scenario(const Options& options);
/// One JSON object, without a line break.
std::string to_json(const Report& report);

}  // namespace pennypost::simulator
