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
                             .target = *fetch_.target(),
                             .bytes = fetch_.bytes()};
  fetch_.asked(*peer, request, now_.steady_us);
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

/// What the block names, held or out of `sent`; nothing where one of them is missing.
std::optional<std::vector<std::shared_ptr<const Batch>>> Consensus::Impl::batches_for(
    const Block& block, const Sent& sent) const {
  std::vector<std::shared_ptr<const Batch>> batches;
  for (const BatchReference& reference : block.batches) {
    auto batch = batches_.find(reference.digest);
    if (const auto at = sent.find(reference.digest); batch == nullptr && at != sent.end()) {
      batch = at->second;
    }
    if (batch == nullptr || reference_of(*batch) != reference) return std::nullopt;
    batches.push_back(std::move(batch));
  }
  return batches;
}

/// Inserts a block that a quorum certified, with its batches. False where it does not fit here.
bool Consensus::Impl::insert_certified(const Block& block, const Sent& sent, ValidatorIndex from,
                                       const std::optional<Hash>& certified_root) {
  if (!tree_.contains(block.parent_id())) return false;
  const auto batches = batches_for(block, sent);
  if (!batches) return false;
  for (const auto& batch : *batches) {
    if (batches_.add(batch, from, now_.unix_time, true) == Batches::Added::fresh) {
      out_.persist().batches.push_back(batch);
    }
  }
  if (insert(block, *batches, certified_root) == nullptr) return false;
  persist_chain(block.id);
  return true;
}

/// F4: how many of the response's first blocks may be taken as final. None where anything that they
/// need is missing: a part could not be proven.
std::size_t Consensus::Impl::count_final(const BlockResponse& response, const Sent& sent) const {
  const std::size_t count = final_blocks(response);
  std::size_t above = 0;
  while (above < count && response.blocks[above].height <= tree_.root().height) ++above;
  if (above == count) return 0;
  const BlockId& parent = response.blocks[above].parent_id();
  if (!tree_.contains(parent) || tree_.ends_epoch(parent)) return 0;  // C9: a suffix is never final
  for (std::size_t i = above; i < count; ++i) {
    const Block& block = response.blocks[i];
    if (!tree_.contains(block.id) && !batches_for(block, sent)) return 0;
  }
  return count;
}

/// F4: what was executed with certified roots is hashed, and has to give the last of them.
bool Consensus::Impl::settle() {
  unhashed_responses_ = 0;
  if (tree_.settle()) return true;
  fault("The state behind block " + tree_.root().block_id.hex() +
        " is not what a quorum certified");
  return false;
}

/// F4: each is the ledger's before the next is executed, so that none is executed on a pile of
/// others. Nothing is told before all of them are. The state is hashed now only where nothing
/// follows that was asked for.
void Consensus::Impl::insert_final(const Coming& coming) {
  const BlockResponse& response = coming.response;
  const std::size_t count = coming.final;
  Finalize effect;
  bool ends = false;
  for (std::size_t i = 0; i < count && !ends; ++i) {
    const Block& block = response.blocks[i];
    if (block.height <= tree_.root().height) continue;
    const bool last = i + 1 == count;
    const LedgerInfo& certified =
        last ? response.ordered->ledger_info : response.blocks[i + 1].parent_qc.ledger_info;
    // C9: the epoch's last block ends the run, and what came before it may not be final yet.
    const bool inside = !certified.next_validators_hash && tree_.is_root(block.parent_id());
    if (!tree_.contains(block.id) &&
        !insert_certified(block, coming.sent, coming.from,
                          inside ? std::optional(certified.state_root) : std::nullopt)) {
      if (!stopped_) fault("Block " + block.id.hex() + " is final and does not fit here");
      return;
    }
    const LedgerInfo& own = *tree_.executed_info(block.id);
    ends = tree_.ends_epoch(block.id);
    // C9: what follows the epoch's end is a suffix.
    if (certified != own || (ends && !same_ending(response.ordered->ledger_info, own))) {
      fault("A quorum made another outcome final of block " + block.id.hex());
      return;
    }
    advance(block.id, effect);
  }
  if (effect.blocks.empty()) return;
  const bool goes_on = fetch_.waiting() && ++unhashed_responses_ < kUnhashedResponsesMax;
  if (!goes_on && !settle()) return;
  conclude(std::move(effect), *response.ordered);
  if (!stopped_) process(response.blocks[count - 1].parent_qc, coming.from);
}

/// F3: what follows is asked for before this is executed. Whether it was.
bool Consensus::Impl::ask_on(const Coming& coming) {
  const BlockResponse& response = coming.response;
  const Block& last = response.blocks[coming.final - 1];
  if (!fetch_.target() || fetch_.waiting() || fetch_.target_round() <= last.round ||
      last.height < coming.request.from_height ||
      std::ranges::find(response.blocks, *fetch_.target(), &Block::id) != response.blocks.end()) {
    return false;
  }
  fetch_.resume_at = last.height.next();
  fetch_.prefer(coming.from);
  request_blocks();
  return true;
}

void Consensus::Impl::receive(ValidatorIndex from, const BlockResponse& response) {
  auto request = fetch_.take_request(from);
  if (!request && mutated(Mutant::take_unasked_blocks)) request = BlockRequest{};
  if (!request) return;  // C10: only what was asked for
  Coming coming{.from = from, .request = *request, .response = response, .sent = {}};
  for (const auto& batch : response.batches) coming.sent.emplace(batch->digest, batch);
  fetch_.resume_at.reset();
  coming.final = count_final(response, coming.sent);
  if (coming.final > 0) fetch_.was_of_use();
  if (coming.final > 0 && ask_on(coming)) {
    coming_ = std::move(coming);
  } else {
    take_up(coming);
  }
}

void Consensus::Impl::take_up(const Coming& coming) {
  const auto& [from, request, response, sent, final_count] = coming;
  if (final_count > 0) {
    insert_final(coming);
    fetch_.resume_at = response.blocks[final_count - 1].height.next();
  }
  for (std::size_t i = final_count; i < response.blocks.size() && !stopped_; ++i) {
    const Block& block = response.blocks[i];
    if (tree_.contains(block.id)) {
      fetch_.resume_at = block.height.next();
      continue;
    }
    // Only certified blocks are taken: the next one's QC, the target's or the final one's.
    const bool certified = i + 1 < response.blocks.size() || block.id == request.target ||
                           block.id == rules_.data().high_qc.block_id() ||
                           (response.ordered && may_prove(*response.ordered, block));
    if (!certified || !insert_certified(block, sent, from)) break;
    fetch_.resume_at = block.height.next();
    process(block.parent_qc, from);
  }
  if (stopped_) return;
  // Only what is above the last request is progress: nobody makes us ask in circles.
  if (fetch_.resume_at && *fetch_.resume_at <= request.from_height) fetch_.resume_at.reset();
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
