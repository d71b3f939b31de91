#pragma once

#include <vector>

#include "ledger/types/amount.h"

// How money comes and goes beside plain minting: dealers' requests, statements of reserves, and
// currencies that are a basket of others.
namespace pennypost {

inline constexpr std::size_t kDealersMax = 16;     // of a currency
inline constexpr std::uint32_t kRequestsMax = 16;  // open ones of a dealer
inline constexpr std::uint64_t kRequestUsMax = 30 * kDayUs;
inline constexpr std::size_t kComponentsMax = 8;  // of a basket

/// Who may ask the issuer of a currency to mint and burn.
struct Dealers {
  struct Dealer {
    Address address;
    std::uint32_t requests = 0;  // open ones
    bool operator==(const Dealer&) const = default;
  };
  std::vector<Dealer> dealers;  // ascending by address; not empty
  bool operator==(const Dealers&) const = default;
};

enum class SupplyChange : std::uint8_t { mint = 0, burn = 1 };

/// A dealer's request that the issuer has not approved yet. What is to be burned is set aside here.
struct SupplyRequest {
  SupplyChange change = SupplyChange::mint;
  Address dealer;
  CurrencyCode currency;
  Amount amount;       // not zero
  TimestampUs expiry;  // from here on nobody can approve it
  TimestampUs due;     // when a block ends it: the expiry, or later where the return did not fit
  bool operator==(const SupplyRequest&) const = default;
};

/// The newest statement about what backs a currency.
struct Reserve {
  Hash statement;      // of the attestation
  Amount amount;       // that it attests
  TimestampUs as_of;   // the time that it speaks of
  TimestampUs stated;  // the block's
  bool operator==(const Reserve&) const = default;
};

/// What a currency consists of: for `per` of its units, so much of each component. Held for it is
/// at least that share of its supply (L84).
struct Basket {
  struct Component {
    CurrencyCode currency;
    Amount amount;  // not zero
    Amount held;
    bool operator==(const Component&) const = default;
  };
  Amount per;                         // not zero
  std::vector<Component> components;  // ascending by currency
  bool operator==(const Basket&) const = default;
};

}  // namespace pennypost
