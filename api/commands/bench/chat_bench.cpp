#include "api/commands/bench/chat_bench.h"

#include <algorithm>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/bench/connection.h"
#include "api/commands/bench/load.h"
#include "api/commands/bench/machine.h"
#include "api/commands/localnet.h"
#include "api/commands/signals.h"
#include "api/custodian/key_file.h"

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kScheme = "http://";
constexpr std::size_t kOpenAtOnce = 64;
constexpr std::size_t kPayeesEach = 4;  // of whom everybody pays in turn
constexpr int kOpenTries = 100;
constexpr double kUnpaidMax = 0.01;  // of the messages; beyond, nothing was measured

/// The people, and the gateway that they write to.
class Chat {
 public:
  Chat(const std::string& url, const std::string& key, std::size_t users) : users_(users) {
    const auto at = url.rfind(':');
    server_ = {asio::ip::make_address(url.substr(kScheme.size(), at - kScheme.size())),
               static_cast<std::uint16_t>(std::stoul(url.substr(at + 1)))};
    fields_ = "Content-Type: application/json\r\nAuthorization: Bearer " + key + "\r\n";
  }

  Result<void> open_accounts() {
    std::size_t next = 0;
    std::string failure;
    for (std::size_t i = 0; i < kOpenAtOnce; ++i) {
      asio::co_spawn(io_, open(next, failure), asio::detached);
    }
    run();
    if (!failure.empty()) return fail("not_ready", "An account was not opened: " + failure);
    return {};
  }

  /// `at_once` conversations, each waiting for its answer before its next message.
  LoadResult talk(std::size_t at_once, std::chrono::milliseconds duration) {
    LoadResult result;
    const auto start = Clock::now();
    for (std::size_t i = 0; i < at_once; ++i) {
      asio::co_spawn(io_, converse(i, at_once, start + duration, result), asio::detached);
    }
    run();
    result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    std::ranges::sort(result.latencies_ms);
    return result;
  }

 private:
  void run() {
    io_.run();
    io_.restart();
  }

  asio::awaitable<void> open(std::size_t& next, std::string& failure) {
    Connection connection(io_.get_executor(), server_, fields_);
    while (next < users_ && failure.empty()) {
      const std::string handle = user_name(next++);
      int left = kOpenTries;
      while (failure.empty()) {
        const auto answer = co_await connection.post(
            "/v1/users", json::serialize(json::object{{"handle", handle}}));
        if (answer && (answer->status == 200 || answer->status == 201)) break;
        if (--left == 0) {
          failure = answer ? std::string(answer->body.substr(0, 300)) : answer.error().message;
        }
      }
    }
  }

  /// Number `i` of `at_once` speaks for every at_once-th user, one after the other.
  asio::awaitable<void> converse(std::size_t i, std::size_t at_once, Clock::time_point end,
                                 LoadResult& result) {
    Connection connection(io_.get_executor(), server_, fields_);
    std::size_t user = i % users_;
    for (std::size_t round = 0; Clock::now() < end; ++round) {
      // Nobody pays the same person the same amount twice within two minutes above a dollar.
      const std::size_t payee = (user + 1 + round % kPayeesEach) % users_;
      const std::string message = R"({"channel":"web","user":")" + user_name(user) +
                                  R"(","message_id":"b-)" + std::to_string(count_++) +
                                  R"(","text":"send 0.01 to @)" + user_name(payee) +
                                  R"(","locale":"en-US"})";
      const auto start = Clock::now();
      const auto answer = co_await connection.post("/v1/messages", message);
      const std::chrono::duration<double, std::milli> took = Clock::now() - start;
      result.latencies_ms.push_back(took.count());
      if (paid(answer)) {
        ++result.transfers;
      } else if (result.refused++ == 0) {
        result.first_refusal =
            answer ? std::string(answer->body.substr(0, 300)) : answer.error().message;
      }
      user = (user + at_once) % users_;
    }
  }

  static bool paid(const Result<Connection::Answer>& answer) {
    return answer && answer->status == 200 && answer->body.contains(R"("state":"final")");
  }

  std::size_t users_;
  asio::io_context io_{1};
  asio::ip::tcp::endpoint server_;
  std::string fields_;
  std::size_t count_ = 0;
};

