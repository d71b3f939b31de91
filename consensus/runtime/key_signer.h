#pragma once

#include "consensus/core/signer.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::runtime {

/// The consensus key in this process's own memory.
class KeySigner final : public consensus::SigningKey {
 public:
  explicit KeySigner(const crypto::Seed& seed) : key_(seed) {}
  Signature sign(ByteView message) const override { return key_.sign(message); }

 private:
  crypto::KeyPair key_;
};

}  // namespace pennypost::runtime
