#include "api/commands/bench/webhook_bench.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/bench/chat_bench.h"
#include "api/commands/bench/load.h"
#include "api/commands/bench/machine.h"
#include "api/commands/localnet.h"
#include "api/commands/signals.h"
#include "api/connectors/signature.h"
#include "api/http/client.h"
#include "api/http/json.h"
#include "api/http/server.h"

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using Clock = std::chrono::steady_clock;

constexpr const char* kSecret = "benchmark";
constexpr std::size_t kPerWebhookAtFirst = 20;  // people who arrive with one webhook
constexpr std::chrono::seconds kArrivalMax{300};
constexpr std::size_t kPayeesEach = 4;

/// A platform that takes everything it is sent.
class Platform {
 public:
  explicit Platform(asio::any_io_executor executor) : server_(executor, routes()) {}

  Result<std::string> start() {
    PP_TRY(const auto port, server_.listen("127.0.0.1", 0));
    return "http://127.0.0.1:" + std::to_string(port);
  }
  std::size_t taken() const { return taken_; }
  void stop() { server_.stop(); }

 private:
  http::Router routes() {
    http::Router out;
    out.add("POST /{version}/{account}/messages",
            [this](http::Request) -> asio::awaitable<http::Response> {
              ++taken_;
              co_return http::json_response(
                  200, json::object{{"messages", json::array{json::object{
                                                     {"id", "wamid." + std::to_string(taken_)}}}}});
            });
    return out;
  }

  std::size_t taken_ = 0;
  http::Server server_;
};

/// People who write, and the webhooks that tell of it.
class Crowd {
 public:
  Crowd(asio::io_context& io, const Platform& platform, std::size_t users)
      : io_(io), platform_(platform), users_(users) {}

  void write_to(const std::string& gateway) {
    client_.emplace(*http::Client::create(
        io_.get_executor(), gateway, {.timeout = std::chrono::seconds(30), .pool_size = 4'096}));
  }

  /// Everybody writes once: their accounts are open when they have read a welcome and an answer.
  Result<void> arrive() {
    bool done = false;
    std::size_t failed = 0;
    asio::co_spawn(io_, arrive_all(failed, done), asio::detached);
    while (!done && !interrupted()) io_.run_one();
    if (failed > 0)
      return fail("not_ready", "The gateway refused webhooks before the measurement.");
    if (platform_.taken() < 2 * users_)
      return fail("not_ready", "Accounts were not opened in time.");
    return {};
  }

  LoadResult write(std::size_t per_s, std::chrono::seconds duration) {
    LoadResult result;
    const auto count = per_s * static_cast<std::size_t>(duration.count());
    std::size_t open = count;
    const auto start = Clock::now();
    asio::co_spawn(io_, send_all(count, per_s, start, result, open), asio::detached);
    while (open > 0 && !interrupted()) io_.run_one();
    result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    std::ranges::sort(result.latencies_ms);
    return result;
  }

 private:
  json::object message(std::size_t user, const std::string& text) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {{"from_user_id", id_of(user)},
            {"id", "wamid.B" + std::to_string(++messages_)},
            {"timestamp",
             std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now).count())},
            {"type", "text"},
            {"text", json::object{{"body", text}}}};
  }
  static std::string id_of(std::size_t user) { return "US." + std::to_string(1'000'000 + user); }

  /// One webhook in which each of them says it. False: it was not taken.
  asio::awaitable<bool> post(std::vector<std::size_t> people, std::string text) {
    json::array contacts;
    json::array messages;
    for (const std::size_t user : people) {
      contacts.push_back(json::object{
          {"profile", json::object{{"name", "Ana"}, {"username", "@" + user_name(user)}}},
          {"user_id", id_of(user)}});
      messages.push_back(message(user, text));
    }
    const json::object value{{"messaging_product", "whatsapp"},
                             {"metadata", json::object{{"display_phone_number", "15550001111"},
                                                       {"phone_number_id", "880011"}}},
                             {"contacts", std::move(contacts)},
                             {"messages", std::move(messages)}};
    const json::object change{{"field", "messages"}, {"value", value}};
    const json::object body{
        {"object", "whatsapp_business_account"},
        {"entry", json::array{json::object{{"id", "7001"}, {"changes", json::array{change}}}}}};
    http::ClientRequest request{
        .method = "POST", .target = "/hooks/whatsapp", .body = json::serialize(body)};
    request.headers.set("Content-Type", "application/json");
    request.headers.set("X-Hub-Signature-256", connectors::hub_signature(kSecret, request.body));
    const auto answer = co_await client_->request(std::move(request));
    co_return answer && answer->status == 200;
  }

