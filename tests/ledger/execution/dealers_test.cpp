#include <gtest/gtest.h>

#include "ledger/execution/operations.h"
#include "ledger/state/overlay.h"
#include "tests/ledger/support/world.h"

// Dual control of supply, and statements of reserves (L83, L89 to L92).
namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kEur;
using test::kSecondUs;
using test::kUsd;
using test::pay;

execution::Genesis controlled_genesis() {
  execution::Genesis genesis = test::small_genesis();
  genesis.currencies[1].policy = CurrencyPolicy::dealers;
  return genesis;
}

class DealersTest : public testing::Test {
 protected:
  DealersTest() { EXPECT_EQ(set({"alice", "bob"}), Code::success); }

  Code code(std::string_view sender, Operation operation) {
    return chain.run_one(sender, std::move(operation)).code;
  }
  Code set(const std::vector<std::string>& names) {
    SetDealers out{kUsd, {}};
    for (const std::string& name : names) out.dealers.push_back(address_of(name));
    std::ranges::sort(out.dealers);
    return code("issuer", out);
  }
  RequestSupply request(SupplyChange change, std::uint64_t amount) {
    return {change, kUsd, Amount(amount), chain.now() + kHourUs};
  }
  /// Its id; the request has to succeed.
  RequestId ask(std::string_view dealer, SupplyChange change, std::uint64_t amount) {
    const Transaction transaction = chain.next(dealer, request(change, amount));
    EXPECT_EQ(chain.code_of(transaction), Code::success);
    return RequestId{transaction.id.bytes};
  }
  std::uint64_t supply() const {
    return static_cast<std::uint64_t>(chain.state().currency(kUsd)->supply.value());
  }

  Chain chain{controlled_genesis()};
};

