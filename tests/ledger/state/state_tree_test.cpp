#include "ledger/state/state_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <thread>

#include "ledger/crypto/hash.h"
#include "tests/ledger/support/world.h"

namespace pennypost::state {
namespace {

using test::id_of;
using Entries = std::map<Hash, Hash>;
using Updates = std::vector<std::pair<Hash, Hash>>;

bool bit(const Hash& path, std::size_t depth) {
  return (path.bytes[depth / 8] >> (7 - depth % 8) & 1) != 0;
}

/// The definition, without sharing: the root over all entries below a prefix.
Hash naive_root(const std::vector<std::pair<Hash, Hash>>& entries, std::size_t depth = 0) {
  if (entries.empty()) return Hash{};
  if (entries.size() == 1) {
    Bytes leaf = bytes_of(view_of("pennypost/state_leaf/1"));
    for (const Hash& part : {entries[0].first, entries[0].second}) {
      leaf.insert(leaf.end(), part.bytes.begin(), part.bytes.end());
    }
    return crypto::hash_leaf(leaf);
  }
  std::vector<std::pair<Hash, Hash>> side[2];
  for (const auto& entry : entries) side[bit(entry.first, depth) ? 1 : 0].push_back(entry);
  return crypto::hash_node(naive_root(side[0], depth + 1), naive_root(side[1], depth + 1));
}

Hash naive_root(const Entries& entries) {
  return naive_root(std::vector<std::pair<Hash, Hash>>(entries.begin(), entries.end()));
}

/// A path whose first bits are all alike, so that leaves stand deep.
Hash near_path(std::uint8_t last) {
  Hash path;
  path.bytes.back() = last;
  return path;
}

TEST(StateTree, EmptyIsTheZeroHash) {
  EXPECT_EQ(StateTree().used_bytes(), 0U);
  EXPECT_EQ(StateTree().root(), Hash{});
  EXPECT_EQ(StateTree().with(std::vector<std::pair<Hash, Hash>>{}).root(), Hash{});
}

// Whoever hashes many blocks' changes at once asks the state for what there is in the end.
TEST(StateTree, HashesWhatAStateHasOfSomeKeys) {
  std::mt19937_64 random(3);
  MemoryState state;
  StateTree step_by_step;
  StateTree at_once;
  std::vector<StateKey> keys;
  for (int block = 0; block < 30; ++block) {
    StateChanges changes;
    for (int i = 0; i < 40; ++i) {
      const StateKey key = StateKey::of(id_of<Address>(std::to_string(random() % 100)));
      if (changes.entries.contains(key)) continue;
      Account account;
      account.sequence_number = SequenceNumber(random() % 5);
      changes.entries.emplace(key, random() % 3 > 0 ? StateEntry(account) : Removed{});
      keys.push_back(key);
    }
    state.apply(changes, TimestampUs(0));
    step_by_step = step_by_step.with(changes);
    if (block % 7 != 6) continue;
    at_once = at_once.with(state, std::exchange(keys, {}));
    EXPECT_EQ(at_once.root(), step_by_step.root());
  }
  EXPECT_EQ(at_once.with(state, {}).root(), at_once.root());
}

TEST(StateTree, HasTheRootOfTheDefinitionUnderRandomUpdates) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::mt19937_64 random(seed);
    StateTree tree;
    Entries entries;
    for (int step = 0; step < 20; ++step) {
      std::map<Hash, Hash> updates;
      for (std::uint64_t i = random() % 40; i > 0; --i) {
        const auto n = random() % 200;
        const Hash path =
            n < 20 ? near_path(static_cast<std::uint8_t>(n)) : id_of(std::to_string(n));
        updates[path] = id_of(std::to_string(random()));
      }
      std::vector<std::pair<Hash, Hash>> list(updates.begin(), updates.end());
      std::ranges::shuffle(list, random);
      tree = tree.with(list);
      for (const auto& [path, value] : updates) entries[path] = value;
      ASSERT_EQ(tree.root(), naive_root(entries)) << "seed " << seed << " step " << step;
    }
  }
}

TEST(StateTree, CopiesAreIndependent) {
  const StateTree first =
      StateTree().with(Updates{{id_of("a"), id_of("1")}, {id_of("b"), id_of("2")}});
  const Hash root = first.root();
  StateTree second = first;
  second = second.with(Updates{{id_of("a"), id_of("3")}, {id_of("c"), id_of("4")}});
  EXPECT_EQ(first.root(), root);
  EXPECT_NE(second.root(), root);
  const StateTree& alias = second;
  second = alias;
  EXPECT_EQ(second.with(Updates{{id_of("a"), id_of("1")}}).root(),
            naive_root(Entries{
                {id_of("a"), id_of("1")}, {id_of("b"), id_of("2")}, {id_of("c"), id_of("4")}}));
  StateTree moved = std::move(second);
  moved = StateTree();
  EXPECT_EQ(moved.root(), Hash{});
}

