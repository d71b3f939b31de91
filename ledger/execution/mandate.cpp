#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {
namespace {

template <class Limit>
bool in_order(const std::vector<Limit>& limits) {
  return limits.size() <= kSpendingLimitsMax &&
         std::ranges::adjacent_find(limits, std::ranges::greater_equal(), &Limit::currency) ==
             limits.end();
}

/// What was spent in a currency before stays spent; nothing where it had no limit.
template <class Limits>
auto limit_of(const Limits* limits, const CurrencyCode& currency) -> const
    typename Limits::value_type* {
  if (!limits) return nullptr;
  const auto at = std::ranges::lower_bound(*limits, currency, {}, &Limits::value_type::currency);
  return at != limits->end() && at->currency == currency ? &*at : nullptr;
}

bool all_known(const auto& limits, const Call& call) {
  return std::ranges::all_of(limits, [&call](const auto& limit) {
    return call.state.currency(limit.currency) != nullptr;
  });
}

/// What today's payments in a currency that is no longer allowed came to: a limit of zero, until
/// the day is over. Else taking it out and putting it back would allow the day's sum once more.
std::vector<DelegateLimit> still_counted(const Delegate& before,
                                         const std::vector<DelegateLimit>& limits,
                                         std::uint32_t today) {
  std::vector<DelegateLimit> kept;
  for (const DelegateLimit& old : before.limits) {
    if (old.day.index != today || limit_of(&limits, old.currency)) continue;
    kept.push_back(DelegateLimit{old.currency, Amount(0), Amount(0), old.hour, old.day});
  }
  return kept;
}

Outcome revoke(const SetMandate& set, const MandateId& id, Call& call) {
  if (!call.state.find(state::StateKey::of(id))) return failed(Code::unknown_mandate);
  Account& sender = call.state.edit_account(call.sender);
  CHECK(sender.mandates > 0);
  --sender.mandates;
  call.state.remove(state::StateKey::of(id));
  const state::StateKey payees = state::StateKey::payees(id);
  if (call.state.find(payees)) call.state.remove(payees);
  return succeeded(
      Event{EventKind::mandate_set, call.sender, {}, {}, {}, Hash{set.delegate.bytes}});
}

}  // namespace

// L78
bool delegate_may(const Operation& operation) {
  return std::holds_alternative<Transfer>(operation) ||
         std::holds_alternative<TransferBatch>(operation) ||
         std::holds_alternative<RefundableTransfer>(operation) ||
         std::holds_alternative<Refund>(operation) ||
         std::holds_alternative<CreateHold>(operation) ||
         std::holds_alternative<ClaimHold>(operation) ||
         std::holds_alternative<ReleaseHold>(operation);
}

// L76
Outcome perform(const SetDelegate& set, Call& call) {
  const Account* sender = call.state.account(call.sender);
  CHECK(sender != nullptr);
  if (sender->role != AccountRole::institution) return failed(Code::not_permitted);
  if (set.number >= kDelegatesMax || !in_order(set.limits)) {
    return failed(Code::invalid_settings);
  }
  if (!all_known(set.limits, call)) return failed(Code::unknown_currency);
  const DelegateId id = codec::delegate_id(call.sender, set.number);
  const Delegate* before = call.state.get<Delegate>(state::StateKey::of(id));

  Delegate delegate{call.sender, set.authentication_key, set.active, {}};
  for (const SetDelegate::Limit& limit : set.limits) {
    const DelegateLimit* old = limit_of(before ? &before->limits : nullptr, limit.currency);
    delegate.limits.push_back(DelegateLimit{limit.currency, limit.hour_max, limit.day_max,
                                            old ? old->hour : Window{}, old ? old->day : Window{}});
  }
  if (before) {
    const auto kept = still_counted(*before, delegate.limits, day_of(call.block_time));
    if (delegate.limits.size() + kept.size() > kSpendingLimitsMax) {
      return failed(Code::limits_in_use);
    }
    delegate.limits.insert(delegate.limits.end(), kept.begin(), kept.end());
    std::ranges::sort(delegate.limits, {}, &DelegateLimit::currency);
  }
  call.state.put(state::StateKey::of(id), std::move(delegate));
  return succeeded(Event{EventKind::delegate_set, call.sender, {}, {}, {}, Hash{id.bytes}});
}

// L77
Outcome perform(const SetMandate& set, Call& call) {
  const MandateId id = codec::mandate_id(call.sender, set.delegate);
  if (set.until == TimestampUs(0)) return revoke(set, id, call);
  if (set.until <= call.block_time) return failed(Code::invalid_expiry);
  if (set.limits.empty() || !in_order(set.limits)) return failed(Code::invalid_settings);
  if (!all_known(set.limits, call)) return failed(Code::unknown_currency);
  if (!call.state.find(state::StateKey::of(set.delegate))) return failed(Code::unknown_delegate);
  const Mandate* before = call.state.get<Mandate>(state::StateKey::of(id));
  const Account* sender = call.state.account(call.sender);
  CHECK(sender != nullptr);
  const std::uint32_t mandates_max = call.state.parameters()->caps.account_mandates_max;
  if (!before && sender->mandates >= mandates_max) return failed(Code::too_many_mandates);

  Mandate mandate{call.sender, set.delegate, set.until, set.new_payees_max, {}, {}};
  if (before) mandate.new_payees = before->new_payees;
  for (const SetMandate::Limit& limit : set.limits) {
    const MandateLimit* old = limit_of(before ? &before->limits : nullptr, limit.currency);
    mandate.limits.push_back(
        MandateLimit{limit.currency, limit.payment_max, limit.day_max, old ? old->day : Window{}});
  }
  if (!before) ++call.state.edit_account(call.sender).mandates;
  call.state.put(state::StateKey::of(id), std::move(mandate));
  return succeeded(
      Event{EventKind::mandate_set, call.sender, {}, {}, {}, Hash{set.delegate.bytes}});
}

}  // namespace pennypost::execution
