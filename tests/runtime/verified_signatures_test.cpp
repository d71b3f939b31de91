#include "consensus/runtime/verified_signatures.h"

#include <gtest/gtest.h>

namespace pennypost::runtime {
namespace {

TEST(VerifiedSignatures, WhatWasValidOnceIsValidForThatMessageAndKeyAlone) {
  VerifiedSignatures signatures;
  const crypto::KeyPair key(crypto::Seed::random());
  const crypto::KeyPair other(crypto::Seed::random());
  const Bytes message(100, 1);
  const Bytes another(100, 2);
  const Signature signature = key.sign(message);
  Signature spoiled = signature;
  spoiled.bytes[0] ^= 1;
  for (int i = 0; i < 2; ++i) {  // asked for the first time, and again
    EXPECT_TRUE(signatures.verify(key.public_key(), message, signature));
    EXPECT_FALSE(signatures.verify(key.public_key(), another, signature));
    EXPECT_FALSE(signatures.verify(other.public_key(), message, signature));
    EXPECT_FALSE(signatures.verify(key.public_key(), message, spoiled));
  }
}

TEST(VerifiedSignatures, TheOldestAreForgottenAndCheckedAgain) {
  VerifiedSignatures signatures;
  const crypto::KeyPair key(crypto::Seed::random());
  std::vector<std::pair<Bytes, Signature>> all;
  for (std::size_t i = 0; i < VerifiedSignatures::kRememberedMax + 10; ++i) {
    Bytes message{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8)};
    const Signature signature = key.sign(message);
    EXPECT_TRUE(signatures.verify(key.public_key(), message, signature));
    all.emplace_back(std::move(message), signature);
  }
  EXPECT_EQ(signatures.remembered(), VerifiedSignatures::kRememberedMax);
  EXPECT_TRUE(signatures.verify(key.public_key(), all[0].first, all[0].second));
}

}  // namespace
}  // namespace pennypost::runtime
