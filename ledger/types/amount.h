#pragma once

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
using Supply = StrongInt<struct SupplyTag, Uint128>;

/// Three to eight upper-case letters or digits, the first a letter; padded with zero bytes.
struct CurrencyCode {
  std::array<char, 8> text{};

  static std::optional<CurrencyCode> from(std::string_view text);
  std::string_view view() const;
  auto operator<=>(const CurrencyCode&) const = default;
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
