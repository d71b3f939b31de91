#include "ledger/crypto/bech32.h"

#include <gtest/gtest.h>

namespace pennypost::crypto {
namespace {

Address counting_address() {
  Address address;
  for (std::size_t i = 0; i < address.bytes.size(); ++i) {
    address.bytes[i] = static_cast<std::uint8_t>(i * 7 + 1);
  }
  return address;
}

// The valid strings of BIP 350.
TEST(Bech32m, AcceptsTheVectorsOfBip350) {
  for (const char* text :
       {"A1LQFN3A", "a1lqfn3a",
        "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg"
        "6",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v", "?1v759aa"}) {
    const auto decoded = bech32m_decode(text);
    ASSERT_TRUE(decoded.has_value()) << text;
    std::string lower = text;
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    EXPECT_EQ(bech32m_encode(decoded->prefix, decoded->groups), lower);
  }
}

// The invalid strings of BIP 350, and mixed case.
TEST(Bech32m, RefusesTheVectorsOfBip350) {
  for (const char* text : {"\x20"
                           "1xj0phk",
                           "\x7f"
                           "1g6xzxy",
                           "\x80"
                           "1vctc34",
                           "an84characterslonghumanreadablepartthatcontainsthetheexcludedcharacters"
                           "bioandnumber11d6pts4",
                           "qyrz8wqd2c9m", "1qyrz8wqd2c9m", "y1b0jsk6g", "lt1igcx5c0", "in1muywd",
                           "mm1crxm3i", "au1s5cgom", "M1VUXWEZ", "16plkw9", "1p2gdwpf", "",
                           "A1lqfn3a", "A12UEL5L" /* Bech32, not Bech32m */}) {
    EXPECT_FALSE(bech32m_decode(text).has_value()) << text;
  }
}

TEST(AddressText, ComesBack) {
  const Address address = counting_address();
  for (const bool test_chain : {false, true}) {
    const std::string text = address_text(address, test_chain);
    EXPECT_TRUE(text.starts_with(test_chain ? "tpp1" : "pp1")) << text;
    EXPECT_EQ(text.size(), test_chain ? 62U : 61U);
    const auto parsed = parse_address(text, test_chain);
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(*parsed, address);
  }
  EXPECT_EQ(parse_address(address_text(Address{}, true), true), Address{});
}

TEST(AddressText, UpperCaseIsTheSameAddressAndMixedCaseIsNone) {
  std::string text = address_text(counting_address(), false);
  std::string upper = text;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  EXPECT_EQ(parse_address(upper, false), counting_address());
  text[0] = 'P';
  EXPECT_FALSE(parse_address(text, false).has_value());
}

TEST(AddressText, RefusesTheOtherChainsPrefix) {
  const auto parsed = parse_address(address_text(counting_address(), true), false);
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().code, "invalid_address");
  EXPECT_FALSE(parse_address(address_text(counting_address(), false), true).has_value());
}

TEST(AddressText, RefusesEveryChangeOfOneCharacter) {
  const std::string text = address_text(counting_address(), false);
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : std::string("qpzry9x8gf2tvdw0s3jn54khce6mua7l1bio ")) {
      if (text[i] == c) continue;
      std::string changed = text;
      changed[i] = c;
      EXPECT_FALSE(parse_address(changed, false).has_value()) << changed;
    }
    std::string shorter = text;
    shorter.erase(i, 1);
    EXPECT_FALSE(parse_address(shorter, false).has_value()) << shorter;
  }
}

TEST(AddressText, RefusesOtherLengthsAndPaddingBits) {
  for (const std::size_t groups : {0U, 51U, 53U}) {
    EXPECT_FALSE(parse_address(bech32m_encode("pp", Bytes(groups, 0)), false).has_value());
  }
  Bytes padded(52, 0);
  EXPECT_TRUE(parse_address(bech32m_encode("pp", padded), false).has_value());
  padded.back() = 1;
  EXPECT_FALSE(parse_address(bech32m_encode("pp", padded), false).has_value());
}

}  // namespace
}  // namespace pennypost::crypto
