#include "api/custodian/keeper.h"

#include <gtest/gtest.h>

#include "ledger/codec/canonical.h"
#include "tests/gateway/support.h"

namespace pennypost::custodian {
namespace {

using gateway::test::open_store;
using gateway::test::sealing_key;

const CurrencyCode kUsd = *CurrencyCode::from("USD");
constexpr std::uint64_t kDollar = 1'000'000;
constexpr ChainId kChain{7};
constexpr std::uint64_t kMinute = kHourUs / 60;

crypto::KeyPair key(std::uint8_t number) {
  return crypto::KeyPair(crypto::Seed(std::array<std::uint8_t, 32>{number, 7}));
}

/// A custodian with a clock of its own, and a store that outlives it.
class KeeperTest : public ::testing::Test {
 protected:
  KeeperTest() { reopen(); }

  void reopen(std::uint8_t master = 3) {
    keeper_.reset();
    keeper_ = std::move(*Keeper::open(open_store(folder_.path() / "c"), sealing_key(master),
                                      options_, [this] { return now_; }));
  }
  static KeeperOptions options() {
    return {.chain = kChain,
            .institution_key = key(4),
            .institution = Address{{4}},
            .delegate_number = 2,
            .mandate = {.limits = {{kUsd, Amount(200 * kDollar), Amount(300 * kDollar)}},
                        .new_payees_max = 9,
                        .lifetime_us_max = 30 * kDayUs},
            .faucet = FaucetKey{key(5), Address{{5}}, {}},
            .approved = {{kUsd, Amount(500 * kDollar), Amount(800 * kDollar)}},
            .approved_all = {{kUsd, Amount(500 * kDollar), Amount(900 * kDollar)}},
            .accounts = {.hour_max = 3, .day_max = 5},
            .mandates_user = {.hour_max = 2, .day_max = 2},
            .payments_user = {.hour_max = 5, .day_max = 10},
            .payments_all = {.hour_max = 50, .day_max = 100},
            .approvals = {.new_delay_us = kHourUs, .reset_delay_us = kDayUs}};
  }
  PaymentOrder order(std::uint8_t nonce, std::uint64_t dollars, const std::string& user = "alice") {
    return {.user = user,
            .nonce = Nonce{{nonce}},
            .expiry = now_ + 10 * kMinute,
            .operation = Transfer{Address{{2}}, kUsd, Amount(dollars * kDollar)}};
  }
  static Approval pin(const std::string& digits) {
    Approval out;
    out.pin = digits;
    return out;
  }
  std::string code(const PaymentOrder& what, const Approval& approval) {
    const auto done = keeper_->sign(what, approval);
    return done ? "signed" : done.error().code;
  }
  /// Alice with the PIN 2580, which counts already.
  void meet_alice() {
    ASSERT_TRUE(keeper_->account_key("alice").has_value());
    ASSERT_TRUE(keeper_->set_pin("alice", "2580", {}).has_value());
    now_ = now_ + kHourUs;
  }

