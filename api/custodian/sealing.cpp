#include "api/custodian/sealing.h"

#include <sodium.h>

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::custodian {
namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::optional<SealingKey> SealingKey::from(ByteView bytes) {
  if (bytes.size() != 32) return std::nullopt;
  std::array<std::uint8_t, 32> out{};
  std::ranges::copy(bytes, out.begin());
  return SealingKey(out);
}

SealingKey SealingKey::random() {
  std::array<std::uint8_t, 32> out{};
  crypto::random_bytes(out);
  return SealingKey(out);
}

SealingKey::~SealingKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::string seal(const SealingKey& key, std::string_view context, ByteView plain) {
  Bytes out(kNonceBytes + plain.size() + kTagBytes);
  crypto::random_bytes(std::span(out).first(kNonceBytes));
  unsigned long long size = 0;
  CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kNonceBytes, &size, plain.data(),
                                                   plain.size(), raw(context), context.size(),
                                                   nullptr, out.data(), key.view().data()) == 0);
  CHECK(size == plain.size() + kTagBytes);
  return std::string(text_of(out));
}

std::optional<Bytes> open(const SealingKey& key, std::string_view context,
                          std::string_view sealed) {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  Bytes out(sealed.size() - kNonceBytes - kTagBytes);
  unsigned long long size = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          out.data(), &size, nullptr, raw(sealed) + kNonceBytes, sealed.size() - kNonceBytes,
          raw(context), context.size(), raw(sealed), key.view().data()) != 0) {
    return std::nullopt;
  }
  return out;
}

void wipe(Bytes& secret) {
  sodium_memzero(secret.data(), secret.size());
}

bool equal_secrets(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace pennypost::custodian
