#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"

// Authenticated encryption at rest: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) by libsodium with
// a random 192-bit nonce for each record. Sealed = nonce ‖ ciphertext ‖ tag.
namespace pennypost::custodian {

/// 256 bits. Wiped when it dies.
class SealingKey {
 public:
  explicit SealingKey(const std::array<std::uint8_t, 32>& bytes) : bytes_(bytes) {}
  static std::optional<SealingKey> from(ByteView bytes);
  static SealingKey random();
  SealingKey(const SealingKey&) = default;
  SealingKey& operator=(const SealingKey&) = default;
  ~SealingKey();

  ByteView view() const { return bytes_; }

 private:
  std::array<std::uint8_t, 32> bytes_;
};

/// `context` is authenticated, not stored: a record moved to another place does not open.
std::string seal(const SealingKey& key, std::string_view context, ByteView plain);
/// Nothing where key, context or any bit is another.
std::optional<Bytes> open(const SealingKey& key, std::string_view context, std::string_view sealed);

/// Overwrites memory that held a secret.
void wipe(Bytes& secret);

/// Compares in time that does not depend on where the texts differ.
bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace pennypost::custodian
