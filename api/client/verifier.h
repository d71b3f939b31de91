#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/proof/balance_proof.h"
#include "ledger/proof/supply_proof.h"

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

  /// The same of every receipt in a bundle, by transaction. `file` stays empty. Errors: those of
  /// codec::verify_receipt_bundle; `wrong_chain`.
  Result<std::map<TransactionId, FinalTransaction>> verify_bundle(ByteView bundle) const;

  /// Believes these to be the validators of epoch 1 where the encoded ledger info is the waypoint's
  /// and names them. Errors: `malformed`, `wrong_waypoint`.
  Result<void> learn_validators(ByteView ledger_info, ByteView validator_set);
  /// The validators of the epoch after the known one, where the encoded certificate is of the known
  /// one's quorum and names them. Errors: `malformed`, `unknown_validators`, `wrong_chain`,
  /// `invalid_certificate`.
  Result<void> learn_next_validators(ByteView certificate, ByteView validator_set);
  /// The newest epoch whose validators are known; 0: none.
  Epoch known_epoch() const { return known_ ? known_->epoch : Epoch(0); }
  bool knows_validators() const { return known_.has_value(); }

  /// The ledger info of an encoded OrderedCertificate. Errors: `malformed`, `wrong_chain`,
  /// `unknown_validators` (none learned, or of another epoch), `invalid_certificate`.
  Result<LedgerInfo> verify_certificate(ByteView certificate) const;

  /// What an account held at a version or time. Errors: those of proof::verify_balance_proof;
  /// `wrong_chain`, `wrong_account`.
  Result<proof::ProvenBalance> verify_balance(ByteView proof, const Address& account) const;
  /// The supplies of currencies. Errors: those of proof::verify_supply_proof; `wrong_chain`.
  Result<proof::SupplyProof> verify_supply(ByteView proof) const;
  /// Everything in the history of `older` is, unchanged, in that of `newer`; both were verified.
  /// `path` as /v1/proofs/consistency gives it. Errors: `wrong_chain`, `invalid_proof`.
  static Result<void> verify_consistency(const LedgerInfo& older, const LedgerInfo& newer,
                                         const std::vector<Hash>& path);

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
