#include "tests/simulator/scenario.h"

#include <algorithm>
#include <array>

#include "tests/simulator/run.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kClocksJump = 15;  // in one of so many random runs

constexpr ScenarioName kNames[] = {
    {"random", "any of what the others do, as the seed says"},
    {"hostile", "random, and as many validators are Byzantine as may be"},
    {"brief", "ten final blocks with a fault or a few, and nothing else"},
    {"calm", "nothing goes wrong"},
    {"network", "loss, duplication, reordering, partitions, cuts in one direction"},
    {"crashes", "nodes die before any effect and lose what was not synced"},
    {"disks", "torn writes, bit rot, full disks, slow syncs, power cuts"},
    {"clocks", "clocks jump forward and back, some by many seconds, and one more of the above"},
    {"byzantine", "as many validators misbehave as may be"},
    {"epochs", "validators join, leave and change their keys"},
    {"chats",
     "people pay by chat while platforms, the gateway and validators fail; seeds of 30, for a "
     "week"},
};

/// Nothing where there is no such scenario.
std::optional<Plan> plan_of(std::string_view scenario, std::uint64_t seed, Random& random) {
  if (scenario == "random" || scenario == "hostile") {
    const std::uint64_t bits = random.below(64);
    return Plan{.network = (bits & 1U) != 0,
                .crashes = (bits & 2U) != 0,
                .disks = (bits & 16U) != 0,
                .byzantine = (bits & 4U) != 0 || scenario == "hostile",
                .epochs = (bits & 8U) != 0,
                .clocks = seed % kClocksJump == 0,
                .weights = (bits & 32U) != 0};
  }
  if (scenario == "calm") return Plan{};
  if (scenario == "network") return Plan{.network = true};
  if (scenario == "crashes") return Plan{.crashes = true};
  if (scenario == "disks") return Plan{.disks = true};
  if (scenario == "clocks") {
    return Plan{.network = seed % 3 == 0, .crashes = seed % 3 == 1, .clocks = true};
  }
  if (scenario == "byzantine") return Plan{.byzantine = true};
  if (scenario == "epochs") return Plan{.epochs = true};
  if (scenario == "chats") {
    const std::uint64_t bits = random.below(16);
    return Plan{.network = (bits & 1U) != 0,
                .crashes = (bits & 2U) != 0,
                .disks = (bits & 4U) != 0,
                .byzantine = (bits & 8U) != 0,
                .chats = true};
  }
  const auto* behaviour = std::ranges::find(kBehaviours, scenario);
  if (behaviour == kBehaviours.end()) return std::nullopt;
  return Plan{.network = true, .byzantine = true, .behaviour = *behaviour};
}

std::string names() {
  std::string out;
  for (const ScenarioName& each : kNames) out += std::string(each.name) + ", ";
  for (const std::string_view each : kBehaviours) {
    out += (each == kBehaviours.back() ? "or " : "") + std::string(each) +
           (each == kBehaviours.back() ? "" : ", ");
  }
  return out;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? "," : "") + json_string(text);
  return out + "]";
}

}  // namespace

std::span<const ScenarioName> scenario_names() {
  return kNames;
}

Result<Report> run_scenario(const Options& options) {
  Random random(options.seed + 0x7365656473ULL);
  if (options.validators > kValidatorsMax) {
    return fail("invalid_option", "At most 100 validators can be simulated.");
  }
  Options actual = options;
  if (options.scenario == "brief") {
    if (actual.validators == 0) actual.validators = 4;
    return run_brief(actual);
  }
  const auto plan = plan_of(options.scenario, options.seed, random);
  if (!plan) {
    return fail("invalid_option", "There is no scenario " + options.scenario +
                                      ". The scenarios are " + names() + ".");
  }
  constexpr std::array<std::uint64_t, 4> kSizes{1, 4, 7, 10};
  if (actual.validators == 0) actual.validators = kSizes[random.below(kSizes.size())];
  return run_trouble(actual, *plan);
}

std::string to_json(const Report& report) {
  const Options& options = report.options;
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hash;
  for (int shift = 60; shift >= 0; shift -= 4) hash += kDigits[(report.trace_hash >> shift) & 15U];
  const auto number = [](std::string_view name, std::uint64_t value) {
    return "," + json_string(name) + ":" + std::to_string(value);
  };
  std::string faults;
  for (const FaultName& each : fault_names())
    faults += number(each.name, report.faults.*each.count);
  std::string crashed_at;
  for (std::size_t i = 0; i < report.faults.crashed_at.size(); ++i) {
    crashed_at += number(effect_names()[i], report.faults.crashed_at[i]);
  }
  std::string chats;
  if (report.chats) {
    for (const ChatCountName& each : chat_count_names()) {
      chats += number(each.name, (*report.chats).*each.count);
    }
    chats = ",\"chats\":{" + chats.substr(1) + "}";
  }
  return "{\"seed\":" + std::to_string(options.seed) + number("validators", options.validators) +
         ",\"scenario\":" + json_string(options.scenario) +
         ",\"signatures\":" + json_string(options.real_signatures ? "ed25519" : "keyed_hash") +
         ",\"behaviours\":" + list_of(report.behaviours) + number("events", report.events) +
         number("virtual_us", report.virtual_us) + number("messages", report.messages) +
         number("persists", report.persists) + number("final_height", report.final_height) +
         number("epochs", report.epochs) + number("accusations", report.accusations) +
         number("submitted", report.submitted) + number("kept", report.kept) + ",\"faults\":{" +
         faults.substr(1) + ",\"crashed_at\":{" + crashed_at.substr(1) + "}}" + chats +
         ",\"damage_found\":" + list_of(report.damage_found) +
         ",\"trace_hash\":" + json_string(hash) +
         ",\"cut_short\":" + (report.cut_short ? "true" : "false") +
         ",\"good\":" + (report.good() ? "true" : "false") +
         ",\"violations\":" + list_of(report.violations) + "}";
}

std::string command_of(const Options& options) {
  std::string out = "pennypost sim --seed " + std::to_string(options.seed);
  if (options.validators != 0) out += " --validators " + std::to_string(options.validators);
  out += " --scenario " + options.scenario;
  if (options.steps != Options{}.steps) out += " --steps " + std::to_string(options.steps);
  if (options.real_signatures) out += " --signatures ed25519";
  return out;
}

}  // namespace pennypost::simulator
