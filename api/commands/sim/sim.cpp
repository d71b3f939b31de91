#include "api/commands/sim/sim.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <optional>

#include <CLI/CLI.hpp>

#include "tests/simulator/behaviour.h"
#include "tests/simulator/scenario.h"

namespace pennypost::commands {
namespace {

using simulator::ChatCounts;
using simulator::Faults;
using simulator::Options;
using simulator::Report;
using Clock = std::chrono::steady_clock;

constexpr double kProgressSeconds = 5;

volatile std::sig_atomic_t interrupted = 0;

struct Wanted {
  Options run;
  std::string seeds;  // "A..B"
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  bool soak = false;
  double seconds = 0;  // 0: no end
};

/// "A..B" or "A".
bool parse_range(std::string_view text, std::uint64_t& first, std::uint64_t& last) {
  const auto number = [](std::string_view digits, std::uint64_t& out) {
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), out);
    return error == std::errc() && end == digits.end();
  };
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return number(text, first) && (last = first, true);
  return number(text.substr(0, dots), first) && number(text.substr(dots + 2), last) &&
         first <= last;
}

std::string about_scenarios() {
  std::string out = "scenarios:\n";
  for (const auto& each : simulator::scenario_names()) {
    out += "  " + std::string(each.name) + std::string(17 - each.name.size(), ' ') +
           std::string(each.about) + "\n";
  }
  out += "  and, beside loss and partitions, what Byzantine validators may do:\n ";
  for (const auto name : simulator::kBehaviours) out += " " + std::string(name);
  return out + "\n";
}

/// What many runs come to.
class Totals {
 public:
  void add(const Report& report) {
    ++runs_;
    if (!report.good()) ++bad_;
    events_ += report.events;
    messages_ += report.messages;
    blocks_ += report.final_height;
    fewest_blocks_ =
        std::min(runs_ == 1 ? report.final_height : fewest_blocks_, report.final_height);
    if (report.faults.total() == 0) ++faultless_;
    for (const auto& each : simulator::fault_names()) {
      faults_.*each.count += report.faults.*each.count;
    }
    for (std::size_t i = 0; i < faults_.crashed_at.size(); ++i) {
      faults_.crashed_at[i] += report.faults.crashed_at[i];
    }
    if (report.chats) {
      if (!chats_) chats_.emplace();
      *chats_ += *report.chats;
    }
    // Order matters: the same seeds give the same hash.
    trace_hash_ = (trace_hash_ ^ report.trace_hash) * 0x100000001b3ULL;
  }
  std::uint64_t runs() const { return runs_; }
  std::uint64_t bad() const { return bad_; }

  std::string to_json() const {
    const double wall = seconds();
    const double cpu = static_cast<double>(std::clock() - cpu_began_) / CLOCKS_PER_SEC;
    const auto number = [](std::string_view name, std::uint64_t value) {
      return ",\"" + std::string(name) + "\":" + std::to_string(value);
    };
    const auto decimal = [](std::string_view name, double value) {
      char text[64];
      std::snprintf(text, sizeof text, "%.2f", value);
      return ",\"" + std::string(name) + "\":" + text;
    };
    char hash[17];
    std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(trace_hash_));
    std::string faults;
    for (const auto& each : simulator::fault_names()) {
      faults += number(each.name, faults_.*each.count);
    }
    std::string crashed_at;
    for (std::size_t i = 0; i < faults_.crashed_at.size(); ++i) {
      crashed_at += number(simulator::effect_names()[i], faults_.crashed_at[i]);
    }
    std::string chats;
    if (chats_) {
      for (const auto& each : simulator::chat_count_names()) {
        chats += number(each.name, (*chats_).*each.count);
      }
      chats = ",\"chats\":{" + chats.substr(1) + "}";
    }
    const auto per = [this](double time) {
      return time > 0 ? static_cast<double>(runs_) / time : 0.0;
    };
    return "{\"scenarios\":" + std::to_string(runs_) + number("bad", bad_) +
           number("events", events_) + number("messages", messages_) +
           number("final_blocks", blocks_) + number("fewest_final_blocks", fewest_blocks_) +
           number("without_fault", faultless_) + ",\"faults\":{" + faults.substr(1) +
           ",\"crashed_at\":{" + crashed_at.substr(1) + "}}" + chats + ",\"trace_hash\":\"" + hash +
           "\"" + decimal("wall_seconds", wall) + decimal("cpu_seconds", cpu) +
           decimal("scenarios_per_second", per(wall)) +
           decimal("scenarios_per_cpu_second", per(cpu)) + "}";
  }
  double seconds() const { return std::chrono::duration<double>(Clock::now() - began_).count(); }

 private:
  Clock::time_point began_ = Clock::now();
  std::clock_t cpu_began_ = std::clock();
  std::uint64_t runs_ = 0;
  std::uint64_t bad_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t blocks_ = 0;
  std::uint64_t fewest_blocks_ = 0;
  std::uint64_t faultless_ = 0;
  std::uint64_t trace_hash_ = 0xcbf29ce484222325ULL;
  Faults faults_;
  std::optional<ChatCounts> chats_;  // where people chat
};

