#include "api/connectors/whatsapp.h"

#include <algorithm>

#include <boost/json/serialize.hpp>

#include "api/connectors/graph.h"
#include "api/connectors/limits.h"
#include "api/connectors/reading.h"
#include "api/http/json.h"

namespace pennypost::connectors {

namespace json = boost::json;

namespace {

constexpr std::uint64_t kSecond = 1'000'000;
constexpr std::size_t kButtonTitleMax = 20;
constexpr std::size_t kRowTitleMax = 24;
constexpr std::string_view kPhone = "phone:";

std::string id_or_phone(std::string id, const std::string& phone) {
  return !id.empty() || phone.empty() ? id : whatsapp_id_of_number(phone);
}

/// Of one `value`: who it is about.
struct Value {
  std::string account;
  std::string phone;  ///< the account's own
  const json::array& contacts;
};

/// The writer, with what the contacts beside the messages say about the same person.
Person read_person(const Value& value, const json::object& message) {
  Person person;
  person.phone = phone_digits(text_at(message, "from"));
  person.id = text_at(message, "from_user_id");
  for (const auto& each : value.contacts) {
    const auto& contact = object_of(each);
    const std::string id = text_at(contact, "user_id");
    const std::string phone = phone_digits(text_at(contact, "wa_id"));
    const bool same = person.id.empty() ? !phone.empty() && phone == person.phone : id == person.id;
    if (!same) continue;
    person.id = id;
    if (person.phone.empty()) person.phone = phone;
    person.username = without_at(text_at(object_at(contact, "profile"), "username"));
  }
  person.id = id_or_phone(std::move(person.id), person.phone);
  return person;
}

std::optional<SharedContact> read_contact(const json::object& message) {
  const auto& contacts = array_at(message, "contacts");
  if (contacts.size() != 1) return std::nullopt;  // of several, nobody can say who is meant
  const auto& contact = object_of(contacts[0]);
  SharedContact out{.name = text_at(object_at(contact, "name"), "formatted_name")};
  const auto& phones = array_at(contact, "phones");
  if (phones.size() != 1) return std::nullopt;
  const auto& phone = object_of(phones[0]);
  out.id = text_at(phone, "user_id");
  out.phone = phone_digits(text_at(phone, "wa_id"));
  if (out.phone.empty()) out.phone = phone_digits(text_at(phone, "phone"));
  return out.id.empty() && out.phone.empty() ? std::nullopt : std::optional(std::move(out));
}

void read_content(const json::object& message, const std::string& type, Message& out) {
  const auto& interactive = object_at(message, "interactive");
  if (type == "text") {
    out.text = text_at(object_at(message, "text"), "body");
  } else if (type == "interactive") {
    const std::string kind = text_at(interactive, "type");
    if (kind == "button_reply" || kind == "list_reply") {
      out.action = text_at(object_at(interactive, kind), "id");
    }
  } else if (type == "button") {
    out.action = text_at(object_at(message, "button"), "payload");
  } else if (type == "reaction") {
    const auto& reaction = object_at(message, "reaction");
    out.reaction = text_at(reaction, "emoji");
    out.reply_to = text_at(reaction, "message_id");
  } else if (type == "contacts") {
    out.contact = read_contact(message);
  }
  out.unreadable = out.text.empty() && out.action.empty() && out.reaction.empty() && !out.contact;
}

/// A change of number or id: whoever writes under the old one has to show again who they are.
std::optional<IdentityChange> read_system(const Value& value, const json::object& message) {
  const auto& system = object_at(message, "system");
  const std::string type = text_at(system, "type");
  if (!type.contains("changed")) return std::nullopt;
  IdentityChange out{.account = value.account};
  out.previous = read_person(value, message).id;
  out.current = text_at(system, "user_id");
  if (out.current.empty()) {
    out.current = id_or_phone({}, phone_digits(text_at(system, "wa_id")));
  }
  return out;
}

void read_message(const Value& value, const json::object& message, std::vector<Update>& updates) {
  const std::string type = text_at(message, "type");
  if (type == "system") {
    if (auto change = read_system(value, message)) updates.push_back(std::move(*change));
    return;
  }
  Message out{.account = value.account};
  out.from = read_person(value, message);
  out.id = text_at(message, "id");
  if (out.id.empty() || out.from.id.empty()) return;
  out.sent_at = time_at(message, "timestamp", kSecond);
  const auto& context = object_at(message, "context");
  out.reply_to = text_at(context, "id");
  out.forwarded = flag_at(context, "forwarded") || flag_at(context, "frequently_forwarded");
  out.edited = type == "edit";
  out.chat.id = text_at(message, "group_id");
  out.chat.group = !out.chat.id.empty();
  read_content(message, type, out);
  if (type == "reaction" && out.reaction.empty()) return;  // taken back
  const std::string answered = phone_digits(text_at(context, "from"));
  out.to_bot = !out.chat.group || !out.action.empty() || out.text.starts_with('/') ||
               (!answered.empty() && answered == value.phone);
  updates.push_back(std::move(out));
}

void read_status(const Value& value, const json::object& status, std::vector<Update>& updates) {
  Delivery out{.account = value.account};
  out.message_id = text_at(status, "id");
  out.outbox_id = text_at(status, "biz_opaque_callback_data");
  out.at = time_at(status, "timestamp", kSecond);
  const std::string state = text_at(status, "status");
  using State = Delivery::State;
  if (state == "sent") {
    out.state = State::sent;
  } else if (state == "delivered") {
    out.state = State::delivered;
  } else if (state == "read") {
    out.state = State::read;
  } else if (state == "failed") {
    out.state = State::failed;
    const auto& errors = array_at(status, "errors");
    if (!errors.empty()) out.error = id_at(object_of(errors[0]), "code");
  } else {
    return;
  }
  if (!out.message_id.empty()) updates.push_back(std::move(out));
}

void read_id_update(const Value& value, const json::object& update, std::vector<Update>& updates) {
  const auto& ids = object_at(update, "user_id");
  IdentityChange out{value.account, text_at(ids, "previous"), text_at(ids, "current")};
  if (!out.previous.empty()) updates.push_back(std::move(out));
}

void read_value(const json::object& value, std::vector<Update>& updates) {
  const auto& metadata = object_at(value, "metadata");
  const Value about{text_at(metadata, "phone_number_id"),
                    phone_digits(text_at(metadata, "display_phone_number")),
                    array_at(value, "contacts")};
  for (const auto& each : array_at(value, "messages")) {
    read_message(about, object_of(each), updates);
  }
  for (const auto& each : array_at(value, "statuses")) {
    read_status(about, object_of(each), updates);
  }
  read_id_update(about, value, updates);
  read_id_update(about, object_at(value, "user_id_update"), updates);
  for (const auto& each : array_at(value, "user_id_update")) {
    read_id_update(about, object_of(each), updates);
  }
}

json::object envelope(const Outgoing& out, const char* type) {
  json::object body{{"messaging_product", "whatsapp"},
                    {"recipient_type", out.chat.empty() ? "individual" : "group"},
                    {"biz_opaque_callback_data", out.outbox_id},
                    {"type", type}};
  if (!out.chat.empty()) {
    body["to"] = out.chat;
  } else if (!out.to_id.starts_with(kPhone)) {
    body["recipient"] = out.to_id;  // where both are given the phone wins, and numbers change hands
  } else {
    body["to"] = out.to_id.substr(kPhone.size());
  }
  if (!out.reply_to.empty()) body["context"] = json::object{{"message_id", out.reply_to}};
  return body;
}

json::array buttons_json(const Outgoing& out, std::size_t count, bool as_rows) {
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < count; ++i) titles.push_back(out.buttons[i].title);
  titles = distinct_titles(titles, as_rows ? kRowTitleMax : kButtonTitleMax);
  json::array list;
  for (std::size_t i = 0; i < count; ++i) {
    json::object one{{"id", out.buttons[i].token}, {"title", titles[i]}};
    if (as_rows) {
      list.push_back(std::move(one));
    } else {
      list.push_back(json::object{{"type", "reply"}, {"reply", std::move(one)}});
    }
  }
  return list;
}

json::object card(const Outgoing& out, const std::string& text, std::size_t count) {
  json::object body = envelope(out, "interactive");
  json::object interactive{{"body", json::object{{"text", text}}}};
  if (count <= kWhatsAppButtonsMax) {
    interactive["type"] = "button";
    interactive["action"] = json::object{{"buttons", buttons_json(out, count, false)}};
  } else {
    interactive["type"] = "list";
    interactive["action"] = json::object{
        {"button", "☰"},
        {"sections", json::array{json::object{{"rows", buttons_json(out, count, true)}}}}};
  }
  body["interactive"] = std::move(interactive);
  return body;
}

}  // namespace

