#include <algorithm>
#include <array>

#include "api/gateway/contact_card.h"
#include "api/gateway/dialogue.h"
#include "ledger/base/check.h"

// What the words mean, and in which language they are answered.
namespace pennypost::gateway {

using language::Intent;

namespace {

constexpr std::uint64_t kPendingAgeMaxUs = 5 * kMinuteUs;  ///< of a clarification
constexpr std::size_t kPlainCommandBytesMax = 80;
constexpr const char* kAnyCurrency = "USD";  ///< of a sentence that is only told apart
constexpr std::size_t kPinDigitsMin = 4;
constexpr std::size_t kPinDigitsMax = 12;
constexpr std::array<std::string_view, 4> kPinWords = {"pin", "पिन", "密码", "رمز"};

/// Texts that list how people say a command, and the command.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kPlainCommands = {
    {{"words_limits", "/limits"},
     {"words_names", "/names"},
     {"words_pin", "/pin"},
     {"words_link", "/link"},
     {"words_language", "/language"},
     {"words_delete", "/delete"},
     {"words_more", "/history more"}}};

/// Slash commands that are sentences: "/send 5 to @maria". Groups know no other way on platforms
/// that show bots nothing else.
bool is_spoken_command(std::string_view command) {
  constexpr std::array<std::string_view, 6> kSpoken = {"/send", "/pay",     "/give",
                                                       "/ask",  "/request", "/split"};
  const auto end = command.find(' ');
  return end != std::string_view::npos &&
         std::ranges::find(kSpoken, folded_name(std::string(command.substr(0, end)))) !=
             kSpoken.end();
}

bool has_number_like_pin(std::string_view text) {
  std::size_t row = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      ++row;
    } else if (row >= kPinDigitsMin && row <= kPinDigitsMax) {
      return true;
    } else {
      row = 0;
    }
  }
  return row >= kPinDigitsMin && row <= kPinDigitsMax;
}

bool is_language_of(const std::string& locale, const std::string& language) {
  return reply_language(locale) == language && (language != "en" || locale.starts_with("en"));
}

}  // namespace

