#include "ledger/execution/speculative_ledger.h"

#include <algorithm>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/execution/protocol.h"
#include "ledger/execution/seal.h"
#include "ledger/state/overlay.h"

namespace pennypost::execution {
namespace {

bool has_tree(const ExecutedBlock& block) {
  return block.tree.root() == block.ledger_info.state_root;
}

}  // namespace

std::shared_ptr<const ExecutedBlock> SharedOutcomes::find(const BlockId& id,
                                                          const LedgerInfo& parent) const {
  const auto at = outcomes_.find(id);
  return at != outcomes_.end() && at->second.parent == parent ? at->second.block : nullptr;
}

void SharedOutcomes::add(const LedgerInfo& parent, std::shared_ptr<const ExecutedBlock> block) {
  const BlockId id = block->context.id;
  outcomes_.try_emplace(id, Outcome{parent, std::move(block)});
}

SpeculativeLedger::SpeculativeLedger(state::MemoryState state,
                                     std::shared_ptr<const ExecutedBlock> final_block,
                                     SharedOutcomes* shared, std::uint32_t known_version)
    : state_(std::move(state)),
      known_version_(known_version),
      final_block_(std::move(final_block)),
      shared_(shared) {
  CHECK(final_block_ != nullptr && has_tree(*final_block_));
  tree_ = final_block_->tree;
}

Result<void> SpeculativeLedger::check_version(const BlockId& parent, TimestampUs block_time) const {
  const auto view = view_at(parent);
  if (!view) return fail("unknown_parent", "The block's parent is not executed here.");
  return execution::check_version(*view, block_time, known_version_);
}

Result<std::shared_ptr<const ExecutedBlock>> SpeculativeLedger::execute(
    const BlockContext& context, const std::vector<std::shared_ptr<const Transactions>>& batches,
    const std::optional<Hash>& certified_root) {
  if (auto known = find(context.id)) return known;
  CHECK(certified_root || settled_);
  PP_CHECKED(check_version(context.parent, context.timestamp));
  const auto parent = find(context.parent);
  CHECK(parent == final_block_ || (!certified_root && has_tree(*parent)));
  if (is_suffix(*parent, context) && !batches.empty()) {
    return fail("epoch_ended", "A block after the end of an epoch names no batches.");
  }
  // What others share has its tree: whoever takes a root as certified goes that way itself.
  auto block =
      shared_ && !certified_root ? shared_->find(context.id, parent->ledger_info) : nullptr;
  if (!block) {
    const auto view = view_at(context.parent);
    block = std::make_shared<const ExecutedBlock>(
        certified_root
            ? execute_certified_block(*view, *parent, context, batches, *certified_root, worker_)
            : execute_block(*view, *parent, context, batches, worker_));
    if (shared_ && !certified_root) shared_->add(parent->ledger_info, block);
  }
  executed_.emplace(context.id, block);
  return block;
}

std::shared_ptr<const ExecutedBlock> SpeculativeLedger::find(const BlockId& id) const {
  if (id == final_block_->context.id) return final_block_;
  const auto at = executed_.find(id);
  return at == executed_.end() ? nullptr : at->second;
}

bool SpeculativeLedger::settle() {
  if (settled_) return true;
  tree_ = tree_.with(state_, std::exchange(unhashed_, {}));
  ExecutedBlock hashed;
  hashed.context = final_block_->context;
  hashed.ledger_info = final_block_->ledger_info;
  hashed.next_validators = final_block_->next_validators;
  hashed.first_version = final_block_->first_version;
  hashed.tree = tree_;
  hashed.accumulator = final_block_->accumulator;
  final_block_ = std::make_shared<const ExecutedBlock>(std::move(hashed));
  settled_ = has_tree(*final_block_);
  return settled_;
}

SpeculativeLedger::Blocks SpeculativeLedger::branch(const BlockId& id) const {
  Blocks blocks;
  for (BlockId at = id; at != final_block_->context.id; at = blocks.back()->context.parent) {
    const auto block = executed_.find(at);
    CHECK(block != executed_.end());  // whatever is kept descends from the newest final block
    blocks.push_back(block->second);
  }
  std::ranges::reverse(blocks);
  return blocks;
}

SpeculativeLedger::Blocks SpeculativeLedger::finalize(const BlockId& id) {
  Blocks newly_final = branch(id);
  if (newly_final.empty()) return newly_final;
  for (const auto& block : newly_final) {
    state_.apply(block->changes, block->context.timestamp);
    settled_ = has_tree(*block);
    if (settled_) {
      tree_ = block->tree;
      unhashed_.clear();
    } else {
      for (const auto& [key, entry] : block->changes.entries) unhashed_.push_back(key);
    }
  }
  final_block_ = newly_final.back();
  forget_forks();
  return newly_final;
}

void SpeculativeLedger::forget_forks() {
  Blocks blocks;
  for (const auto& [id, block] : executed_) blocks.push_back(block);
  // Heights grow along every branch: a parent comes before its children.
  std::ranges::sort(blocks, {}, [](const auto& block) { return block->context.height; });
  executed_.clear();
  for (auto& block : blocks) {
    const BlockId& parent = block->context.parent;
    if (parent == final_block_->context.id || executed_.contains(parent)) {
      const BlockId id = block->context.id;
      executed_.emplace(id, std::move(block));
    }
  }
}

void SpeculativeLedger::begin_epoch(const LedgerInfo& genesis) {
  LedgerInfo expected = final_block_->ledger_info;
  CHECK(final_block_->next_validators && genesis.epoch == expected.epoch.next());
  expected.epoch = genesis.epoch;
  expected.round = Round(0);
  expected.block_id = genesis.block_id;
  expected.next_validators_hash = std::nullopt;
  CHECK(genesis == expected);

  ExecutedBlock first;
  first.context = BlockContext{.id = genesis.block_id,
                               .parent = final_block_->context.id,
                               .epoch = genesis.epoch,
                               .round = genesis.round,
                               .height = genesis.height,
                               .timestamp = genesis.timestamp};
  first.ledger_info = genesis;
  first.first_version = genesis.version.next();
  first.tree = final_block_->tree;
  first.accumulator = final_block_->accumulator;
  final_block_ = std::make_shared<const ExecutedBlock>(std::move(first));
  executed_.clear();
}

std::optional<TimestampUs> SpeculativeLedger::next_due(const BlockId& id) const {
  const auto block = find(id);
  if (!block || block->next_validators) return std::nullopt;  // L25: nothing is swept in a suffix
  return view_at(id)->next_due();
}

std::unique_ptr<state::StateView> SpeculativeLedger::view_at(const BlockId& id) const {
  if (!find(id)) return nullptr;
  std::vector<const state::StateChanges*> layers;
  for (const auto& block : branch(id)) layers.push_back(&block->changes);
  return std::make_unique<state::LayeredView>(state_, std::move(layers));
}

}  // namespace pennypost::execution
