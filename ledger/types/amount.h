#pragma once

#include <bit>
#include <string>
#include <string_view>

#include "ledger/base/result.h"
#include "ledger/types/identifiers.h"

namespace pennypost {

/// Money in the smallest unit of its currency (USD has 6 decimals on the ledger: one cent is
/// 10,000).
using Amount = StrongInt<struct AmountTag>;
/// Totals over many amounts: 128 bits.
__extension__ typedef unsigned __int128 Uint128;
/// As StrongInt is, but aligned as everything else: one entry of 16 would widen all of the state.
class Supply {
 public:
  constexpr Supply() = default;
  constexpr explicit Supply(Uint128 value)
      : high_(static_cast<std::uint64_t>(value >> 64)), low_(static_cast<std::uint64_t>(value)) {}

  constexpr Uint128 value() const { return Uint128{high_} << 64 | low_; }
  constexpr auto operator<=>(const Supply&) const = default;

  /// Nothing on overflow.
  constexpr std::optional<Supply> plus(Uint128 delta) const {
    const Uint128 sum = value() + delta;
    return sum < delta ? std::nullopt : std::optional(Supply(sum));
  }
  /// Nothing below zero.
  constexpr std::optional<Supply> minus(Uint128 delta) const {
    return value() < delta ? std::nullopt : std::optional(Supply(value() - delta));
  }

 private:
  std::uint64_t high_ = 0;  // first: the order is the number's
  std::uint64_t low_ = 0;
};

/// Three to eight upper-case letters or digits, the first a letter; padded with zero bytes.
struct CurrencyCode {
  std::array<char, 8> text{};

  static std::optional<CurrencyCode> from(std::string_view text);
  std::string_view view() const;
  constexpr bool operator==(const CurrencyCode& other) const { return number() == other.number(); }
  /// As the texts'.
  constexpr auto operator<=>(const CurrencyCode& other) const {
    return std::byteswap(number()) <=> std::byteswap(other.number());
  }

 private:
  constexpr std::uint64_t number() const { return std::bit_cast<std::uint64_t>(text); }
  static_assert(std::endian::native == std::endian::little);
};

inline constexpr std::uint8_t kDecimalsMax = 9;

/// How an amount of a currency is written for people and programs: major units, at least
/// `display_decimals` digits behind the point, more (up to `decimals`) only where they are not
/// zero. 500000 with (6, 2) is "0.50"; 1 is "0.000001".
std::string format_amount(Uint128 units, std::uint8_t decimals, std::uint8_t display_decimals);

/// The reverse, strict: digits, one point, no sign, exponent, space or group mark; at least
/// `display_decimals` and at most `decimals` digits, and no other trailing zeros. Errors:
/// `invalid_amount`, with a message that says what is wrong.
Result<Amount> parse_amount(std::string_view text, std::uint8_t decimals,
                            std::uint8_t display_decimals);

}  // namespace pennypost