std::string command_text(std::string_view text) {
  if (std::string card = command_of_card(text); !card.empty()) return card;
  // Most messages have no slash near their beginning: those are not looked at any closer.
  constexpr std::size_t kLeadBytesMax = 16;
  if (text.substr(0, kLeadBytesMax).find('/') == std::string_view::npos) return {};
  std::string line = plain_line(text);
  line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
  if (!line.starts_with('/')) return {};
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

bool is_slash_command(const InboundMessage& message) {
  const std::string command = command_text(message.text);
  return !command.empty() && !is_spoken_command(command);
}

bool tells_pin(const InboundMessage& message) {
  if (message.channel == kOrderChannel || !message.action.empty()) return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (folded_name(command_text(message.text)).starts_with("/pin")) {
    return std::ranges::any_of(message.text, is_digit);
  }
  // Most messages have no such number: those are not looked at any closer.
  if (!has_number_like_pin(message.text)) return false;
  const std::string text = folded_name(plain_line(message.text));
  const auto is_letter = [&](std::size_t at) { return text[at] >= 'a' && text[at] <= 'z'; };
  const bool names = std::ranges::any_of(kPinWords, [&](std::string_view word) {
    const std::size_t at = text.find(word);
    const std::size_t end = at + word.size();
    return at != std::string::npos && (at == 0 || !is_letter(at - 1)) &&
           (end == text.size() || !is_letter(end));
  });
  if (!names) return false;
  // "Send 1500 to @bob for the pin board" tells nobody's PIN.
  language::Message read;
  read.text = message.text;
  read.locale = message.locale;
  read.currency = kAnyCurrency;
  const auto intent = language::interpret(read).intent;
  return intent != Intent::send && intent != Intent::request && intent != Intent::split;
}

std::optional<PlainCommand> plain_command(std::string_view text) {
  static const auto commands = [] {
    std::map<std::string, PlainCommand, std::less<>> out;
    for (const auto& [code, command] : kPlainCommands) {
      for (const auto& language : reply_languages()) {
        const std::string phrases = reply_text(code, {}, language);
        for (std::size_t from = 0; from <= phrases.size();) {
          const std::size_t end = std::min(phrases.find('|', from), phrases.size());
          auto& said = out[folded_name(phrases.substr(from, end - from))];
          CHECK(said.languages.empty() || said.command == command);  // one thing in all languages
          said.command = command;
          said.languages.push_back(language);
          from = end + 1;
        }
      }
    }
    return out;
  }();
  if (text.size() > kPlainCommandBytesMax) return std::nullopt;
  std::string phrase = folded_name(plain_line(text));
  while (!phrase.empty() && std::string_view(".!? ").find(phrase.back()) != std::string_view::npos)
    phrase.pop_back();
  for (const std::string_view mark : {"؟", "？", "。", "！", "।"}) {
    if (phrase.ends_with(mark)) phrase.erase(phrase.size() - mark.size());
  }
  const auto found = commands.find(phrase);
  return found == commands.end() ? std::nullopt : std::optional(found->second);
}

std::string Dialogue::choose_locale(const User& user, const InboundMessage& message,
                                    const std::optional<language::Interpretation>& read) const {
  // An app reads codes; its sentences stay in one language.
  if (message.channel == kOrderChannel) return "en";
  if (!user.language.empty()) {
    return is_language_of(message.locale, user.language) ? message.locale : user.language;
  }
  // A command was understood in some language: that is the one they write.
  if (read && read->intent != Intent::none && !read->language.empty()) {
    return is_language_of(message.locale, read->language) ? message.locale : read->language;
  }
  if (const auto said = plain_command(message.text); said && said->languages.size() == 1) {
    const std::string& language = said->languages.front();
    return is_language_of(message.locale, language) ? message.locale : language;
  }
  if (!user.locale.empty()) return user.locale;
  const std::string likely = likely_locale(message.locale);
  return likely.empty() ? "en" : likely;
}

/// What the words mean. Where the platform tells no language, a text that can be of the writer's
/// own is read as that; any other by itself. Many write another language than the one that their
/// telephone is set to: what means nothing in that one is read in the one in which they are
/// answered, and as any, where it moves no money.
language::Interpretation Dialogue::read_words(const std::optional<User>& user,
                                              language::Message message) const {
  if (!message.locale.starts_with("und")) {
    auto read = language::interpret(message);
    if (read.intent != Intent::none) return read;
    if (user && !user->locale.empty() &&
        !is_language_of(message.locale, reply_language(user->locale))) {
      message.locale = user->locale;
      if (auto own = language::interpret(message); own.intent != Intent::none) return own;
    }
    message.locale = "und";
    auto any = language::interpret(message);
    const bool looks = any.intent == Intent::balance || any.intent == Intent::history ||
                       any.intent == Intent::help;
    return looks ? std::move(any) : std::move(read);
  }
  std::string own = likely_locale(message.locale);
  if (user && !user->locale.empty()) own = user->locale;
  if (user && !user->language.empty()) own = user->language;
  message.locale = "und";
  auto plain = language::interpret(message);
  if (own.empty() || plain.intent == Intent::none) return plain;
  message.locale = own;
  auto read = language::interpret(message);
  const bool is_own = read.intent != Intent::none && is_language_of(own, read.language);
  return is_own ? std::move(read) : std::move(plain);
}

language::Message Dialogue::language_message(const InboundMessage& message,
                                             const DialogueState& state,
                                             const std::string& currency) const {
  language::Message out;
  out.text = message.text;
  if (is_spoken_command(command_text(out.text))) {
    std::fill_n(out.text.begin(), out.text.find('/') + 1, ' ');  // offsets stay
  }
  if (const auto at = find_bot_mention(out.text); message.group && at != std::string::npos) {
    out.text.replace(at, kBotMention.size(), kBotMention.size(), ' ');  // offsets stay
  }
  out.locale = message.locale;
  out.currency = currency;
  for (const auto& mention : message.mentions) {
    out.mentions.push_back({mention.start, mention.end, "@" + mention.user});
  }
  if (us_between(state.updated_at, now_()) <= kPendingAgeMaxUs) out.pending = state.pending;
  return out;
}

}  // namespace pennypost::gateway
