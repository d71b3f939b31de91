#include <boost/json/serialize.hpp>

#include "api/connectors/reading.h"
#include "api/connectors/signature.h"
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

constexpr const char* kNumberId = "880011";
constexpr const char* kNumber = "15550001111";
constexpr std::uint32_t kCallsPerS = 80;
constexpr TimeUs kWindowUs = 24 * kHourUs;

class WhatsApp final : public Platform {
 public:
  explicit WhatsApp(SimOptions options) : Platform(std::move(options), {}, kCallsPerS) {}

 private:
  std::string new_person_id(std::uint64_t number) const override {
    return "BR." + std::to_string(4'410'000 + number);
  }
  std::string new_message_id(std::uint64_t number) const override {
    return "wamid.S" + std::to_string(number);
  }

  /// Somebody without a phone number has hidden it.
  json::object message_head(const Person& person, const std::string& id, TimeUs at) const {
    json::object out{
        {"from_user_id", person.id}, {"id", id}, {"timestamp", std::to_string(at / kSecondUs)}};
    if (!person.phone.empty()) out["from"] = person.phone;
    return out;
  }

  Webhook webhook(const Person& person, json::object message) const {
    json::object profile{{"name", person.name}};
    if (!person.username.empty()) profile["username"] = "@" + person.username;
    json::object contact{{"profile", std::move(profile)}};
    if (!person.id.empty()) contact["user_id"] = person.id;
    if (!person.phone.empty()) contact["wa_id"] = person.phone;
    json::object value{{"contacts", json::array{std::move(contact)}},
                       {"messages", json::array{std::move(message)}}};
    return change("messages", std::move(value));
  }

  Webhook change(const char* field, json::object value) const {
    value["messaging_product"] = "whatsapp";
    value["metadata"] =
        json::object{{"display_phone_number", kNumber}, {"phone_number_id", kNumberId}};
    return graph_webhook(
        options(),
        json::object{
            {"object", "whatsapp_business_account"},
            {"entry", json::array{json::object{
                          {"id", "7001"},
                          {"changes", json::array{json::object{{"field", field},
                                                               {"value", std::move(value)}}}}}}}});
  }

  Webhook said(const Person& person, const ChatMessage& message, const Said& said) override {
    json::object out = message_head(person, message.id, message.at);
    out["type"] = "text";
    out["text"] = json::object{{"body", message.text}};
    if (!said.chat.empty()) out["group_id"] = said.chat;
    json::object context;
    if (!said.reply_to.empty()) {
      const ChatMessage* answered = this->message(said.reply_to);
      context["id"] = said.reply_to;
      context["from"] = !answered || answered->from.empty() ? kNumber : "15559999999";
    }
    if (said.forwarded) context["forwarded"] = true;
    if (!context.empty()) out["context"] = std::move(context);
    Person shown = person;
    if (said.bare) {
      out.erase("from_user_id");
      shown.id.clear();
    }
    return webhook(shown, std::move(out));
  }

  Webhook pressed(const Person& person, const ChatMessage& card, const Button& button,
                  TimeUs now) override {
    json::object out = message_head(person,
                                    show({.id = {},
                                          .chat = card.chat,
                                          .from = person.id,
                                          .text = button.title,
                                          .reply_to = card.id,
                                          .at = now}),
                                    now);
    out["type"] = "interactive";
    out["context"] = json::object{{"from", kNumber}, {"id", card.id}};
    const char* kind = card.buttons.size() <= 3 ? "button_reply" : "list_reply";
    out["interactive"] = json::object{
        {"type", kind}, {kind, json::object{{"id", button.token}, {"title", button.title}}}};
    return webhook(person, std::move(out));
  }

  std::optional<Webhook> id_changed(const Person& before, const Person& after, TimeUs) override {
    return change("user_id_update",
                  {{"user_id_update",
                    json::array{json::object{{"user_id", json::object{{"previous", before.id},
                                                                      {"current", after.id}}}}}}});
  }

  ApiAnswer answer(const ApiCall& call, TimeUs now) override {
    if (call.authorization != "Bearer " + options().token) return graph_error(401, 190);
    if (call.method != "POST" || !call.target.ends_with("/" + std::string(kNumberId) + "/messages"))
      return graph_error(404, 100);
    const json::value parsed = http::parse_json(call.body).value_or(nullptr);
    const auto& body = object_of(parsed);
    Person* to = find(text_at(body, "recipient"));
    if (!text_at(body, "to").empty()) to = find_by_phone(text_at(body, "to"));  // it wins
    const bool group = text_at(body, "recipient_type") == "group";
    if (!group) {
      if (!to) return graph_error(400, 131026);
      if (to->wrote_at == 0 || now - to->wrote_at > kWindowUs) return graph_error(400, 131047);
    }
    ChatMessage message{
        .id = {}, .chat = group ? text_at(body, "to") : to->id, .from = {}, .text = {}, .at = now};
    message.reply_to = text_at(object_at(body, "context"), "message_id");
    if (!read_content(body, message)) return graph_error(400, 131009);
    // Whoever cannot be reached is told by a status, behind an answer like any other.
    const bool arrives = group || !to->blocked;
    const std::string id =
        arrives ? show(std::move(message)) : "wamid.F" + std::to_string(++failed_);
    report(id, body, to, arrives ? "delivered" : "failed", now);
    return {200, json::object{{"messaging_product", "whatsapp"},
                              {"messages", json::array{json::object{{"id", id}}}}}};
  }

  /// What the platform refuses to show is refused here too.
  static bool read_content(const json::object& body, ChatMessage& out) {
    if (text_at(body, "type") == "text") {
      out.text = text_at(object_at(body, "text"), "body");
      return !out.text.empty() && fits(out.text, 4'096);
    }
    if (text_at(body, "type") != "interactive") return false;
    const auto& interactive = object_at(body, "interactive");
    const auto& action = object_at(interactive, "action");
    out.text = text_at(object_at(interactive, "body"), "text");
    const bool list = text_at(interactive, "type") == "list";
    if (list) {
      for (const auto& section : array_at(action, "sections")) {
        for (const auto& row : array_at(object_of(section), "rows")) add(object_of(row), out);
      }
      if (text_at(action, "button").empty()) return false;
    } else {
      for (const auto& each : array_at(action, "buttons")) {
        add(object_at(object_of(each), "reply"), out);
      }
    }
    return !out.text.empty() && fits(out.text, 1'024) &&
           valid_buttons(out.buttons, list ? 10 : 3, list ? 24 : 20, 256);
  }
  static void add(const json::object& button, ChatMessage& out) {
    out.buttons.push_back({text_at(button, "id"), text_at(button, "title")});
  }

  /// Statuses come on their own, in any order.
  void report(const std::string& id, const json::object& body, Person* to, std::string_view end,
              TimeUs now) {
    for (const std::string_view state : {end, std::string_view("sent")}) {
      json::object status{{"id", id},
                          {"status", state},
                          {"timestamp", std::to_string(now / kSecondUs)},
                          {"biz_opaque_callback_data", text_at(body, "biz_opaque_callback_data")}};
      if (to) status["recipient_user_id"] = to->id;
      if (state == "failed") {
        status["errors"] =
            json::array{json::object{{"code", 131026}, {"title", "Message undeliverable"}}};
      }
      webhooks().add(change("messages", {{"statuses", json::array{std::move(status)}}}), now);
    }
  }

  std::uint64_t failed_ = 0;
};

}  // namespace

std::unique_ptr<Platform> make_whatsapp(SimOptions options) {
  return std::make_unique<WhatsApp>(std::move(options));
}

}  // namespace pennypost::platform_sim
