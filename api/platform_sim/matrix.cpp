#include <set>

#include <boost/json/serialize.hpp>

#include "api/connectors/reading.h"
#include "api/http/json.h"
#include "api/http/router.h"
#include "api/platform_sim/graph.h"
#include "api/platform_sim/platform.h"

namespace pennypost::platform_sim {

namespace json = boost::json;
using connectors::object_at;
using connectors::object_of;
using connectors::text_at;

namespace {

constexpr const char* kBot = "@pay:chat.test";
constexpr std::uint32_t kCallsPerS = 100;
constexpr RetryPolicy kRetry{.first_us = kSecondUs,
                             .pause_us_max = kHourUs,
                             .give_up_us = 0,  // a homeserver never gives up
                             .in_order = true};

/// The first room that a person opens with the bot.
std::string first_room_of(const std::string& person) {
  return "!dm-" + person.substr(1, person.find(':') - 1) + ":chat.test";
}

class Matrix final : public Platform {
 public:
  explicit Matrix(SimOptions options) : Platform(std::move(options), kRetry, kCallsPerS) {}

 private:
  std::string new_person_id(std::uint64_t number) const override {
    return "@user" + std::to_string(number) + ":chat.test";
  }
  std::string new_message_id(std::uint64_t number) const override {
    return "$e" + std::to_string(number);
  }

  /// Where a person writes to the bot alone: their newest room with it.
  std::string room_of(const std::string& person) const {
    const auto found = newest_.find(person);
    return found == newest_.end() ? first_room_of(person) : found->second;
  }
  /// As people see it: a room where others read is a chat of its own.
  std::string chat_of(const std::string& room) const {
    std::string reader;
    for (const std::string& member : rooms_.at(room)) {
      if (member == kBot) continue;
      if (!reader.empty()) return room;
      reader = member;
    }
    const bool theirs = room == room_of(reader) || room == first_room_of(reader);
    return theirs ? reader : room;
  }

  Webhook transaction(json::array events) {
    Webhook out{
        .method = "PUT",
        .target = options().webhook_target + "/transactions/" + std::to_string(++transactions_),
        .body = json::serialize(json::object{{"events", std::move(events)}})};
    out.headers = {{"Content-Type", "application/json"},
                   {"Authorization", "Bearer " + options().secret}};
    return out;
  }

