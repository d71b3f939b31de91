#pragma once

#include "consensus/core/mutants.h"

namespace pennypost::simulator {

/// Weakens one rule for every core in this process, from now on.
void weaken(consensus::Mutant mutant);

}  // namespace pennypost::simulator
