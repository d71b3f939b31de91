#pragma once

#include "ledger/base/result.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/types/ledger_info.h"
#include "ledger/types/receipt.h"

namespace pennypost::codec {

inline constexpr std::size_t kReceiptTransactionBytesMax = 1024;

/// A step of the validator set: a ledger info that ends an epoch, and the set it names. The first
/// step is the waypoint's own ledger info, which carries no signatures: the waypoint is its hash.
struct EpochStep {
  LedgerInfo ledger_info;
  std::vector<IndexedSignature>
      signatures;  // order votes of the epoch that ends; none in the first step
  ValidatorSet next_validators;
  bool operator==(const EpochStep&) const = default;
};

/// Everything that proves a payment to somebody who has only the waypoint. Canonical binary: magic
/// "PPRC", format 1, then the fields in this order; no byte is left unhashed.
struct ReceiptFile {
  std::vector<EpochStep> epochs;   // from the waypoint's to the certificate's epoch
  OrderedCertificate certificate;  // order votes of a quorum: final
  Version version;                 // the transaction's
  Receipt receipt;
  std::vector<Hash> path;  // inclusion of the leaf under the certificate's accumulator root
  Bytes signed_bytes;      // what the sender signed; empty above kReceiptTransactionBytesMax
  bool operator==(const ReceiptFile&) const = default;
};

Bytes encode(const ReceiptFile& file);
/// Errors: `malformed`.
Result<ReceiptFile> decode_receipt_file(ByteView bytes);

/// Checks chain, order-vote tag, ascending distinct signers, every signature, power >= quorum, each
/// epoch step from the waypoint, the path, the transaction id. Errors: `malformed`,
/// `wrong_waypoint`, `invalid_certificate`, `invalid_proof`, each with the part that failed.
Result<void> verify_receipt_file(const ReceiptFile& file, const Waypoint& waypoint,
                                 const crypto::Verify& verify);

/// A quorum of order votes on the ledger info by this set. Errors: `invalid_certificate`.
Result<void> verify_certificate(const OrderedCertificate& certificate,
                                const ValidatorSet& validators, const crypto::Verify& verify);

}  // namespace pennypost::codec
