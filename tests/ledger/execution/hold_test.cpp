#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/execution/speculative_ledger.h"
#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;
using testing::ElementsAre;

const PublicKey kClaimKey = id_of<PublicKey>("claim key");

CreateHold hold_for(std::string_view payee, std::uint64_t amount, TimestampUs expiry) {
  return {address_of(payee), {}, kUsd, Amount(amount), expiry, false};
}
CreateHold hold_for_key(std::uint64_t amount, TimestampUs expiry) {
  return {{}, kClaimKey, kUsd, Amount(amount), expiry, false};
}

class HoldTest : public testing::Test {
 protected:
  TimestampUs in(std::uint64_t seconds) const { return chain_.now() + seconds * kSecondUs; }

  HoldId hold(CreateHold create) {
    const Receipt receipt = chain_.run_one("alice", create);
    EXPECT_EQ(receipt.code, Code::success);
    return HoldId{receipt.transaction_id.bytes};
  }
  const Hold* find(const HoldId& id) const {
    return chain_.state().get<Hold>(state::StateKey::of(id));
  }
  Code claim(std::string_view sender, const HoldId& id, std::string_view to, std::uint64_t amount,
             std::optional<ClaimProof> proof = std::nullopt) {
    return chain_.run_one(sender, ClaimHold{id, address_of(to), Amount(amount), proof}).code;
  }
  Code release(std::string_view sender, const HoldId& id) {
    return chain_.run_one(sender, ReleaseHold{id}).code;
  }

  Chain chain_;
};

TEST_F(HoldTest, TakesTheMoneyOutOfTheBalance) {
  const TimestampUs expiry = in(60);
  const Receipt receipt = chain_.run_one("alice", hold_for("bob", 300, expiry));
  const Hash id{receipt.transaction_id.bytes};
  EXPECT_THAT(receipt.events, ElementsAre(Event{EventKind::held, address_of("alice"),
                                                address_of("bob"), kUsd, Amount(300), id}));
  EXPECT_EQ(chain_.balance("alice", kUsd), 700U);
  EXPECT_EQ(chain_.balance("bob", kUsd), 500U);
  EXPECT_EQ(chain_.get("alice").holds, 1U);
  ASSERT_NE(find(HoldId{id.bytes}), nullptr);
  EXPECT_EQ(
      *find(HoldId{id.bytes}),
      (Hold{address_of("alice"), address_of("bob"), {}, kUsd, Amount(300), expiry, expiry, false}));
  EXPECT_EQ(chain_.state().next_due(), expiry);
}

