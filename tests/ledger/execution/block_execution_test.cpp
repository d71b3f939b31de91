#include "ledger/execution/block_execution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/execution/invariants.h"
#include "ledger/state/overlay.h"
#include "ledger/store/worker_thread.h"
#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::Chain;
using test::id_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;
using test::transaction;

/// A second later.
BlockContext child_of(const Chain& chain) {
  BlockContext context = chain.block().context;
  context.parent = context.id;
  context.id = id_of<BlockId>("child");
  context.epoch = Epoch(1);
  context.timestamp = chain.now() + kSecondUs;
  return context;
}

TEST(BlockExecution, AnEmptyBlockHasItsLeaf) {
  Chain chain;
  const LedgerInfo before = chain.block().ledger_info;
  const ExecutedBlock& block = chain.run({});
  EXPECT_TRUE(block.changes.empty());
  EXPECT_EQ(block.leaf_hashes.size(), 1U);
  EXPECT_EQ(block.first_version, Version(1));
  EXPECT_EQ(block.ledger_info.version, Version(1));
  EXPECT_EQ(block.ledger_info.state_root, before.state_root);
  EXPECT_NE(block.ledger_info.accumulator_root, before.accumulator_root);
}

TEST(BlockExecution, FillsTheLedgerInfo) {
  Chain chain;
  chain.run({});
  const ExecutedBlock& block =
      chain.run({transaction("alice", pay("bob", kUsd, 1), SequenceNumber(0), chain.soon()),
                 transaction("bob", pay("alice", kUsd, 1), SequenceNumber(0), chain.soon())});
  const LedgerInfo& info = block.ledger_info;
  EXPECT_EQ(info.chain_id, test::kChain);
  EXPECT_EQ(info.epoch, Epoch(1));
  EXPECT_EQ(info.round, Round(2));
  EXPECT_EQ(info.height, Height(2));
  EXPECT_EQ(info.block_id, block.context.id);
  EXPECT_EQ(info.timestamp, block.context.timestamp);
  EXPECT_EQ(info.next_validators_hash, std::nullopt);
  EXPECT_EQ(block.first_version, Version(2));
  EXPECT_EQ(info.version, Version(4));
  EXPECT_EQ(info.state_root, block.tree.root());
  EXPECT_EQ(info.accumulator_root, block.accumulator.root());
  EXPECT_EQ(block.accumulator.size(), 5U);
  ASSERT_EQ(block.leaf_hashes.size(), 3U);
  EXPECT_EQ(block.leaf_hashes[0], codec::transaction_leaf(block.kept[0].receipt.transaction_id,
                                                          codec::hash_of(block.kept[0].receipt)));
  EXPECT_EQ(block.leaf_hashes[2],
            codec::block_leaf({info.epoch, info.round, info.block_id, info.timestamp,
                               info.state_root, block.first_version}));
}

TEST(BlockExecution, TheStateRootCoversTheWholeState) {
  Chain chain;
  chain.run({transaction("alice", pay("bob", kUsd, 1), SequenceNumber(0), chain.soon())});
  state::StateChanges all;
  for (const auto& [key, entry] : chain.state().entries()) all.entries.emplace(key, entry);
  EXPECT_EQ(state::StateTree().with(all).root(), chain.block().ledger_info.state_root);
}

TEST(BlockExecution, TheSameTransactionTwiceExecutesOnce) {
  Chain chain;
  const auto numbered = transaction("alice", pay("bob", kUsd, 1), SequenceNumber(0), chain.soon());
  const auto nonced = transaction("alice", pay("bob", kUsd, 1), id_of<Nonce>("n"), chain.soon());
  const ExecutedBlock& block = chain.run({numbered, nonced, numbered, nonced});
  ASSERT_EQ(block.kept.size(), 2U);
  ASSERT_EQ(block.discarded.size(), 2U);
  EXPECT_EQ(block.discarded[0].id, numbered.id);
  EXPECT_EQ(block.discarded[0].code, Code::sequence_number_mismatch);
  EXPECT_EQ(block.discarded[1].id, nonced.id);
  EXPECT_EQ(block.discarded[1].code, Code::duplicate);
  EXPECT_EQ(chain.balance("alice", kUsd), 998U);
  EXPECT_TRUE(chain.run({numbered, nonced}).kept.empty());
  EXPECT_EQ(chain.balance("alice", kUsd), 998U);
}

