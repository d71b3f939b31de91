#include "api/commands/bench/bench.h"

#include <signal.h>

#include <algorithm>
#include <charconv>
#include <iomanip>
#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include "api/commands/bench/chat_bench.h"
#include "api/commands/bench/delays.h"
#include "api/commands/bench/load.h"
#include "api/commands/bench/machine.h"
#include "api/commands/bench/postgres.h"
#include "api/commands/bench/recovery.h"
#include "api/commands/bench/traffic.h"
#include "api/commands/bench/webhook_bench.h"
#include "api/commands/localnet.h"
#include "api/commands/signals.h"
#include "api/commands/temporary_folder.h"
#include "api/http/client.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr ChainId kLocalChain{77};
constexpr std::size_t kPostgresClients = 32;
constexpr std::size_t kInFlightMax = 2'048;
constexpr std::size_t kFirstSignedPerS = 1'000;  // until a step has been measured
constexpr std::size_t kFirstEnvelopesPerS = 10;
constexpr std::size_t kSubmissionsMax = 400'000;  // prepared for one step
constexpr double kSaturated = 1.05;               // a step that brings less than this is the last
constexpr std::size_t kFlatStepsMax = 2;
constexpr std::size_t kChatUsersMin = 8;
constexpr std::size_t kChatUsersMax = 20'000;
constexpr double kLightPerS = 10;
constexpr std::size_t kLightInFlight = 16;
constexpr std::size_t kLinkDelayMsMax = 1'000;
constexpr std::size_t kGroupMax = 256;
constexpr std::uint64_t kTransactionsMax = 100'000'000;

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[values.size() / 2];
}

double per(std::uint64_t sum, std::size_t count) {
  return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
}

std::uint64_t whole(double value) {
  return static_cast<std::uint64_t>(value);
}

/// A kind of traffic, and the load at which it saturated.
struct Mode {
  std::string name;
  bool envelopes = false;
  std::size_t best_in_flight = 1;
  double best_per_s = 0;  // transfers
  json::array steps = {};
  std::vector<double> rounds_per_s = {};
  double measured_per_s() const { return rounds_per_s.empty() ? best_per_s : median(rounds_per_s); }
};

/// "25ms". Nothing where it is none, or too long for a validator's patience.
std::optional<std::chrono::milliseconds> parse_delay(std::string_view text) {
  std::size_t ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (error != std::errc() || std::string_view(end, text.data() + text.size()) != "ms" || ms == 0 ||
      ms > kLinkDelayMsMax) {
    return std::nullopt;
  }
  return std::chrono::milliseconds(ms);
}

class Bench {
 public:
  Bench(const BenchOptions& options, fs::path dir)
      : options_(options), dir_(std::move(dir)), traffic_(kLocalChain, options.accounts) {}

  Result<json::object> run();

 private:
  Result<void> start();
  Result<void> find_saturation(Mode& mode);
  /// One step of load, as JSON too.
  Result<LoadResult> step(const Mode& mode, std::size_t in_flight, json::object& report);
  std::vector<Submission> prepare(const Mode& mode);
  std::uint64_t link_bytes_sent() const;
  Result<void> compare(std::vector<Mode>& modes, json::object& out);
  Result<void> measure_light(json::object& out);
  Result<void> measure_dead(std::vector<Mode>& modes, json::object& out);
  void describe(Mode& mode, json::object& out) const;
  void summarize(const json::object& report) const;

  const BenchOptions& options_;
  fs::path dir_;
  Traffic traffic_;
  std::unique_ptr<Delays> delays_;
  std::unique_ptr<Localnet> net_;
  std::vector<std::string> rpc_urls_;  // of those alive
  std::unique_ptr<Postgres> postgres_;
  std::optional<client::Verifier> verifier_;
};

Result<void> Bench::start() {
  LocalnetOptions options{
      .dir = dir_ / "net",
      .validators = options_.validators,
      .port_base = "auto",
      .gateway = false,
      .shape_genesis = [this](auto& genesis) { traffic_.shape_genesis(genesis); }};
  std::optional<Error> no_link;
  if (const auto delay = parse_delay(options_.links)) {
    delays_ = std::make_unique<Delays>(*delay);
    options.link_port = [&](std::size_t, std::size_t, std::uint16_t port) {
      const auto delayed = delays_->port_to(port);
      if (!delayed) no_link = delayed.error();
      return delayed.value_or(port);
    };
  }
  PP_TRY(net_, Localnet::start(options));
  if (no_link) return std::unexpected(*no_link);
  rpc_urls_ = net_->rpc_urls();
  PP_TRY(const Waypoint waypoint, Waypoint::parse(net_->waypoint()));
  verifier_.emplace(net_->chain_id(), waypoint);
  std::cerr << "giving mandates …\n";
  return give_mandates(rpc_urls_, *verifier_, traffic_, dir_ / "net");
}

