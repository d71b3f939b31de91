// What stood when something began may not stand when it ends: balances that have grown since,
// accounts that are frozen, times that are over before a sweep says so.
#include <gtest/gtest.h>

#include "ledger/execution/operations.h"
#include "ledger/state/overlay.h"
#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kEur;
using test::kUsd;
using test::pay;

const PublicKey kDealerKey = id_of<PublicKey>("dealer key");

/// Dora banks elsewhere, and nobody opened hermit's account.
execution::Genesis refusals_genesis() {
  execution::Genesis genesis = test::small_genesis();
  genesis.accounts.push_back({address_of("bank"), test::account("bank", AccountRole::institution)});
  genesis.accounts.push_back(
      {address_of("dora"), test::account("dora", AccountRole::user, "bank")});
  genesis.accounts.push_back({address_of("hermit"), test::account("hermit", AccountRole::user)});
  return genesis;
}

class RefusalsTest : public testing::Test {
 protected:
  Code run(std::string_view sender, Operation operation) {
    return chain_.run_one(sender, std::move(operation)).code;
  }
  /// What the operation comes to at a time, before the sweep of a block at that time.
  template <class Operation>
  Code unswept(std::string_view sender, const Operation& operation, TimestampUs at) {
    state::Overlay state(chain_.state(), at);
    return in_state(state, sender, operation, at);
  }
  template <class Operation>
  Code in_state(state::Overlay& state, std::string_view sender, const Operation& operation,
                TimestampUs at) {
    const Transaction any = chain_.next(sender, operation);
    std::optional<EpochChange> epoch_change;
    Call call{state, test::kChain, at, any, any.sender, epoch_change};
    return perform(operation, call).code;
  }
  /// From now on, nothing more fits into this account.
  void fill(std::string_view name) {
    const Amount room(UINT64_MAX - chain_.balance(name, kUsd));
    ASSERT_EQ(run("issuer", Mint{address_of(name), kUsd, room}), Code::success);
  }
  void freeze(std::string_view name) {
    std::vector<Address> officers{address_of("issuer"), address_of("chat")};
    std::ranges::sort(officers);
    ASSERT_EQ(run("governance", SetOfficers{officers}), Code::success);
    const FreezeAccount terms{address_of(name), 1, id_of("order"), chain_.now() + kDayUs};
    ASSERT_EQ(run("issuer", terms), Code::success);
    ASSERT_EQ(run("chat", terms), Code::success);
  }
  HoldId hold(std::string_view payer, std::string_view payee, std::uint64_t amount) {
    const Receipt held = chain_.run_one(
        payer, CreateHold{address_of(payee), {}, kUsd, Amount(amount), chain_.soon(), {}});
    EXPECT_EQ(held.code, Code::success);
    return HoldId{held.transaction_id.bytes};
  }
  void policy(CurrencyPolicy policy, Amount attested_above = Amount(UINT64_MAX)) {
    ASSERT_EQ(run("governance", SetCurrency{kUsd, policy, attested_above}), Code::success);
  }
  RequestId ask(SupplyChange change) {
    const Receipt asked =
        chain_.run_one("alice", RequestSupply{change, kUsd, Amount(5), chain_.now() + kHourUs});
    EXPECT_EQ(asked.code, Code::success);
    return RequestId{asked.transaction_id.bytes};
  }

  Chain chain_{refusals_genesis()};
};

TEST_F(RefusalsTest, AHoldStaysWhereItFitsNowhere) {
  const HoldId id = hold("alice", "bob", 10);
  const ClaimHold all{id, address_of("bob"), Amount(10), std::nullopt};
  const ClaimHold part{id, address_of("bob"), Amount(9), std::nullopt};
  fill("alice");
  EXPECT_EQ(run("bob", part), Code::overflow);  // the rest goes back
  EXPECT_EQ(run("bob", ReleaseHold{id}), Code::overflow);
  fill("bob");
  EXPECT_EQ(run("bob", all), Code::overflow);
  EXPECT_NE(chain_.state().find(state::StateKey::of(id)), nullptr);
  ASSERT_EQ(run("bob", pay("carol", kUsd, 10)), Code::success);
  EXPECT_EQ(run("bob", all), Code::success);
}