std::string whatsapp_id_of_number(const std::string& phone) {
  return std::string(kPhone) + phone;
}

Result<std::vector<Update>> read_whatsapp(std::string_view body) {
  PP_TRY(const auto parsed, http::parse_json(body));
  const auto& root = object_of(parsed);
  if (text_at(root, "object") != "whatsapp_business_account") {
    return fail("unsupported_object", "This is no webhook of a WhatsApp business account.");
  }
  std::vector<Update> updates;
  for (const auto& entry : array_at(root, "entry")) {
    for (const auto& change : array_at(object_of(entry), "changes")) {
      read_value(object_at(object_of(change), "value"), updates);
    }
  }
  return updates;
}

std::vector<Call> write_whatsapp(const Outgoing& out, std::string_view version) {
  const std::size_t buttons = std::min(out.buttons.size(), kWhatsAppListRowsMax);
  const auto texts =
      pieces(out.text, kWhatsAppTextMax, buttons ? kWhatsAppCardTextMax : kWhatsAppTextMax);
  const std::string target = "/" + std::string(version) + "/" + out.account + "/messages";
  std::vector<Call> calls;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::size_t carried = i + 1 == texts.size() ? buttons : 0;
    json::object body;
    if (carried) {
      body = card(out, texts[i], carried);
    } else {
      body = envelope(out, "text");
      body["text"] = json::object{{"preview_url", false}, {"body", texts[i]}};
    }
    calls.push_back({.target = target, .body = json::serialize(body), .buttons = carried});
  }
  return calls;
}

CallAnswer read_whatsapp_answer(int status, std::string_view body) {
  const json::value parsed = http::parse_json(body).value_or(nullptr);
  const auto& root = object_of(parsed);
  CallAnswer answer = read_graph_answer(status, root);
  const auto& messages = array_at(root, "messages");
  if (!messages.empty()) answer.message_id = text_at(object_of(messages[0]), "id");
  return answer;
}

}  // namespace pennypost::connectors
