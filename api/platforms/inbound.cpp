#include "api/platforms/inbound.h"

#include <algorithm>
#include <cctype>

#include "api/connectors/matrix.h"
#include "api/connectors/reading.h"
#include "ledger/crypto/hash.h"

namespace pennypost::platforms {

using boost::asio::awaitable;
using connectors::Message;
using connectors::Platform;
using gateway::InboundMessage;

namespace {

constexpr std::size_t kNameBytesMax = 40;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

/// BCP 47 of "pt" or "pt_BR". Where nothing is told, nothing is made up but the region that a
/// WhatsApp id begins with ("BR.4410022").
std::string locale_of(Platform platform, const connectors::Person& person, std::string language) {
  std::ranges::replace(language, '_', '-');
  const bool plain = std::ranges::all_of(language, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || (c >= '0' && c <= '9');
  });
  if (language.size() >= 2 && language.size() <= 35 && plain) return language;
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::string& id = person.id;
  const bool region = platform == Platform::whatsapp && id.size() > 3 && capital(id[0]) &&
                      capital(id[1]) && id[2] == '.';
  return region ? "und-" + id.substr(0, 2) : "und";
}

/// Letters of a contact's name that may stand in a command.
std::string plain_name(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const bool odd =
        static_cast<unsigned char>(c) < 0x20 || std::string_view("=@/<>\"").contains(c);
    if (!odd && out.size() < kNameBytesMax) out += c;
  }
  while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
  return out;
}

/// The token that a reaction, or a typed code, stands for.
std::optional<std::string> tapped(Directory& directory, const Known& known,
                                  const Message& message) {
  const auto buttons = directory.buttons(known);
  if (!buttons) return std::nullopt;
  if (!message.reaction.empty()) {
    if (buttons->message_id != message.reply_to) return std::nullopt;
    const auto at = connectors::matrix_button_of(message.reaction, buttons->tokens.size());
    return at < buttons->tokens.size() ? std::optional(buttons->tokens[at]) : std::nullopt;
  }
  // "4821", or "yes 4821": the last word is what counts.
  std::string text = message.text;
  while (text.ends_with(' ') || text.ends_with('.') || text.ends_with('\n')) text.pop_back();
  const std::string word = text.substr(text.find_last_of(' ') + 1);
  const auto found = std::ranges::find(buttons->codes, word);
  const bool short_enough = std::ranges::count(text, ' ') <= 1;
  if (word.empty() || found == buttons->codes.end() || !short_enough) return std::nullopt;
  return buttons->tokens[static_cast<std::size_t>(found - buttons->codes.begin())];
}

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

/// "@maria.wa" is somebody on WhatsApp wherever it is written; a platform whose names have no dots
/// marks "@maria" in it, who is somebody else.
void take_whole_handles(Message& message) {
  for (auto& mention : message.mentions) {
    if (!mention.id.empty() || mention.bot) continue;
    std::size_t end = mention.end;
    while (end < message.text.size() && is_name_byte(message.text[end])) ++end;
    while (end > mention.end && !std::isalnum(static_cast<unsigned char>(message.text[end - 1]))) {
      --end;
    }
    const std::string whole = message.text.substr(mention.start, end - mention.start);
    if (!gateway::is_platform_handle(lower(whole))) continue;
    mention.end = end;
    mention.username = connectors::without_at(whole);
  }
}

/// Words that name somebody and that the platform has not marked: "@maria", and addresses of its
/// own kind ("maria@chat.test"). None of them may be taken for a handle of the tenant's.
void add_written(Platform platform, Message& message) {
  const std::string& text = message.text;
  for (std::size_t at = 0; (at = text.find('@', at)) != std::string::npos; ++at) {
    std::size_t start = at;
    std::size_t end = at + 1;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;  // a sentence's
    if (platform == Platform::xmpp) {
      while (start > 0 && is_name_byte(text[start - 1])) --start;
    }
    const bool inside_word = start == at && at > 0 && is_name_byte(text[at - 1]);
    const bool marked = std::ranges::any_of(
        message.mentions, [&](const auto& each) { return start < each.end && each.start < end; });
    const bool bot = text.compare(at, end - at, gateway::kBotMention) == 0;
    if (end == at + 1 || inside_word || marked || bot) continue;
    connectors::PlatformMention mention{.start = start, .end = end};
    if (start < at) {
      mention.id = lower(text.substr(start, end - start));
    } else {
      mention.username = text.substr(at + 1, end - at - 1);
    }
    message.mentions.push_back(std::move(mention));
  }
  std::ranges::sort(message.mentions, {}, &connectors::PlatformMention::start);
}

/// The id of "@Maria" where names and servers make ids: of the writer's own server, which writes
/// all of them small.
std::string id_of_name(Platform platform, const std::string& name, const std::string& writer) {
  if (platform == Platform::xmpp) return lower(name) + writer.substr(writer.find('@'));
  if (platform == Platform::matrix) return "@" + lower(name) + writer.substr(writer.find(':'));
  return {};
}

