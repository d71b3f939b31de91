#include "ledger/state/state_view.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ledger/state/overlay.h"
#include "tests/ledger/support/world.h"

namespace pennypost::state {
namespace {

using test::address_of;
using test::id_of;

LiveNonce live(std::string_view account, std::string_view nonce, std::uint64_t expiry) {
  return {TimestampUs(expiry), address_of(account), id_of<Nonce>(nonce)};
}

StateChanges changes_of(std::vector<LiveNonce> nonces) {
  return StateChanges{.entries = {}, .nonces = std::move(nonces)};
}

Account with_usd(std::uint64_t amount) {
  return test::account("alice", AccountRole::user, "", {{test::kUsd, Amount(amount)}});
}

StateChanges changes_of(const Account& account) {
  StateChanges changes;
  changes.entries.emplace(StateKey::of(address_of("alice")), account);
  return changes;
}

std::uint64_t usd(const StateView& view) {
  return view.account(address_of("alice"))->balance(test::kUsd).value();
}

TEST(MemoryState, FindsWhatWasApplied) {
  MemoryState state;
  EXPECT_EQ(state.account(address_of("alice")), nullptr);
  EXPECT_EQ(state.parameters(), nullptr);
  EXPECT_EQ(state.currency(test::kUsd), nullptr);
  state.apply(changes_of(with_usd(5)), TimestampUs(1));
  state.apply(changes_of(with_usd(6)), TimestampUs(2));
  EXPECT_EQ(usd(state), 6U);
  EXPECT_EQ(state.entries().size(), 1U);
}

TEST(MemoryState, IsLoadedInParts) {
  MemoryState state;
  const StateKey alice = StateKey::of(address_of("alice"));
  state.load({{alice, with_usd(5)}, {StateKey::parameters(), Parameters{}}});
  EXPECT_EQ(usd(state), 5U);
  EXPECT_EQ(state.listed().contains(alice), false);
  const StateKey currency = StateKey::of(test::kUsd);
  state.load({{currency, Currency{test::kUsd, 6, 2, address_of("issuer"), Supply(5)}}});
  EXPECT_EQ(state.listed().contains(currency), true);
}

TEST(StateChanges, AreEmptyWithoutEntriesAndNonces) {
  EXPECT_TRUE(StateChanges{}.empty());
  EXPECT_FALSE(changes_of(with_usd(5)).empty());
  EXPECT_FALSE(changes_of({live("alice", "a", 10)}).empty());
}

TEST(MemoryState, ForgetsNoncesAtTheirExpiry) {
  MemoryState state;
  state.apply(changes_of({live("alice", "a", 10), live("alice", "b", 20), live("bob", "a", 10)}),
              TimestampUs(5));
  EXPECT_TRUE(state.nonce_live(address_of("alice"), id_of<Nonce>("a"), TimestampUs(9)));
  EXPECT_FALSE(state.nonce_live(address_of("alice"), id_of<Nonce>("a"), TimestampUs(10)));
  EXPECT_FALSE(state.nonce_live(address_of("alice"), id_of<Nonce>("c"), TimestampUs(9)));
  EXPECT_FALSE(state.nonce_live(address_of("carol"), id_of<Nonce>("a"), TimestampUs(9)));
  EXPECT_EQ(state.nonce_count(address_of("alice"), TimestampUs(9)), 2U);
  EXPECT_EQ(state.nonce_count(address_of("alice"), TimestampUs(10)), 1U);
  EXPECT_EQ(state.nonce_total(TimestampUs(9)), 3U);
  EXPECT_EQ(state.nonce_total(TimestampUs(10)), 1U);
  state.apply({}, TimestampUs(10));
  EXPECT_EQ(state.nonces().size(), 1U);
  state.apply({}, TimestampUs(20));
  EXPECT_TRUE(state.nonces().empty());
  EXPECT_EQ(state.nonce_count(address_of("alice"), TimestampUs(5)), 0U);
}

TEST(MemoryState, KeepsANonceThatIsUsedAgainInTheBlockThatForgetsIt) {
  MemoryState state;
  state.apply(changes_of({live("alice", "a", 10)}), TimestampUs(5));
  state.apply(changes_of({live("alice", "a", 30)}), TimestampUs(10));
  EXPECT_TRUE(state.nonce_live(address_of("alice"), id_of<Nonce>("a"), TimestampUs(29)));
  EXPECT_EQ(state.nonces().size(), 1U);
  EXPECT_EQ(state.nonce_count(address_of("alice"), TimestampUs(10)), 1U);
}

TEST(LayeredView, ReadsTheNewestLayerFirst) {
  MemoryState base;
  base.apply(changes_of(with_usd(1)), TimestampUs(1));
  const StateChanges first = changes_of(with_usd(2));
  const StateChanges second = changes_of(with_usd(3));
  EXPECT_EQ(usd(LayeredView(base, {})), 1U);
  EXPECT_EQ(usd(LayeredView(base, {&first})), 2U);
  EXPECT_EQ(usd(LayeredView(base, {&first, &second})), 3U);
  EXPECT_EQ(LayeredView(base, {&first}).account(address_of("bob")), nullptr);
}

// The same questions have the same answers whichever blocks are final already.
TEST(LayeredView, NoncesDoNotDependOnWhatIsFinal) {
  const StateChanges blocks[] = {changes_of({live("alice", "a", 10), live("bob", "b", 40)}),
                                 changes_of({live("alice", "c", 40)}),
                                 changes_of({live("alice", "a", 50)})};
  const TimestampUs times[] = {TimestampUs(5), TimestampUs(8), TimestampUs(10)};
  for (std::size_t finals = 0; finals <= 3; ++finals) {
    MemoryState base;
    std::vector<const StateChanges*> layers;
    for (std::size_t i = 0; i < 3; ++i) {
      if (i < finals) {
        base.apply(blocks[i], times[i]);
      } else {
        layers.push_back(&blocks[i]);
      }
    }
    const LayeredView view(base, layers);
    for (const std::uint64_t at : {10U, 39U, 40U, 49U, 50U}) {
      const TimestampUs time(at);
      EXPECT_EQ(view.nonce_live(address_of("alice"), id_of<Nonce>("a"), time), at < 50);
      EXPECT_EQ(view.nonce_live(address_of("alice"), id_of<Nonce>("c"), time), at < 40);
      EXPECT_EQ(view.nonce_live(address_of("bob"), id_of<Nonce>("a"), time), false);
      EXPECT_EQ(view.nonce_count(address_of("alice"), time), at < 40 ? 2U : at < 50 ? 1U : 0U);
      EXPECT_EQ(view.nonce_total(time), at < 40 ? 3U : at < 50 ? 1U : 0U);
    }
  }
}

TEST(Overlay, CopiesOnWriteAndLeavesTheParentAlone) {
  MemoryState base;
  base.apply(changes_of(with_usd(1)), TimestampUs(1));
  Overlay overlay(base, TimestampUs(2));
  EXPECT_EQ(usd(overlay), 1U);
  overlay.edit_account(address_of("alice")).set_balance(test::kUsd, Amount(9));
  EXPECT_EQ(usd(overlay), 9U);
  EXPECT_EQ(usd(base), 1U);
  overlay.put(StateKey::of(address_of("bob")), test::account("bob", AccountRole::user));
  EXPECT_NE(overlay.account(address_of("bob")), nullptr);
  const StateChanges changes = overlay.take();
  EXPECT_EQ(changes.entries.size(), 2U);
  EXPECT_DEATH(Overlay(base, TimestampUs(2)).edit_account(address_of("carol")), "original");
}

TEST(Overlay, CountsNoncesOnTopOfTheParents) {
  MemoryState base;
  base.apply(changes_of({live("alice", "a", 10), live("alice", "b", 20)}), TimestampUs(5));
  const TimestampUs now(10);
  Overlay overlay(base, now);
  EXPECT_EQ(overlay.nonce_total(now), 1U);
  overlay.use_nonce(live("alice", "c", 15));
  overlay.use_nonce(live("alice", "a", 15));  // its first use has expired
  EXPECT_TRUE(overlay.nonce_live(address_of("alice"), id_of<Nonce>("a"), now));
  EXPECT_EQ(overlay.nonce_count(address_of("alice"), now), 3U);
  EXPECT_EQ(overlay.nonce_total(now), 3U);
  EXPECT_DEATH(overlay.use_nonce(live("alice", "b", 15)), "nonce_live");
  EXPECT_DEATH(overlay.use_nonce(live("alice", "d", 10)), "expiry");
  const StateChanges changes = overlay.take();
  EXPECT_EQ(changes.nonces.size(), 2U);
  base.apply(changes, now);
  EXPECT_EQ(base.nonces().size(), 3U);
}

// --- What is taken away, and what falls due
// ------------------------------------------------------

Hold hold_due(std::uint64_t at) {
  return {address_of("alice"), address_of("bob"), {},   test::kUsd, Amount(1),
          TimestampUs(at),     TimestampUs(at),   false};
}
StateKey hold_key(std::string_view name) {
  return StateKey::of(id_of<HoldId>(name));
}

/// A block that puts some holds and takes others away.
StateChanges block_of(std::vector<std::pair<std::string_view, std::uint64_t>> put,
                      std::vector<std::string_view> removed, const StateView& before) {
  Overlay overlay(before, TimestampUs(1));
  for (const auto& [name, at] : put) overlay.put(hold_key(name), hold_due(at));
  for (const auto name : removed) overlay.remove(hold_key(name));
  return overlay.take();
}

std::vector<std::uint64_t> times(const StateView& view, std::uint64_t at, std::size_t max = 100) {
  std::vector<std::uint64_t> out;
  for (const Due& due : view.due(DueClass::payment, TimestampUs(at), max)) {
    out.push_back(due.at.value());
  }
  return out;
}

TEST(Removal, LeavesNothingInAnyView) {
  MemoryState state;
  const StateChanges first = block_of({{"a", 10}, {"b", 20}}, {}, state);
  state.apply(first, TimestampUs(1));
  const StateChanges second = block_of({}, {"a"}, state);
  const LayeredView layered(state, {&second});
  EXPECT_EQ(layered.find(hold_key("a")), nullptr);
  EXPECT_NE(layered.find(hold_key("b")), nullptr);
  Overlay overlay(layered, TimestampUs(1));
  EXPECT_EQ(overlay.find(hold_key("a")), nullptr);
  overlay.remove(hold_key("b"));
  EXPECT_EQ(overlay.find(hold_key("b")), nullptr);
  overlay.put(hold_key("b"), hold_due(30));
  EXPECT_NE(overlay.find(hold_key("b")), nullptr);
  state.apply(second, TimestampUs(1));
  EXPECT_EQ(state.entries().size(), 1U);
}

TEST(DueTest, InOrderOfTimeAndBounded) {
  MemoryState state;
  state.apply(block_of({{"a", 30}, {"b", 10}, {"c", 20}, {"d", 10}}, {}, state), TimestampUs(1));
  EXPECT_EQ(times(state, 9), std::vector<std::uint64_t>());
  EXPECT_EQ(times(state, 20), (std::vector<std::uint64_t>{10, 10, 20}));
  EXPECT_EQ(times(state, 100, 3), (std::vector<std::uint64_t>{10, 10, 20}));
  EXPECT_EQ(state.next_due(), TimestampUs(10));
  const auto due = state.due(DueClass::payment, TimestampUs(10), 9);
  EXPECT_LT(due[0].key, due[1].key);
  EXPECT_TRUE(state.due(DueClass::housekeeping, TimestampUs(100), 9).empty());
}

// The same on a final state as under the blocks that are not final yet.
TEST(DueTest, LayersChangeIt) {
  MemoryState state;
  state.apply(block_of({{"a", 10}, {"b", 20}, {"c", 30}}, {}, state), TimestampUs(1));
  MemoryState applied = state;
  const StateChanges first = block_of({{"a", 25}, {"d", 5}}, {"b"}, state);
  const LayeredView below(state, {&first});
  const StateChanges second = block_of({{"b", 26}}, {"d"}, below);
  const LayeredView layered(state, {&first, &second});
  applied.apply(first, TimestampUs(1));
  EXPECT_EQ(times(below, 100), times(applied, 100));
  applied.apply(second, TimestampUs(1));
  EXPECT_EQ(times(layered, 100), (std::vector<std::uint64_t>{25, 26, 30}));
  EXPECT_EQ(times(layered, 100), times(applied, 100));
  EXPECT_EQ(times(layered, 100, 1), times(applied, 100, 1));
  EXPECT_EQ(layered.next_due(), applied.next_due());
  EXPECT_EQ(Overlay(layered, TimestampUs(1)).next_due(), TimestampUs(25));
}

}  // namespace
}  // namespace pennypost::state
