#include "ledger/execution/block_execution.h"

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/executor.h"
#include "ledger/execution/invariants.h"
#include "ledger/execution/seal.h"

namespace pennypost::execution {
namespace {

/// What was kept takes its place in history: by a worker beside execution, where there is one.
/// Until `finish`, what it was told of stays where it is, and it alone has the leaves and the
/// accumulator.
class Leaves {
 public:
  Leaves(ExecutedBlock& block, Worker* worker) : block_(block), worker_(worker) {}
  Leaves(const Leaves&) = delete;
  Leaves& operator=(const Leaves&) = delete;

  /// So many were kept, by now.
  void kept(std::size_t count) {
    if (worker_ == nullptr || count - begun_ < kPiece) return;
    worker_->post([this, from = begun_, count] { append(from, count); });
    begun_ = count;
  }
  /// All of them were.
  void finish() {
    if (begun_ > 0) worker_->finish();
    append(begun_, block_.kept.size());
  }

 private:
  // Long enough to be worth a thread's waking, short enough that its last is soon done.
  static constexpr std::size_t kPiece = 256;

  void append(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const Receipt& receipt = block_.kept[i].receipt;
      const Hash leaf = codec::transaction_leaf(receipt.transaction_id, codec::hash_of(receipt));
      block_.leaf_hashes.push_back(leaf);
      block_.accumulator.append(leaf);
    }
  }

  ExecutedBlock& block_;
  Worker* worker_;
  std::size_t begun_ = 0;  // its pieces end there
};

void sweep(Executor& executor, ExecutedBlock& block) {
  std::uint32_t index = 0;
  for (Receipt& receipt : executor.sweep(block.first_version)) {
    block.kept.emplace_back(kSweepBatch, index++, std::move(receipt));
  }
}

// So many transactions ahead: long enough for the memory, not so long that it is gone again.
constexpr std::size_t kTransactionsAhead = 24;
constexpr std::size_t kPlacesAhead = 16;
constexpr std::size_t kEntriesAhead = 8;

/// Calls `fetch` with the keys of the entries that nearly every such transaction reads.
template <class Fetch>
void fetch_for(const Transactions& transactions, std::size_t index, Fetch fetch) {
  if (index >= transactions.size()) return;
  const Transaction& transaction = transactions[index];
  fetch(state::StateKey::of(transaction.sender));
  if (const auto* transfer = std::get_if<Transfer>(&transaction.operation)) {
    fetch(state::StateKey::of(transfer->to));
  }
  if (transaction.delegate.is_zero()) return;
  fetch(state::StateKey::of(transaction.mandate));
  fetch(state::StateKey::payees(transaction.mandate));
}

void fetch_transaction(const Transactions& transactions, std::size_t index) {
  if (index >= transactions.size()) return;
  const auto* bytes = reinterpret_cast<const char*>(&transactions[index]);
  for (std::size_t line = 0; line < sizeof(Transaction); line += 64) {
    __builtin_prefetch(bytes + line);
  }
}

void fetch_nonce(const Executor& executor, const Transactions& transactions, std::size_t index) {
  if (index >= transactions.size()) return;
  const Transaction& transaction = transactions[index];
  if (const Nonce* nonce = std::get_if<Nonce>(&transaction.replay)) {
    executor.state().fetch_nonce(transaction.sender, *nonce);
  }
}

void execute_transactions(Executor& executor, ExecutedBlock& block, Leaves& leaves,
                          const std::vector<std::shared_ptr<const Transactions>>& batches) {
  for (std::uint32_t batch = 0; batch < batches.size(); ++batch) {
    const Transactions& transactions = *batches[batch];
    for (std::uint32_t index = 0; index < transactions.size(); ++index) {
      fetch_transaction(transactions, index + kTransactionsAhead);
      fetch_for(transactions, index + kPlacesAhead,
                [&executor](const auto& key) { executor.state().fetch_place(key); });
      fetch_nonce(executor, transactions, index + kEntriesAhead);
      fetch_for(transactions, index + kEntriesAhead,
                [&executor](const auto& key) { executor.state().fetch_entry(key); });
      const Transaction& transaction = transactions[index];
      const Version version(block.first_version.value() + block.kept.size());
      Receipt& receipt = block.kept.emplace_back(batch, index).receipt;
      const Code code = executor.execute(transaction, version, receipt);
      if (is_kept(code)) {
        leaves.kept(block.kept.size());
      } else {
        block.kept.pop_back();
        block.discarded.push_back(DiscardedTransaction{transaction.id, code});
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

void seal_block(ExecutedBlock& block, ChainId chain_id, const Hash& state_root) {
  const BlockContext& context = block.context;
  const Hash leaf =
      codec::block_leaf(codec::BlockLeaf{context.epoch, context.round, context.id,
                                         context.timestamp, state_root, block.first_version});
  block.leaf_hashes.push_back(leaf);
  block.accumulator.append(leaf);
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

ExecutedBlock run_block(const state::StateView& parent_state, const ExecutedBlock& parent,
                        const BlockContext& context,
                        const std::vector<std::shared_ptr<const Transactions>>& batches,
                        Worker* worker) {
  CHECK(parent.accumulator.size() == parent.ledger_info.version.value() + 1);
  CHECK(context.timestamp >= parent.context.timestamp);  // nonces are forgotten by block time
  ExecutedBlock block;
  block.context = context;
  block.first_version = parent.ledger_info.version.next();
  block.accumulator = parent.accumulator;

  std::size_t transactions = 0;
  for (const auto& batch : batches) transactions += batch->size();

  Executor executor(parent_state, parent.ledger_info.chain_id, context.timestamp, transactions);
  sweep(executor, block);
  block.kept.reserve(block.kept.size() + transactions);
  block.leaf_hashes.reserve(block.kept.size() + transactions + 1);
  Leaves leaves(block, worker);
  execute_transactions(executor, block, leaves, batches);
  block.next_validators = executor.finish();
  CHECK(check_money(executor.state()));
  leaves.finish();
  block.changes = executor.take_changes();
  return block;
}

ExecutedBlock execute_block(const state::StateView& parent_state, const ExecutedBlock& parent,
                            const BlockContext& context,
                            const std::vector<std::shared_ptr<const Transactions>>& batches,
                            Worker* worker) {
  if (is_suffix(parent, context)) {
    CHECK(batches.empty());
    return repeat(parent, context);
  }
  ExecutedBlock block = run_block(parent_state, parent, context, batches, worker);
  block.tree = parent.tree.with(block.changes);
  seal_block(block, parent.ledger_info.chain_id, block.tree.root());
  return block;
}

ExecutedBlock execute_certified_block(
    const state::StateView& parent_state, const ExecutedBlock& parent, const BlockContext& context,
    const std::vector<std::shared_ptr<const Transactions>>& batches, const Hash& state_root,
    Worker* worker) {
  CHECK(!is_suffix(parent, context));
  ExecutedBlock block = run_block(parent_state, parent, context, batches, worker);
  seal_block(block, parent.ledger_info.chain_id, state_root);
  return block;
}

}  // namespace pennypost::execution
