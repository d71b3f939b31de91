#pragma once

#include <deque>
#include <mutex>
#include <unordered_set>

#include "ledger/crypto/ed25519.h"

namespace pennypost::runtime {

/// Checks signatures of consensus messages, and each of those seen lately only once: a certificate
/// consists of votes that were checked one by one when they came. Any thread.
class VerifiedSignatures {
 public:
  static constexpr std::size_t kRememberedMax = 4'096;

  bool verify(const PublicKey& key, ByteView message, const Signature& signature);
  std::size_t remembered() const;

 private:
  bool knows(const Hash& what);
  void remember(const Hash& what);

  mutable std::mutex mutex_;
  std::unordered_set<Hash> valid_;  // hashes over key, signature and message
  std::deque<Hash> order_;          // oldest first
};

}  // namespace pennypost::runtime
