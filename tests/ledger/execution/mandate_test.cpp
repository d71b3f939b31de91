#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::by_delegate;
using test::Chain;
using test::kEur;
using test::key_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;

const DelegateId kDelegate = codec::delegate_id(address_of("chat"), 0);

SetDelegate delegate(bool active, std::vector<SetDelegate::Limit> limits,
                     std::string_view key = "gateway") {
  return {0, key_of(key), active, std::move(limits)};
}

class MandateTest : public testing::Test {
 protected:
  MandateTest() {
    // Midday: neither hours nor days change while a test does not want it.
    const std::uint64_t into_day = chain_.now().value() % kDayUs;
    chain_.run({}, kDayUs - into_day + 12 * kHourUs);
    EXPECT_EQ(run("chat", delegate(true, {{kEur, Amount(200), Amount(200)},
                                          {kUsd, Amount(600), Amount(900)}})),
              Code::success);
    EXPECT_EQ(run("alice", mandate()), Code::success);
  }

  SetMandate mandate(std::uint32_t new_payees = 10) const {
    return {kDelegate, chain_.now() + 400 * kDayUs, new_payees, {{kUsd, Amount(100), Amount(250)}}};
  }
  Code run(std::string_view sender, Operation operation) {
    return chain_.run_one(sender, std::move(operation)).code;
  }
  Code spend(Operation operation, std::string_view sender = "alice",
             std::string_view key = "gateway") {
    return chain_.code_of(by_delegate(chain_.next(sender, std::move(operation)), "chat", key));
  }

  Chain chain_;
};

TEST_F(MandateTest, LetsTheDelegatePay) {
  EXPECT_EQ(spend(pay("bob", kUsd, 100)), Code::success);
  EXPECT_EQ(chain_.balance("bob", kUsd), 600U);
  EXPECT_EQ(chain_.get("alice").mandates, 1U);
}

TEST_F(MandateTest, WithoutItNothingLeavesATrace) {
  EXPECT_EQ(spend(pay("alice", kUsd, 1), "bob"), Code::no_mandate);
  EXPECT_EQ(spend(pay("bob", kUsd, 1), "alice", "alice"), Code::wrong_key);
  EXPECT_EQ(
      chain_.code_of(by_delegate(chain_.next("alice", pay("bob", kUsd, 1)), "issuer", "gateway")),
      Code::wrong_key);
  // The delegate's key is not the account's.
  Transaction plain = chain_.next("alice", pay("bob", kUsd, 1));
  plain.authentication_key = key_of("gateway");
  EXPECT_EQ(chain_.code_of(plain), Code::wrong_key);
  EXPECT_EQ(chain_.get("alice").sequence_number, SequenceNumber(1));
}

TEST_F(MandateTest, OnlyPays) {
  EXPECT_EQ(spend(RotateKey{key_of("thief")}), Code::not_permitted);
  EXPECT_EQ(spend(mandate()), Code::not_permitted);
  EXPECT_EQ(spend(CloseAccount{}), Code::not_permitted);
  EXPECT_EQ(spend(SetRecovery{{address_of("bob")}, 1, kHourUs}), Code::not_permitted);
}

TEST_F(MandateTest, BoundsAPaymentADayAndTheCurrencies) {
  EXPECT_EQ(spend(pay("bob", kEur, 1)), Code::mandate_currency);
  EXPECT_EQ(spend(pay("bob", kUsd, 101)), Code::mandate_payment_limit);
  EXPECT_EQ(spend(pay("bob", kUsd, 100)), Code::success);
  EXPECT_EQ(spend(TransferBatch{{pay("bob", kUsd, 100), pay("carol", kUsd, 51)}}),
            Code::mandate_day_limit);
  EXPECT_EQ(spend(TransferBatch{{pay("bob", kUsd, 100), pay("carol", kUsd, 50)}}), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 1)), Code::mandate_day_limit);
  EXPECT_EQ(spend(CreateHold{address_of("bob"), {}, kUsd, Amount(1), chain_.soon(), {}}),
            Code::mandate_day_limit);
  // A new mandate of the same day does not forget what was spent.
  EXPECT_EQ(run("alice", mandate()), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 1)), Code::mandate_day_limit);
  // The next day begins at midnight, UTC.
  chain_.run({}, 12 * kHourUs - chain_.now().value() % kHourUs - 2);
  EXPECT_EQ(
      chain_.code_of(by_delegate(chain_.next("alice", pay("bob", kUsd, 1)), "chat", "gateway"), 1),
      Code::mandate_day_limit);
  EXPECT_EQ(
      chain_.code_of(by_delegate(chain_.next("alice", pay("bob", kUsd, 1)), "chat", "gateway"), 1),
      Code::success);
}

