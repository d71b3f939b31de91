#include "ledger/crypto/hash.h"

#include <gtest/gtest.h>

namespace pennypost::crypto {
namespace {

// BLAKE2b-256, as other implementations compute it.
TEST(HashTest, IsBlake2b256OfTagAndBytes) {
  EXPECT_EQ(hash("", {}).hex(), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  EXPECT_EQ(hash("abc", {}).hex(),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(hash("a", view_of("bc")), hash("ab", view_of("c")));
}

TEST(HashTest, LeavesAndNodesHaveTheirPrefixes) {
  const Hash one = hash("", view_of("1"));
  const Hash two = hash("", view_of("2"));
  EXPECT_EQ(hash_leaf(view_of("x")), hash(std::string_view("\0", 1), view_of("x")));
  Bytes both{0x01};
  both.insert(both.end(), one.bytes.begin(), one.bytes.end());
  both.insert(both.end(), two.bytes.begin(), two.bytes.end());
  EXPECT_EQ(hash_node(one, two), hash("", both));
  EXPECT_NE(hash_node(one, two), hash_node(two, one));
}

}  // namespace
}  // namespace pennypost::crypto
