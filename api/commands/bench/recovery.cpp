#include "api/commands/bench/recovery.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "api/commands/bench/load.h"
#include "api/commands/bench/machine.h"
#include "api/commands/localnet.h"
#include "api/commands/signals.h"
#include "api/http/client.h"
#include "ledger/crypto/bech32.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr ChainId kLocalChain{77};
constexpr std::size_t kPayingMax = 20'000;  // of the accounts
constexpr double kLightPerS = 10;
constexpr auto kLightTime = 10s;
constexpr auto kDeadTime = 1s;
constexpr auto kPollEvery = 5ms;
constexpr auto kVotePatience = 60s;
constexpr auto kSyncPatience = 600s;
constexpr auto kProofPatience = 10s;
constexpr std::size_t kSignedInFlight = 64;
constexpr std::size_t kEnvelopesInFlight = 8;
constexpr double kModerate = 0.2;               // of the rate under full load
constexpr std::size_t kSignedPerSMax = 20'000;  // prepared for a second of load
constexpr std::size_t kEnvelopeItemsPerSMax = 200'000;
constexpr std::uint64_t kLoadSecondsMax = 8;  // an envelope lives ten seconds

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// What a node says of itself; nothing while it does not answer.
std::optional<std::uint64_t> gauge(const std::string& admin_url, const std::string& name) {
  const auto metrics =
      http::fetch(admin_url + "/metrics", {}, {.timeout = 2s, .connect_timeout = 1s});
  if (!metrics || metrics->status != 200) return std::nullopt;
  const std::size_t at = metrics->body.find("\n" + name + " ");
  if (at == std::string::npos) return std::nullopt;
  const char* digits = metrics->body.data() + at + name.size() + 2;
  std::uint64_t value = 0;
  const auto end = metrics->body.data() + metrics->body.size();
  if (std::from_chars(digits, end, value).ec != std::errc()) return std::nullopt;
  return value;
}

/// The newest version that a node serves; nothing while it does not answer.
std::optional<std::uint64_t> stored_version(const std::string& rpc_url) {
  const auto ledger =
      http::fetch(rpc_url + "/v1/ledger", {}, {.timeout = 2s, .connect_timeout = 1s});
  if (!ledger || ledger->status != 200) return std::nullopt;
  boost::system::error_code error;
  const json::value parsed = json::parse(ledger->body, error);
  const json::value* version =
      !error && parsed.is_object() ? parsed.get_object().if_contains("version") : nullptr;
  if (version == nullptr || !version->is_number()) return std::nullopt;
  return version->to_number<std::uint64_t>(error);
}

class Recovery {
 public:
  Recovery(const BenchOptions& options, fs::path dir)
      : options_(options),
        dir_(std::move(dir)),
        traffic_(kLocalChain, std::min(options.accounts, kPayingMax),
                 options.accounts - std::min(options.accounts, kPayingMax)) {}

  Result<json::object> run();

 private:
  Result<void> start();
  Result<json::object> restart_under_load();
  Result<json::object> restart_once(const std::vector<std::string>& others);
  Result<json::object> catch_up(bool envelopes, double requests_per_s = 0);
  Result<json::object> catch_up_with_everything();
  Result<json::object> observe();
  Result<json::object> ask_for_proofs(const std::string& rpc_url);
  /// As many a second as are answered where no rate is given.
  Result<LoadResult> load(bool envelopes, const std::vector<std::string>& rpc_urls,
                          double requests_per_s = 0);
  /// When the node's newest final version is at least this, and that is in its store; `opened`:
  /// when it answered first, and with what.
  struct Progress {
    double opened_s = 0;
    std::uint64_t opened_version = 0;
    double reached_s = 0;
    double written_s = 0;
  };
  Result<Progress> wait_for_version(std::size_t place, std::uint64_t version);
  Result<std::uint64_t> newest_version() const;
  std::size_t last_validator() const { return options_.validators - 1; }
  std::size_t observer() const { return options_.validators; }
  /// Of all validators but the last.
  std::vector<std::string> others() const;
  void say(const std::string& what, double value, const std::string& unit) const {
    std::cerr << what << ": " << std::fixed << std::setprecision(2) << value << " " << unit << "\n";
  }

