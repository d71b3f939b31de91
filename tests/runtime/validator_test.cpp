#include <gtest/gtest.h>

#include "tests/runtime/cluster.h"

namespace pennypost::runtime {
namespace {

using namespace std::chrono_literals;

TEST(ValidatorTest, APaymentBecomesFinalOnAllFour) {
  Cluster cluster(4);
  const auto payment = cluster.transfer(0, 1, 50, 1);
  EXPECT_TRUE(cluster.submit(0, payment).get().final);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_TRUE(eventually([&] { return cluster.view(i, 1).balance == 1050; }));
    EXPECT_TRUE(eventually([&] { return cluster.view(i, 1).quiet; }));
  }
  const LedgerInfo first = cluster.view(0, 1).info;
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_TRUE(eventually([&] { return cluster.view(i, 1).info.version == first.version; }));
    const LedgerInfo other = cluster.view(i, 1).info;
    EXPECT_EQ(other.state_root, first.state_root);
    EXPECT_EQ(other.accumulator_root, first.accumulator_root);
  }
  EXPECT_TRUE(eventually(
      [&] { return cluster.store(2).transaction_by_id(payment.transaction.id).has_value(); }));
}

TEST(ValidatorTest, TheSameTransactionEverywhereHappensOnce) {
  Cluster cluster(4);
  const auto payment = cluster.transfer(0, 1, 50, 1);
  std::vector<std::future<Outcome>> outcomes;
  for (std::size_t i = 0; i < 4; ++i) outcomes.push_back(cluster.submit(i, payment));
  for (auto& outcome : outcomes) EXPECT_TRUE(outcome.get().final);
  EXPECT_EQ(cluster.view(0, 1).balance, 1050U);
  EXPECT_EQ(cluster.view(0, 0).balance, 950U);
}

TEST(ValidatorTest, OneDownChangesNothingAndItCatchesUp) {
  Cluster cluster(4);
  EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 1, 1, 1)).get().final);
  cluster.stop(3);
  for (std::uint64_t n = 2; n < 12; ++n) {
    EXPECT_TRUE(cluster.submit(n % 3, cluster.transfer(0, 1, 1, n)).get().final);
  }
  cluster.start(3);
  EXPECT_TRUE(eventually([&] { return cluster.view(3, 1).balance == 1011; }));
  // It votes again: without it there is no quorum once another is gone.
  cluster.stop(2);
  EXPECT_TRUE(cluster.submit(3, cluster.transfer(0, 1, 1, 20)).get().final);
  EXPECT_EQ(cluster.view(3, 1).balance, 1012U);
}

TEST(ValidatorTest, TwoDownNothingIsAcknowledgedAndNothingLost) {
  Cluster cluster(4);
  EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 1, 1, 1)).get().final);
  cluster.stop(2);
  cluster.stop(3);
  auto outcome = cluster.submit(0, cluster.transfer(0, 1, 7, 2));
  EXPECT_EQ(outcome.wait_for(2s), std::future_status::timeout);
  EXPECT_EQ(cluster.view(0, 1).balance, 1001U);
  cluster.start(3);
  ASSERT_EQ(outcome.wait_for(30s), std::future_status::ready);
  EXPECT_TRUE(outcome.get().final);
  EXPECT_EQ(cluster.view(0, 1).balance, 1008U);
  EXPECT_TRUE(eventually([&] { return cluster.view(3, 1).balance == 1008; }));
}

TEST(ValidatorTest, AllRestartedGoOnWhereTheyStopped) {
  Cluster cluster(4);
  for (std::uint64_t n = 0; n < 20; ++n) {
    EXPECT_TRUE(cluster.submit(n % 4, cluster.transfer(0, 1, 1, n)).get().final);
  }
  for (std::size_t i = 0; i < 4; ++i) cluster.stop(i);
  for (std::size_t i = 0; i < 4; ++i) cluster.start(i);
  EXPECT_TRUE(cluster.submit(1, cluster.transfer(0, 1, 1, 100)).get().final);
  EXPECT_EQ(cluster.view(1, 1).balance, 1021U);
}

TEST(ValidatorTest, OneValidatorAloneIsAQuorum) {
  Cluster cluster(1);
  EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 1, 5, 1)).get().final);
  EXPECT_EQ(cluster.view(0, 1).balance, 1005U);
}

TEST(ValidatorTest, AnObserverFollowsAndTakesNoTransactions) {
  Cluster cluster(4);
  EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 1, 1, 1)).get().final);
  cluster.start(4);
  EXPECT_TRUE(eventually([&] { return cluster.view(4, 1).balance == 1001; }));
  for (std::uint64_t n = 2; n < 12; ++n) {
    EXPECT_TRUE(cluster.submit(n % 4, cluster.transfer(0, 1, 1, n)).get().final);
  }
  EXPECT_TRUE(eventually([&] { return cluster.view(4, 1).balance == 1011; }));
  EXPECT_EQ(cluster.view(4, 1).last_voted_round, Round(0));
  EXPECT_EQ(cluster.refusal(4, cluster.transfer(0, 1, 1, 20)), "observer");
  // It is nobody's quorum: one validator down, and payments need the other three.
  cluster.stop(3);
  EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 1, 1, 21)).get().final);
  EXPECT_TRUE(eventually([&] { return cluster.view(4, 1).balance == 1012; }));
  cluster.stop(2);
  auto outcome = cluster.submit(0, cluster.transfer(0, 1, 1, 22));
  EXPECT_EQ(outcome.wait_for(1s), std::future_status::timeout);
}

TEST(ValidatorTest, ManyPaymentsAtOnceAllArrive) {
  Cluster cluster(4);
  std::vector<std::future<Outcome>> outcomes;
  for (std::uint64_t n = 0; n < 500; ++n) {
    outcomes.push_back(cluster.submit(n % 4, cluster.transfer(n % 3, (n + 1) % 3, 1, n)));
  }
  for (auto& outcome : outcomes) EXPECT_TRUE(outcome.get().final);
  // Each answer says that the validator it was sent to has it; the first one may still be behind.
  EXPECT_TRUE(eventually([&] {
    return cluster.view(0, 0).balance == 999 && cluster.view(0, 1).balance == 1000 &&
           cluster.view(0, 2).balance == 1001;
  }));
}

}  // namespace
}  // namespace pennypost::runtime
