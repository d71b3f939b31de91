#pragma once

#include "ledger/execution/block_execution.h"

namespace pennypost::execution {

// The two halves of execute_block.
/// Everything that happens in a block which is of no suffix: receipts, what they do to the state,
/// and their leaves in the accumulator. It has no tree yet, no leaf of its own, and no ledger info.
ExecutedBlock run_block(const state::StateView& parent_state, const ExecutedBlock& parent,
                        const BlockContext& context,
                        const std::vector<std::shared_ptr<const Transactions>>& batches,
                        Worker* worker = nullptr);
/// Ends a block: its leaf behind those of its transactions, and its ledger info (L23).
void seal_block(ExecutedBlock& block, ChainId chain_id, const Hash& state_root);

}  // namespace pennypost::execution
