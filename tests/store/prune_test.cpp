#include <gtest/gtest.h>

#include "ledger/codec/canonical.h"
#include "ledger/state/accumulator.h"
#include "tests/store/folder.h"
#include "tests/store/opened.h"

namespace pennypost::store {
namespace {

constexpr std::uint64_t kBlocks = kHistoryBlocksMin + 400;

/// Prunes all that may go; the heights that went.
std::vector<Height> prune_all(LedgerStore& store, TimestampUs before) {
  std::vector<Height> heights;
  const auto note = [&](WriteBatch&, const std::vector<Height>& gone) {
    heights.insert(heights.end(), gone.begin(), gone.end());
  };
  for (;;) {
    const auto gone = store.prune(before, note);
    EXPECT_TRUE(gone) << gone.error().message;
    if (!gone || *gone == 0) return heights;
  }
}

std::size_t entries(const Database& database, Column column) {
  std::size_t count = 0;
  EXPECT_TRUE(database.scan(column, {}, [&](ByteView, ByteView) {
    ++count;
    return true;
  }));
  return count;
}

class PruneTest : public testing::Test {
 protected:
  /// What the blocks that stay were, from `opened`'s first on.
  void expect_kept(const Opened& opened, const std::vector<PaymentChain::Step>& steps,
                   const std::vector<Height>& gone) {
    const LedgerInfo newest = opened.store->latest_ledger_info();
    const std::uint64_t size = newest.version.value() + 1;
    for (const PaymentChain::Step& step : steps) {
      const execution::ExecutedBlock& block = *step.block.executed;
      const bool removed = block.context.height <= gone.back();
      for (const BatchDigest& digest : step.block.batches) {
        EXPECT_EQ(opened.store->batch(digest)->has_value(), !removed);
      }
      if (block.first_version < opened.store->begin()) {
        const auto found = opened.store->transaction_at(block.first_version);
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().code, "pruned");
      } else {
        EXPECT_EQ(opened.store->block_at(block.context.height)->context.id, block.context.id);
        expect_provable(opened, block, size, newest.accumulator_root);
      }
    }
  }

  Folder folder_;

 private:
  static void expect_provable(const Opened& opened, const execution::ExecutedBlock& block,
                              std::uint64_t size, const Hash& root) {
    for (std::size_t i = 0; i < block.leaf_hashes.size(); i += 7) {
      const Version version(block.first_version.value() + i);
      const auto path = opened.store->prove_inclusion(version, size);
      ASSERT_TRUE(path) << path.error().message;
      EXPECT_TRUE(
          state::verify_inclusion(root, size, version.value(), block.leaf_hashes[i], *path));
      if (i >= block.kept.size()) continue;
      const auto found = opened.store->transaction_by_id(block.kept[i].receipt.transaction_id);
      ASSERT_TRUE(found) << found.error().message;
      EXPECT_EQ(found->version, version);
    }
  }
};

TEST_F(PruneTest, WhatIsOldGoesAndTheRestCanStillBeProven) {
  std::vector<Height> gone;
  std::vector<PaymentChain::Step> steps;
  {
    Opened opened(folder_.path());
    steps = opened.run(kBlocks);
    opened.checkpoint();
    EXPECT_EQ(opened.store->begin(), Version(0));
    gone = prune_all(*opened.store, time_of(Height(300)));
    ASSERT_GT(gone.size(), 200U);
    EXPECT_LT(gone.back(), Height(300));
    EXPECT_GT(opened.store->begin(), Version(0));
    EXPECT_EQ(opened.store->begin().value() % History::kChunkLeaves, 0U);
    expect_kept(opened, steps, gone);
    EXPECT_EQ(opened.store->block_at(Height(5)).error().code, "pruned");
    EXPECT_EQ(opened.store->block_at(Height(kBlocks + 1)).error().code, "not_found");
    EXPECT_TRUE(opened.store->epoch_step(Epoch(1)));
  }
  Opened opened(folder_.path());
  expect_same(*opened.chain, reference(Height(kBlocks)));
  expect_kept(opened, steps, gone);
  const auto more = opened.run(20);
  expect_kept(opened, more, gone);
}

TEST_F(PruneTest, NothingIsLeftBehindAndTheNewestBlocksStay) {
  Opened opened(folder_.path());
  opened.run(kBlocks);
  opened.checkpoint();
  std::vector<Height> gone = prune_all(*opened.store, time_of(Height(100)));
  opened.run(300);
  opened.checkpoint();
  const auto rest = prune_all(*opened.store, time_of(Height(kBlocks + 300)));
  gone.insert(gone.end(), rest.begin(), rest.end());
  std::vector<Height> expected(gone.size());
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = Height(i);
  EXPECT_EQ(gone, expected);  // each once
  const Height newest = opened.store->latest_ledger_info().height;
  EXPECT_GE(newest.value() - gone.back().value(), kHistoryBlocksMin);
  const std::uint64_t left = newest.value() - gone.back().value();
  EXPECT_EQ(entries(*opened.database, Column::block_index), 2 * left);
}

TEST_F(PruneTest, TheCheckpointAndWhatFollowsItStay) {
  Opened opened(folder_.path());
  opened.run(100);
  opened.checkpoint();
  opened.run(kBlocks);
  const auto gone = prune_all(*opened.store, time_of(Height(kBlocks + 100)));
  ASSERT_FALSE(gone.empty());
  EXPECT_LT(gone.back(), Height(100));
  EXPECT_TRUE(opened.store->block_at(Height(100)));
}

TEST_F(PruneTest, AShortChainKeepsEverything) {
  Opened opened(folder_.path());
  opened.run(50);
  opened.checkpoint();
  EXPECT_TRUE(prune_all(*opened.store, time_of(Height(1'000))).empty());
  EXPECT_EQ(opened.store->begin(), Version(0));
  EXPECT_TRUE(opened.store->block_at(Height(0)));
}

}  // namespace
}  // namespace pennypost::store
