#include "api/client/verifier.h"

#include "ledger/codec/canonical.h"
#include "ledger/codec/receipt_bundle.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/state/accumulator.h"

namespace pennypost::client {

Result<FinalTransaction> Verifier::verify_receipt(ByteView file,
                                                  const TransactionId& transaction) const {
  PP_TRY(auto decoded, codec::decode_receipt_file(file));
  PP_CHECKED(codec::verify_receipt_file(decoded, waypoint_, crypto::verify));
  const LedgerInfo& info = decoded.certificate.ledger_info;
  if (info.chain_id != chain_) return fail("wrong_chain", "The receipt is of another chain.");
  if (decoded.receipt.transaction_id != transaction) {
    return fail("wrong_transaction", "The receipt is of another transaction.");
  }
  const std::size_t signers = decoded.certificate.signatures.size();
  return FinalTransaction{std::move(decoded.receipt), decoded.version, info.timestamp, signers,
                          bytes_of(file)};
}

Result<std::map<TransactionId, FinalTransaction>> Verifier::verify_bundle(ByteView bundle) const {
  PP_TRY(auto decoded, codec::decode_receipt_bundle(bundle));
  PP_CHECKED(codec::verify_receipt_bundle(decoded, waypoint_, crypto::verify));
  const LedgerInfo& info = decoded.certificate.ledger_info;
  if (info.chain_id != chain_) return fail("wrong_chain", "The receipts are of another chain.");
  const std::size_t signers = decoded.certificate.signatures.size();
  std::map<TransactionId, FinalTransaction> out;
  for (auto& each : decoded.receipts) {
    const TransactionId id = each.receipt.transaction_id;
    out.emplace(
        id, FinalTransaction{std::move(each.receipt), each.version, info.timestamp, signers, {}});
  }
  return out;
}

Result<void> Verifier::learn_validators(ByteView ledger_info, ByteView validator_set) {
  PP_TRY(const auto info, codec::decode_ledger_info(ledger_info));
  PP_TRY(auto validators, codec::decode_validator_set(validator_set));
  if (codec::hash_of(info) != waypoint_.ledger_info_hash || info.chain_id != chain_ ||
      info.next_validators_hash != codec::hash_of(validators)) {
    return fail("wrong_waypoint", "These validators do not follow from the waypoint.");
  }
  known_ = KnownSet{info.epoch.next(), std::move(validators)};
  return {};
}

Result<void> Verifier::learn_next_validators(ByteView certificate, ByteView validator_set) {
  PP_TRY(auto validators, codec::decode_validator_set(validator_set));
  PP_TRY(const LedgerInfo info, verify_certificate(certificate));
  if (info.next_validators_hash != codec::hash_of(validators)) {
    return fail("invalid_certificate", "The certificate does not name these validators.");
  }
  known_ = KnownSet{info.epoch.next(), std::move(validators)};
  return {};
}

Result<proof::ProvenBalance> Verifier::verify_balance(ByteView proof,
                                                      const Address& account) const {
  PP_TRY(const auto decoded, proof::decode_balance_proof(proof));
  PP_TRY(auto proven, proof::verify_balance_proof(decoded, waypoint_, crypto::verify));
  if (proven.certified.chain_id != chain_) {
    return fail("wrong_chain", "The proof is of another chain.");
  }
  if (proven.address != account) return fail("wrong_account", "The proof is of another account.");
  return proven;
}

Result<proof::SupplyProof> Verifier::verify_supply(ByteView proof) const {
  PP_TRY(auto decoded, proof::decode_supply_proof(proof));
  PP_CHECKED(proof::verify_supply_proof(decoded, waypoint_, crypto::verify));
  if (decoded.certificate.ledger_info.chain_id != chain_) {
    return fail("wrong_chain", "The proof is of another chain.");
  }
  return decoded;
}

Result<void> Verifier::verify_consistency(const LedgerInfo& older, const LedgerInfo& newer,
                                          const std::vector<Hash>& path) {
  if (older.chain_id != newer.chain_id) return fail("wrong_chain", "These are two chains.");
  return state::verify_consistency(older.accumulator_root, older.version.value() + 1,
                                   newer.accumulator_root, newer.version.value() + 1, path);
}

Result<LedgerInfo> Verifier::verify_certificate(ByteView certificate) const {
  PP_TRY(const auto decoded, codec::decode_ordered_certificate(certificate));
  const LedgerInfo& info = decoded.ledger_info;
  if (info.chain_id != chain_) return fail("wrong_chain", "The certificate is of another chain.");
  if (!known_ || known_->epoch != info.epoch) {
    return fail("unknown_validators", "The validators of this epoch are not known here.");
  }
  PP_CHECKED(codec::verify_certificate(decoded, known_->validators, crypto::verify));
  return info;
}

}  // namespace pennypost::client
