#include "ledger/execution/speculative_ledger.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::id_of;
using test::kSecondUs;
using test::kUsd;
using test::pay;

/// Blocks named by letters; `after` names the parent, "" the genesis.
class SpeculativeLedgerTest : public testing::Test {
 protected:
  SpeculativeLedgerTest() : ledger_(make()) {}

  static SpeculativeLedger make() {
    auto genesis = make_genesis(test::small_genesis());
    return SpeculativeLedger(std::move(genesis->state), genesis->block);
  }
  static BlockId id(std::string_view name) {
    return name.empty() ? BlockId{} : id_of<BlockId>(name);
  }

  /// Alice pays bob this much in a new block.
  Result<std::shared_ptr<const ExecutedBlock>> execute(std::string_view name,
                                                       std::string_view after,
                                                       std::uint64_t amount) {
    const auto parent = ledger_.find(id(after));
    BlockContext context;
    context.id = id(name);
    context.parent = id(after);
    context.epoch = Epoch(1);
    if (!parent) return ledger_.execute(context, {});
    context.round = parent->context.round.next();
    context.height = parent->context.height.next();
    context.timestamp = parent->context.timestamp + kSecondUs;
    const auto number = ledger_.view_at(id(after))->account(address_of("alice"))->sequence_number;
    return ledger_.execute(
        context, {test::batch_of({test::transaction("alice", pay("bob", kUsd, amount), number,
                                                    context.timestamp + kSecondUs)})});
  }
  std::optional<std::uint64_t> bob_at(std::string_view name) const {
    const auto view = ledger_.view_at(id(name));
    if (!view) return std::nullopt;
    return view->account(address_of("bob"))->balance(kUsd).value();
  }

  SpeculativeLedger ledger_;
};

TEST_F(SpeculativeLedgerTest, ForksSeeTheirOwnAncestors) {
  ASSERT_TRUE(execute("a", "", 1));
  ASSERT_TRUE(execute("b", "a", 10));
  ASSERT_TRUE(execute("c", "a", 100));
  ASSERT_TRUE(execute("d", "c", 100));
  EXPECT_EQ(bob_at(""), 500U);
  EXPECT_EQ(bob_at("a"), 501U);
  EXPECT_EQ(bob_at("b"), 511U);
  EXPECT_EQ(bob_at("c"), 601U);
  EXPECT_EQ(bob_at("d"), 701U);
  EXPECT_EQ(bob_at("e"), std::nullopt);
  EXPECT_EQ(ledger_.final_state().account(address_of("bob"))->balance(kUsd), Amount(500));
}

TEST_F(SpeculativeLedgerTest, FinalizingForgetsForksAndKeepsDescendants) {
  for (const auto& [name, after] : std::vector<std::pair<const char*, const char*>>{
           {"a", ""}, {"x", ""}, {"y", "x"}, {"b", "a"}, {"c", "a"}, {"d", "c"}, {"e", "c"}}) {
    ASSERT_TRUE(execute(name, after, 1));
  }
  const auto newly_final = ledger_.finalize(id("c"));
  ASSERT_EQ(newly_final.size(), 2U);
  EXPECT_EQ(newly_final[0]->context.id, id("a"));
  EXPECT_EQ(newly_final[1]->context.id, id("c"));
  EXPECT_EQ(ledger_.final_block().context.id, id("c"));
  EXPECT_EQ(ledger_.final_state().account(address_of("bob"))->balance(kUsd), Amount(502));
  for (const char* gone : {"", "a", "b", "x", "y"}) EXPECT_EQ(ledger_.find(id(gone)), nullptr);
  EXPECT_EQ(bob_at("c"), 502U);
  EXPECT_EQ(bob_at("d"), 503U);
  EXPECT_EQ(bob_at("e"), 503U);
  ASSERT_TRUE(execute("f", "e", 1));
  EXPECT_EQ(bob_at("f"), 504U);
  EXPECT_TRUE(ledger_.finalize(id("c")).empty());
  EXPECT_EQ(ledger_.finalize(id("f")).size(), 2U);
}

