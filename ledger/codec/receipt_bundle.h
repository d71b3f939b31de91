#pragma once

#include "ledger/codec/receipt_file.h"

// What proves many transactions of one envelope at once (L57): one certificate, and for each its
// receipt and its path. Paths of neighbours share their upper parts, which are written once.
namespace pennypost::codec {

inline constexpr std::size_t kBundleReceiptsMax = 8'192;

struct BundledReceipt {
  Version version;
  ReceiptExcerpt receipt;
  std::vector<Hash> path;  // from the leaf up
  bool operator==(const BundledReceipt&) const = default;
};

struct ReceiptBundle {
  std::vector<ReceiptStep> epochs;
  OrderedCertificate certificate;
  std::vector<BundledReceipt> receipts;  // ascending by version
  bool operator==(const ReceiptBundle&) const = default;
};

/// At most kBundleReceiptsMax receipts, ascending (CHECK).
Bytes encode(const ReceiptBundle& bundle);
/// Errors: `malformed`.
Result<ReceiptBundle> decode_receipt_bundle(ByteView bytes);

/// All that verify_receipt_file checks, for each receipt; the certificate's signatures once.
/// Errors: those of it.
Result<void> verify_receipt_bundle(const ReceiptBundle& bundle, const Waypoint& waypoint,
                                   const crypto::Verify& verify);

}  // namespace pennypost::codec