  const BenchOptions& options_;
  fs::path dir_;
  Traffic traffic_;
  std::unique_ptr<Localnet> net_;
  std::optional<client::Verifier> verifier_;
  std::optional<Submission> asked_for_;  // a payment that was final early
};

std::vector<std::string> Recovery::others() const {
  std::vector<std::string> out = net_->rpc_urls();
  out.pop_back();
  return out;
}

Result<void> Recovery::start() {
  std::cerr << "making " << options_.accounts << " accounts …\n";
  PP_TRY(net_, Localnet::start(
                   {.dir = dir_ / "net",
                    .validators = options_.validators,
                    .observers = 1,
                    .port_base = "auto",
                    .gateway = false,
                    .shape_genesis = [this](auto& genesis) { traffic_.shape_genesis(genesis); }}));
  PP_TRY(const Waypoint waypoint, Waypoint::parse(net_->waypoint()));
  verifier_.emplace(net_->chain_id(), waypoint);
  // The observer begins later, with nothing.
  net_->kill_node(observer());
  std::error_code error;
  fs::remove_all(net_->data_dir(observer()), error);
  std::cerr << "giving mandates …\n";
  return give_mandates(net_->rpc_urls(), *verifier_, traffic_, dir_ / "net");
}

/// Kills a validator while a few payments a second go on, and waits for a vote in a round that it
/// had not voted in before.
Result<json::object> Recovery::restart_once(const std::vector<std::string>& urls) {
  const auto count = static_cast<std::size_t>(kLightPerS * kLightTime.count());
  const auto payments = traffic_.payments(count, 1);
  LoadResult light;
  bool done = false;
  std::jthread load([&] {
    light = run_load(urls, *verifier_, payments,
                     {.in_flight = 8, .duration = kLightTime, .per_s = kLightPerS});
  });
  const std::size_t place = last_validator();
  const std::string& admin = net_->admin_url(place);
  std::this_thread::sleep_for(kDeadTime);
  const auto before = gauge(admin, "pennypost_last_voted_round");
  net_->kill_node(place);
  std::this_thread::sleep_for(kDeadTime);
  const auto start = Clock::now();
  PP_CHECKED(net_->start_node(place));
  std::optional<double> opened_s;
  while (!done && seconds_since(start) < std::chrono::duration<double>(kVotePatience).count() &&
         !interrupted()) {
    const auto sent = gauge(admin, "pennypost_last_vote_sent_round");
    if (sent && !opened_s) opened_s = seconds_since(start);
    done = before && sent && *sent > *before;
    if (!done) std::this_thread::sleep_for(kPollEvery);
  }
  const double voted_s = seconds_since(start);
  load.join();
  if (!asked_for_ && light.transfers > 0) asked_for_ = payments.front();
  if (interrupted()) return fail("interrupted", "Interrupted.");
  if (!done) return fail("no_result", "The killed validator did not vote again.");
  return json::object{{"ready_after_s", *opened_s},
                      {"voted_after_s", voted_s},
                      {"payments", light.transfers},
                      {"refused", light.refused},
                      {"payment_latency_ms", light.latency()}};
}

Result<json::object> Recovery::restart_under_load() {
  json::array rounds;
  std::vector<double> voted;
  for (std::size_t i = 0; i < options_.rounds; ++i) {
    PP_TRY(json::object round, restart_once(others()));
    voted.push_back(round.at("voted_after_s").as_double());
    say("killed and started again, voted after", voted.back(), "s");
    rounds.push_back(std::move(round));
  }
  std::ranges::sort(voted);
  return json::object{{"voted_after_s", voted[voted.size() / 2]},
                      {"voted_after_s_max", voted.back()},
                      {"rounds", std::move(rounds)}};
}

