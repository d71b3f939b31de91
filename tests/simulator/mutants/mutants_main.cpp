// The table of weakened rules, and which run of the simulator shows each of them; see ./dev
// mutants. Exit status 1 where one that should be is not caught, or where the whole rules fail such
// a run.
#include <cstdio>
#include <string>

#include "tests/simulator/mutants/mutants.h"

namespace {

using namespace pennypost::simulator;

void row(std::string_view name, std::string_view rule, const std::string& seed,
         std::string_view what) {
  std::printf("%-28.*s %-7.*s %-22s %.*s\n", static_cast<int>(name.size()), name.data(),
              static_cast<int>(rule.size()), rule.data(), seed.c_str(),
              static_cast<int>(what.size()), what.data());
  std::fflush(stdout);
}

/// False where the rule is not caught and should be, or is and should not.
bool show(const WeakenedRule& rule, std::uint64_t& caught_rules, std::uint64_t& last_seed) {
  const auto caught = find_catch(rule);
  if (!caught) {
    row(rule.name, rule.rule, rule.harmless.empty() ? "NOT CAUGHT" : "harmless",
        rule.harmless.empty() ? rule.weakness : rule.harmless);
    return !rule.harmless.empty();
  }
  ++caught_rules;
  last_seed = std::max(last_seed, caught->run.seed);
  row(rule.name, rule.rule, "seed " + std::to_string(caught->run.seed) + " " + caught->run.scenario,
      caught->violation);
  if (!rule.harmless.empty()) std::printf("  ... which was taken for harmless\n");
  return rule.harmless.empty();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) {
    const bool help = std::string_view(argv[1]) == "--help";
    std::fputs(
        "usage: simulator_mutants\n"
        "Weakens one rule of consensus after the other and prints which run of the simulator\n"
        "notices; then runs the whole rules on the same seeds. Exit status 1 where a weakened\n"
        "rule is not noticed.\n",
        help ? stdout : stderr);
    return help ? 0 : 2;
  }
  row("weakened rule", "SPEC", "caught by (4 nodes)", "what the checker says");
  bool good = true;
  std::uint64_t caught_rules = 0;
  std::uint64_t last_seed = 0;
  for (const WeakenedRule& rule : weakened_rules())
    good = show(rule, caught_rules, last_seed) && good;
  std::uint64_t failed = 0;
  for (std::uint64_t seed = 0; seed <= last_seed; ++seed) {
    const auto report = run_scenario(mutant_run(seed));
    if (report->good()) continue;
    ++failed;
    std::printf("whole rules: seed %llu: %s\n", static_cast<unsigned long long>(seed),
                report->violations.front().c_str());
  }
  std::printf(
      "%llu of %zu weakened rules are caught; the whole rules pass %llu of the same %llu runs\n",
      static_cast<unsigned long long>(caught_rules), weakened_rules().size(),
      static_cast<unsigned long long>(last_seed + 1 - failed),
      static_cast<unsigned long long>(last_seed + 1));
  return good && failed == 0 ? 0 : 1;
}
