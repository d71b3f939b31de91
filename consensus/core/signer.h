#pragma once

#include "ledger/types/identifiers.h"

namespace pennypost::consensus {

/// Signs as this validator. Deterministic (Ed25519), so the core stays pure; the simulator may use
/// a keyed hash.
class Signer {
 public:
  virtual ~Signer() = default;
  virtual Signature sign(ByteView message) const = 0;
};

}  // namespace pennypost::consensus
