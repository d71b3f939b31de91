#include "consensus/sync/snapshot.h"

#include <gtest/gtest.h>

#include "consensus/runtime/snapshot_server.h"
#include "tests/store/consensus_chain.h"

namespace pennypost::runtime {
namespace {

using store::Folder;

bool accept(const PublicKey&, ByteView, const Signature&) {
  return true;  // of certificates that this test makes
}

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.error().code;
}

/// A chain long and old enough that a snapshot leaves its beginning out, and what its server says.
class Snapshots : public testing::Test {
 protected:
  static constexpr std::uint64_t kOldBlocks = 300;
  static constexpr std::uint64_t kNewBlocks = 560;

  void SetUp() override {
    for (std::uint64_t i = 1; i <= kOldBlocks; ++i) source_.grow(i);
    leap();
    for (std::uint64_t i = 1; i <= kNewBlocks; ++i) source_.grow(kOldBlocks + i);
    source_.ledger_store->checkpoint();
    manifest_ = std::get<sync::Manifest>(ask(wire::ManifestRequest{}));
    start_ = std::get<sync::HistoryStart>(ask(wire::StartRequest{manifest_.first_block}));
    for (Height next = manifest_.first_block; next <= manifest_.anchor().height;) {
      auto response = std::get<wire::HistoryResponse>(ask(wire::HistoryRequest{next}));
      ASSERT_FALSE(response.blocks.empty());
      for (auto& block : response.blocks) blocks_.push_back(std::move(block));
      next = blocks_.back().block.height.next();
    }
  }
  /// A block twenty minutes after the last: no nonce from before lives behind it.
  void leap() {
    consensus::Block block = source_.make_block(source_.tip(), {});
    block.timestamp = block.timestamp + 20ULL * 60 * test::kSecondUs;
    block.id = consensus::block_id(test::kChain, block);
    ASSERT_TRUE(source_.ledger->execute(consensus::context_of(block), {}));
    source_.persist({.safety = nullptr, .blocks = {block}, .batches = {}});
    source_.finalize({block});
  }
  wire::SnapshotResponse ask(const wire::SnapshotRequest& request) {
    const Bytes answer = server_.answer(wire::encode(request), 1'000'000'000);
    EXPECT_TRUE(wire::is_snapshot_message(answer));
    auto response = wire::decode_snapshot_response(
        answer, [](ByteView bytes) { return wire::read_batch(bytes, test::kChain, accept); });
    EXPECT_TRUE(response) << response.error().message;
    return response ? std::move(*response) : wire::NoSnapshot{};
  }
  consensus::EpochContext epoch() {
    const auto genesis = *execution::make_genesis(store::consensus_genesis());
    return {.chain_id = test::kChain,
            .epoch = Epoch(1),
            .validators = store::consensus_genesis().validators,
            .genesis = consensus::epoch_genesis(genesis.block->ledger_info,
                                                store::consensus_genesis().validators)};
  }
  Bytes part(std::size_t index) {
    return std::get<wire::PartResponse>(
               ask(wire::PartRequest{manifest_.parts[index].root, static_cast<std::uint32_t>(index),
                                     manifest_.depth}))
        .entries;
  }
  /// The nonces that the history proves, or why it proves nothing.
  Result<std::vector<state::LiveNonce>> check(const sync::HistoryStart& start,
                                              const std::vector<sync::HistoryBlock>& blocks) {
    sync::HistoryCheck check(test::kChain, manifest_.anchor(), start);
    for (const auto& block : blocks) PP_CHECKED(check.add(block));
    return check.finish();
  }

  Folder folder_;
  store::Validator source_{folder_.path()};
  SnapshotServer server_{test::kChain, *source_.database, *source_.store, *source_.ledger_store};
  sync::Manifest manifest_;
  sync::HistoryStart start_;
  std::vector<sync::HistoryBlock> blocks_;
};

TEST_F(Snapshots, ALedgerBuiltOfOneGoesOnLikeTheOthers) {
  EXPECT_EQ(manifest_.first_block, Height(kOldBlocks));
  EXPECT_EQ(start_.subtrees.size(), 2U);
  ASSERT_TRUE(sync::verify_manifest(epoch(), manifest_, accept));
  const auto nonces = check(start_, blocks_);
  ASSERT_TRUE(nonces) << nonces.error().message;

  Folder other;
  {
    const auto database = *store::Database::open(other.path());
    store::LedgerStore ledger(*database, store::batch_format(test::kChain));
    const auto genesis = *execution::make_genesis(store::consensus_genesis());
    ledger.begin_snapshot(genesis, store::consensus_genesis().validators, start_.subtrees,
                          start_.tail);
    sync::HistoryCheck history(test::kChain, manifest_.anchor(), start_);
    for (const auto& block : blocks_) {
      store::WriteBatch batch(*database);
      store::BlockStore::put_imported(batch, block.block, block.batches);
      std::vector<BatchDigest> digests;
      for (const auto& each : block.batches) digests.push_back(each->digest);
      ledger.import_block(std::move(batch), {*history.add(block), digests});
    }
    for (std::size_t i = 0; i < manifest_.parts.size(); ++i) {
      const auto entries = sync::read_part(manifest_.parts[i], manifest_.depth, part(i));
      ASSERT_TRUE(entries);
      ledger.import_entries(*entries);
    }
    ledger.finish_snapshot(manifest_.certificate, *nonces);
  }
  store::Validator joined(other.path());
  EXPECT_EQ(joined.ledger->final_block().ledger_info, source_.ledger->final_block().ledger_info);
  // The same nonces live, for whoever asks at the anchor's time or later.
  const TimestampUs now = joined.now();
  std::vector<state::LiveNonce> expected = source_.ledger->final_state().nonces().all();
  std::erase_if(expected, [now](const state::LiveNonce& nonce) { return nonce.expiry <= now; });
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(joined.ledger->final_state().nonces().all(), expected);
  EXPECT_TRUE(joined.store->recover(test::kChain));
  // Both go on, and prove the same.
  for (std::uint64_t i = 5000; i < 5003; ++i) {
    EXPECT_EQ(joined.grow(i), source_.grow(i));
  }
  EXPECT_EQ(joined.ledger->final_block().ledger_info, source_.ledger->final_block().ledger_info);
  const std::uint64_t size = source_.ledger->final_block().ledger_info.version.value() + 1;
  EXPECT_EQ(joined.ledger_store->prove_inclusion(Version(size - 2), size),
            source_.ledger_store->prove_inclusion(Version(size - 2), size));
  EXPECT_EQ(code_of(joined.ledger_store->block_of(Version(10))), "pruned");
}

TEST_F(Snapshots, WhatIsNotTrueProvesNothing) {
  for (const std::size_t at : {0U, 5U}) {
    auto start = start_;
    (at == 0 ? start.subtrees[0] : start.tail[5]).bytes[3] ^= 1;
    EXPECT_EQ(code_of(check(start, blocks_)), "invalid_proof");
  }
  auto blocks = blocks_;
  blocks[100].kept.clear();  // hides a nonce
  EXPECT_EQ(code_of(check(start_, blocks)), "invalid_proof");
  blocks = blocks_;
  blocks[100].kept[0].receipt.code = Code::insufficient_balance;
  EXPECT_EQ(code_of(check(start_, blocks)), "invalid_proof");
  blocks = blocks_;
  blocks[100].state_root.bytes[0] ^= 1;
  EXPECT_EQ(code_of(check(start_, blocks)), "invalid_proof");
  blocks = blocks_;
  blocks[100].batches[0] = blocks[101].batches[0];
  EXPECT_EQ(code_of(check(start_, blocks)), "malformed");
  blocks = blocks_;
  blocks[100].kept[0].index = 7;
  EXPECT_EQ(code_of(check(start_, blocks)), "malformed");
  blocks = blocks_;
  blocks.erase(blocks.begin() + 100);
  EXPECT_EQ(code_of(check(start_, blocks)), "malformed");
  blocks = blocks_;
  blocks.pop_back();
  EXPECT_EQ(code_of(check(start_, blocks)), "invalid_proof");
}

TEST_F(Snapshots, AHistoryThatIsTooShortIsRefused) {
  // True, and it proves the accumulator; but nonces may live that it does not show.
  const Height later = *manifest_.anchor().height.minus(300);
  const auto start = std::get<sync::HistoryStart>(ask(wire::StartRequest{later}));
  std::vector<sync::HistoryBlock> blocks(blocks_.end() - 301, blocks_.end());
  ASSERT_EQ(blocks.front().block.height, later);
  const auto refused = check(start, blocks);
  EXPECT_EQ(code_of(refused), "invalid_proof");
  EXPECT_NE(refused.error().message.find("live nonce"), std::string::npos);
}

TEST_F(Snapshots, PartsAndManifestsAreChecked) {
  for (std::size_t i = 0; i < manifest_.parts.size(); ++i) {
    const Bytes good = part(i);
    ASSERT_TRUE(sync::read_part(manifest_.parts[i], manifest_.depth, good));
    for (std::size_t at = 0; at < good.size(); at += 13) {
      Bytes bad = good;
      bad[at] ^= 4;
      EXPECT_FALSE(sync::read_part(manifest_.parts[i], manifest_.depth, bad));
    }
    EXPECT_FALSE(sync::read_part(manifest_.parts[i], manifest_.depth, ByteView(good).first(0)));
  }
  auto manifest = manifest_;
  manifest.parts[0].root.bytes[9] ^= 1;
  EXPECT_EQ(code_of(sync::verify_manifest(epoch(), manifest, accept)), "invalid_proof");
  manifest = manifest_;
  manifest.parts.push_back({});
  EXPECT_EQ(code_of(sync::verify_manifest(epoch(), manifest, accept)), "malformed");
  manifest = manifest_;
  manifest.certificate.signatures.pop_back();
  EXPECT_FALSE(sync::verify_manifest(epoch(), manifest, accept));
  EXPECT_FALSE(sync::verify_manifest(epoch(), manifest_, crypto::verify));  // signed by nobody
  // What is not there is not given.
  EXPECT_TRUE(std::holds_alternative<wire::NoSnapshot>(ask(wire::PartRequest{{}, 0, 0})));
  EXPECT_TRUE(std::holds_alternative<wire::NoSnapshot>(ask(wire::HistoryRequest{Height(9999)})));
}

}  // namespace
}  // namespace pennypost::runtime
