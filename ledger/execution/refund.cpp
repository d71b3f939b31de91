#include "ledger/base/check.h"
#include "ledger/execution/balances.h"
#include "ledger/execution/operations.h"
#include "ledger/execution/spending.h"

namespace pennypost::execution {
namespace {

/// The payer has one less that may come back.
void settle(state::Overlay& state, const state::StateKey& key, const Address& payer) {
  state.remove(key);
  Account& account = state.edit_account(payer);
  CHECK(account.refundables > 0);
  --account.refundables;
}

}  // namespace

// L46
Outcome perform(const RefundableTransfer& transfer, Call& call) {
  if (transfer.until <= call.block_time ||
      us_between(call.block_time, transfer.until) > kRefundableUsMax) {
    return failed(Code::invalid_expiry);
  }
  const Account* payer = call.state.account(call.sender);
  CHECK(payer != nullptr);
  if (payer->refundables >= call.state.parameters()->caps.account_refundables_max)
    return failed(Code::too_many_refundables);
  Outcome outcome = perform(Transfer{transfer.to, transfer.currency, transfer.amount}, call);
  if (outcome.code != Code::success) return outcome;

  const RefundableId id{call.transaction.id.bytes};
  CHECK(call.state.find(state::StateKey::of(id)) == nullptr);
  call.state.put(state::StateKey::of(id), Refundable{call.sender, transfer.to, transfer.currency,
                                                     transfer.amount, Amount(0), transfer.until});
  ++call.state.edit_account(call.sender).refundables;
  outcome.events[0].kind = EventKind::refundable_transfer;
  outcome.events[0].subject = Hash{id.bytes};
  return outcome;
}

// L47
Outcome perform(const Refund& refund, Call& call) {
  if (refund.amount == Amount(0)) return failed(Code::invalid_amount);
  const state::StateKey key = state::StateKey::of(refund.transfer);
  const auto* found = call.state.get<Refundable>(key);
  if (!found || call.block_time >= found->until) return failed(Code::unknown_refundable);
  const Refundable refundable = *found;
  if (call.sender != refundable.payee) return failed(Code::not_permitted);
  const Amount rest(refundable.amount.value() - refundable.refunded.value());
  if (refund.amount > rest) return failed(Code::exceeds_refundable);
  const Account* from = call.state.account(call.sender);
  const Account* to = call.state.account(refundable.payer);
  CHECK(from != nullptr && to != nullptr);
  Code code = can_move(*from, *to, refundable.currency, refund.amount);
  if (code != Code::success) return failed(code);
  const Currency* currency = call.state.currency(refundable.currency);
  CHECK(currency != nullptr);
  Spending spending(call);
  // What comes back counts against no limit of the one that it comes back to.
  code = spending.pay(refundable.payer, nullptr, *currency, refund.amount);
  if (code != Code::success) return failed(code);

  spending.commit();
  if (refund.amount == rest) {
    settle(call.state, key, refundable.payer);
  } else {
    call.state.edit<Refundable>(key).refunded =
        Amount(refundable.refunded.value() + refund.amount.value());
  }
  move(call.state.edit_account(call.sender), call.state.edit_account(refundable.payer),
       refundable.currency, refund.amount);
  return succeeded(Event{EventKind::refunded, call.sender, refundable.payer, refundable.currency,
                         refund.amount, Hash{refund.transfer.bytes}},
                   {refundable.payer});
}

// L42
void forget(const state::StateKey& key, state::Overlay& state) {
  if (key.kind != state::EntryKind::refundable) {
    state.remove(key);
    return;
  }
  const auto* refundable = state.get<Refundable>(key);
  CHECK(refundable != nullptr);
  settle(state, key, Address(refundable->payer));
}

}  // namespace pennypost::execution
