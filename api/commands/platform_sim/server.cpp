#include "api/commands/platform_sim/server.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>

#include "api/connectors/reading.h"
#include "api/http/json.h"
#include "api/http/problem.h"

namespace pennypost::commands {

namespace asio = boost::asio;
namespace json = boost::json;
using connectors::array_at;
using connectors::flag_at;
using connectors::number_at;
using connectors::text_at;
using platform_sim::ChatMessage;
using platform_sim::kSecondUs;
using platform_sim::Person;
using platform_sim::TimeUs;

namespace {

constexpr std::chrono::milliseconds kWebhookTimeout{10'000};
constexpr std::uint64_t kAdvanceSMax = 400 * 24 * 3'600;
constexpr auto kLongest = std::chrono::seconds(1);
constexpr std::chrono::milliseconds kHeldPause{20};  // between looks for what is waited for

json::object to_json(const Person& person) {
  return {{"id", person.id},       {"name", person.name},         {"username", person.username},
          {"phone", person.phone}, {"language", person.language}, {"blocked", person.blocked}};
}

json::object to_json(const ChatMessage& message) {
  json::array buttons;
  for (const auto& button : message.buttons) {
    buttons.push_back(json::object{{"token", button.token}, {"title", button.title}});
  }
  return {{"id", message.id},
          {"chat", message.chat},
          {"from", message.from.empty() ? json::value(nullptr) : json::value(message.from)},
          {"text", message.text},
          {"buttons", std::move(buttons)},
          {"reply_to", message.reply_to},
          {"at_us", message.at}};
}

http::Response refused(const Error& error) {
  const bool unknown = error.code.starts_with("unknown");
  return http::problem(unknown ? 404 : 409, error, "Correct the request.");
}

http::Response done() {
  return http::json_response(200, json::object{{"done", true}});
}

}  // namespace

PlatformServer::PlatformServer(asio::any_io_executor executor,
                               std::unique_ptr<platform_sim::Platform> platform,
                               http::Client gateway)
    : executor_(executor),
      platform_(std::move(platform)),
      gateway_(std::move(gateway)),
      due_(executor) {}

TimeUs PlatformServer::now() const {
  using namespace std::chrono;
  const auto us = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  return static_cast<TimeUs>(us) + ahead_;
}

void PlatformServer::wake() {
  due_.cancel();
}

void PlatformServer::stop() {
  stopping_ = true;
  wake();
}

asio::awaitable<void> PlatformServer::run() {
  while (!stopping_) {
    if (!platform_->broken(now())) {
      for (auto& [number, webhook] : platform_->webhooks().take_due(now())) {
        asio::co_spawn(executor_, deliver(number, std::move(webhook)), asio::detached);
      }
    }
    // Nobody has to be woken by an outage's end: it is looked for each second.
    const auto next = platform_->webhooks().next_due();
    const TimeUs at = now();
    auto pause = std::chrono::microseconds(next && *next > at ? *next - at : 0);
    if (!next || platform_->broken(at) || pause > kLongest) pause = kLongest;
    due_.expires_after(std::max(pause, std::chrono::microseconds(200)));
    boost::system::error_code ignored;
    co_await due_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

asio::awaitable<void> PlatformServer::deliver(std::uint64_t number, platform_sim::Webhook webhook) {
  http::ClientRequest request{.method = webhook.method,
                              .target = webhook.target,
                              .body = std::move(webhook.body),
                              .timeout = kWebhookTimeout};
  for (auto& [name, value] : webhook.headers) request.headers.add(name, value);
  const auto response = co_await gateway_.request(std::move(request));
  platform_->webhooks().answered(number, response ? response->status : 0, now());
  wake();
}

PlatformServer::Answer PlatformServer::api(http::Request request) {
  platform_sim::ApiCall call{
      .method = request.method, .target = request.target, .body = request.body};
  if (const auto given = request.headers.get("Authorization")) call.authorization = *given;
  if (const auto token = request.query.get("access_token")) {
    call.authorization = "Bearer " + std::string(*token);
    call.target = request.path;
  }
  auto answer = platform_->call(call, now());
  wake();
  while (answer.held) {
    asio::steady_timer pause(executor_, kHeldPause);
    boost::system::error_code ignored;
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    answer = platform_->again(*answer.held, now());
  }
  co_return http::json_response(answer.status, answer.body);
}

PlatformServer::Answer PlatformServer::add_person(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto person = platform_->add_person({.id = text_at(*body, "id"),
                                             .name = text_at(*body, "name"),
                                             .username = text_at(*body, "username"),
                                             .phone = text_at(*body, "phone"),
                                             .language = text_at(*body, "language")});
  if (!person) co_return refused(person.error());
  co_return http::json_response(201, to_json(*person));
}

PlatformServer::Answer PlatformServer::say(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  platform_sim::Said said{
      .person = text_at(*body, "person"),
      .chat = text_at(*body, "chat"),
      .text = text_at(*body, "text"),
      .reply_to = text_at(*body, "reply_to"),
      .forwarded = flag_at(*body, "forwarded"),
      .bare = flag_at(*body, "bare"),
      .ago_us = std::min(number_at(*body, "ago_s").value_or(0), kAdvanceSMax) * kSecondUs};
  for (const auto& each : array_at(*body, "mentions")) {
    if (const json::string* id = each.if_string()) said.mentions.emplace_back(*id);
  }
  const auto id = platform_->say(said, now());
  if (!id) co_return refused(id.error());
  wake();
  co_return http::json_response(201, json::object{{"message_id", *id}});
}

PlatformServer::Answer PlatformServer::press(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto pressed = platform_->press(text_at(*body, "person"), text_at(*body, "message_id"),
                                        connectors::id_at(*body, "button"), now());
  if (!pressed) co_return refused(pressed.error());
  wake();
  co_return done();
}

PlatformServer::Answer PlatformServer::change_id(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto id = platform_->change_id(text_at(*body, "person"), now());
  if (!id) co_return refused(id.error());
  wake();
  co_return http::json_response(200, json::object{{"id", *id}});
}

PlatformServer::Answer PlatformServer::block(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto blocked = platform_->block(text_at(*body, "person"), flag_at(*body, "blocked"));
  if (!blocked) co_return refused(blocked.error());
  co_return done();
}

PlatformServer::Answer PlatformServer::join(http::Request request) {
  return set_inside(std::move(request), true);
}

PlatformServer::Answer PlatformServer::leave(http::Request request) {
  return set_inside(std::move(request), false);
}

PlatformServer::Answer PlatformServer::set_inside(http::Request request, bool inside) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto moved =
      platform_->set_inside(text_at(*body, "person"), text_at(*body, "chat"), inside, now());
  if (!moved) co_return refused(moved.error());
  wake();
  co_return done();
}

PlatformServer::Answer PlatformServer::outage(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto seconds = std::min(number_at(*body, "seconds").value_or(0), kAdvanceSMax);
  platform_->break_until(now() + seconds * kSecondUs);
  co_return done();
}

PlatformServer::Answer PlatformServer::clock(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  ahead_ += std::min(number_at(*body, "advance_s").value_or(0), kAdvanceSMax) * kSecondUs;
  wake();
  co_return http::json_response(200, json::object{{"now_us", now()}});
}

PlatformServer::Answer PlatformServer::chat(http::Request request) {
  json::array data;
  for (const auto& message : platform_->chat(std::string(*request.captures.get("id")))) {
    data.push_back(to_json(message));
  }
  co_return http::json_response(200, json::object{{"data", std::move(data)}});
}

PlatformServer::Answer PlatformServer::state(http::Request) {
  json::array people;
  for (const auto& [id, person] : platform_->people()) people.push_back(to_json(person));
  const auto& webhooks = platform_->webhooks();
  co_return http::json_response(
      200, json::object{{"people", std::move(people)},
                        {"webhooks", json::object{{"waiting", webhooks.waiting()},
                                                  {"taken", webhooks.taken()},
                                                  {"given_up", webhooks.given_up()}}},
                        {"now_us", now()}});
}

void PlatformServer::add_routes(http::Router& router, std::string_view platform) {
  const auto bind = [this](Answer (PlatformServer::*method)(http::Request)) {
    return [this, method](http::Request request) { return (this->*method)(std::move(request)); };
  };
  router.add("POST /sim/people", bind(&PlatformServer::add_person));
  router.add("POST /sim/say", bind(&PlatformServer::say));
  router.add("POST /sim/press", bind(&PlatformServer::press));
  router.add("POST /sim/change-id", bind(&PlatformServer::change_id));
  router.add("POST /sim/block", bind(&PlatformServer::block));
  router.add("POST /sim/join", bind(&PlatformServer::join));
  router.add("POST /sim/leave", bind(&PlatformServer::leave));
  router.add("POST /sim/outage", bind(&PlatformServer::outage));
  router.add("POST /sim/clock", bind(&PlatformServer::clock));
  router.add("GET /sim/chats/{id}", bind(&PlatformServer::chat));
  router.add("GET /sim/state", bind(&PlatformServer::state));
  const auto own = [&](const char* route) { router.add(route, bind(&PlatformServer::api)); };
  if (platform == "telegram") {
    own("POST /{bot}/{method}");
    own("GET /{bot}/{method}");
  } else if (platform == "matrix") {
    own("POST /_matrix/client/v3/createRoom");
    own("POST /_matrix/client/v3/rooms/{room}/join");
    own("POST /_matrix/client/v3/rooms/{room}/leave");
    own("GET /_matrix/client/v3/rooms/{room}/joined_members");
    own("PUT /_matrix/client/v3/rooms/{room}/send/{type}/{transaction}");
  } else {
    own("POST /{version}/{account}/messages");
  }
}

}  // namespace pennypost::commands
