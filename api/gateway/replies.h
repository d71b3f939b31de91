#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

// What the bot says, as data: replies/<language>.txt holds one "code = text" a line. A text is an
// ICU MessageFormat pattern with {names} for what is filled in. Codes are stable words for
// programs. A locale is a BCP 47 tag ("fr-CA"): its language chooses the text, all of it how
// numbers are written.
namespace pennypost::gateway {

using Words = std::map<std::string, std::string, std::less<>>;

/// Every code that is ever said, in the order of English; each language has a text for each.
const std::vector<std::string>& reply_codes();
/// ISO 639 codes of the languages that the bot speaks; English first.
const std::vector<std::string>& reply_languages();
/// The language that the bot speaks with people of that locale; English where it is none of its.
std::string reply_language(std::string_view locale);
/// Where no language is told, only a region at most ("und", "und-BR"): what most people write there
/// ("pt-BR"), if the bot speaks it; else empty. A locale with a language is given back as it is.
std::string likely_locale(std::string_view locale);
/// What the language calls itself: "français".
std::string language_name(std::string_view language);

/// The text of `code` with its names filled in: words["name"] as text, `count` and the like as a
/// number where the pattern asks for plurals. What people wrote stands isolated in its direction,
/// without control characters. CHECKs that code and names exist.
std::string reply_text(std::string_view code, const Words& words = {},
                       std::string_view locale = "en");

/// "$0.50", "0,50 €", "٠٫٥٠ US$": the amount in major units, its decimals kept.
std::string money_text(std::string_view amount, std::string_view currency,
                       std::string_view locale = "en");
/// The same with the currency's code behind: "0.50 USD".
std::string coded_money_text(std::string_view amount, std::string_view currency,
                             std::string_view locale = "en");
std::string decimal_text(std::string_view number, std::string_view locale);
/// "@maria, @bob and @zoe".
std::string list_text(const std::vector<std::string>& items, std::string_view locale);
/// "29 November" and the year where it is another: in UTC.
std::string date_text(std::uint64_t unix_us, std::string_view locale);

/// Without control, bidirectional and zero-width characters: text of one line, as written by
/// people.
std::string plain_line(std::string_view text);

/// "code = text" lines; `#` begins a comment line; "\n" in a text is a line end. Nothing where a
/// line is neither.
std::map<std::string, std::string, std::less<>> parse_replies(std::string_view file);

}  // namespace pennypost::gateway