TEST_F(HoldTest, RefusesInThisOrder) {
  const auto code_of = [this](CreateHold create) { return chain_.run_one("alice", create).code; };
  EXPECT_EQ(code_of({{}, {}, test::code("XXX"), Amount(0), {}, false}), Code::invalid_amount);
  EXPECT_EQ(code_of({{}, {}, test::code("XXX"), Amount(1), {}, false}), Code::invalid_settings);
  EXPECT_EQ(code_of({address_of("bob"), kClaimKey, kUsd, Amount(1), in(9), false}),
            Code::invalid_settings);
  EXPECT_EQ(code_of({address_of("alice"), {}, test::code("XXX"), Amount(1), {}, false}),
            Code::self_transfer);
  EXPECT_EQ(code_of({address_of("nobody"), {}, test::code("XXX"), Amount(1), {}, false}),
            Code::unknown_currency);
  EXPECT_EQ(code_of(hold_for("nobody", 1, chain_.now() + kSecondUs)), Code::invalid_expiry);
  EXPECT_EQ(code_of(hold_for("nobody", 1, chain_.now() + (kSecondUs + kHoldUsMax + 1))),
            Code::invalid_expiry);
  EXPECT_EQ(code_of(hold_for("nobody", 2'000, in(9))), Code::unknown_account);
  EXPECT_EQ(code_of(hold_for("bob", 1'001, in(9))), Code::insufficient_balance);
  EXPECT_EQ(code_of(hold_for("bob", 1'000, chain_.now() + (kSecondUs + 1))), Code::success);
}

TEST_F(HoldTest, ThePayeeClaimsTheWhole) {
  const HoldId id = hold(hold_for("bob", 300, in(60)));
  const Receipt receipt =
      chain_.run_one("bob", ClaimHold{id, address_of("bob"), Amount(300), std::nullopt});
  EXPECT_THAT(receipt.events,
              ElementsAre(Event{EventKind::claimed, address_of("alice"), address_of("bob"), kUsd,
                                Amount(300), Hash{id.bytes}}));
  EXPECT_EQ(receipt.accounts.size(), 2U);
  EXPECT_EQ(chain_.balance("bob", kUsd), 800U);
  EXPECT_EQ(chain_.get("alice").holds, 0U);
  EXPECT_EQ(find(id), nullptr);
  EXPECT_EQ(chain_.state().next_due(), std::nullopt);
  EXPECT_EQ(claim("bob", id, "bob", 300), Code::unknown_hold);
}

TEST_F(HoldTest, OfAPartTheRestGoesBack) {
  const HoldId id = hold(hold_for("bob", 300, in(60)));
  const Receipt receipt =
      chain_.run_one("bob", ClaimHold{id, address_of("bob"), Amount(100), std::nullopt});
  ASSERT_EQ(receipt.events.size(), 2U);
  EXPECT_EQ(
      receipt.events[1],
      (Event{EventKind::released, {}, address_of("alice"), kUsd, Amount(200), Hash{id.bytes}}));
  EXPECT_EQ(chain_.balance("bob", kUsd), 600U);
  EXPECT_EQ(chain_.balance("alice", kUsd), 900U);
  EXPECT_EQ(find(id), nullptr);
}

TEST_F(HoldTest, OnlyThePayeeClaimsAndOnlyForItself) {
  const HoldId id = hold(hold_for("bob", 300, in(60)));
  EXPECT_EQ(claim("bob", id, "bob", 0), Code::invalid_amount);
  EXPECT_EQ(claim("carol", id, "carol", 1), Code::not_permitted);
  EXPECT_EQ(claim("alice", id, "alice", 1), Code::not_permitted);
  EXPECT_EQ(claim("bob", id, "carol", 1), Code::not_permitted);
  EXPECT_EQ(claim("bob", id, "bob", 1, ClaimProof{kClaimKey, in(60), {}}), Code::not_permitted);
  EXPECT_EQ(claim("bob", id, "bob", 301), Code::exceeds_hold);
  EXPECT_NE(find(id), nullptr);
}

TEST_F(HoldTest, WhoHasTheClaimKeySaysWhereItGoes) {
  const HoldId id = hold(hold_for_key(300, in(60)));
  EXPECT_EQ(claim("carol", id, "carol", 300), Code::not_permitted);
  EXPECT_EQ(claim("carol", id, "carol", 300, ClaimProof{id_of<PublicKey>("other"), in(60), {}}),
            Code::not_permitted);
  EXPECT_EQ(claim("carol", id, "carol", 300, ClaimProof{kClaimKey, in(1), {}}),
            Code::claim_expired);
  EXPECT_EQ(claim("carol", id, "nobody", 300, ClaimProof{kClaimKey, in(60), {}}),
            Code::unknown_account);
  EXPECT_EQ(release("carol", id), Code::not_permitted);
  // Anybody may hand it in.
  EXPECT_EQ(claim("chat", id, "carol", 300, ClaimProof{kClaimKey, in(60), {}}), Code::success);
  EXPECT_EQ(chain_.balance("carol", kUsd), 300U);
}

TEST_F(HoldTest, AClaimKeyMaySendItBack) {
  const HoldId id = hold(hold_for_key(300, in(60)));
  EXPECT_EQ(claim("chat", id, "alice", 100, ClaimProof{kClaimKey, in(60), {}}), Code::success);
  EXPECT_EQ(chain_.balance("alice", kUsd), 1'000U);
}

TEST_F(HoldTest, ReleasedByThePayeeAlwaysByThePayerWhereItMay) {
  const HoldId fixed = hold(hold_for("bob", 100, in(60)));
  EXPECT_EQ(release("alice", fixed), Code::not_permitted);
  EXPECT_EQ(release("carol", fixed), Code::not_permitted);
  EXPECT_EQ(release("bob", fixed), Code::success);
  EXPECT_EQ(release("bob", fixed), Code::unknown_hold);
  EXPECT_EQ(chain_.balance("alice", kUsd), 1'000U);

  CreateHold create = hold_for("bob", 100, in(60));
  create.payer_may_cancel = true;
  const Receipt receipt = chain_.run_one("alice", ReleaseHold{hold(create)});
  EXPECT_EQ(receipt.code, Code::success);
  EXPECT_EQ(receipt.events[0].kind, EventKind::released);
  EXPECT_EQ(chain_.balance("alice", kUsd), 1'000U);
}

// "Expired" is block time, to the microsecond; and a block whose time it is returns it first.
TEST_F(HoldTest, ReturnsWhenDueBeforeAnyTransaction) {
  const TimestampUs expiry = in(60);
  const HoldId id = hold(hold_for("bob", 300, expiry));
  chain_.run({}, us_between(chain_.now(), expiry) - 1);
  EXPECT_TRUE(chain_.block().kept.empty());
  EXPECT_EQ(chain_.get("alice").holds, 1U);

  const Version before = *chain_.get("alice").last_version;
  // What comes back can be spent in the same block.
  const auto& block = chain_.run({chain_.next("alice", pay("carol", kUsd, 1'000))}, 1);
  ASSERT_EQ(block.kept.size(), 2U);
  EXPECT_EQ(block.kept[0].batch, kSweepBatch);
  const Receipt& receipt = block.kept[0].receipt;
  EXPECT_EQ(receipt.transaction_id, codec::return_id(id, expiry));
  EXPECT_THAT(
      receipt.events,
      ElementsAre(
          Event{EventKind::returned, {}, address_of("alice"), kUsd, Amount(300), Hash{id.bytes}}));
  ASSERT_EQ(receipt.accounts.size(), 1U);
  EXPECT_EQ(receipt.accounts[0].previous, before);
  EXPECT_EQ(block.kept[1].receipt.code, Code::success);
  EXPECT_EQ(block.kept[1].receipt.accounts[0].previous.has_value() ||
                block.kept[1].receipt.accounts[1].previous.has_value(),
            true);
  EXPECT_EQ(chain_.balance("carol", kUsd), 1'000U);
  EXPECT_EQ(find(id), nullptr);
}

Genesis rich_genesis(std::uint64_t usd) {
  Genesis genesis = test::small_genesis();
  genesis.accounts[3].account.balances = {{kUsd, Amount(usd)}};
  genesis.currencies[0].supply = Supply(0);
  genesis.currencies[1].supply = Supply(Uint128{usd} + 500);
  return genesis;
}

// The sweep is bounded; what it did not reach is expired all the same.
TEST(SweepTest, ManyComeBackInOrderSoManyABlock) {
  constexpr std::size_t kCount = kSweptMax + 100;
  Genesis genesis = test::small_genesis();
  std::vector<std::string> payers;
  for (std::size_t i = 0; i * kHoldsMax < kCount; ++i) {
    payers.push_back("payer " + std::to_string(i));
    genesis.accounts.push_back(
        {address_of(payers.back()),
         test::account(payers.back(), AccountRole::user, "chat", {{kUsd, Amount(kHoldsMax)}})});
    genesis.currencies[1].supply = Supply(genesis.currencies[1].supply.value() + kHoldsMax);
  }
  Chain chain(genesis);
  const TimestampUs expiry = chain.now() + 600 * kSecondUs;
  std::vector<Transaction> list;
  for (std::size_t i = 0; i < kCount; ++i) {
    list.push_back(test::transaction(payers[i / kHoldsMax], hold_for("bob", 1, expiry),
                                     SequenceNumber(i % kHoldsMax), chain.soon()));
  }
  const HoldId last{std::ranges::max_element(list, {}, &Transaction::id)->id.bytes};
  chain.run(list);
  EXPECT_EQ(chain.block().kept.size(), kCount);

  const Transaction claim =
      chain.next("bob", ClaimHold{last, address_of("bob"), Amount(1), std::nullopt});
  Transaction late = claim;
  late.expiry = expiry + 60 * kSecondUs;
  const auto& first = chain.run({late}, 600 * kSecondUs);
  ASSERT_EQ(first.kept.size(), kSweptMax + 1);
  EXPECT_EQ(first.kept.back().receipt.code, Code::hold_expired);
  EXPECT_EQ(chain.state().next_due(), expiry);
  std::vector<Hash> ids;
  for (std::size_t i = 0; i < kSweptMax; ++i) {
    ids.push_back(first.kept[i].receipt.events[0].subject);
  }
  EXPECT_TRUE(std::ranges::is_sorted(ids));
  const auto& second = chain.run({});
  EXPECT_EQ(second.kept.size(), kCount - kSweptMax);
  EXPECT_EQ(chain.state().next_due(), std::nullopt);
  EXPECT_TRUE(chain.run({}).kept.empty());
  for (const std::string& payer : payers) {
    EXPECT_EQ(chain.get(payer).holds, 0U);
    EXPECT_EQ(chain.balance(payer, kUsd), kHoldsMax);
  }
}

// 50,000 fall due at once while none of the blocks that return them is final; a fork does the same.
TEST(SweepTest, ManyComeBackOverBlocksThatAreNotFinal) {
  constexpr std::size_t kCount = 50'000;
  Genesis genesis = test::small_genesis();
  std::vector<std::string> payers;
  for (std::size_t i = 0; i * kHoldsMax < kCount; ++i) {
    payers.push_back("payer " + std::to_string(i));
    genesis.accounts.push_back(
        {address_of(payers.back()),
         test::account(payers.back(), AccountRole::user, "chat", {{kUsd, Amount(kHoldsMax)}})});
    genesis.currencies[1].supply = Supply(genesis.currencies[1].supply.value() + kHoldsMax);
  }
  auto made = make_genesis(genesis);
  SpeculativeLedger ledger(std::move(made->state), made->block);
  std::uint64_t height = 0;
  const auto execute = [&](const BlockId& parent, TimestampUs time, Transactions list) {
    BlockContext context{.id = test::id_of<BlockId>("block " + std::to_string(++height)),
                         .parent = parent,
                         .epoch = Epoch(1),
                         .round = Round(height),
                         .height = ledger.find(parent)->context.height.next(),
                         .timestamp = time};
    return *ledger.execute(context, {test::batch_of(std::move(list))});
  };
  const TimestampUs expiry = test::kGenesisTime + 600 * kSecondUs;
  Transactions list;
  for (std::size_t i = 0; i < kCount; ++i) {
    list.push_back(test::transaction(payers[i / kHoldsMax], hold_for("bob", 1, expiry),
                                     SequenceNumber(i % kHoldsMax),
                                     test::kGenesisTime + 60 * kSecondUs));
  }
  const auto held = execute({}, test::kGenesisTime + kSecondUs, std::move(list));
  EXPECT_EQ(held->kept.size(), kCount);
  const TimestampUs early(expiry.value() - 1);
  EXPECT_TRUE(execute(held->context.id, early, {})->kept.empty());

  const auto sweep_all = [&] {
    std::vector<Hash> ids;
    BlockId at = held->context.id;
    while (ledger.next_due(at)) {
      const auto block = execute(at, expiry, {});
      EXPECT_LE(block->kept.size(), kSweptMax);
      for (const KeptTransaction& kept : block->kept) {
        ids.push_back(kept.receipt.events[0].subject);
      }
      at = block->context.id;
    }
    EXPECT_TRUE(std::ranges::is_sorted(ids));
    return std::pair(ids, ledger.find(at));
  };
  const auto [ids, last] = sweep_all();
  EXPECT_EQ(ids.size(), kCount);
  EXPECT_EQ(ids, sweep_all().first);
  ledger.finalize(last->context.id);
  EXPECT_EQ(ledger.final_state().next_due(), std::nullopt);
  for (const std::string& payer : payers) {
    const Account& account = *ledger.final_state().account(address_of(payer));
    EXPECT_EQ(account.holds, 0U);
    EXPECT_EQ(account.balance(kUsd), Amount(kHoldsMax));
  }
}

TEST(SweepTest, TheNumberOfOpenHoldsIsBounded) {
  Chain chain(rich_genesis(2 * kHoldsMax));
  std::vector<Transaction> list;
  for (std::size_t i = 0; i <= kHoldsMax; ++i) {
    list.push_back(test::transaction("alice", hold_for("bob", 1, chain.soon()), SequenceNumber(i),
                                     chain.soon()));
  }
  EXPECT_EQ(chain.run(list).kept.back().receipt.code, Code::too_many_holds);
  EXPECT_EQ(chain.get("alice").holds, kHoldsMax);
}

// A payer that cannot take it back gets it later; the money is neither lost nor claimable.
TEST(SweepTest, WhatDoesNotFitIsTriedAgain) {
  Chain chain(rich_genesis(UINT64_MAX));
  const TimestampUs expiry = chain.now() + 60 * kSecondUs;
  const Receipt held = chain.run_one("alice", hold_for("bob", 10, expiry));
  const HoldId id{held.transaction_id.bytes};
  EXPECT_EQ(chain.run_one("issuer", Mint{address_of("alice"), kUsd, Amount(10)}).code,
            Code::success);
  const auto& block = chain.run({}, 60 * kSecondUs);
  ASSERT_EQ(block.kept.size(), 1U);
  EXPECT_EQ(block.kept[0].receipt.code, Code::overflow);
  EXPECT_EQ(block.kept[0].receipt.accounts.size(), 1U);
  const TimestampUs again = chain.now() + kReturnAgainUs;
  EXPECT_EQ(chain.state().next_due(), again);
  EXPECT_EQ(chain.run_one("bob", ClaimHold{id, address_of("bob"), Amount(10), std::nullopt}).code,
            Code::hold_expired);
  EXPECT_EQ(chain.run_one("alice", pay("bob", kUsd, 10)).code, Code::success);
  const auto& later = chain.run({}, us_between(chain.now(), again));
  ASSERT_EQ(later.kept.size(), 1U);
  EXPECT_EQ(later.kept[0].receipt.code, Code::success);
  EXPECT_EQ(later.kept[0].receipt.transaction_id, codec::return_id(id, again));
  EXPECT_EQ(chain.balance("alice", kUsd), UINT64_MAX);
}

}  // namespace
}  // namespace pennypost::execution
