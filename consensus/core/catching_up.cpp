#include <algorithm>

#include "consensus/core/consensus_impl.h"
#include "consensus/core/mutants.h"

namespace pennypost::consensus {

void Consensus::Impl::want(const BlockId& target, Round round, ValidatorIndex hint) {
  if (tree_.contains(target) || round <= tree_.root().round) return;
  fetch_.want(target, round, hint);
  if (!fetch_.waiting()) request_blocks();
}

void Consensus::Impl::request_blocks() {
  if (!fetch_.target() || mutated(Mutant::no_block_fetch)) return;
  if (tree_.contains(*fetch_.target()) || fetch_.target_round() <= tree_.root().round) {
    fetch_.done();
    return;
  }
  const auto peer = fetch_.next_peer();
  if (!peer) return;
  const BlockRequest request{.from_height = fetch_.resume_at.value_or(tree_.root().height.next()),
                             .target = *fetch_.target()};
  fetch_.asked(*peer, request);
  out_.emit(Send{*peer, request});
}

void Consensus::Impl::receive(ValidatorIndex from, const BlockRequest& request) {
  if (++peers_[from].block_requests > kBlockRequestsMax) return;  // C10
  const BlockId tip =
      tree_.find(request.target) != nullptr ? request.target : rules_.data().high_qc.block_id();
  ServeBlocks effect{.to = from, .request = request, .suffix = {}};
  for (const TreeBlock* block : tree_.chain_to(tip)) {
    if (block->block.height < request.from_height) continue;
    if (effect.suffix.size() == kResponseBlocksMax) break;
    effect.suffix.push_back(block->block);
  }
  if (request.from_height > tree_.root().height && effect.suffix.empty()) return;
  out_.emit(std::move(effect));
}

/// C9: of a certificate that ends the epoch only executing the epoch's last block tells whether it
/// is that block's: a peer may make us hold one that is not, up to the bound of C10.
bool Consensus::Impl::may_prove(const OrderedCertificate& certificate, const Block& block) const {
  const LedgerInfo& info = certificate.ledger_info;
  if (block.id == info.block_id) return true;
  return info.next_validators_hash && block.round < info.round && tree_.size() < kTreeBlocksMax;
}

/// Inserts a block that a quorum certified, with its batches out of `sent` or held ones. False
/// where it does not fit here.
bool Consensus::Impl::insert_certified(
    const Block& block, const std::map<BatchDigest, std::shared_ptr<const Batch>>& sent,
    ValidatorIndex from) {
  if (!tree_.contains(block.parent_id())) return false;
  std::vector<std::shared_ptr<const Batch>> batches;
  for (const BatchReference& reference : block.batches) {
    auto batch = batches_.find(reference.digest);
    if (const auto at = sent.find(reference.digest); batch == nullptr && at != sent.end()) {
      batch = at->second;
    }
    if (batch == nullptr || reference_of(*batch) != reference) return false;
    batches.push_back(std::move(batch));
  }
  for (const auto& batch : batches) {
    if (batches_.add(batch, from, now_.unix_time, true) == Batches::Added::fresh) {
      out_.persist().batches.push_back(batch);
    }
  }
  if (insert(block, batches) == nullptr) return false;
  persist_chain(block.id);
  return true;
}

void Consensus::Impl::receive(ValidatorIndex from, const BlockResponse& response) {
  auto request = fetch_.take_request(from);
  if (!request && mutated(Mutant::take_unasked_blocks)) request = BlockRequest{};
  if (!request) return;  // C10: only what was asked for
  std::map<BatchDigest, std::shared_ptr<const Batch>> sent;
  for (const auto& batch : response.batches) sent.emplace(batch->digest, batch);
  fetch_.resume_at.reset();
  for (std::size_t i = 0; i < response.blocks.size() && !stopped_; ++i) {
    const Block& block = response.blocks[i];
    if (tree_.contains(block.id)) {
      fetch_.resume_at = block.height.next();
      continue;
    }
    // Only certified blocks are taken: the next one's QC, the target's or the final one's.
    const bool certified = i + 1 < response.blocks.size() || block.id == request->target ||
                           block.id == rules_.data().high_qc.block_id() ||
                           (response.ordered && may_prove(*response.ordered, block));
    if (!certified || !insert_certified(block, sent, from)) break;
    fetch_.resume_at = block.height.next();
    process(block.parent_qc, from);
  }
  if (stopped_) return;
  // Only what is above the last request is progress: nobody makes us ask in circles.
  if (fetch_.resume_at && *fetch_.resume_at <= request->from_height) fetch_.resume_at.reset();
  if (response.ordered) process(*response.ordered, from);
  if (!stopped_) after_insertion(from);
}

/// Something is here that certificates may have waited for.
void Consensus::Impl::after_insertion(ValidatorIndex hint) {
  const bool progress = fetch_.resume_at.has_value();
  if (fetch_.target() && tree_.contains(*fetch_.target())) fetch_.done();
  act_on_ordered(hint);
  if (!stopped_) act_on_high_qc(hint);
  if (stopped_) return;
  if (progress && fetch_.target() && !fetch_.waiting()) {
    fetch_.prefer(hint);
    request_blocks();
  }
  try_vote();
}

}  // namespace pennypost::consensus
