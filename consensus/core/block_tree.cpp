#include "consensus/core/block_tree.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost::consensus {

BlockTree::BlockTree(execution::SpeculativeLedger& ledger, LedgerInfo root,
                     const std::vector<Turn>& turns)
    : ledger_(ledger),
      root_(std::move(root)),
      root_due_(ledger.next_due(root_.block_id)),
      turns_(turns.begin(), turns.end()) {
  CHECK(ledger_.final_block().context.id == root_.block_id);
}

const TreeBlock* BlockTree::find(const BlockId& id) const {
  const auto at = blocks_.find(id);
  return at == blocks_.end() ? nullptr : &at->second;
}

const LedgerInfo* BlockTree::executed_info(const BlockId& id) const {
  if (is_root(id)) return &root_;
  const TreeBlock* block = find(id);
  return block == nullptr ? nullptr : &block->executed->ledger_info;
}

const TreeBlock* BlockTree::insert(const Block& block,
                                   const std::vector<std::shared_ptr<const Batch>>& batches,
                                   const std::optional<Hash>& certified_root) {
  if (const TreeBlock* known = find(block.id)) return known;
  const LedgerInfo* parent = executed_info(block.parent_id());
  if (parent == nullptr || block.height != parent->height.next() ||
      block.timestamp <= parent->timestamp || block.round <= parent->round ||
      (ends_epoch(block.parent_id()) && !block.batches.empty())) {
    return nullptr;
  }
  std::vector<std::shared_ptr<const execution::Transactions>> payload;
  payload.reserve(batches.size());
  for (const auto& batch : batches) payload.push_back(batch->transactions);
  auto executed = ledger_.execute(context_of(block), payload, certified_root);
  CHECK(executed.has_value());  // the ledger holds what the tree holds
  TreeBlock inserted{
      .block = block, .executed = *std::move(executed), .next_due = ledger_.next_due(block.id)};
  return &blocks_.emplace(block.id, std::move(inserted)).first->second;
}

Result<void> BlockTree::check_version(const Block& block) const {
  return ledger_.check_version(block.parent_id(), block.timestamp);
}

void BlockTree::set_certified(const BlockId& id) {
  if (const auto at = blocks_.find(id); at != blocks_.end()) at->second.certified = true;
}

void BlockTree::set_durable(const BlockId& id) {
  if (const auto at = blocks_.find(id); at != blocks_.end()) at->second.durable = true;
}

std::vector<const TreeBlock*> BlockTree::chain_to(const BlockId& id) const {
  std::vector<const TreeBlock*> chain;
  for (const TreeBlock* at = find(id); at != nullptr; at = find(at->block.parent_id())) {
    chain.push_back(at);
  }
  std::ranges::reverse(chain);
  return chain;
}

std::vector<Turn> BlockTree::turns_to(const BlockId& id) const {
  std::vector<Turn> turns(turns_.begin(), turns_.end());
  for (const TreeBlock* block : chain_to(id)) turns.push_back(turn_of(block->block));
  return turns;
}

std::set<BatchDigest> BlockTree::names_to(const BlockId& id) const {
  std::set<BatchDigest> names;
  for (const TreeBlock* at = find(id); at != nullptr; at = find(at->block.parent_id())) {
    for (const BatchReference& reference : at->block.batches) names.insert(reference.digest);
  }
  return names;
}

bool BlockTree::matters(const TreeBlock& block) const {
  return !block.block.batches.empty() || !block.executed->kept.empty() ||
         us_between(block.block.parent_qc.ledger_info.timestamp, block.block.timestamp) >=
             kTickIntervalUs;
}

bool BlockTree::chain_matters(const BlockId& id) const {
  for (const TreeBlock* at = find(id); at != nullptr; at = find(at->block.parent_id())) {
    if (matters(*at)) return true;
  }
  return false;
}

bool BlockTree::ends_epoch(const BlockId& id) const {
  const TreeBlock* block = find(id);
  return block != nullptr && block->executed->next_validators.has_value();
}

const TreeBlock* BlockTree::find_certified(const LedgerInfo& info) const {
  if (!info.next_validators_hash) return find(info.block_id);
  const auto at = std::ranges::find_if(blocks_, [&](const auto& entry) {
    return same_ending(entry.second.executed->ledger_info, info) &&
           !ends_epoch(entry.second.block.parent_id());
  });
  return at == blocks_.end() ? nullptr : &at->second;
}

std::optional<TimestampUs> BlockTree::next_due(const BlockId& id) const {
  if (is_root(id)) return root_due_;
  const TreeBlock* block = find(id);
  return block == nullptr ? std::nullopt : block->next_due;
}

bool BlockTree::is_due(const BlockId& id, TimestampUs at) const {
  const auto due = next_due(id);
  return due && *due <= at;
}

BlockTree::Finalized BlockTree::finalize(const BlockId& id) {
  CHECK(find(id) != nullptr);
  Finalized out;
  for (const TreeBlock* block : chain_to(id)) out.blocks.push_back(*block);
  const auto ledger_blocks = ledger_.finalize(id);
  CHECK(ledger_blocks.size() == out.blocks.size());
  for (const TreeBlock& block : out.blocks) {
    turns_.push_back(turn_of(block.block));
    blocks_.erase(block.block.id);
  }
  while (turns_.size() > kTurnsMax) turns_.pop_front();
  root_ = out.blocks.back().executed->ledger_info;
  root_due_ = out.blocks.back().next_due;
  // What does not descend from the new root can no longer become final: by height, parents first.
  std::vector<std::pair<Height, BlockId>> order;
  for (const auto& [other, block] : blocks_) order.emplace_back(block.block.height, other);
  std::ranges::sort(order);
  for (const auto& [height, other] : order) {
    const auto at = blocks_.find(other);
    if (contains(at->second.block.parent_id())) continue;
    out.forgotten.push_back(std::move(at->second));
    blocks_.erase(at);
  }
  return out;
}

}  // namespace pennypost::consensus
