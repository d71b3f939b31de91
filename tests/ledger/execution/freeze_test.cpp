#include <gtest/gtest.h>

#include "ledger/execution/operations.h"
#include "ledger/state/overlay.h"
#include "tests/ledger/support/world.h"

// Officers and freezes (L39, L85, L86).
namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;

execution::Genesis watched_genesis() {
  execution::Genesis genesis = test::small_genesis();
  for (const char* name : {"olga", "omar", "gina", "gus"}) {
    genesis.accounts.push_back({address_of(name), test::account(name, AccountRole::user, "chat")});
  }
  return genesis;
}

class FreezeTest : public testing::Test {
 protected:
  FreezeTest() : chain(watched_genesis()) {
    set_officers("chat", {"olga", "omar"});
    set_officers("governance", {"gina", "gus"});
  }
  Receipt set_officers(std::string_view institution, const std::vector<std::string>& names) {
    SetOfficers set;
    for (const std::string& name : names) set.officers.push_back(address_of(name));
    std::ranges::sort(set.officers);
    return chain.run_one(institution, set);
  }
  FreezeAccount freeze(std::string_view name, std::uint64_t for_us = kHourUs) {
    if (until_ == TimestampUs(0)) until_ = chain.now() + for_us;
    return {address_of(name), 7, id_of("order"), until_};
  }
  static UnfreezeAccount unfreeze(std::string_view name) {
    return {address_of(name), 8, id_of("lifted")};
  }
  Code code(std::string_view sender, Operation operation) {
    return chain.run_one(sender, std::move(operation)).code;
  }
  void freeze_alice() {
    EXPECT_EQ(code("olga", freeze("alice")), Code::success);
    EXPECT_EQ(code("omar", freeze("alice")), Code::success);
  }

  Chain chain;
  TimestampUs until_;
};

TEST_F(FreezeTest, TakesTwoSigners) {
  const Receipt proposed = chain.run_one("olga", freeze("alice"));
  ASSERT_EQ(proposed.events.size(), 1U);
  EXPECT_EQ(proposed.events[0].kind, EventKind::freeze_proposed);
  EXPECT_EQ(proposed.events[0].subject, id_of("order"));
  EXPECT_EQ(code("alice", pay("bob", kUsd, 1)), Code::success);
  EXPECT_EQ(code("olga", freeze("alice")), Code::already_approved);
  const Receipt frozen = chain.run_one("omar", freeze("alice"));
  EXPECT_EQ(frozen.events[0].kind, EventKind::frozen);
  EXPECT_TRUE(chain.get("alice").has(AccountFlag::frozen));
  const auto* entry = chain.state().get<Freeze>(state::StateKey::freeze(address_of("alice")));
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->first, address_of("olga"));
  EXPECT_EQ(entry->second, address_of("omar"));
  EXPECT_EQ(entry->terms.reason, 7);
  EXPECT_FALSE(entry->proposal);
}

TEST_F(FreezeTest, ProposalsOfOtherTermsDoNotAddUp) {
  EXPECT_EQ(code("olga", freeze("alice")), Code::success);
  FreezeAccount other = freeze("alice");
  other.reason = 9;
  EXPECT_EQ(chain.run_one("omar", other).events[0].kind, EventKind::freeze_proposed);
  EXPECT_EQ(chain.run_one("omar", freeze("alice")).events[0].kind, EventKind::freeze_proposed);
  EXPECT_FALSE(chain.get("alice").has(AccountFlag::frozen));
}

TEST_F(FreezeTest, AFrozenAccountReceivesAndDoesNotPay) {
  const Transaction hold =
      chain.next("alice", CreateHold{address_of("bob"), {}, kUsd, Amount(5), chain.soon(), false});
  const HoldId id{hold.id.bytes};
  EXPECT_EQ(chain.code_of(hold), Code::success);
  freeze_alice();
  EXPECT_EQ(code("alice", pay("bob", kUsd, 1)), Code::account_frozen);
  EXPECT_EQ(code("alice", TransferBatch{{pay("bob", kUsd, 1)}}), Code::account_frozen);
  EXPECT_EQ(code("alice", CreateHold{address_of("bob"), {}, kUsd, Amount(5), chain.soon(), false}),
            Code::account_frozen);
  EXPECT_EQ(code("bob", ClaimHold{id, address_of("bob"), Amount(5), std::nullopt}),
            Code::account_frozen);
  EXPECT_EQ(code("alice", CloseAccount{}), Code::account_frozen);
  EXPECT_EQ(code("bob", pay("alice", kUsd, 1)), Code::success);
  EXPECT_EQ(code("bob", ReleaseHold{id}), Code::success);
  EXPECT_EQ(code("alice", RotateKey{test::key_of("alice")}), Code::success);
}