TEST_F(MandateTest, HoldsCountWhenTheyAreMade) {
  const auto hold = [this](std::uint64_t amount) {
    return CreateHold{address_of("bob"), {}, kUsd, Amount(amount), chain_.soon(), true};
  };
  EXPECT_EQ(spend(hold(101)), Code::mandate_payment_limit);
  EXPECT_EQ(spend(hold(100)), Code::success);
  EXPECT_EQ(spend(hold(100)), Code::success);
  EXPECT_EQ(spend(hold(100)), Code::mandate_day_limit);
  EXPECT_EQ(spend(pay("bob", kUsd, 51)), Code::mandate_day_limit);
}

// A delegate takes money in for the account and does not give it away.
TEST_F(MandateTest, ClaimsForTheAccountButReleasesNothingOfIts) {
  const Receipt held = chain_.run_one(
      "bob", CreateHold{address_of("alice"), {}, kUsd, Amount(300), chain_.soon(), {}});
  const HoldId id{held.transaction_id.bytes};
  EXPECT_EQ(spend(ReleaseHold{id}), Code::not_permitted);
  EXPECT_EQ(spend(ClaimHold{id, address_of("bob"), Amount(300), std::nullopt}),
            Code::not_permitted);
  // The rest of a part would go back.
  EXPECT_EQ(spend(ClaimHold{id, address_of("alice"), Amount(299), std::nullopt}),
            Code::not_permitted);
  EXPECT_EQ(spend(ClaimHold{id, address_of("alice"), Amount(300), std::nullopt}), Code::success);
  EXPECT_EQ(chain_.balance("alice", kUsd), 1'300U);
}

TEST_F(MandateTest, BoundsNewPayees) {
  ASSERT_EQ(run("alice", mandate(2)), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 1)), Code::success);
  EXPECT_EQ(spend(TransferBatch{{pay("carol", kUsd, 1), pay("chat", kUsd, 1)}}),
            Code::mandate_new_payees);
  EXPECT_EQ(spend(TransferBatch{{pay("carol", kUsd, 1), pay("carol", kUsd, 1)}}), Code::success);
  EXPECT_EQ(spend(pay("chat", kUsd, 1)), Code::mandate_new_payees);
  EXPECT_EQ(spend(pay("bob", kUsd, 1)), Code::success);
  chain_.run({}, kDayUs);
  EXPECT_EQ(spend(pay("chat", kUsd, 1)), Code::success);
  EXPECT_EQ(spend(pay("carol", kUsd, 1)), Code::success);
}

TEST_F(MandateTest, RemembersTheLastPayees) {
  ASSERT_EQ(run("alice", mandate(200)), Code::success);
  std::vector<std::string> names;
  for (std::size_t i = 0; i <= kPayeesMax; ++i) {
    names.push_back("payee " + std::to_string(i));
    ASSERT_EQ(run("chat", CreateAccount{key_of(names.back()), Salt{}}), Code::success);
    ASSERT_EQ(spend(pay(names.back(), kUsd, 1)), Code::success);
  }
  ASSERT_EQ(run("alice", mandate(kPayeesMax + 1)), Code::success);  // no more new ones today
  EXPECT_EQ(spend(pay(names[0], kUsd, 1)), Code::mandate_new_payees);
  EXPECT_EQ(spend(pay(names[1], kUsd, 1)), Code::success);
}

