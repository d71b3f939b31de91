#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "ledger/codec/canonical.h"
#include "ledger/types/hold.h"
#include "ledger/types/receipt.h"
#include "ledger/types/transaction.h"

// The ledger's rules once more, as simply as they can be said: plain maps, whole copies, linear
// searches. It shares the vocabulary with the executor and none of its code.
namespace pennypost::model {

struct ModelAccount {
  AuthenticationKey key;
  std::uint64_t sequence_number = 0;
  AccountRole role = AccountRole::user;
  Address parent;
  bool closed = false;
  unsigned tier = 0;
  std::vector<AccountLimit> limits;
  std::optional<std::vector<Address>> depositors;  // none: anybody
  std::size_t refundables = 0;
  std::size_t holds = 0;
  std::size_t mandates = 0;
  std::map<CurrencyCode, std::uint64_t> balances;
  std::optional<std::uint64_t> last_version;

  bool operator==(const ModelAccount&) const = default;
};

struct ModelCurrency {
  unsigned decimals = 0;
  unsigned display_decimals = 0;
  Address issuer;
  Uint128 supply = 0;
  CurrencyPolicy policy = CurrencyPolicy::direct;
  Amount attested_above = Amount(UINT64_MAX);

  bool operator==(const ModelCurrency&) const = default;
};

struct ModelRecovery {
  std::vector<Address> guardians;
  unsigned threshold = 0;
  std::uint64_t delay = 0;
  std::map<Address, AuthenticationKey> choices;
  std::optional<AuthenticationKey> agreed;
  std::uint64_t ready = 0;
};

struct ModelDelegate {
  Address institution;
  AuthenticationKey key;
  bool active = false;
  std::map<CurrencyCode, std::pair<std::uint64_t, std::uint64_t>> limits;  // hour, day
};

struct ModelMandate {
  Address account;
  DelegateId delegate;
  std::uint64_t until = 0;
  std::uint64_t new_payees_max = 0;
  std::map<CurrencyCode, std::pair<std::uint64_t, std::uint64_t>> limits;  // payment, day
  std::vector<std::vector<std::uint8_t>> payees;                           // first halves
};

/// Something that counts against a limit.
struct Spent {
  Hash by;  // a mandate or a delegate
  CurrencyCode currency;
  std::uint64_t amount = 0;
  std::uint64_t time = 0;
};

struct UsedNonce {
  Address account;
  Nonce nonce;
  std::uint64_t expiry = 0;
};

/// A value: a fork is a copy.
class ModelLedger {
 public:
  ChainId chain_id;
  Address governance;
  ValidatorSet validators;
  Caps caps;
  // What the block's end brings.
  std::optional<ValidatorSet> next_validators;
  std::optional<Caps> next_parameters;
  std::map<Address, ModelAccount> accounts;
  std::map<CurrencyCode, ModelCurrency> currencies;
  std::vector<UsedNonce> used_nonces;
  std::map<HoldId, Hold> holds;
  std::map<Address, ModelRecovery> recoveries;
  std::map<DelegateId, ModelDelegate> delegates;
  std::map<MandateId, ModelMandate> mandates;
  std::vector<Spent> spent;
  std::vector<Spent> met;  // new payees, by mandate
  std::map<RefundableId, Refundable> refundables;
  std::map<std::pair<Address, unsigned>, std::vector<AccountLimit>> tiers;
  std::map<QuoteId, std::uint64_t> used_quotes;  // until their expiry
  std::map<CurrencyCode, std::vector<Address>> dealers;
  std::map<RequestId, SupplyRequest> requests;
  std::map<CurrencyCode, Reserve> reserves;
  std::map<CurrencyCode, Basket> baskets;
  std::map<Address, std::vector<Address>> officers;
  std::map<Address, Freeze> freezes;
  std::map<AttestationId, Attestation> attestations;
  std::map<Address, std::pair<std::uint32_t, std::uint32_t>> quotas;  // transactions, accounts
  std::vector<std::pair<Address, std::uint64_t>> counted;             // transactions, when
  std::vector<std::pair<Address, std::uint64_t>> opened;              // by whom, when
  std::map<PublicKey, std::vector<Equivocations::Report>> equivocations;
  std::optional<Upgrade> upgrade;
  std::vector<Spent> metered;  // in and out of accounts with limits

  struct Outcome {
    Code code = Code::success;
    TransactionId id;
    Events events;
    TouchedAccounts touched;  // empty where discarded
  };

