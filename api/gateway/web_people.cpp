#include <boost/json/array.hpp>

#include "api/custodian/sealing.h"
#include "api/gateway/news.h"
#include "api/gateway/web_api.h"
#include "api/http/json.h"
#include "api/http/problem.h"
#include "ledger/base/check.h"

// Of the web pages: signing in by a device's key, news, claims, PINs.
namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::uint64_t kChallengeUs = 2 * kMinuteUs;
constexpr std::size_t kUsedChallengesMax = 100'000;
constexpr std::size_t kNewsShown = 100;
constexpr std::size_t kPinBytesMax = 64;

http::Response not_signed_in() {
  return http::problem(401, "not_signed_in", "Nobody is signed in here.", "Sign in first.");
}

http::Response malformed(std::string detail) {
  return http::problem(400, "malformed", std::move(detail), "Correct the request.");
}

http::Response secret(http::Response response) {
  response.headers.set("Cache-Control", "no-store");
  return response;
}

std::string text_of(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

/// A moment of ours and its seal: whoever brings it back was given it lately.
std::string challenge_at(const Records& records, const std::string& key, std::uint64_t us) {
  const std::string what = std::to_string(us) + "." + key;
  return std::to_string(us) + "." + to_hex(records.keyed_hash("sign_in", what).view().first(16));
}

/// What a device's key signs: this page's host is part of it, so that no other page can use it.
std::string sign_in_text(const http::Request& request, const std::string& challenge) {
  return "pennypost/web-sign-in/1\n" + std::string(request.headers.get("Host").value_or("")) +
         "\n" + challenge;
}

std::string_view word_of(Holds::Outcome outcome) {
  switch (outcome) {
    case Holds::Outcome::claimed:
      return "claimed";
    case Holds::Outcome::checking:
      return "claim_checking";
    case Holds::Outcome::asked_sender:
      return "claim_waits";
    case Holds::Outcome::own:
      return "claim_own";
    case Holds::Outcome::refused:
      return "claim_refused";
    case Holds::Outcome::gone:
      break;
  }
  return "claim_gone";
}

http::Response refuse_pin(const Error& error, const std::string& locale) {
  if (error.code == "wrong_pin") {
    return http::problem(403, "wrong_pin", "This is not your PIN.", "Try again.");
  }
  if (error.code == "pin_locked") {
    return http::problem(403, "pin_locked", reply_text("pin_locked", {}, locale), "");
  }
  if (error.code == "weak_pin") {
    return http::problem(422, "weak_pin", "This PIN is too easy to guess.",
                         "Choose 4 to 12 digits that are neither all the same nor a row.");
  }
  if (error.code == "no_evidence" || error.code == "not_yet") {
    return http::problem(403, error, "Try again later.");
  }
  return http::problem(503, "unavailable", "PINs cannot be checked just now.",
                       "Nothing was sent. Try again in a moment.");
}

}  // namespace

// --- signing in ---

WebApi::Reply WebApi::post_challenge(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto key = PublicKey::from_hex(text_of(*body, "public_key"));
  if (!key) co_return malformed("\"public_key\" is 64 hex digits.");
  const auto device = desk_.identity.of_device(tenant_, *key);
  json::object out{
      {"challenge", challenge_at(services_.records, key->hex(), services_.now().value())},
      {"handle", nullptr},
      {"sandbox", sandbox_}};
  if (device) out["handle"] = device->handle;
  co_return secret(http::json_response(200, out));
}

