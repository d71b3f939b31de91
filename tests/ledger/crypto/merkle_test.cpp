#include "ledger/crypto/merkle.h"

#include <gtest/gtest.h>

#include <bit>

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

// Against RFC 9162's own recursion: split at the largest power of two below the size.
Hash recursive_root(const std::vector<Hash>& leaves) {
  if (leaves.size() == 1) return leaves[0];
  const auto split = static_cast<std::ptrdiff_t>(std::bit_floor(leaves.size() - 1));
  return hash_node(recursive_root({leaves.begin(), leaves.begin() + split}),
                   recursive_root({leaves.begin() + split, leaves.end()}));
}

TEST(MerkleRoot, IsTheRfcsAndEveryPathLeadsToIt) {
  std::vector<Hash> leaves;
  for (std::uint8_t size = 1; size <= 40; ++size) {
    leaves.push_back(leaf(size));
    EXPECT_EQ(merkle_root(leaves), recursive_root(leaves));
    for (std::size_t i = 0; i < size; ++i) {
      EXPECT_EQ(inclusion_root(size, i, leaves[i], inclusion_path(leaves, i)), merkle_root(leaves));
    }
  }
}

}  // namespace
}  // namespace pennypost::crypto
