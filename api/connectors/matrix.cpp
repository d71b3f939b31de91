#include "api/connectors/matrix.h"

#include <algorithm>
#include <array>

#include <boost/json/serialize.hpp>

#include "api/connectors/limits.h"
#include "api/connectors/matrix_pills.h"
#include "api/connectors/reading.h"
#include "api/http/client.h"
#include "api/http/json.h"

namespace pennypost::connectors {

namespace json = boost::json;

namespace {

constexpr std::uint64_t kMillisecond = 1'000;
constexpr std::array<std::string_view, 2> kYesNo = {"✅", "❌"};
constexpr std::string_view kVariation = "\xEF\xB8\x8F";  // U+FE0F, which clients add as they like

bool is_ours(std::string_view user, const MatrixBot& bot) {
  return user == bot.user_id || (!bot.user_prefix.empty() && user.starts_with(bot.user_prefix));
}

/// Clients of old quote what they answer in front of it, line by line.
std::string without_quote(std::string body) {
  std::string_view rest = body;
  while (rest.starts_with("> ")) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  if (rest.size() == body.size()) return body;
  if (rest.starts_with('\n')) rest.remove_prefix(1);
  return std::string(rest);
}

void read_text(const json::object& content, const MatrixBot& bot, Message& out) {
  const auto& relation = object_at(content, "m.relates_to");
  out.reply_to = text_at(object_at(relation, "m.in_reply_to"), "event_id");
  out.text = text_at(content, "body");
  if (!out.reply_to.empty()) out.text = without_quote(std::move(out.text));
  out.mentions = matrix_mentions(out.text, text_at(content, "formatted_body"));
  // Clients keep "/" to themselves.
  if (out.text.size() > 1 && out.text[0] == '!' && out.text[1] != ' ') out.text[0] = '/';
  out.to_bot = out.text.starts_with('/');
  const auto& meant = object_at(content, "m.mentions");
  for (const auto& each : array_at(meant, "user_ids")) {
    const json::string* user = each.if_string();
    if (user && std::string_view(*user) == bot.user_id) out.to_bot = true;
  }
  for (auto& mention : out.mentions) {
    mention.bot = mention.id == bot.user_id;
    out.to_bot = out.to_bot || mention.bot;
  }
}

void read_message(const json::object& event, const MatrixBot& bot, Message out,
                  std::vector<Update>& updates) {
  const auto& content = object_at(event, "content");
  const std::string kind = text_at(content, "msgtype");
  const auto& relation = object_at(content, "m.relates_to");
  if (kind == "m.notice" || text_at(relation, "rel_type") == "m.replace") return;
  if (kind == "m.text") {
    read_text(content, bot, out);
  } else {
    out.unreadable = true;
    out.to_bot = false;
  }
  updates.push_back(std::move(out));
}

void read_reaction(const json::object& event, Message out, std::vector<Update>& updates) {
  const auto& relation = object_at(object_at(event, "content"), "m.relates_to");
  if (text_at(relation, "rel_type") != "m.annotation") return;
  out.reaction = text_at(relation, "key");
  out.reply_to = text_at(relation, "event_id");
  if (!out.reaction.empty() && !out.reply_to.empty()) updates.push_back(std::move(out));
}

void read_member(const json::object& event, const MatrixBot& bot, std::vector<Update>& updates) {
  Membership out{.account = bot.user_id};
  out.room = text_at(event, "room_id");
  out.user = text_at(event, "state_key");
  out.ours = out.user == bot.user_id;
  const std::string state = text_at(object_at(event, "content"), "membership");
  using State = Membership::State;
  out.state = state == "join" ? State::joined : state == "invite" ? State::invited : State::left;
  if (out.room.empty() || out.user.empty() || (!out.ours && is_ours(out.user, bot))) return;
  updates.push_back(std::move(out));
}

void read_event(const json::object& event, const MatrixBot& bot, std::vector<Update>& updates) {
  const std::string type = text_at(event, "type");
  if (event.contains("state_key")) {
    if (type == "m.room.member") read_member(event, bot, updates);
    return;
  }
  Message out{.account = bot.user_id};
  out.from.id = text_at(event, "sender");
  out.chat = {.id = text_at(event, "room_id"), .group = true};
  out.id = text_at(event, "event_id");
  out.sent_at = time_at(event, "origin_server_ts", kMillisecond);
  if (out.from.id.empty() || out.chat.id.empty() || out.id.empty() || is_ours(out.from.id, bot))
    return;
  if (type == "m.room.message") {
    read_message(event, bot, std::move(out), updates);
  } else if (type == "m.reaction") {
    read_reaction(event, std::move(out), updates);
  } else if (type == "m.room.encrypted") {
    out.unreadable = true;
    out.to_bot = false;
    updates.push_back(std::move(out));
  }
}

std::string as_bot(const MatrixBot& bot) {
  return "?user_id=" + http::encode_component(bot.user_id);
}

std::string room_target(const std::string& room) {
  return "/_matrix/client/v3/rooms/" + http::encode_component(room);
}

Call send_event(const Outgoing& out, const MatrixBot& bot, const char* type,
                const std::string& transaction, const json::object& content) {
  return {.method = "PUT",
          .target = room_target(out.chat) + "/send/" + type + "/" +
                    http::encode_component(transaction) + as_bot(bot),
          .body = json::serialize(content)};
}

}  // namespace

Result<std::vector<Update>> read_matrix(std::string_view body, const MatrixBot& bot) {
  PP_TRY(const auto parsed, http::parse_json(body));
  if (!parsed.is_object()) return fail("malformed", "A transaction is a JSON object.");
  std::vector<Update> updates;
  for (const auto& event : array_at(parsed.get_object(), "events")) {
    read_event(object_of(event), bot, updates);
  }
  return updates;
}

std::vector<Call> write_matrix(const Outgoing& out, const MatrixBot& bot) {
  const std::size_t buttons = std::min(out.buttons.size(), kMatrixButtonsMax);
  std::string text = out.text;
  for (std::size_t i = 0; i < buttons; ++i) {
    text += "\n" + matrix_button_key(i, buttons) + " " + out.buttons[i].title;
  }
  std::vector<Call> calls;
  // No character takes more than three bytes a UTF-16 unit.
  const auto texts = pieces(text, kMatrixTextBytesMax / 3, kMatrixTextBytesMax / 3);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    json::object content{{"msgtype", "m.notice"}, {"body", texts[i]}};
    if (i == 0 && !out.reply_to.empty()) {
      content["m.relates_to"] =
          json::object{{"m.in_reply_to", json::object{{"event_id", out.reply_to}}}};
    }
    const std::string transaction = out.outbox_id + (i ? "." + std::to_string(i) : "");
    calls.push_back(send_event(out, bot, "m.room.message", transaction, content));
    calls.back().buttons = i + 1 == texts.size() ? buttons : 0;
  }
  return calls;
}

