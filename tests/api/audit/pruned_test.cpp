// A node's folder of which old history is pruned: everything that is there is checked, what is not
// is said, and nothing forged passes.
#include <gtest/gtest.h>

#include <fstream>

#include "api/audit/audit.h"
#include "api/node/genesis_file.h"
#include "consensus/store/block_store.h"
#include "tests/api/audit/audit_chain.h"
#include "tests/store/folder.h"

namespace pennypost::audit {
namespace {

using test::kSecondUs;

constexpr std::size_t kBlocks = store::kHistoryBlocksMin + 700;
constexpr std::size_t kCheckpointBlock = kBlocks - 150;
constexpr std::uint64_t kPruned = 600;  // seconds of block time behind the genesis

/// A long one with holds, some of which are claimed and the others returned, over three epochs.
class LongChain final : public AuditChain {
 public:
  LongChain() {
    std::vector<TransactionId> holds;
    while (stored.size() < kBlocks) {
      const std::size_t i = stored.size();
      std::vector<wire::PendingTransaction> list;
      if (i == 250 || i == 900)
        list.push_back(governed(ChangeValidators{test::ReceiptScene::set(i == 250 ? 2 : 3)}));
      if (i % 3 == 0) list.push_back(pay(1));
      if (i % 3 == 1)
        list.push_back(sign("payee", Transfer{address("payer"), test::kUsd, Amount(1)}));
      if (i % 10 == 5) {
        list.push_back(sign("payer", CreateHold{address("payee"),
                                                {},
                                                test::kUsd,
                                                Amount(2),
                                                parent_.timestamp + 200 * kSecondUs,
                                                true}));
        holds.push_back(list.back().transaction.id);
      }
      if (i % 20 == 11 && holds.size() > 10) {
        list.push_back(sign("payee", ClaimHold{HoldId{holds[holds.size() - 10].bytes},
                                               address("payee"), Amount(1), std::nullopt}));
      }
      if (i % 7 == 0) list.push_back(pay(1'000'000));  // kept, and fails
      add(std::move(list));
      if (i == 250 || i == 900) begin_epoch(test::ReceiptScene::set(i == 250 ? 2 : 3));
    }
  }

  /// As a node that prunes would have kept it.
  void write(const std::filesystem::path& data, TimestampUs before) {
    std::filesystem::create_directories(data);
    std::ofstream(data / "genesis.json") << node::genesis_text(genesis_);
    auto database = store::Database::open(data / "ledger");
    ASSERT_TRUE(database) << database.error().message;
    store::LedgerStore ledger(**database, store::batch_format(test::kChain));
    const auto first = execution::make_genesis(genesis_);
    ASSERT_TRUE(ledger.init_genesis(*first, genesis_.validators));
    ASSERT_TRUE(ledger.load());
    store::BlockStore blocks(**database, ledger);
    for (std::size_t i = 0; i < stored.size(); ++i) {
      append(**database, ledger, blocks, stored[i]);
      if (i == kCheckpointBlock) ledger.checkpoint();
    }
    for (;;) {
      const auto gone = ledger.prune(before, store::BlockStore::put_pruned);
      ASSERT_TRUE(gone) << gone.error().message;
      if (*gone == 0) return;
    }
  }

 private:
  static void append(store::Database& database, store::LedgerStore& ledger,
                     store::BlockStore& blocks, const StoredBlock& block) {
    store::WriteBatch batch(database);
    store::FinalBlock final_block{std::make_shared<const execution::ExecutedBlock>(block.executed),
                                  {}};
    for (const auto& each : block.batches) {
      store::LedgerStore::put_batch(batch, each->digest, each->bytes);
      final_block.batches.push_back(each->digest);
    }
    const consensus::Finalize effect{.blocks = {block.block},
                                     .executed = {final_block.executed},
                                     .certificate = *block.certificate};
    blocks.put_final(batch, effect);
    ledger.append(std::move(batch), {final_block}, *block.certificate);
  }
};

LongChain& chain() {
  static LongChain kChain;
  return kChain;
}

const std::filesystem::path& pruned_folder() {
  static const store::Folder kFolder;
  static const bool kWritten = [] {
    chain().write(kFolder.path(), test::kGenesisTime + kPruned * kSecondUs);
    return true;
  }();
  CHECK(kWritten);
  return kFolder.path();
}

/// A folder of which a lie is told.
class Liar final : public ChainSource {
 public:
  explicit Liar(std::unique_ptr<ChainSource> truth) : truth_(std::move(truth)) {}

