#include "api/language/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace pennypost::language {
namespace {

constexpr char32_t kZwnj = 0x200C;
constexpr char32_t kZwj = 0x200D;
constexpr char32_t kReplacement = 0xFFFD;

bool is_selector(char32_t c) {
  return c >= 0xFE00 && c <= 0xFE0F;
}

bool is_tag_character(char32_t c) {
  return c >= 0xE0020 && c <= 0xE007F;
}

/// Scripts that spell with joiners: there ZWJ and ZWNJ are plain text.
bool joins_letters(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_ARABIC:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
    case USCRIPT_SINHALA:
      return true;
    default:
      return false;
  }
}

bool is_hidden(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  const auto type = u_charType(static_cast<UChar32>(c));
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_SURROGATE ||
         type == U_PRIVATE_USE_CHAR || type == U_UNASSIGNED || c == kReplacement || c == 0x2028 ||
         c == 0x2029 || c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164;
}

/// Rule 10: joiners, selectors and tags are text only where a script or an emoji spells with them.
bool is_unsafe(const std::vector<Character>& all, std::size_t at) {
  const char32_t c = all[at].raw;
  const char32_t before = at > 0 ? all[at - 1].raw : 0;
  const char32_t after = at + 1 < all.size() ? all[at + 1].raw : 0;
  if (c >= ' ' && c < 0x7F) return false;
  if (is_selector(c))
    return !(is_emoji(before) || is_digit(before) || before == '#' || before == '*');
  if (is_tag_character(c)) return !(is_emoji(before) || is_tag_character(before));
  if (c == kZwj || c == kZwnj) {
    if (c == kZwj && is_emoji(before) && is_emoji(after)) return false;
    return !(joins_letters(before) && (after == 0 || joins_letters(after) || is_space(after)));
  }
  return is_hidden(c);
}

char32_t fold_one(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
  if (c < 0x80 && c != 0x60) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x00B4:
    case 0x0060:
      return '\'';
    case 0x2010:
    case 0x2011:
      return '-';
    case 0xFFE5:
      return 0x00A5;
    case 0xFFE1:
      return 0x00A3;
    case 0xFFE0:
      return 0x00A2;
    case 0xFFE6:
      return 0x20A9;
    default:
      return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  }
}

const icu::Normalizer2* composer() {
  UErrorCode status = U_ZERO_ERROR;
  return icu::Normalizer2::getNFCInstance(status);
}

/// Joins `c` to the character before it where Unicode has one for both: decomposed text reads the
/// same.
bool composed(std::vector<Character>& all, const Character& c) {
  constexpr char32_t kFirstCombining = 0x0300;
  if (c.raw < kFirstCombining || all.empty() ||
      u_getCombiningClass(static_cast<UChar32>(c.raw)) == 0)
    return false;
  const auto* nfc = composer();
  if (nfc == nullptr) return false;
  auto& last = all.back();
  const auto whole = nfc->composePair(static_cast<UChar32>(last.raw), static_cast<UChar32>(c.raw));
  if (whole < 0) return false;
  last.raw = static_cast<char32_t>(whole);
  last.folded = fold_one(last.raw);
  last.end = c.end;
  return true;
}

bool is_dropped_mark(char32_t c) {
  // Arabic vowel signs and tatweel; Devanagari nukta.
  return (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x0640 || c == 0x093C;
}

char32_t without_mark(char32_t c) {
  switch (c) {
    case 0x0622:
    case 0x0623:
    case 0x0625:
      return 0x0627;  // alef
    case 0x0649:
      return 0x064A;  // yeh
    case 0x0629:
      return 0x0647;  // teh marbuta as heh
    case 0x0624:
      return 0x0648;
    case 0x0626:
      return 0x064A;
    case 0x0901:
      return 0x0902;  // chandrabindu as anusvara
    case 0x0111:
      return 'd';
    case 0x0142:
      return 'l';
    case 0x00F8:
      return 'o';
    case 0x0153:
      return 'o';  // followed by an e in strip_marks
    default:
      return c;
  }
}

}  // namespace

Text normalise(std::string_view bytes) {
  Text out;
  out.characters.reserve(bytes.size());
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t at = 0; at < size;) {
    Character c;
    c.start = static_cast<std::size_t>(at);
    UChar32 point = 0;
    U8_NEXT(data, at, size, point);
    c.end = static_cast<std::size_t>(at);
    c.raw = point < 0 ? kReplacement : static_cast<char32_t>(point);
    c.folded = fold_one(c.raw);
    if (!composed(out.characters, c)) out.characters.push_back(c);
  }
  for (std::size_t i = 0; i < out.characters.size(); ++i) {
    if (is_unsafe(out.characters, i)) out.unsafe = true;
  }
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) {
    std::uint8_t buffer[U8_MAX_LENGTH];
    std::int32_t length = 0;
    UBool failed = false;
    U8_APPEND(buffer, length, U8_MAX_LENGTH, static_cast<UChar32>(c), failed);
    if (!failed)
      out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
  }
  return out;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  for (const auto& c : normalise(text).characters) out.push_back(c.raw);
  return out;
}

std::u32string fold(std::string_view text) {
  std::u32string out;
  for (const auto& c : normalise(text).characters) out.push_back(c.folded);
  return out;
}

std::u32string strip_marks(std::u32string_view folded) {
  static const icu::Normalizer2* const nfd = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFDInstance(status);
  }();
  std::u32string out;
  icu::UnicodeString parts;
  for (const char32_t c : folded) {
    if (is_dropped_mark(c)) continue;
    if (c < 0x80) {
      out.push_back(c);
    } else if (c == 0x0153) {
      out += U"oe";
    } else if (c >= 0x0600) {
      // Only Latin letters lose their accents by decomposition (Vietnamese ones lie at U+1E00).
      const bool latin = c >= 0x1E00 && c <= 0x1EFF;
      if (latin && nfd != nullptr && nfd->getDecomposition(static_cast<UChar32>(c), parts)) {
        out.push_back(without_mark(static_cast<char32_t>(parts.char32At(0))));
      } else {
        const bool dotted = nfd != nullptr && c >= 0x0958 && c <= 0x095F &&
                            nfd->getDecomposition(static_cast<UChar32>(c), parts);
        out.push_back(without_mark(dotted ? static_cast<char32_t>(parts.char32At(0)) : c));
      }
    } else if (nfd != nullptr && nfd->getDecomposition(static_cast<UChar32>(c), parts)) {
      out.push_back(static_cast<char32_t>(parts.char32At(0)));
    } else {
      out.push_back(without_mark(c));
    }
  }
  return out;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c == kZwj || c == kZwnj) return true;  // inside words; elsewhere the text is unsafe anyway
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_MN_MASK | U_GC_MC_MASK)) != 0 && !is_selector(c);
}

bool is_digit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER;
}

int digit_value(char32_t c) {
  return u_charDigitValue(static_cast<UChar32>(c));
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(static_cast<UChar32>(c));
}

bool is_emoji(char32_t c) {
  if (c < 0x2000) return false;
  if (is_selector(c) || c == 0x20E3 || is_tag_character(c)) return true;
  if (c == 0x20AC) return false;
  const auto point = static_cast<UChar32>(c);
  return u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC) ||
         u_hasBinaryProperty(point, UCHAR_EMOJI_MODIFIER) ||
         u_hasBinaryProperty(point, UCHAR_REGIONAL_INDICATOR);
}

bool is_ideograph(char32_t c) {
  if (c < 0x2E80) return false;
  return c == 0x3007 || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC);
}

}  // namespace pennypost::language