TEST_F(SpeculativeLedgerTest, ExecutingAgainGivesTheFirstOutcome) {
  const auto first = execute("a", "", 1);
  const auto again = execute("a", "", 2);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(*first, *again);
  ASSERT_EQ(ledger_.finalize(id("a")).size(), 1U);
  EXPECT_EQ(*execute("a", "a", 3), *first);
}

// Where a quorum certified the roots of a run, none is computed before its end.
TEST_F(SpeculativeLedgerTest, ARunWithCertifiedRootsEndsInTheSameTree) {
  SpeculativeLedger theirs = make();
  const std::vector<std::string> names{"a", "b", "c", "d"};
  std::string parent;
  for (std::size_t i = 0; i < names.size(); ++i) {
    BlockContext context{.id = id(names[i]),
                         .parent = id(parent),
                         .epoch = Epoch(1),
                         .round = Round(i + 1),
                         .height = Height(i + 1),
                         .timestamp = test::kGenesisTime + (i + 1) * kSecondUs};
    const auto number = theirs.final_state().account(address_of("alice"))->sequence_number;
    const auto batch = test::batch_of({test::transaction("alice", pay("bob", kUsd, 1 + i), number,
                                                         context.timestamp + kSecondUs)});
    const auto expected = theirs.execute(context, {batch}).value();
    theirs.finalize(context.id);
    const auto own = ledger_.execute(context, {batch}, expected->ledger_info.state_root);
    ASSERT_TRUE(own);
    EXPECT_EQ((*own)->ledger_info, expected->ledger_info);
    EXPECT_EQ((*own)->tree.root(), Hash{});
    ledger_.finalize(context.id);
    parent = names[i];
  }
  EXPECT_DEATH((void)execute("e", "d", 1), "settled");
  ASSERT_TRUE(ledger_.settle());
  EXPECT_EQ(ledger_.final_block().tree.root(), theirs.final_block().ledger_info.state_root);
  EXPECT_TRUE(execute("e", "d", 1));
}

TEST_F(SpeculativeLedgerTest, AFalseRootIsNoticedAtTheEndOfARun) {
  SpeculativeLedger theirs = make();
  std::swap(theirs, ledger_);
  ASSERT_TRUE(execute("a", "", 1));
  ASSERT_TRUE(execute("b", "a", 1));
  const auto context_a = ledger_.find(id("a"))->context;
  const auto context_b = ledger_.find(id("b"))->context;
  const LedgerInfo expected = ledger_.find(id("b"))->ledger_info;
  Hash wrong = ledger_.find(id("a"))->ledger_info.state_root;
  wrong.bytes[0] ^= 1;
  std::swap(theirs, ledger_);
  const auto run = [](SpeculativeLedger& ledger, const BlockContext& context, const Hash& root) {
    const auto number = ledger.final_state().account(address_of("alice"))->sequence_number;
    const auto batch = test::batch_of(
        {test::transaction("alice", pay("bob", kUsd, 1), number, context.timestamp + kSecondUs)});
    const auto block = ledger.execute(context, {batch}, root).value();
    ledger.finalize(context.id);
    return block->ledger_info;
  };
  // Within it: what happened is the same, what was said of it is not.
  run(ledger_, context_a, wrong);
  const LedgerInfo own = run(ledger_, context_b, expected.state_root);
  EXPECT_TRUE(ledger_.settle());
  EXPECT_EQ(own.state_root, expected.state_root);
  EXPECT_NE(own.accumulator_root, expected.accumulator_root);
  // At its end.
  SpeculativeLedger another = make();
  run(another, context_a, wrong);
  EXPECT_FALSE(another.settle());
  EXPECT_FALSE(another.settle());
  EXPECT_DEATH((void)another.execute(context_b, {}), "settled");
}