  Outcome apply(const Transaction& transaction, std::uint64_t now, std::uint64_t version) {
    Outcome outcome;
    outcome.id = transaction.id;
    auto reason = discard(transaction, now);
    if (!reason && !quota_left(transaction, now)) reason = Code::quota_exceeded;
    if (reason) {
      outcome.code = *reason;
      return outcome;
    }
    about_.reset();
    const ModelLedger before = *this;
    transaction_ = &transaction;
    now_ = now;
    outcome.code = !transaction.delegate.is_zero() && !delegate_may(transaction.operation)
                       ? Code::not_permitted
                       : std::visit(
                             [&](const auto& operation) {
                               return run(transaction.sender, operation, outcome.events);
                             },
                             transaction.operation);
    if (outcome.code != Code::success) {  // as if it had not been tried
      *this = before;
      outcome.events.clear();
    }
    consume(transaction);
    finish(outcome, before, transaction.sender, version);
    return outcome;
  }

  /// The block's end; whether the epoch ends with it.
  bool finish_block() {
    const bool ends = next_validators || next_parameters;
    if (next_validators) validators = *next_validators;
    if (next_parameters) caps = *next_parameters;
    next_validators.reset();
    next_parameters.reset();
    return ends;
  }

  /// What a block at this time does before its transactions.
  std::vector<Outcome> sweep(std::uint64_t now, std::uint64_t version);

  /// For every currency: what is held in sum is its supply.
  bool balanced() const {
    std::map<CurrencyCode, Uint128> held;
    for (const auto& [address, account] : accounts) {
      for (const auto& [code, amount] : account.balances) held[code] += amount;
    }
    for (const auto& [id, hold] : holds) held[hold.currency] += hold.amount.value();
    for (const auto& [id, request] : requests) {
      if (request.change == SupplyChange::burn) held[request.currency] += request.amount.value();
    }
    for (const auto& [code, basket] : baskets) {
      for (const auto& each : basket.components) held[each.currency] += each.held.value();
    }
    for (const auto& [code, currency] : currencies) {
      if (held[code] != currency.supply) return false;
    }
    return held.size() == currencies.size();
  }

 private:
  /// Something that is due: when, its kind in the state, its id.
  struct DueThing {
    std::uint64_t at = 0;
    unsigned kind = 0;
    std::array<std::uint8_t, 32> id{};
    auto operator<=>(const DueThing&) const = default;
  };
  std::vector<DueThing> due_at(std::uint64_t now) const;
  Outcome end(const DueThing& due, std::uint64_t version);

  std::optional<Code> discard(const Transaction& transaction, std::uint64_t now) const {
    if (!accounts.contains(transaction.sender)) return Code::unknown_sender;
    const ModelAccount& sender = accounts.at(transaction.sender);
    if (sender.closed) return Code::sender_closed;
    if (transaction.delegate.is_zero()) {
      if (sender.key != transaction.authentication_key) return Code::wrong_key;
    } else {
      const auto delegate = delegates.find(transaction.delegate);
      if (delegate == delegates.end()) return Code::wrong_key;
      if (delegate->second.key != transaction.authentication_key) return Code::wrong_key;
      if (!delegate->second.active) return Code::delegate_suspended;
      const auto mandate = mandates.find(transaction.mandate);
      if (mandate == mandates.end() || mandate->second.until <= now) return Code::no_mandate;
    }
    const std::uint64_t expiry = transaction.expiry.value();
    if (expiry <= now) return Code::expired;
    constexpr std::uint64_t kMinute = 60'000'000;
    if (const auto* number = std::get_if<SequenceNumber>(&transaction.replay)) {
      if (expiry - now > 24 * 60 * kMinute) return Code::expiry_too_far;
      if (number->value() != sender.sequence_number) return Code::sequence_number_mismatch;
      return std::nullopt;
    }
    if (expiry - now > 15 * kMinute) return Code::expiry_too_far;
    const Nonce& nonce = std::get<Nonce>(transaction.replay);
    std::size_t live = 0;
    std::size_t own = 0;
    for (const UsedNonce& used : used_nonces) {
      if (used.expiry <= now) continue;
      ++live;
      if (used.account != transaction.sender) continue;
      if (used.nonce == nonce) return Code::duplicate;
      ++own;
    }
    if (own >= caps.account_nonces_max || live >= caps.network_nonces_max) {
      return Code::too_many_nonces;
    }
    return std::nullopt;
  }