asio::awaitable<std::expected<std::string, http::Response>> WebApi::by_device(
    const http::Request& request, json::object body) {
  const auto key = PublicKey::from_hex(text_of(body, "public_key"));
  const auto signature = Signature::from_hex(text_of(body, "signature"));
  const std::string challenge = text_of(body, "challenge");
  if (!key || !signature) {
    co_return std::unexpected(malformed("\"public_key\" and \"signature\" are hex digits."));
  }
  const std::uint64_t at = std::strtoull(challenge.c_str(), nullptr, 10);
  const TimestampUs now = services_.now();
  const bool ours =
      custodian::equal_secrets(challenge, challenge_at(services_.records, key->hex(), at));
  if (used_challenges_.size() >= kUsedChallengesMax) {
    std::erase_if(used_challenges_,
                  [&](const auto& entry) { return us_between(entry.second, now) > kChallengeUs; });
  }
  const bool fresh =
      ours && TimestampUs(at) <= now && us_between(TimestampUs(at), now) <= kChallengeUs;
  const auto signed_text = sign_in_text(request, challenge);
  const bool signed_here = fresh && crypto::verify(*key, view_of(signed_text), *signature) &&
                           used_challenges_.emplace(challenge, now).second;
  const auto known = signed_here ? desk_.identity.of_device(tenant_, *key) : std::nullopt;
  if (known) co_return known->handle;
  // Keys cost nothing: accounts for them are opened one by one for each address.
  if (const auto wait = services_.limits.take_stranger(request.peer); wait > 0) {
    co_return std::unexpected(rate_limited(wait));
  }
  if (!signed_here) {
    co_return std::unexpected(http::problem(
        403, "wrong_signature", "The device's signature does not count.", "Load the page again."));
  }
  gateway_store::Change change;
  std::string handle = text_of(body, "handle");
  if (const std::string given = text_of(body, "code"); !given.empty()) {
    const std::string asker = "device " + key->hex();
    if (desk_.identity.tries().wait_minutes(asker) > 0) {
      co_return std::unexpected(
          http::problem(429, "too_often", "Too many wrong codes.", "Try again in ten minutes."));
    }
    const auto code = read_code(given);
    const auto account = code ? desk_.identity.of_link_code(tenant_, *code) : std::nullopt;
    if (!account) {
      desk_.identity.tries().wrong(asker);
      co_return std::unexpected(http::problem(403, "link_unknown", reply_text("link_unknown"),
                                              "Write /link in a chat where you are signed in."));
    }
    handle = account->handle;
    desk_.identity.attach(change, *account, handle, *code);
    desk_.identity.add_device(change, *account, handle, *key);
    services_.records.put(
        change, news(services_.records, *account, "device " + key->hex(), "link_added", {}, now));
  } else {
    if (!is_handle(handle)) {
      co_return std::unexpected(http::problem(400, "invalid_handle",
                                              "A handle is 1 to 32 of a-z, 0-9, _, - and .",
                                              "Choose another handle."));
    }
    if (services_.records.user(services_.records.user_id(tenant_, handle))) {
      co_return std::unexpected(http::problem(409, "handle_taken",
                                              "This handle belongs to somebody.",
                                              "Choose another one. Is it yours? Write /link in "
                                              "your other chat, and enter the code here."));
    }
    const auto opened = co_await services_.gateway.open_user(tenant_, handle);
    if (!opened && opened.error().code == "handle_reserved") {
      co_return std::unexpected(http::problem(409, opened.error(), "Choose another one."));
    }
    if (!opened) {
      co_return std::unexpected(http::problem(503, opened.error(), "Try again in a moment."));
    }
    if (!opened->created) {
      co_return std::unexpected(http::problem(
          409, "handle_taken", "This handle belongs to somebody.", "Choose another one."));
    }
    desk_.identity.add_device(change, opened->user, handle, *key);
  }
  if (!co_await services_.records.commit(std::move(change))) {
    co_return std::unexpected(
        http::problem(403, "link_unknown", reply_text("link_unknown"), "Write /link again."));
  }
  desk_.outbox.wake();
  co_return handle;
}

// --- what is new ---

WebApi::Reply WebApi::get_news(http::Request request) {
  const Session* session = session_of(request, false);
  if (session == nullptr) co_return not_signed_in();
  const std::string id = services_.records.user_id(tenant_, session->handle);
  json::array replies;
  for (const auto& message : services_.records.untold(id, kNewsShown)) {
    const auto card = message.card.empty() ? std::nullopt : services_.records.card(message.card);
    gateway::Reply reply = message.reply;
    if (card && card->state != Card::State::open) reply.actions.clear();
    replies.push_back(to_json(reply));
  }
  co_return secret(http::json_response(200, json::object{{"data", std::move(replies)}}));
}

