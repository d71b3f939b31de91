#include "consensus/core/safety_rules.h"

#include <algorithm>

#include "consensus/core/mutants.h"
#include "ledger/codec/canonical.h"

namespace pennypost::consensus {
namespace {

bool follows(Round round, Round before) {
  return round == before.next();
}

/// C1, C2: the round directly follows the QC's, or a TC of the round before that no signer's QC
/// contradicts.
bool justified(Round round, Round qc_round, const std::optional<TimeoutCertificate>& tc) {
  if (follows(round, qc_round) || mutated(Mutant::vote_without_justification)) return true;
  if (!tc || !follows(round, tc->round)) return false;
  return qc_round >= tc->highest_qc_round() || mutated(Mutant::accept_tc_without_qc_check);
}

}  // namespace

SafetyRules::SafetyRules(ChainId chain, std::optional<ValidatorIndex> own, SafetyData data,
                         const Signer& signer)
    : chain_(chain), own_(own), data_(std::move(data)), signer_(signer) {}

bool SafetyRules::take_changed() {
  return std::exchange(changed_, false);
}

void SafetyRules::observe(const QuorumCertificate& qc) {
  if (qc.ledger_info.epoch != data_.epoch || qc.round() <= data_.high_qc.round()) return;
  data_.high_qc = qc;
  data_.highest_qc_round = std::max(data_.highest_qc_round, qc.round());
  if (data_.high_tc && data_.high_tc->round <= qc.round()) data_.high_tc.reset();
  changed_ = true;
}

void SafetyRules::observe(const TimeoutCertificate& tc) {
  if (tc.epoch != data_.epoch || tc.round <= data_.high_qc.round()) return;
  if (data_.high_tc && tc.round <= data_.high_tc->round) return;
  data_.high_tc = tc;
  changed_ = true;
}

void SafetyRules::observe(const OrderedCertificate& certificate) {
  if (certificate.ledger_info.epoch != data_.epoch) return;
  if (data_.high_ordered &&
      certificate.ledger_info.round <= data_.high_ordered->ledger_info.round) {
    return;
  }
  data_.high_ordered = certificate;
  changed_ = true;
}

Result<void> SafetyRules::check_signing(Epoch epoch) const {
  if (!may_sign()) return fail("not_signing", "This node does not sign.");
  if (epoch != data_.epoch) return fail("wrong_epoch", "Not of the epoch that is signed in.");
  return {};
}

Result<Proposal> SafetyRules::propose(Block block, const std::optional<TimeoutCertificate>& tc) {
  PP_CHECKED(check_signing(block.epoch));
  if (block.round <= data_.last_proposed_round && !mutated(Mutant::propose_twice)) {
    return fail("round_used", "A proposal of this round or a later one was signed.");
  }
  // C1: on the highest QC known.
  if (block.parent_qc.round() < data_.highest_qc_round) {
    return fail("not_highest_qc", "A higher QC is known.");
  }
  if (!justified(block.round, block.parent_qc.round(), tc)) {
    return fail("unjustified_round", "Neither the QC nor a TC leads to this round.");
  }
  observe(block.parent_qc);
  block.author = *own_;
  block.id = block_id(chain_, block);
  Proposal proposal{.block = std::move(block), .tc = std::nullopt, .signature = {}};
  if (!follows(proposal.block.round, proposal.block.parent_qc.round())) proposal.tc = tc;
  PP_TRY(proposal.signature, signer_.sign_request(SignProposal{proposal.block, proposal.tc},
                                                  proposal_signing_bytes(chain_, proposal.block)));
  data_.last_proposed_round = proposal.block.round;
  data_.last_proposal = proposal;
  changed_ = true;
  return proposal;
}

Result<Vote> SafetyRules::vote(const Block& block, const std::optional<TimeoutCertificate>& tc,
                               const LedgerInfo& executed) {
  PP_CHECKED(check_signing(block.epoch));
  if (block.round <= data_.last_voted_round && !mutated(Mutant::vote_twice)) {
    return fail("round_used", "This round or a later one was voted for or timed out.");
  }
  if (!justified(block.round, block.parent_qc.round(), tc)) {
    return fail("unjustified_round", "Neither the QC nor a TC leads to this round.");
  }
  if (executed.block_id != block.id || executed.epoch != block.epoch ||
      executed.round != block.round) {
    return fail("wrong_ledger_info", "The ledger info is another block's.");
  }
  observe(block.parent_qc);
  Vote vote{.ledger_info = executed,
            .parent_round = block.parent_qc.round(),
            .validator = *own_,
            .signature = {}};
  PP_TRY(vote.signature,
         signer_.sign_request(SignVote{block, tc, executed},
                              vote_signing_bytes(vote.ledger_info, vote.parent_round)));
  data_.last_voted_round = block.round;
  data_.last_vote = vote;
  changed_ = true;
  return vote;
}

Result<OrderVote> SafetyRules::order_vote(const QuorumCertificate& qc) {
  PP_CHECKED(check_signing(qc.ledger_info.epoch));
  if (qc.round() <= data_.highest_timeout_round && !mutated(Mutant::order_vote_after_timeout)) {
    return fail("timed_out", "A timeout of this round or a later one was signed.");
  }
  observe(qc);  // C3: before the signature, so that no later timeout carries a lower QC
  OrderVote vote{.ledger_info = qc.ledger_info, .validator = *own_, .signature = {}};
  PP_TRY(vote.signature, signer_.sign_request(SignOrderVote{qc},
                                              codec::order_vote_signing_bytes(vote.ledger_info)));
  return vote;
}

Result<Timeout> SafetyRules::timeout(Round round) {
  PP_CHECKED(check_signing(data_.epoch));
  if (data_.last_timeout && data_.last_timeout->epoch == data_.epoch &&
      data_.last_timeout->round == round && !mutated(Mutant::timeout_twice)) {
    return *data_.last_timeout;  // S1
  }
  if (round < data_.last_voted_round ||
      (round <= data_.highest_timeout_round && !mutated(Mutant::timeout_twice))) {
    return fail("round_used", "A later round was voted for or timed out.");
  }
  const bool after_qc = follows(round, data_.high_qc.round());
  const bool after_tc = data_.high_tc && follows(round, data_.high_tc->round);
  if ((!after_qc && !after_tc) || data_.high_qc.round() < data_.highest_qc_round) {
    return fail("unjustified_round", "Neither the highest QC nor a TC leads to this round.");
  }
  Timeout timeout{.epoch = data_.epoch,
                  .round = round,
                  .high_qc = data_.high_qc,
                  .tc = std::nullopt,
                  .validator = *own_,
                  .signature = {}};
  if (!after_qc) timeout.tc = data_.high_tc;
  PP_TRY(timeout.signature,
         signer_.sign_request(
             SignTimeout{data_.epoch, round, timeout.high_qc, timeout.tc},
             timeout_signing_bytes(chain_, data_.epoch, round, data_.high_qc.round())));
  if (!mutated(Mutant::vote_after_timeout)) {
    data_.last_voted_round = std::max(data_.last_voted_round, round);
  }
  data_.highest_timeout_round = std::max(data_.highest_timeout_round, round);
  data_.last_timeout = timeout;
  changed_ = true;
  return timeout;
}

}  // namespace pennypost::consensus
