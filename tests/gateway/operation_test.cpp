#include "api/gateway/operation.h"

#include <gtest/gtest.h>

#include <set>

namespace pennypost::gateway {
namespace {

Operation some_operation() {
  Operation out;
  out.id = "pay_00";
  out.state = OperationState::final;
  out.user = "usr_1";
  out.intent = "intent";
  out.command_index = 3;
  out.attempt = 2;
  out.to_handle = "maria";
  out.to = Address{{1, 2, 3}};
  out.currency = *CurrencyCode::from("USD");
  out.amount = Amount(UINT64_MAX);
  out.amount_text = "0.50";
  out.memo = "lunch \"1\"";
  out.memo_salt = Salt{{9}};
  out.created_at = TimestampUs(1);
  out.expiry = TimestampUs(2);
  out.transaction_id = TransactionId{{7}};
  out.signed_transaction = {0, 255, 1};
  out.final_at = TimestampUs(3);
  out.final_us = 1'001;
  out.version = Version(9);
  out.failure = "insufficient_balance";
  return out;
}

TEST(OperationTest, ReadsBackAsWritten) {
  for (const auto kind :
       {OperationKind::payment, OperationKind::open_account, OperationKind::grant}) {
    for (const auto state : {OperationState::awaiting_confirmation, OperationState::submitted,
                             OperationState::checking, OperationState::final,
                             OperationState::failed, OperationState::cancelled}) {
      auto operation = some_operation();
      operation.kind = kind;
      operation.state = state;
      const auto again = operation_from_json(to_json(operation));
      ASSERT_TRUE(again.has_value());
      EXPECT_EQ(to_json(*again), to_json(operation));
      EXPECT_EQ(again->open(),
                state == OperationState::submitted || state == OperationState::checking);
    }
  }
  auto plain = some_operation();
  plain.memo.reset();
  plain.version.reset();
  plain.currency = {};
  const auto again = operation_from_json(to_json(plain));
  ASSERT_TRUE(again.has_value());
  EXPECT_FALSE(again->memo || again->version);
}

TEST(OperationTest, ADamagedRecordIsRefused) {
  const auto good = to_json(some_operation());
  for (const auto& member : good) {
    if (member.key() == "memo" || member.key() == "version") continue;  // may be absent
    auto without = good;
    without.erase(member.key());
    EXPECT_FALSE(operation_from_json(without).has_value()) << member.key();
    auto other = good;
    other[member.key()] = nullptr;
    EXPECT_FALSE(operation_from_json(other).has_value()) << member.key();
  }
  auto negative = good;
  negative["amount"] = -1;
  EXPECT_FALSE(operation_from_json(negative).has_value());
}

TEST(OperationTest, EveryPartOfTheIntentMakesAnotherNonce) {
  const auto base = nonce_of("intent", 0, 0);
  EXPECT_EQ(nonce_of("intent", 0, 0), base);
  std::set<Nonce> nonces = {base};
  std::set<std::string> ids = {operation_id("intent", 0, 0)};
  for (const auto& [intent, index, attempt] : {std::tuple{"intent", 1U, 0U},
                                               {"intent", 0U, 1U},
                                               {"intent ", 0U, 0U},
                                               {"", 0U, 0U},
                                               {"intent", 256U, 0U}}) {
    EXPECT_TRUE(nonces.insert(nonce_of(intent, index, attempt)).second);
    EXPECT_TRUE(ids.insert(operation_id(intent, index, attempt)).second);
  }
  EXPECT_TRUE(ids.begin()->starts_with("pay_"));
}

TEST(OperationTest, AMemosHashIsSalted) {
  EXPECT_NE(memo_hash(Salt{{1}}, "lunch"), memo_hash(Salt{{2}}, "lunch"));
  EXPECT_NE(memo_hash(Salt{{1}}, "lunch"), memo_hash(Salt{{1}}, "lunch "));
}

TEST(OperationTest, AppsSeeNoMoreThanThereIs) {
  auto operation = some_operation();
  const auto final = view(operation);
  EXPECT_EQ(final.state, "final");
  EXPECT_EQ(final.to, "@maria");
  EXPECT_EQ(final.final_ms, 2U);  // rounded up: nothing is final in no time
  EXPECT_EQ(final.transaction_id, operation.transaction_id.hex());
  operation.state = OperationState::awaiting_confirmation;
  operation.signed_transaction.clear();
  EXPECT_TRUE(view(operation).transaction_id.empty());
  EXPECT_FALSE(view(operation).final_ms.has_value());
}

}  // namespace
}  // namespace pennypost::gateway
