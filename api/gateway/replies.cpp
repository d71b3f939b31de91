#include "api/gateway/replies.h"

#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/listformatter.h>
#include <unicode/locid.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <optional>

#include "api/gateway/replies_files.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

struct Language {
  std::string_view code;
  std::string_view (*file)();
};

constexpr std::array<Language, 13> kLanguages = {{{"en", replies_file_en},
                                                  {"fr", replies_file_fr},
                                                  {"es", replies_file_es},
                                                  {"pt", replies_file_pt},
                                                  {"de", replies_file_de},
                                                  {"it", replies_file_it},
                                                  {"hi", replies_file_hi},
                                                  {"fil", replies_file_fil},
                                                  {"sw", replies_file_sw},
                                                  {"id", replies_file_id},
                                                  {"ar", replies_file_ar},
                                                  {"zh", replies_file_zh},
                                                  {"vi", replies_file_vi}}};

const std::map<std::string, Texts, std::less<>>& all_texts() {
  static const auto texts = [] {
    std::map<std::string, Texts, std::less<>> out;
    for (const auto& language : kLanguages) {
      out.emplace(language.code, parse_replies(language.file()));
    }
    return out;
  }();
  return texts;
}

/// What ICU takes long to make and is asked for again and again.
constexpr std::size_t kMadeMax = 256;

icu::Locale locale_of(std::string_view tag) {
  thread_local std::map<std::string, icu::Locale, std::less<>> known;
  if (const auto found = known.find(tag); found != known.end()) return found->second;
  UErrorCode error = U_ZERO_ERROR;
  auto locale =
      icu::Locale::forLanguageTag({tag.data(), static_cast<std::int32_t>(tag.size())}, error);
  if (U_FAILURE(error) || locale.isBogus() || *locale.getLanguage() == '\0') {
    locale = icu::Locale("en");
  }
  if (known.size() >= kMadeMax) known.clear();
  return known.emplace(tag, std::move(locale)).first->second;
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

constexpr char16_t kFirstStrongIsolate = 0x2068;
constexpr char16_t kPopDirectionalIsolate = 0x2069;

bool is_right_to_left(const icu::UnicodeString& text) {
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto direction = u_charDirection(text.char32At(i));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
  }
  return false;
}

/// So that a name of one direction does not reorder a sentence of the other.
icu::UnicodeString isolated(const icu::UnicodeString& text, bool sentence_right_to_left) {
  if (!sentence_right_to_left && !is_right_to_left(text)) return text;
  icu::UnicodeString out(kFirstStrongIsolate);
  return out.append(text).append(kPopDirectionalIsolate);
}

struct Pattern {
  icu::MessageFormat format;
  std::vector<icu::UnicodeString> names;  ///< of the words that it needs
  bool right_to_left = false;
};

/// Patterns are read once. Formatting is const, and so safe from any thread.
const Pattern& pattern_of(const std::string& language, std::string_view code) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const Pattern>, std::less<>> patterns;
  const std::string key = language + " " + std::string(code);
  const std::lock_guard lock(mutex);
  if (const auto found = patterns.find(key); found != patterns.end()) return *found->second;
  const auto& texts = all_texts().at(language);
  const auto text = texts.find(code);
  CHECK(text != texts.end());
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale(language.c_str());
  auto pattern = std::make_unique<Pattern>(
      Pattern{{unicode(text->second), locale, error}, {}, locale.isRightToLeft() != 0});
  CHECK(U_SUCCESS(error));
  const std::unique_ptr<icu::StringEnumeration> needed(pattern->format.getFormatNames(error));
  while (const auto* name = needed->snext(error)) pattern->names.push_back(*name);
  CHECK(U_SUCCESS(error));
  return *patterns.emplace(key, std::move(pattern)).first->second;
}

bool is_count(std::string_view name, std::string_view value) {
  return (name == "count" || name == "days" || name == "minutes") && !value.empty() &&
         value.size() < 10 &&
         std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

std::int32_t decimals_of(std::string_view number) {
  const auto point = number.find('.');
  return point == std::string_view::npos ? 0 : static_cast<std::int32_t>(number.size() - point - 1);
}

/// With all its decimals, in the currency, or as a bare number where that is empty. Nothing: it is
/// no ISO code.
std::optional<std::string> formatted(std::string_view number, std::string_view currency,
                                     std::string_view locale) {
  using icu::number::LocalizedNumberFormatter;
  thread_local std::map<std::string, LocalizedNumberFormatter, std::less<>> made;
  const auto decimals = decimals_of(number);
  std::string key = std::to_string(decimals);
  key.append(1, ' ').append(currency).append(1, ' ').append(locale);
  UErrorCode error = U_ZERO_ERROR;
  auto found = made.find(key);
  if (found == made.end()) {
    auto formatter = icu::number::NumberFormatter::withLocale(locale_of(locale))
                         .precision(icu::number::Precision::fixedFraction(decimals));
    if (!currency.empty()) {
      const icu::CurrencyUnit unit(
          icu::StringPiece(currency.data(), static_cast<std::int32_t>(currency.size())), error);
      if (U_FAILURE(error)) return std::nullopt;
      formatter = std::move(formatter).unit(unit);
    }
    if (made.size() >= kMadeMax) made.clear();
    found = made.emplace(std::move(key), std::move(formatter)).first;
  }
  const auto out =
      found->second.formatDecimal({number.data(), static_cast<std::int32_t>(number.size())}, error)
          .toString(error);
  return U_SUCCESS(error) ? utf8(out) : std::string(number);
}

}  // namespace