TEST_F(FreezeTest, AnIssuerThatIsFrozenBurnsNothing) {
  EXPECT_EQ(code("issuer", Mint{address_of("issuer"), kUsd, Amount(5)}), Code::success);
  EXPECT_EQ(code("olga", freeze("issuer")), Code::not_permitted);  // of another institution
  EXPECT_EQ(code("gina", freeze("issuer")), Code::success);
  EXPECT_EQ(code("gus", freeze("issuer")), Code::success);
  EXPECT_EQ(code("issuer", Burn{kUsd, Amount(5)}), Code::account_frozen);
}

TEST_F(FreezeTest, EndsToTheMicrosecond) {
  freeze_alice();
  const std::uint64_t left_us = us_between(chain.now(), until_);
  chain.run({}, left_us - 2);
  EXPECT_EQ(chain.code_of(chain.next("alice", pay("bob", kUsd, 1)), 1), Code::account_frozen);
  Transaction late = chain.next("alice", pay("bob", kUsd, 1));
  const auto& block = chain.run({late}, 1);
  ASSERT_EQ(block.kept.size(), 2U);
  const Receipt& ended = block.kept[0].receipt;
  EXPECT_EQ(block.kept[0].batch, kSweepBatch);
  EXPECT_EQ(ended.events[0].kind, EventKind::unfrozen);
  EXPECT_TRUE(ended.events[0].from.is_zero());
  EXPECT_EQ(ended.transaction_id, codec::due_id(static_cast<std::uint8_t>(state::EntryKind::freeze),
                                                address_of("alice").view(), until_));
  EXPECT_EQ(block.kept[1].receipt.code, Code::success);
  EXPECT_FALSE(chain.get("alice").has(AccountFlag::frozen));
  EXPECT_EQ(chain.state().find(state::StateKey::freeze(address_of("alice"))), nullptr);
}

TEST_F(FreezeTest, ExpiryDoesNotDependOnTheSweep) {
  freeze_alice();
  state::Overlay unswept(chain.state(), until_);
  const Account& alice = *unswept.account(address_of("alice"));
  EXPECT_TRUE(alice.has(AccountFlag::frozen));
  EXPECT_FALSE(is_frozen(unswept, address_of("alice"), alice, until_));
  EXPECT_TRUE(is_frozen(unswept, address_of("alice"), alice, TimestampUs(until_.value() - 1)));
}

TEST_F(FreezeTest, IsLiftedByTwo) {
  EXPECT_EQ(code("olga", unfreeze("alice")), Code::not_frozen);
  freeze_alice();
  EXPECT_EQ(code("omar", unfreeze("alice")), Code::success);
  EXPECT_EQ(code("omar", unfreeze("alice")), Code::already_approved);
  EXPECT_EQ(code("alice", pay("bob", kUsd, 1)), Code::account_frozen);
  const Receipt lifted = chain.run_one("gina", unfreeze("alice"));
  EXPECT_EQ(lifted.events[0].kind, EventKind::unfrozen);
  EXPECT_EQ(code("alice", pay("bob", kUsd, 1)), Code::success);
  EXPECT_EQ(chain.state().find(state::StateKey::freeze(address_of("alice"))), nullptr);
}

TEST_F(FreezeTest, CanBeMadeLonger) {
  freeze_alice();
  const TimestampUs first = until_;
  until_ = first + kDayUs;
  EXPECT_EQ(code("gina", freeze("alice")), Code::success);
  EXPECT_EQ(code("omar", freeze("alice")), Code::success);
  chain.run({}, us_between(chain.now(), first));
  EXPECT_EQ(code("alice", pay("bob", kUsd, 1)), Code::account_frozen);
}

TEST_F(FreezeTest, AProposalLapses) {
  until_ = chain.now() + 2 * kDayUs;
  EXPECT_EQ(code("olga", freeze("alice")), Code::success);
  EXPECT_FALSE(chain.state().next_due());
  chain.run({}, kDayUs - 1);
  EXPECT_NE(chain.state().find(state::StateKey::freeze(address_of("alice"))), nullptr);
  EXPECT_TRUE(chain.run({}, 1).kept.empty());
  EXPECT_EQ(chain.state().find(state::StateKey::freeze(address_of("alice"))), nullptr);
  EXPECT_EQ(chain.run_one("omar", freeze("alice")).events[0].kind, EventKind::freeze_proposed);
}

