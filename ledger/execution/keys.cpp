#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {
namespace {

Event about(EventKind kind, const Address& account, const Hash& subject = {}) {
  return Event{kind, {}, account, {}, {}, subject};
}

/// The recovery of an account; null where it has none.
const Recovery* recovery_of(const Call& call, const Address& account) {
  return call.state.get<Recovery>(state::StateKey::recovery(account));
}

bool runs(const Recovery* recovery) {
  return recovery && std::ranges::any_of(recovery->choices, [](const AuthenticationKey& choice) {
           return !choice.is_zero();
         });
}

void stop(Call& call, const Address& account) {
  Recovery& recovery = call.state.edit<Recovery>(state::StateKey::recovery(account));
  recovery.choices.assign(recovery.guardians.size(), AuthenticationKey{});
  recovery.new_key = {};
  recovery.ready = {};
}

Code check_recovery(const SetRecovery& set, const Call& call) {
  const bool in_order = std::ranges::adjacent_find(set.guardians, std::ranges::greater_equal()) ==
                        set.guardians.end();
  if (set.guardians.size() > kGuardiansMax || !in_order || set.threshold < 1 ||
      set.threshold > set.guardians.size() || set.delay_us < kRecoveryDelayUsMin ||
      set.delay_us > kRecoveryDelayUsMax ||
      std::ranges::binary_search(set.guardians, call.sender)) {
    return Code::invalid_settings;
  }
  for (const Address& guardian : set.guardians) {
    const Account* account = call.state.account(guardian);
    if (!account) return Code::unknown_account;
    if (account->has(AccountFlag::closed)) return Code::account_closed;
  }
  return Code::success;
}

}  // namespace

// L70: whoever has the keys can end a recovery, and a new key does.
Outcome perform(const RotateKey& rotate, Call& call) {
  if (rotate.authentication_key.is_zero()) return failed(Code::invalid_settings);
  if (runs(recovery_of(call, call.sender))) stop(call, call.sender);
  call.state.edit_account(call.sender).authentication_key = rotate.authentication_key;
  return succeeded(
      about(EventKind::key_rotated, call.sender, Hash{rotate.authentication_key.bytes}));
}

// L71: ends whatever recovery runs, as a new key does.
Outcome perform(const SetRecovery& set, Call& call) {
  const state::StateKey key = state::StateKey::recovery(call.sender);
  if (set.guardians.empty()) {
    if (set.threshold != 0 || set.delay_us != 0) return failed(Code::invalid_settings);
    if (!recovery_of(call, call.sender)) return failed(Code::no_recovery);
    call.state.remove(key);
    return succeeded(about(EventKind::recovery_set, call.sender));
  }
  if (const Code code = check_recovery(set, call); code != Code::success) return failed(code);

  Recovery recovery;
  recovery.guardians = set.guardians;
  recovery.threshold = set.threshold;
  recovery.delay_us = set.delay_us;
  recovery.choices.resize(set.guardians.size());
  call.state.put(key, std::move(recovery));
  return succeeded(about(EventKind::recovery_set, call.sender));
}

// L72
Outcome perform(const ApproveRecovery& approve, Call& call) {
  if (approve.authentication_key.is_zero()) return failed(Code::invalid_settings);
  const Recovery* recovery = recovery_of(call, approve.account);
  if (!recovery) return failed(Code::no_recovery);
  const auto guardian = std::ranges::lower_bound(recovery->guardians, call.sender);
  if (guardian == recovery->guardians.end() || *guardian != call.sender) {
    return failed(Code::not_permitted);
  }
  const auto place = static_cast<std::size_t>(guardian - recovery->guardians.begin());
  if (!recovery->new_key.is_zero()) return failed(Code::recovery_running);
  if (recovery->choices[place] == approve.authentication_key) {
    return failed(Code::already_approved);
  }

  // Each guardian has its own choice: one of them cannot stand in the way of the others.
  Recovery& edited = call.state.edit<Recovery>(state::StateKey::recovery(approve.account));
  edited.choices[place] = approve.authentication_key;
  if (std::ranges::count(edited.choices, approve.authentication_key) >= edited.threshold) {
    edited.new_key = approve.authentication_key;
    edited.ready = call.block_time + edited.delay_us;
  }
  return succeeded(Event{EventKind::recovery_approved,
                         call.sender,
                         approve.account,
                         {},
                         {},
                         Hash{approve.authentication_key.bytes}});
}

// L73
Outcome perform(const CancelRecovery&, Call& call) {
  if (!runs(recovery_of(call, call.sender))) return failed(Code::no_recovery);
  stop(call, call.sender);
  return succeeded(about(EventKind::recovery_cancelled, call.sender));
}

// L74
Outcome perform(const CompleteRecovery& complete, Call& call) {
  const Recovery* recovery = recovery_of(call, complete.account);
  if (!runs(recovery)) return failed(Code::no_recovery);
  if (recovery->new_key.is_zero() || call.block_time < recovery->ready) {
    return failed(Code::recovery_not_ready);
  }
  const AuthenticationKey key = recovery->new_key;
  stop(call, complete.account);
  call.state.edit_account(complete.account).authentication_key = key;
  return succeeded(about(EventKind::recovered, complete.account, Hash{key.bytes}),
                   {complete.account});
}

// L75
Outcome perform(const CloseAccount&, Call& call) {
  const Account* sender = call.state.account(call.sender);
  CHECK(sender != nullptr);
  if (sender->role != AccountRole::user) return failed(Code::not_permitted);
  if (is_frozen(call.state, call.sender, *sender, call.block_time)) {
    return failed(Code::account_frozen);
  }
  if (!sender->balances.empty() || sender->holds > 0 || sender->mandates > 0 ||
      sender->refundables > 0) {
    return failed(Code::account_not_empty);
  }
  const state::StateKey recovery = state::StateKey::recovery(call.sender);
  if (call.state.find(recovery)) call.state.remove(recovery);
  for (const state::StateKey& key :
       {state::StateKey::limits(call.sender), state::StateKey::meter(call.sender),
        state::StateKey::deposit_rule(call.sender)}) {
    if (call.state.find(key)) call.state.remove(key);
  }
  Account& account = call.state.edit_account(call.sender);
  account.flags = 0;
  account.tier = 0;
  account.set(AccountFlag::closed, true);
  return succeeded(about(EventKind::account_closed, call.sender));
}

}  // namespace pennypost::execution
