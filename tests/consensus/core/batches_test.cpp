#include "consensus/core/batches.h"

#include <gtest/gtest.h>

#include "tests/consensus/core/support.h"

namespace pennypost::consensus {
namespace {

constexpr TimestampUs kNow(1'000'000'000'000);
constexpr std::uint64_t kSecond = 1'000'000;

class Holding : public testing::Test {
 protected:
  std::shared_ptr<const Batch> batch(ValidatorIndex author, TimestampUs expiry,
                                     std::size_t transactions = 1) {
    std::vector<Transaction> list;
    for (std::size_t i = 0; i < transactions; ++i) {
      list.push_back(four_.world().transfer(random_, expiry));
    }
    return simulator::World::batch(author, sequence_++, expiry, std::move(list));
  }
  /// Of this size, in bytes.
  std::shared_ptr<const Batch> large(ValidatorIndex author, std::size_t bytes) {
    Batch out = *batch(author, kNow + 10 * kSecond);
    out.bytes.resize(bytes);
    out.digest.bytes[0] = static_cast<std::uint8_t>(sequence_);
    return std::make_shared<const Batch>(std::move(out));
  }
  Batches::Choice choose(TimestampUs at = kNow, std::set<BatchDigest> named = {}) {
    return batches_.choose(named, at, Round(5));
  }

