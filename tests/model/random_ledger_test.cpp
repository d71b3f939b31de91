#include <gtest/gtest.h>

#include <map>
#include <random>

#include "ledger/execution/speculative_ledger.h"
#include "tests/ledger/support/world.h"
#include "tests/model/model_ledger.h"

// Random operations run through the executor, on forks, and through the model beside it: after each
// block every code, receipt, account and currency is the same in both.
namespace pennypost::model {
namespace {

using execution::BlockContext;
using execution::ExecutedBlock;
using execution::SpeculativeLedger;
using test::address_of;
using test::kSecondUs;

constexpr int kSeeds = 150;
constexpr int kBlocksPerSeed = 25;
constexpr std::size_t kForksMax = 4;

ModelLedger model_of(const execution::Genesis& genesis) {
  ModelLedger model;
  model.chain_id = genesis.chain_id;
  model.governance = genesis.parameters.governance;
  for (const Currency& each : genesis.currencies) {
    model.currencies[each.code] = {each.decimals, each.display_decimals, each.issuer,
                                   each.supply.value()};
  }
  for (const auto& [address, account] : genesis.accounts) {
    ModelAccount& copy = model.accounts[address];
    copy.key = account.authentication_key;
    copy.role = account.role;
    copy.parent = account.parent;
    for (const Balance& balance : account.balances) {
      copy.balances[balance.currency] = balance.amount.value();
    }
  }
  return model;
}

/// Makes transactions of which about half go well, and the rest fail in every way there is.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  bool once_in(std::uint64_t n) { return below(n) == 0; }

  Transaction transaction(const ModelLedger& model, TimestampUs now) {
    const std::string_view sender = name();
    const Operation operation = this->operation(sender);
    Transaction out = test::transaction(sender, operation, replay(model, sender), expiry(now));
    if (once_in(30)) out.authentication_key = test::key_of("somebody else");
    return out;
  }

