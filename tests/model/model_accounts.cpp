#include <set>

#include "tests/model/model_ledger.h"

// Keys, recovery, closing, delegates and mandates.
namespace pennypost::model {
namespace {

bool ascending(const auto& list, auto key_of_item) {
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (!(key_of_item(list[i - 1]) < key_of_item(list[i]))) return false;
  }
  return true;
}

constexpr std::uint64_t kDay = 86'400'000'000;

/// What was spent in a currency that has no limit any more is forgotten.
void forget(std::vector<Spent>& list, const Hash& by, const auto& limits) {
  std::erase_if(
      list, [&](const Spent& each) { return each.by == by && !limits.contains(each.currency); });
}

}  // namespace

void ModelLedger::stop_recovery(const Address& account) {
  if (!recoveries.contains(account)) return;
  recoveries.at(account).choices.clear();
  recoveries.at(account).agreed.reset();
  recoveries.at(account).ready = 0;
}

Code ModelLedger::run(const Address& sender, const RotateKey& rotate, Events& events) {
  if (rotate.authentication_key == AuthenticationKey{}) return Code::invalid_settings;
  accounts.at(sender).key = rotate.authentication_key;
  stop_recovery(sender);
  events.push_back(about(EventKind::key_rotated, rotate.authentication_key, {}, sender));
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const SetRecovery& set, Events& events) {
  events.push_back(about(EventKind::recovery_set, Hash{}, {}, sender));
  if (set.guardians.empty()) {
    if (set.threshold != 0 || set.delay_us != 0) return Code::invalid_settings;
    return recoveries.erase(sender) == 1 ? Code::success : Code::no_recovery;
  }
  constexpr std::uint64_t kHour = 3'600'000'000;
  const auto itself = [](const Address& address) { return address; };
  if (set.guardians.size() > 8 || !ascending(set.guardians, itself) || set.threshold == 0 ||
      set.threshold > set.guardians.size() || set.delay_us < kHour ||
      set.delay_us > 90 * 24 * kHour) {
    return Code::invalid_settings;
  }
  for (const Address& guardian : set.guardians) {
    if (guardian == sender) return Code::invalid_settings;
  }
  for (const Address& guardian : set.guardians) {
    if (!accounts.contains(guardian)) return Code::unknown_account;
    if (accounts.at(guardian).closed) return Code::account_closed;
  }
  recoveries[sender] = {set.guardians, set.threshold, set.delay_us, {}, {}, 0};
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const ApproveRecovery& approve, Events& events) {
  const AuthenticationKey& key = approve.authentication_key;
  if (key == AuthenticationKey{}) return Code::invalid_settings;
  if (!recoveries.contains(approve.account)) return Code::no_recovery;
  ModelRecovery& recovery = recoveries.at(approve.account);
  if (std::ranges::find(recovery.guardians, sender) == recovery.guardians.end()) {
    return Code::not_permitted;
  }
  if (recovery.agreed) return Code::recovery_running;
  if (recovery.choices.contains(sender) && recovery.choices.at(sender) == key) {
    return Code::already_approved;
  }
  recovery.choices[sender] = key;
  unsigned agree = 0;
  for (const auto& [guardian, choice] : recovery.choices) agree += choice == key ? 1U : 0U;
  if (agree >= recovery.threshold) {
    recovery.agreed = key;
    recovery.ready = now_ + recovery.delay;
  }
  events.push_back(about(EventKind::recovery_approved, key, sender, approve.account));
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const CancelRecovery&, Events& events) {
  if (!recoveries.contains(sender) || recoveries.at(sender).choices.empty()) {
    return Code::no_recovery;
  }
  stop_recovery(sender);
  events.push_back(about(EventKind::recovery_cancelled, Hash{}, {}, sender));
  return Code::success;
}

