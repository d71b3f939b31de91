#include "api/commands/bench/load.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/bench/connection.h"
#include "api/commands/bench/machine.h"
#include "api/custodian/key_file.h"

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kVerifyEvery = 100;
constexpr std::size_t kInFlightMax = 4'096;
constexpr std::size_t kSetupInFlight = 512;
constexpr std::chrono::seconds kPatience{60};
constexpr std::string_view kTarget = "/v1/transactions?wait=final";
constexpr std::string_view kListTarget = "/v1/submissions?wait=final";
constexpr std::string_view kSuccess = R"("code":"success")";

/// How often the answer says so.
std::size_t successes_in(std::string_view body) {
  std::size_t count = 0;
  for (auto at = body.find(kSuccess); at != std::string_view::npos;
       at = body.find(kSuccess, at + kSuccess.size())) {
    ++count;
  }
  return count;
}

struct Run {
  const client::Verifier& verifier;
  const std::vector<Submission>& submissions;
  const LoadShape& shape;
  Clock::time_point start;
  std::size_t next = 0;
  LoadResult result;

  void refuse(std::string why) {
    if (result.refused++ == 0) result.first_refusal = std::move(why);
  }
  void count(const Submission& submission, std::size_t number, const Connection::Answer& answer);
  bool count_envelope(const Submission& submission, const json::object& body);
  bool verify(const Submission& submission, const json::object& body);
  asio::awaitable<void> work(Connection& connection);
};

bool Run::verify(const Submission& submission, const json::object& body) {
  const auto text = [&](const char* name) -> std::string {
    const json::value* field = body.if_contains(name);
    return field != nullptr && field->is_string() ? std::string(field->get_string()) : "";
  };
  const auto file = from_hex(text("receipt_file"));
  const auto id = submission.id ? submission.id : TransactionId::from_hex(text("id"));
  if (!file || !id) return false;
  const auto proven = verifier.verify_receipt(*file, *id);
  if (!proven || !proven->succeeded()) return false;
  ++result.receipts_verified;
  return true;
}

/// Whether any of its items was kept, so that there is a receipt.
bool Run::count_envelope(const Submission& submission, const json::object& body) {
  std::size_t lost = 0;
  std::size_t discarded = 0;
  std::string why;
  for (const char* list : {"failed", "discarded"}) {
    const json::value* items = body.if_contains(list);
    if (items == nullptr || !items->is_array() || items->get_array().empty()) continue;
    lost += items->get_array().size();
    if (list == std::string_view("discarded")) discarded = items->get_array().size();
    const json::object* first = items->get_array().front().if_object();
    const json::value* code = first != nullptr ? first->if_contains("code") : nullptr;
    if (why.empty() && code != nullptr && code->is_string()) why = code->get_string();
  }
  if (lost > 0) {
    refuse(std::to_string(lost) + " of an envelope's " + std::to_string(submission.transfers) +
           " transfers were not made, the first because: " + why +
           (why == "expired" ? " (under this load it took longer than they live)" : ""));
  }
  result.transfers += submission.transfers - lost;
  return discarded < submission.transfers;
}

void Run::count(const Submission& submission, std::size_t number,
                const Connection::Answer& answer) {
  const auto refused = [&] {
    return refuse(std::to_string(answer.status) + " " + std::string(answer.body.substr(0, 300)));
  };
  if (answer.status != 200) return refused();
  const bool envelope = submission.transfers > 1 && !submission.list;
  if (!envelope) {
    const std::size_t good = successes_in(answer.body);
    result.transfers += good;
    if (good != submission.transfers) return refused();
    // One payment in so many, whether alone in its submission or not.
    if (number * submission.transfers % kVerifyEvery >= submission.transfers) return;
  }
  boost::system::error_code error;
  json::value body = json::parse(answer.body, error);
  if (error || !body.is_object()) return refused();
  if (submission.list) {
    const json::value* first = body.find_pointer("/answers/0/body", error);
    if (first == nullptr || !first->is_object()) return refused();
    if (!verify(submission, first->get_object())) refuse("a receipt proves nothing");
    return;
  }
  if (envelope && !count_envelope(submission, body.get_object())) return;
  if (!verify(submission, body.get_object())) refuse("a receipt proves nothing");
}

