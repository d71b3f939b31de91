#include "ledger/execution/operations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::account;
using test::address_of;
using test::Chain;
using test::code;
using test::kEur;
using test::key_of;
using test::kUsd;
using test::pay;
using testing::ElementsAre;

constexpr std::uint64_t kAll = UINT64_MAX;

CurrencyCode numbered_code(std::size_t i) {
  return code(std::string("C") + static_cast<char>('A' + i / 26) + static_cast<char>('A' + i % 26));
}

/// A genesis where carol holds as many currencies as an account can, and USD is not among them.
Genesis crowded_genesis() {
  Genesis genesis = test::small_genesis();
  Account& carol = genesis.accounts.back().account;
  for (std::size_t i = 0; i < kBalancesMax; ++i) {
    genesis.currencies.push_back({numbered_code(i), 0, 0, address_of("issuer"), Supply(1)});
    carol.balances.push_back({numbered_code(i), Amount(1)});
  }
  return genesis;
}

/// A genesis where bob's USD cannot grow by more than 10.
Genesis full_genesis() {
  Genesis genesis = test::small_genesis();
  genesis.accounts[4].account.balances = {{kUsd, Amount(kAll - 10)}};
  genesis.currencies[1].supply = Supply(Uint128{kAll} - 10 + 1'000);
  return genesis;
}

// --- Transfer ---------------------------------------------------------------------------------

TEST(TransferTest, MovesTheAmountAndSaysSo) {
  Chain chain;
  const Receipt receipt = chain.run_one("alice", pay("bob", kUsd, 300));
  EXPECT_EQ(receipt.code, Code::success);
  EXPECT_EQ(chain.balance("alice", kUsd), 700U);
  EXPECT_EQ(chain.balance("bob", kUsd), 800U);
  EXPECT_THAT(receipt.events, ElementsAre(Event{EventKind::transfer, address_of("alice"),
                                                address_of("bob"), kUsd, Amount(300)}));
}

TEST(TransferTest, OfTheWholeBalanceLeavesNoZeroBehind) {
  Chain chain;
  EXPECT_EQ(chain.run_one("bob", pay("carol", kUsd, 500)).code, Code::success);
  EXPECT_TRUE(chain.get("bob").balances.empty());
  EXPECT_EQ(chain.balance("carol", kUsd), 500U);
}

TEST(TransferTest, GuardsStandInTheirOrder) {
  Chain chain;
  const auto code_of = [&chain](const Transfer& transfer) {
    return chain.run_one("alice", transfer).code;
  };
  const CurrencyCode none = code("XXX");
  EXPECT_EQ(code_of(pay("alice", none, 0)), Code::invalid_amount);
  EXPECT_EQ(code_of(pay("alice", none, 1)), Code::self_transfer);
  EXPECT_EQ(code_of(pay("nobody", none, 1)), Code::unknown_currency);
  EXPECT_EQ(code_of(pay("nobody", kUsd, 1'001)), Code::unknown_account);
  EXPECT_EQ(code_of(pay("bob", kUsd, 1'001)), Code::insufficient_balance);
  EXPECT_EQ(code_of(pay("bob", kUsd, kAll)), Code::insufficient_balance);
  EXPECT_EQ(chain.run_one("bob", pay("alice", kEur, 1)).code, Code::insufficient_balance);
  EXPECT_EQ(chain.balance("alice", kUsd), 1'000U);
  EXPECT_EQ(chain.balance("bob", kUsd), 500U);
  EXPECT_EQ(chain.get("alice").sequence_number, SequenceNumber(6));
}

TEST(TransferTest, RefusesABalanceThatWouldNotFit) {
  Chain chain(full_genesis());
  EXPECT_EQ(chain.run_one("alice", pay("bob", kUsd, 11)).code, Code::overflow);
  EXPECT_EQ(chain.run_one("alice", pay("bob", kUsd, 10)).code, Code::success);
  EXPECT_EQ(chain.balance("bob", kUsd), kAll);
}

TEST(TransferTest, RefusesOneCurrencyTooMany) {
  Chain chain(crowded_genesis());
  EXPECT_EQ(chain.run_one("alice", pay("carol", kUsd, 1)).code, Code::too_many_currencies);
  EXPECT_EQ(chain.run_one("carol", pay("alice", numbered_code(3), 1)).code, Code::success);
  EXPECT_EQ(chain.run_one("alice", pay("carol", kUsd, 1)).code, Code::success);
  EXPECT_EQ(chain.run_one("alice", pay("carol", kUsd, 1)).code, Code::success);  // holds it already
}

// --- Batch ------------------------------------------------------------------------------------

TEST(BatchTest, PaysEveryLeg) {
  Chain chain;
  const Receipt receipt = chain.run_one(
      "alice",
      TransferBatch{{pay("bob", kUsd, 100), pay("carol", kEur, 500), pay("bob", kUsd, 1)}});
  EXPECT_EQ(receipt.code, Code::success);
  EXPECT_EQ(receipt.events.size(), 3U);
  EXPECT_EQ(receipt.accounts.size(), 3U);
  EXPECT_EQ(chain.balance("bob", kUsd), 601U);
  EXPECT_EQ(chain.balance("carol", kEur), 500U);
  EXPECT_EQ(chain.balance("alice", kUsd), 899U);
  EXPECT_EQ(chain.balance("alice", kEur), 0U);
}

TEST(BatchTest, IsAllOrNothingAndTheFirstFailureNamesTheCode) {
  Chain chain;
  const auto code_of = [&chain](std::vector<Transfer> legs) {
    const Receipt receipt = chain.run_one("alice", TransferBatch{std::move(legs)});
    EXPECT_TRUE(receipt.events.empty());
    EXPECT_EQ(receipt.accounts.size(), 1U);
    return receipt.code;
  };
  const Transfer good = pay("bob", kUsd, 600);
  EXPECT_EQ(code_of({good, pay("bob", kUsd, 401)}), Code::insufficient_balance);
  EXPECT_EQ(code_of({good, pay("alice", kUsd, 1), pay("bob", kUsd, 0)}), Code::self_transfer);
  EXPECT_EQ(code_of({good, pay("bob", kUsd, 0), pay("alice", kUsd, 1)}), Code::invalid_amount);
  EXPECT_EQ(code_of({good, pay("nobody", kUsd, 1)}), Code::unknown_account);
  EXPECT_EQ(code_of({good, pay("bob", code("XXX"), 1)}), Code::unknown_currency);
  EXPECT_EQ(chain.balance("alice", kUsd), 1'000U);
  EXPECT_EQ(chain.balance("bob", kUsd), 500U);
}

TEST(BatchTest, SumsOverLegsToOnePayee) {
  Chain full(full_genesis());
  const auto twice = [](std::uint64_t amount) {
    return TransferBatch{{pay("bob", kUsd, amount), pay("bob", kUsd, amount)}};
  };
  EXPECT_EQ(full.run_one("alice", twice(6)).code, Code::overflow);
  EXPECT_EQ(full.run_one("alice", twice(5)).code, Code::success);
  Chain crowded(crowded_genesis());
  EXPECT_EQ(crowded.run_one("alice", TransferBatch{{pay("carol", kUsd, 1)}}).code,
            Code::too_many_currencies);
}

TEST(BatchTest, HasBetween1And8192Legs) {
  Chain chain;
  EXPECT_EQ(chain.run_one("alice", TransferBatch{}).code, Code::invalid_batch);
  TransferBatch batch{std::vector<Transfer>(kLegsMax + 1, pay("bob", kUsd, 1))};
  EXPECT_EQ(chain.run_one("alice", batch).code, Code::invalid_batch);
  batch.legs.pop_back();
  EXPECT_EQ(chain.run_one("alice", batch).code, Code::insufficient_balance);
}

// --- Accounts -----------------------------------------------------------------------------------

CreateAccount opening(std::string_view name, AccountRole role = AccountRole::user) {
  return CreateAccount{key_of(name), Salt{}, role};
}

TEST(CreateAccountTest, OpensAUserBelowTheInstitution) {
  Chain chain;
  const Receipt receipt = chain.run_one("chat", opening("dave"));
  EXPECT_EQ(receipt.code, Code::success);
  EXPECT_THAT(receipt.events, ElementsAre(Event{EventKind::account_created, Address{},
                                                address_of("dave"), CurrencyCode{}, Amount(0)}));
  const Account& dave = chain.get("dave");
  EXPECT_EQ(dave.parent, address_of("chat"));
  EXPECT_EQ(dave.role, AccountRole::user);
  EXPECT_EQ(dave.authentication_key, key_of("dave"));
  EXPECT_EQ(dave.sequence_number, SequenceNumber(0));
  EXPECT_TRUE(dave.last_version.has_value());
  EXPECT_EQ(receipt.accounts.size(), 2U);
  EXPECT_EQ(chain.run_one("alice", pay("dave", kUsd, 1)).code, Code::success);
  EXPECT_EQ(chain.run_one("dave", pay("alice", kUsd, 1)).code, Code::success);
}

TEST(CreateAccountTest, OnlyThoseMayWhoMay) {
  Chain chain;
  const auto code_of = [&chain](std::string_view sender, std::string_view name, AccountRole role) {
    return chain.run_one(sender, opening(name, role)).code;
  };
  using enum AccountRole;
  EXPECT_EQ(code_of("alice", "x1", user), Code::not_permitted);
  EXPECT_EQ(code_of("chat", "x2", institution), Code::not_permitted);
  EXPECT_EQ(code_of("chat", "x3", governance), Code::not_permitted);
  EXPECT_EQ(code_of("governance", "x4", governance), Code::not_permitted);
  EXPECT_EQ(code_of("governance", "x5", institution), Code::success);
  EXPECT_EQ(code_of("governance", "x6", user), Code::success);
  EXPECT_EQ(code_of("x5", "x7", user), Code::success);
  EXPECT_EQ(code_of("alice", "bob", user), Code::not_permitted);  // before whether it exists
}

TEST(CreateAccountTest, NeverTwice) {
  Chain chain;
  EXPECT_EQ(chain.run_one("chat", opening("dave")).code, Code::success);
  EXPECT_EQ(chain.run_one("chat", opening("dave")).code, Code::account_exists);
  EXPECT_EQ(chain.run_one("issuer", opening("alice")).code, Code::account_exists);
  EXPECT_EQ(chain.balance("alice", kUsd), 1'000U);
  CreateAccount salted = opening("dave");
  salted.salt.bytes[0] = 1;
  EXPECT_EQ(chain.run_one("chat", salted).code, Code::success);
}

// --- Supply
// ---------------------------------------------------------------------------------------

TEST(RegisterCurrencyTest, IsGovernancesAlone) {
  Chain chain;
  const RegisterCurrency jpy{code("JPY"), 0, 0, address_of("issuer")};
  EXPECT_EQ(chain.run_one("issuer", jpy).code, Code::not_permitted);
  const Receipt receipt = chain.run_one("governance", jpy);
  EXPECT_EQ(receipt.code, Code::success);
  EXPECT_THAT(receipt.events, ElementsAre(Event{EventKind::currency_registered, Address{},
                                                address_of("issuer"), code("JPY"), Amount(0)}));
  EXPECT_EQ(chain.state().currency(code("JPY"))->supply, Supply(0));
  EXPECT_EQ(chain.run_one("governance", jpy).code, Code::currency_exists);
}

TEST(RegisterCurrencyTest, GuardsDecimalsAndIssuer) {
  Chain chain;
  const auto code_of = [&chain](std::uint8_t decimals, std::uint8_t display, std::string_view who) {
    return chain
        .run_one("governance", RegisterCurrency{code("JPY"), decimals, display, address_of(who)})
        .code;
  };
  EXPECT_EQ(code_of(10, 2, "issuer"), Code::invalid_currency);
  EXPECT_EQ(code_of(2, 3, "issuer"), Code::invalid_currency);
  EXPECT_EQ(code_of(9, 9, "nobody"), Code::unknown_account);
  EXPECT_EQ(code_of(9, 9, "issuer"), Code::success);
}

TEST(MintTest, RaisesSupplyAndBalance) {
  Chain chain;
  const Receipt receipt = chain.run_one("issuer", Mint{address_of("carol"), kUsd, Amount(70)});
  EXPECT_EQ(receipt.code, Code::success);
  EXPECT_THAT(receipt.events, ElementsAre(Event{EventKind::mint, Address{}, address_of("carol"),
                                                kUsd, Amount(70)}));
  EXPECT_EQ(chain.balance("carol", kUsd), 70U);
  EXPECT_EQ(chain.state().currency(kUsd)->supply, Supply(1'570));
}

TEST(MintTest, ToTheIssuerItselfTouchesOneAccount) {
  Chain chain;
  const Receipt receipt = chain.run_one("issuer", Mint{address_of("issuer"), kUsd, Amount(70)});
  EXPECT_EQ(receipt.code, Code::success);
  EXPECT_EQ(receipt.accounts.size(), 1U);
  EXPECT_EQ(chain.balance("issuer", kUsd), 70U);
}

TEST(MintTest, GuardsStandInTheirOrder) {
  Chain chain(full_genesis());
  const auto code_of = [&chain](std::string_view sender, std::string_view to, CurrencyCode currency,
                                std::uint64_t amount) {
    return chain.run_one(sender, Mint{address_of(to), currency, Amount(amount)}).code;
  };
  EXPECT_EQ(code_of("alice", "nobody", code("XXX"), 0), Code::invalid_amount);
  EXPECT_EQ(code_of("alice", "nobody", code("XXX"), 1), Code::unknown_currency);
  EXPECT_EQ(code_of("alice", "nobody", kUsd, 1), Code::not_permitted);
  EXPECT_EQ(code_of("governance", "alice", kUsd, 1), Code::not_permitted);
  EXPECT_EQ(code_of("issuer", "nobody", kUsd, 1), Code::unknown_account);
  EXPECT_EQ(code_of("issuer", "bob", kUsd, 11), Code::overflow);
  EXPECT_EQ(code_of("issuer", "bob", kUsd, 10), Code::success);
  Chain crowded(crowded_genesis());
  EXPECT_EQ(crowded.run_one("issuer", Mint{address_of("carol"), kUsd, Amount(1)}).code,
            Code::too_many_currencies);
}

// No chain can get there by mints of 64 bits: the state is made by hand.
TEST(MintTest, RefusesASupplyThatWouldNotFit) {
  Chain chain;
  state::Overlay overlay(chain.state(), chain.now());
  overlay.edit_currency(kUsd).supply = Supply(~Uint128{0} - 5);
  const Transaction any = chain.next("issuer", Mint{});
  std::optional<EpochChange> epoch_change;
  Call call{overlay, test::kChain, chain.now(), any, any.sender, epoch_change};
  EXPECT_EQ(perform(Mint{address_of("bob"), kUsd, Amount(6)}, call).code, Code::overflow);
  EXPECT_EQ(overlay.account(address_of("bob"))->balance(kUsd), Amount(500));
  EXPECT_EQ(perform(Mint{address_of("bob"), kUsd, Amount(5)}, call).code, Code::success);
}

}  // namespace
}  // namespace pennypost::execution
