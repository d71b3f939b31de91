#include "api/connectors/telegram.h"

#include <algorithm>
#include <charconv>

#include <boost/json/serialize.hpp>

#include "api/connectors/limits.h"
#include "api/connectors/reading.h"
#include "api/http/json.h"

namespace pennypost::connectors {

namespace json = boost::json;

namespace {

constexpr std::uint64_t kSecond = 1'000'000;
constexpr std::size_t kEntitiesMax = 100;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

Person read_person(const json::object& user) {
  return {.id = id_at(user, "id"),
          .username = text_at(user, "username"),
          .phone = {},
          .language = text_at(user, "language_code")};
}

Chat read_chat(const json::object& chat) {
  // A private chat is known by its person.
  if (text_at(chat, "type") == "private") return {};
  return {.id = id_at(chat, "id"), .group = true};
}

/// A part of the text, by UTF-16 code units; nothing where the numbers do not fit the text.
struct Range {
  std::size_t start = 0;
  std::size_t end = 0;
};
std::optional<Range> range_of(const std::string& text, const json::object& entity) {
  const auto offset = number_at(entity, "offset");
  const auto length = number_at(entity, "length");
  if (!offset || !length || *offset > text.size() || *length > text.size()) return std::nullopt;
  const auto start = byte_of_utf16(text, *offset);
  const auto end = byte_of_utf16(text, *offset + *length);
  if (!start || !end || *start >= *end) return std::nullopt;
  return Range{*start, *end};
}

/// "/send@our_bot" is "/send" to us, "/send@other_bot" is not to us at all.
void read_command(const TelegramBot& bot, Range range, Message& out) {
  if (range.start != 0) return;
  const std::string_view command = std::string_view(out.text).substr(0, range.end);
  const std::size_t at = command.find('@');
  if (at == std::string_view::npos) {
    out.to_bot = true;
    return;
  }
  if (!equal_ignoring_case(command.substr(at + 1), bot.username)) return;
  out.to_bot = true;
  const std::size_t gone = range.end - at;
  out.text.erase(at, gone);
  std::erase_if(out.mentions, [&](const auto& mention) { return mention.start < range.end; });
  for (auto& mention : out.mentions) {
    mention.start -= gone;
    mention.end -= gone;
  }
}

void read_entities(const TelegramBot& bot, const json::array& entities, Message& out) {
  std::optional<Range> command;
  for (std::size_t i = 0; i < std::min(entities.size(), kEntitiesMax); ++i) {
    const auto& entity = object_of(entities[i]);
    const auto range = range_of(out.text, entity);
    if (!range) continue;
    const std::string type = text_at(entity, "type");
    PlatformMention mention{.start = range->start, .end = range->end};
    if (type == "bot_command") {
      if (!command) command = range;
    } else if (type == "mention") {
      mention.username = without_at(out.text.substr(range->start, range->end - range->start));
      mention.bot = equal_ignoring_case(mention.username, bot.username);
      out.to_bot = out.to_bot || mention.bot;
      out.mentions.push_back(std::move(mention));
    } else if (type == "text_mention") {
      const Person person = read_person(object_at(entity, "user"));
      mention.id = person.id;
      mention.username = person.username;
      if (!mention.id.empty()) out.mentions.push_back(std::move(mention));
    }
  }
  if (command) read_command(bot, *command, out);
}

std::string message_id(const json::object& message) {
  return id_at(object_at(message, "chat"), "id") + ":" + id_at(message, "message_id");
}

std::optional<Update> read_message(const json::object& message, const TelegramBot& bot) {
  const auto& chat = object_at(message, "chat");
  if (message.contains("migrate_to_chat_id")) {
    return ChatMoved{bot.id, id_at(chat, "id"), id_at(message, "migrate_to_chat_id")};
  }
  const auto& from = object_at(message, "from");
  // Nobody can say which person stands behind a channel, an anonymous admin or another bot.
  if (flag_at(from, "is_bot") || message.contains("via_bot") || message.contains("sender_chat"))
    return std::nullopt;
  Message out{.account = bot.id};
  out.from = read_person(from);
  out.chat = read_chat(chat);
  out.id = message_id(message);
  if (out.from.id.empty() || id_at(message, "message_id").empty()) return std::nullopt;
  out.sent_at = time_at(message, "date", kSecond);
  out.text = text_at(message, "text");
  out.forwarded = message.contains("forward_origin") || message.contains("forward_date");
  const auto& answered = object_at(message, "reply_to_message");
  if (!answered.empty()) out.reply_to = message_id(answered);
  out.to_bot = !out.chat.group || id_at(object_at(answered, "from"), "id") == bot.id;
  read_entities(bot, array_at(message, "entities"), out);
  const auto& contact = object_at(message, "contact");
  if (!contact.empty()) {
    out.contact = SharedContact{.name = text_at(contact, "first_name"),
                                .id = id_at(contact, "user_id"),
                                .phone = phone_digits(text_at(contact, "phone_number"))};
  }
  out.unreadable = out.text.empty() && !out.contact;
  return out;
}

/// A press that was not acknowledged comes again under a new update id: it is known by what was
/// pressed where.
std::optional<Update> read_press(const json::object& press, const TelegramBot& bot) {
  const auto& message = object_at(press, "message");
  const std::string data = text_at(press, "data");
  Message out{.account = bot.id};
  out.from = read_person(object_at(press, "from"));
  if (out.from.id.empty() || message.empty() || data.empty() ||
      data.size() > kTelegramTokenBytesMax || flag_at(object_at(press, "from"), "is_bot")) {
    return std::nullopt;
  }
  out.chat = read_chat(object_at(message, "chat"));
  out.reply_to = message_id(message);
  out.id = "press:" + out.reply_to + ":" + out.from.id + ":" + data;
  out.action = data;
  out.press_id = text_at(press, "id");
  return out;
}

json::array keyboard(const Outgoing& out, std::size_t count) {
  json::array rows;
  for (std::size_t i = 0; i < count; ++i) {
    json::object button{{"text", out.buttons[i].title}, {"callback_data", out.buttons[i].token}};
    // Two or three stand side by side; a choice of many is a list.
    if (count <= 3 && !rows.empty()) {
      rows[0].as_array().push_back(std::move(button));
    } else {
      rows.push_back(json::array{std::move(button)});
    }
  }
  return rows;
}

json::value number_or_text(const std::string& id) {
  std::int64_t number = 0;
  const char* end = id.data() + id.size();
  const auto read = std::from_chars(id.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end) return number;
  return json::value(id);
}

Result<json::value> result_of(std::string_view body, const char* what) {
  PP_TRY(auto parsed, http::parse_json(body));
  const auto& root = object_of(parsed);
  const json::value* result = root.if_contains("result");
  if (!flag_at(root, "ok") || !result) {
    const std::uint64_t code = number_at(root, "error_code").value_or(0);
    return fail(code == 409 ? "conflict" : "refused",
                std::string("Telegram refused ") + what + ": error " + std::to_string(code) + ".");
  }
  return *result;
}

}  // namespace

std::optional<Update> read_telegram_update(const json::object& update, const TelegramBot& bot) {
  if (update.contains("message")) return read_message(object_at(update, "message"), bot);
  if (update.contains("callback_query"))
    return read_press(object_at(update, "callback_query"), bot);
  return std::nullopt;
}

Result<std::optional<Update>> read_telegram(std::string_view body, const TelegramBot& bot) {
  PP_TRY(const auto parsed, http::parse_json(body));
  if (!parsed.is_object()) return fail("malformed", "An update is a JSON object.");
  return read_telegram_update(parsed.get_object(), bot);
}

Result<TelegramPoll> read_telegram_poll(std::string_view body, const TelegramBot& bot) {
  PP_TRY(const auto result, result_of(body, "getUpdates"));
  const json::array* list = result.if_array();
  if (!list) return fail("malformed", "getUpdates answers with a list.");
  TelegramPoll out;
  for (const auto& each : *list) {
    const auto& update = object_of(each);
    if (const auto id = number_at(update, "update_id")) {
      out.next_offset = std::max(out.next_offset, *id + 1);
    }
    if (auto read = read_telegram_update(update, bot)) out.updates.push_back(std::move(*read));
  }
  return out;
}

Result<TelegramBot> read_telegram_bot(std::string_view body) {
  PP_TRY(const auto result, result_of(body, "getMe"));
  const Person bot = read_person(object_of(result));
  if (bot.id.empty() || bot.username.empty()) {
    return fail("malformed", "getMe does not say who the bot is.");
  }
  return TelegramBot{bot.id, bot.username};
}

std::vector<Call> write_telegram(const Outgoing& out) {
  const std::size_t buttons = std::min(out.buttons.size(), kTelegramButtonsMax);
  const auto texts = pieces(out.text, kTelegramTextMax, kTelegramTextMax);
  std::vector<Call> calls;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::size_t carried = i + 1 == texts.size() ? buttons : 0;
    json::object body{{"chat_id", number_or_text(out.chat.empty() ? out.to_id : out.chat)},
                      {"text", texts[i]},
                      {"link_preview_options", json::object{{"is_disabled", true}}}};
    const std::size_t colon = out.reply_to.rfind(':');
    if (i == 0 && colon != std::string::npos) {
      body["reply_parameters"] =
          json::object{{"message_id", number_or_text(out.reply_to.substr(colon + 1))},
                       {"allow_sending_without_reply", true}};
    }
    if (carried) body["reply_markup"] = json::object{{"inline_keyboard", keyboard(out, carried)}};
    calls.push_back({.target = "/sendMessage", .body = json::serialize(body), .buttons = carried});
  }
  return calls;
}

