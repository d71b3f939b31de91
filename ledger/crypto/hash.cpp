#include "ledger/crypto/hash.h"

#include <sodium.h>

#include "ledger/base/check.h"

namespace pennypost::crypto {
namespace {

// libsodium picks its fastest implementation once; without this, hashing uses the plainest one.
bool ready() {
  static const bool kReady = sodium_init() >= 0;
  return kReady;
}

class Hasher {
 public:
  Hasher() {
    CHECK(ready());
    CHECK(crypto_generichash_init(&state_, nullptr, 0, Hash::kSize) == 0);
  }
  Hasher& add(ByteView bytes) {
    CHECK(crypto_generichash_update(&state_, bytes.data(), bytes.size()) == 0);
    return *this;
  }
  Hash done() {
    Hash out;
    CHECK(crypto_generichash_final(&state_, out.bytes.data(), Hash::kSize) == 0);
    return out;
  }

 private:
  crypto_generichash_state state_;
};

Hash hash_once(ByteView bytes) {
  Hash out;
  CHECK(ready());
  CHECK(crypto_generichash(out.bytes.data(), Hash::kSize, bytes.data(), bytes.size(), nullptr, 0) ==
        0);
  return out;
}

// Most of what is hashed is short: in one piece it takes one call.
constexpr std::size_t kJoinedBytesMax = 512;

Hash hash_both(ByteView first, ByteView second) {
  if (first.size() + second.size() > kJoinedBytesMax) {
    return Hasher().add(first).add(second).done();
  }
  std::array<std::uint8_t, kJoinedBytesMax> bytes;
  std::memcpy(bytes.data(), first.data(), first.size());
  if (!second.empty()) std::memcpy(bytes.data() + first.size(), second.data(), second.size());
  return hash_once(std::span(bytes).first(first.size() + second.size()));
}

}  // namespace

Hash hash(std::string_view tag, ByteView bytes) {
  return hash_both(view_of(tag), bytes);
}

Hash hash_leaf(ByteView leaf) {
  static constexpr std::uint8_t kLeafPrefix[] = {0x00};
  return hash_both(kLeafPrefix, leaf);
}

Hash hash_node(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 1 + 2 * Hash::kSize> bytes;
  bytes[0] = 0x01;
  std::memcpy(bytes.data() + 1, left.bytes.data(), Hash::kSize);
  std::memcpy(bytes.data() + 1 + Hash::kSize, right.bytes.data(), Hash::kSize);
  return hash_once(bytes);
}

}  // namespace pennypost::crypto
