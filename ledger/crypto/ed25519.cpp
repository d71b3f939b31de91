#include "ledger/crypto/ed25519.h"

#include <sodium.h>

#include "ledger/base/check.h"

namespace pennypost::crypto {
namespace {

// libsodium picks its fastest implementation once; a second call does nothing.
const bool kReady = [] {
  CHECK(sodium_init() >= 0);
  return true;
}();

}  // namespace

std::optional<Seed> Seed::from(ByteView bytes) {
  std::array<std::uint8_t, 32> out;
  if (bytes.size() != out.size()) return std::nullopt;
  std::memcpy(out.data(), bytes.data(), out.size());
  return Seed(out);
}

Seed Seed::random() {
  std::array<std::uint8_t, 32> out;
  random_bytes(out);
  return Seed(out);
}

Seed::~Seed() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

KeyPair::KeyPair(const Seed& seed) {
  CHECK(kReady);
  static_assert(crypto_sign_SECRETKEYBYTES == 64 && crypto_sign_SEEDBYTES == 32);
  CHECK(crypto_sign_seed_keypair(public_key_.bytes.data(), secret_.data(), seed.view().data()) ==
        0);
}

KeyPair::~KeyPair() {
  sodium_memzero(secret_.data(), secret_.size());
}

Signature KeyPair::sign(ByteView message) const {
  Signature out;
  CHECK(crypto_sign_detached(out.bytes.data(), nullptr, message.data(), message.size(),
                             secret_.data()) == 0);
  return out;
}

bool verify(const PublicKey& key, ByteView message, const Signature& signature) {
  return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(),
                                     key.bytes.data()) == 0;
}

void random_bytes(std::span<std::uint8_t> out) {
  CHECK(kReady);
  randombytes_buf(out.data(), out.size());
}

}  // namespace pennypost::crypto