const std::vector<std::string>& reply_codes() {
  static const auto codes = [] {
    std::vector<std::string> out;
    for (const auto& [code, text] : all_texts().at("en")) out.push_back(code);
    return out;
  }();
  return codes;
}

const std::vector<std::string>& reply_languages() {
  static const auto languages = [] {
    std::vector<std::string> out;
    for (const auto& language : kLanguages) out.emplace_back(language.code);
    return out;
  }();
  return languages;
}

std::string reply_language(std::string_view locale) {
  std::string language = locale_of(locale).getLanguage();
  if (language == "tl") language = "fil";
  if (language == "in") language = "id";
  return all_texts().contains(language) ? language : "en";
}

std::string likely_locale(std::string_view locale) {
  if (!locale.starts_with("und")) return std::string(locale);
  if (locale.size() < 5) return {};
  UErrorCode error = U_ZERO_ERROR;
  auto likely =
      icu::Locale::forLanguageTag({locale.data(), static_cast<std::int32_t>(locale.size())}, error);
  const std::string region = likely.getCountry();
  likely.addLikelySubtags(error);
  const std::string language = likely.getLanguage();
  const bool spoken = std::ranges::find(reply_languages(), language) != reply_languages().end();
  return U_SUCCESS(error) && spoken && !region.empty() ? language + "-" + region : std::string();
}

std::string language_name(std::string_view language) {
  const icu::Locale locale = locale_of(language);
  icu::UnicodeString out;
  return utf8(locale.getDisplayLanguage(locale, out));
}

std::string plain_line(std::string_view text) {
  const icu::UnicodeString from = unicode(text);
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < from.length(); i = from.moveIndex32(i, 1)) {
    const UChar32 c = from.char32At(i);
    const bool joins = c == 0x200c || c == 0x200d;  // words of some scripts need them
    const auto kind = u_charType(c);
    if (kind == U_LINE_SEPARATOR || kind == U_PARAGRAPH_SEPARATOR || c == '\n' || c == '\t') {
      out.append(u' ');
    } else if (joins || (kind != U_CONTROL_CHAR && kind != U_FORMAT_CHAR)) {
      out.append(c);
    }
  }
  return utf8(out);
}

std::map<std::string, std::string, std::less<>> parse_replies(std::string_view file) {
  std::map<std::string, std::string, std::less<>> out;
  while (!file.empty()) {
    const auto end = file.find('\n');
    const auto line = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const auto equals = line.find(" = ");
    if (equals == std::string_view::npos) return {};
    std::string text;
    for (std::size_t i = equals + 3; i < line.size(); ++i) {
      const bool line_end = line[i] == '\\' && i + 1 < line.size() && line[i + 1] == 'n';
      text.push_back(line_end ? '\n' : line[i]);
      if (line_end) ++i;
    }
    out.emplace(line.substr(0, equals), std::move(text));
  }
  return out;
}

std::string reply_text(std::string_view code, const Words& words, std::string_view locale) {
  const std::string language = reply_language(locale);
  const auto& pattern = pattern_of(language, code);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : words) {
    names.push_back(unicode(name));
    if (is_count(name, value)) {
      values.emplace_back(static_cast<std::int32_t>(std::stol(value)));
    } else {
      values.emplace_back(isolated(unicode(value), pattern.right_to_left));
    }
  }
  for (const auto& name : pattern.names) CHECK(std::ranges::find(names, name) != names.end());
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString out;
  pattern.format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), out,
                        error);
  CHECK(U_SUCCESS(error));
  return utf8(out);
}

std::string money_text(std::string_view amount, std::string_view currency,
                       std::string_view locale) {
  const auto text = formatted(amount, currency, locale);
  return text ? *text : coded_money_text(amount, currency, locale);
}

std::string coded_money_text(std::string_view amount, std::string_view currency,
                             std::string_view locale) {
  return decimal_text(amount, locale) + " " + std::string(currency);
}

std::string decimal_text(std::string_view number, std::string_view locale) {
  return formatted(number, {}, locale).value();
}

std::string list_text(const std::vector<std::string>& items, std::string_view locale) {
  UErrorCode error = U_ZERO_ERROR;
  std::vector<icu::UnicodeString> parts;
  const bool right_to_left = locale_of(locale).isRightToLeft() != 0;
  for (const auto& item : items) parts.push_back(isolated(unicode(item), right_to_left));
  const auto formatter = std::unique_ptr<icu::ListFormatter>(
      icu::ListFormatter::createInstance(locale_of(locale), error));
  CHECK(U_SUCCESS(error));
  icu::UnicodeString out;
  formatter->format(parts.data(), static_cast<std::int32_t>(parts.size()), out, error);
  CHECK(U_SUCCESS(error));
  return utf8(out);
}

std::string date_text(std::uint64_t unix_us, std::string_view locale) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale where = locale_of(locale);
  const auto patterns = std::unique_ptr<icu::DateTimePatternGenerator>(
      icu::DateTimePatternGenerator::createInstance(where, error));
  CHECK(U_SUCCESS(error));
  icu::SimpleDateFormat format(patterns->getBestPattern(u"dMMMM", error), where, error);
  CHECK(U_SUCCESS(error));
  format.adoptTimeZone(icu::TimeZone::createTimeZone(u"UTC"));
  icu::UnicodeString out;
  format.format(static_cast<UDate>(unix_us / 1000), out);
  return utf8(out);
}

}  // namespace pennypost::gateway
