#pragma once

#include <optional>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/codec/receipt_file.h"

namespace pennypost::client {

/// What became of a transaction, proven by a quorum's signatures down from the waypoint.
struct FinalTransaction {
  codec::ReceiptExcerpt receipt;
  Version version;          ///< of the transaction
  TimestampUs timestamp;    ///< of the certificate's block: the transaction is not younger
  std::size_t signers = 0;  ///< validators whose signatures were checked
  Bytes file;               ///< the receipt file itself

  bool succeeded() const { return receipt.code == Code::success; }
};

/// Believes a node only what it proves. Used from one thread.
class Verifier {
 public:
  Verifier(ChainId chain, const Waypoint& waypoint) : chain_(chain), waypoint_(waypoint) {}

  /// The receipt file proves this transaction final. Errors: those of codec::verify_receipt_file;
  /// `wrong_transaction`.
  Result<FinalTransaction> verify_receipt(ByteView file, const TransactionId& transaction) const;

  /// Believes these to be the validators of epoch 1 where the encoded ledger info is the waypoint's
  /// and names them. Errors: `malformed`, `wrong_waypoint`.
  Result<void> learn_validators(ByteView ledger_info, ByteView validator_set);
  bool knows_validators() const { return known_.has_value(); }

  /// The ledger info of an encoded OrderedCertificate. Errors: `malformed`, `wrong_chain`,
  /// `unknown_validators` (none learned, or of another epoch), `invalid_certificate`.
  Result<LedgerInfo> verify_certificate(ByteView certificate) const;

  ChainId chain() const { return chain_; }

 private:
  struct KnownSet {
    Epoch epoch;
    ValidatorSet validators;
  };

  ChainId chain_;
  Waypoint waypoint_;
  std::optional<KnownSet> known_;
};

}  // namespace pennypost::client
