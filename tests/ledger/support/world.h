#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"
#include "ledger/execution/block_execution.h"
#include "ledger/execution/genesis.h"

// A small chain for tests: governance, an issuer, two institutions, three users, two currencies.
namespace pennypost::test {

inline constexpr std::uint64_t kSecondUs = 1'000'000;
inline constexpr ChainId kChain(7);
inline constexpr TimestampUs kGenesisTime(1'700'000'000ULL * kSecondUs);

template <class Id = Hash>
Id id_of(std::string_view name) {
  const Hash hash = crypto::hash("pennypost/test/1", view_of(name));
  Id out;
  for (std::size_t i = 0; i < Id::kSize; ++i) out.bytes[i] = hash.bytes[i % Hash::kSize];
  return out;
}

inline CurrencyCode code(std::string_view text) {
  return *CurrencyCode::from(text);
}
inline const CurrencyCode kUsd = code("USD");
inline const CurrencyCode kEur = code("EUR");

inline AuthenticationKey key_of(std::string_view name) {
  return id_of<AuthenticationKey>(name);
}
inline Address address_of(std::string_view name) {
  return codec::account_address(kChain, key_of(name), Salt{});
}

inline Account account(std::string_view name, AccountRole role, std::string_view parent = "",
                       Balances balances = {}) {
  Account out;
  out.authentication_key = key_of(name);
  out.role = role;
  if (!parent.empty()) out.parent = address_of(parent);
  out.balances = std::move(balances);
  return out;
}

inline ValidatorSet validators(std::size_t count) {
  ValidatorSet set;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = "validator-" + std::to_string(i);
    set.validators.push_back(
        Validator{id_of<PublicKey>(name), id_of<PublicKey>(name + "/link"), Power(1), name});
  }
  return set;
}

inline execution::Genesis small_genesis() {
  execution::Genesis genesis;
  genesis.chain_id = kChain;
  genesis.timestamp = kGenesisTime;
  genesis.validators = validators(4);
  genesis.parameters.governance = address_of("governance");
  genesis.currencies = {Currency{kEur, 2, 2, address_of("issuer"), Supply(500)},
                        Currency{kUsd, 6, 2, address_of("issuer"), Supply(1'500)}};
  const auto add = [&genesis](std::string_view name, Account account) {
    genesis.accounts.push_back({address_of(name), std::move(account)});
  };
  add("governance", account("governance", AccountRole::governance));
  add("issuer", account("issuer", AccountRole::institution));
  add("chat", account("chat", AccountRole::institution));
  add("alice",
      account("alice", AccountRole::user, "chat", {{kEur, Amount(500)}, {kUsd, Amount(1'000)}}));
  add("bob", account("bob", AccountRole::user, "chat", {{kUsd, Amount(500)}}));
  add("carol", account("carol", AccountRole::user, "chat"));
  return genesis;
}

/// A transaction that passed the stateless checks, with an id of its own.
inline Transaction transaction(std::string_view sender, Operation operation,
                               ReplayProtection replay, TimestampUs expiry) {
  static std::uint64_t counter = 0;
  Transaction out;
  out.id = id_of<TransactionId>("transaction " + std::to_string(counter++));
  out.sender = address_of(sender);
  out.authentication_key = key_of(sender);
  out.replay = replay;
  out.expiry = expiry;
  out.operation = std::move(operation);
  return out;
}

/// The same, signed with the key `key` of an institution's delegate 0.
inline Transaction by_delegate(Transaction transaction, std::string_view institution,
                               std::string_view key) {
  transaction.delegate = codec::delegate_id(address_of(institution), 0);
  transaction.mandate = codec::mandate_id(transaction.sender, transaction.delegate);
  transaction.authentication_key = key_of(key);
  return transaction;
}

inline Transfer pay(std::string_view to, const CurrencyCode& currency, std::uint64_t amount) {
  return Transfer{address_of(to), currency, Amount(amount)};
}

inline std::shared_ptr<const execution::Transactions> batch_of(std::vector<Transaction> list) {
  return std::make_shared<const execution::Transactions>(std::move(list));
}

/// The final state of a small chain and its newest block; every block is final at once.
class Chain {
 public:
  explicit Chain(const execution::Genesis& genesis = small_genesis()) {
    auto made = execution::make_genesis(genesis);
    CHECK(made.has_value());
    state_ = std::move(made->state);
    block_ = made->block;
  }

  const execution::ExecutedBlock& run(std::vector<Transaction> transactions,
                                      std::uint64_t after_us = kSecondUs) {
    execution::BlockContext context;
    context.parent = block_->context.id;
    context.height = block_->context.height.next();
    context.round = block_->context.round.next();
    context.epoch = Epoch(1);
    context.id = id_of<BlockId>("block " + std::to_string(context.height.value()));
    context.timestamp = block_->context.timestamp + after_us;
    block_ = std::make_shared<const execution::ExecutedBlock>(
        execution::execute_block(state_, *block_, context, {batch_of(std::move(transactions))}));
    state_.apply(block_->changes, context.timestamp);
    CHECK(balanced());
    return *block_;
  }

  /// Runs one operation under the sender's next sequence number; its receipt.
  Receipt run_one(std::string_view sender, Operation operation) {
    const auto& block = run({next(sender, std::move(operation))});
    CHECK(block.kept.size() == 1);
    return block.kept[0].receipt;
  }

  Transaction next(std::string_view sender, Operation operation) const {
    return transaction(sender, std::move(operation), get(sender).sequence_number, soon());
  }

  /// Runs one transaction; why it was discarded, or its receipt's code.
  Code code_of(Transaction transaction, std::uint64_t after_us = kSecondUs) {
    const auto& block = run({std::move(transaction)}, after_us);
    return block.kept.empty() ? block.discarded[0].code : block.kept.back().receipt.code;
  }

  const Account& get(std::string_view name) const {
    const Account* found = state_.account(address_of(name));
    CHECK(found != nullptr);
    return *found;
  }
  std::uint64_t balance(std::string_view name, const CurrencyCode& currency) const {
    return get(name).balance(currency).value();
  }
  /// For every currency: what is held in sum is its supply.
  bool balanced() const {
    std::map<CurrencyCode, Uint128> rest;
    for (const auto& [key, entry] : state_.entries()) {
      if (const auto* owner = std::get_if<Account>(&entry)) {
        for (const Balance& each : owner->balances) rest[each.currency] -= each.amount.value();
      } else if (const auto* hold = std::get_if<Hold>(&entry)) {
        rest[hold->currency] -= hold->amount.value();
      } else if (const auto* request = std::get_if<SupplyRequest>(&entry)) {
        const bool burns = request->change == SupplyChange::burn;
        if (burns) rest[request->currency] -= request->amount.value();
      } else if (const auto* basket = std::get_if<Basket>(&entry)) {
        for (const auto& each : basket->components) rest[each.currency] -= each.held.value();
      } else if (const auto* currency = std::get_if<Currency>(&entry)) {
        rest[currency->code] += currency->supply.value();
      }
    }
    return std::ranges::all_of(rest, [](const auto& each) { return each.second == 0; });
  }
  TimestampUs now() const { return block_->context.timestamp; }
  TimestampUs soon() const { return now() + 60 * kSecondUs; }
  const state::MemoryState& state() const { return state_; }
  const execution::ExecutedBlock& block() const { return *block_; }

 private:
  state::MemoryState state_;
  std::shared_ptr<const execution::ExecutedBlock> block_;
};

}  // namespace pennypost::test