  void consume(const Transaction& transaction) {
    if (const auto* nonce = std::get_if<Nonce>(&transaction.replay)) {
      used_nonces.push_back({transaction.sender, *nonce, transaction.expiry.value()});
    } else {
      ++accounts.at(transaction.sender).sequence_number;
    }
  }

  void count() {
    for (auto& [address, account] : accounts) {
      account.holds = 0;
      for (const auto& [id, hold] : holds) account.holds += hold.payer == address ? 1U : 0U;
      for (const auto& [id, request] : requests) {
        const bool burns = request.change == SupplyChange::burn;
        account.holds += burns && request.dealer == address ? 1U : 0U;
      }
      account.mandates = 0;
      for (const auto& [id, mandate] : mandates) {
        account.mandates += mandate.account == address ? 1U : 0U;
      }
      account.refundables = 0;
      for (const auto& [id, open] : refundables) {
        account.refundables += open.payer == address ? 1U : 0U;
      }
    }
  }

  /// Counts again, and lists every account that is not as it was, and the one it is about.
  void finish(Outcome& outcome, const ModelLedger& before, const Address& subject,
              std::uint64_t version) {
    count();
    for (auto& [address, account] : accounts) {
      const auto old = before.accounts.find(address);
      const bool changed = old == before.accounts.end() || old->second != account;
      if (!changed && address != subject && address != about_) continue;
      outcome.touched.push_back(touched(address, account));
      account.last_version = version;
    }
  }

  static TouchedAccount touched(const Address& address, const ModelAccount& account) {
    TouchedAccount out;
    out.address = address;
    if (account.last_version) out.previous = Version(*account.last_version);
    out.sequence_number = SequenceNumber(account.sequence_number);
    for (const auto& [code, amount] : account.balances)
      out.balances.push_back({code, Amount(amount)});
    return out;
  }

  static Event about(EventKind kind, const auto& subject, const Address& from, const Address& to,
                     Amount amount = {}) {
    return Event{kind, from, to, {}, amount, Hash{subject.bytes}};
  }

  static bool delegate_may(const Operation& operation) {
    return std::visit(
        []<class T>(const T&) {
          return std::is_same_v<T, Transfer> || std::is_same_v<T, TransferBatch> ||
                 std::is_same_v<T, CreateHold> || std::is_same_v<T, ClaimHold> ||
                 std::is_same_v<T, ReleaseHold> || std::is_same_v<T, RefundableTransfer> ||
                 std::is_same_v<T, Refund>;
        },
        operation);
  }

  std::uint64_t sum(const std::vector<Spent>& list, const Hash& by, const CurrencyCode& currency,
                    std::uint64_t period) const {
    std::uint64_t total = 0;
    for (const Spent& each : list) {
      if (each.by == by && each.currency == currency && each.time / period == now_ / period) {
        total += each.amount;
      }
    }
    return total;
  }

  static bool above(std::uint64_t spent_before, std::uint64_t more, std::uint64_t max) {
    return Uint128{spent_before} + more > max;
  }

  /// Whether the signer may spend this on that payee, and remembers that it did.
  Code allow(const Address& payee, const CurrencyCode& code, std::uint64_t amount) {
    if (transaction_->delegate.is_zero()) return Code::success;
    constexpr std::uint64_t kHour = 3'600'000'000;
    ModelMandate& mandate = mandates.at(transaction_->mandate);
    const Hash mandate_hash{transaction_->mandate.bytes};
    const Hash delegate_hash{transaction_->delegate.bytes};
    if (!mandate.limits.contains(code)) return Code::mandate_currency;
    const auto [payment_max, day_max] = mandate.limits.at(code);
    if (amount > payment_max) return Code::mandate_payment_limit;
    if (above(sum(spent, mandate_hash, code, 24 * kHour), amount, day_max)) {
      return Code::mandate_day_limit;
    }
    const ModelDelegate& delegate = delegates.at(transaction_->delegate);
    if (!delegate.limits.contains(code)) return Code::delegate_limit;
    const auto [hour_all, day_all] = delegate.limits.at(code);
    if (above(sum(spent, delegate_hash, code, kHour), amount, hour_all) ||
        above(sum(spent, delegate_hash, code, 24 * kHour), amount, day_all)) {
      return Code::delegate_limit;
    }
    const std::vector<std::uint8_t> name(payee.bytes.begin(), payee.bytes.begin() + 16);
    if (std::ranges::find(mandate.payees, name) == mandate.payees.end()) {
      if (above(sum(met, mandate_hash, {}, 24 * kHour), 1, mandate.new_payees_max)) {
        return Code::mandate_new_payees;
      }
      met.push_back({mandate_hash, {}, 1, now_});
      mandate.payees.push_back(name);
      if (mandate.payees.size() > 64) mandate.payees.erase(mandate.payees.begin());
    }
    spent.push_back({mandate_hash, code, amount, now_});
    spent.push_back({delegate_hash, code, amount, now_});
    return Code::success;
  }

