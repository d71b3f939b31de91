#include "ledger/crypto/merkle.h"

#include <gtest/gtest.h>

#include "ledger/crypto/hash.h"

namespace pennypost::crypto {
namespace {

Hash leaf(std::uint8_t i) {
  return hash_leaf(Bytes{i});
}

TEST(InclusionRoot, OfOneLeafIsTheLeaf) {
  EXPECT_EQ(inclusion_root(1, 0, leaf(0), {}), leaf(0));
}

TEST(InclusionRoot, OfThreeLeavesByHand) {
  const Hash left = hash_node(leaf(0), leaf(1));
  const Hash root = hash_node(left, leaf(2));
  EXPECT_EQ(inclusion_root(3, 0, leaf(0), {leaf(1), leaf(2)}), root);
  EXPECT_EQ(inclusion_root(3, 1, leaf(1), {leaf(0), leaf(2)}), root);
  EXPECT_EQ(inclusion_root(3, 2, leaf(2), {left}), root);
}

TEST(InclusionRoot, RefusesPathsOfAnotherLengthAndLeavesBeyondTheEnd) {
  EXPECT_FALSE(inclusion_root(0, 0, leaf(0), {}).has_value());
  EXPECT_FALSE(inclusion_root(3, 3, leaf(2), {leaf(1)}).has_value());
  EXPECT_FALSE(inclusion_root(1, 0, leaf(0), {leaf(1)}).has_value());
  EXPECT_FALSE(inclusion_root(3, 2, leaf(2), {leaf(1), leaf(0)}).has_value());
  EXPECT_FALSE(inclusion_root(3, 0, leaf(0), {leaf(1)}).has_value());
  EXPECT_FALSE(inclusion_root(4, 3, leaf(3), {leaf(2)}).has_value());
}

}  // namespace
}  // namespace pennypost::crypto
