#include <gtest/gtest.h>

#include "tests/simulator/cases/support.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kDelayUs = 10'000;

TEST(Calm, FinalInExactlyThreeMessageDelaysEverywhere) {
  for (const std::size_t n : {4U, 7U, 16U}) {
    Cluster cluster({.powers = std::vector<std::uint64_t>(n, 1)});
    cluster.conditions.delay_us = kDelayUs;
    cluster.start();
    cluster.run_until(2 * kSecondUs);
    cluster.submit(0, 3, 60 * kSecondUs);
    cluster.run_until(3 * kSecondUs);
    EXPECT_EQ(violations_of(cluster), "");
    ASSERT_EQ(cluster.checker().final_height(), 1U);
    EXPECT_EQ(cluster.checker().kept(), 3U);
    const std::uint64_t proposed =
        cluster.proposal_times().at(cluster.checker().final_chain().at(Height(1)).block_id);
    for (std::size_t node = 0; node < n; ++node) {
      EXPECT_EQ(cluster.final_times().at({node, Height(1)}), proposed + 3 * kDelayUs) << node;
    }
  }
}

TEST(Calm, ABlockEveryTwoMessageDelaysUnderLoad) {
  for (const std::size_t n : {4U, 7U, 16U}) {
    Cluster cluster({.powers = std::vector<std::uint64_t>(n, 1)});
    cluster.conditions.delay_us = kDelayUs;
    cluster.start();
    for (std::uint64_t at_us = kSecondUs; at_us < 3 * kSecondUs; at_us += 1'000) {
      cluster.at(at_us, [&cluster, at_us, n] {
        cluster.submit(static_cast<consensus::ValidatorIndex>(at_us / 1000 % n), 1, 60 * kSecondUs);
      });
    }
    cluster.run_until(4 * kSecondUs);
    EXPECT_EQ(violations_of(cluster), "");
    EXPECT_EQ(cluster.checker().kept(), 2'000U);
    // Steady state: consecutive blocks are proposed exactly 2 delays apart, each final 3 after.
    const auto& chain = cluster.checker().final_chain();
    ASSERT_GT(chain.size(), 90U);
    for (std::uint64_t height = 11; height < 90; ++height) {
      const auto proposed = [&](std::uint64_t h) {
        return cluster.proposal_times().at(chain.at(Height(h)).block_id);
      };
      EXPECT_EQ(proposed(height) - proposed(height - 1), 2 * kDelayUs) << height;
      EXPECT_EQ(cluster.final_times().at({0, Height(height)}), proposed(height) + 3 * kDelayUs);
    }
  }
}

TEST(Calm, OneValidatorAloneIsFinalAtOnce) {
  Cluster cluster({.powers = {5}});
  cluster.start();
  for (int i = 0; i < 10; ++i) cluster.submit(0, 2, 60 * kSecondUs);
  EXPECT_EQ(cluster.checker().kept(), 20U);
  cluster.run_until(5 * kSecondUs);
  EXPECT_EQ(violations_of(cluster), "");
  EXPECT_EQ(cluster.checker().final_height(), 10U);
  EXPECT_TRUE(cluster.status(0).quiet);
}

TEST(Calm, UnequalPowers) {
  Cluster cluster({.powers = {10, 1, 3, 7, 4}});
  cluster.start();
  for (std::uint64_t i = 0; i < 30; ++i) {
    cluster.at(i * 50'000, [&cluster, i] {
      cluster.submit(static_cast<consensus::ValidatorIndex>(i % 5), 1, 60 * kSecondUs);
    });
  }
  cluster.run_until(20 * kSecondUs);
  EXPECT_EQ(violations_of(cluster), "");
  EXPECT_EQ(cluster.checker().kept(), 30U);
}

TEST(Calm, AnIdleMinuteWritesNothing) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.start();
  cluster.submit(2, 5, 60 * kSecondUs);
  cluster.run_until(10 * kSecondUs);
  EXPECT_EQ(cluster.checker().kept(), 5U);
  for (std::size_t node = 0; node < 4; ++node) EXPECT_TRUE(cluster.status(node).quiet) << node;
  const std::uint64_t persists = cluster.persists();
  const std::uint64_t messages = cluster.messages();
  cluster.run_until(70 * kSecondUs);
  EXPECT_EQ(cluster.persists(), persists);
  EXPECT_EQ(cluster.messages() - messages, 60U * 4 * 3);  // pings alone
  EXPECT_EQ(violations_of(cluster), "");
}

TEST(Calm, ATickGivesACertifiedTimeAndThenQuiet) {
  Cluster cluster({.powers = {1, 1, 1, 1}});
  cluster.start();
  cluster.run_until(5 * kSecondUs);
  const auto leader = cluster.status(0).leader;
  const TimestampUs asked = cluster.unix_time();
  cluster.tick(leader);
  cluster.run_until(15 * kSecondUs);
  EXPECT_EQ(violations_of(cluster), "");
  // Those who hear of it later ask for a later time: one block more.
  ASSERT_GE(cluster.checker().final_height(), 1U);
  EXPECT_LE(cluster.checker().final_height(), 2U);
  EXPECT_GE(cluster.checker().final_chain().at(Height(1)).timestamp, asked);
  const Height last(cluster.checker().final_height());
  for (std::size_t node = 0; node < 4; ++node) {
    EXPECT_EQ(cluster.status(node).final_info.height, last);
    EXPECT_TRUE(cluster.status(node).quiet);
  }
}

TEST(Calm, TheSameSeedGivesTheSameTrace) {
  for (const std::uint64_t seed : {3U, 44U, 101U}) {
    const auto a = run_scenario({.seed = seed});
    const auto b = run_scenario({.seed = seed});
    EXPECT_EQ(to_json(*a), to_json(*b));
    EXPECT_NE(a->trace_hash, run_scenario({.seed = seed + 1000})->trace_hash);
  }
}

}  // namespace
}  // namespace pennypost::simulator