Result<LoadResult> Recovery::load(bool envelopes, const std::vector<std::string>& rpc_urls,
                                  double requests_per_s) {
  const std::uint64_t seconds = std::min(options_.seconds, kLoadSecondsMax);
  const std::size_t full =
      envelopes ? kEnvelopeItemsPerSMax * seconds / options_.items : kSignedPerSMax * seconds;
  const auto count =
      requests_per_s > 0
          ? static_cast<std::size_t>(requests_per_s * static_cast<double>(seconds)) + 1
          : full;
  const auto submissions = envelopes ? traffic_.envelopes(count, options_.items)
                                     : traffic_.payments(count, options_.group);
  LoadResult result = run_load(rpc_urls, *verifier_, submissions,
                               {.in_flight = envelopes ? kEnvelopesInFlight : kSignedInFlight,
                                .duration = std::chrono::seconds(seconds),
                                .per_s = requests_per_s});
  if (interrupted()) return fail("interrupted", "Interrupted.");
  if (result.transfers == 0) return fail("no_result", "Nothing was final: " + result.first_refusal);
  return result;
}

Result<std::uint64_t> Recovery::newest_version() const {
  std::uint64_t newest = 0;
  for (std::size_t i = 0; i < last_validator(); ++i) {
    newest = std::max(newest, gauge(net_->admin_url(i), "pennypost_final_version").value_or(0));
  }
  if (newest == 0) return fail("not_ready", "No validator answered.");
  return newest;
}

Result<Recovery::Progress> Recovery::wait_for_version(std::size_t place, std::uint64_t version) {
  const auto start = Clock::now();
  std::optional<Progress> progress;
  while (seconds_since(start) < std::chrono::duration<double>(kSyncPatience).count()) {
    if (interrupted()) return fail("interrupted", "Interrupted.");
    const auto final = gauge(net_->admin_url(place), "pennypost_final_version");
    if (final && !progress) {
      progress = Progress{.opened_s = seconds_since(start), .opened_version = *final};
    }
    if (final && *final >= version && progress->reached_s == 0) {
      progress->reached_s = seconds_since(start);
    }
    if (final && *final >= version && stored_version(net_->rpc_url(place)).value_or(0) >= version) {
      progress->written_s = seconds_since(start);
      return *progress;
    }
    std::this_thread::sleep_for(kPollEvery);
  }
  return fail("no_result", "The node did not catch up.");
}

/// A validator is dead while the others are under load; then it comes back.
Result<json::object> Recovery::catch_up(bool envelopes, double requests_per_s) {
  net_->kill_node(last_validator());
  PP_TRY(const std::uint64_t begin, newest_version());
  PP_TRY(const LoadResult live, load(envelopes, others(), requests_per_s));
  PP_TRY(const std::uint64_t target, newest_version());
  PP_CHECKED(net_->start_node(last_validator()));
  PP_TRY(const Progress progress, wait_for_version(last_validator(), target));
  const double live_per_s = static_cast<double>(target - begin) / live.seconds;
  const double missed = static_cast<double>(target - begin);
  // What the first answer found done already was done while the store was opened.
  const double per_s = missed / std::max(progress.reached_s - progress.opened_s, 0.001);
  const std::string what = envelopes ? "envelopes" : "signed";
  say(what + (requests_per_s > 0 ? " at a moderate rate" : "") + ", caught up at",
      per_s / live_per_s, "x the live rate");
  return json::object{{"live_versions_per_s", live_per_s},
                      {"live_refused", live.refused},
                      {"missed_versions", target - begin},
                      {"opened_after_s", progress.opened_s},
                      {"opened_at_missed", std::max(progress.opened_version, begin) - begin},
                      {"caught_up_after_s", progress.reached_s},
                      {"written_after_s", progress.written_s},
                      {"catch_up_versions_per_s", per_s},
                      {"ratio", per_s / live_per_s},
                      {"ratio_with_start", missed / progress.reached_s / live_per_s}};
}

/// With as much load as the others carry; and in envelopes, whose execution is the same for a live
/// validator, at a moderate rate too.
Result<json::object> Recovery::catch_up_with_everything() {
  json::object out;
  PP_TRY(json::object full, catch_up(true));
  const double full_per_s = full.at("live_versions_per_s").as_double();
  out["envelopes"] = std::move(full);
  PP_TRY(out["envelopes_moderate"],
         catch_up(true, kModerate * full_per_s / static_cast<double>(options_.items)));
  PP_TRY(out["signed"], catch_up(false));
  return out;
}

