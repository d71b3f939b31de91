#include <gtest/gtest.h>

#include "tests/simulator/cases/support.h"

// Seeds that once found a bug. They are kept for ever, each with what it found.
namespace pennypost::simulator {
namespace {

struct KeptSeed {
  std::uint64_t seed;
  std::uint64_t validators;
  const char* scenario;
  const char* found;
};

class KeptSeeds : public testing::TestWithParam<KeptSeed> {};

TEST_P(KeptSeeds, Hold) {
  const auto report = run_scenario({.seed = GetParam().seed,
                                    .validators = GetParam().validators,
                                    .scenario = GetParam().scenario});
  ASSERT_TRUE(report.has_value());
  EXPECT_TRUE(report->good()) << GetParam().found << "\n" << to_json(*report);
}

INSTANTIATE_TEST_SUITE_P(
    All, KeptSeeds,
    testing::Values(KeptSeed{20004, 10, "random",
                             "Blocks that were recovered but not final were asked for "
                             "again for ever, because only new ones counted as progress."},
                    KeptSeed{366, 10, "hostile",
                             "A leader who proposed to one validator alone kept it from "
                             "being quiet for ever (C7)."},
                    KeptSeed{456, 7, "hostile", "The same."}));

}  // namespace
}  // namespace pennypost::simulator
