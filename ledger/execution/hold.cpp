#include "ledger/base/check.h"
#include "ledger/execution/balances.h"
#include "ledger/execution/metering.h"
#include "ledger/execution/operations.h"
#include "ledger/execution/spending.h"

namespace pennypost::execution {
namespace {

HoldId id_of_hold(const Call& call) {
  return HoldId{call.transaction.id.bytes};
}

Event event_of(EventKind kind, const HoldId& id, const Hold& hold, const Address& from,
               const Address& to, Amount amount) {
  return Event{kind, from, to, hold.currency, amount, Hash{id.bytes}};
}

/// The hold is gone, and its payer has one less.
void settle(state::Overlay& state, const HoldId& id, Account& payer) {
  state.remove(state::StateKey::of(id));
  CHECK(payer.holds > 0);
  --payer.holds;
}

Code may_claim(const ClaimHold& claim, const Hold& hold, const Call& call) {
  if (!hold.payee.is_zero()) {
    const bool own = !claim.proof && call.sender == hold.payee && claim.to == hold.payee;
    // What is left of a hold goes back: by a part of it a delegate would give the rest away.
    const bool gives_away = call.by_delegate() && claim.amount < hold.amount;
    return own && !gives_away ? Code::success : Code::not_permitted;
  }
  if (call.by_delegate() || !claim.proof || claim.proof->key != hold.claim_key) {
    return Code::not_permitted;
  }
  return call.block_time < claim.proof->expiry ? Code::success : Code::claim_expired;
}

Code check_terms(const CreateHold& create, const Call& call) {
  if (create.amount == Amount(0)) return Code::invalid_amount;
  if (create.payee.is_zero() == create.claim_key.is_zero()) return Code::invalid_settings;
  if (create.payee == call.sender) return Code::self_transfer;
  if (!call.state.currency(create.currency)) return Code::unknown_currency;
  if (create.expiry <= call.block_time || us_between(call.block_time, create.expiry) > kHoldUsMax) {
    return Code::invalid_expiry;
  }
  if (create.payee.is_zero()) return Code::success;
  const Account* payee = call.state.account(create.payee);
  if (!payee) return Code::unknown_account;
  return payee->has(AccountFlag::closed) ? Code::account_closed : Code::success;
}

}  // namespace

// L35
Outcome perform(const CreateHold& create, Call& call) {
  if (const Code code = check_terms(create, call); code != Code::success) return failed(code);
  const Account* payer = call.state.account(call.sender);
  CHECK(payer != nullptr);
  if (payer->balance(create.currency) < create.amount) return failed(Code::insufficient_balance);
  if (payer->holds >= call.state.parameters()->caps.account_holds_max)
    return failed(Code::too_many_holds);
  const Currency* currency = call.state.currency(create.currency);
  CHECK(currency != nullptr);
  Spending spending(call);
  // Behind a claim key may be anybody: each such hold has a payee of its own.
  const Address payee = create.payee.is_zero() ? Address{create.claim_key.bytes} : create.payee;
  const Code code = spending.pay(payee, nullptr, *currency, create.amount);
  if (code != Code::success) return failed(code);

  spending.commit();
  Account& edited = call.state.edit_account(call.sender);
  debit(edited, create.currency, create.amount);
  ++edited.holds;
  const Hold hold{call.sender,   create.payee,  create.claim_key, create.currency,
                  create.amount, create.expiry, create.expiry,    create.payer_may_cancel};
  const HoldId id = id_of_hold(call);
  CHECK(call.state.find(state::StateKey::of(id)) == nullptr);
  call.state.put(state::StateKey::of(id), hold);
  return succeeded(event_of(EventKind::held, id, hold, call.sender, hold.payee, hold.amount));
}

// L36
Outcome perform(const ClaimHold& claim, Call& call) {
  if (claim.amount == Amount(0)) return failed(Code::invalid_amount);
  const Hold* found = call.state.get<Hold>(state::StateKey::of(claim.hold));
  if (!found) return failed(Code::unknown_hold);
  const Hold hold = *found;
  if (call.block_time >= hold.expiry) return failed(Code::hold_expired);
  if (const Code code = may_claim(claim, hold, call); code != Code::success) return failed(code);
  if (claim.amount > hold.amount) return failed(Code::exceeds_hold);
  const Account* payee = call.state.account(claim.to);
  if (!payee) return failed(Code::unknown_account);
  const Account* payer = call.state.account(hold.payer);
  CHECK(payer != nullptr);
  // The payer may hold its own claim key: then the whole comes back at once.
  const bool same = claim.to == hold.payer;
  const Amount rest(hold.amount.value() - claim.amount.value());
  if (const Code code = can_credit(*payee, hold.currency, same ? hold.amount : claim.amount);
      code != Code::success) {
    return failed(code);
  }
  if (!same && rest != Amount(0)) {
    const Code code = can_credit(*payer, hold.currency, rest);
    if (code != Code::success) return failed(code);
  }

  if (is_frozen(call.state, hold.payer, *payer, call.block_time)) {
    return failed(Code::account_frozen);
  }
  const Currency* currency = call.state.currency(hold.currency);
  CHECK(currency != nullptr);
  TravelRule travel_rule(call.state, call.block_time);
  Metering metering(call.state, call.block_time);
  if (!same) {
    Code code = travel_rule.pass({hold.payer, *payer}, {claim.to, *payee}, *currency, claim.amount);
    if (code != Code::success) return failed(code);
    code = metering.in(claim.to, *payee, {hold.payer, payer->parent}, hold.currency, claim.amount);
    if (code != Code::success) return failed(code);
  }

  metering.commit();
  travel_rule.commit();
  Account& edited = call.state.edit_account(hold.payer);
  settle(call.state, claim.hold, edited);
  if (rest != Amount(0)) credit(edited, hold.currency, rest);
  credit(call.state.edit_account(claim.to), hold.currency, claim.amount);
  Outcome outcome =
      succeeded(event_of(EventKind::claimed, claim.hold, hold, hold.payer, claim.to, claim.amount),
                {hold.payer, claim.to});
  if (rest != Amount(0)) {
    outcome.events.push_back(event_of(EventKind::released, claim.hold, hold, {}, hold.payer, rest));
  }
  return outcome;
}

// L37
Outcome perform(const ReleaseHold& release, Call& call) {
  const Hold* found = call.state.get<Hold>(state::StateKey::of(release.hold));
  if (!found) return failed(Code::unknown_hold);
  const Hold hold = *found;
  const bool by_payer = call.sender == hold.payer && hold.payer_may_cancel;
  const bool by_payee = call.sender == hold.payee && !call.by_delegate();  // it gives money away
  if (!by_payee && !by_payer) return failed(Code::not_permitted);
  const Account* payer = call.state.account(hold.payer);
  CHECK(payer != nullptr);
  const Code code = can_credit(*payer, hold.currency, hold.amount);
  if (code != Code::success) return failed(code);

  Account& edited = call.state.edit_account(hold.payer);
  settle(call.state, release.hold, edited);
  credit(edited, hold.currency, hold.amount);
  return succeeded(event_of(EventKind::released, release.hold, hold, {}, hold.payer, hold.amount),
                   {hold.payer});
}

// L38: a return that does not fit now is tried again later; the hold stays expired.
Outcome return_hold(const HoldId& id, state::Overlay& state, TimestampUs block_time) {
  const Hold* found = state.get<Hold>(state::StateKey::of(id));
  CHECK(found != nullptr);
  const Hold hold = *found;
  const Account* payer = state.account(hold.payer);
  CHECK(payer != nullptr);
  const Code code = can_credit(*payer, hold.currency, hold.amount);
  if (code != Code::success) {
    state.edit<Hold>(state::StateKey::of(id)).due = block_time + kReturnAgainUs;
    return Outcome{code, {}, {hold.payer}};
  }
  Account& edited = state.edit_account(hold.payer);
  settle(state, id, edited);
  credit(edited, hold.currency, hold.amount);
  return succeeded(event_of(EventKind::returned, id, hold, {}, hold.payer, hold.amount),
                   {hold.payer});
}

}  // namespace pennypost::execution
