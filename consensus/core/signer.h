#pragma once

#include <optional>
#include <variant>

#include "consensus/types/block.h"
#include "ledger/base/result.h"

namespace pennypost::consensus {

// What a signature is asked for, with everything that its safety rests on: enough for somebody
// elsewhere to apply C1-C3 and C5 to it. Author and validator are the signer itself.
struct SignProposal {
  Block block;
  std::optional<TimeoutCertificate> tc;
};
struct SignVote {
  Block block;
  std::optional<TimeoutCertificate> tc;
  LedgerInfo executed;
};
struct SignOrderVote {
  QuorumCertificate qc;
};
struct SignTimeout {
  Epoch epoch;
  Round round;
  QuorumCertificate high_qc;
  std::optional<TimeoutCertificate> tc;
};
using SigningRequest = std::variant<SignProposal, SignVote, SignOrderVote, SignTimeout>;
Epoch epoch_of(const SigningRequest& request);

/// Signs as this validator what its SafetyRules have passed. It may judge by itself, refuse, and be
/// somewhere else; it need not be durable, because whatever it signed leaves only after our own
/// record of it is (C6).
class Signer {
 public:
  virtual ~Signer() = default;
  /// `bytes` are what the signature covers. The same request again gives the same signature.
  /// Errors: the refusal's, or `signer_unavailable`.
  virtual Result<Signature> sign_request(const SigningRequest& request, ByteView bytes) const = 0;
};

/// Holds the key and signs whatever it is given. Deterministic (Ed25519), so the core stays pure;
/// the simulator may use a keyed hash.
class SigningKey : public Signer {
 public:
  virtual Signature sign(ByteView message) const = 0;
  Result<Signature> sign_request(const SigningRequest&, ByteView bytes) const final {
    return sign(bytes);
  }
};

}  // namespace pennypost::consensus