std::vector<Submission> Bench::prepare(const Mode& mode) {
  // Twice what the best step so far used up.
  const auto wanted = static_cast<std::size_t>(2 * mode.best_per_s) * options_.seconds;
  if (mode.envelopes) {
    const std::size_t first = kFirstEnvelopesPerS * options_.seconds;
    return traffic_.envelopes(std::max(first, wanted / options_.items), options_.items);
  }
  const std::size_t first = kFirstSignedPerS * options_.seconds;
  return traffic_.payments(std::clamp(wanted, first, kSubmissionsMax), options_.group);
}

std::uint64_t Bench::link_bytes_sent() const {
  std::uint64_t sum = 0;
  for (const std::string& url : net_->admin_urls()) {
    const auto metrics = http::fetch(url + "/metrics");
    if (!metrics) continue;
    const std::string_view name = "\npennypost_link_sent_bytes_total{";
    for (auto at = metrics->body.find(name); at != std::string::npos;
         at = metrics->body.find(name, at + 1)) {
      sum += std::stoull(metrics->body.substr(metrics->body.find("} ", at) + 2));
    }
  }
  return sum;
}

Result<LoadResult> Bench::step(const Mode& mode, std::size_t in_flight, json::object& report) {
  const auto submissions = prepare(mode);
  const std::vector<pid_t> pids = net_->pids();
  const Usage before = usage_of(pids);
  const std::uint64_t sent_before = link_bytes_sent();
  LoadResult result =
      run_load(rpc_urls_, *verifier_, submissions,
               {.in_flight = in_flight, .duration = std::chrono::seconds(options_.seconds)});
  const Usage after = usage_of(pids);
  const std::uint64_t sent = link_bytes_sent() - sent_before;
  const std::size_t each = result.transfers * rpc_urls_.size();
  report = {{"in_flight", in_flight},
            {"transfers_per_s", result.transfers_per_s()},
            {"transfers", result.transfers},
            {"seconds", result.seconds},
            {"refused", result.refused},
            {"receipts_verified", result.receipts_verified},
            {"latency_ms", result.latency()},
            {"cpu_us_per_transfer_per_validator", per(after.cpu_us - before.cpu_us, each)},
            {"cpu_us_per_transfer_load_generator", per(result.client_cpu_us, result.transfers)},
            {"disk_bytes_per_transfer_per_validator",
             per(after.disk_written_bytes - before.disk_written_bytes, each)},
            {"sent_bytes_per_transfer_per_validator", per(sent, each)}};
  std::cerr << mode.name << ", " << in_flight
            << " in flight: " << static_cast<std::uint64_t>(result.transfers_per_s())
            << " transfers/s\n";
  if (interrupted()) return fail("interrupted", "Interrupted.");
  if (result.transfers == 0) return fail("no_result", "Nothing was final: " + result.first_refusal);
  return result;
}

Result<void> Bench::find_saturation(Mode& mode) {
  std::size_t flat = 0;
  for (std::size_t in_flight = 1;
       in_flight <= kInFlightMax && flat < kFlatStepsMax && mode.steps.size() < options_.steps;
       in_flight *= mode.envelopes ? 2 : 4) {
    json::object report;
    PP_TRY(const LoadResult result, step(mode, in_flight, report));
    if (result.first_refusal.size() > 0) report["first_refusal"] = result.first_refusal;
    mode.steps.push_back(std::move(report));
    flat = result.transfers_per_s() < mode.best_per_s * kSaturated ? flat + 1 : 0;
    if (result.transfers_per_s() > mode.best_per_s) {
      mode.best_per_s = result.transfers_per_s();
      mode.best_in_flight = in_flight;
    }
  }
  return {};
}

/// Best load and peer in turn, because the machine's speed changes by the minute.
Result<void> Bench::compare(std::vector<Mode>& modes, json::object& out) {
  std::vector<double> peer;
  for (std::size_t round = 0; round < options_.rounds; ++round) {
    for (Mode& mode : modes) {
      json::object report;
      PP_TRY(const LoadResult result, step(mode, mode.best_in_flight, report));
      mode.rounds_per_s.push_back(result.transfers_per_s());
    }
    PP_TRY(const auto rate,
           postgres_->transfers(kPostgresClients, std::chrono::seconds(options_.seconds)));
    std::cerr << "PostgreSQL, " << kPostgresClients
              << " clients: " << static_cast<std::uint64_t>(rate.transfers_per_s)
              << " transfers/s\n";
    peer.push_back(rate.transfers_per_s);
  }
  json::object report{{"clients", kPostgresClients},
                      {"rounds_transfers_per_s", json::value_from(peer)},
                      {"transfers_per_s", median(peer)}};
  for (const Mode& mode : modes) {
    report[mode.name + "_ratio"] = median(mode.rounds_per_s) / median(peer);
  }
  out["postgres"] = std::move(report);
  return {};
}

