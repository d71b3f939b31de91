#pragma once

#include "ledger/codec/receipt_file.h"
#include "ledger/state/state_tree.h"

namespace pennypost::proof {

inline constexpr std::size_t kSupplyCurrenciesMax = 10'000;

/// Currencies, with their supplies, in the certificate's state (L56). It cannot prove that there
/// are no others.
struct SupplyProof {
  struct Entry {
    Currency currency;
    std::vector<Hash> siblings;
    bool operator==(const Entry&) const = default;
  };
  std::vector<codec::ReceiptStep> epochs;
  OrderedCertificate certificate;
  std::vector<Entry> currencies;  // ascending by code
  bool operator==(const SupplyProof&) const = default;
};

Bytes encode(const SupplyProof& proof);
/// Errors: `malformed`.
Result<SupplyProof> decode_supply_proof(ByteView bytes);
/// Errors: those of codec::verify_steps; `invalid_proof`.
Result<void> verify_supply_proof(const SupplyProof& proof, const Waypoint& waypoint,
                                 const crypto::Verify& verify);

}  // namespace pennypost::proof