TEST_F(DealersTest, ADealerAsksAndTheIssuerMints) {
  const RequestId id = ask("alice", SupplyChange::mint, 70);
  EXPECT_EQ(supply(), 1'500U);
  const Receipt receipt = chain.run_one("issuer", ApproveRequest{id});
  ASSERT_EQ(receipt.events.size(), 2U);
  EXPECT_EQ(receipt.events[0].kind, EventKind::request_approved);
  EXPECT_EQ(receipt.events[0].subject, Hash{id.bytes});
  EXPECT_EQ(receipt.events[1], (Event{EventKind::mint, {}, address_of("alice"), kUsd, Amount(70)}));
  EXPECT_EQ(chain.balance("alice", kUsd), 1'070U);
  EXPECT_EQ(supply(), 1'570U);
  EXPECT_EQ(code("issuer", ApproveRequest{id}), Code::unknown_request);
}

TEST_F(DealersTest, WhatIsToBeBurnedIsSetAside) {
  const RequestId id = ask("bob", SupplyChange::burn, 200);
  EXPECT_EQ(chain.balance("bob", kUsd), 300U);
  EXPECT_EQ(supply(), 1'500U);
  EXPECT_EQ(chain.get("bob").holds, 1U);
  EXPECT_EQ(code("issuer", ApproveRequest{id}), Code::success);
  EXPECT_EQ(supply(), 1'300U);
  EXPECT_EQ(chain.balance("bob", kUsd), 300U);
  EXPECT_EQ(chain.get("bob").holds, 0U);
}

TEST_F(DealersTest, NobodyActsAlone) {
  EXPECT_EQ(code("issuer", Mint{address_of("issuer"), kUsd, Amount(5)}), Code::dual_control);
  EXPECT_EQ(code("issuer", Burn{kUsd, Amount(5)}), Code::dual_control);
  EXPECT_EQ(code("issuer", request(SupplyChange::mint, 5)), Code::not_permitted);
  EXPECT_EQ(code("carol", request(SupplyChange::mint, 5)), Code::not_permitted);
  SetDealers itself{kUsd, {address_of("issuer")}};
  EXPECT_EQ(code("issuer", itself), Code::invalid_settings);
  const RequestId id = ask("alice", SupplyChange::mint, 5);
  EXPECT_EQ(code("alice", ApproveRequest{id}), Code::not_permitted);
  EXPECT_EQ(code("bob", ApproveRequest{id}), Code::not_permitted);
  EXPECT_EQ(code("governance", ApproveRequest{id}), Code::not_permitted);
  EXPECT_EQ(code("alice", request(SupplyChange::burn, 1'001)), Code::insufficient_balance);
  EXPECT_EQ(code("alice", request(SupplyChange::burn, 0)), Code::invalid_amount);
  RequestSupply other = request(SupplyChange::mint, 5);
  other.currency = kEur;  // minted by its issuer alone
  EXPECT_EQ(code("alice", other), Code::not_permitted);
  other.currency = test::code("XXX");
  EXPECT_EQ(code("alice", other), Code::unknown_currency);
}

TEST_F(DealersTest, RequestsAreCancelledByEitherSide) {
  const RequestId first = ask("bob", SupplyChange::burn, 200);
  const RequestId second = ask("bob", SupplyChange::burn, 50);
  EXPECT_EQ(code("alice", CancelRequest{first}), Code::not_permitted);
  EXPECT_EQ(code("bob", CancelRequest{first}), Code::success);
  EXPECT_EQ(chain.balance("bob", kUsd), 450U);
  const Receipt receipt = chain.run_one("issuer", CancelRequest{second});
  EXPECT_EQ(receipt.events[0].kind, EventKind::request_ended);
  EXPECT_EQ(receipt.events[0].from, address_of("issuer"));
  EXPECT_EQ(chain.balance("bob", kUsd), 500U);
  EXPECT_EQ(code("bob", CancelRequest{second}), Code::unknown_request);
  EXPECT_EQ(code("bob", CancelRequest{}), Code::unknown_request);
}

TEST_F(DealersTest, RequestsExpireToTheMicrosecond) {
  const RequestSupply burn = request(SupplyChange::burn, 200);
  const Transaction asked = chain.next("bob", burn);
  EXPECT_EQ(chain.code_of(asked), Code::success);
  const RequestId mint = ask("alice", SupplyChange::mint, 5);
  chain.run({}, us_between(chain.now(), burn.expiry) - 1);
  EXPECT_EQ(chain.get("bob").holds, 1U);
  EXPECT_EQ(chain.state().next_due(), burn.expiry);
  const auto& block =
      chain.run({chain.next("issuer", ApproveRequest{RequestId{asked.id.bytes}})}, 1);
  ASSERT_EQ(block.kept.size(), 2U);
  EXPECT_EQ(block.kept[0].receipt.events[0].kind, EventKind::request_ended);
  EXPECT_TRUE(block.kept[0].receipt.events[0].from.is_zero());
  EXPECT_EQ(block.kept[1].receipt.code, Code::unknown_request);
  EXPECT_EQ(chain.balance("bob", kUsd), 500U);
  chain.run({});
  EXPECT_EQ(chain.state().find(state::StateKey::of(mint)), nullptr);
}

TEST_F(DealersTest, AnExpiredRequestIsNotApprovedThoughNotSwept) {
  const RequestId id = ask("alice", SupplyChange::mint, 5);
  const TimestampUs expiry = chain.state().get<SupplyRequest>(state::StateKey::of(id))->expiry;
  state::Overlay unswept(chain.state(), expiry);
  const Transaction any = chain.next("issuer", ApproveRequest{id});
  std::optional<EpochChange> epoch_change;
  Call call{unswept, test::kChain, expiry, any, any.sender, epoch_change};
  EXPECT_EQ(perform(ApproveRequest{id}, call).code, Code::request_expired);
}

TEST_F(DealersTest, TheQueueIsBounded) {
  for (std::uint32_t i = 0; i < kRequestsMax; ++i) ask("alice", SupplyChange::mint, 1);
  EXPECT_EQ(code("alice", request(SupplyChange::mint, 1)), Code::too_many_requests);
  EXPECT_EQ(code("bob", request(SupplyChange::mint, 1)), Code::success);
  RequestSupply late = request(SupplyChange::mint, 1);
  late.expiry = chain.now();
  EXPECT_EQ(code("bob", late), Code::invalid_expiry);
  late.expiry = chain.now() + (kRequestUsMax + 10 * kSecondUs);
  EXPECT_EQ(code("bob", late), Code::invalid_expiry);
}

TEST_F(DealersTest, ADealerWithOpenRequestsStays) {
  const RequestId id = ask("alice", SupplyChange::mint, 1);
  EXPECT_EQ(set({"bob"}), Code::requests_open);
  EXPECT_EQ(set({"alice"}), Code::success);
  EXPECT_EQ(code("bob", request(SupplyChange::mint, 5)), Code::not_permitted);
  EXPECT_EQ(code("issuer", CancelRequest{id}), Code::success);
  EXPECT_EQ(set({}), Code::success);
  EXPECT_EQ(chain.state().find(state::StateKey::dealers(kUsd)), nullptr);
  EXPECT_EQ(set({"nobody"}), Code::unknown_account);
  EXPECT_EQ(code("alice", SetDealers{kUsd, {}}), Code::not_permitted);
  EXPECT_EQ(code("issuer", SetDealers{kEur, {}}), Code::not_permitted);
  EXPECT_EQ(code("issuer", SetDealers{kUsd, {address_of("bob"), address_of("bob")}}),
            Code::invalid_settings);
}

TEST_F(DealersTest, AnAccountWithMoneyInARequestStaysOpen) {
  EXPECT_EQ(set({"bob", "carol"}), Code::success);
  const RequestId id = ask("bob", SupplyChange::burn, 500);
  EXPECT_EQ(code("bob", CloseAccount{}), Code::account_not_empty);
  EXPECT_EQ(code("issuer", ApproveRequest{id}), Code::success);
  const RequestId mint = ask("bob", SupplyChange::mint, 5);
  EXPECT_EQ(code("bob", CloseAccount{}), Code::success);
  EXPECT_EQ(code("issuer", ApproveRequest{mint}), Code::account_closed);
}

TEST_F(DealersTest, GovernanceChoosesThePolicy) {
  EXPECT_EQ(code("issuer", SetCurrency{kUsd, CurrencyPolicy::direct, Amount(9)}),
            Code::not_permitted);
  EXPECT_EQ(code("governance", SetCurrency{test::code("XXX"), CurrencyPolicy::direct, Amount(9)}),
            Code::unknown_currency);
  EXPECT_EQ(code("governance", SetCurrency{kUsd, CurrencyPolicy::basket, Amount(9)}),
            Code::invalid_settings);
  const RequestId id = ask("alice", SupplyChange::mint, 5);
  EXPECT_EQ(code("governance", SetCurrency{kUsd, CurrencyPolicy::direct, Amount(9)}),
            Code::success);
  EXPECT_EQ(chain.state().currency(kUsd)->attested_above, Amount(9));
  EXPECT_EQ(code("issuer", Mint{address_of("bob"), kUsd, Amount(5)}), Code::success);
  EXPECT_EQ(code("issuer", ApproveRequest{id}), Code::success);  // what was asked stays asked
}

TEST_F(DealersTest, ReservesAreStated) {
  StateReserve statement{kUsd, id_of("report"), Amount(2'000), chain.now()};
  EXPECT_EQ(code("alice", statement), Code::not_permitted);
  EXPECT_EQ(code("issuer", statement), Code::success);
  const auto* reserve = chain.state().get<Reserve>(state::StateKey::reserve(kUsd));
  ASSERT_NE(reserve, nullptr);
  EXPECT_EQ(reserve->stated, chain.now());
  EXPECT_EQ(code("issuer", statement), Code::invalid_expiry);  // not newer
  statement.as_of = chain.now();
  EXPECT_EQ(code("issuer", statement), Code::success);
  statement.as_of = chain.now() + kHourUs;
  EXPECT_EQ(code("issuer", statement), Code::invalid_expiry);
  statement.as_of = chain.now();
  statement.amount = Amount(0);
  EXPECT_EQ(code("issuer", statement), Code::invalid_amount);
  statement.amount = Amount(1);
  statement.statement = {};
  EXPECT_EQ(code("issuer", statement), Code::invalid_settings);
  statement.statement = id_of("report");
  statement.currency = test::code("XXX");
  EXPECT_EQ(code("issuer", statement), Code::unknown_currency);
}

}  // namespace
}  // namespace pennypost::execution