std::string matrix_button_key(std::size_t button, std::size_t of) {
  if (of <= kYesNo.size()) return std::string(kYesNo[button]);
  // Keycaps: a digit, a variation selector, an enclosing key; then the ten.
  if (button == 9) return "🔟";
  return std::to_string(button + 1) + std::string(kVariation) + "\xE2\x83\xA3";
}

std::size_t matrix_button_of(std::string_view reaction, std::size_t of) {
  const auto plain = [](std::string key) {
    for (std::size_t at; (at = key.find(kVariation)) != std::string::npos;) {
      key.erase(at, kVariation.size());
    }
    return key;
  };
  const std::string given = plain(std::string(reaction));
  for (std::size_t i = 0; i < std::min(of, kMatrixButtonsMax); ++i) {
    if (plain(matrix_button_key(i, of)) == given) return i;
  }
  return std::string_view::npos;
}

Call react_in_matrix(const Outgoing& out, const MatrixBot& bot, const std::string& event_id,
                     std::size_t button) {
  const std::size_t buttons = std::min(out.buttons.size(), kMatrixButtonsMax);
  const json::object content{
      {"m.relates_to", json::object{{"rel_type", "m.annotation"},
                                    {"event_id", event_id},
                                    {"key", matrix_button_key(button, buttons)}}}};
  return send_event(out, bot, "m.reaction", out.outbox_id + ".b" + std::to_string(button), content);
}

