#include "api/connectors/xmpp.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <sstream>

#include "api/connectors/reading.h"
#include "api/connectors/xmpp_parts.h"
#include "ledger/base/bytes.h"
#include "ledger/base/check.h"

namespace pennypost::connectors {

using namespace xmpp;

namespace {

constexpr std::string_view kDisco = "http://jabber.org/protocol/disco#info";
constexpr std::string_view kDiscoItems = "http://jabber.org/protocol/disco#items";
constexpr std::string_view kPing = "urn:xmpp:ping";
constexpr std::string_view kStanzaId = "urn:xmpp:sid:0";
constexpr std::string_view kCorrection = "urn:xmpp:message-correct:0";
constexpr std::string_view kCarbons = "urn:xmpp:carbons:2";
constexpr std::string_view kForward = "urn:xmpp:forward:0";
constexpr std::string_view kFallback = "urn:xmpp:fallback:0";
constexpr std::string_view kStanzas = "urn:ietf:params:xml:ns:xmpp-stanzas";
constexpr std::size_t kAddressBytesMax = 3 * 1023 + 2;

/// "2026-09-21T14:13:20Z", with or without fractions; nothing where it is something else.
std::optional<TimestampUs> read_time(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute,
                  &second) != 6 ||
      !text.ends_with('Z')) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || year < 1970 || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const auto time = std::chrono::sys_days(date) + std::chrono::hours(hour) +
                    std::chrono::minutes(minute) + std::chrono::seconds(second);
  return TimestampUs(static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count()));
}

/// Without the ranges that quote what is answered, in code points of the whole.
std::string without_quotes(const XmlElement& stanza, const std::string& text) {
  std::string out = text;
  for (const XmlElement& each : stanza.children) {
    if (each.space != kFallback || each.name != "fallback" || each.attribute("for") != kReply) {
      continue;
    }
    const XmlElement* range = each.child(kFallback, "body");
    if (!range) continue;
    const auto at = [&](const char* name, std::size_t otherwise) -> std::optional<std::size_t> {
      const std::string value = range->attribute(name);
      std::uint64_t points = 0;
      if (value.empty()) return otherwise;
      const auto read = std::from_chars(value.data(), value.data() + value.size(), points);
      return read.ec == std::errc() ? byte_of_point(text, points) : std::nullopt;
    };
    const auto start = at("start", 0);
    const auto end = at("end", text.size());
    if (start && end && *start < *end) return text.substr(0, *start) + text.substr(*end);
  }
  // Older clients mark nothing: their quotes are the lines before that begin like one.
  while (out.starts_with("> ")) out.erase(0, std::min(out.find('\n'), out.size() - 1) + 1);
  return out;
}

std::string reply_iq(const XmlElement& stanza, std::string_view type, std::string_view content) {
  return "<iq" + attribute("type", type) + attribute("id", stanza.attribute("id")) +
         attribute("from", stanza.attribute("to")) + attribute("to", stanza.attribute("from")) +
         ">" + std::string(content) + "</iq>";
}

std::string answer_iq(const XmlElement& stanza) {
  const std::string type = stanza.attribute("type");
  if (type != "get" && type != "set") return {};
  if (type == "get" && stanza.child(kDisco, "query")) {
    return reply_iq(stanza, "result",
                    "<query xmlns='" + std::string(kDisco) +
                        "'><identity category='gateway' type='pennypost' name='Pennypost'/>"
                        "<identity category='client' type='bot' name='Pennypost'/><feature var='" +
                        std::string(kDisco) + "'/><feature var='" + std::string(kPing) +
                        "'/></query>");
  }
  if (type == "get" && stanza.child(kDiscoItems, "query")) {
    return reply_iq(stanza, "result", "<query xmlns='" + std::string(kDiscoItems) + "'/>");
  }
  if (type == "get" && stanza.child(kPing, "ping")) return reply_iq(stanza, "result", "");
  return reply_iq(
      stanza, "error",
      "<error type='cancel'><service-unavailable xmlns='" + std::string(kStanzas) + "'/></error>");
}

/// Whoever adds the bot to their contacts is let in, and sees it there.
std::string answer_presence(const XmlElement& stanza) {
  const std::string type = stanza.attribute("type");
  const auto presence = [&](std::string_view own) {
    return "<presence" + attribute("type", own) + attribute("from", stanza.attribute("to")) +
           attribute("to", bare_address(stanza.attribute("from"))) + "/>";
  };
  if (type == "subscribe") return presence("subscribed") + presence("");
  if (type == "probe") return presence("");
  return {};
}

}  // namespace