  asio::awaitable<void> arrive_all(std::size_t& failed, bool& done) {
    for (std::size_t user = 0; user < users_ && failed == 0;) {
      std::vector<std::size_t> people;
      while (user < users_ && people.size() < kPerWebhookAtFirst) people.push_back(user++);
      if (!co_await post(std::move(people), "balance")) ++failed;
    }
    const auto until = Clock::now() + kArrivalMax;
    while (platform_.taken() < 2 * users_ && Clock::now() < until) {
      co_await pause(std::chrono::milliseconds(100));
    }
    done = true;
  }

  asio::awaitable<void> pause(Clock::duration duration) {
    asio::steady_timer timer(io_, duration);
    co_await timer.async_wait(asio::use_awaitable);
  }

  /// Begun at their times, however long the ones before take: each is measured from then.
  asio::awaitable<void> send_all(std::size_t count, std::size_t per_s, Clock::time_point start,
                                 LoadResult& result, std::size_t& open) {
    asio::steady_timer timer(io_);
    for (std::size_t i = 0; i < count; ++i) {
      const auto at = start + std::chrono::microseconds(i * 1'000'000 / per_s);
      timer.expires_at(at);
      co_await timer.async_wait(asio::use_awaitable);
      asio::co_spawn(io_, send_one(i, at, result, open), asio::detached);
    }
  }

  asio::awaitable<void> send_one(std::size_t i, Clock::time_point at, LoadResult& result,
                                 std::size_t& open) {
    const std::size_t user = i % users_;
    const std::size_t payee = (user + 1 + i / users_ % kPayeesEach) % users_;
    const std::string text = "send 0.01 to @" + user_name(payee);
    const bool taken = co_await post({user}, text);
    result.latencies_ms.push_back(
        std::chrono::duration<double, std::milli>(Clock::now() - at).count());
    taken ? ++result.transfers : ++result.refused;
    --open;
  }

  asio::io_context& io_;
  const Platform& platform_;
  std::size_t users_;
  std::optional<http::Client> client_;
  std::uint64_t messages_ = 0;
};

}  // namespace

Result<json::object> run_webhook_bench(const BenchOptions& options,
                                       const std::filesystem::path& dir) {
  asio::io_context io{1};
  Platform platform(io.get_executor());
  PP_TRY(const std::string url, platform.start());
  // The processes that are started now read it.
  for (const auto& [name, value] : {std::pair<const char*, std::string>{"ENABLED", "true"},
                                    {"BASE_URL", url},
                                    {"APP_SECRET", kSecret},
                                    {"VERIFY_TOKEN", kSecret},
                                    {"ACCESS_TOKEN", kSecret}}) {
    ::setenv((std::string("PENNYPOST_WHATSAPP_") + name).c_str(), value.c_str(), 1);
  }
  PP_TRY(
      const auto net,
      Localnet::start({.dir = dir / "net", .validators = options.validators, .port_base = "auto"}));
  Crowd crowd(io, platform, options.users);
  crowd.write_to(net->gateway_url());
  std::cerr << options.users << " people arrive …\n";
  PP_CHECKED(crowd.arrive());
  std::cerr << options.webhooks << " webhooks a second …\n";
  const std::size_t answers_before = platform.taken();
  const Usage before = usage_of({net->gateway_pid()});
  const auto start = Clock::now();
  const LoadResult result = crowd.write(options.webhooks, std::chrono::seconds(options.seconds));
  if (interrupted()) return fail("interrupted", "Interrupted.");
  const double said = static_cast<double>(platform.taken() - answers_before) /
                      std::chrono::duration<double>(Clock::now() - start).count();
  json::object out{{"validators", options.validators},
                   {"users", options.users},
                   {"webhooks_per_s", options.webhooks},
                   {"seconds", result.seconds},
                   {"taken", result.transfers},
                   {"refused", result.refused},
                   {"latency_ms", result.latency()},
                   {"replies_per_s", said},
                   {"gateway_cpu_us_per_webhook",
                    static_cast<double>(usage_of({net->gateway_pid()}).cpu_us - before.cpu_us) /
                        static_cast<double>(std::max<std::size_t>(result.transfers, 1))},
                   {"machine", measure_machine(dir)}};
  platform.stop();
  if (result.refused > 0) {
    return fail("no_result", std::to_string(result.refused) + " webhooks were not taken.");
  }
  return out;
}

}  // namespace pennypost::commands
