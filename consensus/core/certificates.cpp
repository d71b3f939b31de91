#include <algorithm>

#include "consensus/core/consensus_impl.h"
#include "consensus/core/mutants.h"

namespace pennypost::consensus {
namespace {

/// A peer whose message is so many rounds old is behind, not merely slow.
constexpr std::uint64_t kBehindRounds = 2;

}  // namespace

void Consensus::Impl::count_vote(const Vote& vote, ValidatorIndex from) {
  const Round high = rules_.data().high_qc.round();
  if (vote.ledger_info.round <= high) {
    if (vote.ledger_info.round.value() + kBehindRounds < high.value()) send_sync_info(from);
    return;
  }
  accuse(vote.validator, votes_.contradicted(vote), vote);
  if (const auto qc = votes_.add(vote)) process(*qc, from);
}

void Consensus::Impl::receive(ValidatorIndex from, const OrderVote& vote) {
  count_order_vote(vote, from);
}

void Consensus::Impl::count_order_vote(const OrderVote& vote, ValidatorIndex from) {
  const Round root = tree_.root().round;
  if (vote.ledger_info.round <= root) {
    if (vote.ledger_info.round.value() + kBehindRounds < root.value()) send_sync_info(from);
    return;
  }
  accuse(vote.validator, votes_.contradicted(vote), vote);
  if (const auto certificate = votes_.add(vote)) process(*certificate, from);  // C4
}

/// C10: evidence against somebody who signed two things where one is allowed, once an epoch.
void Consensus::Impl::accuse(ValidatorIndex validator, std::optional<Message> first,
                             Message second) {
  if (!first || !accused_.insert(validator).second) return;
  out_.emit(Equivocation{
      .validator = validator, .first = *std::move(first), .second = std::move(second)});
}

void Consensus::Impl::receive(ValidatorIndex from, const Timeout& timeout) {
  // C5: the carried certificates first.
  process(timeout.high_qc, from);
  if (!stopped_ && timeout.tc) process(*timeout.tc);
  if (stopped_) return;
  if (timeout.round < pacemaker_.round()) {
    send_sync_info(from);
    return;
  }
  // C7: ours may have been lost before we became quiet.
  if (timeout.round == pacemaker_.round() && timed_out() && quiet() && !round_is_fresh() &&
      may_answer(from)) {
    out_.emit(Send{from, *rules_.data().last_timeout});
  }
  count_timeout(timeout);
}

void Consensus::Impl::count_timeout(const Timeout& timeout) {
  const auto count = votes_.add(timeout);
  if (count.certificate) {
    process(*count.certificate);
  } else if (count.one_honest && !mutated(Mutant::no_pull_along) &&
             timeout.round == pacemaker_.round() && !timed_out()) {
    time_out();  // C5: f+1 pull the others along
  }
}

void Consensus::Impl::receive(ValidatorIndex from, const SyncInfo& info) {
  process(info.high_qc, from);
  if (!stopped_ && info.high_ordered) process(*info.high_ordered, from);
  if (!stopped_ && info.high_tc) process(*info.high_tc);
}

/// C2: every QC acted on raises highest_qc_round.
void Consensus::Impl::process(const QuorumCertificate& qc, ValidatorIndex hint) {
  const LedgerInfo* own = tree_.executed_info(qc.block_id());
  if (own != nullptr && qc.ledger_info != *own) {
    fault("A quorum certified another outcome of block " + qc.block_id().hex());
    return;
  }
  tree_.set_certified(qc.block_id());
  if (qc.round() <= rules_.data().high_qc.round()) return;
  rules_.observe(qc);
  qc_seen_us_ = now_.steady_us;
  if (pacemaker_.on_qc(qc.round(), now_.steady_us)) enter_round();
  act_on_high_qc(hint);
}

void Consensus::Impl::process(const TimeoutCertificate& tc) {
  if (mutated(Mutant::ignore_tcs)) return;
  rules_.observe(tc);
  if (pacemaker_.on_tc(tc.round, now_.steady_us)) enter_round();
}

void Consensus::Impl::process(const OrderedCertificate& certificate, ValidatorIndex hint) {
  const Round round = certificate.ledger_info.round;
  if (round <= tree_.root().round) return;
  if (pending_ordered_ && pending_ordered_->ledger_info.round >= round) return;
  pending_ordered_ = certificate;
  act_on_ordered(hint);
}

/// C3, once the block is here, executed, and its outcome is what the quorum says.
void Consensus::Impl::act_on_high_qc(ValidatorIndex hint) {
  const QuorumCertificate qc = rules_.data().high_qc;
  if (qc.round() <= tree_.root().round) return;
  const LedgerInfo* own = tree_.executed_info(qc.block_id());
  if (own == nullptr) {
    want(qc.block_id(), qc.round(), hint);
    return;
  }
  if (*own != qc.ledger_info) {
    fault("A quorum certified another outcome of block " + qc.block_id().hex());
    return;
  }
  if (last_order_vote_ && last_order_vote_->ledger_info.round >= qc.round()) return;
  if (mutated(Mutant::final_on_qc)) {
    process(OrderedCertificate{.ledger_info = qc.ledger_info, .signatures = qc.signatures}, hint);
    return;
  }
  const auto vote = rules_.order_vote(qc);
  if (!vote) return;
  last_order_vote_ = *vote;
  if (mutated(Mutant::order_vote_before_durable)) out_.emit(Broadcast{*vote});
  persist_chain(qc.block_id());
  persist_safety();
  out_.emit(Broadcast{*vote});
  count_order_vote(*vote, vote->validator);
}

/// C4: an ordered certificate finalizes its block as soon as we have it.
void Consensus::Impl::act_on_ordered(ValidatorIndex hint) {
  if (!pending_ordered_) return;
  const OrderedCertificate certificate = *pending_ordered_;
  if (certificate.ledger_info.round <= tree_.root().round) {
    pending_ordered_.reset();
    return;
  }
  const BlockId& id = certificate.ledger_info.block_id;
  const LedgerInfo* own = tree_.executed_info(id);
  if (own != nullptr && *own != certificate.ledger_info) {
    fault("A quorum made another outcome final of block " + id.hex());
    return;
  }
  const TreeBlock* block = tree_.find_certified(certificate.ledger_info);
  if (block == nullptr) {
    want(id, certificate.ledger_info.round, hint);
    return;
  }
  pending_ordered_.reset();
  finalize(block->block.id, certificate);
}

void Consensus::Impl::finalize(const BlockId& id, const OrderedCertificate& certificate) {
  if (id == rules_.data().high_qc.block_id()) {
    pacemaker_.on_order_delay(now_.steady_us - qc_seen_us_);
  }
  Finalize effect;
  advance(id, effect);
  conclude(std::move(effect), certificate);
}

/// The block and what is below it are the ledger's from now on. `conclude` says so, once a step.
void Consensus::Impl::advance(const BlockId& id, Finalize& effect) {
  // The store writes Finalize without a sync of its own.
  if (!mutated(Mutant::finalize_before_durable)) persist_chain(id);
  BlockTree::Finalized finalized = tree_.finalize(BlockId(id));
  root_matters_ = tree_.matters(finalized.blocks.back());
  for (TreeBlock& block : finalized.blocks) {
    batches_.on_final(block.block.batches);
    effect.blocks.push_back(std::move(block.block));
    effect.executed.push_back(std::move(block.executed));
  }
  for (const TreeBlock& block : finalized.forgotten) batches_.on_unnamed(block.block.batches);
  batches_.forget_final(tree_.root().timestamp);
}

/// `certificate` proves the last of the blocks.
void Consensus::Impl::conclude(Finalize effect, const OrderedCertificate& certificate) {
  rules_.observe(certificate);
  final_certificate_ = effect.certificate = certificate;
  votes_.set_window(pacemaker_.round(), tree_.root().round);
  if (tick_at_ && tree_.root().timestamp >= *tick_at_) tick_at_.reset();
  const auto next = effect.executed.back()->next_validators;
  out_.emit(std::move(effect));
  if (next) end_epoch(*next);
}

/// C9: the root ends the epoch.
void Consensus::Impl::end_epoch(const ValidatorSet& next) {
  stopped_ = ended_ = true;
  out_.emit(Broadcast{EpochChange{*final_certificate_}});
  for (auto& batch : batches_.own_left()) out_.emit(Rebatch{std::move(batch)});
  out_.emit(EndEpoch{epoch_after(tree_.root(), next)});
}

void Consensus::Impl::receive(ValidatorIndex from, const EpochChange& change) {
  process(change.ending, from);
}

void Consensus::Impl::enter_round() {
  candidates_.clear();
  round_since_us_.reset();
  votes_.set_window(pacemaker_.round(), tree_.root().round);
}

/// C5.
void Consensus::Impl::time_out() {
  const auto timeout = rules_.timeout(pacemaker_.round());
  if (!timeout) return;
  if (mutated(Mutant::timeout_before_durable)) out_.emit(Broadcast{*timeout});
  persist_safety();
  out_.emit(Broadcast{*timeout});
  count_timeout(*timeout);
}

}  // namespace pennypost::consensus