  json::object member(const std::string& room, const std::string& sender, const std::string& user,
                      const char* state, TimeUs now) {
    return {{"type", "m.room.member"},
            {"event_id", "$m" + std::to_string(++members_made_)},
            {"room_id", room},
            {"sender", sender},
            {"state_key", user},
            {"origin_server_ts", now / 1'000},
            {"content", json::object{{"membership", state}, {"is_direct", true}}}};
  }

  /// Who writes in a room for the first time has come into it, and has invited the bot. Of who was
  /// there before the bot came in, the bot's side is told nothing.
  json::array coming(const std::string& room, const std::string& person, TimeUs now) {
    json::array out;
    auto& members = rooms_[room];
    const bool came = members.insert(person).second;
    if (came && joined_.contains(room)) out.push_back(member(room, person, person, "join", now));
    if (members.insert(kBot).second) out.push_back(member(room, person, kBot, "invite", now));
    return out;
  }

  bool moved(const Person& person, const std::string& chat, bool inside, TimeUs now) override {
    const std::string room = people().contains(chat) ? room_of(chat) : chat;
    auto& members = rooms_[room];
    const bool changed = inside ? members.insert(person.id).second : members.erase(person.id) > 0;
    if (changed && joined_.contains(room)) {
      tell(transaction({member(room, person.id, person.id, inside ? "join" : "leave", now)}), now);
    }
    return true;
  }

  json::object event(const std::string& room, const std::string& sender, const std::string& id,
                     const char* type, json::object content, TimeUs now) {
    return {{"type", type},
            {"event_id", id},
            {"room_id", room},
            {"sender", sender},
            {"origin_server_ts", now / 1'000},
            {"content", std::move(content)}};
  }

  Webhook said(const Person& person, const ChatMessage& message, const Said& said) override {
    const std::string room = said.chat.empty() ? room_of(person.id) : said.chat;
    json::array events = coming(room, person.id, message.at);
    json::object content{{"msgtype", "m.text"}, {"body", message.text}};
    std::string html = message.text;
    json::array named;
    for (const std::string& id : said.mentions) {
      const Person* meant = find(id);
      const std::string words = id == kBot ? "Pay" : meant ? meant->name : std::string();
      const std::size_t at = words.empty() ? html.npos : html.find(words);
      named.push_back(json::value(id));
      if (at == html.npos) continue;
      html.replace(at, words.size(),
                   "<a href=\"https://matrix.to/#/" + id + "\">" + words + "</a>");
    }
    if (!named.empty()) {
      content["format"] = "org.matrix.custom.html";
      content["formatted_body"] = html;
      content["m.mentions"] = json::object{{"user_ids", std::move(named)}};
    }
    if (!said.reply_to.empty()) {
      content["m.relates_to"] =
          json::object{{"m.in_reply_to", json::object{{"event_id", said.reply_to}}}};
    }
    events.push_back(
        event(room, person.id, message.id, "m.room.message", std::move(content), message.at));
    return transaction(std::move(events));
  }

  /// Buttons are reactions: what stands in front of the title in the text.
  Webhook pressed(const Person& person, const ChatMessage& card, const Button& button,
                  TimeUs now) override {
    const std::string room = people().contains(card.chat) ? room_of(card.chat) : card.chat;
    const std::string id = show({.id = {},
                                 .chat = card.chat,
                                 .from = person.id,
                                 .text = button.token,
                                 .reply_to = card.id,
                                 .at = now});
    json::object content{
        {"m.relates_to",
         json::object{{"rel_type", "m.annotation"}, {"event_id", card.id}, {"key", button.token}}}};
    json::array events = coming(room, person.id, now);
    events.push_back(event(room, person.id, id, "m.reaction", std::move(content), now));
    return transaction(std::move(events));
  }

  std::optional<Webhook> id_changed(const Person&, const Person&, TimeUs) override {
    return std::nullopt;
  }

  static ApiAnswer error(int status, const char* code) {
    return {status, json::object{{"errcode", code}, {"error", "refused"}}};
  }

  ApiAnswer answer(const ApiCall& call, TimeUs now) override {
    if (call.authorization != "Bearer " + options().token) return error(401, "M_UNKNOWN_TOKEN");
    const auto target = http::parse_target(call.target);
    if (!target || target->query.get("user_id").value_or("") != kBot)
      return error(403, "M_FORBIDDEN");
    const auto& path = target->segments;  // _matrix client v3 …
    const json::value parsed = http::parse_json(call.body).value_or(json::object());
    const auto& body = object_of(parsed);
    if (path.size() == 4 && path[3] == "createRoom") return open_room(body, now);
    if (path.size() < 6 || path[3] != "rooms" || !rooms_.contains(path[4])) {
      return error(404, "M_NOT_FOUND");
    }
    const std::string& room = path[4];
    if (path[5] == "join") {
      joined_.insert(room);
      return {200, json::object{{"room_id", room}}};
    }
    if (path[5] == "leave") {
      joined_.erase(room);
      return {200, json::object()};
    }
    if (path[5] == "joined_members" && call.method == "GET") return list_members(room);
    if (path.size() != 8 || path[5] != "send" || call.method != "PUT") {
      return error(404, "M_UNRECOGNIZED");
    }
    if (!joined_.contains(room)) return error(403, "M_FORBIDDEN");
    // The same transaction id: the event of then.
    auto& id = sent_[room + " " + path[7]];
    if (id.empty()) id = path[6] == "m.reaction" ? offer(body) : show_text(room, body, now);
    return {200, json::object{{"event_id", id}}};
  }

  ApiAnswer list_members(const std::string& room) {
    if (!joined_.contains(room)) return error(403, "M_FORBIDDEN");
    json::object joined;
    for (const std::string& user : rooms_[room]) {
      const Person* person = find(user);
      joined[user] = json::object{{"display_name", person ? person->name : "Pay"}};
    }
    return {200, json::object{{"joined", std::move(joined)}}};
  }

  /// Whoever is invited comes.
  ApiAnswer open_room(const json::object& body, TimeUs now) {
    const auto& invited = connectors::array_at(body, "invite");
    const json::string* user = invited.empty() ? nullptr : invited[0].if_string();
    const Person* person = user ? find(std::string(*user)) : nullptr;
    if (!person || person->blocked) return error(403, "M_FORBIDDEN");
    const std::string room = "!room" + std::to_string(rooms_.size() + 1) + ":chat.test";
    rooms_[room] = {person->id, kBot};
    newest_[person->id] = room;
    joined_.insert(room);
    tell(transaction({member(room, person->id, person->id, "join", now)}), now);
    return {200, json::object{{"room_id", room}}};
  }

  std::string show_text(const std::string& room, const json::object& body, TimeUs now) {
    ChatMessage message{
        .id = {}, .chat = chat_of(room), .from = {}, .text = text_at(body, "body"), .at = now};
    message.reply_to =
        text_at(object_at(object_at(body, "m.relates_to"), "m.in_reply_to"), "event_id");
    return show(std::move(message));
  }

  /// A reaction of the bot's is a button to tap.
  std::string offer(const json::object& body) {
    const auto& relation = object_at(body, "m.relates_to");
    const std::string key = text_at(relation, "key");
    add_button(text_at(relation, "event_id"), {key, key});
    return "$b" + std::to_string(++members_made_);
  }

  std::uint64_t transactions_ = 0;
  std::uint64_t members_made_ = 0;
  std::map<std::string, std::set<std::string>> rooms_;
  std::map<std::string, std::string> newest_;  // of rooms that the bot has opened, by person
  std::set<std::string> joined_;               // rooms that the bot is in
  std::map<std::string, std::string> sent_;
};

}  // namespace

std::unique_ptr<Platform> make_matrix(SimOptions options) {
  return std::make_unique<Matrix>(std::move(options));
}

}  // namespace pennypost::platform_sim