TEST_F(RefusalsTest, ABurnThatEndsWaitsUntilItFits) {
  policy(CurrencyPolicy::dealers);
  ASSERT_EQ(run("issuer", SetDealers{kUsd, {address_of("alice")}}), Code::success);
  const RequestId id = ask(SupplyChange::burn);
  policy(CurrencyPolicy::direct);
  fill("alice");
  EXPECT_EQ(run("alice", CancelRequest{id}), Code::overflow);
  const state::StateKey key = state::StateKey::of(id);
  const TimestampUs expiry = chain_.state().get<SupplyRequest>(key)->expiry;
  const auto& block = chain_.run({}, us_between(chain_.now(), expiry));
  ASSERT_EQ(block.kept.size(), 1U);
  EXPECT_EQ(block.kept[0].receipt.code, Code::overflow);
  EXPECT_EQ(chain_.state().get<SupplyRequest>(key)->due, expiry + kDayUs);
  ASSERT_EQ(run("alice", pay("bob", kUsd, 5)), Code::success);
  chain_.run({}, kDayUs);
  EXPECT_EQ(chain_.state().find(key), nullptr);
  EXPECT_EQ(chain_.balance("alice", kUsd), UINT64_MAX);
}

TEST_F(RefusalsTest, ASupplyOf128BitsIsTheMost) {
  policy(CurrencyPolicy::dealers);
  ASSERT_EQ(run("issuer", SetDealers{kUsd, {address_of("alice")}}), Code::success);
  const RequestId id = ask(SupplyChange::mint);
  state::Overlay state(chain_.state(), chain_.now());
  state.edit_currency(kUsd).supply = Supply(~Uint128{0});
  EXPECT_EQ(in_state(state, "issuer", ApproveRequest{id}, chain_.now()), Code::overflow);
}

TEST_F(RefusalsTest, ADealersQuoteNeedsADealerThatMayPay) {
  ASSERT_EQ(run("bob", RotateKey{codec::authentication_key(1, {kDealerKey})}), Code::success);
  const auto quote = [this](std::string_view dealer) {
    Exchange out;
    out.quote = {address_of(dealer),   {}, kEur, Amount(20), kUsd, Amount(30), chain_.soon(),
                 id_of<Nonce>("quote")};
    out.key = kDealerKey;
    return out;
  };
  ASSERT_EQ(run("alice", pay("dora", kEur, 20)), Code::success);
  policy(CurrencyPolicy::direct, Amount(10));
  EXPECT_EQ(run("dora", quote("bob")), Code::attestation_missing);  // for what bob pays
  policy(CurrencyPolicy::direct);
  freeze("bob");
  EXPECT_EQ(run("dora", quote("bob")), Code::account_frozen);
}

TEST_F(RefusalsTest, WhatIsOverIsOverBeforeTheSweep) {
  const TimestampUs until = chain_.now() + kHourUs;
  const Receipt paid =
      chain_.run_one("alice", RefundableTransfer{address_of("bob"), kUsd, Amount(5), until});
  const Refund refund{RefundableId{paid.transaction_id.bytes}, Amount(5)};
  EXPECT_EQ(unswept("bob", refund, TimestampUs(until.value() - 1)), Code::success);
  EXPECT_EQ(unswept("bob", refund, until), Code::unknown_refundable);

  policy(CurrencyPolicy::direct, Amount(10));
  ASSERT_EQ(run("bank", Attest{address_of("alice"), address_of("dora"), kUsd, Amount(100), until,
                               id_of("record")}),
            Code::success);
  const Transfer large = pay("dora", kUsd, 100);
  EXPECT_EQ(unswept("alice", large, TimestampUs(until.value() - 1)), Code::success);
  EXPECT_EQ(unswept("alice", large, until), Code::attestation_missing);
}

TEST_F(RefusalsTest, AFrozenPayeeRefundsNothing) {
  const Receipt paid = chain_.run_one(
      "alice", RefundableTransfer{address_of("bob"), kUsd, Amount(5), chain_.now() + kDayUs});
  freeze("bob");
  EXPECT_EQ(run("bob", Refund{RefundableId{paid.transaction_id.bytes}, Amount(5)}),
            Code::account_frozen);
}

TEST_F(RefusalsTest, WhoHasNoInstitutionIsItsOwn) {
  policy(CurrencyPolicy::direct, Amount(10));
  EXPECT_EQ(run("alice", pay("hermit", kUsd, 100)), Code::attestation_missing);
  ASSERT_EQ(run("hermit", Attest{address_of("alice"), address_of("hermit"), kUsd, Amount(100),
                                 chain_.now() + kHourUs, id_of("record")}),
            Code::success);
  EXPECT_EQ(run("alice", pay("hermit", kUsd, 100)), Code::success);
}

}  // namespace
}  // namespace pennypost::execution
