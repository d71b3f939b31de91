#pragma once

#include <memory>
#include <vector>

#include "ledger/base/worker.h"
#include "ledger/memory/large_block.h"
#include "ledger/state/accumulator.h"
#include "ledger/state/state_tree.h"
#include "ledger/state/state_view.h"
#include "ledger/types/ledger_info.h"
#include "ledger/types/receipt.h"
#include "ledger/types/transaction.h"

namespace pennypost::execution {

/// What execution must know of a block.
struct BlockContext {
  BlockId id;
  BlockId parent;
  Epoch epoch;
  Round round;
  Height height;
  TimestampUs timestamp;  // not below the parent's (CHECK)
};

/// The transactions of one disseminated batch, in order. Owned by the caller until the block is
/// final.
using Transactions = std::vector<Transaction>;

/// The batch of what the ledger does by itself: returning holds that are due.
inline constexpr std::uint32_t kSweepBatch = UINT32_MAX;

struct KeptTransaction {
  std::uint32_t batch = 0;  // place in the block's list of batches, or kSweepBatch
  std::uint32_t index = 0;  // place in that batch
  Receipt receipt;
};

using KeptTransactions = std::vector<KeptTransaction, memory::LargeBlocks<KeptTransaction>>;

struct DiscardedTransaction {
  TransactionId id;
  Code code;
};

/// A block's outcome: a value that depends on nothing but the parent's outcome and the block.
/// Version of kept transaction i = first_version + i; the block leaf's version =
/// ledger_info.version.
struct ExecutedBlock {
  BlockContext context;
  LedgerInfo ledger_info;
  /// Who decides in the next epoch, where this one ends here: in the block that says so and its
  /// suffix. Its hash is in the ledger info.
  std::optional<ValidatorSet> next_validators;
  Version first_version;
  KeptTransactions kept;
  std::vector<DiscardedTransaction> discarded;
  std::vector<Hash> leaf_hashes;  // kept transactions', then the block's; none in a suffix
  state::StateChanges changes;
  state::StateTree tree;           // after the block; empty where its root was taken as certified
  state::Accumulator accumulator;  // after the block
};

/// Whether a block on this one belongs to the suffix of an epoch that ends (L25): it is empty.
bool is_suffix(const ExecutedBlock& parent, const BlockContext& context);

/// Executes `batches` on top of `parent`'s state. Total: any list of transactions gives an outcome.
/// The same transaction twice executes the first time and is discarded as a duplicate after that. A
/// block of a suffix has none (CHECK). `worker`, where given, hashes receipts beside this.
ExecutedBlock execute_block(const state::StateView& parent_state, const ExecutedBlock& parent,
                            const BlockContext& context,
                            const std::vector<std::shared_ptr<const Transactions>>& batches,
                            Worker* worker = nullptr);

/// The same without computing the state root, which a quorum certified: the block has no tree, and
/// its parent needs none. Not of a suffix (CHECK).
ExecutedBlock execute_certified_block(
    const state::StateView& parent_state, const ExecutedBlock& parent, const BlockContext& context,
    const std::vector<std::shared_ptr<const Transactions>>& batches, const Hash& state_root,
    Worker* worker = nullptr);

}  // namespace pennypost::execution