TEST(BlockExecution, DiscardedLeaveNoTrace) {
  Chain with;
  Chain without;
  const auto good = transaction("alice", pay("bob", kUsd, 1), SequenceNumber(0), with.soon());
  auto stranger = good;
  stranger.sender = address_of("nobody");
  auto forged = good;
  forged.authentication_key = test::key_of("bob");
  auto late = good;
  late.expiry = with.now();
  const ExecutedBlock& block = with.run({stranger, forged, late, good, stranger});
  EXPECT_EQ(block.discarded.size(), 4U);
  EXPECT_EQ(block.ledger_info, without.run({good}).ledger_info);
}

TEST(BlockExecution, AFailureConsumesAndTouchesTheSenderOnly) {
  Chain chain;
  const ExecutedBlock& block =
      chain.run({transaction("alice", pay("bob", kUsd, 9'999), SequenceNumber(0), chain.soon()),
                 transaction("alice", pay("bob", kUsd, 9'999), id_of<Nonce>("n"), chain.soon())});
  ASSERT_EQ(block.kept.size(), 2U);
  const Receipt& first = block.kept[0].receipt;
  EXPECT_EQ(first.code, Code::insufficient_balance);
  EXPECT_TRUE(first.events.empty());
  ASSERT_EQ(first.accounts.size(), 1U);
  EXPECT_EQ(first.accounts[0].address, address_of("alice"));
  EXPECT_EQ(first.accounts[0].previous, std::nullopt);
  EXPECT_EQ(first.accounts[0].sequence_number, SequenceNumber(1));
  EXPECT_EQ(first.accounts[0].balances, chain.get("alice").balances);
  const Receipt& second = block.kept[1].receipt;
  EXPECT_EQ(second.accounts[0].previous, Version(1));
  EXPECT_EQ(second.accounts[0].sequence_number, SequenceNumber(1));  // a nonce takes no number
  EXPECT_EQ(chain.get("alice").last_version, Version(2));
  EXPECT_EQ(chain.get("bob").last_version, std::nullopt);
  EXPECT_TRUE(chain.state().nonce_live(address_of("alice"), id_of<Nonce>("n"), chain.now()));
}

TEST(BlockExecution, ReceiptsPointBackAndAscend) {
  Chain chain;
  chain.run({transaction("alice", pay("bob", kUsd, 1), SequenceNumber(0), chain.soon())});
  chain.run({transaction("bob", pay("carol", kUsd, 1), SequenceNumber(0), chain.soon())});
  const ExecutedBlock& block =
      chain.run({transaction("carol", pay("alice", kUsd, 1), SequenceNumber(0), chain.soon())});
  const Receipt& receipt = block.kept[0].receipt;
  ASSERT_EQ(receipt.accounts.size(), 2U);
  EXPECT_LT(receipt.accounts[0].address, receipt.accounts[1].address);
  for (const TouchedAccount& touched : receipt.accounts) {
    const bool is_alice = touched.address == address_of("alice");
    EXPECT_EQ(touched.previous, Version(is_alice ? 1 : 3));
    EXPECT_EQ(touched.balances, chain.get(is_alice ? "alice" : "carol").balances);
  }
  EXPECT_EQ(chain.get("alice").last_version, Version(5));
  EXPECT_EQ(chain.get("bob").last_version, Version(3));
}

TEST(BlockExecution, NamesWhereATransactionStood) {
  Chain chain;
  const BlockContext context = child_of(chain);
  const auto at = [&chain](std::uint64_t number) {
    return transaction("alice", pay("bob", kUsd, 1), SequenceNumber(number), chain.soon());
  };
  const ExecutedBlock block = execute_block(
      chain.state(), chain.block(), context,
      {test::batch_of({at(0), at(7)}), test::batch_of({}), test::batch_of({at(8), at(1)})});
  ASSERT_EQ(block.kept.size(), 2U);
  EXPECT_EQ(block.kept[0].batch, 0U);
  EXPECT_EQ(block.kept[0].index, 0U);
  EXPECT_EQ(block.kept[1].batch, 2U);
  EXPECT_EQ(block.kept[1].index, 1U);
}

/// Does nothing before it has to.
class LazyWorker final : public Worker {
 public:
  void post(std::function<void()> piece) override { pieces_.push_back(std::move(piece)); }
  void finish() override {
    for (const auto& piece : std::exchange(pieces_, {})) piece();
    ++finished_;
  }
  int finished() const { return finished_; }

 private:
  std::vector<std::function<void()>> pieces_;
  int finished_ = 0;
};

// Failures, and what is discarded in between, before and behind the ends of pieces.
TEST(BlockExecution, TheOutcomeIsTheSameWithAWorker) {
  Chain chain;
  const BlockContext context = child_of(chain);
  std::vector<Transaction> list;
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    list.push_back(transaction("alice", pay("bob", kUsd, i % 3),
                               id_of<Nonce>(std::to_string(i - i % 7 / 6)), chain.soon()));
  }
  const auto batch = test::batch_of(std::move(list));
  const ExecutedBlock expected = execute_block(chain.state(), chain.block(), context, {batch});
  EXPECT_GT(expected.kept.size(), 800U);
  EXPECT_GT(expected.discarded.size(), 100U);
  LazyWorker lazy;
  store::WorkerThread thread;
  for (Worker* worker : {static_cast<Worker*>(&lazy), static_cast<Worker*>(&thread)}) {
    const ExecutedBlock own = execute_block(chain.state(), chain.block(), context, {batch}, worker);
    EXPECT_EQ(own.ledger_info, expected.ledger_info);
    EXPECT_EQ(own.leaf_hashes, expected.leaf_hashes);
    EXPECT_EQ(own.kept.size(), expected.kept.size());
    EXPECT_EQ(own.discarded.size(), expected.discarded.size());
  }
  EXPECT_EQ(lazy.finished(), 1);
  // For a few, nobody is woken.
  const auto few = test::batch_of(std::vector(batch->begin(), batch->begin() + 100));
  execute_block(chain.state(), chain.block(), context, {few}, &lazy);
  EXPECT_EQ(lazy.finished(), 1);
}

TEST(Invariants, ConservationIsCheckedPerCurrency) {
  Chain chain;
  const auto changed = [&chain](std::uint64_t alice, std::uint64_t bob, std::uint64_t supply) {
    state::Overlay overlay(chain.state(), chain.now());
    overlay.edit_account(address_of("alice")).set_balance(kUsd, Amount(alice));
    overlay.edit_account(address_of("bob")).set_balance(kUsd, Amount(bob));
    overlay.edit_currency(kUsd).supply = Supply(supply);
    return check_money(overlay);
  };
  EXPECT_TRUE(changed(1'000, 500, 1'500));
  EXPECT_TRUE(changed(0, 1'500, 1'500));
  EXPECT_TRUE(changed(1'001, 500, 1'501));
  EXPECT_FALSE(changed(1'001, 500, 1'500));
  EXPECT_FALSE(changed(1'000, 499, 1'500));
  const auto broken = changed(1'000, 500, 1'501);
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().code, "broken_invariant");

  state::Overlay overlay(chain.state(), chain.now());
  overlay.edit_account(address_of("alice")).set_balance(kUsd, Amount(999));
  overlay.edit_account(address_of("alice")).set_balance(test::kEur, Amount(501));
  EXPECT_FALSE(check_money(overlay));
}

TEST(BlockExecutionDeathTest, TimeDoesNotFall) {
  Chain chain;
  BlockContext context = chain.block().context;
  context.epoch = Epoch(1);
  context.timestamp = TimestampUs(context.timestamp.value() - 1);
  EXPECT_DEATH(execute_block(chain.state(), chain.block(), context, {}), "timestamp");
}

}  // namespace
}  // namespace pennypost::execution
