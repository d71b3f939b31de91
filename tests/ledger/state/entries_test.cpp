#include "ledger/state/entries.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/ledger/support/world.h"

namespace pennypost::state {
namespace {

std::map<StateKey, StateEntry> map_of(const Entries& entries) {
  std::map<StateKey, StateEntry> out;
  for (const auto& [key, entry] : entries) EXPECT_TRUE(out.emplace(key, entry).second);
  return out;
}

TEST(Entries, AreWhatAMapOfThemIs) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    std::mt19937_64 random(seed);
    Entries entries;
    std::map<StateKey, StateEntry> map;
    for (int step = 0; step < 3'000; ++step) {
      StateKey key = StateKey::of(test::address_of(std::to_string(random() % 300)));
      if (random() % 4 == 0) key.kind = EntryKind::used_quote;  // the same id, another entry
      if (random() % 8 == 0) key.id.back() ^= 1;                // the same first bytes
      const UsedQuote value{TimestampUs(random())};
      switch (random() % 4) {
        case 0:
          entries.insert_or_assign(key, value);
          map.insert_or_assign(key, value);
          break;
        case 1:
          entries.emplace(key, value);
          map.emplace(key, value);
          break;
        case 2: {
          const auto [at, is_new] = entries.try_emplace(key);
          ASSERT_EQ(is_new, !map.contains(key));
          if (is_new) at->second = value;
          map.emplace(key, value);
          break;
        }
        default:
          entries.erase(key);
          map.erase(key);
      }
      ASSERT_EQ(entries.size(), map.size());
      ASSERT_EQ(entries.contains(key), map.contains(key));
      if (map.contains(key)) ASSERT_EQ(entries.find(key)->second, map[key]);
    }
    ASSERT_EQ(map_of(entries), map);
    const Entries copy = entries;
    entries.clear();
    EXPECT_TRUE(entries.empty());
    EXPECT_EQ(entries.find(StateKey::parameters()), entries.end());
    EXPECT_EQ(map_of(copy), map);
  }
}

TEST(Entries, AreAlikeWhereTheyHoldTheSame) {
  const auto key = [](const char* name) { return StateKey::of(test::address_of(name)); };
  Entries one;
  one.emplace(key("a"), UsedQuote{TimestampUs(1)});
  one.emplace(key("b"), Removed{});
  Entries other;
  EXPECT_FALSE(one == other);
  other.emplace(key("b"), Removed{});
  other.emplace(key("a"), UsedQuote{TimestampUs(1)});  // in another order
  EXPECT_TRUE(one == other);
  other.begin()->second = UsedQuote{TimestampUs(2)};
  EXPECT_FALSE(one == other);
  other = one;
  EXPECT_TRUE(one == other);
  other.erase(key("b"));
  other.emplace(key("c"), Removed{});
  EXPECT_FALSE(one == other);
}

TEST(Entries, StayWhereTheyAreWhileOthersCome) {
  Entries entries;
  const auto [first, is_new] = entries.try_emplace(StateKey::parameters());
  EXPECT_TRUE(is_new);
  const StateEntry* at = &first->second;
  for (int i = 0; i < 1'000; ++i) {
    entries.emplace(StateKey::of(test::address_of(std::to_string(i))), UsedQuote{});
  }
  EXPECT_EQ(&entries.find(StateKey::parameters())->second, at);
}

}  // namespace
}  // namespace pennypost::state
