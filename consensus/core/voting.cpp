#include "consensus/core/consensus_impl.h"
#include "consensus/core/mutants.h"

namespace pennypost::consensus {

void Consensus::Impl::receive(ValidatorIndex from, const Proposal& proposal) {
  const Block& block = proposal.block;
  process(block.parent_qc, from);
  if (!stopped_ && proposal.tc) process(*proposal.tc);
  if (stopped_) return;
  if (block.round < pacemaker_.round()) {
    // Its certificate overtook it; any other late proposal is of no use.
    if (block.id == fetch_.target() && insert_certified(block, {}, from)) after_insertion(from);
    return;
  }
  if (block.round > pacemaker_.round()) return;
  if (const auto known = candidates_.find(from);
      known != candidates_.end()) {  // C2, C10: the first
    const Proposal& first = known->second.proposal;
    if (first.block.id != block.id) accuse(from, first, proposal);
    return;
  }
  if (tree_.contains(block.parent_id()) && !may_lead(block)) return;
  work_us_ = now_.steady_us;
  candidates_.emplace(from, Candidate{.proposal = proposal, .timely = is_timely(block)});
  pacemaker_.on_round_work(now_.steady_us);
  try_vote();
}

void Consensus::Impl::receive(ValidatorIndex from, const Vote& vote) {
  count_vote(vote, from);
}

bool Consensus::Impl::is_timely(const Block& block) const {
  if (mutated(Mutant::clock_unchecked)) return true;
  return us_between(now_.unix_time, block.timestamp) <= kClockAheadUsMax &&
         us_between(block.timestamp, now_.unix_time) <= kClockBehindUsMax;
}

/// C2, C8: the author leads the round. The parent is in the tree.
bool Consensus::Impl::may_lead(const Block& block) const {
  if (mutated(Mutant::anybody_leads)) return true;
  return leader_on(block.parent_id(), block.round) == block.author;
}

/// C7. The leader may not have seen what we have: so an empty block right after one that matters
/// passes even where that one is final here.
bool Consensus::Impl::may_be_empty(const Block& block) const {
  const LedgerInfo& parent = block.parent_qc.ledger_info;
  if (mutated(Mutant::empty_blocks_when_idle)) return true;
  if (us_between(parent.timestamp, block.timestamp) >= kTickIntervalUs) return true;
  if (tree_.is_due(block.parent_id(), block.timestamp)) return true;
  if (tree_.is_root(block.parent_id())) return root_matters_;
  return tree_.chain_matters(block.parent_id());
}

/// C2: what the block names must not be named below it.
bool Consensus::Impl::may_name(const Block& block) const {
  if (mutated(Mutant::name_batches_again)) return true;
  const std::set<BatchDigest> named = tree_.names_to(block.parent_id());
  for (const BatchReference& reference : block.batches) {
    if (named.contains(reference.digest)) return false;
    if (batches_.is_final(reference.digest) && !mutated(Mutant::name_final_batches_again)) {
      return false;
    }
    const auto batch = batches_.find(reference.digest);
    if (batch != nullptr && reference_of(*batch) != reference) return false;
  }
  return true;
}

const TreeBlock* Consensus::Impl::insert(const Block& block,
                                         const std::vector<std::shared_ptr<const Batch>>& batches,
                                         const std::optional<Hash>& certified_root) {
  if (const TreeBlock* known = tree_.find(block.id)) return known;
  if (tree_.contains(block.parent_id())) {
    if (const auto good = tree_.check_version(block); !good) {  // L82
      fault(good.error().message);
      return nullptr;
    }
    if (!certified_root && !settle()) return nullptr;
  }
  const TreeBlock* inserted = tree_.insert(block, batches, certified_root);
  if (inserted != nullptr) batches_.on_named(block.batches);
  return inserted;
}

void Consensus::Impl::try_vote() {
  // A vote may enter the next round, and clear the list.
  for (auto& [author, candidate] : candidates_) {
    if (!candidate.closed && try_vote_for(candidate)) return;
  }
}

/// True where the block was executed, so that whatever waited for it went on.
bool Consensus::Impl::try_vote_for(Candidate& candidate) {
  const Block& block = candidate.proposal.block;
  const BlockId id = block.id;
  if (!tree_.contains(block.parent_id())) {
    want(block.parent_id(), block.parent_qc.round(), block.author);
    return false;
  }
  if (*tree_.executed_info(block.parent_id()) != block.parent_qc.ledger_info &&
      !mutated(Mutant::vote_without_execution)) {
    fault("A quorum certified another outcome of block " + block.parent_id().hex());
    return true;
  }
  const std::uint64_t above_final = block.height.value() - tree_.root().height.value();
  const bool valid =
      block.batches.empty()
          ? may_be_empty(block)
          : above_final <= kUnfinalVoteMax && tree_.size() < 2 * kTreeBlocksMax && may_name(block);
  if (!valid || !may_lead(block)) {
    candidate.closed = true;
    return false;
  }
  const auto batches = batches_.find_all(block.batches);
  if (batches.size() != block.batches.size()) {
    if (candidate.attempts == 0) request_missing(candidate);
    return false;
  }
  candidate.closed = true;
  // L82: nobody stops us by a block that pretends to be of a later time.
  if (!candidate.timely && !tree_.check_version(block)) return false;
  if (insert(block, batches) == nullptr) return stopped_;
  const auto tc = candidate.proposal.tc;
  if (candidate.timely) cast_vote(id, tc);
  if (!stopped_) after_insertion(leader_of_round());
  return true;
}

/// C2: the block is executed, its parent is what its QC says; the rest is the safety rules'.
void Consensus::Impl::cast_vote(const BlockId& id, const std::optional<TimeoutCertificate>& tc) {
  const TreeBlock* block = tree_.find(id);
  if (block == nullptr) return;
  const auto vote = rules_.vote(block->block, tc, block->executed->ledger_info);
  if (!vote) return;
  work_us_ = now_.steady_us;
  if (mutated(Mutant::vote_before_durable)) out_.emit(Broadcast{*vote});
  persist_safety();
  persist_chain(id);
  out_.emit(Broadcast{*vote});
  count_vote(*vote, vote->validator);
}

}  // namespace pennypost::consensus
