#include "ledger/execution/executor.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/validation.h"

namespace pennypost::execution {

namespace {

struct Ended {
  TransactionId id;
  Outcome outcome;
};

/// L38, L39: what happens to an entry that is due.
Ended end(const state::Due& due, state::Overlay& state, TimestampUs block_time) {
  const HoldId hold{due.key.id};
  if (due.key.kind == state::EntryKind::hold) {
    return {codec::return_id(hold, due.at), return_hold(hold, state, block_time)};
  }
  Ended out{codec::due_id(static_cast<std::uint8_t>(due.key.kind), due.key.id, due.at), {}};
  if (due.key.kind == state::EntryKind::supply_request) {
    out.outcome = end_request(RequestId{due.key.id}, state, block_time);
  } else if (due.key.kind == state::EntryKind::freeze) {
    out.outcome = end_freeze(Address{due.key.id}, state, block_time);
  } else {
    CHECK(due.key.kind == state::EntryKind::upgrade);
    out.outcome = begin_upgrade(state);
  }
  return out;
}

/// L93: most that the account may send in an hour; nothing where no quota counts it.
std::optional<std::uint32_t> quota_of(const state::StateView& state, const Transaction& transaction,
                                      const Account& sender, std::uint32_t usual_max) {
  std::uint32_t most = sender.role == AccountRole::user ? usual_max : UINT32_MAX;
  if (sender.has(AccountFlag::metered)) {
    const auto* quota = state.get<Quota>(state::StateKey::quota(transaction.sender));
    CHECK(quota != nullptr);
    most = quota->transactions_hour_max;
  }
  if (most == UINT32_MAX) return std::nullopt;
  // As much again is for the account's own keys: no delegate uses up what takes its mandate away.
  if (!transaction.delegate.is_zero()) return most;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(2ULL * most, UINT32_MAX - 1));
}

}  // namespace

Executor::Executor(const state::StateView& parent, ChainId chain_id, TimestampUs block_time,
                   std::size_t transactions)
    : state_(parent, block_time, transactions), chain_id_(chain_id), block_time_(block_time) {
  const Parameters* parameters = parent.parameters();
  CHECK(parameters != nullptr);
  caps_ = parameters->caps;
}

Code Executor::execute(const Transaction& transaction, Version version, Receipt& receipt) {
  if (const auto code = discard_reason(state_, caps_, transaction, block_time_)) return *code;
  const Account& sender = *state_.account(transaction.sender);
  const auto quota = quota_of(state_, transaction, sender, caps_.transactions_hour_max);
  if (quota && sender.hour == hour_of(block_time_) && sender.transactions >= *quota) {
    return Code::quota_exceeded;
  }
  Call call{state_, chain_id_, block_time_, transaction, transaction.sender, epoch_change_};
  Outcome outcome =
      call.by_delegate() && !delegate_may(transaction.operation)  // L78
          ? failed(Code::not_permitted)
          : std::visit([&call](const auto& operation) { return perform(operation, call); },
                       transaction.operation);
  const bool success = outcome.code == Code::success;
  CHECK(is_kept(outcome.code) && (success || (outcome.events.empty() && outcome.touched.empty())));

  use_replay_protection(transaction);  // L21: a failure consumes it too
  if (quota) count(transaction.sender);
  outcome.touched.push_back(transaction.sender);
  receipt.transaction_id = transaction.id;
  receipt.code = outcome.code;
  receipt.events = std::move(outcome.events);
  touch(outcome.touched, version, receipt.accounts);
  return outcome.code;
}

std::vector<Receipt> Executor::sweep(Version first) {
  const auto due = state_.due(state::DueClass::payment, block_time_, kSweptMax);
  const auto forgotten = state_.due(state::DueClass::housekeeping, block_time_, kSweptMax);
  std::vector<Receipt> receipts;
  receipts.reserve(due.size());
  for (const state::Due& each : due) {
    auto [id, outcome] = end(each, state_, block_time_);
    const Version version(first.value() + receipts.size());
    Receipt& receipt = receipts.emplace_back(id, outcome.code, std::move(outcome.events));
    touch(outcome.touched, version, receipt.accounts);
  }
  for (const state::Due& each : forgotten) forget(each.key, state_);
  return receipts;
}

std::optional<ValidatorSet> Executor::finish() {
  if (!epoch_change_) return std::nullopt;
  state_.put(state::StateKey::validators(), epoch_change_->validators);
  state_.put(state::StateKey::parameters(), epoch_change_->parameters);
  return std::move(epoch_change_->validators);
}

void Executor::count(const Address& sender) {
  Account& account = state_.edit_account(sender);
  const std::uint32_t hour = hour_of(block_time_);
  account.transactions = account.hour == hour ? account.transactions + 1 : 1;
  account.hour = hour;
}

void Executor::use_replay_protection(const Transaction& transaction) {
  if (const Nonce* nonce = std::get_if<Nonce>(&transaction.replay)) {
    state_.use_nonce(state::LiveNonce{transaction.expiry, transaction.sender, *nonce});
  } else {
    Account& sender = state_.edit_account(transaction.sender);
    sender.sequence_number = sender.sequence_number.next();
  }
}

// L22: every touched account points back to the version that touched it before.
void Executor::touch(Addresses& addresses, Version version, TouchedAccounts& touched) {
  std::ranges::sort(addresses);
  const auto repeated = std::ranges::unique(addresses);
  addresses.erase(repeated.begin(), addresses.end());
  touched.reserve(addresses.size());
  for (const Address& address : addresses) {
    Account& account = state_.edit_account(address);
    touched.emplace_back(address, account.last_version, account.sequence_number, account.balances);
    account.last_version = version;
  }
}

}  // namespace pennypost::execution
