#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Digits and the marks between them, as the writer's locale reads them (rule 2, CLDR).

namespace pennypost::language {

/// value = units / 10^scale. `units` stays below 10^30.
struct Decimal {
  __int128 units = 0;
  int scale = 0;

  bool operator==(const Decimal&) const = default;
};

inline constexpr int kDigitsMax = 24;

/// Nothing on overflow.
std::optional<Decimal> multiply(Decimal value, std::int64_t factor);
std::optional<Decimal> add(Decimal a, Decimal b);

struct Marks {
  char32_t decimal = '.';
  std::u32string groups = U",";  ///< a plain space stands for every kind of space
  bool indian = false;           ///< 1,00,000 beside 100,000
  bool undetermined = false;     ///< locale "und": only what all locales read alike counts
};

/// By BCP 47 tag; English marks for a tag that nobody knows.
const Marks& marks_of(std::string_view locale);

/// The number that `literal` (folded digits and marks, spaces between groups) spells; nothing where
/// the locale does not settle it.
std::optional<Decimal> read_digits(std::u32string_view literal, const Marks& marks);

}  // namespace pennypost::language
