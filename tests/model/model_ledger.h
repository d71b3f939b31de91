#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "ledger/codec/canonical.h"
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
  std::map<CurrencyCode, std::uint64_t> balances;
  std::optional<std::uint64_t> last_version;

  bool operator==(const ModelAccount&) const = default;
};

struct ModelCurrency {
  unsigned decimals = 0;
  unsigned display_decimals = 0;
  Address issuer;
  Uint128 supply = 0;

  bool operator==(const ModelCurrency&) const = default;
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
  std::map<Address, ModelAccount> accounts;
  std::map<CurrencyCode, ModelCurrency> currencies;
  std::vector<UsedNonce> used_nonces;

  struct Outcome {
    Code code = Code::success;
    std::vector<Event> events;
    std::vector<TouchedAccount> touched;  // empty where discarded
  };

  Outcome apply(const Transaction& transaction, std::uint64_t now, std::uint64_t version) {
    Outcome outcome;
    if (const auto reason = discard(transaction, now)) {
      outcome.code = *reason;
      return outcome;
    }
    const std::map<Address, ModelAccount> accounts_before = accounts;
    const std::map<CurrencyCode, ModelCurrency> currencies_before = currencies;
    outcome.code = std::visit(
        [&](const auto& operation) { return run(transaction.sender, operation, outcome.events); },
        transaction.operation);
    if (outcome.code != Code::success) {  // as if it had not been tried
      accounts = accounts_before;
      currencies = currencies_before;
      outcome.events.clear();
    }
    consume(transaction);
    for (auto& [address, account] : accounts) {
      const auto before = accounts_before.find(address);
      const bool changed = before == accounts_before.end() || before->second != account;
      if (!changed && address != transaction.sender) continue;
      outcome.touched.push_back(touched(address, account));
      account.last_version = version;
    }
    return outcome;
  }

  /// For every currency: what is held in sum is its supply.
  bool balanced() const {
    std::map<CurrencyCode, Uint128> held;
    for (const auto& [address, account] : accounts) {
      for (const auto& [code, amount] : account.balances) held[code] += amount;
    }
    for (const auto& [code, currency] : currencies) {
      if (held[code] != currency.supply) return false;
    }
    return held.size() == currencies.size();
  }

 private:
  std::optional<Code> discard(const Transaction& transaction, std::uint64_t now) const {
    if (!accounts.contains(transaction.sender)) return Code::unknown_sender;
    const ModelAccount& sender = accounts.at(transaction.sender);
    if (sender.key != transaction.authentication_key) return Code::wrong_key;
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
    for (const UsedNonce& used : used_nonces) {
      if (used.account != transaction.sender || used.expiry <= now) continue;
      if (used.nonce == nonce) return Code::duplicate;
      ++live;
    }
    if (live >= 1024) return Code::too_many_nonces;
    return std::nullopt;
  }

  void consume(const Transaction& transaction) {
    if (const auto* nonce = std::get_if<Nonce>(&transaction.replay)) {
      used_nonces.push_back({transaction.sender, *nonce, transaction.expiry.value()});
    } else {
      ++accounts.at(transaction.sender).sequence_number;
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

  Code add(const Address& to, const CurrencyCode& code, std::uint64_t amount) {
    auto& balances = accounts.at(to).balances;
    if (Uint128{balances[code]} + amount > UINT64_MAX) return Code::overflow;
    balances[code] += amount;
    return balances.size() > 64 ? Code::too_many_currencies : Code::success;
  }

  Code run(const Address& sender, const Transfer& transfer, std::vector<Event>& events) {
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
    return add(transfer.to, transfer.currency, amount);
  }

  Code run(const Address& sender, const TransferBatch& batch, std::vector<Event>& events) {
    if (batch.legs.empty() || batch.legs.size() > 8192) return Code::invalid_batch;
    for (const Transfer& leg : batch.legs) {
      const Code code = run(sender, leg, events);
      if (code != Code::success) return code;
    }
    return Code::success;
  }

  Code run(const Address& sender, const CreateAccount& create, std::vector<Event>& events) {
    const bool by_governance = sender == governance && create.role != AccountRole::governance;
    const bool by_institution =
        accounts.at(sender).role == AccountRole::institution && create.role == AccountRole::user;
    if (!by_governance && !by_institution) return Code::not_permitted;
    const Address address =
        codec::account_address(chain_id, create.authentication_key, create.salt);
    ModelAccount opened;
    opened.key = create.authentication_key;
    opened.role = create.role;
    opened.parent = sender;
    if (!accounts.emplace(address, opened).second) return Code::account_exists;
    events.push_back({EventKind::account_created, {}, address, {}, {}});
    return Code::success;
  }

  Code run(const Address& sender, const RegisterCurrency& reg, std::vector<Event>& events) {
    if (sender != governance) return Code::not_permitted;
    if (reg.decimals > 9 || reg.display_decimals > reg.decimals) return Code::invalid_currency;
    if (currencies.contains(reg.code)) return Code::currency_exists;
    if (!accounts.contains(reg.issuer)) return Code::unknown_account;
    currencies[reg.code] = {reg.decimals, reg.display_decimals, reg.issuer, 0};
    events.push_back({EventKind::currency_registered, {}, reg.issuer, reg.code, {}});
    return Code::success;
  }

  Code run(const Address& sender, const Mint& mint, std::vector<Event>& events) {
    if (mint.amount == Amount(0)) return Code::invalid_amount;
    if (!currencies.contains(mint.currency)) return Code::unknown_currency;
    ModelCurrency& currency = currencies.at(mint.currency);
    if (currency.issuer != sender) return Code::not_permitted;
    if (!accounts.contains(mint.to)) return Code::unknown_account;
    currency.supply += mint.amount.value();
    events.push_back({EventKind::mint, {}, mint.to, mint.currency, mint.amount});
    return add(mint.to, mint.currency, mint.amount.value());
  }
};

}  // namespace pennypost::model
