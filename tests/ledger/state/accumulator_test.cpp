#include "ledger/state/accumulator.h"

#include <gtest/gtest.h>

#include "ledger/crypto/hash.h"

namespace pennypost::state {
namespace {

constexpr std::uint64_t kLeaves = 70;

std::vector<Hash> leaves(std::uint64_t count) {
  std::vector<Hash> out;
  for (std::uint64_t i = 0; i < count; ++i) {
    out.push_back(crypto::hash_leaf(Bytes{static_cast<std::uint8_t>(i)}));
  }
  return out;
}

/// RFC 9162's definition, word for word.
Hash naive_root(const std::vector<Hash>& all, std::size_t begin, std::size_t end) {
  if (begin == end) return crypto::hash("", {});
  if (end - begin == 1) return all[begin];
  std::size_t k = 1;
  while (k * 2 < end - begin) k *= 2;
  return crypto::hash_node(naive_root(all, begin, begin + k), naive_root(all, begin + k, end));
}

SubtreeHash subtrees_of(const std::vector<Hash>& all) {
  return [&all](unsigned level, std::uint64_t index) -> Result<Hash> {
    const std::uint64_t begin = index << level;
    const std::uint64_t end = (index + 1) << level;
    if (end > all.size()) return fail("not_found", "The subtree is not complete.");
    return naive_root(all, begin, end);
  };
}

Hash flipped(Hash hash) {
  hash.bytes[5] ^= 1;
  return hash;
}

TEST(Accumulator, HasTheRootOfTheDefinitionAtEverySize) {
  const std::vector<Hash> all = leaves(kLeaves);
  Accumulator accumulator;
  EXPECT_EQ(accumulator.root(), naive_root(all, 0, 0));
  for (std::uint64_t size = 1; size <= kLeaves; ++size) {
    accumulator.append(all[size - 1]);
    EXPECT_EQ(accumulator.size(), size);
    EXPECT_EQ(accumulator.root(), naive_root(all, 0, size)) << size;
    const auto restored = Accumulator::restore(size, accumulator.peaks());
    ASSERT_TRUE(restored.has_value());
    EXPECT_EQ(restored->root(), accumulator.root());
  }
}

TEST(Accumulator, IsNotRestoredFromAnotherNumberOfPeaks) {
  EXPECT_TRUE(Accumulator::restore(0, {}).has_value());
  EXPECT_FALSE(Accumulator::restore(0, leaves(1)).has_value());
  EXPECT_FALSE(Accumulator::restore(3, leaves(1)).has_value());
  EXPECT_FALSE(Accumulator::restore(4, leaves(2)).has_value());
}

TEST(Inclusion, IsProvenForEveryLeafOfEverySize) {
  const std::vector<Hash> all = leaves(kLeaves);
  const SubtreeHash subtree = subtrees_of(all);
  for (std::uint64_t size = 1; size <= kLeaves; ++size) {
    const Hash root = naive_root(all, 0, size);
    for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
      const auto path = prove_inclusion(leaf, size, subtree);
      ASSERT_TRUE(path.has_value());
      EXPECT_TRUE(verify_inclusion(root, size, leaf, all[leaf], *path)) << leaf << " of " << size;
      EXPECT_FALSE(verify_inclusion(root, size, leaf, flipped(all[leaf]), *path));
      EXPECT_FALSE(verify_inclusion(flipped(root), size, leaf, all[leaf], *path));
      for (std::uint64_t other = 0; other < size; ++other) {
        EXPECT_EQ(verify_inclusion(root, size, other, all[leaf], *path).has_value(), other == leaf);
      }
    }
  }
}

TEST(Inclusion, RefusesChangedShortenedAndLengthenedPaths) {
  const std::vector<Hash> all = leaves(kLeaves);
  for (const std::uint64_t size : {5U, 64U, 70U}) {
    const Hash root = naive_root(all, 0, size);
    const auto path = prove_inclusion(size - 2, size, subtrees_of(all));
    ASSERT_TRUE(path.has_value());
    for (std::size_t i = 0; i < path->size(); ++i) {
      std::vector<Hash> changed = *path;
      changed[i] = flipped(changed[i]);
      EXPECT_FALSE(verify_inclusion(root, size, size - 2, all[size - 2], changed));
      changed = *path;
      changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(verify_inclusion(root, size, size - 2, all[size - 2], changed));
    }
    std::vector<Hash> longer = *path;
    longer.push_back(root);
    const auto refused = verify_inclusion(root, size, size - 2, all[size - 2], longer);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "invalid_proof");
  }
}

TEST(Consistency, IsProvenBetweenAllPairsOfSizes) {
  const std::vector<Hash> all = leaves(kLeaves);
  const SubtreeHash subtree = subtrees_of(all);
  for (std::uint64_t size = 1; size <= kLeaves; ++size) {
    const Hash root = naive_root(all, 0, size);
    for (std::uint64_t first = 1; first <= size; ++first) {
      const Hash first_root = naive_root(all, 0, first);
      const auto path = prove_consistency(first, size, subtree);
      ASSERT_TRUE(path.has_value());
      EXPECT_TRUE(verify_consistency(first_root, first, root, size, *path)) << first << " " << size;
      EXPECT_FALSE(verify_consistency(flipped(first_root), first, root, size, *path));
      EXPECT_FALSE(verify_consistency(first_root, first, flipped(root), size, *path));
      std::vector<Hash> longer = *path;
      longer.push_back(root);
      EXPECT_FALSE(verify_consistency(first_root, first, root, size, longer));
      if (path->empty()) continue;
      std::vector<Hash> shorter = *path;
      shorter.pop_back();
      EXPECT_FALSE(verify_consistency(first_root, first, root, size, shorter));
      std::vector<Hash> changed = *path;
      changed.back() = flipped(changed.back());
      EXPECT_FALSE(verify_consistency(first_root, first, root, size, changed));
    }
  }
}

TEST(Consistency, RefusesSizesThatCannotBe) {
  const std::vector<Hash> all = leaves(4);
  const Hash root = naive_root(all, 0, 4);
  EXPECT_FALSE(verify_consistency(root, 0, root, 4, {}));
  EXPECT_FALSE(verify_consistency(root, 5, root, 4, {}));
}

TEST(AccumulatorProofs, PassOnTheStoresFailure) {
  const SubtreeHash broken = [](unsigned, std::uint64_t) -> Result<Hash> {
    return fail("corrupt_store", "A node is missing.");
  };
  const auto path = prove_inclusion(1, 3, broken);
  ASSERT_FALSE(path.has_value());
  EXPECT_EQ(path.error().code, "corrupt_store");
  EXPECT_EQ(prove_consistency(1, 3, broken).error().code, "corrupt_store");
}

TEST(Accumulator, AConsistencyPathThatIsMissingProvesNothing) {
  for (const std::uint64_t first : {3U, 5U, 6U, 7U}) {
    EXPECT_EQ(verify_consistency(Hash{}, first, Hash{}, 9, {}).error().code, "invalid_proof");
  }
}

}  // namespace
}  // namespace pennypost::state
