#include <spdlog/spdlog.h>

#include <deque>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "api/connectors/xmpp.h"
#include "api/connectors/xmpp_rooms.h"
#include "api/gateway/clock.h"
#include "api/gateway/replies.h"
#include "api/gateway/spawn.h"
#include "api/platforms/connection.h"
#include "api/platforms/recent.h"
#include "ledger/crypto/hash.h"

namespace pennypost::platforms {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using connectors::CallAnswer;
using connectors::Platform;
using connectors::XmlElement;
using std::chrono::seconds;

constexpr seconds kRetryFirst{1};
constexpr seconds kRetryMax{30};
/// A server that is gone without a word is noticed by a question without an answer.
constexpr seconds kPingAfter{30};
constexpr std::size_t kReadBytes = 16 * 1024;

/// What is typed for a button: four digits that follow from its token.
std::string code_of(const std::string& token) {
  const Hash hash =
      crypto::hash("pennypost/xmpp_code/1",
                   ByteView(reinterpret_cast<const std::uint8_t*>(token.data()), token.size()));
  const unsigned number = hash.bytes[0] * 256U + hash.bytes[1];
  return std::to_string(1'000 + number % 9'000);
}

class XmppConnection final : public Connection {
 public:
  XmppConnection(config::HostPort server, std::string secret, connectors::XmppComponent component)
      : server_(std::move(server)),
        secret_(std::move(secret)),
        component_(std::move(component)),
        rooms_(component_) {}

  Platform platform() const override { return Platform::xmpp; }
  Lane::Limits limits() const override { return {.per_second = 100, .chat_pause = {}}; }
  bool reaches(const Known&, TimestampUs) const override { return true; }
  bool connected() const override { return ready_; }
  bool can_send() const override { return ready_; }

  void start(asio::any_io_executor executor, Directory& directory, gateway::Leases&,
             Deliver deliver) override {
    executor_ = executor;
    directory_ = &directory;
    deliver_ = std::move(deliver);
    gateway::spawn(executor, run());
  }
  void stop() override {
    stopping_ = true;
    close();
  }

  /// The protocol acknowledges nothing: what the kernel took is sent; when the line breaks behind
  /// it, the message may be lost, and the next one tells the same outcome.
  asio::awaitable<CallAnswer> send(connectors::Outgoing out) override {
    CallAnswer later{.kind = CallAnswer::Kind::again, .error = "not_connected"};
    if (!ready_) co_return later;
    if (!out.chat.empty() && !rooms_.is_in(out.chat)) {
      if (rooms_.is_expected(out.chat)) co_return later;
      co_return CallAnswer{.kind = CallAnswer::Kind::unreachable, .error = "not_in_room"};
    }
    const auto known = directory_->by_id(Platform::xmpp, out.to_id);
    if (known && !out.buttons.empty()) {
      OpenButtons buttons{.message_id = out.outbox_id};
      for (const auto& each : out.buttons) {
        buttons.tokens.push_back(each.token);
        std::string code = code_of(each.token);
        while (std::ranges::find(buttons.codes, code) != buttons.codes.end()) {
          code = std::to_string(std::stoi(code) % 9'000 + 1'000);
        }
        buttons.codes.push_back(code);
        out.text += "\n" + code + " → " + each.title;
      }
      co_await directory_->set_buttons(*known, std::move(buttons));
    }
    if (!co_await write(connectors::write_xmpp(out, component_))) co_return later;
    co_return CallAnswer{.kind = CallAnswer::Kind::sent, .message_id = out.outbox_id};
  }

 private:
  asio::awaitable<void> pause(std::chrono::milliseconds duration) {
    asio::steady_timer timer(executor_, duration);
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }

  void close() {
    ready_ = false;
    rooms_.forget_all();
    boost::system::error_code ignored;
    if (socket_) socket_->close(ignored);
  }

  asio::awaitable<void> run() {
    seconds wait = kRetryFirst;
    bool said = false;
    while (!stopping_) {
      const std::string why = co_await converse();
      if (was_ready_) wait = kRetryFirst;
      if (!stopping_ && (was_ready_ || !said)) spdlog::warn("xmpp: {}", why);
      said = true;
      was_ready_ = false;
      close();
      if (stopping_) break;
      co_await pause(wait);
      wait = std::min(wait * 2, kRetryMax);
    }
  }

