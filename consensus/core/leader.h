#pragma once

#include "consensus/types/block.h"

namespace pennypost::consensus {

/// C8: who proposes in a round. Round robin weighted by power: within `total power / gcd` rounds
/// each validator leads as often as its power says, and its turns are spread out. Pure. `set` has
/// at least one validator with power.
ValidatorIndex leader(Epoch epoch, Round round, const ValidatorSet& set);

}  // namespace pennypost::consensus