TEST_F(MandateTest, ASumThatDoesNotFitIsRefused) {
  const Amount any(UINT64_MAX);
  ASSERT_EQ(run("issuer", Mint{address_of("alice"), kUsd, Amount(UINT64_MAX - 5'000)}),
            Code::success);
  ASSERT_EQ(run("chat", delegate(true, {{kUsd, any, any}})), Code::success);
  SetMandate all = mandate();
  all.limits = {{kUsd, any, any}};
  ASSERT_EQ(run("alice", all), Code::success);
  const std::uint64_t half = std::uint64_t{1} << 63;
  ASSERT_EQ(spend(pay("bob", kUsd, half)), Code::success);
  ASSERT_EQ(run("bob", pay("alice", kUsd, half / 2)), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, half)), Code::mandate_day_limit);
}

TEST_F(MandateTest, TheDelegatesLimitsHoldForAllAccountsTogether) {
  for (const std::string_view name : {"bob", "carol"}) {
    ASSERT_EQ(run(name,
                  SetMandate{
                      kDelegate, chain_.now() + kDayUs, 9, {{kUsd, Amount(1'000), Amount(1'000)}}}),
              Code::success);
  }
  ASSERT_EQ(run("alice", pay("carol", kUsd, 500)), Code::success);
  EXPECT_EQ(spend(pay("alice", kUsd, 400), "bob"), Code::success);
  EXPECT_EQ(spend(pay("alice", kUsd, 201), "carol"), Code::delegate_limit);
  EXPECT_EQ(spend(pay("alice", kUsd, 200), "carol"), Code::success);
  EXPECT_EQ(spend(pay("alice", kUsd, 1), "bob"), Code::delegate_limit);
  chain_.run({}, kHourUs);
  EXPECT_EQ(spend(pay("alice", kUsd, 300), "carol"), Code::success);
  EXPECT_EQ(spend(pay("alice", kUsd, 1), "bob"), Code::delegate_limit);  // the day's 900
  // Rotating the key does not forget what was moved.
  ASSERT_EQ(run("chat", delegate(true, {{kUsd, Amount(600), Amount(900)}}, "second key")),
            Code::success);
  EXPECT_EQ(spend(pay("alice", kUsd, 1), "bob", "second key"), Code::delegate_limit);
}

// L76: else an institution's two transactions would let a thief move a day's sum twice.
TEST_F(MandateTest, ACurrencyTakenOutAndPutBackRemembersTheDay) {
  ASSERT_EQ(
      run("alice",
          SetMandate{
              kDelegate, chain_.now() + 9 * kDayUs, 9, {{kUsd, Amount(1'000), Amount(1'000)}}}),
      Code::success);
  const SetDelegate all = delegate(true, {{kUsd, Amount(300), Amount(300)}});
  const SetDelegate none = delegate(true, {});
  ASSERT_EQ(run("chat", all), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 200)), Code::success);
  ASSERT_EQ(run("chat", none), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 1)), Code::delegate_limit);
  ASSERT_EQ(run("chat", none), Code::success);
  ASSERT_EQ(run("chat", all), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 101)), Code::delegate_limit);
  EXPECT_EQ(spend(pay("bob", kUsd, 100)), Code::success);

  // The day over, it is no longer in the state.
  ASSERT_EQ(run("chat", none), Code::success);
  const auto limits = [this] {
    return chain_.state().get<Delegate>(state::StateKey::of(kDelegate))->limits;
  };
  EXPECT_EQ(limits().size(), 1U);
  chain_.run({}, kDayUs);
  ASSERT_EQ(run("chat", none), Code::success);
  EXPECT_TRUE(limits().empty());
}

TEST_F(MandateTest, WhatTheDelegateMovedTodayBoundsItsNewCurrencies) {
  std::vector<SetDelegate::Limit> others;
  for (char letter = 'A'; letter < 'A' + static_cast<int>(kSpendingLimitsMax); ++letter) {
    const CurrencyCode code = test::code(std::string("TT") + letter);
    ASSERT_EQ(run("governance", RegisterCurrency{code, 2, 2, address_of("issuer")}), Code::success);
    others.push_back({code, Amount(1), Amount(1)});
  }
  EXPECT_EQ(spend(pay("bob", kUsd, 1)), Code::success);
  EXPECT_EQ(run("chat", delegate(true, others)), Code::limits_in_use);
  others.pop_back();
  EXPECT_EQ(run("chat", delegate(true, others)), Code::success);
  EXPECT_EQ(run("chat", delegate(false, {})), Code::success);
}

TEST_F(MandateTest, SuspendedRotatedOrRevokedItStops) {
  ASSERT_EQ(run("chat", delegate(false, {{kUsd, Amount(600), Amount(900)}})), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 1)), Code::delegate_suspended);
  ASSERT_EQ(run("chat", delegate(true, {{kUsd, Amount(600), Amount(900)}}, "second key")),
            Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 1)), Code::wrong_key);
  EXPECT_EQ(spend(pay("bob", kUsd, 1), "alice", "second key"), Code::success);
  ASSERT_EQ(run("alice", SetMandate{kDelegate, {}, 0, {}}), Code::success);
  EXPECT_EQ(spend(pay("bob", kUsd, 1), "alice", "second key"), Code::no_mandate);
  EXPECT_EQ(run("alice", SetMandate{kDelegate, {}, 0, {}}), Code::unknown_mandate);
  EXPECT_EQ(chain_.get("alice").mandates, 0U);
}

TEST_F(MandateTest, EndsAtItsTime) {
  SetMandate brief = mandate();
  brief.until = chain_.now() + 10 * kSecondUs;
  ASSERT_EQ(run("alice", brief), Code::success);
  chain_.run({}, 9 * kSecondUs - 2);
  const auto payment = [this] {
    return by_delegate(chain_.next("alice", pay("bob", kUsd, 1)), "chat", "gateway");
  };
  EXPECT_EQ(chain_.code_of(payment(), 1), Code::success);
  EXPECT_EQ(chain_.code_of(payment(), 1), Code::no_mandate);
}

