#include "api/language/digits.h"

#include <unicode/dcfmtsym.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "api/language/text.h"

namespace pennypost::language {
namespace {

constexpr char32_t kArabicDecimal = 0x066B;
constexpr char32_t kArabicGroup = 0x066C;

constexpr std::array<std::string_view, 15> kLanguages = {
    "en", "fr", "es", "pt", "de", "it", "hi", "fil", "tl", "sw", "id", "ar", "zh", "vi", "ms"};
/// Western digits in these read as in English whatever the region.
constexpr std::array<std::string_view, 7> kLikeEnglish = {"ar", "sw", "fil", "tl",
                                                          "hi", "zh", "ms"};
/// Here a point parts groups wherever the decimal mark is a comma.
constexpr std::array<std::string_view, 6> kPointGroups = {"de", "es", "pt", "it", "id", "vi"};

template <class List>
bool in(const List& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

Marks marks_from(const icu::Locale& locale) {
  Marks marks;
  const std::string_view language = locale.getLanguage();
  marks.indian = std::string_view(locale.getCountry()) == "IN" || language == "hi";
  if (in(kLikeEnglish, language)) return marks;
  UErrorCode status = U_ZERO_ERROR;
  const icu::DecimalFormatSymbols symbols(locale, status);
  if (U_FAILURE(status)) return marks;
  const auto one = [&](icu::DecimalFormatSymbols::ENumberFormatSymbol which) {
    const auto s = symbols.getConstSymbol(which);
    return s.isEmpty() ? char32_t{0} : static_cast<char32_t>(s.char32At(0));
  };
  marks.decimal = one(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol);
  const char32_t group = one(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol);
  marks.groups = is_space(group) ? U" " : group == 0x2019 ? U"'" : std::u32string(1, group);
  if (marks.decimal == ',' && in(kPointGroups, language) && group != '.') marks.groups += U".";
  return marks;
}

/// All locales of the languages we read, built once: looking one up costs nothing.
const std::map<std::string, Marks, std::less<>>& all_marks() {
  static const auto table = [] {
    std::map<std::string, Marks, std::less<>> out;
    std::int32_t count = 0;
    const auto* locales = icu::Locale::getAvailableLocales(count);
    for (std::int32_t i = 0; i < count; ++i) {
      if (!in(kLanguages, locales[i].getLanguage())) continue;
      UErrorCode status = U_ZERO_ERROR;
      out.emplace(locales[i].toLanguageTag<std::string>(status), marks_from(locales[i]));
    }
    Marks und;
    und.undetermined = true;
    out.emplace("und", und);
    return out;
  }();
  return table;
}

struct Literal {
  std::u32string digits;  ///< whole part without marks
  std::u32string fraction;
};

bool groups_fit(const std::vector<std::size_t>& sizes, bool indian) {
  if (sizes.front() == 0 || sizes.back() != 3) return false;
  const auto all = [&](std::size_t inner) {
    return sizes.front() <= inner &&
           std::all_of(sizes.begin() + 1, sizes.end() - 1, [&](auto n) { return n == inner; });
  };
  return all(3) || (indian && all(2));
}

std::optional<Literal> split_marks(std::u32string_view literal, char32_t decimal,
                                   std::u32string_view groups, bool indian) {
  Literal out;
  const auto point = literal.find(decimal);
  const auto whole = literal.substr(0, point);
  if (point != std::u32string_view::npos) {
    for (const char32_t c : literal.substr(point + 1)) {
      if (!is_digit(c)) return std::nullopt;
      out.fraction.push_back(c);
    }
    if (out.fraction.empty()) return std::nullopt;
  }
  std::vector<std::size_t> sizes(1, 0);
  char32_t used = 0;
  for (char32_t c : whole) {
    if (is_digit(c)) {
      ++sizes.back();
      out.digits.push_back(c);
      continue;
    }
    if (is_space(c)) c = ' ';
    if (groups.find(c) == std::u32string_view::npos || (used != 0 && c != used))
      return std::nullopt;
    used = c;
    sizes.push_back(0);
  }
  if (sizes.size() > 1 && !groups_fit(sizes, indian)) return std::nullopt;
  return out;
}

std::optional<Decimal> value_of(const Literal& literal) {
  Decimal out;
  auto digits = literal.digits + literal.fraction;
  if (literal.fraction.size() > 9) return std::nullopt;
  digits.erase(0, std::min(digits.find_first_not_of(U'0'), digits.size()));
  if (digits.size() > kDigitsMax) return std::nullopt;
  for (const char32_t c : digits) out.units = out.units * 10 + digit_value(c);
  out.scale = static_cast<int>(literal.fraction.size());
  return out;
}

std::optional<Decimal> read_one(std::u32string_view literal, char32_t decimal,
                                std::u32string_view groups, bool indian) {
  const auto parts = split_marks(literal, decimal, groups, indian);
  return parts ? value_of(*parts) : std::nullopt;
}

/// Same amount of money, however many zeros were written.
bool same_value(Decimal a, Decimal b) {
  for (; a.scale < b.scale; ++a.scale) a.units *= 10;
  for (; b.scale < a.scale; ++b.scale) b.units *= 10;
  return a.units == b.units;
}

/// "und": a reading counts if no locale's marks give another.
std::optional<Decimal> read_undetermined(std::u32string_view literal) {
  std::optional<Decimal> found;
  const auto try_marks = [&](char32_t decimal, std::u32string_view groups) {
    const auto value = read_one(literal, decimal, groups, true);
    if (!value) return true;
    if (found && !same_value(*found, *value)) return false;
    if (!found) found = value;
    return true;
  };
  const bool agreed = try_marks('.', U", '") && try_marks(',', U". '");
  return agreed ? found : std::nullopt;
}

}  // namespace

std::optional<Decimal> multiply(Decimal value, std::int64_t factor) {
  if (__builtin_mul_overflow(value.units, static_cast<__int128>(factor), &value.units)) {
    return std::nullopt;
  }
  // "2.5k" is 2500: a factor takes up written decimals.
  while (value.scale > 0 && value.units % 10 == 0) {
    value.units /= 10;
    --value.scale;
  }
  return value;
}

std::optional<Decimal> add(Decimal a, Decimal b) {
  const auto raise = [](Decimal& d, int scale) {
    for (; d.scale < scale; ++d.scale) {
      if (__builtin_mul_overflow(d.units, static_cast<__int128>(10), &d.units)) return false;
    }
    return true;
  };
  if (!raise(a, b.scale) || !raise(b, a.scale)) return std::nullopt;
  if (__builtin_add_overflow(a.units, b.units, &a.units)) return std::nullopt;
  return a;
}

const Marks& marks_of(std::string_view locale) {
  static const Marks english;
  const auto& all = all_marks();
  // The longest known prefix of the tag: "es-MX-x-app" reads as "es-MX".
  for (std::string_view tag = locale; !tag.empty();) {
    const auto it = all.find(tag);
    if (it != all.end()) return it->second;
    const auto dash = tag.rfind('-');
    tag = dash == std::string_view::npos ? std::string_view{} : tag.substr(0, dash);
  }
  return english;
}

std::optional<Decimal> read_digits(std::u32string_view literal, const Marks& marks) {
  bool arabic = false;
  bool plain = true;
  for (const char32_t c : literal) {
    arabic = arabic || (c >= 0x0660 && c <= 0x0669) || c == kArabicDecimal || c == kArabicGroup;
    plain = plain && is_digit(c);
  }
  if (plain) return read_one(literal, '.', U"", false);
  if (arabic) return read_one(literal, kArabicDecimal, std::u32string(1, kArabicGroup), false);
  if (marks.undetermined) return read_undetermined(literal);
  return read_one(literal, marks.decimal, marks.groups, marks.indian);
}

}  // namespace pennypost::language
