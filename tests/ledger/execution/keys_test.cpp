#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::key_of;
using test::kUsd;
using test::pay;

constexpr std::uint64_t kDelayUs = 2 * kHourUs;

std::vector<Address> sorted(std::vector<Address> list) {
  std::ranges::sort(list);
  return list;
}

class KeysTest : public testing::Test {
 protected:
  Code run(std::string_view sender, Operation operation) {
    return chain_.run_one(sender, std::move(operation)).code;
  }
  Code set(std::vector<std::string_view> guardians, std::uint8_t threshold,
           std::uint64_t delay_us = kDelayUs) {
    std::vector<Address> list;
    for (const auto name : guardians) list.push_back(address_of(name));
    return run("alice", SetRecovery{sorted(list), threshold, delay_us});
  }
  Code approve(std::string_view guardian, std::string_view key) {
    return run(guardian, ApproveRecovery{address_of("alice"), key_of(key)});
  }
  Code complete(std::string_view sender = "carol") {
    return run(sender, CompleteRecovery{address_of("alice")});
  }
  Transaction with_key(std::string_view key, Operation operation) {
    Transaction out = chain_.next("alice", std::move(operation));
    out.authentication_key = key_of(key);
    return out;
  }

  Chain chain_;
};

TEST_F(KeysTest, ARotatedKeyIsTheOnlyOne) {
  EXPECT_EQ(run("alice", RotateKey{}), Code::invalid_settings);
  const Receipt receipt = chain_.run_one("alice", RotateKey{key_of("new")});
  EXPECT_EQ(
      receipt.events[0],
      (Event{EventKind::key_rotated, {}, address_of("alice"), {}, {}, Hash{key_of("new").bytes}}));
  EXPECT_EQ(chain_.code_of(chain_.next("alice", pay("bob", kUsd, 1))), Code::wrong_key);
  EXPECT_EQ(chain_.code_of(with_key("new", pay("bob", kUsd, 1))), Code::success);
}

TEST_F(KeysTest, RefusesARecoveryThatCannotBe) {
  EXPECT_EQ(set({"bob"}, 0), Code::invalid_settings);
  EXPECT_EQ(set({"bob"}, 2), Code::invalid_settings);
  EXPECT_EQ(set({"alice", "bob"}, 1), Code::invalid_settings);
  EXPECT_EQ(set({"bob"}, 1, kRecoveryDelayUsMin - 1), Code::invalid_settings);
  EXPECT_EQ(set({"bob"}, 1, kRecoveryDelayUsMax + 1), Code::invalid_settings);
  EXPECT_EQ(set({"bob", "bob"}, 1), Code::invalid_settings);
  EXPECT_EQ(set({"nobody"}, 1), Code::unknown_account);
  EXPECT_EQ(set({}, 0, 0), Code::no_recovery);
  EXPECT_EQ(set({}, 1, 0), Code::invalid_settings);
  EXPECT_EQ(set({"bob", "carol", "chat", "issuer"}, 4, kRecoveryDelayUsMax), Code::success);
  EXPECT_EQ(set({}, 0, 0), Code::success);
  EXPECT_EQ(approve("bob", "new"), Code::no_recovery);
}

TEST_F(KeysTest, EnoughGuardiansAndTheDelayGiveANewKey) {
  ASSERT_EQ(set({"bob", "carol", "chat"}, 2), Code::success);
  EXPECT_EQ(complete(), Code::no_recovery);
  EXPECT_EQ(approve("issuer", "new"), Code::not_permitted);
  EXPECT_EQ(run("bob", ApproveRecovery{address_of("alice"), {}}), Code::invalid_settings);
  EXPECT_EQ(approve("bob", "new"), Code::success);
  EXPECT_EQ(approve("bob", "new"), Code::already_approved);
  EXPECT_EQ(complete(), Code::recovery_not_ready);
  EXPECT_EQ(approve("carol", "new"), Code::success);
  const TimestampUs ready = chain_.now() + kDelayUs;
  EXPECT_EQ(approve("chat", "new"), Code::recovery_running);
  chain_.run({}, us_between(chain_.now(), ready) - test::kSecondUs - 1);
  EXPECT_EQ(complete(), Code::recovery_not_ready);
  const Receipt receipt = chain_.run_one("carol", CompleteRecovery{address_of("alice")});
  EXPECT_EQ(receipt.code, Code::success);
  EXPECT_EQ(receipt.events[0].kind, EventKind::recovered);
  EXPECT_EQ(receipt.accounts.size(), 2U);
  EXPECT_EQ(chain_.get("alice").authentication_key, key_of("new"));
  EXPECT_EQ(complete(), Code::no_recovery);
}

// One guardian with another key in mind does not keep the others from agreeing.
TEST_F(KeysTest, GuardiansChooseForThemselves) {
  ASSERT_EQ(set({"bob", "carol", "chat"}, 2), Code::success);
  EXPECT_EQ(approve("bob", "thief"), Code::success);
  EXPECT_EQ(approve("carol", "new"), Code::success);
  EXPECT_EQ(approve("chat", "new"), Code::success);
  chain_.run({}, kDelayUs);
  EXPECT_EQ(complete(), Code::success);
  EXPECT_EQ(chain_.get("alice").authentication_key, key_of("new"));
}