json::object report_of(const LoadResult& result, std::size_t at_once) {
  json::object out{{"at_once", at_once},           {"payments_per_s", result.transfers_per_s()},
                   {"payments", result.transfers}, {"seconds", result.seconds},
                   {"refused", result.refused},    {"latency_ms", result.latency()}};
  if (!result.first_refusal.empty()) out["first_refusal"] = result.first_refusal;
  return out;
}

/// A message that asks back, or is refused, is no payment: a rate with many of them says nothing.
Result<void> check_paid(const LoadResult& result) {
  if (result.refused == 0 && result.transfers > 0) return {};
  const auto all = static_cast<double>(result.transfers + result.refused);
  const std::string what = std::to_string(result.refused) + " of " +
                           std::to_string(result.transfers + result.refused) +
                           " messages were not paid. The first: " + result.first_refusal;
  if (result.transfers == 0 || static_cast<double>(result.refused) > all * kUnpaidMax) {
    return fail("no_result", what);
  }
  std::cerr << "WARNING: " << what << "\n";
  return {};
}

}  // namespace

/// Splitmix64 spreads neighbouring numbers over all names.
std::string user_name(std::size_t number) {
  constexpr std::string_view kLetters = "abcdefghjkpqrstuvwxyz";
  std::uint64_t left = (number + 1) * 0x9e3779b97f4a7c15ULL;
  left = (left ^ (left >> 30)) * 0xbf58476d1ce4e5b9ULL;
  left = (left ^ (left >> 27)) * 0x94d049bb133111ebULL;
  left ^= left >> 31;
  constexpr std::size_t kNameLetters = 10;
  std::string out;
  for (std::size_t i = 0; i < kNameLetters; ++i, left /= kLetters.size()) {
    out.push_back(kLetters[left % kLetters.size()]);
  }
  return out;
}

Result<json::object> run_chat_bench(const BenchOptions& options, const std::filesystem::path& dir) {
  PP_TRY(
      const auto net,
      Localnet::start({.dir = dir / "net", .validators = options.validators, .port_base = "auto"}));
  PP_TRY(const std::string key, custodian::read_secret_file(net->api_key_file().string()));
  Chat chat(net->gateway_url(), key, options.users);
  std::cerr << "opening " << options.users << " accounts …\n";
  PP_CHECKED(chat.open_accounts());
  (void)chat.talk(1, std::chrono::milliseconds(500));  // connections, caches
  json::object out{{"validators", options.validators},
                   {"users", options.users},
                   {"machine", measure_machine(dir)}};
  const std::chrono::seconds duration(options.seconds);
  std::cerr << "one message at a time …\n";
  const LoadResult light = chat.talk(1, duration);
  out["light"] = report_of(light, 1);
  PP_CHECKED(check_paid(light));
  json::array steps;
  double best = 0;
  for (std::size_t at_once = 16; at_once <= options.at_once && !interrupted(); at_once *= 4) {
    const auto pids = net->pids();
    const Usage before = usage_of({net->gateway_pid()});
    const Usage nodes_before = usage_of(pids);
    const LoadResult result = chat.talk(at_once, duration);
    const auto each = static_cast<double>(std::max<std::size_t>(result.transfers, 1));
    json::object step = report_of(result, at_once);
    step["gateway_cpu_us_per_payment"] =
        static_cast<double>(usage_of({net->gateway_pid()}).cpu_us - before.cpu_us) / each;
    step["validators_cpu_us_per_payment"] =
        static_cast<double>(usage_of(pids).cpu_us - nodes_before.cpu_us) / each;
    PP_CHECKED(check_paid(result));
    best = std::max(best, result.transfers_per_s());
    std::cerr << at_once << " at once: " << static_cast<std::uint64_t>(result.transfers_per_s())
              << " payments/s\n";
    steps.push_back(std::move(step));
  }
  if (interrupted()) return fail("interrupted", "Interrupted.");
  out["payments_per_s"] = best;
  out["steps"] = std::move(steps);
  out["machine_afterwards"] = measure_machine(dir);
  return out;
}

}  // namespace pennypost::commands
