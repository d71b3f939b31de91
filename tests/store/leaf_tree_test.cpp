#include "ledger/store/leaf_tree.h"

#include <gtest/gtest.h>

#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"
#include "ledger/state/accumulator.h"

namespace pennypost::store {
namespace {

Hash leaf(std::uint64_t number) {
  return crypto::hash("test/leaf", codec::Writer().u64(number).view());
}

TEST(LeafTree, PathsThroughItLeadToTheAccumulatorsRoot) {
  state::Accumulator all;
  LeafTree tree;
  for (std::uint64_t size = 1; size <= LeafTree::kLeaves; ++size) {
    tree.add(leaf(size - 1));
    all.append(leaf(size - 1));
    if (size % 37 != 0 && size != LeafTree::kLeaves) continue;
    for (std::uint64_t at = 0; at < size; at += 5) {
      const auto path = state::prove_inclusion(
          at, size, [&](unsigned level, std::uint64_t index) -> Result<Hash> {
            return tree.node(level, index);
          });
      ASSERT_TRUE(path);
      EXPECT_TRUE(state::verify_inclusion(all.root(), size, at, leaf(at), *path));
    }
  }
  EXPECT_TRUE(tree.full());
  EXPECT_EQ(tree.root(), all.root());
}

TEST(LeafTreeCache, KeepsWhatWasUsedLast) {
  LeafTreeCache cache;
  for (std::uint64_t i = 0; i < LeafTreeCache::kTreesMax; ++i) {
    cache.add(i, std::make_shared<const LeafTree>());
  }
  EXPECT_NE(cache.find(0), nullptr);
  cache.add(1000, std::make_shared<const LeafTree>());
  EXPECT_NE(cache.find(0), nullptr);  // used a moment ago
  EXPECT_EQ(cache.find(1), nullptr);
  EXPECT_NE(cache.find(1000), nullptr);
  cache.forget_before(1000);
  EXPECT_EQ(cache.find(0), nullptr);
  EXPECT_NE(cache.find(1000), nullptr);
}

}  // namespace
}  // namespace pennypost::store
