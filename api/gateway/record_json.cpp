#include "api/gateway/record_json.h"

#include <boost/json/array.hpp>

#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace json = boost::json;

namespace {

std::string text(const json::object& from, std::string_view name) {
  return std::string(from.at(name).as_string());
}
std::uint64_t number(const json::object& from, std::string_view name) {
  return from.at(name).to_number<std::uint64_t>();
}
TimestampUs time(const json::object& from, std::string_view name) {
  return TimestampUs(number(from, name));
}

json::object to_json(const language::Pending& pending) {
  json::array transfers;
  for (const auto& item : pending.transfers) {
    transfers.push_back({{"to", item.to}, {"amount", item.amount}, {"currency", item.currency}});
  }
  json::array missing;
  for (const auto item : pending.missing) missing.push_back(json::string(to_string(item)));
  json::object out{{"intent", json::string(to_string(pending.intent))},
                   {"transfers", std::move(transfers)},
                   {"missing", std::move(missing)}};
  if (pending.memo) out["memo"] = *pending.memo;
  return out;
}

language::Pending pending_from_json(const json::object& from) {
  language::Pending out;
  out.intent = language::intent_from(text(from, "intent")).value_or(language::Intent::send);
  for (const auto& item : from.at("transfers").as_array()) {
    const auto& transfer = item.as_object();
    out.transfers.push_back(
        {text(transfer, "to"), text(transfer, "amount"), text(transfer, "currency")});
  }
  for (const auto& item : from.at("missing").as_array()) {
    if (const auto word = language::missing_from(item.as_string())) out.missing.push_back(*word);
  }
  if (from.contains("memo")) out.memo = text(from, "memo");
  return out;
}

}  // namespace

json::object to_json(const User& user) {
  return {{"id", user.id},
          {"tenant", user.tenant},
          {"handle", user.handle},
          {"address", user.address.hex()},
          {"created_at", user.created_at.value()},
          {"opened", user.opened},
          {"funded", user.funded},
          {"locale", user.locale},
          {"language", user.language},
          {"currency", user.currency},
          {"suspects", json::array(user.suspects.begin(), user.suspects.end())},
          {"linked", json::array(user.linked.begin(), user.linked.end())}};
}

User user_from_json(const json::object& from) {
  const auto address = Address::from_hex(text(from, "address"));
  CHECK(address.has_value());
  User out{
      text(from, "id"),         text(from, "tenant"),        text(from, "handle"),       *address,
      time(from, "created_at"), from.at("opened").as_bool(), from.at("funded").as_bool()};
  out.locale = text(from, "locale");
  out.language = text(from, "language");
  out.currency = text(from, "currency");
  for (const auto& handle : from.at("suspects").as_array()) {
    out.suspects.emplace_back(handle.as_string());
  }
  for (const auto& handle : from.at("linked").as_array()) {
    out.linked.emplace_back(handle.as_string());
  }
  return out;
}

json::object to_json(const Card& card) {
  json::array operations(card.operations.begin(), card.operations.end());
  return {{"id", card.id},
          {"user", card.user},
          {"state", static_cast<int>(card.state)},
          {"kind", static_cast<int>(card.kind)},
          {"subject", card.subject},
          {"person", card.person},
          {"expires_at", card.expires_at.value()},
          {"refund_of", card.refund_of},
          {"asked_by", card.asked_by},
          {"answered_by", card.answered_by},
          {"created_at", card.created_at.value()},
          {"operations", std::move(operations)}};
}

Card card_from_json(const json::object& from) {
  Card out{.id = text(from, "id"),
           .user = text(from, "user"),
           .state = static_cast<Card::State>(number(from, "state")),
           .kind = static_cast<Card::Kind>(number(from, "kind")),
           .asked_by = text(from, "asked_by"),
           .answered_by = text(from, "answered_by"),
           .created_at = time(from, "created_at"),
           .subject = text(from, "subject"),
           .person = text(from, "person"),
           .expires_at = time(from, "expires_at"),
           .refund_of = text(from, "refund_of")};
  for (const auto& id : from.at("operations").as_array()) {
    out.operations.emplace_back(id.as_string());
  }
  return out;
}

json::object to_json(const DialogueState& state) {
  json::object out{{"newest_card", state.newest_card},
                   {"open_card", state.open_card},
                   {"card_shown_at", state.card_shown_at.value()},
                   {"history_cursor", state.history_cursor},
                   {"updated_at", state.updated_at.value()}};
  json::array picks;
  for (const auto& pick : state.picks) {
    picks.push_back({{"token", pick.token}, {"value", pick.value}});
  }
  out["picks"] = std::move(picks);
  if (state.pending) out["pending"] = to_json(*state.pending);
  return out;
}

DialogueState dialogue_from_json(const json::object& from) {
  DialogueState out;
  out.newest_card = text(from, "newest_card");
  out.open_card = text(from, "open_card");
  out.card_shown_at = time(from, "card_shown_at");
  out.history_cursor = text(from, "history_cursor");
  for (const auto& pick : from.at("picks").as_array()) {
    out.picks.push_back({text(pick.as_object(), "token"), text(pick.as_object(), "value")});
  }
  out.updated_at = time(from, "updated_at");
  if (const auto* pending = from.if_contains("pending")) {
    out.pending = pending_from_json(pending->as_object());
  }
  return out;
}

json::object to_json(const InboxRecord& record) {
  json::object out{{"key", record.key},
                   {"user", record.user},
                   {"content_hash", record.content_hash},
                   {"tenant", record.message.tenant},
                   {"received_at", record.message.received_at.value()},
                   {"message", to_json(record.message)}};
  if (record.answer) out["answer"] = replies_json(*record.answer).at("replies");
  return out;
}

json::object to_json(const OutgoingMessage& message) {
  return {{"id", message.id},
          {"tenant", message.tenant},
          {"user", message.user},
          {"handle", message.handle},
          {"chat_id", message.chat_id},
          {"reply", to_json(message.reply)},
          {"card", message.card},
          {"created_at", message.created_at.value()},
          {"answer", message.is_answer},
          {"asked_in", message.asked_in},
          {"from", message.from}};
}

OutgoingMessage outgoing_from_json(const json::object& from) {
  return {.id = text(from, "id"),
          .tenant = text(from, "tenant"),
          .user = text(from, "user"),
          .handle = text(from, "handle"),
          .chat_id = text(from, "chat_id"),
          .reply = reply_from_json(from.at("reply").as_object()),
          .created_at = time(from, "created_at"),
          .card = text(from, "card"),
          .is_answer = from.contains("answer") && from.at("answer").as_bool(),
          .asked_in = from.contains("asked_in") ? text(from, "asked_in") : std::string(),
          .from = from.contains("from") ? text(from, "from") : std::string()};
}

InboxRecord inbox_record_from_json(const json::object& from) {
  InboxRecord out;
  out.key = text(from, "key");
  out.user = text(from, "user");
  out.content_hash = text(from, "content_hash");
  auto message = message_from_json(from.at("message").as_object());
  CHECK(message.has_value());
  out.message = std::move(*message);
  out.message.tenant = text(from, "tenant");
  out.message.received_at = time(from, "received_at");
  if (const auto* answer = from.if_contains("answer")) {
    out.answer.emplace();
    for (const auto& reply : answer->as_array()) {
      out.answer->push_back(reply_from_json(reply.as_object()));
    }
  }
  return out;
}

}  // namespace pennypost::gateway
