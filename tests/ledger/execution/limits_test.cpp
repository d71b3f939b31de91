#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::kEur;
using test::kSecondUs;
using test::kUsd;
using test::pay;

constexpr Amount kAny(UINT64_MAX);

class LimitsTest : public testing::Test {
 protected:
  LimitsTest() {
    // The first midday of a month of 30 days.
    const std::uint64_t into_month = chain_.now().value() % (kMonthDays * kDayUs);
    chain_.run({}, kMonthDays * kDayUs - into_month + 12 * kHourUs);
  }
  Code run(std::string_view sender, Operation operation) {
    return chain_.run_one(sender, std::move(operation)).code;
  }
  Code limit(std::string_view name, std::uint8_t tier, std::vector<AccountLimit> limits) {
    return run("chat", SetLimits{address_of(name), tier, std::move(limits)});
  }

  Chain chain_;
};

TEST_F(LimitsTest, OutByDayAndMonth) {
  ASSERT_EQ(limit("alice", 0, {{kUsd, kAny, kAny, Amount(100), kAny, Amount(250)}}), Code::success);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 101)), Code::limit_exceeded);
  EXPECT_EQ(run("alice", TransferBatch{{pay("bob", kUsd, 60), pay("carol", kUsd, 41)}}),
            Code::limit_exceeded);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 60)), Code::success);
  EXPECT_EQ(run("alice", CreateHold{address_of("bob"), {}, kUsd, Amount(41), chain_.soon(), {}}),
            Code::limit_exceeded);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 40)), Code::success);
  EXPECT_EQ(run("alice", pay("bob", kEur, 500)), Code::success);
  chain_.run({}, kDayUs);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 100)), Code::success);
  chain_.run({}, kDayUs);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 51)), Code::limit_exceeded);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 50)), Code::success);
  chain_.run({}, kMonthDays * kDayUs);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 100)), Code::success);
}

TEST_F(LimitsTest, InAndHolding) {
  ASSERT_EQ(limit("carol", 0, {{kUsd, Amount(150), Amount(100), kAny, kAny, kAny}}), Code::success);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 101)), Code::payee_limit_exceeded);
  EXPECT_EQ(run("alice", TransferBatch{{pay("carol", kUsd, 60), pay("carol", kUsd, 41)}}),
            Code::payee_limit_exceeded);
  EXPECT_EQ(run("alice", TransferBatch{{pay("carol", kUsd, 60), pay("carol", kUsd, 40)}}),
            Code::success);
  EXPECT_EQ(run("issuer", Mint{address_of("carol"), kUsd, Amount(1)}), Code::payee_limit_exceeded);
  chain_.run({}, kDayUs);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 51)), Code::payee_limit_exceeded);  // it would hold 151
  const Receipt held = chain_.run_one(
      "alice", CreateHold{address_of("carol"), {}, kUsd, Amount(51), chain_.soon(), {}});
  EXPECT_EQ(run("carol", ClaimHold{HoldId{held.transaction_id.bytes}, address_of("carol"),
                                   Amount(51), std::nullopt}),
            Code::payee_limit_exceeded);
  EXPECT_EQ(run("carol", ClaimHold{HoldId{held.transaction_id.bytes}, address_of("carol"),
                                   Amount(50), std::nullopt}),
            Code::success);
}

TEST_F(LimitsTest, InByTheMonth) {
  ASSERT_EQ(limit("carol", 0, {{kUsd, kAny, kAny, kAny, Amount(100), kAny}}), Code::success);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 60)), Code::success);
  chain_.run({}, kDayUs);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 41)), Code::payee_limit_exceeded);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 40)), Code::success);
}

TEST_F(LimitsTest, EachCurrencyCountsByItself) {
  const AccountLimit eur{kEur, kAny, kAny, Amount(100), kAny, kAny};
  const AccountLimit usd{kUsd, kAny, kAny, Amount(100), kAny, kAny};
  ASSERT_EQ(run("alice", pay("bob", kEur, 200)), Code::success);
  for (const std::string_view name : {"alice", "bob"}) {
    ASSERT_EQ(limit(name, 0, {eur, usd}), Code::success);
    const bool usd_first = name == "alice";
    EXPECT_EQ(run(name, pay("carol", usd_first ? kUsd : kEur, 100)), Code::success);
    EXPECT_EQ(run(name, pay("carol", usd_first ? kEur : kUsd, 100)), Code::success);
    EXPECT_EQ(run(name, pay("carol", kUsd, 1)), Code::limit_exceeded);
    EXPECT_EQ(run(name, pay("carol", kEur, 1)), Code::limit_exceeded);
  }
}