/// Whom a mention means here. Never one of the tenant's own handles: on a platform an @name is the
/// platform's, or the whole handle of somebody on another one ("maria.tg").
awaitable<std::string> handle_of(Directory& directory, Platform platform, const Message& message,
                                 connectors::PlatformMention mention, TimestampUs now) {
  if (mention.id.empty()) {
    const auto here = directory.by_username(platform, mention.username, now);
    const auto whole = directory.by_handle(lower(mention.username));
    // A name here that is somebody else's handle there: nobody can say who is meant.
    if (here && whole && here->handle != whole->handle) co_return unseen_name(mention.username);
    if (here) co_return here->handle;
    if (whole) co_return whole->handle;
    mention.id = id_of_name(platform, mention.username, message.from.id);
  }
  if (mention.id.empty()) co_return unseen_name(mention.username);
  const auto known = co_await directory.meet(platform, message.account,
                                             {.id = mention.id, .username = mention.username});
  co_return known.handle;
}

awaitable<std::vector<gateway::Mention>> mentions_of(Directory& directory, Platform platform,
                                                     const Message& message, TimestampUs now) {
  std::vector<gateway::Mention> out;
  for (const auto& each : message.mentions) {
    if (each.bot || out.size() == gateway::kMentionsMax) continue;
    std::string handle = co_await handle_of(directory, platform, message, each, now);
    if (!gateway::is_handle(handle)) handle = std::string(gateway::kUnseenPrefix) + "name";
    out.push_back({each.start, each.end, std::move(handle)});
  }
  co_return out;
}

/// The bot by the one name that the gateway calls it.
void name_bot(Message& message) {
  for (std::size_t i = 0; i < message.mentions.size(); ++i) {
    const auto bot = message.mentions[i];
    if (!bot.bot) continue;
    message.text.replace(bot.start, bot.end - bot.start, gateway::kBotMention);
    for (auto& other : message.mentions) {
      if (other.start < bot.end) continue;
      other.start += gateway::kBotMention.size() - (bot.end - bot.start);
      other.end += gateway::kBotMention.size() - (bot.end - bot.start);
    }
  }
}

/// Ids of any length, in the length that the gateway takes.
std::string short_id(const std::string& id) {
  if (id.size() <= gateway::kIdBytesMax) return id;
  return crypto::hash("pennypost/platform_message_id/1",
                      ByteView(reinterpret_cast<const std::uint8_t*>(id.data()), id.size()))
      .hex();
}

}  // namespace

std::string unseen_name(const std::string& username) {
  return std::string(gateway::kUnseenPrefix) + lower(username.substr(0, 20));
}

std::vector<std::string> names_before_seen(const Known& known) {
  std::vector<std::string> out;
  if (!known.person.username.empty()) out.push_back(unseen_name(known.person.username));
  if (!known.person.phone.empty()) out.push_back("+" + known.person.phone);
  return out;
}

std::string group_id(Platform platform, const std::string& account, const std::string& chat) {
  return std::string(to_string(platform)) + "/" + account + "/" + chat;
}

std::string chat_of_group(const std::string& group) {
  const std::size_t first = group.find('/');
  const std::size_t second = group.find('/', first + 1);
  return second == std::string::npos ? group : group.substr(second + 1);
}

awaitable<std::optional<InboundMessage>> to_inbound(Directory& directory, Platform platform,
                                                    Message message, Known known, TimestampUs now) {
  InboundMessage out;
  out.tenant = directory.tenant();
  out.channel = to_string(platform);
  out.user = known.handle;
  out.message_id = short_id(message.id);
  out.received_at = now;
  out.locale =
      locale_of(platform, message.from,
                message.from.language.empty() ? known.person.language : message.from.language);
  if (message.sent_at.value() > 0) out.sent_at = message.sent_at;
  out.group = message.chat.group;
  if (out.group) out.chat_id = group_id(platform, message.account, message.chat.id);
  out.forwarded = message.forwarded;
  out.edited = message.edited;
  out.action = message.action;
  if (out.action.empty()) {
    if (auto token = tapped(directory, known, message)) out.action = std::move(*token);
  }
  if (!out.action.empty()) co_return out;
  if (message.contact) {
    const auto whom = message.contact->id.empty()
                          ? directory.by_phone(platform, message.contact->phone, now)
                          : directory.by_id(platform, message.contact->id);
    const std::string name = plain_name(message.contact->name);
    const std::string& phone = message.contact->phone;
    out.text = "/name ?";  // is answered with how to
    if (!name.empty() && whom) out.text = "/name " + name + " = @" + whom->handle;
    if (!name.empty() && !whom && !phone.empty()) out.text = "/name " + name + " = +" + phone;
  } else if (message.unreadable) {
    if (out.group) co_return std::nullopt;
    out.text = "/help";
  } else if (!message.reaction.empty()) {
    if (out.group) co_return std::nullopt;
    out.text = message.reaction;
  } else {
    name_bot(message);
    if (message.text.size() > gateway::kTextBytesMax) {
      message.text = "/help";
      message.mentions.clear();
    }
    take_whole_handles(message);
    add_written(platform, message);
    out.text = message.text;
    out.mentions = co_await mentions_of(directory, platform, message, now);
  }
  out.reply_to = short_id(message.reply_to);
  if (out.text.empty()) co_return std::nullopt;
  co_return out;
}

}  // namespace pennypost::platforms
