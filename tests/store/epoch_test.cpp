#include <gtest/gtest.h>

#include "tests/store/folder.h"
#include "tests/store/payment_chain.h"

// Epochs on disk (L25): whatever the process had made final when it ended, the next one begins on
// the same block, and the steps between epochs can be served.
namespace pennypost::store {
namespace {

/// Payments, and now and then a change of the validators: the batch's first byte tells them apart.
BatchFormat format() {
  return {
      .transactions = [](ByteView bytes) -> Result<std::shared_ptr<const execution::Transactions>> {
        if (bytes.size() % Payment::kBytes == 0) return payment_format().transactions(bytes);
        codec::Reader in(bytes);
        Transaction change =
            test::transaction("governance", ChangeValidators{test::validators(in.u8())},
                              SequenceNumber(in.u8()), TimestampUs(in.u64()));
        change.id = codec::transaction_id(bytes);
        return test::batch_of({change});
      },
      .signed_transaction = payment_format().signed_transaction};
}

/// A process with its store. Blocks are named by their height.
class Node {
 public:
  explicit Node(const files::path& folder) : database_(std::move(*Database::open(folder))) {
    store_ = std::make_unique<LedgerStore>(*database_, format());
    const auto genesis = execution::make_genesis(payment_genesis());
    EXPECT_TRUE(store_->init_genesis(*genesis, payment_genesis().validators));
    auto loaded = store_->load();
    EXPECT_TRUE(loaded) << loaded.error().message;
    replayed = loaded->replayed_blocks;
    ledger_ = std::make_unique<execution::SpeculativeLedger>(std::move(loaded->state),
                                                             std::move(loaded->final_block));
    if (ledger_->final_block().next_validators) begin_epoch();
  }

  void begin_epoch() {
    LedgerInfo info = ledger_->final_block().ledger_info;
    info.epoch = info.epoch.next();
    info.round = Round(0);
    info.block_id = test::id_of<BlockId>("epoch " + to_string(info.epoch));
    info.next_validators_hash.reset();
    ledger_->begin_epoch(info);
  }

  /// Executes the next block, to become final with a later one.
  void execute(const std::vector<Bytes>& batches) {
    const execution::BlockContext last =
        pending_.empty() ? ledger_->final_block().context : pending_.back().executed->context;
    execution::BlockContext context = last;
    context.parent = last.id;
    context.height = last.height.next();
    context.round = last.round.next();
    context.id = test::id_of<BlockId>("block " + to_string(context.height));
    context.timestamp = std::max(time_of(context.height), last.timestamp);
    FinalBlock block;
    std::vector<std::shared_ptr<const execution::Transactions>> transactions;
    for (const Bytes& bytes : batches) {
      transactions.push_back(*format().transactions(bytes));
      block.batches.push_back(crypto::as_id<BatchDigest>(crypto::hash("t", bytes)));
      bytes_.emplace_back(block.batches.back(), bytes);
    }
    block.executed = *ledger_->execute(context, transactions);
    pending_.push_back(std::move(block));
  }
  void finalize() {
    WriteBatch batch(*database_);
    for (const auto& [digest, bytes] : bytes_) LedgerStore::put_batch(batch, digest, bytes);
    ledger_->finalize(pending_.back().executed->context.id);
    store_->append(std::move(batch), pending_,
                   certificate_of(pending_.back().executed->ledger_info));
    bytes_.clear();
    pending_.clear();
  }
  void pay(int blocks) {
    for (int i = 0; i < blocks; ++i) {
      const Height height = ledger_->final_block().context.height.next();
      std::vector<Bytes> batches;
      for (const PaymentBatch& each : batches_at(height)) batches.push_back(bytes_of(each));
      execute(batches);
      finalize();
    }
  }
  /// A change to this many validators, by governance's transaction of this number.
  void change(std::uint8_t count, std::uint8_t number) {
    const Height height = ledger_->final_block().context.height.next();
    execute({codec::Writer().u8(count).u8(number).number(time_of(height) + 1'000'000).take()});
    ASSERT_TRUE(pending_.back().executed->next_validators);
  }
  void checkpoint() { store_->checkpoint(); }
  const LedgerStore& store() const { return *store_; }
  const execution::SpeculativeLedger& ledger() const { return *ledger_; }

  std::uint64_t replayed = 0;

 private:
  std::unique_ptr<Database> database_;
  std::unique_ptr<LedgerStore> store_;
  std::unique_ptr<execution::SpeculativeLedger> ledger_;
  std::vector<FinalBlock> pending_;
  std::vector<std::pair<BatchDigest, Bytes>> bytes_;
};

class EpochStoreTest : public testing::Test {
 protected:
  const files::path& path() const { return folder_->path(); }

  /// Another process in the same folder stands where this one did.
  void expect_same_after_restart(std::unique_ptr<Node>& node) {
    const execution::ExecutedBlock before = node->ledger().final_block();
    const state::MemoryState state = node->ledger().final_state();
    node.reset();
    node = std::make_unique<Node>(path());
    const execution::ExecutedBlock& after = node->ledger().final_block();
    EXPECT_EQ(after.ledger_info, before.ledger_info);
    EXPECT_EQ(after.context.id, before.context.id);
    EXPECT_EQ(after.first_version, before.first_version);
    EXPECT_EQ(after.tree.root(), before.tree.root());
    EXPECT_EQ(after.accumulator.root(), before.accumulator.root());
    EXPECT_EQ(node->ledger().final_state().entries(), state.entries());
    EXPECT_EQ(node->ledger().final_state().nonces(), state.nonces());
  }

