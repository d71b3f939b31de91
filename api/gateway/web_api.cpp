#include "api/gateway/web_api.h"

#include "api/custodian/sealing.h"
#include "api/http/json.h"
#include "api/http/problem.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::string_view kCookie = "pennypost_session";
constexpr std::size_t kTokenBytes = 32;

std::string random_token() {
  std::array<std::uint8_t, kTokenBytes> bytes;
  crypto::random_bytes(bytes);
  return to_hex(bytes);
}

http::Response not_signed_in() {
  return http::problem(401, "not_signed_in", "Nobody is signed in here.", "Sign in first.");
}

/// What others say to this user is kept for the page, until it has shown it.
asio::awaitable<void> remember_page(Records& records, std::string tenant, std::string handle) {
  const std::string user = records.user_id(tenant, handle);
  if (records.store().get("web_users", user)) co_return;
  gateway_store::Change change{.synced = false};
  change.put("web_users", user, "");
  (void)co_await records.commit(std::move(change));
}

std::optional<std::string> cookie_of(const http::Request& request) {
  std::string_view rest = request.headers.get("Cookie").value_or("");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == kCookie) {
      return std::string(pair.substr(equals + 1));
    }
  }
  return std::nullopt;
}

}  // namespace

void WebApi::add_routes(http::Router& router) {
  const auto add = [&](std::string_view route, Reply (WebApi::*handler)(http::Request),
                       http::RouteOptions options = {}) {
    router.add(
        route,
        [this, handler](http::Request request) -> Reply {
          auto response = co_await (this->*handler)(std::move(request));
          services_.metrics.count_http(response.status);
          co_return response;
        },
        options);
  };
  add("POST /web/session", &WebApi::post_session);
  add("GET /web/session", &WebApi::get_session);
  add("DELETE /web/session", &WebApi::delete_session);
  add("POST /web/messages", &WebApi::post_message, {.body_bytes_max = kMessageBodyBytesMax});
  add("GET /web/balance", &WebApi::get_balance);
  add("GET /web/history", &WebApi::get_history);
  add("GET /web/receipts/{id}", &WebApi::get_receipt);
  add("POST /web/challenge", &WebApi::post_challenge);
  add("GET /web/news", &WebApi::get_news);
  add("POST /web/news", &WebApi::post_news);
  add("GET /web/claims/{hold}", &WebApi::get_claim);
  add("POST /web/claims/{hold}", &WebApi::post_claim);
  add("GET /web/pin/{challenge}", &WebApi::get_pin);
  add("POST /web/pin/{challenge}", &WebApi::post_pin);
}

WebApi::Session* WebApi::session_of(const http::Request& request, bool write) {
  const auto token = cookie_of(request);
  if (!token) return nullptr;
  const auto found = sessions_.find(services_.records.keyed_hash("web_session", *token));
  if (found == sessions_.end()) return nullptr;
  Session& session = found->second;
  if (us_between(session.used_at, services_.now()) > kSessionIdleUsMax) {
    sessions_.erase(found);
    return nullptr;
  }
  const auto csrf = request.headers.get("X-CSRF-Token").value_or("");
  if (write && !custodian::equal_secrets(csrf, session.csrf)) return nullptr;
  session.used_at = services_.now();
  return &session;
}

void WebApi::forget_idle() {
  const TimestampUs now = services_.now();
  std::erase_if(sessions_, [&](const auto& entry) {
    return us_between(entry.second.used_at, now) > kSessionIdleUsMax;
  });
}

http::Response WebApi::session_answer(const Session& session) const {
  return http::json_response(200, json::object{{"handle", session.handle},
                                               {"csrf", session.csrf},
                                               {"sandbox", sandbox_},
                                               {"test_money", services_.people.grants()}});
}