  store::Folder folder_;
  KeeperOptions options_ = options();
  TimestampUs now_ = TimestampUs(1'000 * kDayUs);
  std::unique_ptr<Keeper> keeper_;
};

TEST_F(KeeperTest, OneKeyForEachUserAcrossRestarts) {
  const auto alice = keeper_->account_key("alice");
  ASSERT_TRUE(alice.has_value());
  EXPECT_EQ(keeper_->account_key("alice")->public_key, alice->public_key);
  EXPECT_NE(keeper_->account_key("bob")->public_key, alice->public_key);
  reopen();
  EXPECT_EQ(keeper_->account_key("alice")->public_key, alice->public_key);
  EXPECT_EQ(keeper_->account_key("alice")->salt, alice->salt);
}

TEST_F(KeeperTest, AnotherMasterKeyIsRefused) {
  ASSERT_TRUE(keeper_->account_key("alice").has_value());
  keeper_.reset();
  const auto other = Keeper::open(open_store(folder_.path() / "c"), sealing_key(4), options_,
                                  [] { return TimestampUs(1); });
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().code, "wrong_master_key");
}

TEST_F(KeeperTest, NamesThatCannotBe) {
  for (const std::string& user : {std::string(), std::string("a b"), std::string(129, 'a'),
                                  std::string("a\n"), std::string(kFaucetUser)}) {
    EXPECT_FALSE(keeper_->account_key(user).has_value()) << user;
  }
  EXPECT_EQ(keeper_->evidence("mallory").error().code, "unknown_user");
  EXPECT_EQ(code(order(1, 1, "mallory"), {}), "unknown_user");
  EXPECT_EQ(keeper_->open_account("mallory", Nonce{{1}}, now_ + kMinute).error().code,
            "unknown_user");
}

TEST_F(KeeperTest, TheInstitutionOpensWhatTheCustodianKeeps) {
  const auto alice = *keeper_->account_key("alice");
  const auto bytes = keeper_->open_account("alice", Nonce{{1}}, now_ + kMinute);
  ASSERT_TRUE(bytes.has_value());
  const auto checked = wire::check_transaction(*bytes, kChain, crypto::verify);
  ASSERT_TRUE(checked.has_value());
  EXPECT_EQ(checked->sender, options_.institution);
  EXPECT_EQ(std::get<CreateAccount>(checked->operation),
            (CreateAccount{codec::authentication_key(1, {alice.public_key}), alice.salt,
                           AccountRole::user}));
  EXPECT_EQ(keeper_->open_account("alice", Nonce{{1}}, now_ + kMinute), bytes);
  EXPECT_EQ(keeper_->open_account("alice", Nonce{{2}}, now_ + 16 * kMinute).error().code,
            "not_permitted");
  EXPECT_EQ(keeper_->open_account("alice", Nonce{{2}}, now_).error().code, "not_permitted");
}

TEST_F(KeeperTest, AMandateIsWhatTheCustodianSays) {
  ASSERT_TRUE(keeper_->account_key("alice").has_value());
  const auto bytes = keeper_->mandate("alice", Nonce{{1}}, now_ + kMinute, now_ + 1'000 * kDayUs);
  ASSERT_TRUE(bytes.has_value());
  const auto checked = wire::check_transaction(*bytes, kChain, crypto::verify);
  const auto& mandate = std::get<SetMandate>(checked->operation);
  EXPECT_EQ(mandate.delegate, codec::delegate_id(options_.institution, 2));
  EXPECT_EQ(mandate.until, now_ + 30 * kDayUs);  // not what was asked for
  EXPECT_EQ(mandate.new_payees_max, 9U);
  ASSERT_EQ(mandate.limits.size(), 1U);
  EXPECT_EQ(mandate.limits[0].payment_max, Amount(200 * kDollar));
  EXPECT_FALSE(keeper_->mandate("alice", Nonce{{2}}, now_ + kMinute, now_).has_value());
  ASSERT_TRUE(keeper_->mandate("alice", Nonce{{3}}, now_ + kMinute, now_ + kDayUs).has_value());
  EXPECT_EQ(keeper_->mandate("alice", Nonce{{4}}, now_ + kMinute, now_ + kDayUs).error().code,
            "rate_limited");
}

TEST_F(KeeperTest, OnlyPaymentsAreSigned) {
  meet_alice();
  PaymentOrder other = order(1, 1);
  for (const Operation& operation :
       {Operation(RotateKey{}), Operation(SetMandate{}), Operation(SetDelegate{}),
        Operation(CloseAccount{}), Operation(CreateAccount{}), Operation(Mint{}),
        Operation(TransferBatch{}), Operation(Transfer{Address{{2}}, kUsd, Amount(0)})}) {
    other.operation = operation;
    EXPECT_EQ(code(other, pin("2580")), "not_permitted");
  }
  EXPECT_EQ(keeper_->evidence("alice")->tries_left, kPinTriesMax);
}

TEST_F(KeeperTest, SignsWithThePinAndTheSameAgain) {
  meet_alice();
  EXPECT_EQ(code(order(1, 400), {}), "no_evidence");
  const auto what = order(1, 400);
  const auto bytes = keeper_->sign(what, pin("2580"));
  ASSERT_TRUE(bytes.has_value());
  const auto checked = wire::check_transaction(*bytes, kChain, crypto::verify);
  ASSERT_TRUE(checked.has_value());
  const auto alice = *keeper_->account_key("alice");
  EXPECT_EQ(
      checked->sender,
      codec::account_address(kChain, codec::authentication_key(1, {alice.public_key}), alice.salt));
  reopen();
  EXPECT_EQ(keeper_->sign(what, {}), bytes);  // approved before; the answer was lost
  EXPECT_EQ(code(order(1, 401), pin("2580")), "nonce_conflict");
}

TEST_F(KeeperTest, LimitsHoldAcrossRestarts) {
  meet_alice();
  EXPECT_EQ(code(order(1, 501), pin("2580")), "over_limit");
  EXPECT_EQ(code(order(2, 500), pin("2580")), "signed");
  reopen();
  EXPECT_EQ(code(order(3, 301), pin("2580")), "over_limit");
  EXPECT_EQ(code(order(4, 300), pin("2580")), "signed");
  PaymentOrder euros = order(5, 1);
  std::get<Transfer>(euros.operation).currency = *CurrencyCode::from("EUR");
  EXPECT_EQ(code(euros, pin("2580")), "over_limit");
  now_ = now_ + kDayUs;
  EXPECT_EQ(code(order(6, 500), pin("2580")), "signed");
}

TEST_F(KeeperTest, ABatchCountsAsItsSum) {
  meet_alice();
  PaymentOrder batch = order(1, 1);
  const Transfer leg{Address{{2}}, kUsd, Amount(300 * kDollar)};
  batch.operation = TransferBatch{{leg, leg}};
  EXPECT_EQ(code(batch, pin("2580")), "over_limit");
  batch.operation = TransferBatch{{leg}};
  EXPECT_EQ(code(batch, pin("2580")), "signed");
}

TEST_F(KeeperTest, RatesAreCountedByTheHour) {
  meet_alice();
  for (std::uint8_t i = 1; i <= 5; ++i) EXPECT_EQ(code(order(i, 1), pin("2580")), "signed");
  EXPECT_EQ(code(order(6, 1), pin("2580")), "rate_limited");
  now_ = now_ + kHourUs;
  EXPECT_EQ(code(order(7, 1), pin("2580")), "signed");
  for (const char* user : {"b", "c"}) EXPECT_TRUE(keeper_->account_key(user).has_value());
  EXPECT_TRUE(keeper_->account_key("alice").has_value());  // known, so nothing new
}

TEST_F(KeeperTest, FiveWrongPinsLockIt) {
  meet_alice();
  for (std::uint32_t i = 1; i < kPinTriesMax; ++i) {
    EXPECT_EQ(code(order(1, 1), pin("1357")), "wrong_pin");
    reopen();  // counted on the disk
    EXPECT_EQ(keeper_->evidence("alice")->tries_left, kPinTriesMax - i);
  }
  EXPECT_EQ(code(order(1, 1), pin("1357")), "pin_locked");
  EXPECT_TRUE(keeper_->evidence("alice")->pin_locked);
  EXPECT_EQ(code(order(1, 1), pin("2580")), "pin_locked");  // right, and too late
  EXPECT_FALSE(keeper_->set_pin("alice", "9713", pin("2580")).has_value());

  ASSERT_TRUE(keeper_->reset_pin("alice").has_value());
  const auto ready = keeper_->evidence("alice")->reset_ready_at;
  EXPECT_EQ(ready, now_ + kDayUs);
  now_ = now_ + kHourUs;
  EXPECT_EQ(keeper_->reset_pin("alice")->reset_ready_at, ready);  // not later, not earlier
  EXPECT_FALSE(keeper_->set_pin("alice", "9713", {}).has_value());
  now_ = ready;
  ASSERT_TRUE(keeper_->set_pin("alice", "9713", {}).has_value());
  EXPECT_EQ(code(order(2, 1), pin("2580")), "wrong_pin");
  EXPECT_EQ(code(order(2, 1), pin("9713")), "signed");
  EXPECT_EQ(keeper_->evidence("alice")->tries_left, kPinTriesMax);
}

TEST_F(KeeperTest, TheRightPinEndsAReset) {
  meet_alice();
  ASSERT_TRUE(keeper_->reset_pin("alice").has_value());  // by whoever holds her phone
  EXPECT_EQ(code(order(1, 1), pin("2580")), "signed");
  now_ = now_ + 2 * kDayUs;
  EXPECT_FALSE(keeper_->set_pin("alice", "9713", {}).has_value());
}

TEST_F(KeeperTest, AFirstPinCountsLater) {
  ASSERT_TRUE(keeper_->account_key("alice").has_value());
  ASSERT_TRUE(keeper_->set_pin("alice", "2580", {}).has_value());
  EXPECT_EQ(code(order(1, 1), pin("2580")), "not_yet");
  // Changing it vouches for nothing.
  now_ = now_ + kHourUs;
  EXPECT_EQ(code(order(1, 1), pin("2580")), "signed");
}

TEST_F(KeeperTest, PinsThatAreNone) {
  ASSERT_TRUE(keeper_->account_key("alice").has_value());
  for (const char* bad :
       {"", "123", "1234", "9876", "0000", "12a4", "1234567890123", "77777", " 2580"}) {
    const auto set = keeper_->set_pin("alice", bad, {});
    ASSERT_FALSE(set.has_value()) << bad;
    EXPECT_EQ(set.error().code, "weak_pin");
  }
  EXPECT_FALSE(keeper_->evidence("alice")->pin_set);
}

TEST_F(KeeperTest, ADeviceSignsWhatItSees) {
  ASSERT_TRUE(keeper_->account_key("alice").has_value());
  const auto alice = *keeper_->account_key("alice");
  const Address payer =
      codec::account_address(kChain, codec::authentication_key(1, {alice.public_key}), alice.salt);
  ASSERT_TRUE(keeper_->add_device("alice", key(9).public_key(), {}).has_value());
  const auto what = order(1, 400);
  const auto approve = [&](const PaymentOrder& seen, const crypto::KeyPair& by) {
    Approval out;
    out.device_key = by.public_key();
    out.device_signature =
        by.sign(*approval_bytes(kChain, payer, seen.nonce, seen.expiry, seen.operation));
    return out;
  };
  EXPECT_EQ(code(what, approve(what, key(9))), "not_yet");
  now_ = now_ + kHourUs;
  const auto later = order(1, 400);
  EXPECT_EQ(code(later, approve(order(1, 399), key(9))), "wrong_device");
  EXPECT_EQ(code(later, approve(order(2, 400), key(9))), "wrong_device");
  EXPECT_EQ(code(later, approve(later, key(8))), "wrong_device");
  EXPECT_EQ(code(later, approve(later, key(9))), "signed");
  // Another one, and a PIN, only with what is there.
  EXPECT_EQ(keeper_->add_device("alice", key(8).public_key(), {}).error().code, "no_evidence");
  EXPECT_EQ(keeper_->set_pin("alice", "2580", {}).error().code, "no_evidence");
  Approval vouched;
  vouched.device_key = key(9).public_key();
  vouched.device_signature = key(9).sign(check_bytes("alice", key(8).public_key().view()));
  EXPECT_TRUE(keeper_->add_device("alice", key(8).public_key(), vouched).has_value());
  EXPECT_EQ(code(order(3, 10), approve(order(3, 10), key(8))), "signed");
}

TEST_F(KeeperTest, CheckIsForOnePurpose) {
  meet_alice();
  EXPECT_TRUE(keeper_->check("alice", view_of("link"), pin("2580")).has_value());
  EXPECT_EQ(keeper_->check("alice", view_of("link"), pin("2581")).error().code, "wrong_pin");
  EXPECT_EQ(keeper_->check("alice", view_of("link"), {}).error().code, "no_evidence");
  ASSERT_TRUE(keeper_->forget("alice").has_value());
  EXPECT_FALSE(keeper_->evidence("alice")->pin_set);
}

}  // namespace
}  // namespace pennypost::custodian