  Four four_;
  simulator::Random random_{1};
  std::uint64_t sequence_ = 0;
  Batches batches_{four_.context().validators, ValidatorIndex{0}};
};

TEST_F(Holding, NamesInOrderOfArrivalWhatMayBeNamed) {
  const auto a = batch(1, kNow + 10 * kSecond);
  const auto b = batch(2, kNow + 5 * kSecond);
  EXPECT_EQ(batches_.add(a, 1, kNow, false), Batches::Added::fresh);
  EXPECT_EQ(batches_.add(b, 2, kNow, false), Batches::Added::fresh);
  EXPECT_EQ(batches_.add(a, 3, kNow, false), Batches::Added::known);
  EXPECT_EQ(choose().references, (std::vector{reference_of(*a), reference_of(*b)}));
  EXPECT_EQ(choose(kNow, {a->digest}).references, std::vector{reference_of(*b)});
  EXPECT_EQ(choose(kNow + 5 * kSecond).references, std::vector{reference_of(*a)});  // b expired
}

TEST_F(Holding, ABatchTooFarAheadWaitsForItsTime) {
  const auto a = batch(1, kNow + kBatchLifetimeUsMax + kSecond);
  EXPECT_EQ(batches_.add(a, 1, kNow, false), Batches::Added::fresh);
  EXPECT_TRUE(choose().references.empty());
  EXPECT_EQ(choose().retry_at, kNow + kSecond);
  EXPECT_EQ(choose(kNow + kSecond).references.size(), 1U);
}

TEST_F(Holding, RefusesTheExpiredTheFarAndTheTooMany) {
  EXPECT_EQ(batches_.add(batch(1, kNow), 1, kNow, false), Batches::Added::refused);
  EXPECT_EQ(batches_.add(batch(1, kNow + kExpiryAheadUsMax + 1), 1, kNow, false),
            Batches::Added::refused);
  std::size_t taken = 0;
  while (batches_.add(large(1, kBatchBytesMax), 1, kNow, false) == Batches::Added::fresh) ++taken;
  EXPECT_EQ(taken, kPeerBytesMax / kBatchBytesMax);
  // Asked for, or from somebody else: still taken.
  EXPECT_EQ(batches_.add(large(1, 100), 1, kNow, true), Batches::Added::fresh);
  EXPECT_EQ(batches_.add(large(2, 100), 2, kNow, false), Batches::Added::fresh);
}

TEST_F(Holding, ABlockStaysWithinItsCaps) {
  for (int i = 0; i < 20; ++i) batches_.add(large(2, kBatchBytesMax), 2, kNow, false);
  EXPECT_EQ(choose().references.size(), kBlockBytesMax / kBatchBytesMax);
}

TEST_F(Holding, WhatIsFinalIsGoneAndNotTakenAgain) {
  const auto a = batch(1, kNow + 10 * kSecond);
  batches_.add(a, 1, kNow, false);
  batches_.on_named({reference_of(*a)});
  batches_.on_final({reference_of(*a)});
  EXPECT_EQ(batches_.size(), 0U);
  EXPECT_EQ(batches_.bytes(), 0U);
  EXPECT_TRUE(batches_.is_final(a->digest));
  EXPECT_EQ(batches_.add(a, 2, kNow, false), Batches::Added::known);
  batches_.forget_final(kNow + 10 * kSecond);
  EXPECT_FALSE(batches_.is_final(a->digest));
}

TEST_F(Holding, OwnExpiredBatchesComeBackOnce) {
  const auto own = batch(0, kNow + kSecond);
  const auto other = batch(1, kNow + kSecond);
  batches_.add(own, 0, kNow, false);
  batches_.add(other, 1, kNow, false);
  EXPECT_FALSE(batches_.any_expired(kNow, kNow + 2 * kSecond));  // a slow clock may still vote
  const TimestampUs late = kNow + kSecond + kClockBehindUsMax;
  ASSERT_TRUE(batches_.any_expired(kNow, late));
  EXPECT_EQ(batches_.expire(kNow, late, {}), std::vector{own});
  EXPECT_EQ(batches_.size(), 0U);
}

TEST_F(Holding, NamedBatchesStayUntilTheirBlockIsGone) {
  const auto own = batch(0, kNow + kSecond);
  batches_.add(own, 0, kNow, false);
  batches_.on_named({reference_of(*own)});
  const TimestampUs after = kNow + 2 * kSecond;
  // On the certified chain it may still become final: not given back yet.
  EXPECT_TRUE(batches_.expire(after, after, {own->digest}).empty());
  EXPECT_EQ(batches_.expire(after, after, {}).size(), 1U);
  EXPECT_NE(batches_.find(own->digest), nullptr);
  EXPECT_TRUE(batches_.expire(after, after, {}).empty());
  EXPECT_TRUE(choose(kNow).references.empty());  // given back: not named again
  batches_.on_unnamed({reference_of(*own)});
  EXPECT_TRUE(batches_.expire(after, after, {}).empty());
  EXPECT_EQ(batches_.find(own->digest), nullptr);
}

TEST_F(Holding, ADistrustedAuthorNeedsAcknowledgements) {
  const auto a = batch(1, kNow + 10 * kSecond);
  batches_.add(a, 1, kNow, false);
  batches_.distrust(1, Round(100));
  EXPECT_TRUE(choose().references.empty());
  batches_.acknowledge(1, a->digest);  // its author's word does not count
  EXPECT_TRUE(choose().references.empty());
  batches_.acknowledge(2, a->digest);
  EXPECT_EQ(choose().references.size(), 1U);
  const auto b = batch(1, kNow + 10 * kSecond);
  batches_.add(b, 1, kNow, false);
  EXPECT_EQ(choose().references.size(), 1U);
  EXPECT_EQ(batches_.choose({}, kNow, Round(100)).references.size(), 2U);
}

TEST_F(Holding, KnowsWhoLacksWhat) {
  const auto a = batch(0, kNow + 10 * kSecond);
  batches_.add(a, 0, kNow, false);
  const std::uint64_t mark = batches_.arrivals();
  batches_.add(batch(0, kNow + 10 * kSecond), 0, kNow, false);
  batches_.acknowledge(2, a->digest);
  EXPECT_EQ(batches_.unacknowledged(1, kNow, mark, 1 << 20).size(), 1U);
  EXPECT_EQ(batches_.unacknowledged(2, kNow, mark, 1 << 20).size(), 0U);
  EXPECT_EQ(batches_.unacknowledged(2, kNow, UINT64_MAX, 1 << 20).size(), 1U);
  EXPECT_EQ(batches_.unacknowledged(1, kNow, UINT64_MAX, 0).size(), 0U);
  EXPECT_EQ(batches_.unacknowledged(1, kNow + 10 * kSecond, UINT64_MAX, 1 << 20).size(), 0U);
}

TEST_F(Holding, AReferenceMustSayWhatTheBatchIs) {
  const auto a = batch(1, kNow + 10 * kSecond);
  batches_.add(a, 1, kNow, false);
  auto reference = reference_of(*a);
  EXPECT_EQ(batches_.find_all({reference}).size(), 1U);
  reference.count = 2;
  EXPECT_TRUE(batches_.find_all({reference}).empty());
}

}  // namespace
}  // namespace pennypost::consensus
