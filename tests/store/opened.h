#pragma once

#include <gtest/gtest.h>

#include "tests/store/folder.h"
#include "tests/store/payment_chain.h"

namespace pennypost::store {

/// A store in a folder, opened and loaded.
class Opened {
 public:
  explicit Opened(const files::path& folder) {
    auto opened = Database::open(folder);
    EXPECT_TRUE(opened) << opened.error().message;
    database = std::move(*opened);
    store = std::make_unique<LedgerStore>(*database, payment_format());
    const auto genesis = execution::make_genesis(payment_genesis());
    const auto written = store->init_genesis(*genesis, payment_genesis().validators);
    EXPECT_TRUE(written) << written.error().message;
    auto loaded = store->load();
    EXPECT_TRUE(loaded) << loaded.error().message;
    replayed = loaded->replayed_blocks;
    chain = std::make_unique<PaymentChain>(std::move(*loaded));
  }
  /// Appends blocks; what they were.
  std::vector<PaymentChain::Step> run(std::uint64_t blocks) {
    std::vector<PaymentChain::Step> steps;
    for (std::uint64_t i = 0; i < blocks; ++i) {
      steps.push_back(chain->next());
      append(*database, *store, steps.back());
    }
    return steps;
  }
  void checkpoint() { store->checkpoint(); }

  std::unique_ptr<Database> database;
  std::unique_ptr<LedgerStore> store;
  std::unique_ptr<PaymentChain> chain;
  std::uint64_t replayed = 0;
};

/// The same chain, in memory only.
inline PaymentChain reference(Height height) {
  PaymentChain chain;
  while (chain.height() < height) chain.next();
  return chain;
}

inline void expect_same(const PaymentChain& found, const PaymentChain& expected) {
  const execution::ExecutedBlock& block = found.ledger.final_block();
  const execution::ExecutedBlock& wanted = expected.ledger.final_block();
  EXPECT_EQ(block.ledger_info, wanted.ledger_info);
  EXPECT_EQ(block.first_version, wanted.first_version);
  EXPECT_EQ(block.context.id, wanted.context.id);
  EXPECT_EQ(block.tree.root(), wanted.tree.root());
  EXPECT_EQ(block.accumulator.root(), wanted.accumulator.root());
  EXPECT_EQ(found.ledger.final_state().entries(), expected.ledger.final_state().entries());
  EXPECT_EQ(found.ledger.final_state().nonces(), expected.ledger.final_state().nonces());
}

}  // namespace pennypost::store
