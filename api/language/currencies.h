#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// ISO 4217 and the words that name its currencies.

namespace pennypost::language {

/// ISO 4217's decimals; nothing for a code that is no currency in use.
std::optional<int> decimals_of(std::string_view code);
std::span<const std::string_view> currency_codes();

/// A unit is what a word or symbol names: one currency, or a name that several bear.
/// Indices are stable within a process. Lower-case names are shared units ("dollar", "cent").
std::optional<std::int32_t> unit_named(std::string_view name);

struct Resolved {
  std::string_view code;  ///< empty: the word does not settle a currency (rule 3)
  bool minor = false;     ///< counts hundredths (or what the currency has) rather than majors
  bool tenth = false;     ///< a minor unit that counts tenths
};
Resolved resolve_unit(std::int32_t unit, std::string_view default_currency);

/// Words that are also names or common words: a currency only behind their number ("5 bob").
bool stands_behind(std::int32_t unit);

/// Does `code` bear this unit ("$" and CAD)? Then "$5 CAD" is no contradiction.
bool bears(std::int32_t unit, std::string_view code);

/// A symbol that begins at `text`: its unit and length in characters, longest first.
struct Symbol {
  std::int32_t unit = -1;
  std::size_t length = 0;
};
std::optional<Symbol> symbol_at(std::u32string_view text);

}  // namespace pennypost::language
