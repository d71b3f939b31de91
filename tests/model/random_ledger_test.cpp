#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "ledger/execution/speculative_ledger.h"
#include "tests/ledger/support/world.h"
#include "tests/model/generator.h"
#include "tests/model/genesis.h"
#include "tests/model/model_ledger.h"

// Random operations run through the executor, on forks, and through the model beside it: after each
// one the invariants hold, and after each block every code, receipt, account and currency is the
// same in both. Millions of them: PENNYPOST_OPERATIONS=5000000 build/release/ledger_model_test.
// With PENNYPOST_FIRST_SEED it begins at one that failed.
namespace pennypost {

/// For people who read why a seed fails.
void PrintTo(const Receipt& receipt, std::ostream* out) {
  *out << receipt.transaction_id.hex().substr(0, 8) << " " << code_text(receipt.code).word;
  for (const Event& event : receipt.events) {
    *out << ", " << event_shape(event.kind).word << " " << event.currency.view() << " "
         << event.amount.value();
  }
  for (const TouchedAccount& account : receipt.accounts) {
    *out << "; " << account.address.hex().substr(0, 8) << " after "
         << (account.previous ? to_string(*account.previous) : "none") << " number "
         << account.sequence_number.value();
    for (const Balance& each : account.balances) {
      *out << " " << each.currency.view() << " " << each.amount.value();
    }
  }
}

}  // namespace pennypost

