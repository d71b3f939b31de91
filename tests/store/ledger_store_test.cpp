#include "ledger/store/ledger_store.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "ledger/state/accumulator.h"
#include "tests/store/folder.h"
#include "tests/store/opened.h"

namespace pennypost::store {
namespace {

using testing::HasSubstr;

class LedgerStoreTest : public testing::Test {
 protected:
  const files::path& path() const { return folder_.path(); }

 private:
  Folder folder_;
};

TEST_F(LedgerStoreTest, BeginsWithTheGenesis) {
  const Opened opened(path());
  const auto genesis = execution::make_genesis(payment_genesis());
  EXPECT_EQ(opened.store->waypoint(), genesis->waypoint);
  EXPECT_EQ(opened.store->latest_certificate(), nullptr);
  EXPECT_EQ(opened.store->latest_ledger_info(), genesis->block->ledger_info);
  EXPECT_EQ(opened.store->block_at(Height(0))->ledger_info, genesis->block->ledger_info);
  EXPECT_EQ(opened.store->transaction_at(Version(0)).error().code, "not_found");
  expect_same(*opened.chain, PaymentChain());
  const auto step = opened.store->epoch_step(Epoch(1));
  ASSERT_TRUE(step);
  EXPECT_EQ(step->ledger_info, genesis->block->ledger_info);
  EXPECT_EQ(step->next_validators, payment_genesis().validators);
  EXPECT_EQ(opened.store->epoch_step(Epoch(2)).error().code, "not_found");
}

TEST_F(LedgerStoreTest, RefusesAnotherChain) {
  {
    const Opened opened(path());
  }
  const auto database = Database::open(path());
  LedgerStore store(**database, payment_format());
  execution::Genesis other = payment_genesis();
  other.timestamp = other.timestamp + 1;
  const auto written = store.init_genesis(*execution::make_genesis(other), other.validators);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "wrong_chain");
}

TEST_F(LedgerStoreTest, FinishesAGenesisThatWasInterrupted) {
  {
    const Opened opened(path());
    WriteBatch batch(*opened.database);
    batch.remove(Column::state, Bytes{0});  // as if the process had died before the state
    opened.database->write(std::move(batch), true);
  }
  const Opened opened(path());
  expect_same(*opened.chain, PaymentChain());
}

TEST_F(LedgerStoreTest, DoesNotLoadWhatWasNeverBegun) {
  const auto database = Database::open(path());
  LedgerStore store(**database, payment_format());
  const auto loaded = store.load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "corrupt_store");
}

TEST_F(LedgerStoreTest, ExecutesAgainWhatFollowsTheCheckpoint) {
  {
    Opened opened(path());
    opened.run(10);
  }
  {
    Opened opened(path());
    EXPECT_EQ(opened.replayed, 10U);
    expect_same(*opened.chain, reference(Height(10)));
    opened.run(5);
    opened.checkpoint();
    opened.run(3);
  }
  const Opened opened(path());
  EXPECT_EQ(opened.replayed, 3U);
  expect_same(*opened.chain, reference(Height(18)));
}

TEST_F(LedgerStoreTest, ReplaysNothingAfterACleanShutdown) {
  {
    Opened opened(path());
    opened.run(30);
    opened.checkpoint();
    opened.checkpoint();  // nothing new
  }
  Opened opened(path());
  EXPECT_EQ(opened.replayed, 0U);
  expect_same(*opened.chain, reference(Height(30)));
  opened.run(1);
  EXPECT_EQ(opened.store->latest_ledger_info().height, Height(31));
}

TEST_F(LedgerStoreTest, RestartsAnywhereToTheSameRoots) {
  constexpr std::uint64_t kBlocks = 25;
  PaymentChain expected;
  for (std::uint64_t i = 0; i < kBlocks; ++i) {
    Opened opened(path());
    expect_same(*opened.chain, expected);
    opened.run(1);
    if (i % 7 == 3) opened.checkpoint();
    expected.next();
  }
}

