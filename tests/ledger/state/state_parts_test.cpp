#include "ledger/state/state_parts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"
#include "ledger/state/state_tree.h"

namespace pennypost::state {
namespace {

Hash hash_of(std::uint64_t number) {
  return crypto::hash("test", codec::Writer().u64(number).view());
}

std::vector<PathLeaf> leaves(std::size_t count, std::uint64_t seed) {
  std::vector<PathLeaf> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back({hash_of(seed + 2 * i), hash_of(seed + 2 * i + 1)});
  }
  std::ranges::sort(out, {}, &PathLeaf::path);
  return out;
}

Hash tree_root(const std::vector<PathLeaf>& of) {
  std::vector<std::pair<Hash, Hash>> updates;
  for (const PathLeaf& leaf : of) updates.emplace_back(leaf.path, leaf.value_hash);
  return StateTree().with(std::move(updates)).root();
}

TEST(StateParts, MakeUpTheTreesRootHoweverTheyAreCut) {
  for (const std::size_t count : {0U, 1U, 2U, 3U, 5U, 17U, 200U}) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const auto all = leaves(count, 1'000'000 * seed);
      for (const unsigned depth : {0U, 1U, 2U, 5U, 9U}) {
        const auto parts = cut(all, depth);
        EXPECT_EQ(parts.size(), std::size_t{1} << depth);
        EXPECT_EQ(root_of_parts(parts), tree_root(all)) << count << " leaves, depth " << depth;
      }
    }
  }
}

TEST(StateParts, EachLeafLiesInItsPart) {
  const auto all = leaves(300, 7);
  const auto parts = cut(all, 4);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::vector<PathLeaf> own;
    std::ranges::copy_if(all, std::back_inserter(own),
                         [&](const PathLeaf& leaf) { return part_of(leaf.path, 4) == i; });
    EXPECT_EQ(part_root(own, 4), parts[i]);
    own.pop_back();
    EXPECT_NE(part_root(own, 4), parts[i]);
  }
}

TEST(StateParts, WhatIsSaidOfTheirSizesMatters) {
  auto parts = cut(leaves(3, 3), 2);
  const Hash root = root_of_parts(parts);
  for (Part& part : parts) {
    const PartSize true_size = part.size;
    for (const PartSize size : {PartSize::empty, PartSize::one, PartSize::many}) {
      part.size = size;
      if (root_of_parts(parts) == root) EXPECT_TRUE(size == true_size || part.root == Hash{});
    }
    part.size = true_size;
  }
}

TEST(StateParts, EntriesTravel) {
  Currency currency{.code = *CurrencyCode::from("USD"),
                    .decimals = 2,
                    .display_decimals = 2,
                    .issuer = {},
                    .supply = Supply(5)};
  const StateEntry entry = currency;
  Bytes bytes;
  append_entry(bytes, StateKey::of(currency.code), encode_entry(entry));
  const auto read = read_entries(bytes);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(encode_entry((*read)[0].second), encode_entry(entry));
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    EXPECT_FALSE(read_entries(ByteView(bytes).first(cut)));
  }
  append_entry(bytes, StateKey::of(currency.code), encode_entry(entry));
  EXPECT_FALSE(leaves_of(*read_entries(bytes)));  // twice the same
}

TEST(StateParts, TravelAsEntriesInTheOrderOfTheirPaths) {
  std::vector<std::pair<Hash, StateKey>> keys;
  for (std::uint64_t i = 0; i < 4; ++i) {
    const StateKey key = StateKey::of(Address{hash_of(i).bytes});
    keys.emplace_back(state_path(key), key);
  }
  std::ranges::sort(keys, {}, &std::pair<Hash, StateKey>::first);
  const Bytes account = encode_entry(StateEntry(Account{}));
  Bytes in_order;
  Bytes reversed;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    append_entry(in_order, keys[i].second, account);
    append_entry(reversed, keys[keys.size() - 1 - i].second, account);
  }
  const auto read = read_entries(in_order);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size(), keys.size());
  EXPECT_EQ(leaves_of(*read)->size(), keys.size());
  EXPECT_EQ(leaves_of(*read_entries(reversed)).error().code, "malformed");
  EXPECT_EQ(leaves_of({(*read)[0], (*read)[0]}).error().code, "malformed");
  EXPECT_EQ(read_entries(ByteView(in_order).first(in_order.size() - 1)).error().code, "malformed");
  EXPECT_EQ(read_entries(ByteView(in_order).first(20)).error().code, "malformed");
  EXPECT_TRUE(read_entries({})->empty());
  Bytes damaged = in_order;
  damaged[0] = 0;  // of no kind
  EXPECT_EQ(read_entries(damaged).error().code, "malformed");
}

TEST(StateParts, AreAsManyAsTheEntriesAskFor) {
  EXPECT_EQ(part_depth(0), 0U);
  EXPECT_EQ(part_depth(kPartEntries - 1), 0U);
  EXPECT_EQ(part_depth(kPartEntries), 1U);
  EXPECT_EQ(part_depth(10'000'000), 14U);
  EXPECT_EQ(part_depth(std::size_t{1} << 40), kPartDepthMax);
}

TEST(StateEntries, AreOfAKnownKindOrMalformed) {
  const Bytes account = encode_entry(StateEntry(Account{}));
  EXPECT_TRUE(decode_entry(static_cast<std::uint8_t>(EntryKind::account), account));
  EXPECT_EQ(decode_entry(0, account).error().code, "malformed");
  EXPECT_EQ(decode_entry(25, account).error().code, "malformed");
  EXPECT_EQ(decode_entry(255, account).error().code, "malformed");
  for (std::uint8_t kind = 1; kind < 25; ++kind) {
    EXPECT_EQ(decode_entry(kind, {}).error().code, "malformed") << int{kind};
  }
}

}  // namespace
}  // namespace pennypost::state
