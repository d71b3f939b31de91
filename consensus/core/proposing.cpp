#include <algorithm>

#include "consensus/core/consensus_impl.h"
#include "consensus/core/mutants.h"

namespace pennypost::consensus {

void Consensus::Impl::wake_at(std::uint64_t at_us) {
  wake_us_ = std::min(wake_us_.value_or(at_us), at_us);
}

void Consensus::Impl::wake_at(TimestampUs at) {
  wake_at(now_.steady_us + us_between(now_.unix_time, at));
}

/// C7: without payload, only for what is due, for a tick, or to finish what is certified and
/// matters.
bool Consensus::Impl::may_propose_empty(TimestampUs timestamp) {
  const QuorumCertificate& qc = rules_.data().high_qc;
  const TimestampUs parent = qc.ledger_info.timestamp;
  if (mutated(Mutant::empty_blocks_when_idle)) {
    if (now_.steady_us >= qc_seen_us_ + kTickIntervalUs) return true;
    wake_at(qc_seen_us_ + kTickIntervalUs);
  }
  if (tree_.is_due(qc.block_id(), timestamp) && !mutated(Mutant::nothing_falls_due)) return true;
  if (tick_at_ && parent < *tick_at_) {
    if (us_between(parent, timestamp) >= kTickIntervalUs) return true;
    wake_at(parent + kTickIntervalUs);
  }
  // C10: so many blocks that are not final: a final one, even empty, forgets the forks.
  if (tree_.size() >= kTreeBlocksMax && us_between(parent, timestamp) >= kTickIntervalUs) {
    return true;
  }
  if (!tree_.chain_matters(qc.block_id())) return false;
  if (pacemaker_.after_timeout()) return true;
  const std::uint64_t patience_us = qc_seen_us_ + 2 * pacemaker_.order_delay_us();
  if (now_.steady_us >= patience_us) return true;
  wake_at(patience_us);
  return false;
}

/// C1. True where a proposal was made.
bool Consensus::Impl::try_propose() {
  wake_us_.reset();
  const SafetyData& data = rules_.data();
  const Round round = pacemaker_.round();
  if (!rules_.may_sign() || leader_of_round() != own_) return false;
  if (round <= data.last_proposed_round || round <= data.last_voted_round) return false;
  const QuorumCertificate qc = data.high_qc;
  const LedgerInfo* parent = tree_.executed_info(qc.block_id());
  if (parent == nullptr) return false;  // being fetched
  const LedgerInfo& info = qc.ledger_info;
  Block block{.id = {},
              .epoch = config_.epoch.epoch,
              .round = round,
              .height = info.height.next(),
              .author = *own_,
              .timestamp = std::max(now_.unix_time, info.timestamp + 1),
              .batches = {},
              .parent_qc = qc};
  if (info.height.value() - tree_.root().height.value() < kUnfinalBlocksMax &&
      tree_.size() < kTreeBlocksMax) {
    auto choice =
        batches_.choose(mutated(Mutant::name_batches_again) ? std::set<BatchDigest>{}
                                                            : tree_.names_to(qc.block_id()),
                        block.timestamp, round);
    block.batches = std::move(choice.references);
    if (choice.retry_at) wake_at(*choice.retry_at);
  }
  if (block.batches.empty() && !may_propose_empty(block.timestamp)) return false;
  wake_us_.reset();
  const auto tc = data.high_tc;
  const auto proposal = rules_.propose(std::move(block), tc);
  if (!proposal) return false;
  pacemaker_.on_round_work(now_.steady_us);
  const BlockId id = proposal->block.id;
  if (insert(proposal->block, batches_.find_all(proposal->block.batches)) == nullptr) return false;
  if (mutated(Mutant::propose_before_durable)) out_.emit(Broadcast{*proposal});
  persist_safety();
  persist_chain(id);
  out_.emit(Broadcast{*proposal});
  cast_vote(id, tc);  // joins the same Persist
  return true;
}

}  // namespace pennypost::consensus
