#include "ledger/execution/executor.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/validation.h"

namespace pennypost::execution {

Executor::Executor(const state::StateView& parent, ChainId chain_id, TimestampUs block_time)
    : state_(parent, block_time), chain_id_(chain_id), block_time_(block_time) {}

std::expected<Receipt, Code> Executor::execute(const Transaction& transaction, Version version) {
  if (const auto code = discard_reason(state_, transaction, block_time_)) {
    return std::unexpected(*code);
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
  outcome.touched.push_back(transaction.sender);
  return Receipt{transaction.id, outcome.code, std::move(outcome.events),
                 touch(std::move(outcome.touched), version)};
}

std::vector<Receipt> Executor::sweep(Version first) {
  const auto due = state_.due(state::DueClass::payment, block_time_, kSweptMax);
  const auto forgotten = state_.due(state::DueClass::housekeeping, block_time_, kSweptMax);
  std::vector<Receipt> receipts;
  receipts.reserve(due.size());
  for (const state::Due& each : due) {
    const HoldId hold{each.key.id};
    Outcome outcome = return_hold(hold, state_, block_time_);
    const Version version(first.value() + receipts.size());
    receipts.push_back(Receipt{codec::return_id(hold, each.at), outcome.code,
                               std::move(outcome.events), touch(outcome.touched, version)});
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

void Executor::use_replay_protection(const Transaction& transaction) {
  if (const Nonce* nonce = std::get_if<Nonce>(&transaction.replay)) {
    state_.use_nonce(state::LiveNonce{transaction.expiry, transaction.sender, *nonce});
  } else {
    Account& sender = state_.edit_account(transaction.sender);
    sender.sequence_number = sender.sequence_number.next();
  }
}

// L22: every touched account points back to the version that touched it before.
std::vector<TouchedAccount> Executor::touch(std::vector<Address> addresses, Version version) {
  std::ranges::sort(addresses);
  const auto repeated = std::ranges::unique(addresses);
  addresses.erase(repeated.begin(), repeated.end());
  std::vector<TouchedAccount> touched;
  touched.reserve(addresses.size());
  for (const Address& address : addresses) {
    Account& account = state_.edit_account(address);
    touched.push_back(
        TouchedAccount{address, account.last_version, account.sequence_number, account.balances});
    account.last_version = version;
  }
  return touched;
}

}  // namespace pennypost::execution