TEST_F(SpeculativeLedgerTest, AnUnknownParentIsSaid) {
  const auto refused = execute("b", "a", 1);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "unknown_parent");
  EXPECT_EQ(ledger_.find(id("b")), nullptr);
  EXPECT_EQ(ledger_.view_at(id("b")), nullptr);
}

TEST_F(SpeculativeLedgerTest, NothingIsDueBehindAnUnknownBlock) {
  EXPECT_EQ(ledger_.next_due(id("nobody's")), std::nullopt);
}

// Where several ledgers of a process execute the same blocks, one does it for all; never for
// another parent's outcome.
TEST(SharedOutcomesTest, AreOfTheSameBlockOnTheSameParent) {
  SharedOutcomes shared;
  const auto make = [&shared] {
    auto genesis = make_genesis(test::small_genesis());
    return SpeculativeLedger(std::move(genesis->state), genesis->block, &shared);
  };
  SpeculativeLedger first = make();
  SpeculativeLedger second = make();
  BlockContext context;
  context.id = id_of<BlockId>("a");
  context.epoch = Epoch(1);
  context.round = Round(1);
  context.height = Height(1);
  context.timestamp = test::kGenesisTime + kSecondUs;
  const auto executed = first.execute(context, {});
  ASSERT_TRUE(executed);
  EXPECT_EQ(second.execute(context, {}).value(), *executed);  // not only alike
  const LedgerInfo parent = first.find(BlockId{})->ledger_info;
  EXPECT_EQ(shared.find(context.id, parent), *executed);
  EXPECT_EQ(shared.find(context.id, (*executed)->ledger_info), nullptr);
  EXPECT_EQ(shared.find(id_of<BlockId>("b"), parent), nullptr);
}

TEST_F(SpeculativeLedgerTest, AnUnknownBlockIsNotFinalized) {
  EXPECT_DEATH(ledger_.finalize(id("a")), "executed_");
}

// Whether ancestors are final already must not show: nonces and roots come out the same.
TEST(SpeculativeLedgerDeterminism, OutcomesDoNotDependOnWhatIsFinal) {
  constexpr int kBlocks = 30;
  std::vector<std::vector<LedgerInfo>> outcomes;
  std::vector<std::vector<std::size_t>> kept;
  for (const int lag : {0, 1, 3, 7, kBlocks}) {
    auto genesis = make_genesis(test::small_genesis());
    SpeculativeLedger ledger(std::move(genesis->state), genesis->block);
    std::vector<BlockId> ids{BlockId{}};
    outcomes.emplace_back();
    kept.emplace_back();
    for (int i = 1; i <= kBlocks; ++i) {
      BlockContext context;
      context.id = id_of<BlockId>(std::to_string(i));
      context.parent = ids.back();
      context.epoch = Epoch(1);
      context.height = Height(static_cast<std::uint64_t>(i));
      context.timestamp = test::kGenesisTime + static_cast<std::uint64_t>(i) * kSecondUs;
      Transactions list;
      for (int n = 0; n < 4; ++n) {  // nonces come back after some blocks, live or not
        auto each = test::transaction(
            "alice", pay("bob", kUsd, 1), id_of<Nonce>(std::to_string((i * n) % 5)),
            context.timestamp + static_cast<std::uint64_t>(n) * kSecondUs);
        each.id = id_of<TransactionId>(std::to_string(i) + "/" + std::to_string(n));
        list.push_back(each);
      }
      const auto block = ledger.execute(context, {test::batch_of(list)});
      ASSERT_TRUE(block.has_value());
      outcomes.back().push_back((*block)->ledger_info);
      kept.back().push_back((*block)->kept.size());
      ids.push_back(context.id);
      if (i > lag) ledger.finalize(ids[static_cast<std::size_t>(i - lag)]);
    }
    EXPECT_EQ(outcomes.back(), outcomes.front()) << lag;
  }
  EXPECT_GT(std::ranges::max(kept.front()), std::ranges::min(kept.front()));
}

}  // namespace
}  // namespace pennypost::execution