int wrong_usage(const std::string& message) {
  std::fprintf(stderr, "pennypost sim: %s\n`pennypost sim --help` shows what there is.\n",
               message.c_str());
  return 2;
}

int run_one(const Options& options) {
  const auto report = simulator::run_scenario(options);
  if (!report) return wrong_usage(report.error().message);
  std::printf("%s\n", simulator::to_json(*report).c_str());
  return report->good() ? 0 : 1;
}

/// Seeds from `first` on: up to `last`, or with --soak until the time is over or somebody
/// interrupts.
int run_many(const Wanted& wanted) {
  std::signal(SIGINT, [](int) { interrupted = 1; });
  std::signal(SIGTERM, [](int) { interrupted = 1; });
  Totals totals;
  double told = 0;
  Options options = wanted.run;
  for (std::uint64_t seed = wanted.first; wanted.soak || seed <= wanted.last; ++seed) {
    if (interrupted != 0 || (wanted.seconds > 0 && totals.seconds() >= wanted.seconds)) break;
    options.seed = seed;
    const auto report = simulator::run_scenario(options);
    if (!report) return wrong_usage(report.error().message);
    totals.add(*report);
    if (!report->good()) {
      std::printf("%s\n", simulator::to_json(*report).c_str());
      std::fflush(stdout);
      std::fprintf(stderr, "seed %llu failed: %s\n  again: %s\n",
                   static_cast<unsigned long long>(seed), report->violations.front().c_str(),
                   simulator::command_of(options).c_str());
    }
    if (totals.seconds() < told + kProgressSeconds) continue;
    told = totals.seconds();
    std::fprintf(stderr, "%llu scenarios, up to seed %llu, %llu failed, %.0f s\n",
                 static_cast<unsigned long long>(totals.runs()),
                 static_cast<unsigned long long>(seed),
                 static_cast<unsigned long long>(totals.bad()), told);
  }
  std::printf("%s\n", totals.to_json().c_str());
  return totals.bad() == 0 ? 0 : 1;
}

}  // namespace

int sim_command(const std::vector<std::string>& arguments) {
  Wanted wanted;
  std::string signatures = "keyed_hash";
  bool json = false;
  CLI::App app(
      "Simulates a cluster of validators: network, disks, crashes, clocks and Byzantine\n"
      "validators, in virtual time. The seed decides everything. Prints a report as JSON; the "
      "exit\n"
      "status is 0 where nothing was violated, 1 where something was, 2 for wrong usage.",
      "pennypost sim");
  app.footer(about_scenarios);
  app.add_option("--seed", wanted.run.seed, "the run to make; with --soak the first one")
      ->capture_default_str();
  app.add_option("--seeds", wanted.seeds,
                 "A..B: all of these runs; prints those that violate something, then a summary "
                 "with the number of scenarios a second");
  app.add_flag("--soak", wanted.soak, "seed after seed, until interrupted or --seconds are over");
  app.add_option("--seconds", wanted.seconds, "begin no further run after so much time")
      ->check(CLI::PositiveNumber);
  app.add_option("--validators", wanted.run.validators,
                 "1 to 100; without it the seed says, in brief runs 4")
      ->check(CLI::Range(std::uint64_t{1}, simulator::kValidatorsMax));
  app.add_option("--scenario", wanted.run.scenario, "what goes wrong, see below")
      ->capture_default_str();
  app.add_option("--steps", wanted.run.steps, "events after which a run is cut short")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--signatures", signatures, "keyed_hash, which is quick, or ed25519")
      ->capture_default_str()
      ->check(CLI::IsMember({"keyed_hash", "ed25519"}));
  app.add_flag("--trace", wanted.run.trace, "every event, for people, on standard error");
  app.add_flag("--json", json, "reports are JSON with or without it");
  app.add_flag_callback(
      "--mutants",
      [] {
        throw CLI::ValidationError(
            "--mutants",
            "weakened rules are not in this program. They are built for tests alone: run "
            "`./dev mutants` in the source tree.");
      },
      "the table of weakened rules: see ./dev mutants");
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& error) {
    return wrong_usage(error.what());
  }
  wanted.run.real_signatures = signatures == "ed25519";
  wanted.first = wanted.run.seed;
  if (!wanted.seeds.empty()) {
    if (wanted.soak || app.count("--seed") > 0) {
      return wrong_usage("--seeds goes with neither --seed nor --soak.");
    }
    if (!parse_range(wanted.seeds, wanted.first, wanted.last)) {
      return wrong_usage("--seeds wants a range like 1..2000, not " + wanted.seeds + ".");
    }
    return run_many(wanted);
  }
  if (wanted.soak) return run_many(wanted);
  if (app.count("--seconds") > 0) return wrong_usage("--seconds goes with --soak or --seeds.");
  return run_one(wanted.run);
}

}  // namespace pennypost::commands