  /// One connection, until it ends. Why it did.
  asio::awaitable<std::string> converse() {
    boost::system::error_code error;
    tcp::resolver resolver(executor_);
    const auto found =
        co_await resolver.async_resolve(server_.host, std::to_string(server_.port),
                                        asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return "the server's name is not known";
    socket_ = std::make_shared<tcp::socket>(executor_);
    co_await asio::async_connect(*socket_, found, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return "no connection: " + error.message();
    const auto socket = socket_;
    connectors::XmppStream stream;
    if (!co_await write(connectors::xmpp_opening(component_))) co_return "the connection was lost";
    gateway::spawn(executor_, watch(socket));
    std::string buffer(kReadBytes, '\0');
    while (!stopping_) {
      const std::size_t size = co_await socket->async_read_some(
          asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
      if (error) co_return "the connection was lost";
      quiet_ = 0;
      const auto read = stream.feed(std::string_view(buffer).substr(0, size));
      if (!read) co_return "the server speaks no XMPP: " + read.error().code;
      for (const XmlElement& element : read->elements) {
        if (const auto end = co_await take(element)) co_return *end;
      }
      if (read->closed) co_return "the server ended the stream";
    }
    co_return "stopping";
  }

  /// Why the stream is over, where it is.
  asio::awaitable<std::optional<std::string>> take(const XmlElement& element) {
    if (element.name == "stream") {
      if (!co_await write(connectors::xmpp_handshake(element.attribute("id"), secret_))) {
        co_return "the connection was lost";
      }
    } else if (element.name == "handshake") {
      std::string entering;
      for (const auto& room : directory_->invitations(Platform::xmpp)) {
        entering += rooms_.enter(room);
      }
      ready_ = was_ready_ = true;
      spdlog::info("xmpp: connected as {}", component_.domain);
      if (!entering.empty()) (void)co_await write(std::move(entering));
    } else if (element.name == "error" && element.space.ends_with("streams")) {
      co_return "the server refused: " +
          (element.children.empty() ? std::string("error") : element.children[0].name);
    } else if (auto taken = ready_ ? rooms_.take(element) : std::nullopt) {
      co_await take_from_room(std::move(*taken));
    } else if (ready_) {
      const std::string answer = connectors::answer_xmpp(element, component_);
      if (!answer.empty()) (void)co_await write(answer);
      if (auto update = connectors::read_xmpp(element, component_)) {
        // Nothing tells the server that a stanza is safe: the fewer are in memory, the better.
        (void)co_await deliver_(Platform::xmpp, {std::move(*update)});
      }
    }
    co_return std::nullopt;
  }

  asio::awaitable<void> take_from_room(connectors::XmppRooms::Taken taken) {
    const auto* membership =
        taken.update ? std::get_if<connectors::Membership>(&*taken.update) : nullptr;
    if (membership && membership->state == connectors::Membership::State::invited) {
      co_await directory_->invited(Platform::xmpp, membership->room);
    } else if (membership) {
      co_await directory_->invitation_over(Platform::xmpp, membership->room);
    } else if (taken.update) {
      (void)co_await deliver_(Platform::xmpp, {std::move(*taken.update)});
    }
    if (!taken.answer.empty()) (void)co_await write(std::move(taken.answer));
    const TimestampUs now = gateway::system_now();
    if (taken.hidden.empty() || !hinted_.add(taken.hidden, now)) co_return;
    const std::string text = gateway::reply_text(
        "room_hides_writers", {{"address", component_.localpart + "@" + component_.domain}},
        taken.language);
    (void)co_await write(connectors::write_xmpp_aside(
        taken.hidden, "hidden_" + std::to_string(now.value()), text, component_));
  }

  asio::awaitable<void> watch(std::shared_ptr<tcp::socket> socket) {
    while (!stopping_ && socket == socket_ && socket->is_open()) {
      co_await pause(kPingAfter);
      if (socket != socket_ || !ready_) continue;
      if (quiet_++ > 0) {
        close();  // the question before has no answer either
        co_return;
      }
      (void)co_await write("<iq type='get' id='ping' from='" +
                           connectors::xml_escaped(component_.domain) + "' to='" +
                           connectors::xml_escaped(component_.server) +
                           "'><ping xmlns='urn:xmpp:ping'/></iq>");
    }
  }

  /// Stanzas leave whole and one after the other.
  asio::awaitable<bool> write(std::string text) {
    const auto socket = socket_;
    if (!socket || !socket->is_open()) co_return false;
    while (writing_ && socket == socket_) co_await pause(std::chrono::milliseconds(1));
    if (socket != socket_) co_return false;
    writing_ = true;
    boost::system::error_code error;
    co_await asio::async_write(*socket, asio::buffer(text),
                               asio::redirect_error(asio::use_awaitable, error));
    writing_ = false;
    co_return !error;
  }

  asio::any_io_executor executor_;
  Directory* directory_ = nullptr;
  config::HostPort server_;
  std::string secret_;
  connectors::XmppComponent component_;
  connectors::XmppRooms rooms_;
  Recent hinted_{kHintAgainUs};  ///< who was told that their room hides who they are
  Deliver deliver_;
  std::shared_ptr<tcp::socket> socket_;
  bool writing_ = false;
  bool ready_ = false;
  bool was_ready_ = false;
  bool stopping_ = false;
  int quiet_ = 0;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_xmpp(const config::Config& config) {
  if (!config.flag("xmpp", "enabled")) return nullptr;
  PP_TRY(const auto server, config::parse_host_port(config.text("xmpp", "server")));
  PP_TRY(const auto secret, read_secret(config, "xmpp", "secret"));
  connectors::XmppComponent component{config.text("xmpp", "domain"),
                                      config.text("xmpp", "localpart"),
                                      config.text("xmpp", "stanza_ids_by"),
                                      config.text("xmpp", "nick"), config.list("xmpp", "rooms")};
  if (component.domain.empty()) {
    return fail("config_invalid", "xmpp.domain is the component's, such as \"pay.chat.example\".");
  }
  if (component.nick.empty() || component.nick.contains('/')) {
    return fail("config_invalid", "xmpp.nick is the bot's name in rooms, such as \"Pennypost\".");
  }
  for (const auto& service : component.room_services) {
    if (!service.empty() && !service.contains('@') && !service.contains('/')) continue;
    return fail("config_invalid",
                "xmpp.rooms names services, such as [\"rooms.chat.example\"], not rooms.");
  }
  return std::make_unique<XmppConnection>(server, secret, std::move(component));
}

}  // namespace pennypost::platforms
