#include "api/commands/bench/bench.h"

#include <algorithm>
#include <iostream>
#include <numeric>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include "api/commands/bench/load.h"
#include "api/commands/bench/machine.h"
#include "api/commands/bench/postgres.h"
#include "api/commands/bench/traffic.h"
#include "api/commands/localnet.h"
#include "api/commands/signals.h"
#include "api/commands/temporary_folder.h"
#include "api/custodian/key_file.h"
#include "api/http/client.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr ChainId kLocalChain{77};
constexpr std::size_t kPostgresClients = 32;
constexpr std::size_t kSetupInFlight = 512;
constexpr std::size_t kInFlightMax = 2'048;
constexpr std::size_t kFirstSignedPerS = 1'000;  // until a step has been measured
constexpr std::size_t kFirstEnvelopesPerS = 10;
constexpr std::size_t kSubmissionsMax = 400'000;  // prepared for one step
constexpr double kSaturated = 1.05;               // a step that brings less than this is the last
constexpr std::size_t kFlatStepsMax = 2;

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[values.size() / 2];
}

double per(std::uint64_t sum, std::size_t count) {
  return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
}

/// A kind of traffic, and the load at which it saturated.
struct Mode {
  std::string name;
  bool envelopes = false;
  std::size_t best_in_flight = 1;
  double best_per_s = 0;  // transfers
  json::array steps = {};
  std::vector<double> rounds_per_s = {};
};

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

  const BenchOptions& options_;
  fs::path dir_;
  Traffic traffic_;
  std::unique_ptr<Localnet> net_;
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
  PP_TRY(net_, Localnet::start(options));
  PP_TRY(const Waypoint waypoint, Waypoint::parse(net_->waypoint()));
  verifier_.emplace(net_->chain_id(), waypoint);
  PP_TRY(const auto seed, custodian::read_seed_file((dir_ / "net/keys/institution.key").string()));
  std::cerr << "giving mandates …\n";
  const auto far = std::chrono::minutes(5);
  const auto delegate =
      run_load(net_->rpc_urls(), *verifier_, {traffic_.delegate(crypto::KeyPair(seed))}, 1, far);
  if (delegate.transfers != 1) return fail("not_ready", delegate.first_refusal);
  const auto mandates =
      run_load(net_->rpc_urls(), *verifier_, traffic_.mandates(), kSetupInFlight, far);
  if (mandates.transfers != options_.accounts) return fail("not_ready", mandates.first_refusal);
  return {};
}

std::vector<Submission> Bench::prepare(const Mode& mode) {
  // Twice what the best step so far used up.
  const auto wanted = static_cast<std::size_t>(2 * mode.best_per_s) * options_.seconds;
  if (mode.envelopes) {
    const std::size_t first = kFirstEnvelopesPerS * options_.seconds;
    return traffic_.envelopes(std::max(first, wanted / options_.items), options_.items);
  }
  const std::size_t first = kFirstSignedPerS * options_.seconds;
  return traffic_.payments(std::clamp(wanted, first, kSubmissionsMax));
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
  LoadResult result = run_load(net_->rpc_urls(), *verifier_, submissions, in_flight,
                               std::chrono::seconds(options_.seconds));
  const Usage after = usage_of(pids);
  const std::uint64_t sent = link_bytes_sent() - sent_before;
  const std::size_t each = result.transfers * pids.size();
  report = {{"in_flight", in_flight},
            {"transfers_per_s", result.transfers_per_s()},
            {"transfers", result.transfers},
            {"seconds", result.seconds},
            {"refused", result.refused},
            {"receipts_verified", result.receipts_verified},
            {"latency_ms", result.latency()},
            {"cpu_us_per_transfer_per_validator", per(after.cpu_us - before.cpu_us, each)},
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

Result<json::object> Bench::run() {
  if (!options_.versus.empty()) {
    std::cerr << "starting PostgreSQL …\n";
    PP_TRY(postgres_, Postgres::start(dir_ / "postgres"));
  }
  PP_CHECKED(start());
  json::object out{{"validators", options_.validators},
                   {"accounts", options_.accounts},
                   {"payees_per_account", Traffic::kPayees},
                   {"seconds_per_step", options_.seconds},
                   {"machine", measure_machine(dir_)}};
  std::vector<Mode> modes;
  if (options_.mode != "signed") modes.push_back({.name = "envelopes", .envelopes = true});
  if (options_.mode != "envelopes") modes.push_back({.name = "signed"});
  for (Mode& mode : modes) PP_CHECKED(find_saturation(mode));
  if (!options_.versus.empty()) PP_CHECKED(compare(modes, out));
  out["machine_afterwards"] = measure_machine(dir_);
  const json::object& machine = out["machine"].as_object();
  const double verifications = machine.at("ed25519_verifications_per_s_core").to_number<double>() *
                               machine.at("cores").to_number<double>();
  for (Mode& mode : modes) {
    const double best = mode.rounds_per_s.empty() ? mode.best_per_s : median(mode.rounds_per_s);
    json::object report{{"transfers_per_s", best}, {"in_flight", mode.best_in_flight}};
    if (mode.envelopes) {
      report["items"] = options_.items;
    } else {
      // Every validator checks every signature, so this is the most that the cores could do.
      report["share_of_verification_bound"] =
          best / (verifications / static_cast<double>(options_.validators));
    }
    if (!mode.rounds_per_s.empty()) {
      report["rounds_transfers_per_s"] = json::value_from(mode.rounds_per_s);
    }
    report["steps"] = std::move(mode.steps);
    out[mode.name] = std::move(report);
  }
  return out;
}

}  // namespace

int bench_command(const BenchOptions& options) {
  const bool known_mode =
      options.mode == "both" || options.mode == "envelopes" || options.mode == "signed";
  const bool known_peer = options.versus.empty() || options.versus == "postgres";
  if (!known_mode || !known_peer || options.accounts <= Traffic::kPayees ||
      options.accounts > Traffic::kAccountsMax || options.items == 0 ||
      options.items > kEnvelopeItemsMax || options.seconds == 0 || options.rounds == 0 ||
      options.steps == 0) {
    std::cerr << "pennypost bench: --mode is envelopes, signed or both; --vs is postgres; "
                 "--accounts is between 17 and 1000000, --items at most 8192, --seconds, --steps "
                 "and --rounds "
                 "above 0.\n";
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
  const auto report = Bench(options, fs::absolute(dir)).run();
  if (!report) {
    std::cerr << "pennypost bench: " << report.error().message << "\n";
    return 1;
  }
  std::cout << json::serialize(*report) << std::endl;
  return 0;
}

}  // namespace pennypost::commands