 private:
  std::string_view name() {
    static constexpr std::string_view kNames[] = {"governance", "issuer", "chat", "alice", "bob",
                                                  "carol",      "dave",   "erin", "nobody"};
    return kNames[below(std::size(kNames))];
  }
  CurrencyCode currency() {
    static constexpr std::string_view kCodes[] = {"USD", "USD", "USD", "EUR", "EUR", "JPY", "XXX"};
    return test::code(kCodes[below(std::size(kCodes))]);
  }
  std::uint64_t amount() {
    if (once_in(20)) return 0;
    if (once_in(20)) return UINT64_MAX - below(2'000);
    return 1 + below(once_in(4) ? 1'500 : 100);
  }
  Transfer transfer() { return {address_of(name()), currency(), Amount(amount())}; }

  Operation operation(std::string_view sender) {
    switch (below(sender == "governance" || sender == "issuer" || sender == "chat" ? 5 : 3)) {
      case 0:
      case 1:
        return transfer();
      case 2: {
        TransferBatch batch;
        for (std::uint64_t i = below(5); i > 0; --i) batch.legs.push_back(transfer());
        return batch;
      }
      case 3:
        return CreateAccount{test::key_of(name()), Salt{}, static_cast<AccountRole>(below(3))};
      default:
        if (sender == "governance") {
          return RegisterCurrency{currency(), static_cast<std::uint8_t>(below(11)),
                                  static_cast<std::uint8_t>(below(3)), address_of(name())};
        }
        return Mint{address_of(name()), currency(), Amount(once_in(4) ? UINT64_MAX / 2 : amount())};
    }
  }

  ReplayProtection replay(const ModelLedger& model, std::string_view sender) {
    if (once_in(2)) return test::id_of<Nonce>("nonce " + std::to_string(below(20)));
    const auto at = model.accounts.find(address_of(sender));
    const std::uint64_t next = at == model.accounts.end() ? 0 : at->second.sequence_number;
    return SequenceNumber(once_in(10) ? below(5) : next);
  }

  TimestampUs expiry(TimestampUs now) {
    if (once_in(20)) return TimestampUs(now.value() - below(2));
    if (once_in(20)) return now + (15 * 60 * kSecondUs + below(2));
    if (once_in(20)) return now + (24 * 3600 * kSecondUs + below(2));
    return now + (1 + below(60) * kSecondUs);
  }

  std::mt19937_64 random_;
};

void expect_same_state(const ModelLedger& model, const state::StateView& state,
                       std::size_t entries) {
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
    if (account->last_version) actual.last_version = account->last_version->value();
    EXPECT_EQ(actual, expected);
  }
  for (const auto& [code, expected] : model.currencies) {
    const Currency* currency = state.currency(code);
    ASSERT_NE(currency, nullptr);
    const ModelCurrency actual{currency->decimals, currency->display_decimals, currency->issuer,
                               currency->supply.value()};
    EXPECT_EQ(actual, expected);
  }
  EXPECT_EQ(entries, model.accounts.size() + model.currencies.size() + 1);
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
        genesis_(*execution::make_genesis(test::small_genesis())),
        ledger_(genesis_.state, genesis_.block) {
    Tip tip{genesis_.block->context, model_of(test::small_genesis()), {}};
    add_leaves(tip, *genesis_.block);
    tips_.push_back(std::move(tip));
  }

  void step() {
    Tip tip = tips_[generator_.below(tips_.size())];
    const std::uint64_t pauses_us[] = {1, kSecondUs, 20 * kSecondUs, 16 * 60 * kSecondUs};
    BlockContext context;
    context.parent = tip.context.id;
    context.id = test::id_of<BlockId>("block " + std::to_string(++blocks_));
    context.height = tip.context.height.next();
    context.timestamp = tip.context.timestamp + pauses_us[generator_.below(4)];
    tip.context = context;

    const auto parent = ledger_.find(context.parent);
    ASSERT_NE(parent, nullptr);
    std::uint64_t version = parent->ledger_info.version.value() + 1;
    execution::Transactions list;
    std::vector<ModelLedger::Outcome> expected;
    for (std::uint64_t i = generator_.below(12); i > 0; --i) {
      list.push_back(!list.empty() && generator_.once_in(10)
                         ? list[generator_.below(list.size())]
                         : generator_.transaction(tip.model, context.timestamp));
      expected.push_back(tip.model.apply(list.back(), context.timestamp.value(), version));
      if (is_kept(expected.back().code)) ++version;
      ASSERT_TRUE(tip.model.balanced());
    }
    const auto block = ledger_.execute(context, {test::batch_of(list)});
    ASSERT_TRUE(block.has_value());
    compare(tip, **block, list, expected);
    keep(std::move(tip));
  }

  const std::map<Code, int>& seen() const { return seen_; }

 private:
  void add_leaves(Tip& tip, const ExecutedBlock& block) {
    for (const auto& [key, entry] : block.changes.entries) {
      tip.leaves[state::state_path(key)] = state::state_value_hash(entry);
    }
  }

  void compare(Tip& tip, const ExecutedBlock& block, const execution::Transactions& list,
               const std::vector<ModelLedger::Outcome>& expected) {
    std::size_t kept = 0;
    std::size_t discarded = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ++seen_[expected[i].code];
      if (is_kept(expected[i].code)) {
        ASSERT_LT(kept, block.kept.size());
        const Receipt& receipt = block.kept[kept++].receipt;
        EXPECT_EQ(receipt,
                  (Receipt{list[i].id, expected[i].code, expected[i].events, expected[i].touched}));
        EXPECT_EQ(*codec::decode_receipt(codec::encode(receipt)), receipt);
      } else {
        ASSERT_LT(discarded, block.discarded.size());
        EXPECT_EQ(block.discarded[discarded].id, list[i].id);
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
};

TEST(RandomLedger, AgreesWithTheModel) {
  std::map<Code, int> seen;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Scenario scenario(seed);
    for (int i = 0; i < kBlocksPerSeed; ++i) {
      scenario.step();
      if (testing::Test::HasFailure()) return;
    }
    for (const auto& [code, count] : scenario.seen()) seen[code] += count;
  }
  // The sequences reach every code but the two that need a thousand of something.
  for (int value = 0; value <= static_cast<int>(Code::too_many_nonces); ++value) {
    const Code code = static_cast<Code>(value);
    const bool exists = is_kept(code) || value >= static_cast<int>(Code::unknown_sender);
    if (!exists || code == Code::too_many_nonces || code == Code::too_many_currencies) continue;
    EXPECT_GT(seen[code], 0) << code_text(code).word;
  }
}

}  // namespace
}  // namespace pennypost::model
