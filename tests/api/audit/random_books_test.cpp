// Books over random chains with every operation: from the genesis on, and from any version on.
#include <gtest/gtest.h>

#include "api/audit/books.h"
#include "tests/model/generator.h"
#include "tests/model/genesis.h"

namespace pennypost::audit {
namespace {

using test::kSecondUs;

constexpr std::uint64_t kSeeds = 40;
constexpr int kBlocks = 25;

struct RandomChain {
  state::Entries genesis;
  std::vector<std::pair<Version, Receipt>> receipts;
  state::MemoryState state;
};

RandomChain random_chain(std::uint64_t seed) {
  model::Generator generator(seed);
  const execution::Genesis genesis = model::genesis_of_the_test(seed);
  auto made = execution::make_genesis(genesis);
  CHECK(made.has_value());
  RandomChain out{made->state.entries(), {}, made->state};
  model::ModelLedger model = model::model_of(genesis);
  auto parent = made->block;
  for (int i = 0; i < kBlocks; ++i) {
    const std::uint64_t pauses_us[] = {1, kSecondUs, 20 * kSecondUs, 16 * 60 * kSecondUs, kHourUs};
    execution::BlockContext context;
    context.parent = parent->context.id;
    context.id = test::id_of<BlockId>("block " + std::to_string(i));
    context.epoch = parent->next_validators ? parent->context.epoch.next() : parent->context.epoch;
    context.height = parent->context.height.next();
    context.timestamp = parent->context.timestamp + pauses_us[generator.below(5)];
    std::uint64_t version = parent->ledger_info.version.value() + 1;
    version += model.sweep(context.timestamp.value(), version).size();
    std::vector<Transaction> list;
    for (std::uint64_t n = generator.below(12); n > 0; --n) {
      list.push_back(generator.transaction(model, context.timestamp));
      const auto outcome = model.apply(list.back(), context.timestamp.value(), version);
      if (is_kept(outcome.code)) ++version;
    }
    model.finish_block();
    auto block = std::make_shared<const execution::ExecutedBlock>(
        execution::execute_block(out.state, *parent, context, {test::batch_of(std::move(list))}));
    Version at = block->first_version;
    for (const auto& kept : block->kept) {
      out.receipts.emplace_back(at, kept.receipt);
      at = at.next();
    }
    out.state.apply(block->changes, context.timestamp);
    parent = std::move(block);
  }
  return out;
}

void enter(Books& books, const RandomChain& chain, std::size_t from) {
  for (std::size_t i = from; i < chain.receipts.size(); ++i) {
    const auto entered = books.enter(chain.receipts[i].first, chain.receipts[i].second);
    ASSERT_TRUE(entered) << "version " << chain.receipts[i].first.value() << ": "
                         << entered.error().message;
  }
}

TEST(RandomBooks, FollowEveryOperationFromTheGenesisAndFromAnyVersionOn) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomChain chain = random_chain(seed);
    Books whole(chain.genesis);
    enter(whole, chain, 0);
    ASSERT_TRUE(whole.compare(chain.state.entries()));
    for (std::size_t from = 0; from < chain.receipts.size(); from += 7) {
      SCOPED_TRACE("from " + std::to_string(from));
      Books books = Books::open(chain.receipts[from].first);
      enter(books, chain, from);
      const auto settled = books.settle(chain.state.entries());
      ASSERT_TRUE(settled) << settled.error().message;
      ASSERT_EQ(books.totals(), whole.totals());
    }
    if (testing::Test::HasFailure()) return;
  }
}

// An account that is met twice is checked the second time, and everything at the end.
TEST(RandomBooks, OpenOnesNoticeMoneyThatIsMissing) {
  std::size_t tried = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    RandomChain chain = random_chain(seed);
    const std::size_t from = chain.receipts.size() / 2;
    for (std::size_t i = from; i < chain.receipts.size(); i += 5) {
      Receipt& receipt = chain.receipts[i].second;
      if (receipt.accounts.empty() || receipt.accounts.back().balances.empty()) continue;
      const Receipt whole = receipt;
      Amount& amount = receipt.accounts.back().balances.back().amount;
      amount = Amount(amount.value() ^ 1);
      Books books = Books::open(chain.receipts[from].first);
      bool noticed = false;
      for (std::size_t n = from; n < chain.receipts.size() && !noticed; ++n) {
        noticed = !books.enter(chain.receipts[n].first, chain.receipts[n].second);
      }
      EXPECT_TRUE(noticed || !books.settle(chain.state.entries())) << seed << " " << i;
      receipt = whole;
      ++tried;
    }
  }
  EXPECT_GT(tried, 100U);
}

}  // namespace
}  // namespace pennypost::audit