  Result<execution::Genesis> genesis() override { return truth_->genesis(); }
  Result<consensus::BlockResponse> blocks(Height from) override {
    auto out = truth_->blocks(from);
    if (out && from == at && change_blocks) change_blocks(*out);
    return out;
  }
  Result<Height> newest() override { return truth_->newest(); }
  Result<void> compare(const execution::ExecutedBlock& block) override {
    return truth_->compare(block);
  }
  Result<std::optional<Beginning>> beginning() override {
    auto out = truth_->beginning();
    if (out && *out && change_beginning) change_beginning(**out);
    return out;
  }
  Result<Record> record(Height height) override {
    auto out = truth_->record(height);
    if (out && height == at && change_record) change_record(*out);
    return out;
  }
  Result<state::MemoryState> checkpoint() override {
    auto out = truth_->checkpoint();
    if (out && change_state) change_state(*out);
    return out;
  }

  Height at;
  std::function<void(consensus::BlockResponse&)> change_blocks;
  std::function<void(Beginning&)> change_beginning;
  std::function<void(Record&)> change_record;
  std::function<void(state::MemoryState&)> change_state;

 private:
  std::unique_ptr<ChainSource> truth_;
};

class PrunedAudit : public testing::Test {
 protected:
  PrunedAudit() : source(open()) {}
  static std::unique_ptr<ChainSource> open() {
    auto opened = open_folder(pruned_folder(), {});
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }
  Checked<Replay> audit() {
    AuditOptions options;
    options.waypoint = chain().waypoint();
    return replay_chain(source, options);
  }
  void expect_noticed(const std::string& code, std::uint64_t height) {
    const auto replay = audit();
    ASSERT_FALSE(replay);
    EXPECT_EQ(replay.error().error.code, code) << replay.error().error.message;
    EXPECT_EQ(replay.error().height, Height(height)) << replay.error().error.message;
  }
  Liar source;
};

TEST_F(PrunedAudit, ChecksEverythingThatIsThereAndSaysWhatThatIs) {
  const auto beginning = source.beginning();
  ASSERT_TRUE(beginning && *beginning);
  const Height first = (*beginning)->first;
  EXPECT_GT(first, Height(300));
  EXPECT_LE(first, Height(700));
  const auto replay = audit();
  ASSERT_TRUE(replay) << replay.error().height.value() << ": " << replay.error().error.message;
  ASSERT_TRUE(replay->resumed());
  const auto& begin = chain().stored[first.value() - 1].executed;
  EXPECT_EQ(replay->resumed()->first, begin.first_version);
  EXPECT_EQ(replay->resumed()->settled,
            chain().stored[kCheckpointBlock].executed.ledger_info.version);
  const auto& newest = chain().stored.back().executed;
  EXPECT_EQ(replay->last_block().ledger_info, newest.ledger_info);
  EXPECT_EQ(replay->epoch(), Epoch(4));
  EXPECT_EQ(replay->books().totals().at(test::kUsd).supply, Uint128{1'000});
  // Each of them once, executed or out of its record.
  std::uint64_t kept = 0;
  for (std::size_t i = first.value() - 1; i < chain().stored.size(); ++i) {
    kept += chain().stored[i].executed.kept.size();
  }
  EXPECT_EQ(replay->transactions(), kept);
}

TEST_F(PrunedAudit, AnswersForNothingBeforeTheStateThatItHas) {
  AuditOptions options;
  options.until = chain().stored[kCheckpointBlock - 10].executed.ledger_info.version;
  const auto early = replay_chain(source, options);
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().error.code, "pruned");
  options.until = chain().stored[kCheckpointBlock].executed.ledger_info.version;
  EXPECT_TRUE(replay_chain(source, options));
}

TEST_F(PrunedAudit, AnotherWaypointIsRefused) {
  AuditOptions options;
  options.waypoint = chain().waypoint();
  options.waypoint->ledger_info_hash.bytes[3] ^= 1;
  const auto replay = replay_chain(source, options);
  ASSERT_FALSE(replay);
  EXPECT_EQ(replay.error().error.code, "wrong_waypoint");
}

TEST_F(PrunedAudit, WhereItBeginsIsCertified) {
  const std::uint64_t first = (*source.beginning())->first.value();
  source.change_beginning = [](Beginning& b) { b.before.append(test::id_of("leaf")); };
  expect_noticed("wrong_outcome", first);
  source.change_beginning = [](Beginning& b) {
    auto peaks = b.before.peaks();
    peaks.back().bytes[0] ^= 1;
    b.before = *state::Accumulator::restore(b.before.size(), std::move(peaks));
  };
  expect_noticed("wrong_outcome", first);
  source.change_beginning = [](Beginning& b) { b.newest.signatures[0].signature.bytes[3] ^= 1; };
  expect_noticed("invalid_certificate", first);
  source.change_beginning = [](Beginning& b) { b.steps[1].signatures[1].signature.bytes[3] ^= 1; };
  expect_noticed("invalid_certificate", first);
  source.change_beginning = [](Beginning& b) { b.steps.pop_back(); };
  EXPECT_FALSE(audit());
  source.change_beginning = [](Beginning& b) { b.steps.clear(); };
  EXPECT_FALSE(audit());
  source.change_beginning = [](Beginning& b) { b.checkpoint = *b.first.minus(1); };
  expect_noticed("pruned", first);
}

TEST_F(PrunedAudit, ARecordHasToBeWhatTheHistoryHolds) {
  const std::uint64_t height = 1'006;  // with several receipts
  source.at = Height(height);
  ASSERT_GE(chain().stored[height - 1].executed.kept.size(), 2U);
  const auto is_noticed = [&](const std::function<void(Record&)>& change) {
    source.change_record = change;
    expect_noticed("wrong_outcome", height);
  };
  is_noticed([](Record& r) { r.kept[0].receipt.code = Code::overflow; });
  is_noticed([](Record& r) { r.kept.pop_back(); });
  is_noticed([](Record& r) { r.kept.push_back(r.kept.back()); });
  is_noticed([](Record& r) { std::swap(r.kept[0], r.kept[1]); });
  is_noticed([](Record& r) { r.kept[0].batch = execution::kSweepBatch; });
  is_noticed([](Record& r) { r.kept.back().batch = execution::kSweepBatch; });
  is_noticed([](Record& r) { r.kept[0].batch = 7; });
  is_noticed([](Record& r) { r.kept[0].index = 7'000; });
  is_noticed([](Record& r) { r.ledger_info.accumulator_root.bytes[0] ^= 1; });
  is_noticed([](Record& r) { r.next_validators = test::ReceiptScene::set(1); });
  // The state's root is only certified by what follows.
  source.change_record = [](Record& r) { r.ledger_info.state_root.bytes[0] ^= 1; };
  EXPECT_FALSE(audit());
}

TEST_F(PrunedAudit, ABlockOrBatchThatIsChangedIsNoticed) {
  const std::uint64_t height = 1'006;
  source.at = Height(height);
  source.change_blocks = [](auto& page) { page.batches.clear(); };
  expect_noticed("missing_batch", height);
  source.change_blocks = [](auto& page) { page.blocks[0].parent_qc.signatures.pop_back(); };
  EXPECT_FALSE(audit());
  source.change_blocks = [](auto& page) { page.ordered->signatures[0].signature.bytes[9] ^= 1; };
  expect_noticed("invalid_certificate", height);
  source.change_blocks = [](auto& page) {
    auto forged = std::make_shared<consensus::Batch>(*page.batches[0]);
    forged->bytes.back() ^= 1;
    page.batches[0] = forged;
  };
  expect_noticed("missing_batch", height);
  source.change_blocks = [](auto& page) { page.blocks.clear(); };
  EXPECT_EQ(audit().error().error.code, "missing_block");
}

TEST_F(PrunedAudit, TheStateHasToBeTheCertifiedOne) {
  const std::uint64_t height = kCheckpointBlock + 1;
  const auto one_change = [](const state::StateKey& key, state::StateEntry entry) {
    return [key, entry](state::MemoryState& state) {
      state::StateChanges changes;
      changes.entries.insert_or_assign(key, entry);
      state.apply(changes, TimestampUs(0));
    };
  };
  const auto state = source.checkpoint();
  ASSERT_TRUE(state);
  Currency more = *state->currency(test::kUsd);
  more.supply = Supply(1'001);
  source.change_state = one_change(state::StateKey::of(test::kUsd), more);
  expect_noticed("wrong_state", height);
  // The nonces in use stand behind no root: they are compared with the transactions' own.
  const auto live = state->nonces().all();
  ASSERT_FALSE(live.empty());
  source.change_state = [&](state::MemoryState& s) { s.apply({}, live.front().expiry); };
  expect_noticed("wrong_state", height);
  source.change_state = [&](state::MemoryState& s) {
    state::StateChanges changes;
    state::LiveNonce one = live.front();
    one.nonce.bytes[0] ^= 1;
    changes.nonces.insert(one);
    s.apply(changes, TimestampUs(0));
  };
  expect_noticed("wrong_state", height);
}

}  // namespace
}  // namespace pennypost::audit