  Code add(const Address& to, const CurrencyCode& code, std::uint64_t amount) {
    if (accounts.at(to).closed) return Code::account_closed;
    auto& balances = accounts.at(to).balances;
    if (Uint128{balances[code]} + amount > UINT64_MAX) return Code::overflow;
    balances[code] += amount;
    return balances.size() > 64 ? Code::too_many_currencies : Code::success;
  }

  Code run(const Address& sender, const Transfer& transfer, Events& events) {
    const std::uint64_t amount = transfer.amount.value();
    if (amount == 0) return Code::invalid_amount;
    if (sender == transfer.to) return Code::self_transfer;
    if (!currencies.contains(transfer.currency)) return Code::unknown_currency;
    if (!accounts.contains(transfer.to)) return Code::unknown_account;
    auto& from = accounts.at(sender).balances;
    if (!from.contains(transfer.currency) || from.at(transfer.currency) < amount) {
      return Code::insufficient_balance;
    }
    if ((from.at(transfer.currency) -= amount) == 0) from.erase(transfer.currency);
    events.push_back(
        {EventKind::transfer, sender, transfer.to, transfer.currency, transfer.amount});
    if (const Code code = add(transfer.to, transfer.currency, amount); code != Code::success) {
      return code;
    }
    if (frozen(sender)) return Code::account_frozen;
    if (const Code code = attested(sender, transfer.to, transfer.currency, amount);
        code != Code::success) {
      return code;
    }
    if (const Code code = meter(sender, transfer.currency, amount, false, 0);
        code != Code::success) {
      return code;
    }
    if (const Code code = deposit(sender, transfer.to, transfer.currency, amount, false);
        code != Code::success) {
      return code;
    }
    return allow(transfer.to, transfer.currency, amount);
  }

  Code run(const Address& sender, const TransferBatch& batch, Events& events) {
    if (batch.legs.empty() || batch.legs.size() > 8192) return Code::invalid_batch;
    for (const Transfer& leg : batch.legs) {
      const Code code = run(sender, leg, events);
      if (code != Code::success) return code;
    }
    return Code::success;
  }

  Code run(const Address& sender, const CreateAccount& create, Events& events) {
    const bool by_governance = sender == governance && create.role != AccountRole::governance;
    const bool by_institution =
        accounts.at(sender).role == AccountRole::institution && create.role == AccountRole::user;
    if (!by_governance && !by_institution) return Code::not_permitted;
    const Address address =
        codec::account_address(chain_id, create.authentication_key, create.salt);
    ModelAccount account;
    account.key = create.authentication_key;
    account.role = create.role;
    account.parent = sender;
    if (!accounts.emplace(address, account).second) return Code::account_exists;
    if (opens_too_many(sender)) return Code::too_many_accounts;
    events.push_back({EventKind::account_created, {}, address, {}, {}});
    return Code::success;
  }

  Code run(const Address& sender, const RegisterCurrency& reg, Events& events) {
    if (sender != governance) return Code::not_permitted;
    if (reg.decimals > 9 || reg.display_decimals > reg.decimals) return Code::invalid_currency;
    if (currencies.contains(reg.code)) return Code::currency_exists;
    if (!accounts.contains(reg.issuer)) return Code::unknown_account;
    if (reg.policy == CurrencyPolicy::basket) return Code::invalid_settings;
    currencies[reg.code] = {reg.decimals, reg.display_decimals, reg.issuer, 0,
                            reg.policy,   reg.attested_above};
    events.push_back({EventKind::currency_registered, {}, reg.issuer, reg.code, {}});
    return Code::success;
  }