  std::optional<Folder> folder_{std::in_place};
};

TEST_F(EpochStoreTest, KeepsTheStepsBetweenEpochs) {
  auto node = std::make_unique<Node>(path());
  node->pay(3);
  node->change(7, 0);
  node->finalize();
  const auto step = node->store().epoch_step(Epoch(2));
  ASSERT_TRUE(step) << step.error().message;
  EXPECT_EQ(step->next_validators, test::validators(7));
  EXPECT_EQ(step->signatures.size(), 3U);
  EXPECT_EQ(step->ledger_info, node->store().latest_ledger_info());
  EXPECT_EQ(step->ledger_info.next_validators_hash, codec::hash_of(test::validators(7)));
  EXPECT_FALSE(node->store().epoch_step(Epoch(3)));
  node.reset();
  EXPECT_EQ(Node(path()).store().epoch_step(Epoch(2))->next_validators, test::validators(7));
}

TEST_F(EpochStoreTest, BeginsOnTheEndWithoutASuffix) {
  auto node = std::make_unique<Node>(path());
  node->pay(2);
  node->change(7, 0);
  node->finalize();
  node->begin_epoch();
  expect_same_after_restart(node);
  EXPECT_EQ(node->replayed, 3U);
  EXPECT_EQ(node->ledger().final_block().ledger_info.epoch, Epoch(2));
  node->pay(3);
  expect_same_after_restart(node);
}

TEST_F(EpochStoreTest, BeginsOnTheLastFinalBlockOfTheSuffix) {
  auto node = std::make_unique<Node>(path());
  node->pay(2);
  node->change(5, 0);
  node->execute({});
  node->execute({});
  node->finalize();
  EXPECT_EQ(node->ledger().final_block().context.height, Height(5));
  const auto end = node->store().block_at(Height(3));
  for (const Height height : {Height(4), Height(5)}) {
    const auto suffix = node->store().block_at(height);
    ASSERT_TRUE(suffix) << suffix.error().message;
    EXPECT_TRUE(suffix->is_suffix());
    EXPECT_EQ(suffix->kept(), 0U);
    EXPECT_EQ(suffix->context.height, height);
    EXPECT_EQ(suffix->ledger_info.version, end->ledger_info.version);
    EXPECT_EQ(node->store().block_by_id(suffix->context.id)->context.height, height);
  }
  EXPECT_EQ(node->store().block_of(end->ledger_info.version)->context.height, Height(3));
  EXPECT_EQ(node->store().latest_ledger_info().height, Height(5));
  node->begin_epoch();
  expect_same_after_restart(node);
  EXPECT_EQ(node->ledger().final_block().ledger_info.height, Height(5));
  node->pay(2);
  EXPECT_EQ(node->ledger().final_block().ledger_info.height, Height(7));
  expect_same_after_restart(node);
  EXPECT_EQ(node->store().epoch_step(Epoch(2))->ledger_info.height, Height(5));
}

TEST_F(EpochStoreTest, ReplaysThroughManyEpochs) {
  auto node = std::make_unique<Node>(path());
  for (std::uint8_t epoch = 0; epoch < 6; ++epoch) {
    node->pay(2);
    node->change(static_cast<std::uint8_t>(4 + epoch), epoch);
    for (int i = 0; i < epoch % 3; ++i) node->execute({});
    node->finalize();
    node->begin_epoch();
    expect_same_after_restart(node);
  }
  EXPECT_EQ(node->replayed, 18U);  // blocks of a suffix are not executed
  EXPECT_EQ(node->ledger().final_block().ledger_info.epoch, Epoch(7));
  for (std::uint8_t epoch = 0; epoch < 6; ++epoch) {
    EXPECT_EQ(node->store().epoch_step(Epoch(epoch + 2U))->next_validators,
              test::validators(4U + epoch));
  }
}

TEST_F(EpochStoreTest, ACheckpointMayStandAnywhere) {
  for (const int where : {0, 1, 2}) {
    SCOPED_TRACE(where);
    folder_.emplace();
    auto node = std::make_unique<Node>(path());
    node->pay(3);
    node->change(5, 0);
    if (where == 0) node->finalize();  // at the end itself
    if (where == 1) {                  // in the suffix
      node->execute({});
      node->finalize();
    }
    if (where == 2) {  // behind the epoch's beginning
      node->finalize();
      node->begin_epoch();
    }
    node->checkpoint();
    if (where != 2) node->begin_epoch();
    expect_same_after_restart(node);
    EXPECT_EQ(node->replayed, 0U);
    node->pay(2);
    expect_same_after_restart(node);
    EXPECT_EQ(node->replayed, 2U);
    node->checkpoint();
    expect_same_after_restart(node);
  }
}

}  // namespace
}  // namespace pennypost::store