WebApi::Reply WebApi::post_news(http::Request request) {
  const Session* session = session_of(request, true);
  if (session == nullptr) co_return not_signed_in();
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto* shown = body->if_contains("shown");
  if (shown == nullptr || !shown->is_array() || shown->get_array().size() > kNewsShown) {
    co_return malformed("\"shown\" is a list of at most 100 ids.");
  }
  std::vector<std::string> ids;
  for (const auto& id : shown->get_array()) {
    if (!id.is_string()) co_return malformed("An id is text.");
    ids.emplace_back(id.get_string());
  }
  const auto user = services_.records.user(services_.records.user_id(tenant_, session->handle));
  if (user) co_await services_.gateway.shown(*user, std::move(ids));
  co_return http::Response{.status = 204, .headers = {}, .body = {}};
}

// --- claims ---

WebApi::Reply WebApi::get_claim(http::Request request) {
  // Previews and crawlers come by: it shows the amount, no names, and changes nothing.
  const auto hold = services_.records.operation(captured(request, "hold"));
  if (!hold || hold->kind != OperationKind::hold || hold->claim_code.empty() ||
      hold->signed_transaction.empty()) {
    co_return http::problem(404, "not_found", "There is no such money.", "Check the link.");
  }
  const bool waits = hold->state == OperationState::held || hold->open();
  co_return secret(
      http::json_response(200, json::object{{"amount", hold->amount_text},
                                            {"currency", hold->currency.view()},
                                            {"state", waits ? "waiting" : "gone"},
                                            {"expires_at", rfc3339(hold->hold_expiry)},
                                            {"test_money", services_.people.grants()}}));
}

WebApi::Reply WebApi::post_claim(http::Request request) {
  const Session* session = session_of(request, true);
  if (session == nullptr) co_return not_signed_in();
  const std::string handle = session->handle;
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  auto opened = co_await services_.gateway.open_user(tenant_, handle);
  if (!opened) co_return http::problem(503, opened.error(), "Try again in a moment.");
  User claimant = std::move(opened->user);
  // A newcomer has not written yet: the page's language.
  const std::string shown = text_of(*body, "locale").substr(0, kIdBytesMax);
  const std::string locale = shown.empty() ? claimant.locale : shown;
  if (const auto wait = desk_.identity.tries().wait_minutes(claimant.id); wait > 0) {
    co_return http::problem(
        429, "claim_too_often",
        reply_text("claim_too_often", {{"minutes", std::to_string(wait)}}, locale), "");
  }
  const auto code = read_code(text_of(*body, "code"));
  const auto hold = code ? desk_.holds.of_link(captured(request, "hold"), *code) : std::nullopt;
  if (!hold) {
    desk_.identity.tries().wrong(claimant.id);
    co_return http::problem(404, "claim_unknown", "This link is not whole, or its code is wrong.",
                            "Open the link as you were given it.");
  }
  const auto outcome = co_await services_.gateway.claim(claimant, *hold, desk_.holds);
  const auto word = word_of(outcome);
  services_.metrics.count_reply(word);
  const Words words{{"amount", money_text(*hold, locale)}};
  co_return secret(http::json_response(
      200, json::object{{"code", word}, {"text", reply_text(word, words, locale)}}));
}

// --- PINs ---