/// What an auditor asks of any node, verified from the waypoint.
Result<json::object> Recovery::ask_for_proofs(const std::string& rpc_url) {
  const auto ask = [&](const std::string& target, double& ms) -> Result<std::string> {
    auto start = Clock::now();
    const auto deadline = start + kProofPatience;
    PP_TRY(auto answer, http::fetch(rpc_url + target));
    // What is final is written a moment later.
    while (answer.status == 404 && Clock::now() < deadline) {
      std::this_thread::sleep_for(kPollEvery);
      start = Clock::now();
      PP_TRY(answer, http::fetch(rpc_url + target));
    }
    ms = 1'000 * seconds_since(start);
    if (answer.status != 200) {
      return fail("no_result", "No answer to " + target + ": " + answer.body.substr(0, 300));
    }
    return answer.body;
  };
  double receipt_ms = 0;
  double balance_ms = 0;
  PP_TRY(const std::string receipt, ask("/v1/receipts/" + asked_for_->id->hex(), receipt_ms));
  PP_TRY(const auto paid, verifier_->verify_receipt(view_of(receipt), *asked_for_->id));
  const Address& payer = traffic_.account(0);
  PP_TRY(const std::string body,
         ask("/v1/accounts/" + crypto::address_text(payer, true) + "?proof=true", balance_ms));
  boost::system::error_code error;
  const json::value parsed = json::parse(body, error);
  const json::value* text =
      !error && parsed.is_object() ? parsed.get_object().if_contains("proof") : nullptr;
  const auto proof =
      text != nullptr && text->is_string() ? from_hex(text->get_string()) : std::optional<Bytes>();
  if (!proof) return fail("no_result", "The observer gave no proof of a balance.");
  PP_TRY(const auto balance, verifier_->verify_balance(*proof, payer));
  return json::object{{"receipt_verified", paid.succeeded()},
                      {"receipt_ms", receipt_ms},
                      {"balance_verified", balance.exists},
                      {"balance_ms", balance_ms}};
}

/// From the genesis on, block by block.
Result<json::object> Recovery::observe() {
  PP_TRY(std::uint64_t target, newest_version());
  while (target < options_.transactions) {
    PP_TRY(const LoadResult more, load(true, net_->rpc_urls()));
    PP_TRY(target, newest_version());
    std::cerr << target << " of " << options_.transactions << " transactions\n";
  }
  ::setenv("PENNYPOST_SYNC_SNAPSHOT_BLOCKS", "0", 1);
  PP_CHECKED(net_->start_node(observer()));
  ::unsetenv("PENNYPOST_SYNC_SNAPSHOT_BLOCKS");
  PP_TRY(const Progress progress, wait_for_version(observer(), target));
  json::object out;
  if (auto proofs = ask_for_proofs(net_->rpc_url(observer()))) {
    out = std::move(*proofs);
  } else {
    std::cerr << "the observer proved nothing: " << proofs.error().message << "\n";
    out["not_proven"] = proofs.error().message;
  }
  out["versions"] = target;
  out["opened_after_s"] = progress.opened_s;
  out["synced_after_s"] = progress.reached_s;
  out["versions_per_s"] =
      static_cast<double>(target) / std::max(progress.reached_s - progress.opened_s, 0.001);
  say("an observer from the genesis on", out.at("versions_per_s").as_double(), "versions/s");
  return out;
}

Result<json::object> Recovery::run() {
  PP_CHECKED(start());
  json::object out{{"validators", options_.validators},
                   {"accounts", options_.accounts},
                   {"machine", measure_machine(dir_)}};
  PP_TRY(out["restart"], restart_under_load());
  PP_TRY(out["catch_up"], catch_up_with_everything());
  PP_TRY(out["observer"], observe());
  return out;
}

}  // namespace

Result<json::object> run_recovery_bench(const BenchOptions& options, const fs::path& dir) {
  return Recovery(options, dir).run();
}

}  // namespace pennypost::commands