namespace pennypost::model {
namespace {

using execution::BlockContext;
using execution::ExecutedBlock;
using execution::SpeculativeLedger;
using test::address_of;
using test::kSecondUs;

// PENNYPOST_SEEDS sets another number; PENNYPOST_OPERATIONS goes on until so many were executed.
constexpr std::uint64_t kSeeds = 2'000;
constexpr int kBlocksPerSeed = 25;
constexpr std::size_t kForksMax = 4;
constexpr std::uint64_t kToldOperations = 100'000;
constexpr std::uint32_t kEveryVersion = UINT32_MAX;  // upgrades change nothing here

/// Entries of which the model has as many, and the same.
template <class Entry>
void expect_same_entry(const state::StateView& state, const state::StateKey& key,
                       const Entry& expected) {
  const auto* entry = state.get<Entry>(key);
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(*entry, expected);
}

void expect_same_oversight(const ModelLedger& model, const state::StateView& state,
                           std::size_t& entries) {
  using state::StateKey;
  for (const auto& [code, all] : model.dealers) {
    entries += all.empty() ? 0U : 1U;
    const auto* dealers = state.get<Dealers>(StateKey::dealers(code));
    EXPECT_EQ(dealers ? dealers->dealers.size() : 0, all.size());
    for (std::size_t i = 0; dealers && i < all.size(); ++i) {
      const Dealers::Dealer& dealer = dealers->dealers[i];
      EXPECT_EQ(dealer.address, all[i]);
      const auto open = std::ranges::count_if(model.requests, [&](const auto& each) {
        return each.second.currency == code && each.second.dealer == dealer.address;
      });
      EXPECT_EQ(dealer.requests, open);
    }
  }
  for (const auto& [id, each] : model.requests) expect_same_entry(state, StateKey::of(id), each);
  for (const auto& [id, each] : model.attestations) {
    expect_same_entry(state, StateKey::of(id), each);
  }
  for (const auto& [code, each] : model.reserves) {
    expect_same_entry(state, StateKey::reserve(code), each);
  }
  for (const auto& [code, each] : model.baskets) {
    expect_same_entry(state, StateKey::basket(code), each);
  }
  for (const auto& [address, each] : model.officers) {
    expect_same_entry(state, StateKey::officers(address), Officers{each});
  }
  for (const auto& [address, each] : model.freezes) {
    expect_same_entry(state, StateKey::freeze(address), each);
  }
  for (const auto& [key, each] : model.equivocations) {
    expect_same_entry(state, StateKey::equivocations(key), Equivocations{each});
  }
  if (model.upgrade) expect_same_entry(state, StateKey::upgrade(), *model.upgrade);
  for (const auto& [address, account] : model.accounts) {
    entries += state.find(StateKey::quota(address)) ? 1U : 0U;
  }
  entries += model.requests.size() + model.attestations.size() + model.reserves.size() +
             model.baskets.size() + model.officers.size() + model.freezes.size() +
             model.equivocations.size() + (model.upgrade ? 1U : 0U);
}

void expect_same_state(const ModelLedger& model, const state::StateView& state,
                       std::size_t entries) {
  std::size_t others = model.refundables.size() + model.used_quotes.size();
  for (const auto& [id, expected] : model.refundables) {
    const auto* open = state.get<Refundable>(state::StateKey::of(id));
    ASSERT_NE(open, nullptr);
    EXPECT_EQ(*open, expected);
  }
  for (const auto& [name, limits] : model.tiers) {
    others += limits.empty() ? 0U : 1U;
    const auto* tier = state.get<Limits>(
        state::StateKey::limits(name.first, static_cast<std::uint8_t>(name.second)));
    EXPECT_EQ(tier ? tier->limits : std::vector<AccountLimit>(), limits);
  }
  for (const auto& [address, expected] : model.accounts) {
    const Account* account = state.account(address);
    ASSERT_NE(account, nullptr);
    ModelAccount actual;
    actual.key = account->authentication_key;
    actual.sequence_number = account->sequence_number.value();
    actual.role = account->role;
    actual.parent = account->parent;
    for (const Balance& balance : account->balances) {
      actual.balances[balance.currency] = balance.amount.value();
    }
    actual.closed = account->has(AccountFlag::closed);
    actual.holds = account->holds;
    actual.refundables = account->refundables;
    actual.tier = account->tier;
    actual.limits = expected.limits;
    actual.depositors = expected.depositors;
    const auto* limits = state.get<Limits>(state::StateKey::limits(address));
    EXPECT_EQ(limits ? limits->limits : std::vector<AccountLimit>(), expected.limits);
    EXPECT_EQ(account->has(AccountFlag::limited), limits != nullptr);
    const auto* rule = state.get<DepositRule>(state::StateKey::deposit_rule(address));
    EXPECT_EQ(rule ? std::optional(rule->allowed) : std::nullopt, expected.depositors);
    EXPECT_EQ(account->has(AccountFlag::guarded), rule != nullptr);
    others += (limits ? 1U : 0U) + (rule ? 1U : 0U);
    others += state.find(state::StateKey::meter(address)) ? 1U : 0U;
    actual.mandates = account->mandates;
    if (account->last_version) actual.last_version = account->last_version->value();
    EXPECT_EQ(actual, expected);
  }
  for (const auto& [code, expected] : model.currencies) {
    const Currency* currency = state.currency(code);
    ASSERT_NE(currency, nullptr);
    const ModelCurrency actual{currency->decimals, currency->display_decimals,
                               currency->issuer,   currency->supply.value(),
                               currency->policy,   currency->attested_above};
    EXPECT_EQ(actual, expected);
  }
  std::size_t with_payees = 0;
  for (const auto& [id, expected] : model.mandates) {
    with_payees += expected.payees.empty() ? 0U : 1U;
    ASSERT_NE(state.get<Mandate>(state::StateKey::of(id)), nullptr);
  }
  expect_same_oversight(model, state, others);
  std::optional<TimestampUs> due;
  for (const auto& [id, expected] : model.holds) {
    const Hold* hold = state.get<Hold>(state::StateKey::of(id));
    ASSERT_NE(hold, nullptr);
    EXPECT_EQ(*hold, expected);
    if (!due || expected.due < *due) due = expected.due;
  }
  const auto falls_due = [&due](TimestampUs at) {
    if (!due || at < *due) due = at;
  };
  for (const auto& [id, request] : model.requests) falls_due(request.due);
  for (const auto& [address, freeze] : model.freezes) {
    if (freeze.terms.until != TimestampUs(0)) falls_due(freeze.terms.until);
  }
  if (model.upgrade && model.upgrade->next != 0) falls_due(model.upgrade->at);
  EXPECT_EQ(state.next_due(), due);
  EXPECT_EQ(*state.validators(), model.validators);
  EXPECT_EQ(*state.parameters(), (Parameters{model.governance, model.caps}));
  EXPECT_EQ(entries, model.accounts.size() + model.currencies.size() + 2 + model.holds.size() +
                         model.recoveries.size() + model.delegates.size() + model.mandates.size() +
                         with_payees + others);
}

/// A block that may be built on: the model's state behind it, and every entry's hash.
struct Tip {
  BlockContext context;
  ModelLedger model;
  std::map<Hash, Hash> leaves;  // the state tree's, for its root from nothing
};

class Scenario {
 public:
  explicit Scenario(std::uint64_t seed)
      : generator_(seed),
        genesis_(*execution::make_genesis(genesis_of_the_test(seed))),
        ledger_(genesis_.state, genesis_.block, nullptr, kEveryVersion) {
    LedgerInfo first = genesis_.block->ledger_info;
    first.epoch = Epoch(1);
    first.block_id = test::id_of<BlockId>("epoch 1");
    first.next_validators_hash.reset();
    ledger_.begin_epoch(first);
    Tip tip{ledger_.final_block().context, model_of(genesis_of_the_test(seed)), {}};
    add_leaves(tip, *genesis_.block);
    tips_.push_back(std::move(tip));
  }

