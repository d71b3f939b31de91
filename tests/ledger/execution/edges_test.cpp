// Reasons that hardly ever hold: lists that are too long, accounts that are frozen in the middle of
// something, and first states that no chain begins with.
#include <gtest/gtest.h>

#include <functional>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kEur;
using test::kUsd;

class EdgesTest : public testing::Test {
 protected:
  Code run(std::string_view sender, Operation operation) {
    return chain_.run_one(sender, std::move(operation)).code;
  }
  static std::vector<Address> addresses(std::size_t count) {
    std::vector<Address> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(address_of(std::to_string(i)));
    std::ranges::sort(out);
    return out;
  }
  static std::vector<CurrencyCode> codes(std::size_t count) {
    std::vector<CurrencyCode> out;
    for (std::size_t i = 0; i < count; ++i) {
      out.push_back(test::code("C" + std::string(1, static_cast<char>('A' + i)) + "X"));
    }
    return out;
  }
  void freeze(std::string_view name) {
    std::vector<Address> officers{address_of("issuer"), address_of("chat")};
    std::ranges::sort(officers);
    ASSERT_EQ(run("governance", SetOfficers{officers}), Code::success);
    const FreezeAccount terms{address_of(name), 1, id_of("order"), chain_.now() + kDayUs};
    ASSERT_EQ(run("issuer", terms), Code::success);
    ASSERT_EQ(run("chat", terms), Code::success);
  }
  void make_basket() {
    ASSERT_EQ(
        run("governance",
            RegisterBasket{
                test::code("MIX"), 2, 2, address_of("issuer"), Amount(100), {{kUsd, Amount(7)}}}),
        Code::success);
  }
  void make_dealer(std::string_view name) {
    ASSERT_EQ(run("governance", SetCurrency{kUsd, CurrencyPolicy::dealers, Amount(UINT64_MAX)}),
              Code::success);
    ASSERT_EQ(run("issuer", SetDealers{kUsd, {address_of(name)}}), Code::success);
  }

  Chain chain_;
};

TEST_F(EdgesTest, ListsAreBounded) {
  std::vector<RegisterBasket::Component> components;
  for (const CurrencyCode& each : codes(kComponentsMax + 1))
    components.push_back({each, Amount(1)});
  EXPECT_EQ(run("governance", RegisterBasket{test::code("MIX"), 2, 2, address_of("issuer"),
                                             Amount(1), components}),
            Code::invalid_settings);
  EXPECT_EQ(run("governance",
                RegisterBasket{
                    test::code("MIX"), 2, 3, address_of("issuer"), Amount(1), {{kUsd, Amount(1)}}}),
            Code::invalid_currency);
  make_dealer("alice");
  EXPECT_EQ(run("issuer", SetDealers{kUsd, addresses(kDealersMax + 1)}), Code::invalid_settings);
  EXPECT_EQ(run("alice", SetRecovery{addresses(kGuardiansMax + 1), 1, kHourUs}),
            Code::invalid_settings);
  EXPECT_EQ(run("alice", SetRecovery{{}, 0, 1}), Code::invalid_settings);
  EXPECT_EQ(run("alice", SetDepositRule{true, addresses(kDepositorsMax + 1)}),
            Code::invalid_settings);
  std::vector<AccountLimit> limits;
  std::vector<SetDelegate::Limit> delegate_limits;
  for (const CurrencyCode& each : codes(kAccountLimitsMax + 1)) {
    limits.push_back({each, Amount(1), Amount(1), Amount(1), Amount(1), Amount(1)});
    delegate_limits.push_back({each, Amount(1), Amount(1)});
  }
  EXPECT_EQ(run("chat", SetTier{1, limits}), Code::invalid_settings);
  EXPECT_EQ(run("chat", SetDelegate{0, test::key_of("gateway"), true, delegate_limits}),
            Code::invalid_settings);
}

TEST_F(EdgesTest, AFrozenAccountConvertsNothing) {
  make_basket();
  freeze("alice");
  EXPECT_EQ(run("alice", MintBasket{test::code("MIX"), Amount(10)}), Code::account_frozen);
  EXPECT_EQ(run("alice", RedeemBasket{test::code("MIX"), Amount(10)}), Code::account_frozen);
}

