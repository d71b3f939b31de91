#include "api/commands/bench/load.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>

#include "api/http/client.h"

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kVerifyEvery = 100;
constexpr std::size_t kConnectionsMax = 4'096;

struct Run {
  const client::Verifier& verifier;
  const std::vector<Submission>& submissions;
  std::vector<http::Client> clients;
  Clock::time_point end;
  std::size_t next = 0;
  LoadResult result;

  void refuse(std::string why) {
    if (result.refused++ == 0) result.first_refusal = std::move(why);
  }
  void count(const Submission& submission, std::size_t number,
             const http::ClientResponse& response);
  bool verify(const Submission& submission, const json::object& body);
  asio::awaitable<void> work();
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

void Run::count(const Submission& submission, std::size_t number,
                const http::ClientResponse& response) {
  boost::system::error_code error;
  const json::value body = json::parse(response.body, error);
  if (response.status != 200 || error || !body.is_object()) {
    return refuse(std::to_string(response.status) + " " + response.body.substr(0, 300));
  }
  const bool checked = submission.transfers > 1 || number % kVerifyEvery == 0;
  if (checked && !verify(submission, body.get_object())) return refuse("a receipt proves nothing");
  std::size_t lost = 0;
  for (const char* list : {"failed", "discarded"}) {
    const json::value* items = body.get_object().if_contains(list);
    if (items != nullptr && items->is_array()) lost += items->get_array().size();
  }
  if (lost > 0) refuse(response.body.substr(0, 300));
  result.transfers += submission.transfers - lost;
}

asio::awaitable<void> Run::work() {
  while (next < submissions.size() && Clock::now() < end) {
    const std::size_t number = next++;
    const Submission& submission = submissions[number];
    const auto start = Clock::now();
    const auto response = co_await clients[number % clients.size()].request(
        {.method = "POST",
         .target = "/v1/transactions?wait=final",
         .headers = {{"Content-Type", "application/x-protobuf"}},
         .body = submission.body});
    const std::chrono::duration<double, std::milli> took = Clock::now() - start;
    result.latencies_ms.push_back(took.count());
    if (response) {
      count(submission, number, *response);
    } else {
      refuse(response.error().message);
    }
  }
}

}  // namespace

json::object LoadResult::latency() const {
  const auto at = [&](std::size_t percent) {
    return latencies_ms.empty() ? 0.0
                                : latencies_ms[std::min(latencies_ms.size() - 1,
                                                        latencies_ms.size() * percent / 100)];
  };
  return {{"p50", at(50)}, {"p90", at(90)}, {"p99", at(99)}, {"max", at(100)}};
}

LoadResult run_load(const std::vector<std::string>& rpc_urls, const client::Verifier& verifier,
                    const std::vector<Submission>& submissions, std::size_t in_flight,
                    std::chrono::milliseconds duration) {
  asio::io_context io(1);
  Run run{.verifier = verifier,
          .submissions = submissions,
          .clients = {},
          .end = Clock::now() + duration,
          .next = 0,
          .result = {}};
  for (const std::string& url : rpc_urls) {
    auto client = http::Client::create(io.get_executor(), url,
                                       {.timeout = std::chrono::milliseconds(60'000),
                                        .pool_size = std::min(in_flight, kConnectionsMax)});
    if (client) run.clients.push_back(std::move(*client));
  }
  const auto start = Clock::now();
  for (std::size_t i = 0; i < std::min(in_flight, kConnectionsMax); ++i) {
    asio::co_spawn(io, run.work(), asio::detached);
  }
  io.run();
  run.result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::ranges::sort(run.result.latencies_ms);
  return std::move(run.result);
}

}  // namespace pennypost::commands
