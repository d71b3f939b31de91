#include "api/connectors/reading.h"
#include "api/http/json.h"
#include "api/platform_sim/graph.h"
#include "api/platform_sim/platform.h"

namespace pennypost::platform_sim {

namespace json = boost::json;
using connectors::array_at;
using connectors::object_at;
using connectors::object_of;
using connectors::text_at;

namespace {

constexpr const char* kPage = "PAGE9";
constexpr std::uint32_t kCallsPerS = 300;
constexpr TimeUs kWindowUs = 24 * kHourUs;
constexpr RetryPolicy kRetry{.first_us = kSecondUs,
                             .pause_us_max = 10 * 60 * kSecondUs,
                             .give_up_us = 36 * kHourUs,
                             .in_order = false};

class Messenger final : public Platform {
 public:
  explicit Messenger(SimOptions options) : Platform(std::move(options), kRetry, kCallsPerS) {}

 private:
  std::string new_person_id(std::uint64_t number) const override {
    return std::to_string(24'000'000'000'000'000 + number);
  }
  std::string new_message_id(std::uint64_t number) const override {
    return "m_" + std::to_string(number);
  }

  Webhook webhook(const Person& person, json::object event, TimeUs at) const {
    event["sender"] = json::object{{"id", person.id}};
    event["recipient"] = json::object{{"id", kPage}};
    event["timestamp"] = at / 1'000;
    return graph_webhook(
        options(),
        {{"object", "page"},
         {"entry", json::array{json::object{{"id", kPage},
                                            {"time", at / 1'000},
                                            {"messaging", json::array{std::move(event)}}}}}});
  }

  Webhook said(const Person& person, const ChatMessage& message, const Said&) override {
    json::object out{{"mid", message.id}, {"text", message.text}};
    if (!message.reply_to.empty()) out["reply_to"] = json::object{{"mid", message.reply_to}};
    return webhook(person, {{"message", std::move(out)}}, message.at);
  }

  Webhook pressed(const Person& person, const ChatMessage& card, const Button& button,
                  TimeUs now) override {
    const std::string id = show({.id = {},
                                 .chat = card.chat,
                                 .from = person.id,
                                 .text = button.title,
                                 .reply_to = card.id,
                                 .at = now});
    return webhook(
        person,
        {{"message", json::object{{"mid", id},
                                  {"text", button.title},
                                  {"quick_reply", json::object{{"payload", button.token}}}}}},
        now);
  }

  std::optional<Webhook> id_changed(const Person&, const Person&, TimeUs) override {
    return std::nullopt;
  }

  ApiAnswer answer(const ApiCall& call, TimeUs now) override {
    if (call.authorization != "Bearer " + options().token) return graph_error(400, 190);
    const bool known = call.target.ends_with("/" + std::string(kPage) + "/messages") ||
                       call.target.ends_with("/me/messages");
    if (call.method != "POST" || !known) return graph_error(404, 100);
    const json::value parsed = http::parse_json(call.body).value_or(nullptr);
    const auto& body = object_of(parsed);
    Person* to = find(text_at(object_at(body, "recipient"), "id"));
    if (!to) return graph_error(400, 100);
    if (to->blocked) return graph_error(400, 551);
    if (to->wrote_at == 0 || now - to->wrote_at > kWindowUs) return graph_error(400, 10, 2'018'278);
    const auto& content = object_at(body, "message");
    ChatMessage message{
        .id = {}, .chat = to->id, .from = {}, .text = text_at(content, "text"), .at = now};
    for (const auto& each : array_at(content, "quick_replies")) {
      const auto& reply = object_of(each);
      message.buttons.push_back({text_at(reply, "payload"), text_at(reply, "title")});
    }
    const bool buttons = message.buttons.empty() || valid_buttons(message.buttons, 13, 20, 1'000);
    if (message.text.empty() || !fits(message.text, 2'000) || !buttons)
      return graph_error(400, 100);
    const std::string person = to->id;
    return {200, json::object{{"recipient_id", person}, {"message_id", show(std::move(message))}}};
  }
};

}  // namespace

std::unique_ptr<Platform> make_messenger(SimOptions options) {
  return std::make_unique<Messenger>(std::move(options));
}

}  // namespace pennypost::platform_sim
