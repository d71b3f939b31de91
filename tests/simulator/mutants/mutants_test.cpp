#include "tests/simulator/mutants/mutants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// The test of the tests: a core with one rule weakened is caught within a few seeds.
namespace pennypost::simulator {

void PrintTo(const WeakenedRule& rule, std::ostream* out) {
  *out << rule.name;
}

namespace {

class Mutants : public testing::TestWithParam<WeakenedRule> {};

TEST_P(Mutants, IsCaught) {
  const auto caught = find_catch(GetParam());
  if (!GetParam().harmless.empty()) {
    EXPECT_FALSE(caught) << "not harmless: " << caught->violation << "\n"
                         << command_of(caught->run);
    return;
  }
  ASSERT_TRUE(caught) << "nobody noticed";
  RecordProperty("caught", command_of(caught->run) + ": " + caught->violation);
}

INSTANTIATE_TEST_SUITE_P(All, Mutants, testing::ValuesIn(weakened_rules()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(WholeRules, PassTheSameRuns) {
  for (std::uint64_t seed = 0; seed < kMutantSeeds; ++seed) {
    const auto report = run_scenario(mutant_run(seed));
    ASSERT_TRUE(report->good()) << to_json(*report);
  }
}

TEST(WeakenedRules, AreMoreThanTwentyAndAllDifferent) {
  std::set<consensus::Mutant> distinct;
  for (const WeakenedRule& rule : weakened_rules()) distinct.insert(rule.mutant);
  EXPECT_EQ(distinct.size(), weakened_rules().size());
  EXPECT_GE(
      std::ranges::count_if(weakened_rules(), [](const auto& r) { return r.harmless.empty(); }),
      20);
}

}  // namespace
}  // namespace pennypost::simulator
