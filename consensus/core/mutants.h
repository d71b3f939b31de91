#pragma once

#include <cstdint>

namespace pennypost::consensus {

/// Rules that a test may weaken, to show that the simulator would notice. They exist only in the
/// copy of the core that tests/simulator/mutants builds; everywhere else `mutated` is false and the
/// branch is gone.
enum class Mutant : std::uint8_t {
  none,
  vote_twice,                  // C2: last_voted_round
  vote_without_justification,  // C2: QC or TC of the round before
  vote_after_timeout,          // C5: a timeout raises last_voted_round
  order_vote_after_timeout,    // C3
  vote_before_durable,         // C6
  order_vote_before_durable,   // C6
  timeout_before_durable,      // C6
  propose_before_durable,      // C6
  forget_safety_on_restart,    // C6
  forget_qc_on_restart,        // C6: the lock is durable too
  vote_quorum_too_small,       // C2
  order_quorum_too_small,      // C4
  timeout_quorum_too_small,    // C5
  final_on_qc,                 // C4: a quorum of votes is never finality
  anybody_leads,               // C2, C8
  name_batches_again,          // C2: named in an ancestor
  empty_blocks_when_idle,      // C7
  nothing_falls_due,           // C7
  no_resend,                   // C7
  no_block_fetch,              // sync
  no_answer_to_pings,          // C7
  no_timeouts,                 // C5
};

#ifdef PENNYPOST_MUTANTS
bool mutated(Mutant mutant);
#else
constexpr bool mutated(Mutant) {
  return false;
}
#endif

}  // namespace pennypost::consensus