TEST_F(MandateTest, RefusesSettingsThatCannotBe) {
  EXPECT_EQ(run("alice", delegate(true, {})), Code::not_permitted);
  EXPECT_EQ(run("governance", delegate(true, {})), Code::not_permitted);
  SetDelegate set = delegate(true, {{kUsd, Amount(1), Amount(1)}, {kEur, Amount(1), Amount(1)}});
  EXPECT_EQ(run("chat", set), Code::invalid_settings);
  set = delegate(true, {});
  set.number = kDelegatesMax;
  EXPECT_EQ(run("chat", set), Code::invalid_settings);
  EXPECT_EQ(run("chat", delegate(true, {{test::code("XXX"), Amount(1), Amount(1)}})),
            Code::unknown_currency);

  SetMandate bad = mandate();
  bad.until = chain_.now();
  EXPECT_EQ(run("alice", bad), Code::invalid_expiry);
  bad = mandate();
  bad.limits.clear();
  EXPECT_EQ(run("alice", bad), Code::invalid_settings);
  bad.limits = {{kUsd, Amount(1), Amount(1)}, {kUsd, Amount(1), Amount(1)}};
  EXPECT_EQ(run("alice", bad), Code::invalid_settings);
  bad.limits = {{test::code("XXX"), Amount(1), Amount(1)}};
  EXPECT_EQ(run("alice", bad), Code::unknown_currency);
  bad = mandate();
  bad.delegate = codec::delegate_id(address_of("chat"), 1);
  EXPECT_EQ(run("alice", bad), Code::unknown_delegate);
}

TEST_F(MandateTest, AnAccountGivesABoundedNumber) {
  for (std::uint32_t number = 1; number < kDelegatesMax; ++number) {
    for (const std::string_view institution : {"chat", "issuer"}) {
      SetDelegate set = delegate(true, {});
      set.number = number;
      ASSERT_EQ(run(institution, set), Code::success);
      SetMandate give = mandate();
      give.delegate = codec::delegate_id(address_of(institution), number);
      ASSERT_EQ(run("alice", give), Code::success);
    }
  }
  ASSERT_EQ(run("issuer", delegate(true, {})), Code::success);
  SetMandate give = mandate();
  give.delegate = codec::delegate_id(address_of("issuer"), 0);
  EXPECT_EQ(run("alice", give), Code::success);
  EXPECT_EQ(chain_.get("alice").mandates, kMandatesMax);
  EXPECT_EQ(run("alice", mandate()), Code::success);  // one that is there already
}

// Whoever has only the delegate's key takes no more than mandates and limits allow, whatever the
// sequence: every day's loss is bounded, and it ends with the suspension.
TEST_F(MandateTest, AThiefWithTheKeyIsBounded) {
  ASSERT_EQ(run("alice", mandate(3)), Code::success);
  std::mt19937_64 random(11);
  const char* names[] = {"bob", "carol", "chat", "issuer", "governance"};
  std::uint64_t lost_before = 0;
  for (int day = 0; day < 5; ++day) {
    for (int i = 0; i < 100; ++i) {
      const auto to = names[random() % 5];
      const std::uint64_t amount = 1 + random() % 130;
      switch (random() % 4) {
        case 0:
          spend(pay(to, kUsd, amount));
          break;
        case 1:
          spend(TransferBatch{{pay(to, kUsd, amount), pay(names[random() % 5], kUsd, 1)}});
          break;
        case 2:
          spend(CreateHold{address_of(to), {}, kUsd, Amount(amount), chain_.soon(), true});
          break;
        default:
          spend(RotateKey{key_of("gateway")});
      }
    }
    const std::uint64_t lost =
        1'000 - std::min<std::uint64_t>(chain_.balance("alice", kUsd), 1'000);
    EXPECT_LE(lost, lost_before + 250);
    lost_before = lost;
    chain_.run({}, kDayUs);
  }
  EXPECT_EQ(chain_.balance("alice", kEur), 500U);
  EXPECT_EQ(chain_.get("alice").authentication_key, key_of("alice"));
  ASSERT_EQ(run("chat", delegate(false, {})), Code::success);
  const std::uint64_t left = chain_.balance("alice", kUsd);
  for (const char* name : names) EXPECT_EQ(spend(pay(name, kUsd, 1)), Code::delegate_suspended);
  EXPECT_EQ(chain_.balance("alice", kUsd), left);
}

}  // namespace
}  // namespace pennypost::execution
