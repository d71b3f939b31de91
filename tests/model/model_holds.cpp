#include "tests/model/model_ledger.h"

// Holds.
namespace pennypost::model {

Code ModelLedger::run(const Address& sender, const CreateHold& create, Events& events) {
  const std::uint64_t amount = create.amount.value();
  const std::uint64_t expiry = create.expiry.value();
  const bool has_payee = create.payee != Address{};
  if (amount == 0) return Code::invalid_amount;
  if (has_payee == (create.claim_key != PublicKey{})) return Code::invalid_settings;
  if (create.payee == sender) return Code::self_transfer;
  if (!currencies.contains(create.currency)) return Code::unknown_currency;
  if (expiry <= now_ || expiry - now_ > 366ULL * 24 * 3600 * 1'000'000) {
    return Code::invalid_expiry;
  }
  if (has_payee && !accounts.contains(create.payee)) return Code::unknown_account;
  if (has_payee && accounts.at(create.payee).closed) return Code::account_closed;
  auto& from = accounts.at(sender).balances;
  if (!from.contains(create.currency) || from.at(create.currency) < amount) {
    return Code::insufficient_balance;
  }
  auto open = std::ranges::count_if(holds, [&](const auto& e) { return e.second.payer == sender; });
  open += std::ranges::count_if(requests, [&](const auto& each) {
    return each.second.change == SupplyChange::burn && each.second.dealer == sender;
  });
  if (static_cast<std::uint64_t>(open) >= caps.account_holds_max) return Code::too_many_holds;
  if ((from.at(create.currency) -= amount) == 0) from.erase(create.currency);
  const HoldId id{transaction_->id.bytes};
  holds[id] = Hold{sender,        create.payee,  create.claim_key, create.currency,
                   create.amount, create.expiry, create.expiry,    create.payer_may_cancel};
  events.push_back(about(EventKind::held, id, sender, create.payee, create.amount));
  events.back().currency = create.currency;
  if (frozen(sender)) return Code::account_frozen;
  if (const Code code = meter(sender, create.currency, amount, false, 0); code != Code::success) {
    return code;
  }
  return allow(has_payee ? create.payee : Address{create.claim_key.bytes}, create.currency, amount);
}

Code ModelLedger::run(const Address& sender, const ClaimHold& claim, Events& events) {
  if (claim.amount == Amount(0)) return Code::invalid_amount;
  if (!holds.contains(claim.hold)) return Code::unknown_hold;
  const Hold hold = holds.at(claim.hold);
  if (hold.expiry.value() <= now_) return Code::hold_expired;
  if (hold.payee != Address{}) {
    if (claim.proof || sender != hold.payee || claim.to != sender) return Code::not_permitted;
    if (!transaction_->delegate.is_zero() && claim.amount < hold.amount) {
      return Code::not_permitted;
    }
  } else {
    if (!transaction_->delegate.is_zero()) return Code::not_permitted;
    if (!claim.proof || claim.proof->key != hold.claim_key) return Code::not_permitted;
    if (claim.proof->expiry.value() <= now_) return Code::claim_expired;
  }
  if (claim.amount > hold.amount) return Code::exceeds_hold;
  if (!accounts.contains(claim.to)) return Code::unknown_account;
  holds.erase(claim.hold);
  const auto event = [&](EventKind kind, const Address& from, const Address& to, Amount amount) {
    events.push_back(about(kind, claim.hold, from, to, amount));
    events.back().currency = hold.currency;
  };
  event(EventKind::claimed, hold.payer, claim.to, claim.amount);
  if (const Code code = add(claim.to, hold.currency, claim.amount.value()); code != Code::success) {
    return code;
  }
  const std::uint64_t rest = hold.amount.value() - claim.amount.value();
  if (rest > 0) {
    event(EventKind::released, {}, hold.payer, Amount(rest));
    const Code code = add(hold.payer, hold.currency, rest);
    if (code != Code::success) return code;
  }
  if (frozen(hold.payer)) return Code::account_frozen;
  if (claim.to == hold.payer) return Code::success;
  if (const Code code = attested(hold.payer, claim.to, hold.currency, claim.amount.value());
      code != Code::success) {
    return code;
  }
  return deposit(hold.payer, claim.to, hold.currency, claim.amount.value(), false);
}

Code ModelLedger::run(const Address& sender, const ReleaseHold& release, Events& events) {
  if (!holds.contains(release.hold)) return Code::unknown_hold;
  const Hold hold = holds.at(release.hold);
  const bool by_payer = sender == hold.payer && hold.payer_may_cancel;
  const bool by_payee = sender == hold.payee && transaction_->delegate.is_zero();
  if (!by_payer && !by_payee) return Code::not_permitted;
  holds.erase(release.hold);
  events.push_back(about(EventKind::released, release.hold, {}, hold.payer, hold.amount));
  events.back().currency = hold.currency;
  return add(hold.payer, hold.currency, hold.amount.value());
}

}  // namespace pennypost::model
