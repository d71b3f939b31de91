#include "tests/simulator/mutants/mutants.h"

namespace pennypost {
namespace {

consensus::Mutant weakened = consensus::Mutant::none;

}  // namespace

bool consensus::mutated(Mutant mutant) {
  return mutant == weakened && mutant != Mutant::none;
}

void simulator::weaken(consensus::Mutant mutant) {
  weakened = mutant;
}

}  // namespace pennypost