TEST_F(FreezeTest, AProposalOutlivesTheFreezeBefore) {
  freeze_alice();
  const TimestampUs first = until_;
  chain.run({}, us_between(chain.now(), first) - 10 * kSecondUs);
  until_ = first + kDayUs;
  EXPECT_EQ(code("olga", freeze("alice")), Code::success);
  chain.run({}, 20 * kSecondUs);
  EXPECT_FALSE(chain.get("alice").has(AccountFlag::frozen));
  EXPECT_EQ(chain.run_one("omar", freeze("alice")).events[0].kind, EventKind::frozen);
  EXPECT_EQ(code("alice", pay("bob", kUsd, 1)), Code::account_frozen);
}

TEST_F(FreezeTest, AProposalThatHasLapsedOrWouldLiftItGoesWithIt) {
  freeze_alice();
  ASSERT_EQ(code("olga", unfreeze("alice")), Code::success);
  chain.run({}, us_between(chain.now(), until_));
  EXPECT_EQ(chain.state().find(state::StateKey::freeze(address_of("alice"))), nullptr);

  until_ = chain.now() + 2 * kDayUs;
  freeze_alice();
  const TimestampUs first = until_;
  until_ = first + kDayUs;
  ASSERT_EQ(code("olga", freeze("alice")), Code::success);
  chain.run({}, us_between(chain.now(), first));  // a day later than the proposal lapsed
  EXPECT_EQ(chain.state().find(state::StateKey::freeze(address_of("alice"))), nullptr);
}

TEST_F(FreezeTest, ALapsedProposalIsNotApprovedThoughNotForgotten) {
  const FreezeAccount terms = freeze("alice", 3 * kDayUs);
  ASSERT_EQ(code("olga", terms), Code::success);
  const TimestampUs lapses = chain.now() + kDayUs;
  const auto kind_at = [&](TimestampUs at) {
    state::Overlay unswept(chain.state(), at);
    const Transaction any = chain.next("omar", terms);
    std::optional<EpochChange> epoch_change;
    Call call{unswept, test::kChain, at, any, any.sender, epoch_change};
    return perform(terms, call).events[0].kind;
  };
  EXPECT_EQ(kind_at(TimestampUs(lapses.value() - 1)), EventKind::frozen);
  EXPECT_EQ(kind_at(lapses), EventKind::freeze_proposed);
}

TEST_F(FreezeTest, IsRefused) {
  EXPECT_EQ(code("olga", freeze("nobody")), Code::unknown_account);
  EXPECT_EQ(code("bob", freeze("alice")), Code::not_permitted);
  EXPECT_EQ(code("chat", freeze("alice")), Code::not_permitted);  // its officers, not itself
  EXPECT_EQ(code("olga", freeze("olga")), Code::not_permitted);
  EXPECT_EQ(code("gina", freeze("governance")), Code::not_permitted);
  FreezeAccount bare = freeze("alice");
  bare.reason = 0;
  EXPECT_EQ(code("olga", bare), Code::invalid_settings);
  bare = freeze("alice");
  bare.reference = {};
  EXPECT_EQ(code("olga", bare), Code::invalid_settings);
  FreezeAccount late = freeze("alice");
  late.until = chain.now();
  EXPECT_EQ(code("olga", late), Code::invalid_expiry);
  late.until = chain.now() + (kFreezeUsMax + 10 * kSecondUs);
  EXPECT_EQ(code("olga", late), Code::invalid_expiry);
  EXPECT_EQ(code("carol", CloseAccount{}), Code::success);
  EXPECT_EQ(code("olga", freeze("carol")), Code::account_closed);
}

TEST_F(FreezeTest, OfficersAreSet) {
  EXPECT_EQ(set_officers("alice", {"bob"}).code, Code::not_permitted);
  EXPECT_EQ(set_officers("chat", {"nobody"}).code, Code::unknown_account);
  SetOfficers twice{{address_of("bob"), address_of("bob")}};
  EXPECT_EQ(code("chat", twice), Code::invalid_settings);
  EXPECT_EQ(code("chat", SetOfficers{std::vector<Address>(kOfficersMax + 1)}),
            Code::invalid_settings);
  EXPECT_EQ(set_officers("chat", {}).code, Code::success);
  EXPECT_EQ(chain.state().find(state::StateKey::officers(address_of("chat"))), nullptr);
  EXPECT_EQ(code("olga", freeze("alice")), Code::not_permitted);
  EXPECT_EQ(set_officers("chat", {}).code, Code::success);
}

}  // namespace
}  // namespace pennypost::execution
