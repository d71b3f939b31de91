#include "tests/simulator/mutants/mutants.h"

#include <array>

namespace pennypost {
namespace {

consensus::Mutant weakened = consensus::Mutant::none;

}  // namespace

bool consensus::mutated(Mutant mutant) {
  return mutant == weakened && mutant != Mutant::none;
}

namespace simulator {
namespace {

using consensus::Mutant;

constexpr WeakenedRule kRules[] = {
    {Mutant::vote_twice, "vote_twice", "C2", "votes again in a round", {}},
    {Mutant::vote_without_justification,
     "vote_without_justification",
     "C2",
     "votes in a round to which neither a QC nor a TC leads",
     {}},
    {Mutant::accept_tc_without_qc_check,
     "accept_tc_without_qc_check",
     "C2",
     "takes a TC beside a QC that is below the TC's highest",
     {}},
    {Mutant::vote_after_timeout, "vote_after_timeout", "C5", "votes in a round it timed out", {}},
    {Mutant::order_vote_after_timeout,
     "order_vote_after_timeout",
     "C3",
     "order-votes for a round it timed out",
     {}},
    {Mutant::vote_before_durable, "vote_before_durable", "C6", "skips the sync before a vote", {}},
    {Mutant::order_vote_before_durable,
     "order_vote_before_durable",
     "C6",
     "skips the sync before an order vote",
     {}},
    {Mutant::timeout_before_durable,
     "timeout_before_durable",
     "C6",
     "skips the sync before a timeout",
     {}},
    {Mutant::propose_before_durable,
     "propose_before_durable",
     "C6",
     "skips the sync before a proposal",
     {}},
    {Mutant::finalize_before_durable, "finalize_before_durable", "C6",
     "does not write the blocks behind a Finalize",
     "Each of them was written before: with our vote or order vote (C6), or when it was fetched "
     "(F2)."},
    {Mutant::forget_safety_on_restart,
     "forget_safety_on_restart",
     "C6",
     "begins a new record after a restart",
     {}},
    {Mutant::forget_qc_on_restart,
     "forget_qc_on_restart",
     "C6",
     "forgets highest_qc_round after a restart",
     {}},
    {Mutant::timeout_twice, "timeout_twice", "C5", "signs a new timeout when asked again",
     "The core asks once a round (timed_out); the safety rules are the second lock, for a caller "
     "who "
     "does not."},
    {Mutant::propose_twice, "propose_twice", "C1", "proposes again in a round",
     "The core looks at the round before it asks (try_propose); the safety rules are the second "
     "lock, for a caller who does not."},
    {Mutant::vote_quorum_too_small, "vote_quorum_too_small", "C2", "makes a QC of f+1 votes", {}},
    {Mutant::order_quorum_too_small,
     "order_quorum_too_small",
     "C4",
     "calls a block final after f+1 order votes",
     {}},
    {Mutant::timeout_quorum_too_small,
     "timeout_quorum_too_small",
     "C5",
     "makes a TC of f+1 timeouts",
     {}},
    {Mutant::certificate_off_by_one,
     "certificate_off_by_one",
     "C2",
     "makes and takes certificates of a power one below a quorum",
     {}},
    {Mutant::count_vote_twice, "count_vote_twice", "C2", "counts the same vote again", {}},
    {Mutant::sender_unchecked, "sender_unchecked", "C2", "counts votes in the name of others", {}},
    {Mutant::signature_unchecked,
     "signature_unchecked",
     "C2",
     "takes QCs whose signatures are not valid",
     {}},
    {Mutant::final_on_qc, "final_on_qc", "C4", "calls a block final after a quorum of votes", {}},
    {Mutant::anybody_leads, "anybody_leads", "C2, C8", "votes for whoever proposes", {}},
    {Mutant::clock_unchecked, "clock_unchecked", "C2", "votes for blocks of any time", {}},
    {Mutant::name_batches_again,
     "name_batches_again",
     "C2",
     "names, and lets others name, what an ancestor names",
     {}},
    {Mutant::empty_blocks_when_idle,
     "empty_blocks_when_idle",
     "C7",
     "makes blocks that nobody waits for",
     {}},
    {Mutant::nothing_falls_due, "nothing_falls_due", "C7", "does not wake when a hold is due", {}},
    {Mutant::no_resend, "no_resend", "C7", "sends nothing again", {}},
    {Mutant::no_block_fetch, "no_block_fetch", "F1", "does not ask for blocks it lacks", {}},
    {Mutant::no_answer_to_pings, "no_answer_to_pings", "C7", "lets those behind stay behind", {}},
    {Mutant::no_timeouts, "no_timeouts", "C5", "never gives up a round", {}},
    {Mutant::ignore_tcs, "ignore_tcs", "C5", "does not enter rounds by a TC", {}},
    {Mutant::no_epoch_answers, "no_epoch_answers", "C9", "tells nobody that his epoch is over", {}},
    {Mutant::wrong_epoch_accepted,
     "wrong_epoch_accepted",
     "C9",
     "takes messages of another epoch as this one's",
     {}},
    {Mutant::vote_without_execution, "vote_without_execution", "C2",
     "votes though the parent's outcome is not what its QC says",
     "Every QC is compared as well when it comes in (process, act_on_high_qc), before any vote on "
     "it; this comparison is the second one."},
    {Mutant::name_final_batches_again, "name_final_batches_again", "C2",
     "lets others name what a final block names",
     "A batch that is final is no longer held and is not taken again (Batches::add), so that a "
     "block which names it cannot be executed, nor voted for."},
    {Mutant::ack_before_durable, "ack_before_durable", "D1",
     "acknowledges a batch before it is on its disk",
     "An acknowledgement only spares the author from sending again. Who loses the batch asks for "
     "it "
     "by name (D3) and votes only once it is durable (C2)."},
    {Mutant::no_pull_along, "no_pull_along", "C5", "f+1 timeouts do not pull others along",
     "Whoever is busy times out by himself, and the timeouts' QCs and TCs are adopted first; the "
     "rule only makes it quicker."},
    {Mutant::no_distrust, "no_distrust", "D3",
     "goes on naming batches of an author who withholds them",
     "Such a batch costs a round at most: others fetch it from whoever acknowledged it, or it "
     "expires. The rule is about speed."},
    {Mutant::take_unasked_blocks, "take_unasked_blocks", "C10",
     "takes block responses that nobody asked for",
     "Only certified blocks are inserted, and the tree bounds how many; the rule spares the work "
     "of "
     "checking them."},
};

}  // namespace

void weaken(consensus::Mutant mutant) {
  weakened = mutant;
}

std::span<const WeakenedRule> weakened_rules() {
  return kRules;
}

Options mutant_run(std::uint64_t seed) {
  constexpr std::array kKinds{"random", "forker", "hostile", "usurper",
                              "forger", "epochs", "hasty"};
  return {
      .seed = seed, .validators = 4, .steps = 100'000, .scenario = kKinds.at(seed % kKinds.size())};
}

std::optional<Caught> find_catch(const WeakenedRule& rule) {
  std::optional<Caught> out;
  weaken(rule.mutant);
  for (std::uint64_t seed = 0; seed < kMutantSeeds && !out; ++seed) {
    const Options run = mutant_run(seed);
    const auto report = run_scenario(run);
    if (!report->good()) out = Caught{.run = run, .violation = report->violations.front()};
  }
  weaken(Mutant::none);
  return out;
}

}  // namespace simulator
}  // namespace pennypost
