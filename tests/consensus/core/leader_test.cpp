#include "consensus/core/leader.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

#include "consensus/core/pacemaker.h"

namespace pennypost::consensus {
namespace {

ValidatorSet powers(std::vector<std::uint64_t> list) {
  ValidatorSet set;
  for (const std::uint64_t power : list) set.validators.push_back({{}, {}, Power(power), "v"});
  return set;
}

ValidatorIndex leader(Epoch epoch, Round round, const ValidatorSet& set) {
  return LeaderSchedule(epoch, set).leader(round, {});
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

/// A chain that grows with every honest leader; the dead never propose.
struct Chain {
  explicit Chain(const ValidatorSet& validators) : schedule(Epoch(1), validators) {}
  /// Lives through rounds up to `last`; returns how many of them failed.
  int run(std::uint64_t last, const std::set<ValidatorIndex>& dead) {
    int failed = 0;
    for (; round <= last; ++round) {
      const auto first = turns.size() > kTurnsMax ? turns.size() - kTurnsMax : 0;
      const ValidatorIndex leads =
          schedule.leader(Round(round), std::span<const Turn>(turns).subspan(first));
      ++led[leads];
      if (dead.contains(leads)) {
        ++failed;
        continue;
      }
      const Round parent = turns.empty() ? Round(0) : turns.back().round;
      turns.push_back({.round = Round(round), .parent_round = parent, .author = leads});
    }
    return failed;
  }
  LeaderSchedule schedule;
  std::uint64_t round = 1;
  std::vector<Turn> turns;
  std::map<ValidatorIndex, int> led;
};

TEST(Reputation, ADeadValidatorIsSkippedAndTriedAgain) {
  Chain chain(powers({1, 1, 1, 1}));
  chain.run(40, {});
  EXPECT_EQ(chain.led[2], 10);
  EXPECT_LE(chain.run(1000, {2}), 9);
  // In the long run once in kRetryRoundsMax rounds, or a turn later.
  const int later = chain.run(3000, {2});
  EXPECT_GE(later, 7);
  EXPECT_LE(later, 9);
  // Back again, it leads as before once one retry has succeeded.
  chain.run(3000 + kRetryRoundsMax + 20, {});
  chain.led.clear();
  EXPECT_EQ(chain.run(4000, {}), 0);
  EXPECT_NEAR(chain.led[2], chain.led[1], 2);
}

TEST(Reputation, OthersShareTheTurnsOfTheSkipped) {
  Chain chain(powers(std::vector<std::uint64_t>(7, 1)));
  chain.run(100, {1, 4});
  chain.led.clear();
  chain.run(1100, {1, 4});
  for (const ValidatorIndex alive : std::array<ValidatorIndex, 5>{0, 2, 3, 5, 6})
    EXPECT_NEAR(chain.led[alive], 200, 30);
}

TEST(Reputation, NeverMoreThanFPowerIsSkipped) {
  const ValidatorSet set = powers({1, 1, 1, 1, 1, 1, 1});
  const LeaderSchedule schedule(Epoch(1), set);
  // All failed in their last turn, except in one round.
  const std::vector<Turn> turns{{.round = Round(50), .parent_round = Round(0), .author = 3}};
  int substituted = 0;
  for (std::uint64_t round = 60; round < 67; ++round) {
    if (schedule.leader(Round(round), turns) != schedule.turn(Round(round))) ++substituted;
  }
  EXPECT_EQ(substituted, 2);
}

TEST(Reputation, ItSeesNothingOfTheLastRounds) {
  const LeaderSchedule schedule(Epoch(1), powers({1, 1, 1, 1}));
  std::vector<Turn> turns;
  for (std::uint64_t round = 1; round <= 30; ++round) {
    if (round % 4 == 2) continue;
    const Round parent = turns.empty() ? Round(0) : turns.back().round;
    turns.push_back({Round(round), parent, schedule.turn(Round(round))});
  }
  const auto absent = schedule.turn(Round(2));
  EXPECT_EQ(schedule.leader(Round(6), turns), absent);   // nobody sees round 2 yet
  EXPECT_NE(schedule.leader(Round(34), turns), absent);  // but now
  const auto changed = [&](std::size_t at) {
    auto other = turns;
    other[at].author = static_cast<ValidatorIndex>((other[at].author + 1U) % 4U);
    return schedule.leader(Round(34), other) != schedule.leader(Round(34), turns);
  };
  for (std::size_t i = 0; i < turns.size(); ++i) {
    if (turns[i].round.value() > 24) EXPECT_FALSE(changed(i)) << i;
  }
}

TEST(Reputation, OldBlocksDoNotCount) {
  const LeaderSchedule schedule(Epoch(1), powers({1, 1, 1, 1}));
  std::vector<Turn> turns{{.round = Round(20), .parent_round = Round(0), .author = 0}};
  for (std::uint64_t round = 21; round <= 20 + kReputationBlocks; ++round) {
    turns.push_back({Round(round), Round(round - 1), schedule.turn(Round(round))});
  }
  const std::uint64_t first = turns.back().round.value() + kLeaderLag;
  for (std::uint64_t round = first; round < first + 4; ++round) {
    EXPECT_EQ(schedule.leader(Round(round), turns), schedule.turn(Round(round)));
  }
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
