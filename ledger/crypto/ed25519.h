#pragma once

#include <functional>

#include "ledger/base/result.h"
#include "ledger/types/identifiers.h"

// Ed25519 (RFC 8032) by libsodium. A signature is valid exactly when crypto_sign_verify_detached
// says so: one predicate everywhere, since validators that disagree about a signature disagree
// about the ledger.
namespace pennypost::crypto {

/// 32 bytes from which the key pair follows. Wiped when it dies.
class Seed {
 public:
  explicit Seed(const std::array<std::uint8_t, 32>& bytes) : bytes_(bytes) {}
  /// Nothing where the length is not 32.
  static std::optional<Seed> from(ByteView bytes);
  /// From the operating system's random generator. Never called by a pure core.
  static Seed random();
  Seed(const Seed&) = default;
  Seed& operator=(const Seed&) = default;
  ~Seed();

  ByteView view() const { return bytes_; }

 private:
  std::array<std::uint8_t, 32> bytes_;
};

class KeyPair {
 public:
  explicit KeyPair(const Seed& seed);
  ~KeyPair();
  KeyPair(const KeyPair&) = default;
  KeyPair& operator=(const KeyPair&) = default;

  const PublicKey& public_key() const { return public_key_; }
  /// Deterministic. `message` carries its own domain tag.
  Signature sign(ByteView message) const;

 private:
  PublicKey public_key_;
  std::array<std::uint8_t, 64> secret_;
};

bool verify(const PublicKey& key, ByteView message, const Signature& signature);

/// The predicate `verify` as a value: the simulator may use a keyed hash instead.
using Verify = std::function<bool(const PublicKey&, ByteView, const Signature&)>;

/// Fills `out` from the operating system's random generator. Never called by a pure core.
void random_bytes(std::span<std::uint8_t> out);

}  // namespace pennypost::crypto
