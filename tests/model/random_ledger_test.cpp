#include <gtest/gtest.h>

#include <cstdlib>
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

constexpr std::uint64_t kSeeds = 800;  // PENNYPOST_SEEDS sets another number
constexpr int kBlocksPerSeed = 25;
constexpr std::size_t kForksMax = 4;

ModelLedger model_of(const execution::Genesis& genesis) {
  ModelLedger model;
  model.chain_id = genesis.chain_id;
  model.governance = genesis.parameters.governance;
  model.transactions_hour_max = genesis.parameters.transactions_hour_max;
  model.accounts_day_max = genesis.parameters.accounts_day_max;
  model.validators = genesis.validators;
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
    model_ = &model;
    now_ = now;
    Address sender = address_of(name());
    Operation chosen = operation(sender);
    Transaction out =
        test::transaction("nobody", std::move(chosen), replay(model, sender), expiry(now));
    out.sender = sender;
    const auto at = model.accounts.find(out.sender);
    if (at != model.accounts.end()) out.authentication_key = at->second.key;
    if (once_in(4)) sign_as_delegate(out);
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

  /// Somebody who is there, most of the time by a mandate.
  void sign_as_delegate(Transaction& out) {
    out.delegate = codec::delegate_id(address_of(once_in(4) ? "issuer" : "chat"), 0);
    if (!once_in(4) && !model_->mandates.empty()) {
      const auto at = std::next(model_->mandates.begin(),
                                static_cast<std::ptrdiff_t>(below(model_->mandates.size())));
      const ModelMandate& mandate = at->second;
      out.sender = mandate.account;
      out.delegate = mandate.delegate;
      if (std::holds_alternative<SequenceNumber>(out.replay)) {
        out.replay = SequenceNumber(model_->accounts.at(out.sender).sequence_number);
      }
    }
    out.mandate = codec::mandate_id(out.sender, out.delegate);
    const auto delegate = model_->delegates.find(out.delegate);
    if (delegate != model_->delegates.end()) out.authentication_key = delegate->second.key;
  }

  AuthenticationKey key() {
    if (once_in(2)) return codec::authentication_key(1, {test::id_of<PublicKey>("dealer")});
    return once_in(20) ? AuthenticationKey{} : test::key_of("key " + std::to_string(below(3)));
  }
  PublicKey claim_key() { return test::id_of<PublicKey>("claim " + std::to_string(below(2))); }

  Operation hold() {
    CreateHold out{{}, {}, currency(), Amount(amount()), now_ + below(400) * kSecondUs, once_in(2)};
    if (!once_in(3)) out.payee = address_of(name());
    if (out.payee.is_zero() || once_in(20)) out.claim_key = claim_key();
    if (once_in(40)) out.expiry = now_ + (kHoldUsMax + 1);
    if (once_in(40)) out.claim_key = {};
    return out;
  }
  HoldId hold_id() {
    if (model_->holds.empty() || once_in(10)) return test::id_of<HoldId>("no hold");
    const auto at =
        std::next(model_->holds.begin(), static_cast<std::ptrdiff_t>(below(model_->holds.size())));
    return at->first;
  }
  Operation claim(Address& sender) {
    const HoldId id = hold_id();
    ClaimHold out{id, address_of(name()), Amount(amount()), std::nullopt};
    const auto hold = model_->holds.find(id);
    if (hold == model_->holds.end()) return out;
    if (!once_in(8)) out.amount = Amount(1 + below(hold->second.amount.value()));
    if (!once_in(8) && !hold->second.payee.is_zero()) sender = out.to = hold->second.payee;
    if (hold->second.payee.is_zero() || once_in(10)) {
      out.proof = ClaimProof{
          once_in(5) ? claim_key() : hold->second.claim_key, now_ + below(10) * kSecondUs, {}};
    }
    return out;
  }
  Operation release(Address& sender) {
    const HoldId id = hold_id();
    const auto hold = model_->holds.find(id);
    if (hold != model_->holds.end() && !once_in(4)) {
      sender = once_in(2) || hold->second.payee.is_zero() ? hold->second.payer : hold->second.payee;
    }
    return ReleaseHold{id};
  }
  Operation recovery() {
    SetRecovery out;
    if (once_in(6)) return out;
    for (std::uint64_t i = 1 + below(3); i > 0; --i) out.guardians.push_back(address_of(name()));
    std::ranges::sort(out.guardians);
    out.threshold = static_cast<std::uint8_t>(once_in(10) ? below(5) : 1 + below(2));
    out.delay_us = once_in(10) ? 1 : kHourUs;
    return out;
  }
  /// Something about the recovery of an account that has one.
  Operation recover(Address& sender) {
    Address account = address_of(name());
    if (!model_->recoveries.empty() && !once_in(6)) {
      const auto at = std::next(model_->recoveries.begin(),
                                static_cast<std::ptrdiff_t>(below(model_->recoveries.size())));
      account = at->first;
      if (!once_in(6)) sender = at->second.guardians[below(at->second.guardians.size())];
    }
    switch (below(4)) {
      case 0:
        sender = once_in(4) ? sender : account;
        return CancelRecovery{};
      case 1:
        return CompleteRecovery{account};
      default:
        return ApproveRecovery{account, once_in(3) ? key() : test::key_of("key 0")};
    }
  }
  Operation delegate(Address& sender) {
    if (!once_in(4)) sender = address_of(once_in(4) ? "issuer" : "chat");
    SetDelegate out{once_in(15) ? 16U : 0U, key(), !once_in(5), {}};
    for (const auto& each : {test::kEur, test::kUsd, test::code("XXX")}) {
      if (each == test::code("XXX") ? once_in(20) : !once_in(5)) {
        out.limits.push_back({each, Amount(100 + below(900)), Amount(500 + below(900))});
      }
    }
    if (once_in(20)) std::ranges::reverse(out.limits);
    return out;
  }
  Operation mandate() {
    SetMandate out;
    out.delegate = codec::delegate_id(address_of(once_in(4) ? "issuer" : "chat"), 0);
    if (once_in(10)) return out;
    out.until = now_ + (below(40) * kHourUs / 8);
    out.new_payees_max = static_cast<std::uint32_t>(below(4));
    for (const auto& each : {test::kEur, test::kUsd, test::code("XXX")}) {
      if (each == test::code("XXX") ? once_in(20) : !once_in(3)) {
        out.limits.push_back({each, Amount(20 + below(100)), Amount(5 + below(80))});
      }
    }
    if (once_in(20)) std::ranges::reverse(out.limits);
    return out;
  }

  Operation refund(Address& sender) {
    if (model_->refundables.empty() || once_in(10)) return Refund{{}, Amount(1)};
    const auto at = std::next(model_->refundables.begin(),
                              static_cast<std::ptrdiff_t>(below(model_->refundables.size())));
    if (!once_in(8)) sender = at->second.payee;
    return Refund{at->first, Amount(below(at->second.amount.value() + 2))};
  }
  std::vector<AccountLimit> limits() {
    std::vector<AccountLimit> out;
    for (const auto& each : {test::kEur, test::kUsd, test::code("XXX")}) {
      if (each == test::code("XXX") ? !once_in(20) : once_in(3)) continue;
      const auto most = [this] { return Amount(once_in(3) ? UINT64_MAX : 50 + below(600)); };
      out.push_back({each, most(), most(), most(), most(), most()});
    }
    if (once_in(20)) std::ranges::reverse(out);
    return out;
  }
  Operation rule(Address& sender) {
    switch (below(3)) {
      case 0: {
        const Address account = address_of(name());
        const auto at = model_->accounts.find(account);
        if (at != model_->accounts.end() && !once_in(8)) sender = at->second.parent;
        const auto tier = static_cast<std::uint8_t>(once_in(20) ? 16 : below(3));
        return SetLimits{account, tier, once_in(3) ? std::vector<AccountLimit>{} : limits()};
      }
      case 1:
        if (!once_in(6)) sender = address_of("chat");
        return SetTier{static_cast<std::uint8_t>(below(3)), limits()};
      default:
        SetDepositRule out;
        out.restricted = once_in(4);
        while (out.restricted ? !once_in(3) : once_in(9)) {
          out.allowed.push_back(address_of(name()));
        }
        std::ranges::sort(out.allowed);
        return out;
    }
  }

  /// Where somebody has a dealer's key; now and then the quote of before.
  Operation exchange() {
    if (last_ && !once_in(4)) return *last_;
    Exchange out;
    out.key = test::id_of<PublicKey>("dealer");
    out.quote = {address_of(name()),
                 {},
                 currency(),
                 Amount(amount()),
                 currency(),
                 Amount(1 + below(40)),
                 now_ + below(600) * kSecondUs,
                 test::id_of<Nonce>(std::to_string(below(1'000)))};
    for (const auto& [address, account] : model_->accounts) {
      const bool deals = account.key == codec::authentication_key(1, {out.key});
      if (deals && !account.balances.empty() && !once_in(4)) {
        out.quote.dealer = address;
        out.quote.gets = account.balances.begin()->first;
      }
    }
    if (once_in(10)) out.quote.taker = address_of(name());
    if (once_in(20)) out.quote.expiry = now_ + (kQuoteUsMax + 1);
    last_ = out;
    return out;
  }

  Operation govern(Address& sender) {
    if (!once_in(8)) sender = address_of("governance");
    if (once_in(2)) {
      const auto most = [this] {
        return static_cast<std::uint32_t>(once_in(9) ? 0 : 1 + below(9));
      };
      return SetParameters{most() * 1'000, most() * 100};
    }
    ChangeValidators out{test::validators(once_in(9) ? 0 : 1 + below(5))};
    for (Validator& each : out.validators.validators) {
      if (once_in(9)) each.power = Power(below(3) * (kCounterMax / 2 + 1));
      if (once_in(40)) each.name = std::string(1 + below(40), static_cast<char>(below(256)));
      if (once_in(40)) each.network_key = test::id_of<PublicKey>("one link");
      if (once_in(40)) each.consensus_key = test::id_of<PublicKey>("one key");
    }
    return out;
  }

  /// May choose a sender that makes more sense.
  Operation operation(Address& sender) {
    if (model_->delegates.empty() && once_in(6)) return delegate(sender);
    if (!model_->delegates.empty() && model_->mandates.empty() && once_in(6)) return mandate();
    switch (once_in(80) ? 36 : below(36)) {
      case 36:
        return govern(sender);
      case 0:
      case 1:
        return hold();
      case 2:
      case 3:
        return claim(sender);
      case 4:
        return release(sender);
      case 5:
        return RotateKey{key()};
      case 6:
        return recovery();
      case 7:
      case 8:
        return recover(sender);
      case 9:
        if (once_in(3)) return CloseAccount{};
        return delegate(sender);
      case 10:
      case 11:
        return mandate();
      case 12:
      case 13: {
        const Transfer to = transfer();
        return RefundableTransfer{to.to, to.currency, to.amount, now_ + below(900) * kSecondUs};
      }
      case 14:
      case 15:
        return refund(sender);
      case 16:
        return rule(sender);
      case 18:
      case 19:
      case 20:
        return exchange();
      case 21:
        if (!once_in(4)) sender = address_of("issuer");
        return Burn{currency(), Amount(amount())};
      case 17:
        sender = address_of("issuer");
        return Mint{address_of(name()), currency(), Amount(once_in(2) ? UINT64_MAX / 2 : amount())};
      default:
        return payment_or_supply(sender);
    }
  }

  Operation payment_or_supply(const Address& sender) {
    const bool governs = sender == address_of("governance");
    const bool special = governs || sender == address_of("issuer") || sender == address_of("chat");
    switch (below(special ? 5 : 3)) {
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
        if (governs) {
          return RegisterCurrency{currency(), static_cast<std::uint8_t>(below(11)),
                                  static_cast<std::uint8_t>(below(3)), address_of(name())};
        }
        return Mint{address_of(name()), currency(), Amount(once_in(4) ? UINT64_MAX / 2 : amount())};
    }
  }

  ReplayProtection replay(const ModelLedger& model, const Address& sender) {
    if (once_in(2)) return test::id_of<Nonce>("nonce " + std::to_string(below(20)));
    const auto at = model.accounts.find(sender);
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
  const ModelLedger* model_ = nullptr;
  TimestampUs now_;
  std::optional<Exchange> last_;
};

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
    const ModelCurrency actual{currency->decimals, currency->display_decimals, currency->issuer,
                               currency->supply.value()};
    EXPECT_EQ(actual, expected);
  }
  std::size_t with_payees = 0;
  for (const auto& [id, expected] : model.mandates) {
    with_payees += expected.payees.empty() ? 0U : 1U;
    ASSERT_NE(state.get<Mandate>(state::StateKey::of(id)), nullptr);
  }
  std::optional<TimestampUs> due;
  for (const auto& [id, expected] : model.holds) {
    const Hold* hold = state.get<Hold>(state::StateKey::of(id));
    ASSERT_NE(hold, nullptr);
    EXPECT_EQ(*hold, expected);
    if (!due || expected.due < *due) due = expected.due;
  }
  EXPECT_EQ(state.next_due(), due);
  EXPECT_EQ(*state.validators(), model.validators);
  EXPECT_EQ(*state.parameters(),
            (Parameters{model.governance, model.transactions_hour_max, model.accounts_day_max}));
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
        genesis_(*execution::make_genesis(test::small_genesis())),
        ledger_(genesis_.state, genesis_.block) {
    LedgerInfo first = genesis_.block->ledger_info;
    first.epoch = Epoch(1);
    first.block_id = test::id_of<BlockId>("epoch 1");
    first.next_validators_hash.reset();
    ledger_.begin_epoch(first);
    Tip tip{ledger_.final_block().context, model_of(test::small_genesis()), {}};
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
};

TEST(RandomLedger, AgreesWithTheModel) {
  std::map<Code, int> seen;
  const char* wanted = std::getenv("PENNYPOST_SEEDS");
  const std::uint64_t seeds = wanted ? std::strtoull(wanted, nullptr, 10) : kSeeds;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Scenario scenario(seed);
    for (int i = 0; i < kBlocksPerSeed; ++i) {
      scenario.step();
      if (testing::Test::HasFailure()) return;
    }
    for (const auto& [code, count] : scenario.seen()) seen[code] += count;
  }
  // The sequences reach every code but those that need many of something.
  for (int value = 0; value <= static_cast<int>(Code::delegate_suspended); ++value) {
    const Code code = static_cast<Code>(value);
    const bool exists = is_kept(code) || value >= static_cast<int>(Code::unknown_sender);
    if (!exists || code_text(code).word.starts_with("too_many")) continue;
    // Every hold that expired was returned first; of freezes the sequences know nothing.
    if (code == Code::hold_expired || code == Code::account_frozen) continue;
    EXPECT_GT(seen[code], 0) << code_text(code).word;
  }
}

}  // namespace
}  // namespace pennypost::model