Code ModelLedger::run(const Address&, const CompleteRecovery& complete, Events& events) {
  if (!recoveries.contains(complete.account)) return Code::no_recovery;
  const ModelRecovery recovery = recoveries.at(complete.account);
  if (recovery.choices.empty()) return Code::no_recovery;
  if (!recovery.agreed || now_ < recovery.ready) return Code::recovery_not_ready;
  accounts.at(complete.account).key = *recovery.agreed;
  about_ = complete.account;  // also where the key is the one that it has
  stop_recovery(complete.account);
  events.push_back(about(EventKind::recovered, *recovery.agreed, {}, complete.account));
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const CloseAccount&, Events& events) {
  ModelAccount& account = accounts.at(sender);
  if (account.role != AccountRole::user) return Code::not_permitted;
  if (frozen(sender)) return Code::account_frozen;
  if (!account.balances.empty()) return Code::account_not_empty;
  for (const auto& [id, hold] : holds) {
    if (hold.payer == sender) return Code::account_not_empty;
  }
  for (const auto& [id, mandate] : mandates) {
    if (mandate.account == sender) return Code::account_not_empty;
  }
  for (const auto& [id, open] : refundables) {
    if (open.payer == sender) return Code::account_not_empty;
  }
  recoveries.erase(sender);
  account.closed = true;
  account.tier = 0;
  account.limits.clear();
  account.depositors.reset();
  events.push_back(about(EventKind::account_closed, Hash{}, {}, sender));
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const SetDelegate& set, Events& events) {
  if (accounts.at(sender).role != AccountRole::institution) return Code::not_permitted;
  const auto code_of_limit = [](const SetDelegate::Limit& limit) { return limit.currency; };
  if (set.number >= 16 || set.limits.size() > 16 || !ascending(set.limits, code_of_limit)) {
    return Code::invalid_settings;
  }
  ModelDelegate delegate{sender, set.authentication_key, set.active, {}};
  for (const SetDelegate::Limit& limit : set.limits) {
    if (!currencies.contains(limit.currency)) return Code::unknown_currency;
    delegate.limits[limit.currency] = {limit.hour_max.value(), limit.day_max.value()};
  }
  const DelegateId id = codec::delegate_id(sender, set.number);
  std::set<CurrencyCode> in_list;  // what moved today stays in it
  for (const auto& [code, limit] : delegate.limits) in_list.insert(code);
  for (const Spent& each : spent) {
    const bool today = each.time / kDay == now_ / kDay;
    if (each.by == Hash{id.bytes} && today) in_list.insert(each.currency);
  }
  if (in_list.size() > 16) return Code::limits_in_use;
  delegates[id] = delegate;
  events.push_back(about(EventKind::delegate_set, id, sender, {}));
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const SetMandate& set, Events& events) {
  const MandateId id = codec::mandate_id(sender, set.delegate);
  const Hash by{id.bytes};
  events.push_back(about(EventKind::mandate_set, set.delegate, sender, {}));
  if (set.until == TimestampUs(0)) {
    std::erase_if(spent, [&](const Spent& each) { return each.by == by; });
    std::erase_if(met, [&](const Spent& each) { return each.by == by; });
    return mandates.erase(id) == 1 ? Code::success : Code::unknown_mandate;
  }
  if (set.until.value() <= now_) return Code::invalid_expiry;
  const auto code_of_limit = [](const SetMandate::Limit& limit) { return limit.currency; };
  if (set.limits.empty() || set.limits.size() > 16 || !ascending(set.limits, code_of_limit)) {
    return Code::invalid_settings;
  }
  ModelMandate mandate{sender, set.delegate, set.until.value(), set.new_payees_max, {}, {}};
  for (const SetMandate::Limit& limit : set.limits) {
    if (!currencies.contains(limit.currency)) return Code::unknown_currency;
    mandate.limits[limit.currency] = {limit.payment_max.value(), limit.day_max.value()};
  }
  if (!delegates.contains(set.delegate)) return Code::unknown_delegate;
  const auto given = std::ranges::count_if(
      mandates, [&](const auto& each) { return each.second.account == sender; });
  if (!mandates.contains(id) && static_cast<std::uint64_t>(given) >= caps.account_mandates_max) {
    return Code::too_many_mandates;
  }
  if (mandates.contains(id)) mandate.payees = mandates.at(id).payees;
  forget(spent, by, mandate.limits);
  mandates[id] = mandate;
  return Code::success;
}

}  // namespace pennypost::model
