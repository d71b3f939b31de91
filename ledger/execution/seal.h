#pragma once

#include "ledger/execution/block_execution.h"

namespace pennypost::execution {

/// Ends a block: its leaf behind those of its transactions, and its ledger info (L23). Tree and
/// first version are the block's, the accumulator still the parent's.
void seal_block(ExecutedBlock& block, ChainId chain_id);

}  // namespace pennypost::execution