// Trees of many pages: growing, shrinking to a few, forking; whichever tree is dropped, the others
// stay what they were.
TEST(StateTree, ForksOfManyPagesHaveTheRootOfTheDefinition) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    std::mt19937_64 random(seed);
    struct Fork {
      StateTree tree;
      Entries entries;
    };
    std::vector<Fork> forks(1);
    for (int step = 0; step < 60; ++step) {
      Fork next = forks[random() % forks.size()];
      Entries updates;
      const bool shrinks = step % 20 > 12;
      for (std::uint64_t i = random() % 400; i > 0; --i) {
        const Hash path = id_of(std::to_string(random() % 3'000));
        updates[path] = random() % 10 < (shrinks ? 8 : 1) ? Hash{} : id_of(std::to_string(i));
      }
      if (step % 20 == 19) {
        for (const auto& [path, value] : next.entries) updates.emplace(path, Hash{});
      }
      next.tree = next.tree.with(Updates(updates.begin(), updates.end()));
      for (const auto& [path, value] : updates) {
        if (value == Hash{}) {
          next.entries.erase(path);
        } else {
          next.entries[path] = value;
        }
      }
      ASSERT_EQ(next.tree.root(), naive_root(next.entries)) << "seed " << seed << " step " << step;
      if (forks.size() == 4) forks.erase(forks.begin() + static_cast<int>(random() % 4));
      forks.push_back(std::move(next));
      for (const Fork& fork : forks) {
        const Hash path = id_of(std::to_string(random() % 3'000));
        const auto at = fork.entries.find(path);
        const auto value = at == fork.entries.end() ? std::nullopt : std::optional(at->second);
        EXPECT_TRUE(verify_state_proof(fork.tree.root(), path, value, fork.tree.prove(path)));
      }
    }
    // Nothing is left of what only dropped trees had.
    const Fork last = forks.back();
    forks.clear();
    EXPECT_LT(last.tree.used_bytes(), last.entries.size() * 200 + 4'096);
  }
}

// What the last owner of a block does, on whichever thread: drop a tree that others still share.
TEST(StateTree, CopiesMayBeDroppedByAnyThread) {
  Updates updates;
  for (int i = 0; i < 500; ++i) updates.push_back({id_of(std::to_string(i)), id_of("value")});
  StateTree tree = StateTree().with(updates);
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([copy = tree, t]() mutable {
      for (int i = 0; i < 200; ++i) {
        copy = copy.with(Updates{{id_of(std::to_string(i)), id_of(std::to_string(t))}});
      }
    });
  }
  const Hash root = tree.root();
  StateTree kept = tree;
  tree = StateTree();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(kept.root(), root);
  EXPECT_EQ(kept.with(updates).root(), root);
}

TEST(StateTreeDeathTest, RefusesThePathTwice) {
  EXPECT_DEATH(StateTree().with(Updates{{id_of("a"), id_of("1")}, {id_of("a"), id_of("2")}}),
               "adjacent_find");
}

class StateProofs : public testing::Test {
 protected:
  StateProofs() {
    for (int i = 0; i < 100; ++i) entries_[id_of("key " + std::to_string(i))] = id_of("value");
    for (std::uint8_t i = 0; i < 4; ++i) entries_[near_path(i)] = id_of("near");
    tree_ = StateTree().with(std::vector<std::pair<Hash, Hash>>(entries_.begin(), entries_.end()));
  }
  Entries entries_;
  StateTree tree_;
};

TEST_F(StateProofs, OfPresence) {
  for (const auto& [path, value] : entries_) {
    const StateProof proof = tree_.prove(path);
    EXPECT_TRUE(verify_state_proof(tree_.root(), path, value, proof));
    EXPECT_FALSE(verify_state_proof(tree_.root(), path, id_of("other"), proof));
    EXPECT_FALSE(verify_state_proof(tree_.root(), path, std::nullopt, proof));
    EXPECT_FALSE(verify_state_proof(id_of("other root"), path, value, proof));
  }
}

TEST_F(StateProofs, OfAbsence) {
  for (int i = 0; i < 300; ++i) {
    const Hash path = i < 200 ? id_of("absent " + std::to_string(i))
                              : near_path(static_cast<std::uint8_t>(i - 190));
    const StateProof proof = tree_.prove(path);
    EXPECT_TRUE(verify_state_proof(tree_.root(), path, std::nullopt, proof)) << i;
    EXPECT_FALSE(verify_state_proof(tree_.root(), path, id_of("value"), proof));
  }
  EXPECT_TRUE(verify_state_proof(Hash{}, id_of("a"), std::nullopt, StateTree().prove(id_of("a"))));
}

TEST_F(StateProofs, OfOneKeyShowNothingAboutAnother) {
  const Hash present = id_of("key 7");
  for (int i = 0; i < 100; ++i) {
    const Hash path = id_of("key " + std::to_string(i));
    const auto verified =
        verify_state_proof(tree_.root(), path, std::nullopt, tree_.prove(present));
    ASSERT_FALSE(verified.has_value());
    EXPECT_EQ(verified.error().code, "invalid_proof");
  }
}

TEST_F(StateProofs, ChangedAnywhereAreRefused) {
  const Hash path = near_path(2);
  const StateProof proof = tree_.prove(path);
  ASSERT_GT(proof.siblings.size(), 250U);
  for (std::size_t i = 0; i < proof.siblings.size(); ++i) {
    StateProof changed = proof;
    changed.siblings[i].bytes[0] ^= 1;
    EXPECT_FALSE(verify_state_proof(tree_.root(), path, id_of("near"), changed));
    changed = proof;
    changed.siblings.erase(changed.siblings.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(verify_state_proof(tree_.root(), path, id_of("near"), changed));
  }
  StateProof longer = proof;
  longer.siblings.resize(257);
  EXPECT_FALSE(verify_state_proof(tree_.root(), path, id_of("near"), longer));
}

TEST(StateEntries, HaveTheirOwnPathsAndHashes) {
  const Hash path = state_path(StateKey::of(test::address_of("alice")));
  EXPECT_NE(path, state_path(StateKey::of(test::address_of("bob"))));
  Address code_as_address;
  std::copy_n("USD", 3, code_as_address.bytes.begin());
  EXPECT_NE(state_path(StateKey::of(test::kUsd)), state_path(StateKey::of(code_as_address)));
  EXPECT_NE(state_path(StateKey::parameters()), state_path(StateKey::of(Address{})));

  Account account = test::account("alice", AccountRole::user);
  const Hash before = state_value_hash(account);
  account.last_version = Version(0);
  EXPECT_NE(state_value_hash(account), before);
}

TEST(StateTree, TakesStateChanges) {
  StateChanges changes;
  const Account account = test::account("alice", AccountRole::user);
  const StateKey key = StateKey::of(test::address_of("alice"));
  changes.entries.emplace(key, account);
  changes.entries.emplace(StateKey::parameters(), Parameters{test::address_of("governance")});
  const StateTree tree = StateTree().with(changes);
  EXPECT_TRUE(verify_state_proof(tree.root(), state_path(key), state_value_hash(account),
                                 tree.prove(state_path(key))));
}

// A tree from which leaves were taken is the tree that never had them.
TEST(StateTree, RemovalLeavesNoTrace) {
  std::map<Hash, Hash> leaves;
  StateTree tree;
  std::uint64_t random = 5;
  for (int step = 0; step < 300; ++step) {
    std::vector<std::pair<Hash, Hash>> updates;
    std::map<Hash, Hash> changed;
    for (int i = 0; i < 6; ++i) {
      random = random * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
      const Hash path = test::id_of("path " + std::to_string((random >> 33) % 40));
      const bool removes = (random >> 60) < 9;
      changed[path] = removes ? Hash{} : test::id_of("value " + std::to_string(random));
    }
    for (const auto& [path, value] : changed) {
      updates.emplace_back(path, value);
      if (value == Hash{}) {
        leaves.erase(path);
      } else {
        leaves[path] = value;
      }
    }
    tree = tree.with(updates);
    ASSERT_EQ(tree.root(), StateTree().with({leaves.begin(), leaves.end()}).root()) << step;
    const Hash& path = changed.begin()->first;
    const auto at = leaves.find(path);
    EXPECT_TRUE(verify_state_proof(tree.root(), path,
                                   at == leaves.end() ? std::nullopt : std::optional(at->second),
                                   tree.prove(path)));
  }
  for (const auto& [path, value] : leaves)
    tree = tree.with(std::vector<std::pair<Hash, Hash>>{{path, Hash{}}});
  EXPECT_EQ(tree.root(), Hash{});
}

}  // namespace
}  // namespace pennypost::state
