// L81: what governance caps holds from the next epoch on, for what comes then; what is there stays.
#include <gtest/gtest.h>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;

class ParametersTest : public testing::Test {
 protected:
  Code set(const Caps& caps) { return chain_.run_one("governance", SetParameters{caps}).code; }
  /// A chain that begins with these.
  void begin(const Caps& caps) {
    Genesis genesis = test::small_genesis();
    genesis.parameters.caps = caps;
    chain_ = test::Chain(genesis);
  }
  Code run(std::string_view sender, Operation operation) {
    return chain_.run_one(sender, std::move(operation)).code;
  }
  Operation hold() const {
    return CreateHold{address_of("bob"), {}, kUsd, Amount(1), chain_.now() + kDayUs, true};
  }
  Transaction with_nonce(std::string_view sender, std::string_view nonce) const {
    Transaction out = chain_.next(sender, pay("carol", kUsd, 1));
    out.replay = test::id_of<Nonce>(nonce);
    out.expiry = chain_.now() + 14 * 60 * kSecondUs;
    return out;
  }

  test::Chain chain_;
};

TEST_F(ParametersTest, EachIsAtLeastOneAndAtMostWhatTheProgramIsBuiltFor) {
  const std::pair<std::uint32_t Caps::*, std::uint64_t> fields[] = {
      {&Caps::transactions_hour_max, UINT32_MAX}, {&Caps::accounts_day_max, UINT32_MAX},
      {&Caps::account_nonces_max, 1'024},         {&Caps::network_nonces_max, 16'777'216},
      {&Caps::account_holds_max, 4'096},          {&Caps::account_refundables_max, 4'096},
      {&Caps::account_mandates_max, 32}};
  for (const auto& [field, most] : fields) {
    Caps caps;
    EXPECT_EQ(caps.*field, most);
    EXPECT_TRUE(is_valid(caps));
    caps.*field = 0;
    EXPECT_FALSE(is_valid(caps));
    EXPECT_EQ(set(caps), Code::invalid_settings);
    caps.*field = 1;
    EXPECT_TRUE(is_valid(caps));
    if (most == UINT32_MAX) continue;
    caps.*field = static_cast<std::uint32_t>(most) + 1;
    EXPECT_FALSE(is_valid(caps));
    EXPECT_EQ(set(caps), Code::invalid_settings);
  }
}

TEST_F(ParametersTest, CapOpenHoldsRefundablesAndMandates) {
  Caps caps;
  caps.account_holds_max = 2;
  caps.account_refundables_max = 1;
  caps.account_mandates_max = 1;
  begin(caps);
  ASSERT_EQ(run("alice", hold()), Code::success);
  ASSERT_EQ(run("alice", hold()), Code::success);
  for (std::uint32_t number = 0; number < 2; ++number) {
    ASSERT_EQ(run("chat", SetDelegate{number, test::key_of("gateway"), true, {}}), Code::success);
  }
  EXPECT_EQ(chain_.get("alice").holds, 2U);
  EXPECT_EQ(run("alice", hold()), Code::too_many_holds);
  const HoldId first{
      chain_.state().due(state::DueClass::payment, TimestampUs(UINT64_MAX), 1)[0].key.id};
  ASSERT_EQ(run("alice", ReleaseHold{first}), Code::success);
  EXPECT_EQ(run("alice", hold()), Code::success);

  const RefundableTransfer refundable{address_of("bob"), kUsd, Amount(1), chain_.now() + kDayUs};
  EXPECT_EQ(run("alice", refundable), Code::success);
  EXPECT_EQ(run("alice", refundable), Code::too_many_refundables);
  const auto mandate = [&](std::uint32_t number) {
    return SetMandate{codec::delegate_id(address_of("chat"), number),
                      chain_.now() + kDayUs,
                      1,
                      {{kUsd, Amount(1), Amount(1)}}};
  };
  EXPECT_EQ(run("alice", mandate(0)), Code::success);
  EXPECT_EQ(run("alice", mandate(1)), Code::too_many_mandates);
  EXPECT_EQ(run("alice", mandate(0)), Code::success);  // one that is there already
}

TEST_F(ParametersTest, CapLiveNonces) {
  Caps caps;
  caps.account_nonces_max = 2;
  caps.network_nonces_max = 3;
  begin(caps);
  EXPECT_EQ(chain_.code_of(with_nonce("alice", "1")), Code::success);
  EXPECT_EQ(chain_.code_of(with_nonce("alice", "2")), Code::success);
  EXPECT_EQ(chain_.code_of(with_nonce("alice", "3")), Code::too_many_nonces);
  EXPECT_EQ(chain_.code_of(with_nonce("bob", "4")), Code::success);
  EXPECT_EQ(chain_.code_of(with_nonce("bob", "5")), Code::too_many_nonces);
  chain_.run({}, 15 * 60 * kSecondUs);
  EXPECT_EQ(chain_.code_of(with_nonce("bob", "5")), Code::success);
}

TEST_F(ParametersTest, HoldFromTheNextBlockOn) {
  Caps caps;
  caps.account_holds_max = 1;
  const Transaction change = chain_.next("governance", SetParameters{caps});
  Transaction second = chain_.next("alice", hold());
  second.replay = SequenceNumber(1);
  const auto& block = chain_.run({chain_.next("alice", hold()), change, second});
  EXPECT_EQ(block.kept.back().receipt.code, Code::success);
  EXPECT_TRUE(block.next_validators.has_value());
  EXPECT_EQ(chain_.state().parameters()->caps, caps);
  EXPECT_EQ(chain_.get("alice").holds, 2U);  // what is there stays
}

}  // namespace
}  // namespace pennypost::execution
