#include <gtest/gtest.h>

#include "ledger/execution/speculative_ledger.h"
#include "tests/ledger/support/world.h"

// Governance's changes, and what an epoch's end does to the blocks around it (L25, L80, L81).
namespace pennypost::execution {
namespace {

using test::Chain;
using test::id_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;

ChangeValidators change_to(std::size_t count) {
  return ChangeValidators{test::validators(count)};
}

TEST(ChangeValidatorsTest, NamesTheNextSet) {
  Chain chain;
  const ValidatorSet before = *chain.state().validators();
  EXPECT_EQ(before, test::validators(4));
  const ExecutedBlock& block = chain.run({chain.next("governance", change_to(7))});
  const Receipt& receipt = block.kept[0].receipt;
  EXPECT_EQ(receipt.code, Code::success);
  ASSERT_EQ(receipt.events.size(), 1U);
  EXPECT_EQ(receipt.events[0].kind, EventKind::validators_changed);
  EXPECT_EQ(receipt.events[0].subject, codec::hash_of(test::validators(7)));
  EXPECT_EQ(block.next_validators, test::validators(7));
  EXPECT_EQ(block.ledger_info.next_validators_hash, codec::hash_of(test::validators(7)));
  EXPECT_EQ(*chain.state().validators(), test::validators(7));
}

TEST(ChangeValidatorsTest, IsRefused) {
  Chain chain;
  EXPECT_EQ(chain.run_one("issuer", change_to(4)).code, Code::not_permitted);
  EXPECT_EQ(chain.run_one("alice", change_to(0)).code, Code::not_permitted);
  EXPECT_EQ(chain.run_one("governance", change_to(0)).code, Code::invalid_validators);
  ChangeValidators twice = change_to(2);
  twice.validators.validators[1].network_key = twice.validators.validators[0].network_key;
  EXPECT_EQ(chain.run_one("governance", twice).code, Code::invalid_validators);
  ChangeValidators powerless = change_to(2);
  powerless.validators.validators[1].power = Power(0);
  EXPECT_EQ(chain.run_one("governance", powerless).code, Code::invalid_validators);
  EXPECT_FALSE(chain.block().next_validators);
  EXPECT_EQ(*chain.state().validators(), test::validators(4));
}

TEST(SetParametersTest, NamesTheSameSet) {
  Chain chain;
  const ExecutedBlock& block = chain.run({chain.next("governance", SetParameters{{1'000, 20}})});
  EXPECT_EQ(block.kept[0].receipt.events[0].kind, EventKind::parameters_set);
  EXPECT_EQ(block.next_validators, test::validators(4));
  EXPECT_EQ(chain.state().parameters()->caps.transactions_hour_max, 1'000U);
  EXPECT_EQ(chain.state().parameters()->caps.accounts_day_max, 20U);
  EXPECT_EQ(chain.state().parameters()->governance, test::address_of("governance"));
}

TEST(SetParametersTest, IsRefused) {
  Chain chain;
  EXPECT_EQ(chain.run_one("issuer", SetParameters{{1, 1}}).code, Code::not_permitted);
  EXPECT_EQ(chain.run_one("governance", SetParameters{{0, 1}}).code, Code::invalid_settings);
  EXPECT_EQ(chain.run_one("governance", SetParameters{{1, 0}}).code, Code::invalid_settings);
  EXPECT_FALSE(chain.block().next_validators);
}

TEST(EpochTest, ABlockChangesOneThingOnce) {
  Chain chain;
  std::vector<Transaction> list;
  const auto add = [&](Operation operation) {
    list.push_back(test::transaction("governance", std::move(operation),
                                     SequenceNumber(list.size()), chain.soon()));
  };
  add(change_to(0));
  add(SetParameters{{5, 6}});
  add(change_to(5));
  add(SetParameters{{7, 8}});
  const ExecutedBlock& block = chain.run(std::move(list));
  ASSERT_EQ(block.kept.size(), 4U);
  EXPECT_EQ(block.kept[0].receipt.code, Code::invalid_validators);
  EXPECT_EQ(block.kept[1].receipt.code, Code::success);
  EXPECT_EQ(block.kept[2].receipt.code, Code::epoch_ending);
  EXPECT_EQ(block.kept[3].receipt.code, Code::epoch_ending);
  EXPECT_EQ(block.next_validators, test::validators(4));
  EXPECT_EQ(chain.state().parameters()->caps.transactions_hour_max, 5U);
}

/// Blocks named by letters on a ledger whose first epoch begins at "1".
class EpochEndTest : public testing::Test {
 protected:
  EpochEndTest() : genesis_(*make_genesis(test::small_genesis())) {
    begin(genesis_.block->ledger_info, "1");
  }
  void begin(LedgerInfo info, std::string_view name) {
    info.epoch = info.epoch.next();
    info.round = Round(0);
    info.block_id = id_of<BlockId>(name);
    info.next_validators_hash.reset();
    ledger_.begin_epoch(info);
  }
  Result<std::shared_ptr<const ExecutedBlock>> execute(std::string_view name,
                                                       std::string_view after,
                                                       std::vector<Transaction> list) {
    const auto parent = ledger_.find(id_of<BlockId>(after));
    BlockContext context = parent->context;
    context.id = id_of<BlockId>(name);
    context.parent = parent->context.id;
    context.round = context.round.next();
    context.height = context.height.next();
    context.timestamp = context.timestamp + kSecondUs;
    if (list.empty()) return ledger_.execute(context, {});
    return ledger_.execute(context, {test::batch_of(std::move(list))});
  }
  Transaction of(std::string_view sender, Operation operation, std::uint64_t number = 0) const {
    return test::transaction(sender, std::move(operation), SequenceNumber(number),
                             test::kGenesisTime + 3'600 * kSecondUs);
  }

  GenesisState genesis_;
  SpeculativeLedger ledger_{genesis_.state, genesis_.block};
};

TEST_F(EpochEndTest, TheRestOfTheBlockRuns) {
  const auto end = *execute("E", "1",
                            {of("alice", pay("bob", kUsd, 1)), of("governance", change_to(2)),
                             of("alice", pay("bob", kUsd, 1), 1)});
  ASSERT_EQ(end->kept.size(), 3U);
  EXPECT_EQ(end->kept[2].receipt.code, Code::success);
}

TEST_F(EpochEndTest, SuffixBlocksRepeatIt) {
  CreateHold hold{test::address_of("bob"), {}, kUsd, Amount(1), test::kGenesisTime, false};
  hold.expiry = test::kGenesisTime + 3 * kSecondUs / 2;
  const auto end = *execute("E", "1", {of("alice", hold), of("governance", change_to(2))});
  EXPECT_EQ(end->kept[0].receipt.code, Code::success);
  EXPECT_EQ(ledger_.next_due(end->context.id), std::nullopt);
  const auto first = *execute("S1", "E", {});
  const auto second = *execute("S2", "S1", {});
  LedgerInfo expected = end->ledger_info;
  expected.round = Round(3);
  expected.height = Height(3);
  expected.block_id = id_of<BlockId>("S2");
  EXPECT_EQ(second->ledger_info, expected);
  EXPECT_EQ(second->context.timestamp, end->context.timestamp);
  for (const auto& block : {first, second}) {
    EXPECT_TRUE(block->kept.empty() && block->leaf_hashes.empty() && block->changes.empty());
    EXPECT_EQ(block->next_validators, test::validators(2));
    EXPECT_EQ(block->tree.root(), end->tree.root());
    EXPECT_EQ(block->accumulator.root(), end->accumulator.root());
  }
  // The hold is due at the suffix's time and waits for the next epoch.
  ledger_.finalize(second->context.id);
  begin(second->ledger_info, "2");
  EXPECT_EQ(ledger_.next_due(id_of<BlockId>("2")), hold.expiry);
  const auto next = *execute("A", "2", {});
  ASSERT_EQ(next->kept.size(), 1U);
  EXPECT_EQ(next->kept[0].receipt.events[0].kind, EventKind::returned);
  EXPECT_EQ(next->first_version, end->ledger_info.version.next());
  EXPECT_FALSE(next->next_validators);
}

TEST_F(EpochEndTest, SuffixBlocksTakeNoBatches) {
  ASSERT_TRUE(execute("E", "1", {of("governance", change_to(2))}));
  const auto refused = execute("S", "E", {of("alice", pay("bob", kUsd, 1))});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "epoch_ended");
  EXPECT_EQ(ledger_.find(id_of<BlockId>("S")), nullptr);
  EXPECT_TRUE(execute("S", "E", {}));
}

TEST_F(EpochEndTest, ForksOfTheSuffixAreForgotten) {
  const auto end = *execute("E", "1", {of("governance", change_to(2))});
  ASSERT_TRUE(execute("S1", "E", {}));
  ASSERT_TRUE(execute("S2", "S1", {}));
  ASSERT_TRUE(execute("T", "E", {}));
  EXPECT_EQ(ledger_.finalize(id_of<BlockId>("S1")).size(), 2U);
  EXPECT_NE(ledger_.find(id_of<BlockId>("S2")), nullptr);
  EXPECT_EQ(ledger_.find(id_of<BlockId>("T")), nullptr);
  begin(ledger_.final_block().ledger_info, "2");
  EXPECT_EQ(ledger_.find(id_of<BlockId>("S2")), nullptr);
  EXPECT_EQ(ledger_.final_block().ledger_info.height, Height(2));
  const auto next = *execute("A", "2", {of("alice", pay("bob", kUsd, 1))});
  EXPECT_EQ(next->kept[0].receipt.code, Code::success);
  EXPECT_EQ(next->ledger_info.height, Height(3));
  EXPECT_EQ(next->ledger_info.epoch, Epoch(2));
}

}  // namespace
}  // namespace pennypost::execution
