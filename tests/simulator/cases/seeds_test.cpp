#include <gtest/gtest.h>

#include <array>

#include "tests/simulator/behaviour.h"
#include "tests/simulator/cases/support.h"

namespace pennypost::simulator {
namespace {

Report run(const Options& options) {
  const auto report = run_scenario(options);
  EXPECT_TRUE(report.has_value());
  EXPECT_TRUE(report->good()) << command_of(options) << "\n" << to_json(*report);
  EXPECT_FALSE(report->cut_short) << command_of(options);
  return *report;
}

void add(Faults& sum, const Faults& faults) {
  for (const FaultName& each : fault_names()) sum.*each.count += faults.*each.count;
  for (std::size_t i = 0; i < sum.crashed_at.size(); ++i) sum.crashed_at[i] += faults.crashed_at[i];
}

/// As many Byzantine validators as may be, of 4, 7 and 10, and any other trouble: 2,000 seeds.
class Hostile : public testing::TestWithParam<std::uint64_t> {};
constexpr std::uint64_t kHostileSeeds = 100;
constexpr std::uint64_t kHostileParts = 20;

TEST_P(Hostile, Hold) {
  constexpr std::array<std::uint64_t, 3> kSizes{4, 7, 10};
  for (std::uint64_t i = 0; i < kHostileSeeds; ++i) {
    const std::uint64_t seed = GetParam() * kHostileSeeds + i;
    const Report report =
        run({.seed = seed, .validators = kSizes.at(seed % kSizes.size()), .scenario = "hostile"});
    EXPECT_GE(report.behaviours.size(), 1U) << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Many, Hostile, testing::Range<std::uint64_t>(0, kHostileParts));

/// Every fault that there is really occurs in these seeds.
TEST(Random, HoldsAndEveryFaultOccurs) {
  Faults faults;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    add(faults, run({.seed = seed, .validators = seed % 3 == 0 ? 0 : 4U}).faults);
  }
  for (const FaultName& each : fault_names()) EXPECT_GT(faults.*each.count, 0U) << each.name;
  for (std::size_t i = 0; i < faults.crashed_at.size(); ++i) {
    const std::string_view effect = effect_names()[i];
    // Honest nodes have no fault; evidence is seen too seldom to count on a crash at it.
    if (effect == "fault" || effect == "equivocation") continue;
    EXPECT_GT(faults.crashed_at[i], 0U) << "no crash at " << effect;
  }
}

TEST(OfAKind, Hold) {
  for (const ScenarioName& scenario : scenario_names()) {
    for (std::uint64_t seed = 5000; seed < 5020; ++seed) {
      run({.seed = seed,
           .validators = seed % 2 == 0 ? 4U : 7U,
           .scenario = std::string(scenario.name)});
    }
  }
}

TEST(OfABehaviour, Hold) {
  for (const std::string_view behaviour : kBehaviours) {
    for (std::uint64_t seed = 6000; seed < 6020; ++seed) {
      const Report report = run({.seed = seed,
                                 .validators = seed % 2 == 0 ? 4U : 7U,
                                 .scenario = std::string(behaviour)});
      for (const std::string& each : report.behaviours) EXPECT_EQ(each, behaviour);
    }
  }
}

TEST(WithRealSignatures, Hold) {
  for (std::uint64_t seed = 7000; seed < 7004; ++seed) {
    run({.seed = seed, .validators = 4, .scenario = "hostile", .real_signatures = true});
  }
}

TEST(Brief, TenFinalBlocksAndAFaultInEach) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Report report = run({.seed = seed, .validators = 4, .scenario = "brief"});
    EXPECT_GE(report.final_height, 10U) << seed;
    EXPECT_GE(report.faults.total(), 1U) << seed;
  }
}

}  // namespace
}  // namespace pennypost::simulator
