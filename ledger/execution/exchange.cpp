#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/balances.h"
#include "ledger/execution/operations.h"
#include "ledger/execution/spending.h"

namespace pennypost::execution {
namespace {

Code check_terms(const Quote& quote, const Call& call) {
  if (quote.pays_amount == Amount(0) || quote.gets_amount == Amount(0)) {
    return Code::invalid_amount;
  }
  if (quote.dealer == call.sender) return Code::self_transfer;
  if (quote.pays == quote.gets) return Code::invalid_settings;
  if (!quote.taker.is_zero() && quote.taker != call.sender) return Code::not_permitted;
  if (!call.state.currency(quote.pays) || !call.state.currency(quote.gets)) {
    return Code::unknown_currency;
  }
  if (call.block_time >= quote.expiry) return Code::quote_expired;
  if (us_between(call.block_time, quote.expiry) > kQuoteUsMax) return Code::invalid_expiry;
  return Code::success;
}

/// Both halves, as they stand before either.
Code can_settle(const Quote& quote, const Account& taker, const Account& dealer) {
  const Code code = can_move(taker, dealer, quote.pays, quote.pays_amount);
  return code == Code::success ? can_move(dealer, taker, quote.gets, quote.gets_amount) : code;
}

}  // namespace

// L48: settled to the unit, or not at all.
Outcome perform(const Exchange& exchange, Call& call) {
  const Quote& quote = exchange.quote;
  if (const Code code = check_terms(quote, call); code != Code::success) return failed(code);
  const Account* dealer = call.state.account(quote.dealer);
  if (!dealer) return failed(Code::unknown_account);
  if (dealer->authentication_key != codec::authentication_key(1, {exchange.key})) {
    return failed(Code::not_permitted);
  }
  const state::StateKey key = state::StateKey::of(codec::quote_id(call.chain_id, quote));
  if (call.state.find(key)) return failed(Code::quote_used);
  const Account* taker = call.state.account(call.sender);
  CHECK(taker != nullptr);
  Code code = can_settle(quote, *taker, *dealer);
  if (code != Code::success) return failed(code);
  if (is_frozen(call.state, quote.dealer, *dealer, call.block_time)) {
    return failed(Code::account_frozen);
  }
  Spending spending(call);
  code = spending.pay(quote.dealer, dealer, *call.state.currency(quote.pays), quote.pays_amount);
  if (code != Code::success) return failed(code);
  TravelRule travel_rule(call.state, call.block_time);
  code = travel_rule.pass({quote.dealer, *dealer}, {call.sender, *taker},
                          *call.state.currency(quote.gets), quote.gets_amount);
  if (code != Code::success) return failed(code);
  Metering metering(call.state, call.block_time);
  code = metering.out(quote.dealer, *dealer, quote.gets, quote.gets_amount);
  if (code != Code::success) return failed(code);
  code = metering.in(call.sender, *taker, {quote.dealer, dealer->parent}, quote.gets,
                     quote.gets_amount);
  if (code != Code::success) return failed(code);

  spending.commit();
  metering.commit();
  travel_rule.commit();
  call.state.put(key, UsedQuote{quote.expiry});
  Account& pays = call.state.edit_account(call.sender);
  Account& gets = call.state.edit_account(quote.dealer);
  debit(pays, quote.pays, quote.pays_amount);
  debit(gets, quote.gets, quote.gets_amount);
  credit(gets, quote.pays, quote.pays_amount);
  credit(pays, quote.gets, quote.gets_amount);
  const Hash subject{key.id};
  Outcome outcome = succeeded(Event{EventKind::exchanged, call.sender, quote.dealer, quote.pays,
                                    quote.pays_amount, subject},
                              {quote.dealer});
  outcome.events.push_back(Event{EventKind::exchanged, quote.dealer, call.sender, quote.gets,
                                 quote.gets_amount, subject});
  return outcome;
}

}  // namespace pennypost::execution