  Code run(const Address& sender, const Mint& mint, Events& events) {
    if (mint.amount == Amount(0)) return Code::invalid_amount;
    if (!currencies.contains(mint.currency)) return Code::unknown_currency;
    ModelCurrency& currency = currencies.at(mint.currency);
    if (currency.policy == CurrencyPolicy::basket) return Code::not_permitted;
    if (currency.issuer != sender) return Code::not_permitted;
    if (currency.policy == CurrencyPolicy::dealers) return Code::dual_control;
    if (!accounts.contains(mint.to)) return Code::unknown_account;
    currency.supply += mint.amount.value();
    events.push_back({EventKind::mint, {}, mint.to, mint.currency, mint.amount});
    const Code added = add(mint.to, mint.currency, mint.amount.value());
    if (added != Code::success) return added;
    return deposit(sender, mint.to, mint.currency, mint.amount.value(), true);
  }

  Code run(const Address& sender, const CreateHold& create, Events& events);
  Code run(const Address& sender, const ClaimHold& claim, Events& events);
  Code run(const Address& sender, const ReleaseHold& release, Events& events);
  Code run(const Address& sender, const RotateKey& rotate, Events& events);
  Code run(const Address& sender, const SetRecovery& set, Events& events);
  Code run(const Address& sender, const ApproveRecovery& approve, Events& events);
  Code run(const Address& sender, const CancelRecovery&, Events& events);
  Code run(const Address&, const CompleteRecovery& complete, Events& events);
  Code run(const Address& sender, const CloseAccount&, Events& events);
  Code run(const Address& sender, const SetDelegate& set, Events& events);
  Code run(const Address& sender, const SetMandate& set, Events& events);
  void stop_recovery(const Address& account);
  Code run(const Address& sender, const SetLimits& set, Events& events);
  Code run(const Address& sender, const SetTier& set, Events& events);
  Code run(const Address& sender, const SetDepositRule& set, Events& events);
  Code run(const Address& sender, const RefundableTransfer& transfer, Events& events);
  Code run(const Address& sender, const Refund& refund, Events& events);
  Code run(const Address& sender, const Exchange& exchange, Events& events);
  Code run(const Address& sender, const Burn& burn, Events& events);
  Code run(const Address& sender, const ChangeValidators& change, Events& events);
  Code run(const Address& sender, const SetParameters& set, Events& events);
  Code run(const Address& sender, const RegisterBasket& operation, Events& events);
  Code run(const Address& sender, const SetCurrency& operation, Events& events);
  Code run(const Address& sender, const SetDealers& operation, Events& events);
  Code run(const Address& sender, const RequestSupply& operation, Events& events);
  Code run(const Address& sender, const ApproveRequest& operation, Events& events);
  Code run(const Address& sender, const CancelRequest& operation, Events& events);
  Code run(const Address& sender, const StateReserve& operation, Events& events);
  Code run(const Address& sender, const MintBasket& operation, Events& events);
  Code run(const Address& sender, const RedeemBasket& operation, Events& events);
  Code run(const Address& sender, const SetOfficers& operation, Events& events);
  Code run(const Address& sender, const FreezeAccount& operation, Events& events);
  Code run(const Address& sender, const UnfreezeAccount& operation, Events& events);
  Code run(const Address& sender, const Attest& attest, Events& events);
  Code run(const Address& sender, const ReportEquivocation& operation, Events& events);
  Code run(const Address& sender, const ScheduleUpgrade& operation, Events& events);
  Code run(const Address& sender, const SetQuota& operation, Events& events);
  bool frozen(const Address& address) const;
  bool may_freeze(const Address& sender, const Address& address) const;
  Code propose(const Address& sender, const Address& address, const FreezeTerms& terms,
               Address& first);
  Code attested(const Address& payer, const Address& payee, const CurrencyCode& code,
                std::uint64_t amount);
  Address institution_of(const Address& address) const;
  bool quota_left(const Transaction& transaction, std::uint64_t now);
  Code end_request(const RequestId& id, const Address& by, Events& events);
  bool opens_too_many(const Address& institution);
  Code check_freeze(const Address& sender, const Address& address, std::uint16_t reason,
                    const Hash& reference) const;
  std::size_t open_requests(const CurrencyCode& code, const Address& dealer) const;
  void take(const Address& from, const CurrencyCode& code, std::uint64_t amount);
  Code meter(const Address& address, const CurrencyCode& code, std::uint64_t amount, bool incoming,
             std::uint64_t held);
  Code deposit(const Address& payer, const Address& payee, const CurrencyCode& code,
               std::uint64_t amount, bool by_mint);
  static Hash hash_of(const Address& address, bool incoming);

  const Transaction* transaction_ = nullptr;
  std::optional<Address> about_;  // an account that is named though nothing about it may change
  std::uint64_t now_ = 0;
};

}  // namespace pennypost::model