TEST_F(KeysTest, TheOwnerStopsItByCancellingRotatingOrSettingAnew) {
  ASSERT_EQ(set({"bob"}, 1), Code::success);
  EXPECT_EQ(run("alice", CancelRecovery{}), Code::no_recovery);
  const auto stopped_by = [this](Operation operation, std::string_view key) {
    EXPECT_EQ(approve("bob", "new"), Code::success);
    EXPECT_EQ(chain_.code_of(with_key(key, std::move(operation))), Code::success);
    chain_.run({}, kDelayUs);
    EXPECT_EQ(complete(), Code::no_recovery);
  };
  stopped_by(CancelRecovery{}, "alice");
  stopped_by(SetRecovery{{address_of("bob")}, 1, kDelayUs}, "alice");
  stopped_by(RotateKey{key_of("other")}, "alice");
}

TEST_F(KeysTest, OnlyAnEmptyUserAccountCloses) {
  EXPECT_EQ(run("chat", CloseAccount{}), Code::not_permitted);
  EXPECT_EQ(run("governance", CloseAccount{}), Code::not_permitted);
  EXPECT_EQ(run("alice", CloseAccount{}), Code::account_not_empty);
  ASSERT_EQ(run("bob", CreateHold{address_of("carol"), {}, kUsd, Amount(500), chain_.soon(), {}}),
            Code::success);
  EXPECT_EQ(run("bob", CloseAccount{}), Code::account_not_empty);
  ASSERT_EQ(run("carol", SetRecovery{{address_of("alice")}, 1, kDelayUs}), Code::success);
  const std::size_t entries = chain_.state().entries().size();
  EXPECT_EQ(run("carol", CloseAccount{}), Code::success);
  EXPECT_EQ(chain_.state().entries().size(), entries - 1);
}

TEST_F(KeysTest, AnAccountWithAMandateStaysOpen) {
  const DelegateId delegate = codec::delegate_id(address_of("chat"), 0);
  ASSERT_EQ(run("chat", SetDelegate{0, key_of("gateway"), true, {}}), Code::success);
  SetMandate mandate{delegate, chain_.now() + kDayUs, 1, {{kUsd, Amount(1), Amount(1)}}};
  ASSERT_EQ(run("carol", mandate), Code::success);
  EXPECT_EQ(run("carol", CloseAccount{}), Code::account_not_empty);
  mandate.until = TimestampUs(0);
  ASSERT_EQ(run("carol", mandate), Code::success);
  EXPECT_EQ(run("carol", CloseAccount{}), Code::success);
}

TEST_F(KeysTest, AClosedAccountIsATombstone) {
  const Receipt held = chain_.run_one(
      "bob", CreateHold{address_of("carol"), {}, kUsd, Amount(500), chain_.soon(), true});
  const HoldId id{held.transaction_id.bytes};
  const Transaction claim =
      chain_.next("carol", ClaimHold{id, address_of("carol"), Amount(500), std::nullopt});
  ASSERT_EQ(run("carol", CloseAccount{}), Code::success);
  EXPECT_EQ(chain_.code_of(claim), Code::sender_closed);
  EXPECT_EQ(run("alice", pay("carol", kUsd, 1)), Code::account_closed);
  EXPECT_EQ(run("alice", TransferBatch{{pay("bob", kUsd, 1), pay("carol", kUsd, 1)}}),
            Code::account_closed);
  EXPECT_EQ(run("alice", CreateHold{address_of("carol"), {}, kUsd, Amount(1), chain_.soon(), {}}),
            Code::account_closed);
  EXPECT_EQ(run("issuer", Mint{address_of("carol"), kUsd, Amount(1)}), Code::account_closed);
  EXPECT_EQ(run("alice", SetRecovery{{address_of("carol")}, 1, kDelayUs}), Code::account_closed);
  EXPECT_EQ(run("chat", CreateAccount{key_of("carol"), Salt{}, {}}), Code::account_exists);
  EXPECT_EQ(run("bob", ReleaseHold{id}), Code::success);
  EXPECT_EQ(chain_.balance("bob", kUsd), 500U);
}

// L22: the account is named by its receipt although nothing about it changes.
TEST(RecoveryTest, ToTheSameKeyIsInTheAccountsHistory) {
  test::Chain chain;
  const auto run = [&chain](std::string_view sender, Operation operation) {
    return chain.run_one(sender, std::move(operation));
  };
  const Address alice = test::address_of("alice");
  ASSERT_EQ(run("alice", SetRecovery{{test::address_of("bob")}, 1, kHourUs}).code, Code::success);
  ASSERT_EQ(run("bob", ApproveRecovery{alice, test::key_of("alice")}).code, Code::success);
  chain.run({}, kHourUs);
  const Receipt receipt = run("carol", CompleteRecovery{alice});
  ASSERT_EQ(receipt.code, Code::success);
  EXPECT_EQ(receipt.accounts.size(), 2U);
  EXPECT_EQ(std::ranges::count(receipt.accounts, alice, &TouchedAccount::address), 1);
}

}  // namespace
}  // namespace pennypost::execution
