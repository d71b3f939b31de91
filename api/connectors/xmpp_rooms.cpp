#include "api/connectors/xmpp_rooms.h"

#include <algorithm>
#include <charconv>

#include "api/connectors/reading.h"
#include "api/connectors/xmpp_parts.h"

namespace pennypost::connectors {

using namespace xmpp;

namespace {

constexpr std::string_view kRoom = "http://jabber.org/protocol/muc";
constexpr std::string_view kReference = "urn:xmpp:reference:0";
constexpr int kNickTries = 4;
constexpr std::size_t kMentionsMax = 64;
// What a presence of our own tells (XEP-0045 §15.6.2).
constexpr std::string_view kOurselves = "110";
constexpr std::string_view kCreated = "201";
constexpr std::string_view kNickChanged = "303";
constexpr std::string_view kServiceStops = "332";

bool has_status(const XmlElement* details, std::string_view code) {
  return details && std::ranges::any_of(details->children, [&](const XmlElement& each) {
           return each.name == "status" && each.attribute("code") == code;
         });
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool starts_with_nick(std::string_view text, std::string_view nick) {
  return text.size() >= nick.size() &&
         std::ranges::equal(text.substr(0, nick.size()), nick, {}, lower, lower);
}

bool is_name_byte(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !is_name_byte(text[at]) ||
         ((text[at] == '.' || text[at] == '-') &&
          (at + 1 == text.size() || !is_name_byte(text[at + 1])));
}

/// The name that begins there, without what ends a sentence.
std::string_view name_at(std::string_view text) {
  std::size_t end = 0;
  while (!ends_word(text, end)) ++end;
  return text.substr(0, end);
}

/// Of a room or an occupant: without the nick.
std::string room_of(std::string_view address) {
  return std::string(address.substr(0, address.find('/')));
}

}  // namespace

bool XmppRooms::is_in(const std::string& room) const {
  const auto found = rooms_.find(room);
  return found != rooms_.end() && found->second.entered;
}

Update XmppRooms::membership(const std::string& room, Membership::State state) const {
  return Membership{.account = component_.domain,
                    .room = room,
                    .user = bot_address(component_),
                    .state = state,
                    .ours = true};
}

std::string XmppRooms::presence(const std::string& room, const Room& there) const {
  return "<presence" + attribute("from", bot_full_address(component_)) +
         attribute("to", room + "/" + there.nick) + "><x xmlns='" + std::string(kRoom) +
         "'><history maxstanzas='0'/></x></presence>";
}

std::string XmppRooms::enter(const std::string& room) {
  Room& there = rooms_[room];
  there = {.nick = component_.nick};
  return presence(room, there);
}

std::optional<XmppRooms::Taken> XmppRooms::take(const XmlElement& stanza) {
  if (stanza.space != kAccept || bare_address(stanza.attribute("to")) != bot_address(component_)) {
    return std::nullopt;
  }
  const std::string from = stanza.attribute("from");
  const bool of_service = is_room_service(component_, domain_of(from));
  if (stanza.name == "presence") {
    return of_service ? std::optional(on_presence(stanza)) : std::nullopt;
  }
  if (stanza.name != "message") return std::nullopt;
  // Asked by the room for somebody, or by somebody themselves (XEP-0249).
  const XmlElement* details = stanza.child(kRoomUser, "x");
  if (details && details->child(kRoomUser, "invite")) return on_invitation(room_of(from));
  if (const XmlElement* asked = stanza.child(kConference, "x")) {
    return on_invitation(room_of(asked->attribute("jid")));
  }
  return of_service ? std::optional(on_message(stanza)) : std::nullopt;
}

XmppRooms::Taken XmppRooms::on_invitation(const std::string& room) {
  const bool known = rooms_.contains(room);
  if (bare_address(room).empty() || !is_room_service(component_, domain_of(room)) || is_in(room) ||
      (!known && rooms_.size() >= kRoomsMax)) {
    return {};
  }
  return {.update = membership(room, Membership::State::invited), .answer = enter(room)};
}

XmppRooms::Taken XmppRooms::on_presence(const XmlElement& stanza) {
  const std::string from = stanza.attribute("from");
  const std::string room = room_of(from);
  const std::string nick(resource_of(from));
  const auto found = rooms_.find(room);
  const std::string type = stanza.attribute("type");
  if (found == rooms_.end()) return {};
  Room& there = found->second;
  if (type == "error") return on_refusal(stanza, room);
  const XmlElement* details = stanza.child(kRoomUser, "x");
  const bool ours = has_status(details, kOurselves) || (there.entered && nick == there.nick);
  if (type == "unavailable") {
    there.people.erase(nick);
    if (!ours || has_status(details, kNickChanged)) return {};
    const bool comes_back = has_status(details, kServiceStops);
    rooms_.erase(found);
    if (comes_back) return {};
    return {.update = membership(room, Membership::State::left)};
  }
  if (!type.empty()) return {};
  if (has_status(details, kCreated)) {  // nobody was there: by coming we have opened it
    rooms_.erase(found);
    return {.update = membership(room, Membership::State::left),
            .answer = "<presence type='unavailable'" +
                      attribute("from", bot_full_address(component_)) + attribute("to", from) +
                      "/>"};
  }
  if (ours) {
    there.nick = nick;
    there.entered = true;
    return {};
  }
  if (there.people.size() >= kOccupantsMax && !there.people.contains(nick)) return {};
  const XmlElement* item = details ? details->child(kRoomUser, "item") : nullptr;
  there.people[nick] = item ? bare_address(item->attribute("jid")) : std::string();
  return {};
}

XmppRooms::Taken XmppRooms::on_refusal(const XmlElement& stanza, const std::string& room) {
  Room& there = rooms_.at(room);
  const XmlElement* error = stanza.child(kAccept, "error");
  const auto says = [&](std::string_view condition) {
    return error && std::ranges::any_of(error->children, [&](const XmlElement& each) {
             return each.name == condition;
           });
  };
  if (says("conflict") && !there.entered && ++there.tries < kNickTries) {
    there.nick += "_";
    return {.answer = presence(room, there)};
  }
  rooms_.erase(room);
  // A service that does not answer now may do so at the next connection.
  if (error && error->attribute("type") == "wait") return {};
  return {.update = membership(room, Membership::State::left)};
}

XmppRooms::Taken XmppRooms::on_message(const XmlElement& stanza) {
  const std::string from = stanza.attribute("from");
  const auto found = rooms_.find(room_of(from));
  if (found == rooms_.end()) return {};
  if (stanza.attribute("type") == "error") {
    if (!resource_of(from).empty()) return {};  // an occupant's, who can send them at will
    // The room does not know us any more: its service was started again.
    return {.answer = enter(found->first)};
  }
  return on_words(stanza, found->second, from);
}

XmppRooms::Taken XmppRooms::on_words(const XmlElement& stanza, const Room& room,
                                     const std::string& address) {
  const std::string nick(resource_of(address));
  const std::string at = room_of(address);
  // What is late was said by whoever had the nick then.
  if (nick.empty() || nick == room.nick || stanza.child(kDelay, "delay")) return {};
  Message out{.account = component_.domain};
  out.text = words_of(stanza);
  if (out.text.empty()) return {};
  if (stanza.attribute("type") == "groupchat") {
    out.chat = {.id = at, .group = true};
    find_addressee(stanza, room, out);
    if (!out.to_bot) return {};
  }
  const auto person = room.people.find(nick);
  if (person == room.people.end() || person->second.empty()) {
    return {.hidden = address, .language = stanza.attribute("lang")};
  }
  out.from.id = person->second;
  out.from.language = stanza.attribute("lang");
  out.edited = is_correction(stanza);
  unname_others(room, out);
  const std::string id = stanza_id(stanza, at);
  const std::string own = stanza.attribute("id");
  if (id.empty() && own.empty()) return {};
  out.id = id.empty() ? "c:" + out.from.id + ":" + at + ":" + own : "s:" + at + ":" + id;
  return {.update = std::move(out)};
}

void XmppRooms::find_addressee(const XmlElement& stanza, const Room& room, Message& out) const {
  out.to_bot = out.text.starts_with('/') && !out.text.starts_with("/me ");  // XEP-0245
  if (const XmlElement* reply = stanza.child(kReply, "reply")) {
    out.reply_to = reply->attribute("id");
    const std::string whom = reply->attribute("to");
    out.to_bot = out.to_bot || whom == out.chat.id + "/" + room.nick ||
                 bare_address(whom) == bot_address(component_);
  }
  read_references(stanza, room, out);
  find_bot(room, out);
}

/// Mentions that a client marked (XEP-0372): "xmpp:bob@chat.test", or an occupant by their nick.
void XmppRooms::read_references(const XmlElement& stanza, const Room& room, Message& out) const {
  for (const XmlElement& each : stanza.children) {
    if (each.space != kReference || each.attribute("type") != "mention") continue;
    const auto byte = [&](const char* name) -> std::optional<std::size_t> {
      const std::string value = each.attribute(name);
      std::uint64_t points = 0;
      const auto read = std::from_chars(value.data(), value.data() + value.size(), points);
      return read.ec == std::errc() ? byte_of_point(out.text, points) : std::nullopt;
    };
    const auto start = byte("begin");
    const auto end = byte("end");
    const std::string uri = percent_decoded(each.attribute("uri"));
    const bool overlaps = start && end && std::ranges::any_of(out.mentions, [&](const auto& other) {
                            return *start < other.end && other.start < *end;
                          });
    if (!start || !end || *start >= *end || overlaps || !uri.starts_with("xmpp:") ||
        out.mentions.size() == kMentionsMax) {
      continue;
    }
    const std::string whom = uri.substr(5, uri.find('?') - 5);
    PlatformMention mention{.start = *start, .end = *end, .id = bare_address(whom)};
    if (mention.id == out.chat.id) {
      const std::string nick(resource_of(whom));
      const auto person = room.people.find(nick);
      mention.id = person == room.people.end() ? "" : person->second;
      mention.bot = nick == room.nick;
    } else {
      mention.bot = mention.id == bot_address(component_);
    }
    if (mention.bot) mention.id = bot_address(component_);
    if (mention.id.empty()) continue;
    out.to_bot = out.to_bot || mention.bot;
    out.mentions.push_back(std::move(mention));
  }
}

/// "Pennypost: send …" as clients write it, or "@pennypost" anywhere.
void XmppRooms::find_bot(const Room& room, Message& out) {
  const std::string_view text = out.text;
  const std::size_t size = room.nick.size();
  const auto name = [&](std::size_t start, std::size_t end) {
    const bool marked = std::ranges::any_of(
        out.mentions, [&](const auto& other) { return start < other.end && other.start < end; });
    if (marked) return;
    out.mentions.push_back(
        {.start = start, .end = end, .id = "", .username = room.nick, .bot = true});
    out.to_bot = true;
  };
  if (starts_with_nick(text, room.nick) && size < text.size() &&
      std::string_view(":, ").contains(text[size])) {
    name(0, text[size] == ' ' ? size : size + 1);
  }
  for (std::size_t at = 0; (at = text.find('@', at)) != text.npos; ++at) {
    const bool inside_word = at > 0 && is_name_byte(text[at - 1]);
    if (!inside_word && starts_with_nick(text.substr(at + 1), room.nick) &&
        ends_word(text, at + 1 + size)) {
      name(at, at + 1 + size);
    }
  }
  std::ranges::sort(out.mentions, {}, &PlatformMention::start);
}

/// "@bob" is bob at the writer's server as everywhere. Where somebody else in the room is called
/// so, nobody can say who is meant: without the sign it is a mere name, and is asked about.
void XmppRooms::unname_others(const Room& room, Message& out) {
  for (std::size_t at = 0; (at = out.text.find('@', at)) != std::string::npos;) {
    const bool marked = std::ranges::any_of(
        out.mentions, [&](const auto& other) { return other.start <= at && at < other.end; });
    const bool inside_word = at > 0 && is_name_byte(out.text[at - 1]);
    const std::string_view name = name_at(std::string_view(out.text).substr(at + 1));
    const std::string meant = std::string(name) + out.from.id.substr(out.from.id.find('@'));
    const bool unclear =
        !marked && !inside_word && !name.empty() &&
        std::ranges::any_of(room.people, [&](const auto& other) {
          const auto& [nick, address] = other;
          return starts_with_nick(nick, name) && ends_word(nick, name.size()) &&
                 !(address.size() == meant.size() && starts_with_nick(address, meant));
        });
    if (!unclear) {
      ++at;
      continue;
    }
    out.text.erase(at, 1);
    for (auto& mention : out.mentions) {
      if (mention.start <= at) continue;
      --mention.start;
      --mention.end;
    }
  }
}

std::string write_xmpp_aside(const std::string& occupant, const std::string& id,
                             const std::string& text, const XmppComponent& component) {
  return "<message type='chat'" + attribute("id", id) +
         attribute("from", bot_full_address(component)) + attribute("to", occupant) + "><body>" +
         xml_escaped(text) + "</body><x xmlns='" + std::string(kRoomUser) + "'/></message>";
}

}  // namespace pennypost::connectors
