#include "tests/model/model_ledger.h"

// Limits of accounts and tiers, deposit rules, refundable transfers.
namespace pennypost::model {
namespace {

constexpr std::uint64_t kDay = 24ULL * 3'600'000'000;

Code check_limits(const std::vector<AccountLimit>& limits, unsigned tier,
                  const std::map<CurrencyCode, ModelCurrency>& currencies) {
  if (tier > 15 || limits.size() > 16) return Code::invalid_settings;
  for (std::size_t i = 1; i < limits.size(); ++i) {
    if (limits[i - 1].currency >= limits[i].currency) return Code::invalid_settings;
  }
  for (const AccountLimit& limit : limits) {
    if (!currencies.contains(limit.currency)) return Code::unknown_currency;
  }
  return Code::success;
}

}  // namespace

/// Whether `amount` may go out of the account, or into it; `held` is what it then holds. A meter
/// runs only while there is a limit.
Code ModelLedger::meter(const Address& address, const CurrencyCode& code, std::uint64_t amount,
                        bool incoming, std::uint64_t held) {
  const ModelAccount& account = accounts.at(address);
  bool limited = false;
  const Hash in = hash_of(address, true);
  const Hash out = hash_of(address, false);
  const auto check = [&](const std::vector<AccountLimit>& limits) {
    for (const AccountLimit& limit : limits) {
      if (limit.currency != code) continue;
      limited = true;
      const std::uint64_t day_max = (incoming ? limit.in_day_max : limit.out_day_max).value();
      const std::uint64_t month_max = (incoming ? limit.in_month_max : limit.out_month_max).value();
      if (incoming && held > limit.holding_max.value()) return false;
      if (above(sum(metered, incoming ? in : out, code, kDay), amount, day_max) ||
          above(sum(metered, incoming ? in : out, code, 30 * kDay), amount, month_max)) {
        return false;
      }
    }
    return true;
  };
  if (!check(account.limits) || !check(tiers[{account.parent, account.tier}])) {
    return incoming ? Code::payee_limit_exceeded : Code::limit_exceeded;
  }
  if (limited) metered.push_back({incoming ? in : out, code, amount, now_});
  return Code::success;
}

Code ModelLedger::deposit(const Address& payer, const Address& payee, const CurrencyCode& code,
                          std::uint64_t amount, bool by_mint) {
  const ModelAccount& account = accounts.at(payee);
  if (account.depositors) {
    const auto& allowed = *account.depositors;
    const bool named = std::ranges::find(allowed, payer) != allowed.end();
    const bool below =
        !by_mint && std::ranges::find(allowed, accounts.at(payer).parent) != allowed.end();
    if (!named && !below) return Code::deposit_refused;
  }
  // The amount is in the balance already.
  return meter(payee, code, amount, true, account.balances.at(code));
}

Hash ModelLedger::hash_of(const Address& address, bool incoming) {
  Hash out{address.bytes};
  out.bytes[0] ^= incoming ? 1 : 2;
  return out;
}

Code ModelLedger::run(const Address& sender, const SetLimits& set, Events& events) {
  if (!accounts.contains(set.account)) return Code::unknown_account;
  ModelAccount& account = accounts.at(set.account);
  if (account.parent != sender) return Code::not_permitted;
  if (account.closed) return Code::account_closed;
  const Code code = check_limits(set.limits, set.tier, currencies);
  if (code != Code::success) return code;
  account.tier = set.tier;
  account.limits = set.limits;
  events.push_back(Event{EventKind::limits_set, sender, set.account, {}, {}});
  about_ = set.account;
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const SetTier& set, Events& events) {
  if (accounts.at(sender).role != AccountRole::institution) return Code::not_permitted;
  if (set.tier == 0) return Code::invalid_settings;
  const Code code = check_limits(set.limits, set.tier, currencies);
  if (code != Code::success) return code;
  tiers[{sender, set.tier}] = set.limits;
  events.push_back(Event{EventKind::tier_set, sender, {}, {}, {}});
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const SetDepositRule& set, Events& events) {
  if (set.allowed.size() > 32 || (!set.restricted && !set.allowed.empty())) {
    return Code::invalid_settings;
  }
  for (std::size_t i = 1; i < set.allowed.size(); ++i) {
    if (set.allowed[i - 1] >= set.allowed[i]) return Code::invalid_settings;
  }
  accounts.at(sender).depositors.reset();
  if (set.restricted) accounts.at(sender).depositors = set.allowed;
  events.push_back(Event{EventKind::deposit_rule_set, {}, sender, {}, {}});
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const RefundableTransfer& transfer, Events& events) {
  const std::uint64_t until = transfer.until.value();
  if (until <= now_ || until - now_ > 180 * kDay) return Code::invalid_expiry;
  const auto made = std::ranges::count_if(
      refundables, [&](const auto& each) { return each.second.payer == sender; });
  if (static_cast<std::uint64_t>(made) >= caps.account_refundables_max) {
    return Code::too_many_refundables;
  }
  const Code code = run(sender, Transfer{transfer.to, transfer.currency, transfer.amount}, events);
  if (code != Code::success) return code;
  const RefundableId id{transaction_->id.bytes};
  refundables[id] = {sender, transfer.to, transfer.currency, transfer.amount, {}, transfer.until};
  events.back().kind = EventKind::refundable_transfer;
  events.back().subject = Hash{id.bytes};
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const Refund& refund, Events& events) {
  if (refund.amount == Amount(0)) return Code::invalid_amount;
  const auto found = refundables.find(refund.transfer);
  if (found == refundables.end() || found->second.until.value() <= now_) {
    return Code::unknown_refundable;
  }
  Refundable& open = found->second;
  if (sender != open.payee) return Code::not_permitted;
  const std::uint64_t amount = refund.amount.value();
  if (amount > open.amount.value() - open.refunded.value()) return Code::exceeds_refundable;
  const Address payer = open.payer;
  const CurrencyCode code = open.currency;
  auto& from = accounts.at(sender).balances;
  if (!from.contains(code) || from.at(code) < amount) return Code::insufficient_balance;
  if ((from.at(code) -= amount) == 0) from.erase(code);
  events.push_back(
      Event{EventKind::refunded, sender, payer, code, refund.amount, Hash{refund.transfer.bytes}});
  open.refunded = Amount(open.refunded.value() + amount);
  if (open.refunded == open.amount) refundables.erase(found);
  const Code added = add(payer, code, amount);
  if (added != Code::success) return added;
  if (frozen(sender)) return Code::account_frozen;
  const Code metered_out = meter(sender, code, amount, false, 0);
  return metered_out == Code::success ? allow(payer, code, amount) : metered_out;
}

}  // namespace pennypost::model
