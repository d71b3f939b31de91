#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {

// L88
Outcome perform(const ReportEquivocation& report, Call& call) {
  const ValidatorSet* validators = call.state.validators();
  CHECK(validators != nullptr);
  if (!validators->index_of(report.key)) return failed(Code::unknown_validator);
  const state::StateKey key = state::StateKey::equivocations(report.key);
  const auto* known = call.state.get<Equivocations>(key);
  const auto is_same = [&report](const Equivocations::Report& each) {
    return each.epoch == report.epoch && each.round == report.round &&
           each.message == report.message;
  };
  if (known && std::ranges::any_of(known->reports, is_same)) {
    return failed(Code::already_reported);
  }
  if (known && known->reports.size() >= kEquivocationsMax) return failed(Code::too_many_reports);

  if (!known) call.state.put(key, Equivocations{});
  call.state.edit<Equivocations>(key).reports.push_back(
      {report.epoch, report.round, report.message, call.block_time});
  return succeeded(
      Event{EventKind::equivocation_reported, call.sender, {}, {}, {}, Hash{report.key.bytes}});
}

// L93
Outcome perform(const SetQuota& set, Call& call) {
  if (!is_governance(call, call.sender)) return failed(Code::not_permitted);
  const Account* account = call.state.account(set.account);
  if (!account) return failed(Code::unknown_account);
  if (account->has(AccountFlag::closed)) return failed(Code::account_closed);

  const state::StateKey key = state::StateKey::quota(set.account);
  const auto* found = call.state.get<Quota>(key);
  Quota quota = found ? *found : Quota{};
  quota.transactions_hour_max = set.transactions_hour_max;
  quota.accounts_day_max = set.accounts_day_max;
  call.state.put(key, quota);
  call.state.edit_account(set.account).set(AccountFlag::metered, set.transactions_hour_max != 0);
  return succeeded(Event{EventKind::quota_set, call.sender, set.account, {}, {}}, {set.account});
}

bool count_opened(Call& call) {
  if (is_governance(call, call.sender)) return true;
  const state::StateKey key = state::StateKey::quota(call.sender);
  const auto* found = call.state.get<Quota>(key);
  Quota quota = found ? *found : Quota{};
  const std::uint32_t most = quota.accounts_day_max != 0
                                 ? quota.accounts_day_max
                                 : call.state.parameters()->caps.accounts_day_max;
  if (most == UINT32_MAX) return true;
  const std::uint32_t today = day_of(call.block_time);
  if (quota.day != today) quota.opened = 0;
  if (quota.opened >= most) return false;
  quota.day = today;
  ++quota.opened;
  call.state.put(key, quota);
  return true;
}

}  // namespace pennypost::execution