  void step() {
    Tip tip = tips_[generator_.below(tips_.size())];
    if (ledger_.find(tip.context.id)->next_validators) return end_epoch(std::move(tip));
    const std::uint64_t pauses_us[] = {1, kSecondUs, 20 * kSecondUs, 16 * 60 * kSecondUs,
                                       generator_.once_in(3) ? 25 * kHourUs : kHourUs};
    BlockContext context;
    context.parent = tip.context.id;
    context.id = test::id_of<BlockId>("block " + std::to_string(++blocks_));
    context.epoch = tip.context.epoch;
    context.height = tip.context.height.next();
    context.timestamp = tip.context.timestamp + pauses_us[generator_.below(5)];
    tip.context = context;

    const auto parent = ledger_.find(context.parent);
    ASSERT_NE(parent, nullptr);
    std::uint64_t version = parent->ledger_info.version.value() + 1;
    execution::Transactions list;
    std::vector<ModelLedger::Outcome> expected =
        tip.model.sweep(context.timestamp.value(), version);
    version += expected.size();
    for (std::uint64_t i = generator_.below(12); i > 0; --i) {
      list.push_back(!list.empty() && generator_.once_in(10)
                         ? list[generator_.below(list.size())]
                         : generator_.transaction(tip.model, context.timestamp));
      expected.push_back(tip.model.apply(list.back(), context.timestamp.value(), version));
      ++operations_;
      if (expected.back().code == Code::success) ++succeeded_[list.back().operation.index()];
      if (is_kept(expected.back().code)) ++version;
      ASSERT_TRUE(tip.model.balanced());
    }
    const bool ends = tip.model.finish_block();
    const auto block = ledger_.execute(context, {test::batch_of(list)});
    ASSERT_TRUE(block.has_value());
    EXPECT_EQ((*block)->next_validators, ends ? std::optional(tip.model.validators) : std::nullopt);
    compare(tip, **block, expected);
    keep(std::move(tip));
  }

  const std::map<Code, int>& seen() const { return seen_; }
  /// By place in Operation.
  const std::map<std::size_t, int>& succeeded() const { return succeeded_; }
  std::uint64_t operations() const { return operations_; }

 private:
  /// Another block of the suffix, or this one becomes final and the next epoch begins.
  void end_epoch(Tip tip) {
    const auto end = ledger_.find(tip.context.id);
    if (generator_.once_in(2)) {
      tip.context.parent = tip.context.id;
      tip.context.id = test::id_of<BlockId>("block " + std::to_string(++blocks_));
      tip.context.height = tip.context.height.next();
      const auto suffix = ledger_.execute(tip.context, {});
      ASSERT_TRUE(suffix.has_value());
      EXPECT_TRUE((*suffix)->kept.empty() && (*suffix)->changes.empty());
      EXPECT_EQ((*suffix)->next_validators, end->next_validators);
      EXPECT_EQ((*suffix)->ledger_info.accumulator_root, end->ledger_info.accumulator_root);
      tips_.push_back(std::move(tip));
      return;
    }
    ledger_.finalize(tip.context.id);
    LedgerInfo next = end->ledger_info;
    next.epoch = next.epoch.next();
    next.round = Round(0);
    next.block_id = test::id_of<BlockId>("epoch " + std::to_string(next.epoch.value()));
    next.next_validators_hash.reset();
    ledger_.begin_epoch(next);
    tip.context = ledger_.final_block().context;
    expect_same_state(tip.model, ledger_.final_state(), ledger_.final_state().entries().size());
    tips_.clear();
    tips_.push_back(std::move(tip));
  }

  void add_leaves(Tip& tip, const ExecutedBlock& block) {
    for (const auto& [key, entry] : block.changes.entries) {
      if (std::holds_alternative<state::Removed>(entry)) {
        tip.leaves.erase(state::state_path(key));
      } else {
        tip.leaves[state::state_path(key)] = state::state_value_hash(entry);
      }
    }
  }

