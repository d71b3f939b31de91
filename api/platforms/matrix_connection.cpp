#include <map>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/connectors/matrix.h"
#include "api/connectors/signature.h"
#include "api/gateway/spawn.h"
#include "api/http/json.h"
#include "api/platforms/calls.h"
#include "api/platforms/connection.h"
#include "ledger/base/check.h"

namespace pennypost::platforms {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using connectors::CallAnswer;
using connectors::Platform;

constexpr std::chrono::seconds kJoinWait{5};  ///< that the messages of a new room wait at most
constexpr std::chrono::seconds kMembersWait{5};
constexpr int kJoinTries = 5;
constexpr int kListTries = 3;   ///< while people come and go
constexpr int kTroubleMax = 5;  ///< in a row with one room's members; then it counts as a group
constexpr std::size_t kTroubledRoomsMax = 1'000;
constexpr std::uint64_t kTransactionBytesMax = 8 * 1024 * 1024;

http::Response matrix_error(int status, const char* code, const char* why) {
  return http::json_response(status, json::object{{"errcode", code}, {"error", why}});
}

class MatrixConnection final : public Connection {
 public:
  MatrixConnection(std::string base_url, std::string as_token, std::string hs_token,
                   connectors::MatrixBot bot)
      : base_url_(std::move(base_url)),
        as_token_(std::move(as_token)),
        hs_token_(std::move(hs_token)),
        bot_(std::move(bot)) {}

  Platform platform() const override { return Platform::matrix; }
  Lane::Limits limits() const override { return {.per_second = 50, .chat_pause = {}}; }
  bool reaches(const Known&, TimestampUs) const override { return true; }  // a room can be opened

  void start(asio::any_io_executor executor, Directory& directory, gateway::Leases&,
             Deliver deliver) override {
    executor_ = executor;
    directory_ = &directory;
    deliver_ = std::move(deliver);
    auto client = http::Client::create(executor, base_url_);
    CHECK(client.has_value());  // the configuration was checked with it
    client_.emplace(std::move(*client));
    // Into which an earlier process was asked.
    for (auto& room : directory.invitations(Platform::matrix))
      gateway::spawn(executor, join(std::move(room)));
  }

  void add_routes(http::Router& router) override {
    router.add("PUT /_matrix/app/v1/transactions/{id}",
               [this](http::Request request) { return transaction(std::move(request)); },
               {.body_bytes_max = kTransactionBytesMax});
    router.add("POST /_matrix/app/v1/ping",
               [this](http::Request request) { return ping(std::move(request)); });
    const auto nobody = [this](http::Request request) { return unknown(std::move(request)); };
    router.add("GET /_matrix/app/v1/users/{id}", nobody);
    router.add("GET /_matrix/app/v1/rooms/{alias}", nobody);
  }

  asio::awaitable<CallAnswer> send(connectors::Outgoing out) override {
    auto known = directory_->by_id(Platform::matrix, out.to_id);
    const bool in_private = out.chat.empty();
    if (in_private) {
      if (!known) co_return CallAnswer{.kind = CallAnswer::Kind::unreachable, .error = "unknown"};
      const auto ready = co_await find_private_room(*known);
      if (ready.kind != CallAnswer::Kind::sent) co_return ready;
      out.chat = ready.message_id;
    }
    auto answer = co_await call(connectors::write_matrix(out, bot_));
    if (answer.kind != CallAnswer::Kind::sent || out.buttons.empty()) co_return answer;
    co_await offer(out, known, answer.message_id);
    co_return answer;
  }

  asio::awaitable<std::optional<bool>> in_group(connectors::Message message) override {
    const std::string& room = message.chat.id;
    if (!directory_->knows_room(room)) {
      if (const auto join = joining_.find(room); join != joining_.end()) {
        boost::system::error_code ignored;
        const auto until = join->second;
        co_await until->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
      }
      if (co_await learn(room) == Learnt::later && troubled(room)) co_return std::nullopt;
    }
    co_return !directory_->is_private(room, message.from.id);
  }

 private:
  enum class Learnt : std::uint8_t { known, outside, later };

  /// Asks who is in the room.
  asio::awaitable<Learnt> learn(std::string room) {
    for (int i = 0; i < kListTries; ++i) {
      const auto mark = directory_->room_mark(room);
      const auto ask = connectors::list_matrix_members(room, bot_);
      const auto answer = co_await client_->request({.method = ask.method,
                                                     .target = ask.target,
                                                     .headers = authorization(),
                                                     .timeout = kMembersWait});
      if (!answer) co_return Learnt::later;
      if (answer->status != 200) {
        const auto told = connectors::read_matrix_answer(answer->status, answer->body);
        co_return told.kind == CallAnswer::Kind::unreachable ? Learnt::outside : Learnt::later;
      }
      auto users = connectors::read_matrix_members(answer->body, bot_);
      if (!users) co_return Learnt::later;
      if (co_await directory_->set_members(room, std::move(*users), mark)) {
        troubles_.erase(room);
        co_return Learnt::known;
      }
    }
    co_return Learnt::later;
  }

  /// A room whose members the homeserver never tells must not hold up the others for ever.
  bool troubled(const std::string& room) {
    if (troubles_.size() > kTroubledRoomsMax) troubles_.clear();
    if (++troubles_[room] < kTroubleMax) return true;
    troubles_.erase(room);
    return false;
  }

