#include "tests/simulator/mutants/mutants.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/simulator/scenario.h"

// The test of the tests: a core with one rule weakened must be caught within a few seeds.
namespace pennypost::simulator {
namespace {

using consensus::Mutant;

constexpr std::uint64_t kSeedsMax = 200;

/// Anything, and one after the other those who try what a weakened rule would allow.
std::string scenario_of(std::uint64_t seed) {
  constexpr std::array<const char*, 4> kKinds{"random", "forker", "byzantine", "usurper"};
  return kKinds[seed % kKinds.size()];
}

struct Weakened {
  Mutant mutant;
  const char* name;
};

class Mutants : public testing::TestWithParam<Weakened> {
 protected:
  ~Mutants() override { weaken(Mutant::none); }
};

TEST_P(Mutants, IsCaught) {
  weaken(GetParam().mutant);
  for (std::uint64_t seed = 0; seed < kSeedsMax; ++seed) {
    const auto report = run_scenario(
        {.seed = seed, .validators = 4, .steps = 100'000, .scenario = scenario_of(seed)});
    if (!report->good()) {
      RecordProperty("caught", "seed " + std::to_string(seed) + ": " + report->violations.front());
      return;
    }
  }
  FAIL() << "nobody noticed";
}

// Its name, as the table of results has it.
#define MUTANT(name)    \
  Weakened {            \
    Mutant::name, #name \
  }
void PrintTo(const Weakened& weakened, std::ostream* out) {
  *out << weakened.name;
}

INSTANTIATE_TEST_SUITE_P(
    All, Mutants,
    testing::Values(MUTANT(vote_twice), MUTANT(vote_without_justification),
                    MUTANT(vote_after_timeout), MUTANT(order_vote_after_timeout),
                    MUTANT(vote_before_durable), MUTANT(order_vote_before_durable),
                    MUTANT(timeout_before_durable), MUTANT(propose_before_durable),
                    MUTANT(forget_safety_on_restart), MUTANT(forget_qc_on_restart),
                    MUTANT(vote_quorum_too_small), MUTANT(order_quorum_too_small),
                    MUTANT(timeout_quorum_too_small), MUTANT(final_on_qc), MUTANT(anybody_leads),
                    MUTANT(name_batches_again), MUTANT(empty_blocks_when_idle),
                    MUTANT(nothing_falls_due), MUTANT(no_resend), MUTANT(no_block_fetch),
                    MUTANT(no_answer_to_pings), MUTANT(no_timeouts)),
    [](const auto& info) { return std::string(info.param.name); });
#undef MUTANT

}  // namespace
}  // namespace pennypost::simulator
