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
  accept_tc_without_qc_check,  // C2: a TC leads to a round only on a QC as high as its highest
  count_vote_twice,            // C2: one slot a validator
  certificate_off_by_one,      // C2, C5: a quorum in certificates of others
  wrong_epoch_accepted,        // C9
  signature_unchecked,         // C2, of QCs
  sender_unchecked,            // C2: whose vote it is
  name_final_batches_again,    // C2: named by a final block
  timeout_twice,               // C5: one signature a round
  propose_twice,               // C1
  clock_unchecked,             // C2: a voter's tolerance
  ignore_tcs,                  // C5
  no_epoch_answers,            // C9
  vote_without_execution,      // C2: the parent's outcome is what its QC says
  finalize_before_durable,     // C6: the blocks behind a Finalize
  ack_before_durable,          // D1
  no_pull_along,               // C5: f+1 timeouts
  no_distrust,                 // D3
  take_unasked_blocks,         // C10
};

#ifdef PENNYPOST_MUTANTS
bool mutated(Mutant mutant);
#else
constexpr bool mutated(Mutant) {
  return false;
}
#endif

}  // namespace pennypost::consensus
