#include "consensus/store/block_store.h"

#include <gmock/gmock.h>

#include "consensus/core/verify.h"
#include "tests/store/consensus_chain.h"

namespace pennypost::store {
namespace {

using consensus::Persist;
using testing::HasSubstr;

class BlockStoreTest : public testing::Test {
 protected:
  const files::path& path() const { return folder_.path(); }

 private:
  Folder folder_;
};

std::set<BatchDigest> digests_of(const std::vector<std::shared_ptr<const Batch>>& batches) {
  std::set<BatchDigest> out;
  for (const auto& each : batches) out.insert(each->digest);
  return out;
}

TEST_F(BlockStoreTest, ANewDiskHoldsNothing) {
  const Validator validator(path());
  const auto recovered = validator.store->recover(test::kChain);
  ASSERT_TRUE(recovered) << recovered.error().message;
  EXPECT_FALSE(recovered->safety);
  EXPECT_TRUE(recovered->blocks.empty());
  EXPECT_TRUE(recovered->batches.empty());
  EXPECT_TRUE(recovered->named.empty());
  EXPECT_FALSE(recovered->final_certificate);
  EXPECT_EQ(validator.store->final_block(Height(1)).error().code, "not_found");
}

TEST_F(BlockStoreTest, GivesBackWhatIsNotFinal) {
  std::vector<Block> blocks;
  std::vector<std::shared_ptr<const Batch>> batches;
  {
    Validator validator(path());
    for (std::uint64_t i = 0; i < 3; ++i) {
      batches.push_back(batch(i, validator.now() + test::kSecondUs * (30 - i), 3));
    }
    batches.push_back(batch(3, validator.now() + test::kSecondUs));  // not named
    blocks.push_back(validator.make_block(validator.tip(), {batches[0]}));
    blocks.push_back(validator.make_block(blocks[0].id, {batches[1], batches[2]}));
    blocks.push_back(validator.make_block(blocks[1].id, {}));
    // The order of writing is not the order of heights.
    validator.persist({.safety = nullptr, .blocks = {blocks[2]}, .batches = batches});
    validator.persist({.safety = nullptr, .blocks = {blocks[0], blocks[1]}, .batches = {}});
  }
  const Validator validator(path());
  const auto recovered = validator.store->recover(test::kChain);
  ASSERT_TRUE(recovered) << recovered.error().message;
  EXPECT_EQ(recovered->blocks, blocks);
  ASSERT_EQ(recovered->batches.size(), batches.size());
  for (const auto& found : recovered->batches) {
    const auto at = std::ranges::find(batches, found->digest, &Batch::digest);
    ASSERT_NE(at, batches.end());
    EXPECT_EQ(found->bytes, (*at)->bytes);
    EXPECT_EQ(*found->transactions, *(*at)->transactions);
    EXPECT_EQ(consensus::reference_of(*found), consensus::reference_of(**at));
  }
  EXPECT_TRUE(recovered->named.empty());
}

TEST_F(BlockStoreTest, MovesFinalBlocksToTheChain) {
  std::vector<Block> blocks;
  std::vector<std::shared_ptr<const Batch>> batches;
  consensus::Finalize effect;
  {
    Validator validator(path());
    for (std::uint64_t i = 0; i < 4; ++i) {
      batches.push_back(batch(i, validator.now() + test::kSecondUs * 30));
      const BlockId parent = blocks.empty() ? validator.tip() : blocks.back().id;
      blocks.push_back(validator.make_block(parent, {batches.back()}));
    }
    validator.persist({.safety = nullptr, .blocks = blocks, .batches = batches});
    effect = validator.finalize({blocks[0], blocks[1], blocks[2]});
  }
  const Validator validator(path());
  const auto recovered = validator.store->recover(test::kChain);
  ASSERT_TRUE(recovered) << recovered.error().message;
  EXPECT_EQ(recovered->blocks, std::vector{blocks[3]});
  EXPECT_EQ(digests_of(recovered->batches), std::set{batches[3]->digest});
  EXPECT_EQ(recovered->final_certificate, effect.certificate);
  EXPECT_EQ(recovered->named.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(recovered->named.at(batches[i]->digest), batches[i]->expiry);
    EXPECT_EQ(*validator.store->final_block(Height(i + 1)), blocks[i]);
  }
  EXPECT_EQ(validator.store->final_block(Height(4)).error().code, "not_found");
  EXPECT_EQ(*validator.store->certificate(Height(3)), effect.certificate);
  EXPECT_FALSE(*validator.store->certificate(Height(2)));
}

TEST_F(BlockStoreTest, DropsForksThatAreOver) {
  Validator validator(path());
  const Block winner = validator.make_block(validator.tip(), {});
  const Block loser = validator.make_block(validator.tip(), {}, 1);
  const Block child = validator.make_block(winner.id, {});
  const Block child_of_loser = validator.make_block(loser.id, {}, 1);
  validator.persist(
      {.safety = nullptr, .blocks = {winner, loser, child, child_of_loser}, .batches = {}});
  validator.finalize({winner});
  const auto recovered = validator.store->recover(test::kChain);
  ASSERT_TRUE(recovered);
  // What stands higher goes when that height is final.
  EXPECT_THAT(recovered->blocks, testing::UnorderedElementsAre(child, child_of_loser));
  validator.finalize({child});
  EXPECT_TRUE(validator.store->recover(test::kChain)->blocks.empty());
}

TEST_F(BlockStoreTest, DropsUnnamedBatchesOnceTheyExpired) {
  Validator validator(path());
  const auto unnamed = batch(1'000, validator.now() + test::kSecondUs * 2);
  const auto late = batch(1'001, validator.now() + test::kSecondUs * 100);
  validator.persist({.safety = nullptr, .blocks = {}, .batches = {unnamed, late}});
  while (validator.now() <= unnamed->expiry) {
    EXPECT_TRUE(*validator.ledger_store->batch(unnamed->digest));
    validator.grow(validator.now().value() % 1'000);
  }
  validator.grow(1);
  EXPECT_FALSE(*validator.ledger_store->batch(unnamed->digest));
  EXPECT_TRUE(*validator.ledger_store->batch(late->digest));
  EXPECT_EQ(digests_of(validator.store->recover(test::kChain)->batches), std::set{late->digest});
}

TEST_F(BlockStoreTest, NeverDropsABatchThatIsFinal) {
  Validator validator(path());
  const auto payload = batch(7, validator.now() + test::kSecondUs);
  const Block block = validator.make_block(validator.tip(), {payload});
  validator.persist({.safety = nullptr, .blocks = {block}, .batches = {payload}});
  validator.finalize({block});
  // It comes again, late: a peer repeats itself.
  validator.persist({.safety = nullptr, .blocks = {}, .batches = {payload, payload}});
  for (std::uint64_t i = 0; i < 8; ++i) validator.grow(100 + i);
  ASSERT_GT(validator.now(), payload->expiry);
  EXPECT_TRUE(*validator.ledger_store->batch(payload->digest));
  EXPECT_TRUE(validator.store->recover(test::kChain)->batches.empty());
}

TEST_F(BlockStoreTest, ForgetsNamesThatExpired) {
  Validator validator(path());
  const Block first = validator.grow(1);
  for (std::uint64_t i = 2; i < 40; ++i) validator.grow(i);
  const auto recovered = validator.store->recover(test::kChain);
  ASSERT_TRUE(recovered);
  EXPECT_FALSE(recovered->named.contains(first.batches[0].digest));
  EXPECT_FALSE(recovered->named.empty());
  for (const auto& [digest, expiry] : recovered->named) EXPECT_GT(expiry, validator.now());
}

TEST_F(BlockStoreTest, WhatAPowerFailureTookIsNotFinalAgain) {
  Block block;
  {
    Validator validator(path());
    const auto payload = batch(7, validator.now() + test::kSecondUs * 30);
    block = validator.make_block(validator.tip(), {payload});
    validator.persist({.safety = nullptr, .blocks = {block}, .batches = {payload}});
    copy_folder(path() / "rocksdb", path() / "before");
    validator.finalize({block});
  }
  copy_folder(path() / "before", path() / "rocksdb");
  // Closing synced the final block; a power failure leaves the mark of the last sync before it.
  files::remove(path() / "synced");
  const Validator validator(path());
  const auto recovered = validator.store->recover(test::kChain);
  ASSERT_TRUE(recovered);
  EXPECT_EQ(recovered->blocks, std::vector{block});
  EXPECT_EQ(recovered->batches.size(), 1U);
  EXPECT_FALSE(recovered->final_certificate);
}

TEST_F(BlockStoreTest, NamesALostBatch) {
  Validator validator(path());
  const auto payload = batch(7, validator.now() + test::kSecondUs * 30);
  validator.persist({.safety = nullptr, .blocks = {}, .batches = {payload}});
  WriteBatch lose(*validator.database);
  LedgerStore::remove_batch(lose, payload->digest);
  validator.database->write(std::move(lose), true);
  const auto recovered = validator.store->recover(test::kChain);
  ASSERT_FALSE(recovered);
  EXPECT_EQ(recovered.error().code, "corrupt_store");
  EXPECT_THAT(recovered.error().message, HasSubstr(payload->digest.hex()));
}

// --- Serving those who are behind ---------------------------------------------------------------

constexpr std::size_t kMegabyte = 1024 * 1024;

consensus::BlockResponse ask(const Validator& validator, std::uint64_t from,
                             std::vector<Block> suffix = {}, std::uint64_t bytes = kMegabyte) {
  auto response = validator.store->respond({.to = 1,
                                            .request = {.from_height = Height(from),
                                                        .target = test::id_of<BlockId>("any"),
                                                        .bytes = bytes},
                                            .suffix = std::move(suffix)});
  EXPECT_TRUE(response) << response.error().message;
  return *response;
}

std::vector<std::uint64_t> heights_of(const consensus::BlockResponse& response) {
  std::vector<std::uint64_t> out;
  for (const Block& block : response.blocks) out.push_back(block.height.value());
  return out;
}

TEST_F(BlockStoreTest, ServesFinalBlocksWithTheirBatches) {
  Validator validator(path());
  std::vector<Block> blocks;
  for (std::uint64_t i = 0; i < 6; ++i) blocks.push_back(validator.grow(i));
  const auto response = ask(validator, 3);
  EXPECT_EQ(response.blocks, std::vector(blocks.begin() + 2, blocks.end()));
  std::set<BatchDigest> named;
  for (const Block& block : response.blocks) named.insert(block.batches[0].digest);
  EXPECT_EQ(digests_of(response.batches), named);
  ASSERT_TRUE(response.ordered);
  EXPECT_EQ(response.ordered->ledger_info.block_id, blocks.back().id);
  // The peer can read it.
  const auto read = wire::decode_message(
      wire::encode(consensus::Message(response)),
      [](ByteView bytes) { return wire::read_batch(bytes, test::kChain, crypto::verify); });
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(std::get<consensus::BlockResponse>(*read).blocks, response.blocks);
  EXPECT_TRUE(ask(validator, 7).blocks.empty());
}

TEST_F(BlockStoreTest, ServesABoundedNumberOfBlocks) {
  Validator validator(path());
  for (std::size_t i = 0; i < consensus::kResponseBlocksMax + 5; ++i) {
    const Block block = validator.make_block(validator.tip(), {});
    validator.finalize({block});
  }
  const auto first = ask(validator, 1);
  EXPECT_EQ(first.blocks.size(), consensus::kResponseBlocksMax);
  EXPECT_EQ(first.ordered->ledger_info.block_id, first.blocks.back().id);
  EXPECT_EQ(heights_of(ask(validator, consensus::kResponseBlocksMax + 1)).size(), 5U);
}

TEST_F(BlockStoreTest, ServesABoundedNumberOfBytes) {
  Validator validator(path());
  for (std::uint64_t i = 0; i < 16; ++i) {
    const auto payload = batch(i, validator.now() + test::kSecondUs * 10, 2, 8'000);
    ASSERT_GT(payload->bytes.size(), 500'000U);
    const Block block = validator.make_block(validator.tip(), {payload});
    validator.persist({.safety = nullptr, .blocks = {block}, .batches = {payload}});
    validator.finalize({block});
  }
  for (const std::uint64_t asked : {std::uint64_t{0}, std::uint64_t{kMegabyte}, UINT64_MAX}) {
    std::uint64_t next = 1;
    int responses = 0;
    while (next <= 16) {
      const auto response = ask(validator, next, {}, asked);
      ASSERT_FALSE(response.blocks.empty());
      EXPECT_EQ(response.blocks.front().height.value(), next);
      std::size_t bytes = 0;
      for (const auto& each : response.batches) bytes += each->bytes.size();
      const bool one = response.batches.size() == 1;
      EXPECT_TRUE(one || bytes <= std::min<std::uint64_t>(asked, consensus::kRequestBytesMax));
      next = response.blocks.back().height.value() + 1;
      ++responses;
    }
    EXPECT_GT(responses, 1);
    EXPECT_EQ(responses == 16, asked <= kMegabyte);  // one block at least
  }
}

/// Six, on top of each other, of half a megabyte and more each, and durable.
std::pair<std::vector<Block>, std::vector<std::shared_ptr<const Batch>>> large_blocks(
    Validator& validator) {
  std::vector<Block> blocks;
  std::vector<std::shared_ptr<const Batch>> batches;
  for (std::uint64_t i = 0; i < 6; ++i) {
    batches.push_back(batch(i, validator.now() + test::kSecondUs * 10, 2, 8'000));
    const BlockId parent = blocks.empty() ? validator.tip() : blocks.back().id;
    blocks.push_back(validator.make_block(parent, {batches.back()}));
  }
  validator.persist({.safety = nullptr, .blocks = blocks, .batches = batches});
  return {blocks, batches};
}

/// The certificate of several blocks is kept with the last of them: what a response ends with is
/// proven all the same, or whoever asked could take none of it and would ask for ever.
TEST_F(BlockStoreTest, ABlockWithoutACertificateIsProvenByTheNext) {
  Validator validator(path());
  const auto [blocks, batches] = large_blocks(validator);
  validator.finalize(blocks);
  for (std::uint64_t next = 1; next <= blocks.size();) {
    const auto response = ask(validator, next);
    ASSERT_FALSE(response.blocks.empty());
    const std::size_t whole = response.batches.size();
    ASSERT_GT(whole, 0U);
    const bool last = next + whole > blocks.size();
    EXPECT_EQ(response.blocks.size(), last ? whole : whole + 1);
    EXPECT_EQ(response.ordered.has_value(), last);
    EXPECT_TRUE(consensus::unproven_batches(response).empty());
    next += whole;
  }
}

/// F4: what is not proven would be executed on a pile of others.
TEST_F(BlockStoreTest, WhereItIsCutAResponseEndsWithItsCertificate) {
  Validator validator(path());
  const auto [blocks, batches] = large_blocks(validator);
  validator.finalize({blocks[0], blocks[1]});
  validator.finalize({blocks[2], blocks[3], blocks[4], blocks[5]});
  const auto response = ask(validator, 1, {}, 7 * batches[0]->bytes.size() / 2);
  EXPECT_EQ(heights_of(response), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(response.ordered->ledger_info.block_id, blocks[1].id);
  ASSERT_EQ(response.batches.size(), 2U);
  EXPECT_EQ(response.batches[1]->digest, batches[1]->digest);
  EXPECT_TRUE(consensus::unproven_batches(response).empty());
}

TEST_F(BlockStoreTest, ServesASuffixThatFollows) {
  Validator validator(path());
  validator.grow(0);
  const Block last = validator.grow(1);
  const auto payload = batch(2, validator.now() + test::kSecondUs * 10);
  const Block next = validator.make_block(last.id, {payload});
  const Block after = validator.make_block(next.id, {});
  validator.persist({.safety = nullptr, .blocks = {next, after}, .batches = {payload}});

  const auto all = ask(validator, 1, {next, after});
  EXPECT_EQ(heights_of(all), (std::vector<std::uint64_t>{1, 2, 3, 4}));
  EXPECT_EQ(all.batches.size(), 3U);
  EXPECT_EQ(all.ordered->ledger_info.height, Height(2));

  const auto suffix_only = ask(validator, 3, {next, after});
  EXPECT_EQ(heights_of(suffix_only), (std::vector<std::uint64_t>{3, 4}));
  EXPECT_FALSE(suffix_only.ordered);

  // The store lags behind the core: a gap is not served.
  EXPECT_EQ(heights_of(ask(validator, 1, {after})), (std::vector<std::uint64_t>{1, 2}));
  // The store is ahead: what is final is not served twice.
  validator.finalize({next});
  EXPECT_EQ(heights_of(ask(validator, 1, {next, after})), (std::vector<std::uint64_t>{1, 2, 3, 4}));
}

}  // namespace
}  // namespace pennypost::store