Call acknowledge_telegram_press(const std::string& press_id) {
  return {.target = "/answerCallbackQuery",
          .body = json::serialize(json::object{{"callback_query_id", press_id}})};
}

Call poll_telegram(std::uint64_t offset, std::uint64_t timeout_s) {
  json::object body{{"limit", kTelegramPollMax},
                    {"timeout", timeout_s},
                    {"allowed_updates", json::array{"message", "callback_query"}}};
  if (offset > 0) body["offset"] = offset;
  return {.target = "/getUpdates", .body = json::serialize(body)};
}

CallAnswer read_telegram_answer(int status, std::string_view body) {
  using Kind = CallAnswer::Kind;
  const json::value parsed = http::parse_json(body).value_or(nullptr);
  const auto& root = object_of(parsed);
  if (status == 200 && flag_at(root, "ok")) {
    CallAnswer sent{.kind = Kind::sent};
    const auto& message = object_at(root, "result");
    if (message.contains("message_id")) sent.message_id = message_id(message);
    return sent;
  }
  const std::uint64_t code =
      number_at(root, "error_code").value_or(static_cast<std::uint64_t>(status));
  const auto& parameters = object_at(root, "parameters");
  constexpr std::uint64_t kRetryAfterSMax = 3'600;
  CallAnswer answer{.error = std::to_string(code)};
  answer.moved_to = id_at(parameters, "migrate_to_chat_id");
  answer.retry_after = std::chrono::seconds(
      std::min(number_at(parameters, "retry_after").value_or(0), kRetryAfterSMax));
  if (!answer.moved_to.empty() || code == 429 || code >= 500) {
    answer.kind = Kind::again;
  } else if (code == 403) {
    answer.kind = Kind::unreachable;  // blocked the bot, or never wrote to it
  } else if (code == 401 || code == 404) {
    answer.kind = Kind::no_access;  // of a wrong token
  }
  return answer;
}

}  // namespace pennypost::connectors
