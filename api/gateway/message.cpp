#include "api/gateway/message.h"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/gateway/clock.h"
#include "ledger/crypto/hash.h"

namespace pennypost::gateway {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 11> kMembers = {"channel",  "user",     "message_id", "text",
                                                       "action",   "locale",   "sent_at",    "chat",
                                                       "mentions", "reply_to", "flags"};

std::unexpected<Error> invalid(std::string why) {
  return fail("invalid_message", std::move(why));
}

bool printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

Result<std::string> text_member(const json::object& object, std::string_view name, bool required) {
  const auto* value = object.if_contains(name);
  if (value == nullptr) {
    if (required) return invalid("\"" + std::string(name) + "\" is missing.");
    return std::string();
  }
  if (!value->is_string()) return invalid("\"" + std::string(name) + "\" is no text.");
  return std::string(value->get_string());
}

Result<std::string> id_member(const json::object& object, std::string_view name, bool required) {
  PP_TRY(auto text, text_member(object, name, required));
  if (text.size() > kIdBytesMax || !printable(text) || (required && text.empty())) {
    return invalid("\"" + std::string(name) + "\" is one to 128 printable ASCII characters.");
  }
  return text;
}

Result<void> read_chat(const json::object& body, InboundMessage& out) {
  const auto* chat = body.if_contains("chat");
  if (chat == nullptr) return {};
  if (!chat->is_object()) return invalid("\"chat\" is no object.");
  for (const auto& member : chat->get_object()) {
    if (member.key() != "id" && member.key() != "kind") {
      return invalid("\"chat\" has only \"id\" and \"kind\".");
    }
  }
  PP_TRY(out.chat_id, id_member(chat->get_object(), "id", true));
  PP_TRY(const auto kind, text_member(chat->get_object(), "kind", true));
  if (kind != "private" && kind != "group") return invalid("\"kind\" is private or group.");
  out.group = kind == "group";
  return {};
}

Result<void> read_mentions(const json::object& body, InboundMessage& out) {
  const auto* mentions = body.if_contains("mentions");
  if (mentions == nullptr) return {};
  if (!mentions->is_array() || mentions->get_array().size() > kMentionsMax) {
    return invalid("\"mentions\" is a list of at most 64.");
  }
  for (const auto& item : mentions->get_array()) {
    if (!item.is_object()) return invalid("A mention is an object.");
    const auto& mention = item.get_object();
    const auto* start = mention.if_contains("start");
    const auto* end = mention.if_contains("end");
    PP_TRY(const auto user, text_member(mention, "user", true));
    if (mention.size() != 3 || start == nullptr || end == nullptr || !start->is_int64() ||
        !end->is_int64() || start->get_int64() < 0 || end->get_int64() <= start->get_int64() ||
        static_cast<std::uint64_t>(end->get_int64()) > out.text.size() || !is_handle(user)) {
      return invalid("A mention is {\"start\",\"end\",\"user\"} within the text.");
    }
    out.mentions.push_back({static_cast<std::size_t>(start->get_int64()),
                            static_cast<std::size_t>(end->get_int64()), user});
  }
  return {};
}

Result<void> read_flags(const json::object& body, InboundMessage& out) {
  const auto* flags = body.if_contains("flags");
  if (flags == nullptr) return {};
  if (!flags->is_array()) return invalid("\"flags\" is a list.");
  for (const auto& flag : flags->get_array()) {
    if (flag == "forwarded") {
      out.forwarded = true;
    } else if (flag == "edited") {
      out.edited = true;
    } else if (flag == "quoted") {
      out.quoted = true;
    } else {
      return invalid("A flag is forwarded, edited or quoted.");
    }
  }
  return {};
}

Result<void> read_time(const json::object& body, InboundMessage& out) {
  PP_TRY(const auto text, text_member(body, "sent_at", false));
  if (text.empty()) return {};
  out.sent_at = parse_rfc3339(text);
  if (!out.sent_at) return invalid("\"sent_at\" is a time like 2026-11-21T14:02:00Z.");
  return {};
}

}  // namespace

bool is_handle(std::string_view text) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= kHandleBytesMax && plain(text.front()) &&
         text.back() != '.' && std::ranges::all_of(text, [&](char c) {
           return plain(c) || c == '_' || c == '-' || c == '.';
         });
}

std::string_view platform_suffix(std::string_view handle) {
  static constexpr std::array<std::string_view, 5> kSuffixes = {".wa", ".fb", ".tg", ".xmpp",
                                                                ".mx"};
  const auto found =
      std::ranges::find_if(kSuffixes, [&](auto suffix) { return handle.ends_with(suffix); });
  return found == kSuffixes.end() ? std::string_view() : *found;
}

bool is_platform_handle(std::string_view handle) {
  return handle.starts_with(kUnseenPrefix) || !platform_suffix(handle).empty();
}

std::size_t find_bot_mention(std::string_view text) {
  std::size_t at = text.find(kBotMention);
  while (at != std::string_view::npos) {
    const std::size_t end = at + kBotMention.size();
    // "@pennypost_fan" is somebody else, and "me@pennypost" an address.
    const bool begins = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
    const bool ends = end == text.size() || !is_handle(text.substr(end, 1));
    if (begins && ends && (end == text.size() || (text[end] != '_' && text[end] != '-'))) return at;
    at = text.find(kBotMention, end);
  }
  return at;
}

