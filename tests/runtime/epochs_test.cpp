#include <gtest/gtest.h>

#include "tests/runtime/cluster.h"

namespace pennypost::runtime {
namespace {

ValidatorSet chosen(const ValidatorSet& from, const std::vector<std::size_t>& order) {
  ValidatorSet out;
  for (const std::size_t i : order) out.validators.push_back(from.validators[i]);
  return out;
}

bool is_in(Cluster& cluster, std::size_t node, std::uint64_t epoch) {
  return eventually([&] { return cluster.view(node, 1).info.epoch == Epoch(epoch); });
}

TEST(EpochsTest, OneLeavesAndComesBackWhilePaymentsFlow) {
  Cluster cluster(5);
  EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 1, 1, 1)).get().final);
  const auto smaller = chosen(cluster.validators(), {2, 0, 1, 3});
  const auto change = cluster.change_validators(smaller, 2);
  EXPECT_TRUE(cluster.submit(1, change).get().final);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_TRUE(is_in(cluster, i, 2)) << i;

  // Four go on, and the fifth follows.
  EXPECT_TRUE(eventually([&] { return cluster.refusal(0, cluster.transfer(0, 1, 1, 3)).empty(); }));
  EXPECT_TRUE(eventually([&] { return cluster.view(4, 1).balance == 1002; }));
  EXPECT_EQ(cluster.refusal(4, cluster.transfer(0, 1, 1, 4)), "observer");

  // Whoever starts again finds its place in the epoch.
  cluster.stop(2);
  EXPECT_TRUE(cluster.submit(3, cluster.transfer(0, 1, 1, 5)).get().final);
  cluster.start(2);
  EXPECT_TRUE(eventually([&] { return cluster.view(2, 1).balance == 1003; }));
  cluster.stop(0);
  EXPECT_TRUE(cluster.submit(2, cluster.transfer(0, 1, 1, 6)).get().final);
  cluster.start(0);

  EXPECT_TRUE(cluster.submit(2, cluster.change_validators(cluster.validators(), 7)).get().final);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_TRUE(is_in(cluster, i, 3)) << i;
  EXPECT_TRUE(eventually([&] { return cluster.refusal(4, cluster.transfer(0, 1, 1, 8)).empty(); }));
  EXPECT_TRUE(eventually([&] { return cluster.view(1, 1).balance == 1005; }));
  EXPECT_TRUE(cluster.store(0).epoch_step(Epoch(3)).has_value());
}

}  // namespace
}  // namespace pennypost::runtime