  /// Where this person alone reads what we say; its id is the answer's. Somebody may have come into
  /// what was their own room with us: then another one is opened.
  asio::awaitable<CallAnswer> find_private_room(Known known) {
    const std::string& user = known.person.id;
    const auto here = [&] {
      return CallAnswer{.kind = CallAnswer::Kind::sent, .message_id = known.room};
    };
    const CallAnswer later{.kind = CallAnswer::Kind::again, .error = "members_unknown"};
    if (!known.room.empty() && !directory_->knows_room(known.room) &&
        co_await learn(known.room) == Learnt::later) {
      co_return later;
    }
    if (!known.room.empty() && directory_->is_private(known.room, user)) co_return here();
    auto opened = co_await call({connectors::open_matrix_room(user, bot_)});
    if (opened.kind != CallAnswer::Kind::sent) co_return opened;
    known.room = opened.message_id;
    co_await directory_->set_room(known, known.room);
    if (co_await learn(known.room) == Learnt::known && directory_->is_private(known.room, user)) {
      co_return here();
    }
    co_return later;
  }

  /// Buttons are reactions: known before anybody can tap them.
  asio::awaitable<void> offer(const connectors::Outgoing& out, const std::optional<Known>& known,
                              std::string message) {
    if (!known) co_return;
    OpenButtons buttons{.message_id = message};
    for (const auto& each : out.buttons) buttons.tokens.push_back(each.token);
    if (buttons.tokens.size() > connectors::kMatrixButtonsMax) {
      buttons.tokens.resize(connectors::kMatrixButtonsMax);
    }
    const std::size_t count = buttons.tokens.size();
    co_await directory_->set_buttons(*known, std::move(buttons));
    std::vector<connectors::Call> calls;
    for (std::size_t i = 0; i < count; ++i) {
      calls.push_back(connectors::react_in_matrix(out, bot_, message, i));
    }
    (void)co_await call(std::move(calls));
  }

  asio::awaitable<CallAnswer> call(std::vector<connectors::Call> calls) {
    return make_calls(*client_, authorization(), std::move(calls), connectors::read_matrix_answer);
  }
  http::Headers authorization() const { return {{"Authorization", "Bearer " + as_token_}}; }

  bool admits(const http::Request& request) const {
    const auto given = request.headers.get("Authorization").value_or("");
    return connectors::secret_equal("Bearer " + hs_token_, given);
  }
  static http::Response forbidden() {
    return matrix_error(403, "M_FORBIDDEN", "The homeserver's token is not this gateway's.");
  }

  asio::awaitable<http::Response> transaction(http::Request request) {
    if (!admits(request)) co_return forbidden();
    auto updates = connectors::read_matrix(request.body, bot_);
    if (!updates) co_return matrix_error(400, "M_NOT_JSON", "The body is no transaction.");
    for (const auto& update : *updates) {
      const auto* membership = std::get_if<connectors::Membership>(&update);
      if (membership && membership->ours &&
          membership->state == connectors::Membership::State::invited) {
        co_await directory_->invited(Platform::matrix, membership->room);
        gateway::spawn(executor_, join(membership->room));
      }
    }
    if (!co_await deliver_(Platform::matrix, std::move(*updates))) {
      co_return matrix_error(503, "M_UNKNOWN", "Not all of it could be kept; send it again.");
    }
    co_return http::json_response(200, json::object());
  }

  /// Messages that come with the invitation wait for it; others of the platform wait behind them,
  /// and so only for a while.
  asio::awaitable<void> join(std::string room) {
    const auto until = std::make_shared<asio::steady_timer>(executor_, kJoinWait);
    if (!joining_.emplace(room, until).second) co_return;
    std::chrono::seconds pause{1};
    for (int i = 0; i < kJoinTries; ++i, pause *= 2) {
      const auto joined = co_await call({connectors::join_matrix_room(room, bot_)});
      if (joined.kind == CallAnswer::Kind::sent) (void)co_await learn(room);
      if (joined.kind != CallAnswer::Kind::again) {
        co_await directory_->invitation_over(Platform::matrix, room);
        break;
      }
      asio::steady_timer timer(executor_, std::max(pause, joined.retry_after));
      boost::system::error_code ignored;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    joining_.erase(room);
    until->cancel();
  }

  asio::awaitable<http::Response> ping(http::Request request) {
    if (!admits(request)) co_return forbidden();
    co_return http::json_response(200, json::object());
  }
  asio::awaitable<http::Response> unknown(http::Request request) {
    if (!admits(request)) co_return forbidden();
    co_return matrix_error(404, "M_NOT_FOUND", "There is nobody of that name.");
  }

  asio::any_io_executor executor_;
  Directory* directory_ = nullptr;
  std::string base_url_;
  std::string as_token_;
  std::string hs_token_;
  connectors::MatrixBot bot_;
  Deliver deliver_;
  std::optional<http::Client> client_;
  std::map<std::string, std::shared_ptr<asio::steady_timer>> joining_;  ///< cancelled at the end
  std::map<std::string, int> troubles_;  ///< rooms, with how often their members were not told
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_matrix(const config::Config& config) {
  if (!config.flag("matrix", "enabled")) return nullptr;
  PP_TRY(const auto as_token, read_secret(config, "matrix", "as_token"));
  PP_TRY(const auto hs_token, read_secret(config, "matrix", "hs_token"));
  const std::string& user = config.text("matrix", "user_id");
  if (!user.starts_with('@') || user.find(':') == std::string::npos) {
    return fail("config_invalid", "matrix.user_id is the bot's, such as \"@pay:chat.example\".");
  }
  return std::make_unique<MatrixConnection>(
      config.text("matrix", "base_url"), as_token, hs_token,
      connectors::MatrixBot{user, config.text("matrix", "user_prefix")});
}

}  // namespace pennypost::platforms
