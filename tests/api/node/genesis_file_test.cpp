#include "api/node/genesis_file.h"

#include <gtest/gtest.h>

#include "ledger/codec/canonical.h"

namespace pennypost::node {
namespace {

execution::Genesis example() {
  execution::Genesis genesis;
  genesis.chain_id = ChainId(9);
  genesis.timestamp = TimestampUs(1'700'000'000'000'000);
  PublicKey key;
  key.bytes[0] = 1;
  genesis.validators.validators = {
      {.consensus_key = key, .network_key = key, .power = Power(3), .name = "one"}};
  execution::GenesisAccount governance;
  governance.account.authentication_key = codec::authentication_key(1, {key});
  governance.account.role = AccountRole::governance;
  governance.address =
      codec::account_address(genesis.chain_id, governance.account.authentication_key, Salt{});
  const CurrencyCode usd = *CurrencyCode::from("USD");
  governance.account.set_balance(usd, Amount(1'500'000));
  genesis.parameters.governance = governance.address;
  genesis.currencies = {{.code = usd,
                         .decimals = 6,
                         .display_decimals = 2,
                         .issuer = governance.address,
                         .supply = Supply(1'500'000),
                         .policy = CurrencyPolicy::dealers,
                         .attested_above = Amount(1'000'000'000)}};
  genesis.parameters.caps.transactions_hour_max = 600;
  genesis.parameters.caps.accounts_day_max = 10'000;
  genesis.accounts = {governance};
  return genesis;
}

TEST(GenesisFileTest, IsReadAsItWasWritten) {
  const std::string text = genesis_text(example());
  const auto read = parse_genesis(text);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(genesis_text(*read), text);
  EXPECT_EQ(execution::make_genesis(*read)->waypoint, execution::make_genesis(example())->waypoint);
}

TEST(GenesisFileTest, WhatIsWrongIsNamed) {
  const std::string good = genesis_text(example());
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    const auto read = parse_genesis(text);
    EXPECT_FALSE(read.has_value()) << text;
    return read ? "" : read.error().message;
  };
  EXPECT_NE(refused("\"chain_id\":9", "\"chain_id\":-9").find("chain_id"), std::string::npos);
  EXPECT_NE(refused("\"chain_id\":9", "\"chain\":9").find("chain_id"), std::string::npos);
  EXPECT_NE(refused("\"1.50\"", "\"1.5\"").size(), 0U);
  EXPECT_NE(refused("\"role\":\"governance\"", "\"role\":\"king\"").find("king"),
            std::string::npos);
  EXPECT_NE(refused("tpp1", "pp1").find("address"), std::string::npos);
  EXPECT_NE(refused("\"policy\":\"dealers\"", "\"policy\":\"basket\"").find("basket"),
            std::string::npos);
  EXPECT_NE(refused("\"1000.00\"", "\"1000.0\"").size(), 0U);
  EXPECT_NE(refused("\"power\":3", "\"power\":1.5").find("power"), std::string::npos);
  EXPECT_FALSE(parse_genesis("").has_value());
  EXPECT_FALSE(parse_genesis("[]").has_value());
}

}  // namespace
}  // namespace pennypost::node