TEST_F(LedgerStoreTest, ACheckpointIsDueAfterSoManyBlocks) {
  Opened opened(path());
  std::uint64_t transactions = 0;
  std::uint64_t blocks = 0;
  while (!opened.store->checkpoint_due()) {
    transactions += opened.run(1).front().block.executed->kept.size();
    ++blocks;
    ASSERT_LE(blocks, kCheckpointBlocks);
    ASSERT_LT(transactions, kCheckpointTransactions + 200);
  }
  EXPECT_TRUE(blocks == kCheckpointBlocks || transactions >= kCheckpointTransactions);
  opened.checkpoint();
  EXPECT_FALSE(opened.store->checkpoint_due());
}

TEST_F(LedgerStoreTest, GivesBackEveryBlockAndTransaction) {
  std::vector<PaymentChain::Step> steps;
  {
    Opened opened(path());
    steps = opened.run(25);
  }
  const Opened opened(path());
  const LedgerStore& store = *opened.store;
  for (const PaymentChain::Step& step : steps) {
    const execution::ExecutedBlock& block = *step.block.executed;
    for (const auto& found :
         {store.block_at(block.context.height), store.block_by_id(block.context.id),
          store.block_of(block.first_version), store.block_of(block.ledger_info.version)}) {
      ASSERT_TRUE(found) << found.error().message;
      EXPECT_EQ(found->ledger_info, block.ledger_info);
      EXPECT_EQ(found->context.parent, block.context.parent);
      EXPECT_EQ(found->batches, step.block.batches);
      EXPECT_EQ(found->kept(), block.kept.size());
      EXPECT_EQ(found->leaf_hash, block.leaf_hashes.back());
    }
    EXPECT_EQ(store.transaction_at(block.ledger_info.version).error().code, "not_found");
    for (std::size_t i = 0; i < block.kept.size(); ++i) {
      const execution::KeptTransaction& kept = block.kept[i];
      const Version version(block.first_version.value() + i);
      for (const auto& found :
           {store.transaction_at(version), store.transaction_by_id(kept.receipt.transaction_id)}) {
        ASSERT_TRUE(found) << found.error().message;
        EXPECT_EQ(found->version, version);
        EXPECT_EQ(found->receipt, kept.receipt);
        EXPECT_EQ(found->leaf_hash, block.leaf_hashes[i]);
        EXPECT_EQ(found->block.context.height, block.context.height);
        EXPECT_EQ(*store.signed_transaction(*found), step.batches[kept.batch][kept.index].bytes());
      }
    }
    for (const execution::DiscardedTransaction& discarded : block.discarded) {
      // A repeated one stands under its first version.
      const auto found = store.transaction_by_id(discarded.id);
      ASSERT_TRUE(found);
      EXPECT_EQ(discarded.code, Code::duplicate);
    }
  }
}

TEST_F(LedgerStoreTest, SaysWhatIsNotThere) {
  Opened opened(path());
  opened.run(3);
  const LedgerStore& store = *opened.store;
  const Version beyond = store.latest_ledger_info().version.next();
  EXPECT_EQ(store.block_of(beyond).error().code, "not_found");
  EXPECT_EQ(store.block_of(Version(kCounterMax)).error().code, "not_found");
  EXPECT_EQ(store.block_at(Height(4)).error().code, "not_found");
  EXPECT_EQ(store.block_by_id(test::id_of<BlockId>("no such")).error().code, "not_found");
  EXPECT_EQ(store.transaction_at(beyond).error().code, "not_found");
  EXPECT_EQ(store.transaction_by_id(test::id_of<TransactionId>("no such")).error().code,
            "not_found");
  EXPECT_EQ(store.prove_inclusion(beyond, beyond.value() + 1).error().code, "not_found");
  EXPECT_EQ(store.prove_inclusion(Version(2), 2).error().code, "not_found");
  EXPECT_EQ(store.prove_consistency(0, 1).error().code, "not_found");
  EXPECT_EQ(store.prove_consistency(3, 2).error().code, "not_found");
  EXPECT_EQ(store.prove_consistency(1, beyond.value() + 1).error().code, "not_found");
  const auto batch = store.batch(test::id_of<BatchDigest>("no such"));
  ASSERT_TRUE(batch);
  EXPECT_FALSE(*batch);
}

