#include "ledger/codec/entries.h"

#include "ledger/codec/archive.h"

namespace pennypost::codec {

template <class Io>
void fields(Io& io, typename Io::template Ref<Balance> balance) {
  io(balance.currency);
  io(balance.amount);
  io.require(balance.amount != Amount(0));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Account> account) {
  io(account.authentication_key);
  io.counter(account.sequence_number);
  io.choice(account.role, AccountRole::governance);
  io(account.parent);
  io(account.tier);
  io(account.flags);
  io.require(account.flags <= kAccountFlagsMax);
  io(account.hour);
  io(account.transactions);
  io(account.holds);
  io(account.mandates);
  io(account.refundables);
  io.list(account.balances, kBalancesMax);
  io.require(ascends(account.balances, &Balance::currency));
  bool touched = account.last_version.has_value();
  io(touched);
  if (!touched) return;
  if constexpr (std::is_same_v<Io, Reading>) account.last_version.emplace();
  io.counter(*account.last_version);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Currency> currency) {
  io(currency.code);
  io(currency.decimals);
  io(currency.display_decimals);
  io.require(currency.decimals <= kDecimalsMax && currency.display_decimals <= currency.decimals);
  io(currency.issuer);
  io(currency.supply);
  io.choice(currency.policy, CurrencyPolicy::basket);
  io(currency.attested_above);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Parameters> parameters) {
  io(parameters.governance);
  io(parameters.caps.transactions_hour_max);
  io(parameters.caps.accounts_day_max);
  io(parameters.caps.account_nonces_max);
  io(parameters.caps.network_nonces_max);
  io(parameters.caps.account_holds_max);
  io(parameters.caps.account_refundables_max);
  io(parameters.caps.account_mandates_max);
  io.require(is_valid(parameters.caps));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Hold> hold) {
  io(hold.payer);
  io(hold.payee);
  io(hold.claim_key);
  io.require(!hold.payer.is_zero() && hold.payee.is_zero() != hold.claim_key.is_zero());
  io(hold.currency);
  io(hold.amount);
  io.require(hold.amount != Amount(0));
  io(hold.expiry);
  io(hold.due);
  io.require(hold.due >= hold.expiry);
  io(hold.payer_may_cancel);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Recovery> recovery) {
  io.list(recovery.guardians, kGuardiansMax);
  io.require(ascends(recovery.guardians, std::identity()));
  io(recovery.threshold);
  io.require(recovery.threshold >= 1 && recovery.threshold <= recovery.guardians.size());
  io(recovery.delay_us);
  io.list(recovery.choices, kGuardiansMax);
  io.require(recovery.choices.size() == recovery.guardians.size());
  io(recovery.new_key);
  io(recovery.ready);
  io.require(recovery.new_key.is_zero() == (recovery.ready == TimestampUs(0)));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Window> window) {
  io(window.index);
  io(window.sum);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<DelegateLimit> limit) {
  io(limit.currency);
  io(limit.hour_max);
  io(limit.day_max);
  fields(io, limit.hour);
  fields(io, limit.day);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Delegate> delegate) {
  io(delegate.institution);
  io(delegate.authentication_key);
  io(delegate.active);
  io.list(delegate.limits, kSpendingLimitsMax);
  io.require(ascends(delegate.limits, &DelegateLimit::currency));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<MandateLimit> limit) {
  io(limit.currency);
  io(limit.payment_max);
  io(limit.day_max);
  fields(io, limit.day);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Mandate> mandate) {
  io(mandate.account);
  io(mandate.delegate);
  io(mandate.until);
  io(mandate.new_payees_max);
  fields(io, mandate.new_payees);
  io.list(mandate.limits, kSpendingLimitsMax);
  io.require(ascends(mandate.limits, &MandateLimit::currency));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Payees> payees) {
  io.list(payees.names, kPayeesMax);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Refundable> refundable) {
  io(refundable.payer);
  io(refundable.payee);
  io(refundable.currency);
  io(refundable.amount);
  io(refundable.refunded);
  io.require(refundable.refunded < refundable.amount);
  io(refundable.until);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<DepositRule> rule) {
  io.list(rule.allowed, kDepositorsMax);
  io.require(ascends(rule.allowed, std::identity()));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<AccountLimit> limit) {
  io(limit.currency);
  io(limit.holding_max);
  io(limit.in_day_max);
  io(limit.out_day_max);
  io(limit.in_month_max);
  io(limit.out_month_max);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Limits> limits) {
  io.list(limits.limits, kAccountLimitsMax);
  io.require(!limits.limits.empty() && ascends(limits.limits, &AccountLimit::currency));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Meter::Flow> flow) {
  io(flow.currency);
  fields(io, flow.in_day);
  fields(io, flow.out_day);
  fields(io, flow.in_month);
  fields(io, flow.out_month);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Meter> meter) {
  io.list(meter.flows, 2 * kAccountLimitsMax);
  io.require(ascends(meter.flows, &Meter::Flow::currency));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<UsedQuote> quote) {
  io(quote.expiry);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Dealers::Dealer> dealer) {
  io(dealer.address);
  io(dealer.requests);
  io.require(dealer.requests <= kRequestsMax);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Dealers> dealers) {
  io.list(dealers.dealers, kDealersMax);
  io.require(!dealers.dealers.empty() && ascends(dealers.dealers, &Dealers::Dealer::address));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<SupplyRequest> request) {
  io.choice(request.change, SupplyChange::burn);
  io(request.dealer);
  io(request.currency);
  io(request.amount);
  io.require(request.amount != Amount(0));
  io(request.expiry);
  io(request.due);
  io.require(request.due >= request.expiry);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Reserve> reserve) {
  io(reserve.statement);
  io(reserve.amount);
  io(reserve.as_of);
  io(reserve.stated);
  io.require(reserve.as_of <= reserve.stated);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Basket::Component> component) {
  io(component.currency);
  io(component.amount);
  io.require(component.amount != Amount(0));
  io(component.held);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Basket> basket) {
  io(basket.per);
  io.require(basket.per != Amount(0));
  io.list(basket.components, kComponentsMax);
  io.require(!basket.components.empty() &&
             ascends(basket.components, &Basket::Component::currency));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Officers> officers) {
  io.list(officers.officers, kOfficersMax);
  io.require(!officers.officers.empty() && ascends(officers.officers, std::identity()));
}

template <class Io>
void fields(Io& io, typename Io::template Ref<FreezeTerms> terms) {
  io(terms.reason);
  io(terms.reference);
  io(terms.until);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Freeze::Proposal> proposal) {
  fields(io, proposal.terms);
  io(proposal.by);
  io(proposal.lapses);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Freeze> freeze) {
  fields(io, freeze.terms);
  io(freeze.first);
  io(freeze.second);
  const bool in_force = freeze.terms.until != TimestampUs(0);
  io.require(in_force || freeze.terms == FreezeTerms{});
  io.require(in_force != freeze.first.is_zero() && in_force != freeze.second.is_zero());
  io(freeze.proposal);
  io.require(in_force || freeze.proposal.has_value());
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Attestation> attestation) {
  io(attestation.institution);
  io(attestation.amount);
  io(attestation.reference);
  io(attestation.until);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Quota> quota) {
  io(quota.transactions_hour_max);
  io(quota.accounts_day_max);
  io(quota.day);
  io(quota.opened);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Equivocations::Report> report) {
  io(report.epoch);
  io(report.round);
  io.choice(report.message, SignedMessage::timeout);
  io(report.at);
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Equivocations> equivocations) {
  io.list(equivocations.reports, kEquivocationsMax);
  io.require(!equivocations.reports.empty());
}

template <class Io>
void fields(Io& io, typename Io::template Ref<Upgrade> upgrade) {
  io(upgrade.version);
  io(upgrade.next);
  io.require(upgrade.next == 0 || upgrade.next > upgrade.version);
  io(upgrade.at);
  io.require((upgrade.next == 0) == (upgrade.at == TimestampUs(0)));
}

template <class Entry>
static void write_entry(Writer& out, const Entry& entry) {
  Writing io(out);
  fields(io, entry);
}

template <class Entry>
Result<Entry> decode(ByteView bytes) {
  Reading io(bytes);
  Entry entry{};
  fields(io, entry);
  if (!io.done()) return fail("malformed", "These bytes are not the canonical form of an entry.");
  return entry;
}

#define PENNYPOST_ENTRY(Type)                  \
  void write(Writer& out, const Type& entry) { \
    write_entry<Type>(out, entry);             \
  }                                            \
  Bytes encode(const Type& entry) {            \
    Writer out;                                \
    write(out, entry);                         \
    return out.take();                         \
  }                                            \
  template Result<Type> decode<Type>(ByteView);

PENNYPOST_ENTRY(Account)
PENNYPOST_ENTRY(Currency)
PENNYPOST_ENTRY(Parameters)
PENNYPOST_ENTRY(Hold)
PENNYPOST_ENTRY(Recovery)
PENNYPOST_ENTRY(Delegate)
PENNYPOST_ENTRY(Mandate)
PENNYPOST_ENTRY(Payees)
PENNYPOST_ENTRY(Refundable)
PENNYPOST_ENTRY(DepositRule)
PENNYPOST_ENTRY(Limits)
PENNYPOST_ENTRY(Meter)
PENNYPOST_ENTRY(UsedQuote)
PENNYPOST_ENTRY(Dealers)
PENNYPOST_ENTRY(SupplyRequest)
PENNYPOST_ENTRY(Reserve)
PENNYPOST_ENTRY(Basket)
PENNYPOST_ENTRY(Officers)
PENNYPOST_ENTRY(Freeze)
PENNYPOST_ENTRY(Attestation)
PENNYPOST_ENTRY(Quota)
PENNYPOST_ENTRY(Equivocations)
PENNYPOST_ENTRY(Upgrade)

template <>
Result<ValidatorSet> decode<ValidatorSet>(ByteView bytes) {
  return decode_validator_set(bytes);
}

}  // namespace pennypost::codec
