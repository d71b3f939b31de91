#pragma once

#include <memory>

#include "consensus/core/safety_rules.h"
#include "consensus/core/verify.h"
#include "consensus/store/safety_store.h"

// A validator's key in a process of its own, with its own safety rules and its own durable record.
namespace pennypost::signer {

struct SigningOptions {
  consensus::EpochContext epoch;  // the chain's first; the record may be of a later one
  PublicKey public_key;           // in which it need not be a validator's yet
  std::shared_ptr<const consensus::SigningKey> key;
};

/// Decides alone: whatever the validator asks, however it came to ask it, nothing is signed that
/// SafetyRules (S1-S6) forbid after everything that was ever signed here. Certificates are checked
/// again; only that a block was executed truly has to be believed. One thread.
class SigningService {
 public:
  /// Begins a record, for a key that has never signed. Errors: `already_signing` where there is
  /// one, `corrupt_store`.
  static Result<void> init(const SigningOptions& options, store::Database& database);
  /// Errors: `no_record` (see `init`), `corrupt_store`.
  static Result<std::unique_ptr<SigningService>> open(SigningOptions options,
                                                      store::Database& database);

  /// What was decided is durable before it returns (C6). The request that was signed last, again,
  /// gives the same signature. Errors: `invalid_certificate`, `malformed`, and those of
  /// SafetyRules.
  Result<Signature> sign(const consensus::SigningRequest& request);

  /// C9: on to the next epoch, which a quorum of this one has to prove; never back. Durable when it
  /// returns. Errors: `wrong_epoch`, `invalid_certificate`.
  Result<void> enter(const consensus::EpochEnd& end);

  const PublicKey& public_key() const { return options_.public_key; }
  Epoch epoch() const { return options_.epoch.epoch; }
  bool is_validator() const { return rules_->may_sign(); }
  const consensus::SafetyData& data() const { return rules_->data(); }

 private:
  SigningService(SigningOptions options, store::Database& database, consensus::SafetyData data);

  Result<Signature> decide(const consensus::SignProposal& request);
  Result<Signature> decide(const consensus::SignVote& request);
  Result<Signature> decide(const consensus::SignOrderVote& request);
  Result<Signature> decide(const consensus::SignTimeout& request);
  std::optional<consensus::ValidatorIndex> own_index() const;
  void begin(consensus::SafetyData data);
  Result<void> check(const consensus::Block& block,
                     const std::optional<consensus::TimeoutCertificate>& tc) const;
  Result<void> check(const consensus::QuorumCertificate& qc,
                     const std::optional<consensus::TimeoutCertificate>& tc) const;

  SigningOptions options_;
  store::Database& database_;
  store::SafetyStore store_;
  std::optional<consensus::SafetyRules> rules_;  // of this epoch
};

}  // namespace pennypost::signer
