#include "ledger/execution/metering.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost::execution {
namespace {

template <class Item>
auto place_of(std::vector<Item>& items, const CurrencyCode& currency) {
  return std::ranges::lower_bound(items, currency, {}, &Item::currency);
}

const AccountLimit* limit_of(const Limits* limits, const CurrencyCode& currency) {
  if (!limits) return nullptr;
  const auto at = std::ranges::lower_bound(limits->limits, currency, {}, &AccountLimit::currency);
  return at != limits->limits.end() && at->currency == currency ? &*at : nullptr;
}

/// Adds to a window; false where it would hold more than `max`.
bool add(Window& window, std::uint32_t index, Amount amount, Amount max) {
  const auto sum = window.with(index, amount);
  if (!sum || *sum > max) return false;
  window = Window{index, *sum};
  return true;
}

}  // namespace

Code Metering::out(const Address& address, const Account& account, const CurrencyCode& currency,
                   Amount amount) {
  if (account.tier == 0 && !account.has(AccountFlag::limited)) return Code::success;
  return count(address, account, currency, amount, false);
}

Code Metering::in(const Address& address, const Account& account, const Payer& payer,
                  const CurrencyCode& currency, Amount amount) {
  if (account.has(AccountFlag::guarded) && is_refused(address, payer)) {
    return Code::deposit_refused;
  }
  return in_from_itself(address, account, currency, amount);
}

Code Metering::in_from_itself(const Address& address, const Account& account,
                              const CurrencyCode& currency, Amount amount) {
  if (account.tier == 0 && !account.has(AccountFlag::limited)) return Code::success;
  return count(address, account, currency, amount, true);
}

bool Metering::is_refused(const Address& address, const Payer& payer) const {
  const auto* rule = state_.get<DepositRule>(state::StateKey::deposit_rule(address));
  CHECK(rule != nullptr);
  return !std::ranges::binary_search(rule->allowed, payer.address) &&
         !std::ranges::binary_search(rule->allowed, payer.institution);
}

Code Metering::count(const Address& address, const Account& account, const CurrencyCode& currency,
                     Amount amount, bool incoming) {
  const Code refused = incoming ? Code::payee_limit_exceeded : Code::limit_exceeded;
  const AccountLimit* limits[] = {
      limit_of(state_.get<Limits>(state::StateKey::limits(address)), currency),
      account.tier == 0
          ? nullptr
          : limit_of(state_.get<Limits>(state::StateKey::limits(account.parent, account.tier)),
                     currency)};
  if (!limits[0] && !limits[1]) return Code::success;

  AccountLimit least{currency,           Amount(UINT64_MAX), Amount(UINT64_MAX),
                     Amount(UINT64_MAX), Amount(UINT64_MAX), Amount(UINT64_MAX)};
  for (const AccountLimit* each : limits) {
    if (!each) continue;
    least.holding_max = std::min(least.holding_max, each->holding_max);
    least.in_day_max = std::min(least.in_day_max, each->in_day_max);
    least.out_day_max = std::min(least.out_day_max, each->out_day_max);
    least.in_month_max = std::min(least.in_month_max, each->in_month_max);
    least.out_month_max = std::min(least.out_month_max, each->out_month_max);
  }
  const Uint128 held = Uint128{account.balance(currency).value()} + amount.value();
  if (incoming && held > least.holding_max.value()) return refused;
  Meter::Flow flow = flow_of(address, currency);
  const std::uint32_t day = day_of(now_);
  const std::uint32_t month = day / kMonthDays;
  const bool fits = incoming ? add(flow.in_day, day, amount, least.in_day_max) &&
                                   add(flow.in_month, month, amount, least.in_month_max)
                             : add(flow.out_day, day, amount, least.out_day_max) &&
                                   add(flow.out_month, month, amount, least.out_month_max);
  if (!fits) return refused;
  flows_.insert_or_assign({address, currency}, flow);
  return Code::success;
}

Meter::Flow Metering::flow_of(const Address& address, const CurrencyCode& currency) {
  const auto changed = flows_.find({address, currency});
  if (changed != flows_.end()) return changed->second;
  const auto* meter = state_.get<Meter>(state::StateKey::meter(address));
  if (meter) {
    const auto at = std::ranges::lower_bound(meter->flows, currency, {}, &Meter::Flow::currency);
    if (at != meter->flows.end() && at->currency == currency) return *at;
  }
  return Meter::Flow{currency, {}, {}, {}, {}};
}

void Metering::commit() {
  for (const auto& [name, flow] : flows_) {
    const state::StateKey key = state::StateKey::meter(name.first);
    if (!state_.find(key)) state_.put(key, Meter{});
    std::vector<Meter::Flow>& flows = state_.edit<Meter>(key).flows;
    const auto at = place_of(flows, name.second);
    if (at != flows.end() && at->currency == name.second) {
      *at = flow;
      continue;
    }
    flows.insert(at, flow);
    // Limits name at most twice as many currencies at a time; of older ones the first goes.
    if (flows.size() > 2 * kAccountLimitsMax) {
      const auto old = std::ranges::min_element(flows, {}, [](const Meter::Flow& each) {
        return std::max(each.in_day.index, each.out_day.index);
      });
      flows.erase(old);
    }
  }
}

}  // namespace pennypost::execution