/// What a payment takes where nobody has to wait for another.
Result<void> Bench::measure_light(json::object& out) {
  const auto count = static_cast<std::size_t>(kLightPerS * static_cast<double>(options_.seconds));
  const auto submissions = traffic_.payments(count, 1);
  const LoadResult result = run_load(rpc_urls_, *verifier_, submissions,
                                     {.in_flight = kLightInFlight,
                                      .duration = std::chrono::seconds(options_.seconds),
                                      .per_s = kLightPerS});
  if (interrupted()) return fail("interrupted", "Interrupted.");
  if (result.transfers == 0) return fail("no_result", "Nothing was final: " + result.first_refusal);
  out["light_load"] = {{"payments_per_s", kLightPerS},
                       {"transfers", result.transfers},
                       {"refused", result.refused},
                       {"latency_ms", result.latency()}};
  return {};
}

/// The same load with and without some validators, one after the other.
Result<void> Bench::measure_dead(std::vector<Mode>& modes, json::object& out) {
  std::vector<LoadResult> alive;
  json::object ignored;
  for (const Mode& mode : modes) {
    PP_TRY(LoadResult result, step(mode, mode.best_in_flight, ignored));
    alive.push_back(std::move(result));
  }
  const std::vector<pid_t> pids = net_->pids();
  for (std::size_t i = 0; i < options_.dead; ++i) {
    ::kill(pids[pids.size() - 1 - i], SIGKILL);
    rpc_urls_.pop_back();
  }
  std::cerr << options_.dead << " of " << pids.size() << " validators killed\n";
  json::object dead{{"validators", options_.dead}};
  for (std::size_t i = 0; i < modes.size(); ++i) {
    json::object report;
    PP_TRY(const LoadResult result, step(modes[i], modes[i].best_in_flight, report));
    report["throughput_ratio"] = result.transfers_per_s() / alive[i].transfers_per_s();
    report["median_latency_ratio"] = result.latency_ms(50) / alive[i].latency_ms(50);
    dead[modes[i].name] = std::move(report);
  }
  out["dead"] = std::move(dead);
  return {};
}

void Bench::describe(Mode& mode, json::object& out) const {
  const double best = mode.measured_per_s();
  json::object report{{"transfers_per_s", best}, {"in_flight", mode.best_in_flight}};
  if (mode.envelopes) {
    report["items"] = options_.items;
  } else {
    // Every validator checks every signature, so this is the most that the cores could do.
    const auto now = [&](const char* name) {
      const json::object& machine = out[name].as_object();
      return machine.at("ed25519_verifications_per_s_core").to_number<double>() *
             machine.at("cores").to_number<double>() / static_cast<double>(options_.validators);
    };
    const double bound = (now("machine") + now("machine_afterwards")) / 2;
    report["payments_in_a_request"] = options_.group;
    report["verification_bound_per_s"] = bound;
    report["share_of_verification_bound"] = best / bound;
  }
  if (!mode.rounds_per_s.empty()) {
    report["rounds_transfers_per_s"] = json::value_from(mode.rounds_per_s);
  }
  report["steps"] = std::move(mode.steps);
  out[mode.name] = std::move(report);
}

/// For whoever reads it: the figures that are asked for.
void Bench::summarize(const json::object& report) const {
  const auto figure = [](const json::object& object, const char* name) {
    const json::value* found = object.if_contains(name);
    return found != nullptr && found->is_number() ? found->to_number<double>() : 0.0;
  };
  std::cerr << "\n" << std::fixed << std::setprecision(2);
  for (const char* name : {"envelopes", "signed"}) {
    const json::value* found = report.if_contains(name);
    if (found == nullptr) continue;
    const json::object& mode = found->get_object();
    std::cerr << name << ": " << whole(figure(mode, "transfers_per_s")) << " transfers/s";
    if (const json::value* peer = report.if_contains("postgres")) {
      const json::object& postgres = peer->get_object();
      std::cerr << " = " << figure(postgres, (std::string(name) + "_ratio").c_str())
                << " x PostgreSQL's " << whole(figure(postgres, "transfers_per_s"));
    }
    if (mode.contains("verification_bound_per_s")) {
      std::cerr << " = " << figure(mode, "share_of_verification_bound")
                << " x what checking each signature on each validator allows, "
                << whole(figure(mode, "verification_bound_per_s"));
    }
    std::cerr << "\n";
  }
  const json::object& light = report.at("light_load").get_object();
  const json::object& latency = light.at("latency_ms").get_object();
  std::cerr << "ten payments a second: " << figure(latency, "p50") << " ms at the median, "
            << figure(latency, "p99") << " ms at the 99th percentile"
            << (options_.links.empty() ? "" : ", links of " + options_.links) << "\n";
  if (const json::value* dead = report.if_contains("dead")) {
    for (const auto& [name, value] : dead->get_object()) {
      if (!value.is_object()) continue;
      std::cerr << options_.dead << " dead, " << std::string(name) << ": "
                << figure(value.get_object(), "throughput_ratio") << " x the throughput, "
                << figure(value.get_object(), "median_latency_ratio") << " x the median latency\n";
    }
  }
}