WebApi::Reply WebApi::get_pin(http::Request request) {
  const auto challenge = desk_.challenges.find(captured(request, "challenge"));
  const auto user = challenge ? services_.records.user(challenge->user) : std::nullopt;
  if (!user) {
    co_return http::problem(404, "challenge_over", "This page was used already, or is too old.",
                            "Ask for a new one in the chat.");
  }
  const auto state = co_await desk_.challenges.pins().state(user->id);
  if (!state) co_return refuse_pin(state.error(), user->locale);
  json::object out{{"kind", challenge->kind == Challenge::Kind::pay       ? "pay"
                            : challenge->kind == Challenge::Kind::set_pin ? "set_pin"
                                                                          : "verify"},
                   {"pin_set", state->set},
                   {"pin_locked", state->locked},
                   {"payments", json::array()}};
  if (challenge->kind == Challenge::Kind::pay) {
    const auto card = services_.records.card(challenge->card);
    if (!card || card->state != Card::State::open) {
      co_return http::problem(404, "challenge_over", "This payment was answered already.",
                              "Look at your history in the chat.");
    }
    for (const auto& operation : services_.gateway.payments_of(*card)) {
      out["payments"].as_array().push_back(to_json(view(operation)));
    }
  }
  co_return secret(http::json_response(200, out));
}

WebApi::Reply WebApi::post_pin(http::Request request) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto challenge = desk_.challenges.find(captured(request, "challenge"));
  auto user = challenge ? services_.records.user(challenge->user) : std::nullopt;
  if (!user) {
    co_return http::problem(404, "challenge_over", "This page was used already, or is too old.",
                            "Ask for a new one in the chat.");
  }
  std::string pin = text_of(*body, "pin");
  std::string old_pin = text_of(*body, "old_pin");
  const bool sets = challenge->kind == Challenge::Kind::set_pin;
  if (pin.empty() || pin.size() > kPinBytesMax || old_pin.size() > kPinBytesMax) {
    co_return refuse_pin({.code = sets ? "weak_pin" : "wrong_pin", .message = {}}, user->locale);
  }
  co_return secret(
      co_await enter_pin(*challenge, std::move(*user), std::move(pin), std::move(old_pin)));
}

asio::awaitable<http::Response> WebApi::enter_pin(Challenge challenge, User user, std::string pin,
                                                  std::string old_pin) {
  gateway_store::Change change;
  desk_.challenges.use(change, challenge);
  if (challenge.kind == Challenge::Kind::set_pin) {
    const auto set = co_await desk_.challenges.pins().set(user.id, pin, old_pin);
    if (!set) co_return refuse_pin(set.error(), user.locale);
    services_.records.put(change, news(services_.records, user, "pin " + challenge.id,
                                       "pin_was_set", {}, services_.now()));
    (void)co_await services_.records.commit(std::move(change));
    desk_.outbox.wake();
    co_return http::json_response(
        200, json::object{{"code", "pin_was_set"},
                          {"text", reply_text("pin_was_set", {}, user.locale)}});
  }
  const auto checked = co_await desk_.challenges.pins().check(user.id, pin);
  if (!checked) co_return refuse_pin(checked.error(), user.locale);
  if (challenge.kind == Challenge::Kind::verify) {
    (void)co_await services_.records.commit(std::move(change));
    co_await services_.gateway.trust_again(user);
    co_return http::json_response(
        200, json::object{{"code", "verified"}, {"text", reply_text("verified", {}, user.locale)}});
  }
  const auto card = services_.records.card(challenge.card);
  if (!card) co_return http::problem(404, "challenge_over", "There is no such payment.", "");
  const auto done = co_await services_.gateway.confirm_with_pin(user, *card, std::move(pin));
  if (!done) co_return http::problem(422, done.error(), "Nothing was sent.");
  (void)co_await services_.records.commit(std::move(change));
  json::array replies;
  for (const auto& operation : *done) {
    gateway::Reply reply = services_.gateway.payment_reply(operation);
    reply.id = "rep_" + operation.id;
    replies.push_back(to_json(reply));
  }
  std::string said;
  for (const auto& reply : replies) {
    said += (said.empty() ? "" : "\n") + std::string(reply.at("text").as_string());
  }
  co_return http::json_response(
      200, json::object{{"code", "paid"}, {"text", said}, {"replies", std::move(replies)}});
}

}  // namespace pennypost::gateway
