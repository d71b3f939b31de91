#include <gtest/gtest.h>

#include "tests/simulator/cases/support.h"

namespace pennypost::simulator {
namespace {

TEST(Flood, OfEveryKindOfMessageLeavesMemoryAndDisksBounded) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Cluster cluster({.seed = seed, .powers = {1, 1, 1, 1}});
    cluster.conditions.delay_us = 2'000;
    cluster.corrupt(3, "flooder");
    cluster.start();
    for (std::uint64_t at_us = 0; at_us < 12 * kSecondUs; at_us += 20'000) {
      cluster.at(at_us, [&cluster, at_us] {
        cluster.submit(static_cast<consensus::ValidatorIndex>(at_us / 20'000 % 3), 1,
                       120 * kSecondUs);
      });
    }
    std::size_t most_batches = 0;
    while (cluster.now_us() < 12 * kSecondUs) {
      cluster.run_until(cluster.now_us() + 100'000);
      most_batches = std::max(most_batches, cluster.status(0).held_batches);
    }
    std::uint64_t sent = 0;
    for (const std::uint64_t count : cluster.hostile_messages()) {
      EXPECT_GT(count, 0U);
      sent += count;
    }
    EXPECT_GT(sent, 5'000U);
    EXPECT_GT(most_batches, 0U);
    // Everybody else's payments are final all the same, and what the flood left is dropped.
    cluster.run_until(120 * kSecondUs);
    EXPECT_EQ(cluster.checker().open(cluster.unix_time()), 0U);
    for (std::size_t node = 0; node < 3; ++node) {
      EXPECT_EQ(cluster.status(node).held_batches, 0U);
      EXPECT_EQ(cluster.status(node).unordered_bytes, 0U);
      EXPECT_LT(cluster.status(node).held_blocks, 64U);
      EXPECT_TRUE(cluster.status(node).quiet);
    }
    EXPECT_EQ(violations_of(cluster), "") << seed;
  }
}

}  // namespace
}  // namespace pennypost::simulator
