#include <spdlog/spdlog.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/connectors/signature.h"
#include "api/connectors/telegram.h"
#include "api/gateway/spawn.h"
#include "api/http/problem.h"
#include "api/platforms/calls.h"
#include "api/platforms/connection.h"
#include "ledger/base/check.h"

namespace pennypost::platforms {
namespace {

namespace asio = boost::asio;
using connectors::CallAnswer;
using connectors::Platform;

constexpr std::uint64_t kPollS = 25;
constexpr std::chrono::milliseconds kTimeout{(kPollS + 15) * 1'000};
constexpr std::chrono::milliseconds kRetryPause{2'000};
constexpr std::chrono::milliseconds kConflictPause{10'000};
constexpr std::chrono::hours kConflictSilence{1};     ///< between two warnings
constexpr std::chrono::milliseconds kLookPause{500};  ///< while another gateway polls
constexpr std::uint64_t kUpdateBytesMax = 1024 * 1024;

class TelegramConnection final : public Connection {
 public:
  TelegramConnection(std::string base_url, std::string token, std::string secret_token, bool polls)
      : base_url_(std::move(base_url)),
        token_(std::move(token)),
        secret_token_(std::move(secret_token)),
        polls_(polls) {}

  Platform platform() const override { return Platform::telegram; }
  Lane::Limits limits() const override {
    return {.per_second = 25, .chat_pause = std::chrono::milliseconds(0)};
  }

  void start(asio::any_io_executor executor, Directory&, gateway::Leases& leases,
             Deliver deliver) override {
    executor_ = executor;
    leases_ = &leases;
    deliver_ = std::move(deliver);
    auto client = http::Client::create(executor, base_url_, {.timeout = kTimeout});
    CHECK(client.has_value());  // the configuration was checked with it
    client_.emplace(std::move(*client));
    gateway::spawn(executor, run());
  }
  void stop() override {
    stopping_ = true;
    if (bot_ && polls_) leases_->release(poll_lease());
  }
  bool connected() const override { return bot_.has_value() && working_; }

  void add_routes(http::Router& router) override {
    if (polls_) return;
    router.add("POST /hooks/telegram",
               [this](http::Request request) { return hook(std::move(request)); },
               {.body_bytes_max = kUpdateBytesMax});
  }

  asio::awaitable<CallAnswer> send(connectors::Outgoing out) override {
    auto answer = co_await call(connectors::write_telegram(out));
    // The group goes on under another id: the same words there.
    if (answer.kind == CallAnswer::Kind::again && !answer.moved_to.empty()) {
      out.chat = answer.moved_to;
      answer = co_await call(connectors::write_telegram(out));
    }
    co_return answer;
  }

 private:
  std::vector<connectors::Call> behind_token(std::vector<connectors::Call> calls) const {
    for (auto& call : calls) call.target = "/bot" + token_ + call.target;
    return calls;
  }
  asio::awaitable<CallAnswer> call(std::vector<connectors::Call> calls) {
    return make_calls(*client_, {}, behind_token(std::move(calls)),
                      connectors::read_telegram_answer);
  }
  asio::awaitable<std::optional<std::string>> ask(connectors::Call call) {
    http::ClientRequest request{.method = "POST",
                                .target = "/bot" + token_ + call.target,
                                .headers = {{"Content-Type", "application/json"}},
                                .body = std::move(call.body)};
    const auto response = co_await client_->request(std::move(request));
    if (!response) co_return std::nullopt;
    co_return response->body;
  }

  asio::awaitable<void> pause(std::chrono::milliseconds duration = kRetryPause) {
    asio::steady_timer timer(executor_, duration);
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }

  std::string poll_lease() const { return "telegram polls " + bot_->id; }

  /// Telegram answers one poll of a bot at a time: of several gateways, one asks. Who was taken for
  /// dead, and goes on, finds that another one asks now.
  asio::awaitable<bool> take_turn() {
    const bool ours = co_await leases_->try_acquire(poll_lease());
    co_return ours && leases_->still_holds(poll_lease());
  }

  /// Who we are, and then, where there is no webhook, what is new.
  asio::awaitable<void> run() {
    while (!stopping_ && !bot_) {
      const auto body = co_await ask({.target = "/getMe", .body = "{}"});
      const auto bot = body ? connectors::read_telegram_bot(*body)
                            : Result<connectors::TelegramBot>(fail("unreachable", "no answer"));
      if (bot) {
        bot_ = *bot;
        working_ = true;
      } else {
        note(bot.error().code);
        co_await pause();
      }
    }
    std::uint64_t offset = 0;
    while (!stopping_ && polls_) {
      if (!co_await take_turn()) {
        offset = 0;  // what the other one left unconfirmed comes again, and is known by its key
        co_await pause(kLookPause);
        continue;
      }
      const auto asked_at = std::chrono::steady_clock::now();
      const auto body = co_await ask(connectors::poll_telegram(offset, kPollS));
      auto poll = body ? connectors::read_telegram_poll(*body, *bot_)
                       : Result<connectors::TelegramPoll>(fail("unreachable", "no answer"));
      if (!poll) {
        offset = 0;
        co_await rest_after(poll.error().code);
        continue;
      }
      // What is confirmed is forgotten there: only what is durable here.
      if (co_await take(std::move(poll->updates))) {
        working_ = true;
        // Where nothing came, all is confirmed. After a quiet week Telegram counts from a random
        // number: an offset kept until then could confirm what nobody has seen.
        offset = poll->next_offset;
        const auto waited = std::chrono::steady_clock::now() - asked_at;
        if (offset > 0 || waited > kRetryPause) continue;  // Telegram itself waits for news
      }
      co_await pause();
    }
  }

  asio::awaitable<void> rest_after(std::string code) {
    if (code != "conflict") {
      note(code);
      leases_->release(poll_lease());  // another gateway's line may be open
      co_await pause();
    } else if (leases_->still_holds(poll_lease())) {  // else it was the gateway that took over
      note_conflict();
      co_await pause(kConflictPause);
    }
  }

  void note(const std::string& code) {
    if (working_ || !noted_) spdlog::warn("telegram does not answer: {}", code);
    noted_ = true;
    working_ = false;
  }

  void note_conflict() {
    working_ = false;
    const auto now = std::chrono::steady_clock::now();
    if (conflict_at_ && now - *conflict_at_ < kConflictSilence) return;
    conflict_at_ = now;
    spdlog::warn(
        "telegram tells somebody else what is written to this bot: end the other program that "
        "polls with its token, or remove the webhook with deleteWebhook, or set polling = false");
  }

  asio::awaitable<bool> take(std::vector<connectors::Update> updates) {
    std::vector<std::string> presses;
    for (const auto& update : updates) {
      const auto* message = std::get_if<connectors::Message>(&update);
      if (message && !message->press_id.empty()) presses.push_back(message->press_id);
    }
    const bool kept = co_await deliver_(Platform::telegram, std::move(updates));
    for (auto& press : presses) gateway::spawn(executor_, acknowledge(std::move(press)));
    co_return kept;
  }
  asio::awaitable<void> acknowledge(std::string press) {
    (void)co_await call({connectors::acknowledge_telegram_press(press)});
  }

  asio::awaitable<http::Response> hook(http::Request request) {
    const auto given = request.headers.get("X-Telegram-Bot-Api-Secret-Token").value_or("");
    if (!connectors::secret_equal(secret_token_, given)) {
      co_return http::problem(403, "wrong_token", "The secret token is not this gateway's.",
                              "Set the same secret token with setWebhook.");
    }
    if (!bot_) {
      co_return http::problem(503, "busy", "The bot is not known yet.", "Send it again later.");
    }
    auto update = connectors::read_telegram(request.body, *bot_);
    if (!update) co_return http::problem(400, update.error(), "Send one update.");
    std::vector<connectors::Update> updates;
    if (*update) updates.push_back(std::move(**update));
    if (!co_await take(std::move(updates))) {
      co_return http::problem(503, "busy", "It could not be kept.", "Send it again later.");
    }
    co_return http::Response{};
  }

  asio::any_io_executor executor_;
  std::string base_url_;
  std::string token_;
  std::string secret_token_;
  bool polls_;
  gateway::Leases* leases_ = nullptr;
  Deliver deliver_;
  std::optional<http::Client> client_;
  std::optional<connectors::TelegramBot> bot_;
  bool working_ = false;
  bool noted_ = false;
  std::optional<std::chrono::steady_clock::time_point> conflict_at_;  ///< last warned of
  bool stopping_ = false;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_telegram(const config::Config& config) {
  if (!config.flag("telegram", "enabled")) return nullptr;
  const bool polls = config.flag("telegram", "polling");
  PP_TRY(const auto token, read_secret(config, "telegram", "token"));
  std::string secret;
  if (!polls) {
    PP_TRY(secret, read_secret(config, "telegram", "secret_token"));
  }
  return std::make_unique<TelegramConnection>(config.text("telegram", "base_url"), token, secret,
                                              polls);
}

}  // namespace pennypost::platforms
