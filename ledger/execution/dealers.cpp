#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/execution/balances.h"
#include "ledger/execution/metering.h"
#include "ledger/execution/operations.h"

// Dual control (L89 to L91): a dealer asks, the issuer approves. Neither mints or burns alone.
namespace pennypost::execution {
namespace {

Dealers::Dealer* find_dealer(Dealers& dealers, const Address& address) {
  const auto at = std::ranges::lower_bound(dealers.dealers, address, {}, &Dealers::Dealer::address);
  return at != dealers.dealers.end() && at->address == address ? &*at : nullptr;
}

/// Why the currency has no dealers that its issuer could set, or who may ask it.
Code check_currency(const Call& call, const CurrencyCode& code) {
  const Currency* currency = call.state.currency(code);
  if (!currency) return Code::unknown_currency;
  return currency->policy == CurrencyPolicy::dealers ? Code::success : Code::not_permitted;
}

/// The request is gone, and its dealer has one less.
void settle(state::Overlay& state, const RequestId& id, const SupplyRequest& request) {
  state.remove(state::StateKey::of(id));
  const state::StateKey key = state::StateKey::dealers(request.currency);
  Dealers::Dealer* dealer = find_dealer(state.edit<Dealers>(key), request.dealer);
  CHECK(dealer != nullptr && dealer->requests > 0);
  --dealer->requests;
  if (request.change == SupplyChange::mint) return;
  Account& account = state.edit_account(request.dealer);
  CHECK(account.holds > 0);
  --account.holds;
}

Event event_of(EventKind kind, const RequestId& id, const SupplyRequest& request,
               const Address& from, const Address& to) {
  return Event{kind, from, to, request.currency, request.amount, Hash{id.bytes}};
}

/// Nobody approves it any more: what was set aside goes back.
Outcome give_back(const RequestId& id, state::Overlay& state, const Address& by) {
  const SupplyRequest request = *state.get<SupplyRequest>(state::StateKey::of(id));
  const Account* dealer = state.account(request.dealer);
  CHECK(dealer != nullptr);
  if (request.change == SupplyChange::burn) {
    const Code code = can_credit(*dealer, request.currency, request.amount);
    if (code != Code::success) return failed(code);
  }
  settle(state, id, request);
  if (request.change == SupplyChange::burn) {
    credit(state.edit_account(request.dealer), request.currency, request.amount);
  }
  return succeeded(event_of(EventKind::request_ended, id, request, by, request.dealer),
                   {request.dealer});
}

}  // namespace

// L89
Outcome perform(const SetDealers& set, Call& call) {
  if (const Code code = check_currency(call, set.currency); code != Code::success) {
    return failed(code);
  }
  if (call.state.currency(set.currency)->issuer != call.sender) return failed(Code::not_permitted);
  if (set.dealers.size() > kDealersMax ||
      std::ranges::adjacent_find(set.dealers, std::ranges::greater_equal()) != set.dealers.end() ||
      std::ranges::binary_search(set.dealers, call.sender)) {
    return failed(Code::invalid_settings);
  }
  const state::StateKey key = state::StateKey::dealers(set.currency);
  const auto* before = call.state.get<Dealers>(key);
  Dealers after;
  for (const Address& address : set.dealers) {
    if (!call.state.account(address)) return failed(Code::unknown_account);
    after.dealers.push_back({address, 0});
  }
  for (const Dealers::Dealer& old : before ? before->dealers : std::vector<Dealers::Dealer>()) {
    Dealers::Dealer* dealer = find_dealer(after, old.address);
    if (dealer) dealer->requests = old.requests;
    if (!dealer && old.requests > 0) return failed(Code::requests_open);
  }
  if (!after.dealers.empty()) {
    call.state.put(key, after);
  } else if (before) {
    call.state.remove(key);
  }
  return succeeded(Event{EventKind::dealers_set, call.sender, {}, set.currency, {}});
}

// L90
Outcome perform(const RequestSupply& ask, Call& call) {
  if (ask.amount == Amount(0)) return failed(Code::invalid_amount);
  if (const Code code = check_currency(call, ask.currency); code != Code::success) {
    return failed(code);
  }
  const state::StateKey dealers_key = state::StateKey::dealers(ask.currency);
  const auto* dealers = call.state.get<Dealers>(dealers_key);
  Dealers copy = dealers ? *dealers : Dealers{};
  const Dealers::Dealer* dealer = find_dealer(copy, call.sender);
  if (!dealer) return failed(Code::not_permitted);
  if (ask.expiry <= call.block_time || us_between(call.block_time, ask.expiry) > kRequestUsMax) {
    return failed(Code::invalid_expiry);
  }
  if (dealer->requests >= kRequestsMax) return failed(Code::too_many_requests);
  const Account* account = call.state.account(call.sender);
  CHECK(account != nullptr);
  const bool burns = ask.change == SupplyChange::burn;
  if (burns && account->balance(ask.currency) < ask.amount) {
    return failed(Code::insufficient_balance);
  }
  if (burns && is_frozen(call.state, call.sender, *account, call.block_time)) {
    return failed(Code::account_frozen);
  }

  const RequestId id{call.transaction.id.bytes};
  const SupplyRequest request{ask.change, call.sender, ask.currency,
                              ask.amount, ask.expiry,  ask.expiry};
  CHECK(call.state.find(state::StateKey::of(id)) == nullptr);
  call.state.put(state::StateKey::of(id), request);
  ++find_dealer(call.state.edit<Dealers>(dealers_key), call.sender)->requests;
  if (burns) {
    Account& edited = call.state.edit_account(call.sender);
    debit(edited, ask.currency, ask.amount);
    ++edited.holds;
  }
  const EventKind kind = burns ? EventKind::burn_requested : EventKind::mint_requested;
  return succeeded(event_of(kind, id, request, call.sender, {}));
}

namespace {

Outcome approve_mint(const RequestId& id, const SupplyRequest& request, Call& call) {
  const Account* dealer = call.state.account(request.dealer);
  const Currency* currency = call.state.currency(request.currency);
  CHECK(dealer != nullptr && currency != nullptr);
  const auto supply = currency->supply.plus(request.amount.value());
  if (!supply) return failed(Code::overflow);
  Code code = can_credit(*dealer, request.currency, request.amount);
  if (code != Code::success) return failed(code);
  Metering metering(call.state, call.block_time);
  code = metering.in(request.dealer, *dealer, {call.sender, {}}, request.currency, request.amount);
  if (code != Code::success) return failed(code);

  metering.commit();
  settle(call.state, id, request);
  call.state.edit_currency(request.currency).supply = *supply;
  credit(call.state.edit_account(request.dealer), request.currency, request.amount);
  Outcome outcome =
      succeeded(event_of(EventKind::request_approved, id, request, call.sender, request.dealer),
                {request.dealer});
  outcome.events.push_back(
      Event{EventKind::mint, {}, request.dealer, request.currency, request.amount});
  return outcome;
}

Outcome approve_burn(const RequestId& id, const SupplyRequest& request, Call& call) {
  const Account* dealer = call.state.account(request.dealer);
  CHECK(dealer != nullptr);
  if (is_frozen(call.state, request.dealer, *dealer, call.block_time)) {
    return failed(Code::account_frozen);
  }
  const auto supply = call.state.currency(request.currency)->supply.minus(request.amount.value());
  CHECK(supply.has_value());  // L40: it is at least what is set aside

  settle(call.state, id, request);
  call.state.edit_currency(request.currency).supply = *supply;
  Outcome outcome =
      succeeded(event_of(EventKind::request_approved, id, request, call.sender, request.dealer),
                {request.dealer});
  outcome.events.push_back(
      Event{EventKind::burned, request.dealer, {}, request.currency, request.amount});
  return outcome;
}

}  // namespace

// L91
Outcome perform(const ApproveRequest& approve, Call& call) {
  const auto* found = call.state.get<SupplyRequest>(state::StateKey::of(approve.request));
  if (!found) return failed(Code::unknown_request);
  const SupplyRequest request = *found;
  const Currency* currency = call.state.currency(request.currency);
  CHECK(currency != nullptr);
  if (currency->issuer != call.sender) return failed(Code::not_permitted);
  if (call.block_time >= request.expiry) return failed(Code::request_expired);
  return request.change == SupplyChange::mint ? approve_mint(approve.request, request, call)
                                              : approve_burn(approve.request, request, call);
}

Outcome perform(const CancelRequest& cancel, Call& call) {
  const auto* request = call.state.get<SupplyRequest>(state::StateKey::of(cancel.request));
  if (!request) return failed(Code::unknown_request);
  const Currency* currency = call.state.currency(request->currency);
  CHECK(currency != nullptr);
  if (call.sender != request->dealer && call.sender != currency->issuer) {
    return failed(Code::not_permitted);
  }
  return give_back(cancel.request, call.state, call.sender);
}

// L39: what does not fit is tried again later, as with a hold.
Outcome end_request(const RequestId& id, state::Overlay& state, TimestampUs block_time) {
  const state::StateKey key = state::StateKey::of(id);
  const auto* request = state.get<SupplyRequest>(key);
  CHECK(request != nullptr);
  const Address dealer = request->dealer;
  Outcome outcome = give_back(id, state, {});
  if (outcome.code == Code::success) return outcome;
  state.edit<SupplyRequest>(key).due = block_time + kReturnAgainUs;
  return Outcome{outcome.code, {}, {dealer}};
}

}  // namespace pennypost::execution
