#include "ledger/execution/genesis.h"

#include <gtest/gtest.h>

#include <functional>

#include "ledger/state/state_tree.h"
#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::kUsd;
using test::small_genesis;

TEST(GenesisTest, IsVersionZeroOfEpochZero) {
  const Genesis genesis = small_genesis();
  const auto made = make_genesis(genesis);
  ASSERT_TRUE(made.has_value());
  const LedgerInfo& info = made->block->ledger_info;
  EXPECT_EQ(info.chain_id, test::kChain);
  EXPECT_EQ(info.epoch, Epoch(0));
  EXPECT_EQ(info.round, Round(0));
  EXPECT_EQ(info.height, Height(0));
  EXPECT_TRUE(info.block_id.is_zero());
  EXPECT_EQ(info.version, Version(0));
  EXPECT_EQ(info.timestamp, genesis.timestamp);
  EXPECT_EQ(info.next_validators_hash, codec::hash_of(genesis.validators));
  EXPECT_EQ(info.accumulator_root,
            codec::block_leaf(
                {Epoch(0), Round(0), BlockId{}, genesis.timestamp, info.state_root, Version(0)}));
  EXPECT_EQ(made->waypoint, (Waypoint{Version(0), codec::hash_of(info)}));
  EXPECT_EQ(made->block->leaf_hashes.size(), 1U);
}

TEST(GenesisTest, HoldsWhatItWasGiven) {
  const auto made = make_genesis(small_genesis());
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->state.parameters()->governance, address_of("governance"));
  EXPECT_EQ(made->state.currency(kUsd)->supply, Supply(1'500));
  EXPECT_EQ(made->state.account(address_of("alice"))->balance(kUsd), Amount(1'000));
  EXPECT_EQ(made->state.entries().size(), 10U);
  EXPECT_EQ(made->block->changes.entries.size(), 10U);
  EXPECT_EQ(state::StateTree().with(made->block->changes).root(),
            made->block->ledger_info.state_root);
}

TEST(GenesisTest, EveryPartChangesTheWaypoint) {
  const auto waypoint_with = [](const std::function<void(Genesis&)>& change) {
    Genesis genesis = small_genesis();
    change(genesis);
    const auto made = make_genesis(genesis);
    EXPECT_TRUE(made.has_value());
    return made ? made->waypoint : Waypoint{};
  };
  const Waypoint plain = waypoint_with([](Genesis&) {});
  EXPECT_EQ(plain, waypoint_with([](Genesis& g) { std::swap(g.accounts[0], g.accounts[3]); }));
  for (const std::function<void(Genesis&)>& change : std::vector<std::function<void(Genesis&)>>{
           [](Genesis& g) { g.chain_id = ChainId(8); },
           [](Genesis& g) { g.timestamp = TimestampUs(1); },
           [](Genesis& g) { g.validators.validators[0].power = Power(2); },
           [](Genesis& g) { g.validators.validators[3].name = "another"; },
           [](Genesis& g) { g.validators.validators[3].network_key.bytes[0] ^= 1; },
           [](Genesis& g) { g.currencies[0].display_decimals = 0; },
           [](Genesis& g) { g.accounts[5].account.authentication_key.bytes[0] ^= 1; }}) {
    EXPECT_NE(waypoint_with(change), plain);
  }
}

struct Wrong {
  const char* what;
  std::function<void(Genesis&)> change;
};

TEST(GenesisTest, RefusesWhatCannotBe) {
  const std::vector<Wrong> wrongs = {
      {"no chain id", [](Genesis& g) { g.chain_id = ChainId(0); }},
      {"no time", [](Genesis& g) { g.timestamp = TimestampUs(0); }},
      {"no validators", [](Genesis& g) { g.validators.validators.clear(); }},
      {"too many validators", [](Genesis& g) { g.validators = test::validators(101); }},
      {"no power", [](Genesis& g) { g.validators.validators[1].power = Power(0); }},
      {"too much power", [](Genesis& g) { g.validators.validators[1].power = Power(kCounterMax); }},
      {"equal consensus keys",
       [](Genesis& g) {
         g.validators.validators[1].consensus_key = g.validators.validators[0].consensus_key;
       }},
      {"equal network keys",
       [](Genesis& g) {
         g.validators.validators[1].network_key = g.validators.validators[0].network_key;
       }},
      {"a long name", [](Genesis& g) { g.validators.validators[0].name = std::string(33, 'x'); }},
      {"no governance", [](Genesis& g) { g.parameters.governance = address_of("nobody"); }},
      {"governance without its role",
       [](Genesis& g) { g.accounts[0].account.role = AccountRole::institution; }},
      {"two with the role of governance",
       [](Genesis& g) { g.accounts[1].account.role = AccountRole::governance; }},
      {"an account twice", [](Genesis& g) { g.accounts.push_back(g.accounts[3]); }},
      {"the zero address", [](Genesis& g) { g.accounts[5].address = Address{}; }},
      {"a parent that does not exist",
       [](Genesis& g) { g.accounts[5].account.parent = address_of("nobody"); }},
      {"a user as parent", [](Genesis& g) { g.accounts[5].account.parent = address_of("alice"); }},
      {"an institution below another",
       [](Genesis& g) { g.accounts[1].account.parent = address_of("chat"); }},
      {"a history", [](Genesis& g) { g.accounts[5].account.last_version = Version(0); }},
      {"a balance of zero",
       [](Genesis& g) { g.accounts[5].account.balances = {{kUsd, Amount(0)}}; }},
      {"balances out of order",
       [](Genesis& g) {
         std::swap(g.accounts[3].account.balances[0], g.accounts[3].account.balances[1]);
       }},
      {"more money than supply",
       [](Genesis& g) { g.accounts[5].account.balances = {{kUsd, Amount(1)}}; }},
      {"less money than supply", [](Genesis& g) { g.currencies[1].supply = Supply(1'501); }},
      {"a currency that is not registered",
       [](Genesis& g) { g.accounts[5].account.balances = {{test::code("JPY"), Amount(1)}}; }},
      {"a currency twice", [](Genesis& g) { g.currencies.push_back(g.currencies[0]); }},
      {"decimals out of range", [](Genesis& g) { g.currencies[0].decimals = 10; }},
      {"more decimals shown than there are",
       [](Genesis& g) { g.currencies[0].display_decimals = 3; }},
      {"an issuer that does not exist",
       [](Genesis& g) { g.currencies[0].issuer = address_of("nobody"); }},
      {"a code in lower case", [](Genesis& g) { g.currencies[0].code.text[0] = 'e'; }},
  };
  for (const Wrong& wrong : wrongs) {
    Genesis genesis = small_genesis();
    wrong.change(genesis);
    const auto made = make_genesis(genesis);
    ASSERT_FALSE(made.has_value()) << wrong.what;
    EXPECT_EQ(made.error().code, "invalid_genesis") << wrong.what;
    EXPECT_FALSE(made.error().message.empty());
  }
}

}  // namespace
}  // namespace pennypost::execution
