#include "consensus/core/leader.h"

#include <gtest/gtest.h>

#include <map>

#include "consensus/core/pacemaker.h"

namespace pennypost::consensus {
namespace {

ValidatorSet powers(std::vector<std::uint64_t> list) {
  ValidatorSet set;
  for (const std::uint64_t power : list) set.validators.push_back({{}, {}, Power(power), "v"});
  return set;
}

TEST(Leader, EqualPowersTakeTurns) {
  const ValidatorSet set = powers({100, 100, 100, 100});
  for (std::uint64_t round = 1; round < 20; ++round) {
    EXPECT_NE(leader(Epoch(1), Round(round), set), leader(Epoch(1), Round(round + 1), set));
    EXPECT_EQ(leader(Epoch(1), Round(round), set), leader(Epoch(1), Round(round + 4), set));
  }
}

TEST(Leader, TurnsAreByPowerAndSpreadOut) {
  const ValidatorSet set = powers({1, 2, 3, 4, 0});
  std::map<ValidatorIndex, int> turns;
  for (std::uint64_t round = 1; round <= 100; ++round) ++turns[leader(Epoch(3), Round(round), set)];
  EXPECT_EQ(turns, (std::map<ValidatorIndex, int>{{0, 10}, {1, 20}, {2, 30}, {3, 40}}));
  // A validator of at most a third of the power never leads three times in a row.
  for (std::uint64_t round = 1; round <= 100; ++round) {
    const auto first = leader(Epoch(3), Round(round), set);
    if (first == 3) continue;
    EXPECT_FALSE(leader(Epoch(3), Round(round + 1), set) == first &&
                 leader(Epoch(3), Round(round + 2), set) == first);
  }
}

TEST(Leader, HugePowersAndASingleValidator) {
  const ValidatorSet set = powers({(1ULL << 60) + 1, 1ULL << 60, (1ULL << 60) + 7});
  std::map<ValidatorIndex, int> turns;
  for (std::uint64_t round = 1; round <= 300; ++round) ++turns[leader(Epoch(1), Round(round), set)];
  for (ValidatorIndex i = 0; i < 3; ++i) EXPECT_NEAR(turns[i], 100, 3);
  EXPECT_EQ(leader(Epoch(1), Round(7), powers({9})), 0);
}

TEST(Pacing, BacksOffAndComesBack) {
  Pacemaker pacemaker({.round_timeout_us_min = 500'000, .round_timeout_us_max = 8'000'000},
                      Round(1), 0);
  EXPECT_EQ(pacemaker.timeout_us(), 500'000U);
  for (std::uint64_t round = 1; round < 20; ++round) EXPECT_TRUE(pacemaker.on_tc(Round(round), 0));
  EXPECT_EQ(pacemaker.round(), Round(20));
  EXPECT_TRUE(pacemaker.after_timeout());
  EXPECT_EQ(pacemaker.timeout_us(), 8'000'000U);
  EXPECT_FALSE(pacemaker.on_tc(Round(3), 0));
  EXPECT_FALSE(pacemaker.on_qc(Round(19), 0));
  EXPECT_TRUE(pacemaker.on_qc(Round(20), 1'000));
  EXPECT_FALSE(pacemaker.after_timeout());
  EXPECT_EQ(pacemaker.timeout_us(), 500'000U);
}

TEST(Pacing, AdaptsToSlowRounds) {
  Pacemaker pacemaker({.round_timeout_us_min = 500'000, .round_timeout_us_max = 8'000'000},
                      Round(1), 0);
  std::uint64_t now_us = 0;
  for (std::uint64_t round = 1; round < 60; ++round) {
    pacemaker.on_round_work(now_us);
    now_us += 600'000;
    EXPECT_TRUE(pacemaker.on_qc(Round(round), now_us));
  }
  EXPECT_GT(pacemaker.timeout_us(), 2'000'000U);
  EXPECT_LE(pacemaker.timeout_us(), 2'400'000U);
}

}  // namespace
}  // namespace pennypost::consensus
