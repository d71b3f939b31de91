#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {
namespace {

Code check_limits(const std::vector<AccountLimit>& limits, std::uint8_t tier, const Call& call) {
  if (tier > kTierMax || limits.size() > kAccountLimitsMax ||
      std::ranges::adjacent_find(limits, std::ranges::greater_equal(), &AccountLimit::currency) !=
          limits.end()) {
    return Code::invalid_settings;
  }
  const bool known = std::ranges::all_of(limits, [&call](const AccountLimit& limit) {
    return call.state.currency(limit.currency) != nullptr;
  });
  return known ? Code::success : Code::unknown_currency;
}

/// Puts what it has, or takes away what is there.
void put_or_remove(Call& call, const state::StateKey& key, bool present, state::StateEntry entry) {
  if (present) {
    call.state.put(key, std::move(entry));
  } else if (call.state.find(key)) {
    call.state.remove(key);
  }
}

}  // namespace

// L43
Outcome perform(const SetLimits& set, Call& call) {
  const Account* account = call.state.account(set.account);
  if (!account) return failed(Code::unknown_account);
  if (account->parent != call.sender) return failed(Code::not_permitted);
  if (account->has(AccountFlag::closed)) return failed(Code::account_closed);
  const Code code = check_limits(set.limits, set.tier, call);
  if (code != Code::success) return failed(code);

  put_or_remove(call, state::StateKey::limits(set.account), !set.limits.empty(),
                Limits{set.limits});
  Account& edited = call.state.edit_account(set.account);
  edited.tier = set.tier;
  edited.set(AccountFlag::limited, !set.limits.empty());
  return succeeded(Event{EventKind::limits_set, call.sender, set.account, {}, {}}, {set.account});
}

// L44
Outcome perform(const SetTier& set, Call& call) {
  const Account* sender = call.state.account(call.sender);
  CHECK(sender != nullptr);
  if (sender->role != AccountRole::institution) return failed(Code::not_permitted);
  if (set.tier == 0) return failed(Code::invalid_settings);
  const Code code = check_limits(set.limits, set.tier, call);
  if (code != Code::success) return failed(code);

  put_or_remove(call, state::StateKey::limits(call.sender, set.tier), !set.limits.empty(),
                Limits{set.limits});
  return succeeded(Event{EventKind::tier_set, call.sender, {}, {}, {}});
}

// L45
Outcome perform(const SetDepositRule& set, Call& call) {
  const bool in_order =
      std::ranges::adjacent_find(set.allowed, std::ranges::greater_equal()) == set.allowed.end();
  if (set.allowed.size() > kDepositorsMax || !in_order ||
      (!set.restricted && !set.allowed.empty())) {
    return failed(Code::invalid_settings);
  }
  put_or_remove(call, state::StateKey::deposit_rule(call.sender), set.restricted,
                DepositRule{set.allowed});
  call.state.edit_account(call.sender).set(AccountFlag::guarded, set.restricted);
  return succeeded(Event{EventKind::deposit_rule_set, {}, call.sender, {}, {}});
}

}  // namespace pennypost::execution