// What goes out in a day may be more than 64 bits, where the money comes back in between.
TEST_F(LimitsTest, ASumThatDoesNotFitIsRefused) {
  ASSERT_EQ(run("issuer", Mint{address_of("alice"), kUsd, Amount(UINT64_MAX - 5'000)}),
            Code::success);
  ASSERT_EQ(limit("alice", 0, {{kUsd, kAny, kAny, kAny, kAny, kAny}}), Code::success);
  const std::uint64_t half = std::uint64_t{1} << 63;
  ASSERT_EQ(run("alice", pay("bob", kUsd, half)), Code::success);
  ASSERT_EQ(run("bob", pay("alice", kUsd, half / 2)), Code::success);
  EXPECT_EQ(run("alice", pay("bob", kUsd, half)), Code::limit_exceeded);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 100)), Code::success);
}

TEST(MeterTest, ForgetsTheCurrencyThatWasNotUsedForLongest) {
  execution::Genesis genesis = test::small_genesis();
  std::vector<CurrencyCode> codes;
  for (std::size_t i = 0; i < 3 * kAccountLimitsMax; ++i) {
    codes.push_back(test::code(
        "A" + std::string{static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)}));
  }
  Account& alice = genesis.accounts[3].account;
  for (const CurrencyCode& code : codes) {
    genesis.currencies.push_back(Currency{code, 2, 2, address_of("issuer"), Supply(9)});
    alice.set_balance(code, Amount(9));
  }
  Chain chain(genesis);
  const auto flows = [&chain] {
    return chain.state().get<Meter>(state::StateKey::meter(address_of("alice")))->flows;
  };
  for (std::size_t part = 0; part < 3; ++part) {
    chain.run({}, kDayUs);
    std::vector<AccountLimit> limits;
    const auto from = codes.begin() + static_cast<std::ptrdiff_t>(part * kAccountLimitsMax);
    for (auto code = from; code != from + kAccountLimitsMax; ++code) {
      limits.push_back({*code, kAny, kAny, Amount(5), kAny, kAny});
    }
    ASSERT_EQ(chain.run_one("chat", SetLimits{address_of("alice"), 0, limits}).code, Code::success);
    const std::size_t count = part < 2 ? kAccountLimitsMax : 1;
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(
          chain.run_one("alice", pay("bob", *(from + static_cast<std::ptrdiff_t>(i)), 1)).code,
          Code::success);
    }
  }
  EXPECT_EQ(flows().size(), 2 * kAccountLimitsMax);
  EXPECT_EQ(flows().front().currency, codes[1]);  // the first of the first day has gone
  EXPECT_EQ(flows().back().currency, codes[2 * kAccountLimitsMax]);
}

TEST_F(LimitsTest, OfATierAndItsOwnTheLeastHolds) {
  ASSERT_EQ(run("chat", SetTier{2, {{kUsd, kAny, kAny, Amount(100), kAny, kAny}}}), Code::success);
  ASSERT_EQ(limit("alice", 2, {{kUsd, kAny, kAny, Amount(300), kAny, kAny}}), Code::success);
  ASSERT_EQ(limit("bob", 1, {}), Code::success);  // a tier of which nothing is said
  EXPECT_EQ(run("bob", pay("alice", kUsd, 400)), Code::success);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 101)), Code::limit_exceeded);
  ASSERT_EQ(limit("alice", 2, {{kUsd, kAny, kAny, Amount(50), kAny, kAny}}), Code::success);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 51)), Code::limit_exceeded);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 50)), Code::success);
  ASSERT_EQ(limit("alice", 2, {}), Code::success);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 51)), Code::limit_exceeded);
  ASSERT_EQ(run("chat", SetTier{2, {}}), Code::success);
  EXPECT_EQ(run("alice", pay("bob", kUsd, 51)), Code::success);
}

