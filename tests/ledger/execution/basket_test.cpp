#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "ledger/execution/balances.h"
#include "ledger/execution/invariants.h"
#include "ledger/execution/operations.h"
#include "ledger/state/overlay.h"
#include "tests/ledger/support/world.h"

// Currencies that consist of others (L84).
namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::kEur;
using test::kUsd;
using test::pay;

const CurrencyCode kMix = test::code("MIX");

/// 1,000 MIX are 600 USD and 333 EUR.
RegisterBasket mix() {
  return {
      kMix, 3, 2, address_of("issuer"), Amount(1'000), {{kEur, Amount(333)}, {kUsd, Amount(600)}}};
}

class BasketTest : public testing::Test {
 protected:
  BasketTest() { EXPECT_EQ(code("governance", mix()), Code::success); }
  Code code(std::string_view sender, Operation operation) {
    return chain.run_one(sender, std::move(operation)).code;
  }
  const Basket& basket() const { return *chain.state().get<Basket>(state::StateKey::basket(kMix)); }
  Chain chain;
};

TEST_F(BasketTest, IsPaidInRoundedUpAndOutRoundedDown) {
  const Receipt minted = chain.run_one("alice", MintBasket{kMix, Amount(101)});
  ASSERT_EQ(minted.events.size(), 3U);
  EXPECT_EQ(minted.events[0],
            (Event{EventKind::paid_in, address_of("alice"), {}, kEur, Amount(34)}));
  EXPECT_EQ(minted.events[1],
            (Event{EventKind::paid_in, address_of("alice"), {}, kUsd, Amount(61)}));
  EXPECT_EQ(minted.events[2], (Event{EventKind::mint, {}, address_of("alice"), kMix, Amount(101)}));
  EXPECT_EQ(chain.balance("alice", kMix), 101U);
  EXPECT_EQ(chain.balance("alice", kEur), 466U);
  EXPECT_EQ(chain.balance("alice", kUsd), 939U);
  EXPECT_EQ(basket().components[0].held, Amount(34));
  EXPECT_EQ(chain.state().currency(kUsd)->supply, Supply(1'500));  // held, not gone

  EXPECT_EQ(code("alice", pay("carol", kMix, 101)), Code::success);
  const Receipt redeemed = chain.run_one("carol", RedeemBasket{kMix, Amount(101)});
  ASSERT_EQ(redeemed.events.size(), 3U);
  EXPECT_EQ(redeemed.events[0].kind, EventKind::burned);
  EXPECT_EQ(redeemed.events[1].kind, EventKind::paid_out);
  EXPECT_EQ(chain.balance("carol", kEur), 33U);
  EXPECT_EQ(chain.balance("carol", kUsd), 60U);
  EXPECT_EQ(basket().components[1].held, Amount(1));
  EXPECT_EQ(chain.state().currency(kMix)->supply, Supply(0));
}

TEST_F(BasketTest, IsAlwaysCovered) {
  std::mt19937_64 random(5);
  std::uint64_t outstanding = 0;
  for (int i = 0; i < 200; ++i) {
    const Amount amount(1 + random() % 60);
    const bool mints = random() % 2 == 0;
    const Code done =
        mints ? code("alice", MintBasket{kMix, amount}) : code("alice", RedeemBasket{kMix, amount});
    if (done == Code::success) outstanding += mints ? amount.value() : -amount.value();
    EXPECT_EQ(chain.state().currency(kMix)->supply, Supply(outstanding));
    for (const Basket::Component& each : basket().components) {
      EXPECT_GE(each.held.value() * 1'000, outstanding * each.amount.value());
    }
  }
  EXPECT_GT(outstanding, 0U);
}

TEST_F(BasketTest, ConversionsAreRefused) {
  EXPECT_EQ(code("alice", MintBasket{kMix, Amount(0)}), Code::invalid_amount);
  EXPECT_EQ(code("alice", MintBasket{test::code("XXX"), Amount(1)}), Code::unknown_currency);
  EXPECT_EQ(code("alice", MintBasket{kUsd, Amount(1)}), Code::unknown_basket);
  EXPECT_EQ(code("alice", RedeemBasket{kUsd, Amount(1)}), Code::unknown_basket);
  EXPECT_EQ(code("bob", MintBasket{kMix, Amount(10)}), Code::insufficient_balance);  // no EUR
  EXPECT_EQ(code("alice", MintBasket{kMix, Amount(UINT64_MAX)}), Code::insufficient_balance);
  EXPECT_EQ(code("alice", RedeemBasket{kMix, Amount(1)}), Code::insufficient_balance);
  EXPECT_EQ(code("alice", MintBasket{kMix, Amount(10)}), Code::success);
  EXPECT_EQ(code("alice", RedeemBasket{kMix, Amount(1)}), Code::invalid_amount);  // worth nothing
  EXPECT_EQ(chain.balance("alice", kMix), 10U);
  EXPECT_EQ(code("issuer", Mint{address_of("issuer"), kMix, Amount(5)}), Code::not_permitted);
  EXPECT_EQ(code("issuer", Burn{kMix, Amount(5)}), Code::not_permitted);
}

TEST_F(BasketTest, LimitsCountWhatIsConverted) {
  const Amount any(UINT64_MAX);
  EXPECT_EQ(
      code("chat", SetLimits{address_of("alice"), 0, {{kUsd, any, any, Amount(10), any, any}}}),
      Code::success);
  EXPECT_EQ(code("alice", MintBasket{kMix, Amount(20)}), Code::limit_exceeded);
  EXPECT_EQ(code("alice", MintBasket{kMix, Amount(10)}), Code::success);
}

TEST_F(BasketTest, OverflowsAreRefused) {
  RegisterBasket heavy = mix();
  heavy.code = test::code("HEAVY");
  heavy.per = Amount(1);
  heavy.components = {{kEur, Amount(UINT64_MAX)}};
  EXPECT_EQ(code("governance", heavy), Code::success);
  EXPECT_EQ(code("alice", MintBasket{heavy.code, Amount(2)}), Code::overflow);
}

TEST_F(BasketTest, RegistrationIsRefused) {
  const auto refused = [&](const std::function<void(RegisterBasket&)>& change) {
    RegisterBasket basket = mix();
    basket.code = test::code("MORE");
    change(basket);
    return code("governance", basket);
  };
  EXPECT_EQ(code("issuer", mix()), Code::not_permitted);
  EXPECT_EQ(refused([](auto& b) { b.decimals = 10; }), Code::invalid_currency);
  EXPECT_EQ(refused([](auto& b) { b.code = kMix; }), Code::currency_exists);
  EXPECT_EQ(refused([](auto& b) { b.issuer = address_of("nobody"); }), Code::unknown_account);
  EXPECT_EQ(refused([](auto& b) { b.per = Amount(0); }), Code::invalid_settings);
  EXPECT_EQ(refused([](auto& b) { b.components.clear(); }), Code::invalid_settings);
  EXPECT_EQ(refused([](auto& b) { std::ranges::reverse(b.components); }), Code::invalid_settings);
  EXPECT_EQ(refused([](auto& b) { b.components[0].amount = Amount(0); }), Code::invalid_settings);
  EXPECT_EQ(refused([](auto& b) { b.components = {{kMix, Amount(1)}}; }), Code::invalid_settings);
  EXPECT_EQ(refused([](auto& b) { b.components = {{test::code("XXX"), Amount(1)}}; }),
            Code::unknown_currency);
  RegisterCurrency plain{test::code("MORE"), 2, 2, address_of("issuer")};
  plain.policy = CurrencyPolicy::basket;
  EXPECT_EQ(code("governance", plain), Code::invalid_settings);
}

TEST_F(BasketTest, CoverIsCheckedInEveryBlock) {
  EXPECT_EQ(code("alice", MintBasket{kMix, Amount(100)}), Code::success);
  state::Overlay overlay(chain.state(), chain.now());
  overlay.edit_currency(kMix);
  EXPECT_TRUE(check_money(overlay));
  overlay.edit<Basket>(state::StateKey::basket(kMix)).components[0].held = Amount(33);
  const auto broken = check_money(overlay);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, "broken_invariant");
}

// Money that is neither made nor lost, but no longer there for the basket's supply.
TEST_F(BasketTest, WhatDoesNotCoverTheSupplyStopsTheBlock) {
  EXPECT_EQ(code("alice", MintBasket{kMix, Amount(100)}), Code::success);
  const auto broken_by = [this](const std::function<void(state::Overlay&)>& change) {
    state::Overlay overlay(chain.state(), chain.now());
    overlay.edit_currency(kMix);
    change(overlay);
    const auto checked = check_money(overlay);
    EXPECT_FALSE(checked);
    return checked ? std::string() : checked.error().message;
  };
  const state::StateKey key = state::StateKey::basket(kMix);
  const char* uncovered = "What is held does not cover the supply of MIX.";
  EXPECT_EQ(broken_by([&](state::Overlay& overlay) {
              overlay.edit<Basket>(key).components[0].held = Amount(33);
              credit(overlay.edit_account(address_of("alice")), kEur, Amount(1));
            }),
            uncovered);
  EXPECT_EQ(broken_by([&](state::Overlay& overlay) {
              const Basket basket = *overlay.get<Basket>(key);
              Account& alice = overlay.edit_account(address_of("alice"));
              for (const auto& each : basket.components) credit(alice, each.currency, each.held);
              overlay.remove(key);
            }),
            uncovered);
  EXPECT_EQ(broken_by([&](state::Overlay& overlay) {
              credit(overlay.edit_account(address_of("bob")), kMix, Amount(UINT64_MAX));
              overlay.edit_currency(kMix).supply = Supply(Uint128{UINT64_MAX} + 100);
            }),
            uncovered);
}

TEST_F(BasketTest, WhatDoesNotFitIsNotConverted) {
  const CurrencyCode big = test::code("BIG");
  const CurrencyCode tiny = test::code("TINY");
  const Amount half(std::uint64_t{1} << 63);
  const Address issuer = address_of("issuer");
  ASSERT_EQ(code("governance", RegisterBasket{big, 2, 2, issuer, Amount(1), {{kUsd, half}}}),
            Code::success);
  ASSERT_EQ(code("governance",
                 RegisterBasket{tiny, 2, 2, issuer, Amount(UINT64_MAX), {{kUsd, Amount(1)}}}),
            Code::success);
  ASSERT_EQ(code("alice", MintBasket{tiny, Amount(UINT64_MAX)}), Code::success);
  EXPECT_EQ(code("alice", MintBasket{tiny, Amount(1)}), Code::overflow);  // the supply

  ASSERT_EQ(code("issuer", Mint{address_of("alice"), kUsd, half}), Code::success);
  ASSERT_EQ(code("alice", MintBasket{big, Amount(1)}), Code::success);
  EXPECT_EQ(code("alice", MintBasket{big, Amount(1)}), Code::overflow);  // what is held
  ASSERT_EQ(code("issuer", Mint{address_of("alice"), kUsd, half}), Code::success);
  EXPECT_EQ(code("alice", RedeemBasket{big, Amount(1)}), Code::overflow);  // the balance
}

TEST(BasketBalances, OneCurrencyTooManyIsNotConverted) {
  execution::Genesis genesis = test::small_genesis();
  Account& alice = genesis.accounts[3].account;
  for (std::size_t i = alice.balances.size(); i < kBalancesMax; ++i) {
    const CurrencyCode code = test::code(
        "A" + std::string{static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)});
    genesis.currencies.push_back(Currency{code, 2, 2, address_of("issuer"), Supply(1)});
    alice.set_balance(code, Amount(1));
  }
  Chain chain(genesis);
  ASSERT_EQ(chain.run_one("governance", mix()).code, Code::success);
  EXPECT_EQ(chain.run_one("alice", MintBasket{kMix, Amount(1)}).code, Code::too_many_currencies);
}

}  // namespace
}  // namespace pennypost::execution
