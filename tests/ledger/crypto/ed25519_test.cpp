#include "ledger/crypto/ed25519.h"

#include <gtest/gtest.h>

namespace pennypost::crypto {
namespace {

KeyPair key(std::uint8_t fill) {
  std::array<std::uint8_t, 32> seed;
  seed.fill(fill);
  return KeyPair(Seed(seed));
}

// RFC 8032, 7.1, test 2.
TEST(Ed25519, SignsAsTheStandardSays) {
  const auto seed =
      Seed::from(*from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  ASSERT_TRUE(seed.has_value());
  const KeyPair pair(*seed);
  EXPECT_EQ(pair.public_key().hex(),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(pair.sign(Bytes{0x72}).hex(),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Ed25519, RefusesEveryFlippedBit) {
  const KeyPair pair = key(1);
  const Bytes message = bytes_of(view_of("a message"));
  const Signature signature = pair.sign(message);
  EXPECT_TRUE(verify(pair.public_key(), message, signature));
  for (std::size_t bit = 0; bit < 8 * Signature::kSize; ++bit) {
    Signature changed = signature;
    changed.bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    EXPECT_FALSE(verify(pair.public_key(), message, changed)) << bit;
  }
  EXPECT_FALSE(verify(key(2).public_key(), message, signature));
  EXPECT_FALSE(verify(pair.public_key(), view_of("another"), signature));
}

TEST(Ed25519, SeedsHave32Bytes) {
  EXPECT_FALSE(Seed::from(Bytes(31)).has_value());
  EXPECT_FALSE(Seed::from(Bytes(33)).has_value());
}

}  // namespace
}  // namespace pennypost::crypto