Call join_matrix_room(const std::string& room, const MatrixBot& bot) {
  return {.target = room_target(room) + "/join" + as_bot(bot), .body = "{}"};
}

Call leave_matrix_room(const std::string& room, const MatrixBot& bot) {
  return {.target = room_target(room) + "/leave" + as_bot(bot), .body = "{}"};
}

Call open_matrix_room(const std::string& user, const MatrixBot& bot) {
  const json::object body{
      {"invite", json::array{user}}, {"is_direct", true}, {"preset", "trusted_private_chat"}};
  return {.target = "/_matrix/client/v3/createRoom" + as_bot(bot), .body = json::serialize(body)};
}

Call list_matrix_members(const std::string& room, const MatrixBot& bot) {
  return {.method = "GET", .target = room_target(room) + "/joined_members" + as_bot(bot)};
}

Result<std::vector<std::string>> read_matrix_members(std::string_view body, const MatrixBot& bot) {
  PP_TRY(const auto parsed, http::parse_json(body));
  const json::value* joined =
      parsed.is_object() ? parsed.get_object().if_contains("joined") : nullptr;
  if (!joined || !joined->is_object()) return fail("malformed", "This is no list of members.");
  std::vector<std::string> out;
  for (const auto& [user, profile] : joined->get_object()) {
    if (!is_ours(user, bot)) out.emplace_back(user);
  }
  return out;
}

CallAnswer read_matrix_answer(int status, std::string_view body) {
  using Kind = CallAnswer::Kind;
  const json::value parsed = http::parse_json(body).value_or(nullptr);
  const auto& root = object_of(parsed);
  if (status == 200) {
    std::string id = text_at(root, "event_id");
    if (id.empty()) id = text_at(root, "room_id");
    return {.kind = Kind::sent, .message_id = std::move(id)};
  }
  constexpr std::uint64_t kRetryAfterMsMax = 3'600'000;
  CallAnswer answer{.error = text_at(root, "errcode")};
  if (answer.error.empty()) answer.error = "http_" + std::to_string(status);
  const auto wait_ms = std::min(number_at(root, "retry_after_ms").value_or(0), kRetryAfterMsMax);
  answer.retry_after = std::chrono::seconds((wait_ms + 999) / 1000);
  if (status == 429 || status >= 500) {
    answer.kind = Kind::again;
  } else if (answer.error == "M_UNKNOWN_TOKEN" || answer.error == "M_MISSING_TOKEN") {
    answer.kind = Kind::no_access;
  } else if (answer.error == "M_FORBIDDEN" || answer.error == "M_NOT_FOUND") {
    answer.kind = Kind::unreachable;  // not in that room, or not allowed to write there
  }
  return answer;
}

std::string to_yaml(const MatrixRegistration& registration) {
  // Double-quoted YAML scalars are JSON strings.
  const auto quoted = [](const std::string& text) { return json::serialize(json::value(text)); };
  return "id: " + quoted(registration.id) + "\nurl: " + quoted(registration.url) +
         "\nas_token: " + quoted(registration.as_token) +
         "\nhs_token: " + quoted(registration.hs_token) +
         "\nsender_localpart: " + quoted(registration.sender_localpart) +
         "\nrate_limited: false\nnamespaces:\n  users:\n    - exclusive: true\n      regex: " +
         quoted(registration.user_regex) + "\n  aliases: []\n  rooms: []\n";
}

}  // namespace pennypost::connectors