namespace xmpp {

std::string attribute(const char* name, std::string_view value) {
  if (value.empty()) return {};
  return std::string(" ") + name + "='" + xml_escaped(value) + "'";
}

std::string bot_address(const XmppComponent& component) {
  return component.localpart + "@" + component.domain;
}

std::string bot_full_address(const XmppComponent& component) {
  return bot_address(component) + "/pennypost";
}

std::string_view domain_of(std::string_view address) {
  address = address.substr(0, address.find('/'));
  const std::size_t at = address.find('@');
  return at == std::string_view::npos ? address : address.substr(at + 1);
}

std::string_view resource_of(std::string_view address) {
  const std::size_t slash = address.find('/');
  return slash == std::string_view::npos ? std::string_view() : address.substr(slash + 1);
}

bool is_room_service(const XmppComponent& component, std::string_view domain) {
  return std::ranges::find(component.room_services, domain) != component.room_services.end();
}

std::string words_of(const XmlElement& stanza) {
  for (const XmlElement& each : stanza.children) {
    if (each.space == kCarbons || each.space == kForward) return {};
  }
  const XmlElement* body = stanza.child(kAccept, "body");
  if (!body) return {};  // somebody is typing, or the like
  return stanza.child(kReply, "reply") ? without_quotes(stanza, body->text) : body->text;
}

bool is_correction(const XmlElement& stanza) {
  return stanza.child(kCorrection, "replace") != nullptr;
}

std::string stanza_id(const XmlElement& stanza, std::string_view server) {
  if (server.empty()) return {};
  for (const XmlElement& each : stanza.children) {
    if (each.name == "stanza-id" && each.space == kStanzaId && each.attribute("by") == server) {
      return each.attribute("id");
    }
  }
  return {};
}

}  // namespace xmpp

std::string xmpp_opening(const XmppComponent& component) {
  return "<?xml version='1.0'?><stream:stream xmlns='" + std::string(kAccept) +
         "' xmlns:stream='http://etherx.jabber.org/streams'" + attribute("to", component.domain) +
         ">";
}

std::string xmpp_handshake(std::string_view stream_id, std::string_view secret) {
  const std::string text = std::string(stream_id) + std::string(secret);
  std::array<std::uint8_t, 20> digest;
  unsigned size = 0;
  CHECK(EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) == 1);
  CHECK(size == digest.size());
  return "<handshake>" + to_hex(digest) + "</handshake>";
}

std::string bare_address(std::string_view address) {
  const std::string_view bare = address.substr(0, address.find('/'));
  const std::size_t at = bare.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == bare.size() ||
      bare.size() > kAddressBytesMax) {
    return {};
  }
  return std::string(bare);  // the server has brought it into its one form already
}

std::optional<Update> read_xmpp(const XmlElement& stanza, const XmppComponent& component) {
  if (stanza.name != "message" || stanza.space != kAccept) return std::nullopt;
  const std::string type = stanza.attribute("type");
  if (type != "" && type != "chat" && type != "normal") return std::nullopt;
  if (bare_address(stanza.attribute("to")) != bot_address(component)) return std::nullopt;
  // Its address is the room's: nobody can say which person stands behind it.
  const bool of_room = is_room_service(component, domain_of(stanza.attribute("from"))) ||
                       stanza.child(kRoomUser, "x") || stanza.child(kConference, "x");
  if (of_room) return std::nullopt;
  Message out{.account = component.domain};
  out.text = words_of(stanza);
  out.from.id = bare_address(stanza.attribute("from"));
  out.from.language = stanza.attribute("lang");
  // By the id that our own server gave; where it gives none, by the sender's.
  if (const std::string id = stanza_id(stanza, component.server); !id.empty()) {
    out.id = "s:" + id;
  } else if (const std::string own = stanza.attribute("id"); !own.empty()) {
    out.id = "c:" + out.from.id + ":" + own;
  }
  if (out.text.empty() || out.from.id.empty() || out.id.empty()) return std::nullopt;
  if (const XmlElement* delay = stanza.child(kDelay, "delay")) {
    // Late: what cannot be dated is as old as can be, and never pays without asking.
    out.sent_at = read_time(delay->attribute("stamp")).value_or(TimestampUs(1));
  }
  if (const XmlElement* reply = stanza.child(kReply, "reply"))
    out.reply_to = reply->attribute("id");
  out.edited = is_correction(stanza);
  return out;
}

std::string answer_xmpp(const XmlElement& stanza, const XmppComponent& component) {
  const std::string to = stanza.attribute("to");
  if (stanza.space != kAccept || (to != component.domain && !to.contains(component.domain)))
    return {};
  if (stanza.name == "iq") return answer_iq(stanza);
  if (stanza.name == "presence") return answer_presence(stanza);
  return {};
}

std::string write_xmpp(const Outgoing& out, const XmppComponent& component) {
  const bool in_room = !out.chat.empty();
  return "<message" + attribute("type", in_room ? "groupchat" : "chat") +
         attribute("id", out.outbox_id) +
         attribute("from", in_room ? bot_full_address(component) : bot_address(component)) +
         attribute("to", in_room ? out.chat : out.to_id) + "><body>" + xml_escaped(out.text) +
         "</body></message>";
}

}  // namespace pennypost::connectors
