#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kEur;
using test::kSecondUs;
using test::kUsd;
using test::pay;

const PublicKey kDealerKey = id_of<PublicKey>("dealer key");

/// A chain on which bob is a dealer with a key of his own.
class ExchangeTest : public testing::Test {
 protected:
  ExchangeTest() {
    EXPECT_EQ(run("bob", RotateKey{codec::authentication_key(1, {kDealerKey})}), Code::success);
  }
  Code run(std::string_view sender, Operation operation) {
    return chain_.run_one(sender, std::move(operation)).code;
  }
  /// Alice gives EUR and receives USD.
  Exchange quote(std::uint64_t eur, std::uint64_t usd) const {
    Exchange out;
    out.quote = {address_of("bob"),    {}, kEur, Amount(eur), kUsd, Amount(usd), chain_.soon(),
                 id_of<Nonce>("quote")};
    out.key = kDealerKey;
    return out;
  }

  Chain chain_;
};

TEST_F(ExchangeTest, SettlesBothSidesOnce) {
  const Exchange exchange = quote(200, 300);
  const Receipt receipt = chain_.run_one("alice", exchange);
  ASSERT_EQ(receipt.code, Code::success);
  const Hash id{codec::quote_id(test::kChain, exchange.quote).bytes};
  EXPECT_THAT(receipt.events,
              testing::ElementsAre(Event{EventKind::exchanged, address_of("alice"),
                                         address_of("bob"), kEur, Amount(200), id},
                                   Event{EventKind::exchanged, address_of("bob"),
                                         address_of("alice"), kUsd, Amount(300), id}));
  EXPECT_EQ(chain_.balance("alice", kEur), 300U);
  EXPECT_EQ(chain_.balance("alice", kUsd), 1'300U);
  EXPECT_EQ(chain_.balance("bob", kEur), 200U);
  EXPECT_EQ(chain_.balance("bob", kUsd), 200U);
  EXPECT_EQ(run("alice", exchange), Code::quote_used);
  // Afterwards it has expired, and nobody has to remember it.
  const state::StateKey key = state::StateKey::of(codec::quote_id(test::kChain, exchange.quote));
  EXPECT_NE(chain_.state().find(key), nullptr);
  chain_.run({}, 60 * kSecondUs);
  EXPECT_EQ(chain_.state().find(key), nullptr);
  EXPECT_EQ(run("alice", exchange), Code::quote_expired);
}

TEST_F(ExchangeTest, RefusesInThisOrder) {
  const auto code_of = [this](const std::function<void(Exchange&)>& change,
                              std::string_view taker = "alice") {
    Exchange exchange = quote(200, 300);
    change(exchange);
    return run(taker, exchange);
  };
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.pays_amount = Amount(0); }), Code::invalid_amount);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.gets_amount = Amount(0); }), Code::invalid_amount);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.dealer = address_of("alice"); }),
            Code::self_transfer);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.gets = kEur; }), Code::invalid_settings);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.taker = address_of("carol"); }), Code::not_permitted);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.gets = test::code("XXX"); }), Code::unknown_currency);
  EXPECT_EQ(code_of([this](Exchange& e) { e.quote.expiry = chain_.now() + kSecondUs; }),
            Code::quote_expired);
  EXPECT_EQ(code_of([this](Exchange& e) {
              e.quote.expiry = chain_.now() + (kSecondUs + kQuoteUsMax + 1);
            }),
            Code::invalid_expiry);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.dealer = address_of("nobody"); }),
            Code::unknown_account);
  EXPECT_EQ(code_of([](Exchange& e) { e.key = id_of<PublicKey>("thief"); }), Code::not_permitted);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.pays_amount = Amount(501); }),
            Code::insufficient_balance);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.gets_amount = Amount(501); }),
            Code::insufficient_balance);
  EXPECT_EQ(code_of([](Exchange&) {}, "carol"), Code::insufficient_balance);
  EXPECT_EQ(code_of([](Exchange& e) { e.quote.taker = address_of("alice"); }), Code::success);
}

TEST_F(ExchangeTest, LimitsHoldForBothSides) {
  constexpr Amount kAny(UINT64_MAX);
  const auto limit = [this](std::string_view name, AccountLimit limit) {
    ASSERT_EQ(run("chat", SetLimits{address_of(name), 0, {limit}}), Code::success);
  };
  limit("alice", {kEur, kAny, kAny, Amount(10), kAny, kAny});
  EXPECT_EQ(run("alice", quote(200, 300)), Code::limit_exceeded);
  limit("alice", {kUsd, kAny, Amount(10), kAny, kAny, kAny});
  EXPECT_EQ(run("alice", quote(200, 300)), Code::payee_limit_exceeded);
  limit("alice", {kUsd, kAny, kAny, kAny, kAny, kAny});
  Exchange exchange = quote(200, 300);
  const SetLimits dealers{address_of("bob"), 0, {{kUsd, kAny, kAny, Amount(10), kAny, kAny}}};
  ASSERT_EQ(run("chat", dealers), Code::success);
  EXPECT_EQ(run("alice", exchange), Code::limit_exceeded);
  EXPECT_EQ(chain_.balance("alice", kUsd), 1'000U);
}

TEST(BurnTest, TakesMoneyOutOfBalanceAndSupply) {
  Chain chain;
  const auto run = [&chain](std::string_view sender, const CurrencyCode& code,
                            std::uint64_t amount) {
    return chain.run_one(sender, Burn{code, Amount(amount)}).code;
  };
  ASSERT_EQ(chain.run_one("alice", pay("issuer", kUsd, 100)).code, Code::success);
  EXPECT_EQ(run("alice", test::code("XXX"), 0), Code::invalid_amount);
  EXPECT_EQ(run("alice", test::code("XXX"), 1), Code::unknown_currency);
  EXPECT_EQ(run("alice", kUsd, 1), Code::not_permitted);
  EXPECT_EQ(run("issuer", kUsd, 101), Code::insufficient_balance);
  const Receipt receipt = chain.run_one("issuer", Burn{kUsd, Amount(60)});
  EXPECT_THAT(receipt.events, testing::ElementsAre(Event{
                                  EventKind::burned, address_of("issuer"), {}, kUsd, Amount(60)}));
  EXPECT_EQ(chain.balance("issuer", kUsd), 40U);
  EXPECT_EQ(chain.state().currency(kUsd)->supply, Supply(1'440));
}

}  // namespace
}  // namespace pennypost::execution