  void compare(Tip& tip, const ExecutedBlock& block,
               const std::vector<ModelLedger::Outcome>& expected) {
    std::size_t kept = 0;
    std::size_t discarded = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ++seen_[expected[i].code];
      if (is_kept(expected[i].code)) {
        ASSERT_LT(kept, block.kept.size());
        const Receipt& receipt = block.kept[kept++].receipt;
        EXPECT_EQ(receipt, (Receipt{expected[i].id, expected[i].code, expected[i].events,
                                    expected[i].touched}));
        EXPECT_EQ(*codec::decode_receipt(codec::encode(receipt)), receipt);
      } else {
        ASSERT_LT(discarded, block.discarded.size());
        EXPECT_EQ(block.discarded[discarded].id, expected[i].id);
        EXPECT_EQ(block.discarded[discarded++].code, expected[i].code);
      }
    }
    EXPECT_EQ(kept, block.kept.size());
    EXPECT_EQ(discarded, block.discarded.size());
    add_leaves(tip, block);
    expect_same_state(tip.model, *ledger_.view_at(block.context.id), tip.leaves.size());
    EXPECT_EQ(state::StateTree().with({tip.leaves.begin(), tip.leaves.end()}).root(),
              block.ledger_info.state_root);
  }

  /// Sometimes the new block becomes final, and its forks are gone.
  void keep(Tip tip) {
    if (generator_.once_in(4) || tips_.size() >= kForksMax) {
      ledger_.finalize(tip.context.id);
      expect_same_state(tip.model, ledger_.final_state(), ledger_.final_state().entries().size());
      tips_.clear();
    }
    tips_.push_back(std::move(tip));
  }

  Generator generator_;
  execution::GenesisState genesis_;
  SpeculativeLedger ledger_;
  std::vector<Tip> tips_;
  int blocks_ = 0;
  std::map<Code, int> seen_;
  std::map<std::size_t, int> succeeded_;
  std::uint64_t operations_ = 0;
};

std::optional<std::uint64_t> wanted(const char* variable) {
  const char* text = std::getenv(variable);
  return text ? std::optional(std::strtoull(text, nullptr, 10)) : std::nullopt;
}

TEST(RandomLedger, AgreesWithTheModel) {
  std::map<Code, int> seen;
  std::map<std::size_t, int> succeeded;
  std::uint64_t operations = 0;
  const std::uint64_t seeds = wanted("PENNYPOST_SEEDS").value_or(kSeeds);
  const auto most = wanted("PENNYPOST_OPERATIONS");
  std::uint64_t told = 0;
  const std::uint64_t first = wanted("PENNYPOST_FIRST_SEED").value_or(1);
  for (std::uint64_t seed = first; most ? operations < *most : seed < first + seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Scenario scenario(seed);
    for (int i = 0; i < kBlocksPerSeed; ++i) {
      scenario.step();
      if (testing::Test::HasFailure()) return;
    }
    for (const auto& [code, count] : scenario.seen()) seen[code] += count;
    for (const auto& [operation, count] : scenario.succeeded()) succeeded[operation] += count;
    operations += scenario.operations();
    if (most && operations - told >= kToldOperations) {
      told = operations;
      std::cerr << operations << " of " << *most << " operations, seed " << seed << "\n";
    }
  }
  if (!most && seeds < kSeeds) return;  // not enough to see everything
  for (std::size_t i = 0; i < std::variant_size_v<Operation>; ++i) {
    EXPECT_GT(succeeded[i], 0) << "operation " << i << " never succeeds";
  }
  // The sequences reach every code but those that need many of something.
  for (int value = 0; value <= static_cast<int>(kLastDiscardedCode); ++value) {
    const Code code = static_cast<Code>(value);
    const bool exists = is_kept(code) || value >= static_cast<int>(Code::unknown_sender);
    if (!exists || code_text(code).word.starts_with("too_many")) continue;
    if (code == Code::limits_in_use) continue;
    // What expired was swept first.
    if (code == Code::hold_expired || code == Code::request_expired) continue;
    EXPECT_GT(seen[code], 0) << code_text(code).word;
  }
}

// Any seed, and the fewest blocks that show what is wrong with it.
TEST(RandomLedger, AgreesWithTheModelForWhateverRapidCheckTries) {
  const bool good = rc::check("the ledger agrees with the model", [] {
    Scenario scenario(*rc::gen::arbitrary<std::uint64_t>());
    const int blocks = *rc::gen::inRange(1, 2 * kBlocksPerSeed);
    for (int i = 0; i < blocks; ++i) {
      scenario.step();
      RC_ASSERT(!testing::Test::HasFailure());
    }
  });
  EXPECT_TRUE(good);
}

}  // namespace
}  // namespace pennypost::model
