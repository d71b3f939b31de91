#include <gtest/gtest.h>

#include "tests/simulator/cases/support.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kHourUs = 3600 * kSecondUs;

std::size_t holds_of(const Cluster& cluster, std::size_t node) {
  std::size_t count = 0;
  for (const auto& [key, entry] : cluster.ledger(node).final_state().entries()) {
    if (std::holds_alternative<Hold>(entry)) ++count;
  }
  return count;
}

Transaction hold_until(Cluster& cluster, std::uint64_t payer, std::uint64_t us) {
  return cluster.world().hold(payer, cluster.random(), std::nullopt,
                              cluster.unix_time() + 60 * kSecondUs, kGenesisTime + us);
}

TEST(Due, AHoldComesBackInTheQuietWithoutAnybodyAsking) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.start();
  cluster.submit(0, {hold_until(cluster, 3, kHourUs / 2)});
  cluster.run_until(10 * kSecondUs);
  const std::uint64_t before = cluster.checker().final_height();
  const std::uint64_t persists = cluster.persists();
  cluster.run_until(kHourUs / 2 - 1);
  EXPECT_EQ(holds_of(cluster, 0), 1U);
  EXPECT_EQ(cluster.persists(), persists);
  cluster.run_until(kHourUs / 2 + 100'000);
  EXPECT_EQ(cluster.checker().final_height(), before + 1);
  for (std::size_t node = 0; node < 4; ++node) {
    EXPECT_EQ(holds_of(cluster, node), 0U) << node;
    EXPECT_TRUE(cluster.status(node).quiet) << node;
  }
  cluster.run_until(kHourUs);
  EXPECT_EQ(cluster.checker().final_height(), before + 1);
  EXPECT_EQ(violations_of(cluster), "");
}

TEST(Due, ADeadLeaderIsReplaced) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.start();
  cluster.submit(0, {hold_until(cluster, 3, 600 * kSecondUs)});
  cluster.run_until(60 * kSecondUs);
  cluster.crash(cluster.status(0).leader);
  const std::size_t alive = cluster.is_up(0) ? 0 : 1;
  cluster.run_until(605 * kSecondUs);
  EXPECT_EQ(holds_of(cluster, alive), 0U);
  EXPECT_EQ(violations_of(cluster), "");
}

TEST(Due, AfterAnHourOfQuietTheNextPaymentIsFinalAtOnce) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.conditions.delay_us = 10'000;
  cluster.start();
  // Its nonce expires in the quiet: it was given to a validator that nobody heard.
  Random random(5);
  const Transaction late = cluster.world().transfer(random, kGenesisTime + 60 * kSecondUs);
  cluster.run_until(kHourUs);
  const std::uint64_t before = cluster.now_us();
  cluster.submit(0, {late});
  cluster.submit(0, 1, 60 * kSecondUs);
  cluster.run_until(kHourUs + kSecondUs);
  EXPECT_EQ(violations_of(cluster), "");
  EXPECT_FALSE(cluster.checker().is_kept(late.id));
  EXPECT_EQ(cluster.checker().kept(), 1U);
  ASSERT_EQ(cluster.checker().final_height(), 1U);
  // At most a delay to the leader, and three to finality.
  EXPECT_LE(cluster.final_times().at({0, Height(1)}), before + 4 * 10'000U);
}

TEST(Due, AnExpiredTransactionThatABlockNamesIsDiscarded) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.start();
  cluster.run_until(kHourUs);
  Random random(5);
  const Transaction late = cluster.world().transfer(random, kGenesisTime + 60 * kSecondUs);
  cluster.give(0, {late});
  cluster.run_until(kHourUs + kSecondUs);
  EXPECT_EQ(cluster.checker().final_height(), 1U);
  EXPECT_FALSE(cluster.checker().is_kept(late.id));
  EXPECT_EQ(violations_of(cluster), "");
}

TEST(Due, WhoeverWasCutOffLearnsTheFinalVersionInTheQuiet) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.start();
  cluster.run_until(kSecondUs);
  cluster.partition({0, 1, 0, 0});
  for (int i = 0; i < 20; ++i) cluster.submit(0, 2, 60 * kSecondUs);
  cluster.run_until(kHourUs);
  EXPECT_EQ(cluster.status(1).final_info.height, Height(0));
  cluster.heal();
  cluster.run_until(kHourUs + 3 * kSecondUs);
  EXPECT_EQ(cluster.status(1).final_info, cluster.status(0).final_info);
  EXPECT_EQ(cluster.checker().kept(), 40U);
  EXPECT_EQ(violations_of(cluster), "");
}

TEST(Due, FiftyThousandHoldsDrainInConsecutiveBlocks) {
  constexpr std::uint64_t kHolds = 50'000;
  constexpr std::uint64_t kDueUs = 600 * kSecondUs;
  Cluster cluster({.powers = {1}});
  cluster.start();
  std::vector<Transaction> transactions;
  for (std::uint64_t i = 0; i < kHolds; ++i) {
    transactions.push_back(cluster.world().hold(i % kAccounts, cluster.random(),
                                                SequenceNumber(i / kAccounts),
                                                kGenesisTime + kHourUs, kGenesisTime + kDueUs));
    if (transactions.size() == 5000) cluster.give(0, std::exchange(transactions, {}));
  }
  cluster.run_until(60 * kSecondUs);
  ASSERT_EQ(holds_of(cluster, 0), kHolds);
  const std::uint64_t before = cluster.checker().final_height();
  cluster.run_until(kDueUs + kSecondUs);
  EXPECT_EQ(holds_of(cluster, 0), 0U);
  EXPECT_EQ(cluster.checker().final_height(), before + 4);
  EXPECT_EQ(cluster.final_times().at({0, Height(before + 4)}), kDueUs);
  EXPECT_EQ(violations_of(cluster), "");
}

}  // namespace
}  // namespace pennypost::simulator