TEST_F(EdgesTest, AFrozenDealerBurnsNothing) {
  make_dealer("alice");
  const RequestSupply ask{SupplyChange::burn, kUsd, Amount(5), chain_.now() + kHourUs};
  const Receipt asked = chain_.run_one("alice", ask);
  ASSERT_EQ(asked.code, Code::success);
  freeze("alice");
  EXPECT_EQ(run("alice", ask), Code::account_frozen);
  EXPECT_EQ(run("issuer", ApproveRequest{RequestId{asked.transaction_id.bytes}}),
            Code::account_frozen);
}

TEST_F(EdgesTest, LimitsHoldForBasketsAndDealersToo) {
  make_basket();
  const auto limit = [](const CurrencyCode& of, std::uint64_t holding, std::uint64_t in,
                        std::uint64_t out) {
    return AccountLimit{of, Amount(holding), Amount(in), Amount(out), Amount(in), Amount(out)};
  };
  const CurrencyCode mix = test::code("MIX");
  const auto set = [&](const AccountLimit& each) {
    ASSERT_EQ(run("chat", SetLimits{address_of("alice"), 0, {each}}), Code::success);
  };
  set(limit(kUsd, UINT64_MAX, UINT64_MAX, 1));
  EXPECT_EQ(run("alice", MintBasket{mix, Amount(100)}), Code::limit_exceeded);
  set(limit(mix, 1, UINT64_MAX, UINT64_MAX));
  EXPECT_EQ(run("alice", MintBasket{mix, Amount(100)}), Code::payee_limit_exceeded);
  set(limit(mix, UINT64_MAX, UINT64_MAX, 1));
  ASSERT_EQ(run("alice", MintBasket{mix, Amount(100)}), Code::success);
  EXPECT_EQ(run("alice", RedeemBasket{mix, Amount(100)}), Code::limit_exceeded);
  set(limit(kUsd, 1, UINT64_MAX, UINT64_MAX));
  EXPECT_EQ(run("alice", RedeemBasket{mix, Amount(100)}), Code::payee_limit_exceeded);
  make_dealer("alice");
  const Receipt asked = chain_.run_one(
      "alice", RequestSupply{SupplyChange::mint, kUsd, Amount(5), chain_.now() + kHourUs});
  ASSERT_EQ(asked.code, Code::success);
  EXPECT_EQ(run("issuer", ApproveRequest{RequestId{asked.transaction_id.bytes}}),
            Code::payee_limit_exceeded);
}

TEST_F(EdgesTest, NothingIsRefundedAfterItsTime) {
  const Receipt paid = chain_.run_one(
      "alice", RefundableTransfer{address_of("bob"), kUsd, Amount(5), chain_.now() + kHourUs});
  ASSERT_EQ(paid.code, Code::success);
  chain_.run({}, kHourUs);
  EXPECT_EQ(run("bob", Refund{RefundableId{paid.transaction_id.bytes}, Amount(5)}),
            Code::unknown_refundable);
}

TEST(GenesisEdges, AFirstStateCountsNothing) {
  const auto refused = [](const std::function<void(Genesis&)>& change) {
    Genesis genesis = test::small_genesis();
    change(genesis);
    const auto made = make_genesis(genesis);
    EXPECT_FALSE(made);
    if (!made) EXPECT_EQ(made.error().code, "invalid_genesis");
  };
  const auto of_account = [&](const std::function<void(Account&)>& change) {
    refused([&](Genesis& genesis) { change(genesis.accounts[3].account); });
  };
  of_account([](Account& each) { each.set(AccountFlag::frozen, true); });
  of_account([](Account& each) { each.hour = 1; });
  of_account([](Account& each) { each.transactions = 1; });
  of_account([](Account& each) { each.holds = 1; });
  of_account([](Account& each) { each.mandates = 1; });
  of_account([](Account& each) { each.refundables = 1; });
  refused([](Genesis& genesis) { genesis.currencies[0].policy = CurrencyPolicy::basket; });
  refused([](Genesis& genesis) { genesis.parameters.caps.account_holds_max = 0; });
}

}  // namespace
}  // namespace pennypost::execution
