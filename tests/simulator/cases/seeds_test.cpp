#include <gtest/gtest.h>

#include "tests/simulator/scenario.h"

namespace pennypost::simulator {
namespace {

Report run(std::uint64_t seed, std::uint64_t validators, const std::string& scenario = "random",
           bool real_signatures = false) {
  const auto report = run_scenario({.seed = seed,
                                    .validators = validators,
                                    .scenario = scenario,
                                    .real_signatures = real_signatures});
  EXPECT_TRUE(report.has_value());
  EXPECT_TRUE(report->good()) << to_json(*report);
  return *report;
}

class Seeds : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Seeds, Hold) {
  for (std::uint64_t seed = GetParam() * 25; seed < (GetParam() + 1) * 25; ++seed) run(seed, 0);
}

TEST(SeedsOfAKind, Hold) {
  for (const std::uint64_t validators : {4U, 7U}) {
    for (const char* scenario : {"calm", "network", "crashes", "byzantine"}) {
      for (std::uint64_t seed = 5000; seed < 5006; ++seed) run(seed, validators, scenario);
    }
  }
}

TEST(SeedsOfAKind, HoldWithRealSignatures) {
  for (std::uint64_t seed = 7000; seed < 7003; ++seed) run(seed, 4, "random", true);
}

INSTANTIATE_TEST_SUITE_P(Many, Seeds, testing::Range<std::uint64_t>(0, 6));

}  // namespace
}  // namespace pennypost::simulator
