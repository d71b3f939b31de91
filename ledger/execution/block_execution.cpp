#include "ledger/execution/block_execution.h"

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/executor.h"
#include "ledger/execution/invariants.h"
#include "ledger/execution/seal.h"

namespace pennypost::execution {
namespace {

void keep(ExecutedBlock& block, KeptTransaction kept) {
  block.leaf_hashes.push_back(
      codec::transaction_leaf(kept.receipt.transaction_id, codec::hash_of(kept.receipt)));
  block.kept.push_back(std::move(kept));
}

void sweep(Executor& executor, ExecutedBlock& block) {
  std::uint32_t index = 0;
  for (Receipt& receipt : executor.sweep(block.first_version)) {
    keep(block, KeptTransaction{kSweepBatch, index++, std::move(receipt)});
  }
}

void execute_transactions(Executor& executor, ExecutedBlock& block,
                          const std::vector<std::shared_ptr<const Transactions>>& batches) {
  for (std::uint32_t batch = 0; batch < batches.size(); ++batch) {
    const Transactions& transactions = *batches[batch];
    for (std::uint32_t index = 0; index < transactions.size(); ++index) {
      const Transaction& transaction = transactions[index];
      const Version version(block.first_version.value() + block.kept.size());
      auto receipt = executor.execute(transaction, version);
      if (receipt) {
        keep(block, KeptTransaction{batch, index, std::move(*receipt)});
      } else {
        block.discarded.push_back(DiscardedTransaction{transaction.id, receipt.error()});
      }
    }
  }
}

/// L25: nothing happens any more; certificates of the block speak of the one that ends the epoch.
ExecutedBlock repeat(const ExecutedBlock& parent, const BlockContext& context) {
  ExecutedBlock block;
  block.context = context;
  block.context.timestamp = parent.context.timestamp;
  block.ledger_info = parent.ledger_info;
  block.ledger_info.round = context.round;
  block.ledger_info.height = context.height;
  block.ledger_info.block_id = context.id;
  block.next_validators = parent.next_validators;
  block.first_version = parent.ledger_info.version.next();
  block.tree = parent.tree;
  block.accumulator = parent.accumulator;
  return block;
}

}  // namespace

bool is_suffix(const ExecutedBlock& parent, const BlockContext& context) {
  // Another epoch's first block may stand on the one that ended this: at the genesis it does.
  return parent.next_validators && parent.context.epoch == context.epoch;
}

void seal_block(ExecutedBlock& block, ChainId chain_id) {
  const BlockContext& context = block.context;
  const Hash state_root = block.tree.root();
  block.leaf_hashes.push_back(
      codec::block_leaf(codec::BlockLeaf{context.epoch, context.round, context.id,
                                         context.timestamp, state_root, block.first_version}));
  for (const Hash& leaf : block.leaf_hashes) block.accumulator.append(leaf);
  block.ledger_info = LedgerInfo{.chain_id = chain_id,
                                 .epoch = context.epoch,
                                 .round = context.round,
                                 .height = context.height,
                                 .block_id = context.id,
                                 .version = Version(block.accumulator.size() - 1),
                                 .state_root = state_root,
                                 .accumulator_root = block.accumulator.root(),
                                 .timestamp = context.timestamp,
                                 .next_validators_hash = std::nullopt};
  if (block.next_validators) {
    block.ledger_info.next_validators_hash = codec::hash_of(*block.next_validators);
  }
}

ExecutedBlock execute_block(const state::StateView& parent_state, const ExecutedBlock& parent,
                            const BlockContext& context,
                            const std::vector<std::shared_ptr<const Transactions>>& batches) {
  CHECK(parent.accumulator.size() == parent.ledger_info.version.value() + 1);
  if (is_suffix(parent, context)) {
    CHECK(batches.empty());
    return repeat(parent, context);
  }
  CHECK(context.timestamp >= parent.context.timestamp);  // nonces are forgotten by block time
  ExecutedBlock block;
  block.context = context;
  block.first_version = parent.ledger_info.version.next();
  block.accumulator = parent.accumulator;

  Executor executor(parent_state, parent.ledger_info.chain_id, context.timestamp);
  sweep(executor, block);
  execute_transactions(executor, block, batches);
  block.next_validators = executor.finish();
  CHECK(check_conservation(parent_state, executor.state().entries()));
  CHECK(check_cover(executor.state(), executor.state().entries()));
  block.changes = executor.take_changes();
  block.tree = parent.tree.with(block.changes);
  seal_block(block, parent.ledger_info.chain_id);
  return block;
}

}  // namespace pennypost::execution
