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
  std::ranges::sort(nonces, {}, [](const LiveNonce& n) { return std::pair(n.account, n.nonce); });
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

}  // namespace
}  // namespace pennypost::state