TimestampUs InboundMessage::time() const {
  return sent_at ? std::min(*sent_at, received_at) : received_at;
}

Result<InboundMessage> message_from_json(const json::object& body) {
  for (const auto& member : body) {
    if (std::ranges::find(kMembers, std::string_view(member.key())) == kMembers.end()) {
      return invalid("The member \"" + std::string(member.key()).substr(0, 40) + "\" is unknown.");
    }
  }
  InboundMessage out;
  PP_TRY(out.channel, id_member(body, "channel", true));
  PP_TRY(out.user, text_member(body, "user", true));
  if (!is_handle(out.user)) {
    return invalid("\"user\" is 1 to 32 of a-z, 0-9, _, - and ., without an at sign.");
  }
  PP_TRY(out.message_id, id_member(body, "message_id", true));
  PP_TRY(out.text, text_member(body, "text", false));
  PP_TRY(out.action, id_member(body, "action", false));
  if (body.contains("text") == body.contains("action")) {
    return invalid("A message has either \"text\" or \"action\".");
  }
  if (body.contains("action") && out.action.empty()) return invalid("\"action\" is empty.");
  if (out.text.size() > kTextBytesMax) return invalid("\"text\" is longer than 16,384 bytes.");
  PP_TRY(const auto locale, id_member(body, "locale", false));
  if (!locale.empty()) out.locale = locale;
  PP_TRY(out.reply_to, id_member(body, "reply_to", false));
  PP_CHECKED(read_time(body, out));
  PP_CHECKED(read_chat(body, out));
  PP_CHECKED(read_mentions(body, out));
  PP_CHECKED(read_flags(body, out));
  return out;
}

json::object to_json(const InboundMessage& message) {
  json::object out{{"channel", message.channel},
                   {"user", message.user},
                   {"message_id", message.message_id},
                   {"locale", message.locale}};
  if (message.action.empty()) {
    out["text"] = message.text;
  } else {
    out["action"] = message.action;
  }
  if (message.sent_at) out["sent_at"] = rfc3339(*message.sent_at);
  if (!message.chat_id.empty()) {
    out["chat"] = {{"id", message.chat_id}, {"kind", message.group ? "group" : "private"}};
  }
  if (!message.reply_to.empty()) out["reply_to"] = message.reply_to;
  json::array mentions;
  for (const auto& mention : message.mentions) {
    mentions.push_back({{"start", mention.start}, {"end", mention.end}, {"user", mention.user}});
  }
  if (!mentions.empty()) out["mentions"] = mentions;
  json::array flags;
  if (message.forwarded) flags.push_back("forwarded");
  if (message.edited) flags.push_back("edited");
  if (message.quoted) flags.push_back("quoted");
  if (!flags.empty()) out["flags"] = flags;
  return out;
}

json::object to_json(const PaymentView& payment) {
  json::object out{
      {"id", payment.id},         {"state", payment.state},       {"transaction_id", nullptr},
      {"amount", payment.amount}, {"currency", payment.currency}, {"to", payment.to}};
  if (!payment.transaction_id.empty()) out["transaction_id"] = payment.transaction_id;
  if (payment.final_ms) out["final_ms"] = *payment.final_ms;
  return out;
}

json::object to_json(const Reply& reply) {
  json::array actions;
  for (const auto& action : reply.actions) {
    actions.push_back({{"id", action.id}, {"title", action.title}});
  }
  json::object out{{"id", reply.id},
                   {"code", reply.code},
                   {"language", reply.language},
                   {"text", reply.text},
                   {"visibility", reply.only_writer ? "private" : "chat"},
                   {"actions", std::move(actions)}};
  out["payment"] = reply.payment ? json::value(to_json(*reply.payment)) : json::value(nullptr);
  return out;
}

Reply reply_from_json(const json::object& json) {
  const auto text = [](const json::object& object, std::string_view name) {
    const auto& value = object.at(name);
    return value.is_string() ? std::string(value.get_string()) : std::string();
  };
  Reply out{text(json, "id"), text(json, "code"), text(json, "language"), text(json, "text"),
            text(json, "visibility") == "private"};
  for (const auto& action : json.at("actions").as_array()) {
    out.actions.push_back({text(action.as_object(), "id"), text(action.as_object(), "title")});
  }
  if (const auto& value = json.at("payment"); value.is_object()) {
    const auto& payment = value.get_object();
    out.payment = PaymentView{
        text(payment, "id"),     text(payment, "state"),    text(payment, "transaction_id"),
        text(payment, "amount"), text(payment, "currency"), text(payment, "to")};
    if (const auto* ms = payment.if_contains("final_ms")) {
      out.payment->final_ms = ms->to_number<std::uint64_t>();
    }
  }
  return out;
}

json::object replies_json(const std::vector<Reply>& replies) {
  json::array out;
  for (const auto& reply : replies) out.push_back(to_json(reply));
  return {{"replies", std::move(out)}};
}

std::string content_hash(const InboundMessage& message) {
  return crypto::hash("pennypost/message/1", view_of(json::serialize(to_json(message)))).hex();
}

}  // namespace pennypost::gateway
