#pragma once

#include "ledger/base/result.h"
#include "ledger/codec/receipt_excerpt.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/types/ledger_info.h"
#include "ledger/types/receipt.h"

namespace pennypost::codec {

inline constexpr std::size_t kReceiptTransactionBytesMax = 1024;
/// What may follow the certificate. With one step of four validators a file is at most 4 KiB; each
/// further step takes at most 600 bytes.
inline constexpr std::size_t kReceiptTailBytesMax = 3'200;
inline constexpr std::size_t kReceiptEpochsMax = 10'000;  // beyond: begin from a newer waypoint
inline constexpr std::size_t kReceiptPathMax = 53;        // versions stay below 2^53

/// A step of the validator set: a ledger info that ends an epoch, and the set it names. The first
/// step is the waypoint's own ledger info, which carries no signatures: the waypoint is its hash.
struct EpochStep {
  LedgerInfo ledger_info;
  std::vector<IndexedSignature>
      signatures;  // order votes of the epoch that ends; none in the first step
  ValidatorSet next_validators;
  bool operator==(const EpochStep&) const = default;
};

/// The same as a receipt file carries it: of the next validators what checking signatures needs.
/// Four validators, three of whom signed, take 571 bytes.
struct ReceiptStep {
  LedgerInfo ledger_info;
  std::vector<IndexedSignature> signatures;
  Voters next_voters;
  bool operator==(const ReceiptStep&) const = default;

  ReceiptStep() = default;
  ReceiptStep(const EpochStep& step)  // NOLINT(google-explicit-constructor)
      : ledger_info(step.ledger_info),
        signatures(step.signatures),
        next_voters(step.next_validators) {}
};

/// Everything that proves a payment to somebody who has only the waypoint. Canonical binary: magic
/// "PPRC", format 1, then the fields in this order; no byte is left unhashed.
struct ReceiptFile {
  std::vector<ReceiptStep> epochs;  // from the waypoint's to the certificate's epoch
  OrderedCertificate certificate;   // order votes of a quorum: final
  Version version;                  // the transaction's
  ReceiptExcerpt receipt;
  std::vector<Hash> path;  // inclusion of the leaf under the certificate's accumulator root
  Bytes signed_bytes;      // what the sender signed; empty where `fit` left it out
  bool operator==(const ReceiptFile&) const = default;
};

/// The beginning that all proofs share (L50).
void write(Writer& out, const std::vector<ReceiptStep>& steps,
           const OrderedCertificate& certificate);
void read(Reader& in, std::vector<ReceiptStep>& steps, OrderedCertificate& certificate);

/// Leaves the signed bytes out where the file would become too large with them.
void fit(ReceiptFile& file);

Bytes encode(const ReceiptFile& file);
/// Errors: `malformed`.
Result<ReceiptFile> decode_receipt_file(ByteView bytes);

/// Checks chain, order-vote tag, ascending distinct signers, every signature, power >= quorum, each
/// epoch step from the waypoint, the path, the transaction id. Errors: `malformed`,
/// `wrong_waypoint`, `invalid_certificate`, `invalid_proof`, each with the part that failed.
Result<void> verify_receipt_file(const ReceiptFile& file, const Waypoint& waypoint,
                                 const crypto::Verify& verify);

/// The part of it that other proofs share: the steps lead from the waypoint to the validators whose
/// order votes make the certificate final. Errors: `malformed`, `wrong_waypoint`,
/// `invalid_certificate`.
Result<void> verify_steps(const std::vector<ReceiptStep>& steps,
                          const OrderedCertificate& certificate, const Waypoint& waypoint,
                          const crypto::Verify& verify);

/// A quorum of order votes on the ledger info by this set: ascending distinct signers, every
/// signature valid, power >= quorum. Errors: `invalid_certificate`.
Result<void> verify_certificate(const OrderedCertificate& certificate,
                                const ValidatorSet& validators, const crypto::Verify& verify);

}  // namespace pennypost::codec
