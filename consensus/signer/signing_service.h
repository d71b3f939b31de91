#pragma once

#include <memory>

#include "consensus/core/safety_rules.h"
#include "consensus/core/verify.h"
#include "consensus/store/safety_store.h"

// A validator's key in a process of its own, with its own safety rules and its own durable record.
namespace pennypost::signer {

struct SigningOptions {
  consensus::EpochContext epoch;
  consensus::ValidatorIndex own_index = 0;
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
  /// Errors: `no_record` (see `init`), `wrong_epoch`, `corrupt_store`.
  static Result<std::unique_ptr<SigningService>> open(SigningOptions options,
                                                      store::Database& database);

  /// What was decided is durable before it returns (C6). The request that was signed last, again,
  /// gives the same signature. Errors: `invalid_certificate`, `malformed`, and those of
  /// SafetyRules.
  Result<Signature> sign(const consensus::SigningRequest& request);

  const PublicKey& public_key() const;
  const consensus::SafetyData& data() const { return rules_.data(); }

 private:
  SigningService(SigningOptions options, store::Database& database, consensus::SafetyData data);

  Result<Signature> decide(const consensus::SignProposal& request);
  Result<Signature> decide(const consensus::SignVote& request);
  Result<Signature> decide(const consensus::SignOrderVote& request);
  Result<Signature> decide(const consensus::SignTimeout& request);
  Result<void> check(const consensus::Block& block,
                     const std::optional<consensus::TimeoutCertificate>& tc) const;
  Result<void> check(const consensus::QuorumCertificate& qc,
                     const std::optional<consensus::TimeoutCertificate>& tc) const;

  SigningOptions options_;
  store::Database& database_;
  store::SafetyStore store_;
  consensus::SafetyRules rules_;
};

}  // namespace pennypost::signer
