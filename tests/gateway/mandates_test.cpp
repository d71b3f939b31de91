#include "api/gateway/mandates.h"

#include <gtest/gtest.h>

#include <set>

#include "api/custodian/keeper.h"
#include "ledger/codec/canonical.h"
#include "tests/gateway/support.h"

namespace pennypost::gateway {
namespace {

namespace asio = boost::asio;
using test::Memory;
using test::run;

/// Mandates over a custodian that signs, and a ledger that does what it is told.
class MandatesTest : public ::testing::Test {
 protected:
  MandatesTest() {
    const CurrencyCode usd = *CurrencyCode::from("USD");
    custodian::KeeperOptions options{
        .chain = ChainId(7),
        .institution_key = crypto::KeyPair(crypto::Seed(std::array<std::uint8_t, 32>{4})),
        .institution = Address{{4}},
        .mandate = {.limits = {{usd, Amount(1), Amount(1)}},
                    .new_payees_max = 1,
                    .lifetime_us_max = 20 * kDayUs},
        .accounts = {100, 100},
        .mandates_user = {100, 100}};
    keeper_ = std::move(*custodian::Keeper::open(test::open_store(memory_.folder.path() / "keys"),
                                                 test::sealing_key(3), std::move(options),
                                                 [this] { return now_; }));
    CHECK(keeper_->account_key("alice").has_value());
    restart();
  }

  void restart() {
    mandates_ = std::make_unique<Mandates>(
        memory_.io.get_executor(), memory_.records, ChainId(7), DelegateId{{9}},
        Mandates::Hands{.sign = [this](Operation draft) { return sign(std::move(draft)); },
                        .carry_out = [this](std::string id) { return carry_out(std::move(id)); }},
        [this] { return now_; });
  }
  asio::awaitable<Result<Operation>> sign(Operation draft) {
    ++signed_;
    if (!reachable_) co_return fail("unavailable", "");
    const Nonce nonce = nonce_of(draft.intent, draft.command_index, draft.attempt);
    auto bytes = keeper_->mandate(draft.user, nonce, draft.expiry, draft.created_at + kMandateUs);
    if (!bytes) co_return std::unexpected(bytes.error());
    draft.signed_transaction = std::move(*bytes);
    draft.transaction_id = codec::transaction_id(*wire::signed_bytes(draft.signed_transaction));
    draft.expiry = now_ + kHouseExpiryUs;
    co_return draft;
  }
  asio::awaitable<Operation> carry_out(std::string id) {
    auto operation = *memory_.records.operation(id);
    operation.state = ends_;
    operation.failure = failure_;
    ids_.push_back(id);
    co_return operation;
  }
  bool ensure() { return run(memory_.io, mandates_->ensure("alice")); }

  Memory memory_;
  TimestampUs now_ = TimestampUs(1'000 * kDayUs);
  std::unique_ptr<custodian::Keeper> keeper_;
  std::unique_ptr<Mandates> mandates_;
  int signed_ = 0;
  bool reachable_ = true;
  OperationState ends_ = OperationState::final;
  std::string failure_;
  std::vector<std::string> ids_;
};

TEST_F(MandatesTest, MadeOnceAndKnownAfterARestart) {
  EXPECT_TRUE(ensure());
  EXPECT_TRUE(ensure());
  restart();
  EXPECT_TRUE(ensure());
  EXPECT_EQ(signed_, 1);
  EXPECT_EQ(memory_.records.mandate("alice", DelegateId{{9}}).until, now_ + 20 * kDayUs);
}

TEST_F(MandatesTest, RenewedInTime) {
  EXPECT_TRUE(ensure());
  now_ = now_ + 14 * kDayUs;  // under seven days are left
  EXPECT_TRUE(ensure());
  test::run_until(memory_.io, [&] {
    return memory_.records.mandate("alice", DelegateId{{9}}).until == now_ + 20 * kDayUs;
  });
  memory_.io.restart();
  memory_.io.run_for(std::chrono::milliseconds(50));  // the renewal ends right behind its record
  EXPECT_EQ(signed_, 2);
  now_ = now_ + 21 * kDayUs;  // over: nobody pays before there is a new one
  EXPECT_TRUE(ensure());
  EXPECT_EQ(signed_, 3);
  EXPECT_EQ(std::set<std::string>(ids_.begin(), ids_.end()).size(), 3U);
}

TEST_F(MandatesTest, WithoutTheCustodianThereIsNone) {
  reachable_ = false;
  EXPECT_FALSE(ensure());
  EXPECT_FALSE(ensure());  // not asked again at once
  EXPECT_EQ(signed_, 1);
  reachable_ = true;
  now_ = now_ + kMinuteUs;
  EXPECT_TRUE(ensure());
}

TEST_F(MandatesTest, WhatFailedIsTriedUnderAnotherName) {
  ends_ = OperationState::failed;
  failure_ = "unknown_delegate";
  EXPECT_FALSE(ensure());
  ends_ = OperationState::final;
  failure_.clear();
  now_ = now_ + kMinuteUs;
  EXPECT_TRUE(ensure());
  ASSERT_EQ(ids_.size(), 2U);
  EXPECT_NE(ids_[0], ids_[1]);
}

TEST_F(MandatesTest, WhatIsUnknownKeepsItsName) {
  ends_ = OperationState::checking;
  EXPECT_FALSE(ensure());
  now_ = now_ + kMinuteUs;
  ends_ = OperationState::final;
  EXPECT_TRUE(ensure());
  ASSERT_EQ(ids_.size(), 2U);
  EXPECT_EQ(ids_[0], ids_[1]);
  EXPECT_EQ(signed_, 1);
}

TEST_F(MandatesTest, ADoubtIsLookedInto) {
  EXPECT_TRUE(ensure());
  mandates_->doubt("alice");
  EXPECT_TRUE(ensure());
  EXPECT_EQ(signed_, 2);
}

}  // namespace
}  // namespace pennypost::gateway