asio::awaitable<void> Run::work(Connection& connection) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (next < submissions.size() && Clock::now() < start + shape.duration) {
    const std::size_t number = next++;
    if (shape.per_s > 0) {
      const std::chrono::duration<double> after(static_cast<double>(number) / shape.per_s);
      timer.expires_at(start + std::chrono::duration_cast<Clock::duration>(after));
      co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    const auto begun = Clock::now();
    const Submission& submission = submissions[number];
    const auto answer =
        co_await connection.post(submission.list ? kListTarget : kTarget, submission.body);
    const std::chrono::duration<double, std::milli> took = Clock::now() - begun;
    result.latencies_ms.push_back(took.count());
    if (answer) {
      count(submission, number, *answer);
    } else {
      refuse(answer.error().message);
    }
  }
}

/// The RPC listens on this machine.
asio::ip::tcp::endpoint server_of(const std::string& url) {
  std::uint16_t port = 0;
  const char* digits = url.data() + url.rfind(':') + 1;
  std::from_chars(digits, url.data() + url.size(), port);
  return {asio::ip::address_v4::loopback(), port};
}

}  // namespace

double LoadResult::latency_ms(std::size_t percent) const {
  if (latencies_ms.empty()) return 0;
  return latencies_ms[std::min(latencies_ms.size() - 1, latencies_ms.size() * percent / 100)];
}

json::object LoadResult::latency() const {
  return {{"p50", latency_ms(50)},
          {"p90", latency_ms(90)},
          {"p99", latency_ms(99)},
          {"max", latency_ms(100)}};
}

LoadResult run_load(const std::vector<std::string>& rpc_urls, const client::Verifier& verifier,
                    const std::vector<Submission>& submissions, const LoadShape& shape) {
  asio::io_context io(1);
  Run run{.verifier = verifier,
          .submissions = submissions,
          .shape = shape,
          .start = Clock::now(),
          .next = 0,
          .result = {}};
  std::vector<std::unique_ptr<Connection>> connections;
  const std::uint64_t cpu_before = own_cpu_us();
  for (std::size_t i = 0; i < std::min(shape.in_flight, kInFlightMax); ++i) {
    connections.push_back(
        std::make_unique<Connection>(io.get_executor(), server_of(rpc_urls[i % rpc_urls.size()])));
    asio::co_spawn(io, run.work(*connections.back()), asio::detached);
  }
  // Whoever does not answer at all is not waited for.
  io.run_for(shape.duration + kPatience);
  for (const auto& connection : connections) connection->close();
  io.restart();
  io.run();
  run.result.seconds = std::chrono::duration<double>(Clock::now() - run.start).count();
  run.result.client_cpu_us = own_cpu_us() - cpu_before;
  std::ranges::sort(run.result.latencies_ms);
  return std::move(run.result);
}

Result<void> give_mandates(const std::vector<std::string>& rpc_urls,
                           const client::Verifier& verifier, Traffic& traffic,
                           const std::filesystem::path& localnet_dir) {
  PP_TRY(const auto seed,
         custodian::read_seed_file((localnet_dir / "keys/institution.key").string()));
  const auto far = std::chrono::minutes(5);
  const auto delegate = run_load(rpc_urls, verifier, {traffic.delegate(crypto::KeyPair(seed))},
                                 {.in_flight = 1, .duration = far});
  if (delegate.transfers != 1) return fail("not_ready", delegate.first_refusal);
  const auto submissions = traffic.mandates();
  const auto mandates =
      run_load(rpc_urls, verifier, submissions, {.in_flight = kSetupInFlight, .duration = far});
  if (mandates.transfers != submissions.size()) return fail("not_ready", mandates.first_refusal);
  return {};
}

}  // namespace pennypost::commands
