#pragma once

#include "ledger/types/amount.h"

namespace pennypost {

/// From a block to the quote's expiry: used ones are remembered until then.
inline constexpr std::uint64_t kQuoteUsMax = 15ULL * 60 * 1'000'000;

/// A dealer's offer: exactly these amounts, once.
struct Quote {
  Address dealer;
  Address taker;      // zero: anybody
  CurrencyCode pays;  // what the taker gives
  Amount pays_amount;
  CurrencyCode gets;  // what the taker receives
  Amount gets_amount;
  TimestampUs expiry;
  Nonce nonce;  // tells quotes of the same terms apart
  bool operator==(const Quote&) const = default;
};

/// A quote that was taken: never again.
struct UsedQuote {
  TimestampUs expiry;
  bool operator==(const UsedQuote&) const = default;
};

}  // namespace pennypost