TEST_F(LedgerStoreTest, AnIdThatOnlyBeginsLikeAnotherIsNotFound) {
  Opened opened(path());
  const auto steps = opened.run(6);
  for (const PaymentChain::Step& step : steps) {
    for (const execution::KeptTransaction& kept : step.block.executed->kept) {
      TransactionId alike = kept.receipt.transaction_id;
      alike.bytes.back() ^= 1;
      EXPECT_EQ(opened.store->transaction_by_id(alike).error().code, "not_found");
    }
  }
}

/// Proofs for versions all over the tree, at sizes where blocks ended and between them.
void expect_proofs(const LedgerStore& store, const std::vector<Hash>& leaves) {
  std::vector<Hash> roots(1);
  state::Accumulator accumulator;
  for (const Hash& leaf : leaves) {
    accumulator.append(leaf);
    roots.push_back(accumulator.root());
  }
  std::mt19937_64 random(1);
  for (int i = 0; i < 400; ++i) {
    const std::uint64_t size = i < 40 ? leaves.size() : 1 + random() % leaves.size();
    const std::uint64_t leaf = random() % size;
    const auto path = store.prove_inclusion(Version(leaf), size);
    ASSERT_TRUE(path) << path.error().message;
    EXPECT_TRUE(state::verify_inclusion(roots[size], size, leaf, leaves[leaf], *path));
    const std::uint64_t first = 1 + random() % size;
    const auto consistency = store.prove_consistency(first, size);
    ASSERT_TRUE(consistency) << consistency.error().message;
    EXPECT_TRUE(state::verify_consistency(roots[first], first, roots[size], size, *consistency));
  }
}

TEST_F(LedgerStoreTest, ProvesEveryVersionAtEverySize) {
  std::vector<Hash> leaves = execution::make_genesis(payment_genesis())->block->leaf_hashes;
  {
    Opened opened(path());
    for (int i = 0; i < 4; ++i) {
      for (const PaymentChain::Step& step : opened.run(13)) {
        const auto& more = step.block.executed->leaf_hashes;
        leaves.insert(leaves.end(), more.begin(), more.end());
      }
      expect_proofs(*opened.store, leaves);
    }
    EXPECT_GT(leaves.size(), 4 * History::kChunkLeaves);
  }
  const Opened opened(path());
  expect_proofs(*opened.store, leaves);
}

TEST_F(LedgerStoreTest, ANonceStaysUsedAcrossRestartsUntilItExpires) {
  // Segments of nonces stand behind every entry of the state.
  const auto count_segments = [](const Database& database) {
    int segments = 0;
    EXPECT_TRUE(database.scan(Column::state, Bytes{0xff},
                              [&](ByteView, ByteView) { return ++segments > 0; }));
    return segments;
  };
  const std::uint64_t blocks_alive = kNonceLifeUs / kBlockIntervalUs;
  std::uint64_t height = 0;
  for (int i = 0; i < 6; ++i) {
    Opened opened(path());
    opened.run(blocks_alive / 2);
    opened.checkpoint();
    height += blocks_alive / 2;
    EXPECT_GT(opened.chain->ledger.final_state().nonces().size(), 0U);
  }
  Opened opened(path());
  expect_same(*opened.chain, reference(Height(height)));
  EXPECT_GT(count_segments(*opened.database), 0);
  EXPECT_LE(count_segments(*opened.database), 3);
}

TEST_F(LedgerStoreTest, WritesTheRecordsOfOthersWithTheBlock) {
  Opened opened(path());
  const PaymentChain::Step step = opened.chain->next();
  WriteBatch batch(*opened.database);
  batch.put(Column::chain, view_of("height 1"), view_of("block"));
  opened.store->append(std::move(batch), {step.block},
                       certificate_of(step.block.executed->ledger_info));
  EXPECT_TRUE(*opened.database->get(Column::chain, view_of("height 1")));
}

