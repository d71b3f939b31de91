#include "api/commands/sim/sim.h"

#include <charconv>
#include <cstdio>

#include "tests/simulator/scenario.h"

namespace pennypost::commands {
namespace {

constexpr const char* kUsage =
    "usage: pennypost sim [--seed N] [--steps N] [--validators N]\n"
    "                     [--scenario calm|network|crashes|byzantine|epochs|random]\n"
    "                     [--signatures keyed_hash|ed25519] [--trace] [--soak RUNS]\n"
    "Simulates a cluster: the seed decides everything. Prints a report as JSON; the exit status\n"
    "is 0 where nothing was violated, 1 where something was. With --soak, so many seeds from the\n"
    "given one on: the reports of those that violate something, then a summary.\n";

bool parse_number(const std::string& text, std::uint64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

/// False where an option is unknown or its value is wrong.
bool parse(const std::vector<std::string>& arguments, simulator::Options& options,
           std::uint64_t& soak) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& name = arguments[i];
    if (name == "--trace") {
      options.trace = true;
      continue;
    }
    if (++i == arguments.size()) return false;
    const std::string& value = arguments[i];
    if (name == "--seed") {
      if (!parse_number(value, options.seed)) return false;
    } else if (name == "--steps") {
      if (!parse_number(value, options.steps)) return false;
    } else if (name == "--validators") {
      if (!parse_number(value, options.validators)) return false;
    } else if (name == "--soak") {
      if (!parse_number(value, soak)) return false;
    } else if (name == "--scenario") {
      options.scenario = value;
    } else if (name == "--signatures") {
      if (value != "ed25519" && value != "keyed_hash") return false;
      options.real_signatures = value == "ed25519";
    } else {
      return false;
    }
  }
  return true;
}

/// Many seeds. The exit status of the command.
int run_soak(simulator::Options options, std::uint64_t runs) {
  std::uint64_t bad = 0;
  std::uint64_t events = 0;
  for (std::uint64_t i = 0; i < runs; ++i, ++options.seed) {
    const auto report = simulator::run_scenario(options);
    if (!report) {
      std::fprintf(stderr, "%s\n%s", report.error().message.c_str(), kUsage);
      return 2;
    }
    events += report->events;
    if (report->good()) continue;
    ++bad;
    std::printf("%s\n", simulator::to_json(*report).c_str());
    std::fflush(stdout);
  }
  std::printf("{\"runs\":%llu,\"events\":%llu,\"bad\":%llu}\n",
              static_cast<unsigned long long>(runs), static_cast<unsigned long long>(events),
              static_cast<unsigned long long>(bad));
  return bad == 0 ? 0 : 1;
}

}  // namespace

int sim_command(const std::vector<std::string>& arguments) {
  if (arguments.size() == 1 && arguments[0] == "--help") {
    std::fputs(kUsage, stdout);
    return 0;
  }
  simulator::Options options;
  std::uint64_t soak = 0;
  if (!parse(arguments, options, soak)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  if (soak > 0) return run_soak(options, soak);
  const auto report = simulator::run_scenario(options);
  if (!report) {
    std::fprintf(stderr, "%s\n%s", report.error().message.c_str(), kUsage);
    return 2;
  }
  std::printf("%s\n", simulator::to_json(*report).c_str());
  return report->good() ? 0 : 1;
}

}  // namespace pennypost::commands