TEST_F(LimitsTest, AreTheInstitutionsToSet) {
  const std::vector<AccountLimit> limits{{kUsd, kAny, kAny, kAny, kAny, kAny}};
  EXPECT_EQ(run("issuer", SetLimits{address_of("nobody"), 0, limits}), Code::unknown_account);
  EXPECT_EQ(run("issuer", SetLimits{address_of("alice"), 0, limits}), Code::not_permitted);
  EXPECT_EQ(run("alice", SetLimits{address_of("alice"), 0, limits}), Code::not_permitted);
  EXPECT_EQ(limit("alice", kTierMax + 1, limits), Code::invalid_settings);
  EXPECT_EQ(limit("alice", 0, {limits[0], limits[0]}), Code::invalid_settings);
  EXPECT_EQ(limit("alice", 0, {{test::code("XXX"), kAny, kAny, kAny, kAny, kAny}}),
            Code::unknown_currency);
  EXPECT_EQ(run("alice", SetTier{1, limits}), Code::not_permitted);
  EXPECT_EQ(run("chat", SetTier{0, limits}), Code::invalid_settings);
  ASSERT_EQ(run("carol", CloseAccount{}), Code::success);
  EXPECT_EQ(limit("carol", 0, limits), Code::account_closed);
}

TEST_F(LimitsTest, ADepositRuleSaysWhoPaysIn) {
  EXPECT_EQ(run("carol", SetDepositRule{false, {address_of("bob")}}), Code::invalid_settings);
  EXPECT_EQ(run("carol", SetDepositRule{true, {address_of("bob"), address_of("bob")}}),
            Code::invalid_settings);
  ASSERT_EQ(run("carol", SetDepositRule{true, {address_of("bob")}}), Code::success);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 1)), Code::deposit_refused);
  EXPECT_EQ(run("issuer", Mint{address_of("carol"), kUsd, Amount(1)}), Code::deposit_refused);
  EXPECT_EQ(run("bob", pay("carol", kUsd, 1)), Code::success);
  const Receipt held = chain_.run_one(
      "alice", CreateHold{address_of("carol"), {}, kUsd, Amount(5), chain_.soon(), {}});
  EXPECT_EQ(run("carol", ClaimHold{HoldId{held.transaction_id.bytes}, address_of("carol"),
                                   Amount(5), std::nullopt}),
            Code::deposit_refused);
  ASSERT_EQ(run("carol", SetDepositRule{true, {address_of("chat")}}), Code::success);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 1)), Code::success);  // below chat
  ASSERT_EQ(run("carol", SetDepositRule{true, {}}), Code::success);
  EXPECT_EQ(run("bob", pay("carol", kUsd, 1)), Code::deposit_refused);
  ASSERT_EQ(run("carol", SetDepositRule{}), Code::success);
  EXPECT_EQ(run("bob", pay("carol", kUsd, 1)), Code::success);
}

TEST_F(LimitsTest, ClosingTakesThemAlong) {
  const std::size_t before = chain_.state().entries().size();
  ASSERT_EQ(limit("carol", 3, {{kUsd, kAny, kAny, kAny, kAny, kAny}}), Code::success);
  ASSERT_EQ(run("alice", pay("carol", kUsd, 5)), Code::success);
  ASSERT_EQ(run("carol", SetDepositRule{true, {}}), Code::success);
  ASSERT_EQ(run("carol", pay("alice", kUsd, 5)), Code::success);
  EXPECT_EQ(chain_.state().entries().size(), before + 3);
  ASSERT_EQ(run("carol", CloseAccount{}), Code::success);
  EXPECT_EQ(chain_.state().entries().size(), before);
}

// --- Refundable transfers
// -----------------------------------------------------------------------

class RefundTest : public LimitsTest {
 protected:
  RefundableId transfer(std::uint64_t amount, TimestampUs until) {
    const Receipt receipt =
        chain_.run_one("alice", RefundableTransfer{address_of("bob"), kUsd, Amount(amount), until});
    EXPECT_EQ(receipt.code, Code::success);
    return RefundableId{receipt.transaction_id.bytes};
  }
  Code refund(std::string_view sender, const RefundableId& id, std::uint64_t amount) {
    return run(sender, Refund{id, Amount(amount)});
  }
};