TEST_F(LedgerStoreTest, AppendsManyBlocksUnderOneCertificate) {
  {
    Opened opened(path());
    WriteBatch batch(*opened.database);
    std::vector<FinalBlock> blocks;
    for (int i = 0; i < 9; ++i) {
      const PaymentChain::Step step = opened.chain->next();
      for (const PaymentBatch& payments : step.batches) {
        LedgerStore::put_batch(batch, digest_of(payments), bytes_of(payments));
      }
      blocks.push_back(step.block);
    }
    opened.store->append(std::move(batch), blocks,
                         certificate_of(blocks.back().executed->ledger_info));
    EXPECT_EQ(opened.store->latest_certificate()->ledger_info, blocks.back().executed->ledger_info);
  }
  const Opened opened(path());
  EXPECT_EQ(opened.replayed, 9U);
  expect_same(*opened.chain, reference(Height(9)));
}

TEST_F(LedgerStoreTest, ReadersSeeWholeBlocksWhileOthersAreWritten) {
  Opened opened(path());
  const LedgerStore& store = *opened.store;
  std::atomic<bool> stop = false;
  std::atomic<int> reads = 0;
  const auto reader = [&](unsigned seed) {
    std::mt19937_64 random(seed);
    while (!stop) {
      const LedgerInfo info = store.latest_ledger_info();
      const std::uint64_t size = info.version.value() + 1;
      const Version version(random() % size);
      const auto block = store.block_of(version);
      ASSERT_TRUE(block) << block.error().message;
      const auto found = store.transaction_at(version);
      Hash leaf = block->leaf_hash;
      if (found) {
        const auto again = store.transaction_by_id(found->receipt.transaction_id);
        ASSERT_TRUE(again) << again.error().message;
        EXPECT_EQ(again->version, version);
        leaf = found->leaf_hash;
      }
      const auto path = store.prove_inclusion(version, size);
      ASSERT_TRUE(path) << path.error().message;
      EXPECT_TRUE(
          state::verify_inclusion(info.accumulator_root, size, version.value(), leaf, *path));
      ++reads;
    }
  };
  {
    std::jthread first(reader, 1);
    std::jthread second(reader, 2);
    for (int i = 0; i < 60 || (reads < 100 && i < 2'000); ++i) {
      opened.run(1);
      if (i % 10 == 9) opened.checkpoint();
    }
    stop = true;
  }
}

// --- Damage that checksums do not see: what is written is not what was executed -----------------

class TamperTest : public LedgerStoreTest {
 protected:
  void SetUp() override {
    Opened opened(path());
    opened.run(20);
    opened.checkpoint();
    opened.run(20);
  }
  std::pair<Bytes, Bytes> entry(Column column, std::size_t index) {
    const auto database = Database::open(path());
    std::pair<Bytes, Bytes> out;
    EXPECT_TRUE((*database)->scan(column, {}, [&](ByteView key, ByteView value) {
      out = {pennypost::bytes_of(key), pennypost::bytes_of(value)};
      return index-- > 0;
    }));
    return out;
  }
  void put(Column column, ByteView key, ByteView value) {
    const auto database = Database::open(path());
    WriteBatch batch(**database);
    batch.put(column, key, value);
    (*database)->write(std::move(batch), true);
  }
  void remove(Column column, ByteView key) {
    const auto database = Database::open(path());
    WriteBatch batch(**database);
    batch.remove(column, key);
    (*database)->write(std::move(batch), true);
  }
  /// What loading says.
  std::string complaint() {
    const auto database = Database::open(path());
    LedgerStore store(**database, payment_format());
    const auto loaded = store.load();
    if (loaded) return "";
    EXPECT_EQ(loaded.error().code, "corrupt_store");
    return loaded.error().message;
  }
};

TEST_F(TamperTest, FindsNothingWrongWhereNothingIs) {
  EXPECT_EQ(complaint(), "");
}

TEST_F(TamperTest, NamesAChangedBalance) {
  const auto [key, value] = entry(Column::state, 12);
  const auto account = codec::decode_account(value);
  ASSERT_TRUE(account);
  Account richer = *account;
  richer.set_balance(test::kUsd, Amount(richer.balance(test::kUsd).value() + 1));
  put(Column::state, key, codec::encode(richer));
  EXPECT_THAT(complaint(), HasSubstr("state root"));
}

TEST_F(TamperTest, NamesALostOrMalformedEntry) {
  const auto [key, value] = entry(Column::state, 20);
  put(Column::state, key, view_of("no account"));
  EXPECT_THAT(complaint(), HasSubstr("column state"));
  remove(Column::state, key);
  EXPECT_THAT(complaint(), HasSubstr("state root"));
}

TEST_F(TamperTest, NamesALostBatch) {
  std::vector<BatchDigest> named;
  for (std::uint64_t height = 21; named.empty(); ++height) {
    for (const PaymentBatch& batch : batches_at(Height(height))) named.push_back(digest_of(batch));
  }
  remove(Column::batches, named.front().view());
  EXPECT_THAT(complaint(), HasSubstr(named.front().hex()));
}

TEST_F(TamperTest, NamesAChangedBatch) {
  std::uint64_t height = 21;
  while (batches_at(Height(height)).empty()) ++height;
  std::vector<PaymentBatch> batches = batches_at(Height(height));
  const BatchDigest digest = digest_of(batches[0]);
  batches[0][0].amount += 1;
  batches[0][0].nonce += 1'000'000;
  put(Column::batches, digest.view(), bytes_of(batches[0]));
  EXPECT_THAT(complaint(), HasSubstr("another outcome"));
  put(Column::batches, digest.view(), view_of("no payments"));
  EXPECT_THAT(complaint(), HasSubstr("does not decode"));
}

TEST_F(TamperTest, NamesALostBlock) {
  PaymentChain chain;
  while (chain.height() < Height(29)) chain.next();
  const auto block = chain.next().block.executed;
  remove(Column::ledger_blocks, header_key(block->first_version));
  EXPECT_THAT(complaint(), HasSubstr("ledger_blocks"));
}

TEST_F(TamperTest, NamesAChangedLeaf) {
  // Leaves of the unfinished subtree at the end, and complete ones.
  const auto [key, value] = entry(Column::accumulator_nodes, 0);
  put(Column::accumulator_nodes, key, Hash{}.view());
  EXPECT_THAT(complaint(), HasSubstr("accumulator root"));
  remove(Column::accumulator_nodes, key);
  EXPECT_THAT(complaint(), HasSubstr("accumulator_nodes"));
}

TEST_F(TamperTest, NamesALostCertificateOrCheckpoint) {
  const auto certificate = [&] {
    const auto database = Database::open(path());
    return **(*database)->get(Column::meta, view_of("certificate"));
  }();
  put(Column::meta, view_of("certificate"),
      codec::encode(
          certificate_of(execution::make_genesis(payment_genesis())->block->ledger_info)));
  EXPECT_THAT(complaint(), HasSubstr("certificate"));
  remove(Column::meta, view_of("certificate"));
  EXPECT_THAT(complaint(), HasSubstr("certificate"));
  put(Column::meta, view_of("certificate"), certificate);
  remove(Column::state, Bytes{0});
  EXPECT_THAT(complaint(), HasSubstr("checkpoint"));
}

TEST_F(TamperTest, AChangedReceiptIsNotGivenOut) {
  Opened opened(path());
  const auto& info = opened.store->latest_ledger_info();
  Version version(1);
  while (!opened.store->transaction_at(version)) version = version.next();
  ASSERT_LT(version, info.version);
  const Bytes key = segment_key(version);
  const auto found = opened.database->get(Column::ledger_blocks, key);
  ASSERT_TRUE(found && *found);
  Bytes segment = **found;
  segment.back() ^= 1;
  WriteBatch batch(*opened.database);
  batch.put(Column::ledger_blocks, key, segment);
  opened.database->write(std::move(batch), false);
  std::size_t damaged = 0;
  for (std::size_t i = 0; i < kSegmentTransactions; ++i) {
    const auto read = opened.store->transaction_at(Version(version.value() + i));
    if (!read && read.error().code == "corrupt_store") ++damaged;
  }
  EXPECT_EQ(damaged, 1U);
}

}  // namespace
}  // namespace pennypost::store
