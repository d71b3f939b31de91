#include <charconv>
#include <deque>
#include <set>

#include <boost/json/serialize.hpp>

#include "api/connectors/limits.h"
#include "api/connectors/reading.h"
#include "api/http/json.h"
#include "api/platform_sim/graph.h"
#include "api/platform_sim/platform.h"

namespace pennypost::platform_sim {

namespace json = boost::json;
using connectors::array_at;
using connectors::id_at;
using connectors::number_at;
using connectors::object_at;
using connectors::object_of;
using connectors::text_at;

namespace {

constexpr const char* kBotName = "PennyBot";
constexpr std::int64_t kBotId = 42;
constexpr std::uint32_t kCallsPerS = 30;
constexpr std::uint32_t kTokenBytesMax = 64;
constexpr std::uint64_t kPollSMax = 50;
constexpr std::uint64_t kPollMax = 100;         // updates
constexpr TimeUs kPressUsMax = 15 * kSecondUs;  // later, a press cannot be acknowledged any more
constexpr RetryPolicy kRetry{.first_us = kSecondUs,
                             .pause_us_max = 60 * kSecondUs,
                             .give_up_us = 24 * kHourUs,
                             .in_order = false};

json::value number(const std::string& id) {
  std::int64_t out = 0;
  std::from_chars(id.data(), id.data() + id.size(), out);
  return out;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class Telegram final : public Platform {
 public:
  explicit Telegram(SimOptions options) : Platform(std::move(options), kRetry, kCallsPerS) {}

 private:
  std::string new_person_id(std::uint64_t n) const override {
    return std::to_string(7'700'112'000 + n);
  }
  /// Message ids count in each chat; here in all of them.
  std::string new_message_id(std::uint64_t n) const override { return std::to_string(n); }

  json::object person_json(const Person& person) const {
    json::object out{{"id", number(person.id)}, {"is_bot", false}, {"first_name", person.name}};
    if (!person.username.empty()) out["username"] = person.username;
    if (!person.language.empty()) out["language_code"] = person.language;
    return out;
  }
  json::object chat_json(const std::string& chat) const {
    const bool group = chat.starts_with('-');
    return {{"id", number(chat)}, {"type", group ? "supergroup" : "private"}};
  }
  json::object head(const ChatMessage& message) const {
    return {{"message_id", number(message.id)},
            {"date", message.at / kSecondUs},
            {"chat", chat_json(message.chat)},
            {"text", message.text}};
  }

  json::array entities_of(const std::string& text, const Said& said) {
    json::array out;
    const auto add = [&](const char* type, std::size_t start, std::size_t end) {
      out.push_back(
          json::object{{"type", type},
                       {"offset", connectors::utf16_units(text.substr(0, start))},
                       {"length", connectors::utf16_units(text.substr(start, end - start))}});
      return &out.back().as_object();
    };
    if (text.starts_with('/')) add("bot_command", 0, std::min(text.find(' '), text.size()));
    for (std::size_t at = 0; (at = text.find('@', at)) != text.npos;) {
      std::size_t end = at + 1;
      while (end < text.size() && is_word(text[end])) ++end;
      const bool in_command = text.starts_with('/') && text.find(' ') > at;
      if (end > at + 1 && !in_command) add("mention", at, end);
      at = end;
    }
    for (const std::string& id : said.mentions) {
      const Person* person = find(id);
      const std::size_t at = person ? text.find(person->name) : text.npos;
      if (at == text.npos || !person->username.empty()) continue;
      (*add("text_mention", at, at + person->name.size()))["user"] = person_json(*person);
    }
    return out;
  }

  /// To the webhook; where there is none, it waits to be asked for.
  Webhook update(json::object content) {
    const std::uint64_t id = next_update_++;
    content["update_id"] = id;
    if (options().webhook_target.empty()) {
      waiting_.emplace_back(id, std::move(content));
      return {};
    }
    Webhook out{.target = options().webhook_target, .body = json::serialize(content)};
    out.headers = {{"Content-Type", "application/json"},
                   {"X-Telegram-Bot-Api-Secret-Token", options().secret}};
    return out;
  }

  Webhook said(const Person& person, const ChatMessage& message, const Said& said) override {
    json::object out = head(message);
    out["from"] = person_json(person);
    if (json::array entities = entities_of(message.text, said); !entities.empty()) {
      out["entities"] = std::move(entities);
    }
    if (const ChatMessage* answered = this->message(message.reply_to)) {
      json::object reply = head(*answered);
      const Person* author = find(answered->from);
      reply["from"] = author
                          ? person_json(*author)
                          : json::object{{"id", kBotId}, {"is_bot", true}, {"first_name", "Penny"}};
      out["reply_to_message"] = std::move(reply);
    }
    if (said.forwarded) out["forward_origin"] = json::object{{"type", "hidden_user"}};
    return update({{"message", std::move(out)}});
  }

  Webhook pressed(const Person& person, const ChatMessage& card, const Button& button,
                  TimeUs now) override {
    const auto press = [&] {
      const std::string id = std::to_string(++presses_made_);
      presses_[id] = now;
      return update({{"callback_query", json::object{{"id", id},
                                                     {"from", person_json(person)},
                                                     {"message", head(card)},
                                                     {"chat_instance", "99"},
                                                     {"data", button.token}}}});
    };
    // Whoever gets no answer presses again, and the app does so by itself: under a new update id.
    if (options().faults.copies_max > 1) tell(press(), now);
    return press();
  }

  std::optional<Webhook> id_changed(const Person&, const Person&, TimeUs) override {
    return std::nullopt;
  }

  static ApiAnswer good(json::value result) {
    return {200, json::object{{"ok", true}, {"result", std::move(result)}}};
  }
  static ApiAnswer bad(int code, const char* why, json::object parameters = {}) {
    json::object out{{"ok", false}, {"error_code", code}, {"description", why}};
    if (!parameters.empty()) out["parameters"] = std::move(parameters);
    return {code, std::move(out)};
  }

  ApiAnswer answer(const ApiCall& call, TimeUs now) override {
    const std::string prefix = "/bot" + options().token + "/";
    if (!call.target.starts_with(prefix)) return bad(401, "Unauthorized");
    const std::string method = call.target.substr(prefix.size());
    const json::value parsed = http::parse_json(call.body).value_or(json::object());
    const auto& body = object_of(parsed);
    if (method == "getMe") {
      return good(json::object{
          {"id", kBotId}, {"is_bot", true}, {"first_name", "Penny"}, {"username", kBotName}});
    }
    if (method == "getUpdates") return updates(body, now);
    if (method == "sendMessage") return send(body, now);
    if (method == "answerCallbackQuery") {
      const auto press = presses_.find(text_at(body, "callback_query_id"));
      if (press == presses_.end() || now - press->second > kPressUsMax) {
        return bad(400, "Bad Request: query is too old");
      }
      presses_.erase(press);
      return good(true);
    }
    if (method == "setWebhook" || method == "deleteWebhook") return good(true);
    return bad(404, "Not Found");
  }

  /// One asks at a time: whoever asks ends an older question that still waits.
  ApiAnswer updates(const json::object& body, TimeUs now) {
    if (!options().webhook_target.empty()) {
      return bad(409,
                 "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook "
                 "to delete the webhook first");
    }
    const std::uint64_t offset = number_at(body, "offset").value_or(0);
    while (!waiting_.empty() && waiting_.front().first < offset) waiting_.pop_front();
    poll_limit_ = std::min(number_at(body, "limit").value_or(kPollMax), kPollMax);
    const std::uint64_t patience_s = std::min(number_at(body, "timeout").value_or(0), kPollSMax);
    return answer_held({.number = ++polls_, .until = now + patience_s * kSecondUs}, now);
  }

  ApiAnswer answer_held(const Held& poll, TimeUs now) override {
    if (poll.number != polls_) {
      return bad(409,
                 "Conflict: terminated by other getUpdates request; make sure that only one bot "
                 "instance is running");
    }
    if (waiting_.empty() && now < poll.until) return {.body = nullptr, .held = poll};
    json::array out;
    for (const auto& [id, content] : waiting_) {
      if (out.size() < poll_limit_) out.push_back(content);
    }
    return good(std::move(out));
  }

  ApiAnswer send(const json::object& body, TimeUs now) {
    ChatMessage message{
        .id = {}, .chat = id_at(body, "chat_id"), .from = {}, .text = {}, .at = now};
    message.text = text_at(body, "text");
    if (!message.chat.starts_with('-')) {
      const Person* to = find(message.chat);
      if (!to) return bad(400, "Bad Request: chat not found");
      if (to->blocked) return bad(403, "Forbidden: bot was blocked by the user");
      if (to->wrote_at == 0)
        return bad(403, "Forbidden: bot can't initiate conversation with a user");
    }
    for (const auto& row : array_at(object_at(body, "reply_markup"), "inline_keyboard")) {
      const json::array* cells = row.if_array();
      for (const auto& each : cells ? *cells : json::array()) {
        const auto& cell = object_of(each);
        message.buttons.push_back({text_at(cell, "callback_data"), text_at(cell, "text")});
        if (message.buttons.back().token.empty() ||
            message.buttons.back().token.size() > kTokenBytesMax) {
          return bad(400, "Bad Request: BUTTON_DATA_INVALID");
        }
      }
    }
    if (message.text.empty()) return bad(400, "Bad Request: message text is empty");
    if (!fits(message.text, 4'096)) return bad(400, "Bad Request: message is too long");
    message.reply_to = id_at(object_at(body, "reply_parameters"), "message_id");
    const json::object chat = chat_json(message.chat);
    const std::string id = show(std::move(message));
    return good(
        json::object{{"message_id", number(id)}, {"chat", chat}, {"date", now / kSecondUs}});
  }

  std::uint64_t next_update_ = 10'001;
  std::uint64_t presses_made_ = 0;
  std::uint64_t polls_ = 0;
  std::uint64_t poll_limit_ = kPollMax;    // of the newest
  std::map<std::string, TimeUs> presses_;  // that were not acknowledged
  std::deque<std::pair<std::uint64_t, json::object>> waiting_;
};

}  // namespace

std::unique_ptr<Platform> make_telegram(SimOptions options) {
  return std::make_unique<Telegram>(std::move(options));
}

}  // namespace pennypost::platform_sim
