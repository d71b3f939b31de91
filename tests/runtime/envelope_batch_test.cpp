#include <gtest/gtest.h>

#include "consensus/wire/consensus_wire.h"
#include "ledger/wire/ledger_wire.h"
#include "tests/ledger/support/world.h"

namespace pennypost::wire {
namespace {

using test::address_of;
using test::id_of;
using test::kChain;

crypto::KeyPair key() {
  return crypto::KeyPair(*crypto::Seed::from(id_of("gateway").view()));
}

PendingTransaction envelope(std::uint64_t first, std::size_t count) {
  EnvelopeDraft draft{.chain_id = kChain,
                      .delegate = id_of<DelegateId>("delegate"),
                      .public_keys = {key().public_key()},
                      .items = {}};
  for (std::size_t i = 0; i < count; ++i) {
    draft.items.push_back({.sender = address_of("alice"),
                           .replay = SequenceNumber(first + i),
                           .expiry = TimestampUs(99),
                           .operation = test::pay("bob", test::kUsd, 1)});
  }
  Bytes bytes = sign_envelope(draft, key());
  auto checked = check_submission(bytes, kChain, crypto::verify);
  CHECK(checked.has_value());
  return pending_of(std::move(bytes), std::move(*checked));
}

PendingTransaction single(std::uint64_t number) {
  Bytes bytes = sign_transaction({.chain_id = kChain,
                                  .sender = address_of("bob"),
                                  .threshold = 1,
                                  .public_keys = {key().public_key()},
                                  .replay = SequenceNumber(number),
                                  .expiry = TimestampUs(99),
                                  .memo_hash = std::nullopt,
                                  .metadata = {},
                                  .operation = test::pay("carol", test::kUsd, 1)},
                                 key());
  auto checked = check_submission(bytes, kChain, crypto::verify);
  CHECK(checked.has_value());
  return pending_of(std::move(bytes), std::move(*checked));
}

TEST(EnvelopeBatch, HoldsTheItemsInOrder) {
  const std::vector<PendingTransaction> submitted{single(0), envelope(10, 3), single(1),
                                                  envelope(20, 2)};
  const auto made = make_batch(
      {.epoch = Epoch(1), .author = 0, .sequence = 1, .expiry = TimestampUs(50)}, submitted);
  ASSERT_EQ(made->transactions->size(), 7U);
  const auto read = read_batch(made->bytes, kChain, crypto::verify);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(*(*read)->transactions, *made->transactions);
  EXPECT_EQ(made->transactions->at(2).replay, ReplayProtection(SequenceNumber(11)));

  const std::size_t places[] = {0, 1, 1, 1, 2, 3, 3};
  for (std::uint32_t i = 0; i < 7; ++i) {
    EXPECT_EQ(*transaction_in_batch(made->bytes, i), submitted[places[i]].bytes) << i;
  }
  EXPECT_FALSE(transaction_in_batch(made->bytes, 7).has_value());

  const auto again = submissions_in(*made);
  ASSERT_EQ(again.size(), submitted.size());
  for (std::size_t i = 0; i < again.size(); ++i) {
    EXPECT_EQ(again[i].bytes, submitted[i].bytes);
    EXPECT_EQ(again[i].transaction, submitted[i].transaction);
    EXPECT_EQ(again[i].rest, submitted[i].rest);
  }
}

TEST(EnvelopeBatch, CountsItemsAgainstTheLimit) {
  const auto count = static_cast<std::size_t>(consensus::kBatchTransactionsMax);
  const BatchDraft draft{.epoch = Epoch(1), .author = 0, .sequence = 1, .expiry = TimestampUs(50)};
  EXPECT_TRUE(read_batch(make_batch(draft, {envelope(0, count - 1), single(0)})->bytes, kChain,
                         crypto::verify));
  EXPECT_FALSE(read_batch(make_batch(draft, {envelope(0, count - 1), single(0), single(1)})->bytes,
                          kChain, crypto::verify));
}

}  // namespace
}  // namespace pennypost::wire