WebApi::Reply WebApi::post_session(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  if (body->contains("public_key")) {
    auto handle = co_await by_device(request, *body);
    if (!handle) co_return handle.error();
    co_await remember_page(services_.records, tenant_, *handle);
    co_return open_session(std::move(*handle));
  }
  const json::value* handle = body->if_contains("handle");
  if (!sandbox_) {
    co_return http::problem(403, "key_needed", "Signing in takes a key of this device.",
                            "Open the page in a browser that can keep one.");
  }
  if (handle == nullptr || !handle->is_string() || body->size() != 1 ||
      !is_handle(std::string_view(handle->get_string()))) {
    co_return http::problem(400, "invalid_handle", "A handle is 1 to 32 of a-z, 0-9, _, - and .",
                            "Choose another handle.");
  }
  const std::string name(std::string_view(handle->get_string()));
  co_await remember_page(services_.records, tenant_, name);
  co_return open_session(name);
}

http::Response WebApi::open_session(std::string handle) {
  if (sessions_.size() >= kSessionsMax) forget_idle();
  if (sessions_.size() >= kSessionsMax) {
    return http::problem(503, "busy", "Too many people are signed in.", "Try again later.");
  }
  const std::string token = random_token();
  Session session{.handle = std::move(handle), .csrf = random_token(), .used_at = services_.now()};
  auto response = session_answer(session);
  response.headers.add("Set-Cookie", std::string(kCookie) + "=" + token +
                                         "; Path=/; HttpOnly; Secure; SameSite=Strict");
  sessions_[services_.records.keyed_hash("web_session", token)] = std::move(session);
  return response;
}

WebApi::Reply WebApi::get_session(http::Request request) {
  const Session* session = session_of(request, false);
  co_return session == nullptr ? not_signed_in() : session_answer(*session);
}

WebApi::Reply WebApi::delete_session(http::Request request) {
  if (session_of(request, true) == nullptr) co_return not_signed_in();
  sessions_.erase(services_.records.keyed_hash("web_session", *cookie_of(request)));
  http::Response response{.status = 204, .headers = {}, .body = {}};
  response.headers.add("Set-Cookie", std::string(kCookie) +
                                         "=; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0");
  co_return response;
}

WebApi::Reply WebApi::post_message(http::Request request) {
  const Session* session = session_of(request, true);
  if (session == nullptr) co_return not_signed_in();
  auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  for (const char* name : {"channel", "user"}) {
    if (body->contains(name)) {
      co_return http::problem(400, "malformed", "The session says who writes.",
                              "Leave \"channel\" and \"user\" out.");
    }
  }
  (*body)["channel"] = "web";
  (*body)["user"] = session->handle;
  auto message = message_from_json(*body);
  if (!message) co_return http::problem(400, message.error(), "Correct the message.");
  message->tenant = tenant_;
  message->received_at = services_.now();
  co_return co_await answer_message(services_, std::move(*message));
}

WebApi::Reply WebApi::get_balance(http::Request request) {
  const Session* session = session_of(request, false);
  if (session == nullptr) co_return not_signed_in();
  auto known = services_.people.find(tenant_, session->handle);
  if (!known) {
    auto opened = co_await services_.gateway.open_user(tenant_, session->handle);
    if (!opened) co_return http::problem(503, opened.error(), "Try again in a moment.");
    known = std::move(opened->user);
  }
  co_return co_await answer_balance(services_, std::move(*known));
}

WebApi::Reply WebApi::get_history(http::Request request) {
  const Session* session = session_of(request, false);
  if (session == nullptr) co_return not_signed_in();
  auto user = services_.people.find(tenant_, session->handle);
  if (!user) {
    co_return http::json_response(200,
                                  json::object{{"data", json::array()}, {"next_cursor", nullptr}});
  }
  co_return co_await answer_history(services_, std::move(*user), request);
}

WebApi::Reply WebApi::get_receipt(http::Request request) {
  const Session* session = session_of(request, false);
  if (session == nullptr) co_return not_signed_in();
  const auto id = TransactionId::from_hex(request.captures.get("id").value_or(""));
  const auto found = id ? co_await nodes_.find(*id) : std::nullopt;
  if (!found) {
    co_return http::problem(404, "not_found", "There is no receipt of this transaction.",
                            "Check the id.");
  }
  http::Response response{
      .headers = {{"Content-Type", "application/octet-stream"}, {"Cache-Control", "no-store"}},
      .body = std::string(text_of(found->file))};
  response.headers.set("Content-Disposition",
                       "attachment; filename=\"" + id->hex().substr(0, 16) + ".receipt\"");
  co_return response;
}

}  // namespace pennypost::gateway