Result<json::object> Bench::run() {
  if (!options_.versus.empty()) {
    std::cerr << "starting PostgreSQL …\n";
    PP_TRY(postgres_, Postgres::start(dir_ / "postgres"));
  }
  PP_CHECKED(start());
  json::object out{{"validators", options_.validators},      {"accounts", options_.accounts},
                   {"payees_per_account", Traffic::kPayees}, {"seconds_per_step", options_.seconds},
                   {"link_delay", options_.links},           {"machine", measure_machine(dir_)}};
  std::vector<Mode> modes;
  if (options_.mode != "signed") modes.push_back({.name = "envelopes", .envelopes = true});
  if (options_.mode != "envelopes") modes.push_back({.name = "signed"});
  PP_CHECKED(measure_light(out));
  for (Mode& mode : modes) PP_CHECKED(find_saturation(mode));
  if (!options_.versus.empty()) PP_CHECKED(compare(modes, out));
  if (options_.dead > 0) PP_CHECKED(measure_dead(modes, out));
  out["machine_afterwards"] = measure_machine(dir_);
  for (Mode& mode : modes) describe(mode, out);
  summarize(out);
  return out;
}

/// What is wrong with the options; empty where nothing is.
std::string mistake_in(const BenchOptions& options) {
  if (options.mode != "both" && options.mode != "envelopes" && options.mode != "signed") {
    return "--mode is envelopes, signed or both.";
  }
  if (!options.versus.empty() && options.versus != "postgres") return "--vs is postgres.";
  if (options.accounts <= Traffic::kPayees || options.accounts > Traffic::kAccountsMax) {
    return "--accounts is between 17 and 1000000.";
  }
  if (options.items == 0 || options.items > kEnvelopeItemsMax)
    return "--items is between 1 and 8192.";
  if (options.group == 0 || options.group > kGroupMax) return "--group is between 1 and 256.";
  if (options.seconds == 0 || options.steps == 0 || options.rounds == 0) {
    return "--seconds, --steps and --rounds are above 0.";
  }
  if (options.users < kChatUsersMin || options.users > kChatUsersMax || options.at_once == 0 ||
      options.at_once > kInFlightMax) {
    return "--users is between 8 and 20000, --at-once between 1 and 2048.";
  }
  if (options.dead > 0 && 3 * options.dead >= options.validators) {
    return "--dead has to leave more than two thirds of the validators.";
  }
  const bool load = options.dead > 0 || !options.versus.empty();
  if (options.recovery + options.gateway + (options.webhooks > 0) + load > 1) {
    return "--recovery, --gateway and --webhooks are measurements of their own, without each "
           "other, "
           "--dead or --vs.";
  }
  if (options.recovery && options.validators < 4) {
    return "--recovery kills a validator, so --validators is at least 4.";
  }
  if (options.transactions > kTransactionsMax) return "--transactions is at most 100000000.";
  if (!options.links.empty() && !parse_delay(options.links)) {
    return "--links is a delay between 1ms and 1000ms.";
  }
  return "";
}

}  // namespace

int bench_command(const BenchOptions& options) {
  if (const std::string mistake = mistake_in(options); !mistake.empty()) {
    std::cerr << "pennypost bench: " << mistake << "\n";
    return 2;
  }
  watch_signals();
  std::optional<TemporaryFolder> folder;
  fs::path dir = options.dir;
  if (dir.empty()) dir = folder.emplace("bench").path();
  if (dir.empty()) {
    std::cerr << "pennypost bench: cannot make a temporary folder; name one with --dir.\n";
    return 1;
  }
  if (fs::exists(dir / "net") || fs::exists(dir / "postgres")) {
    std::cerr << "pennypost bench: " << dir.string()
              << " holds an earlier measurement; name an empty folder.\n";
    return 1;
  }
  const auto report = options.webhooks > 0 ? run_webhook_bench(options, fs::absolute(dir))
                      : options.gateway    ? run_chat_bench(options, fs::absolute(dir))
                      : options.recovery   ? run_recovery_bench(options, fs::absolute(dir))
                                           : Bench(options, fs::absolute(dir)).run();
  if (!report) {
    std::cerr << "pennypost bench: " << report.error().message << "\n";
    return 1;
  }
  std::cout << json::serialize(*report) << std::endl;
  return 0;
}

}  // namespace pennypost::commands