TEST_F(RefundTest, ComesBackInPartsAndNeverMore) {
  const RefundableId id = transfer(100, chain_.soon());
  EXPECT_EQ(chain_.balance("bob", kUsd), 600U);
  EXPECT_EQ(chain_.get("alice").refundables, 1U);
  EXPECT_EQ(refund("bob", id, 0), Code::invalid_amount);
  EXPECT_EQ(refund("alice", id, 1), Code::not_permitted);
  EXPECT_EQ(refund("bob", id, 101), Code::exceeds_refundable);
  EXPECT_EQ(refund("bob", id, 60), Code::success);
  EXPECT_EQ(refund("bob", id, 41), Code::exceeds_refundable);
  const Receipt receipt = chain_.run_one("bob", Refund{id, Amount(40)});
  EXPECT_EQ(receipt.events[0], (Event{EventKind::refunded, address_of("bob"), address_of("alice"),
                                      kUsd, Amount(40), Hash{id.bytes}}));
  EXPECT_EQ(refund("bob", id, 1), Code::unknown_refundable);
  EXPECT_EQ(chain_.balance("alice", kUsd), 1'000U);
  EXPECT_EQ(chain_.get("alice").refundables, 0U);
}

TEST_F(RefundTest, EndsAtItsTimeAndIsForgottenWithoutAVersion) {
  const TimestampUs until = chain_.now() + 60 * kSecondUs;
  const RefundableId id = transfer(100, until);
  chain_.run({}, us_between(chain_.now(), until) - 1);
  EXPECT_EQ(chain_.get("alice").refundables, 1U);
  EXPECT_EQ(chain_.state().next_due(), std::nullopt);  // nobody needs a block for it
  Transaction late = chain_.next("bob", Refund{id, Amount(1)});
  EXPECT_EQ(chain_.code_of(late, 1), Code::unknown_refundable);
  EXPECT_EQ(chain_.block().kept.size(), 1U);
  EXPECT_EQ(chain_.get("alice").refundables, 0U);
  EXPECT_EQ(chain_.state().find(state::StateKey::of(id)), nullptr);
}

TEST_F(RefundTest, RefusesWhatCannotBe) {
  const auto code_of = [this](std::string_view to, std::uint64_t amount, TimestampUs until) {
    return run("alice", RefundableTransfer{address_of(to), kUsd, Amount(amount), until});
  };
  EXPECT_EQ(code_of("bob", 1, chain_.now()), Code::invalid_expiry);
  EXPECT_EQ(code_of("bob", 1, chain_.now() + (kSecondUs + kRefundableUsMax + 1)),
            Code::invalid_expiry);
  EXPECT_EQ(code_of("bob", 0, chain_.soon()), Code::invalid_amount);
  EXPECT_EQ(code_of("alice", 1, chain_.soon()), Code::self_transfer);
  EXPECT_EQ(code_of("bob", 1'001, chain_.soon()), Code::insufficient_balance);
  EXPECT_EQ(refund("bob", test::id_of<RefundableId>("none"), 1), Code::unknown_refundable);
  const RefundableId id = transfer(100, chain_.soon());
  ASSERT_EQ(run("bob", pay("carol", kUsd, 600)), Code::success);
  EXPECT_EQ(refund("bob", id, 1), Code::insufficient_balance);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 900)), Code::success);
  EXPECT_EQ(run("alice", pay("carol", kEur, 500)), Code::success);
  EXPECT_EQ(run("alice", CloseAccount{}), Code::account_not_empty);
}

TEST_F(RefundTest, TheNumberIsBounded) {
  Genesis genesis = test::small_genesis();
  genesis.accounts[3].account.balances = {{kUsd, Amount(2 * kRefundablesMax)}};
  genesis.currencies[0].supply = Supply(0);
  genesis.currencies[1].supply = Supply(2 * kRefundablesMax + 500);
  Chain chain(genesis);
  std::vector<Transaction> list;
  for (std::size_t i = 0; i <= kRefundablesMax; ++i) {
    list.push_back(test::transaction(
        "alice", RefundableTransfer{address_of("bob"), kUsd, Amount(1), chain.soon()},
        SequenceNumber(i), chain.soon()));
  }
  EXPECT_EQ(chain.run(list).kept.back().receipt.code, Code::too_many_refundables);
}

}  // namespace
}  // namespace pennypost::execution
