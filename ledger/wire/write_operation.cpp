#include "ledger/wire/operation_wire.h"

namespace pennypost::wire {
namespace {

std::string text_of_code(const CurrencyCode& code) {
  return std::string(code.view());
}

/// An id that may be missing: zero is no bytes.
template <class Fixed>
std::string string_or_none(const Fixed& value) {
  return value.is_zero() ? std::string() : string_of(value);
}

template <class Message>
void set_payment(Message& out, const Address& to, const CurrencyCode& currency, Amount amount) {
  out.set_to(string_of(to));
  out.set_currency(text_of_code(currency));
  out.set_amount(amount.value());
}

template <class Message>
void add_limit(Message& out, const CurrencyCode& currency, Amount first_max, Amount day_max) {
  proto::SpendingLimit& limit = *out.add_limits();
  limit.set_currency(text_of_code(currency));
  limit.set_first_max(first_max.value());
  limit.set_day_max(day_max.value());
}

void set(proto::Transaction& out, const CreateAccount& operation) {
  proto::CreateAccount& create = *out.mutable_create_account();
  create.set_authentication_key(string_of(operation.authentication_key));
  create.set_salt(string_of(operation.salt));
  create.set_role(static_cast<std::uint32_t>(operation.role));
}

void set(proto::Transaction& out, const Transfer& operation) {
  set_payment(*out.mutable_transfer(), operation.to, operation.currency, operation.amount);
}

void set(proto::Transaction& out, const TransferBatch& operation) {
  proto::TransferBatch& batch = *out.mutable_batch();
  for (const Transfer& leg : operation.legs) {
    set_payment(*batch.add_legs(), leg.to, leg.currency, leg.amount);
  }
}

void set(proto::Transaction& out, const RegisterCurrency& operation) {
  proto::RegisterCurrency& currency = *out.mutable_register_currency();
  currency.set_code(text_of_code(operation.code));
  currency.set_decimals(operation.decimals);
  currency.set_display_decimals(operation.display_decimals);
  currency.set_issuer(string_of(operation.issuer));
  currency.set_policy(static_cast<std::uint32_t>(operation.policy));
  if (operation.attested_above != Amount(UINT64_MAX)) {
    currency.set_attested_above(operation.attested_above.value());
  }
}

void set(proto::Transaction& out, const Mint& operation) {
  set_payment(*out.mutable_mint(), operation.to, operation.currency, operation.amount);
}

void set(proto::Transaction& out, const CreateHold& operation) {
  proto::CreateHold& hold = *out.mutable_create_hold();
  hold.set_payee(string_or_none(operation.payee));
  hold.set_claim_key(string_or_none(operation.claim_key));
  hold.set_currency(text_of_code(operation.currency));
  hold.set_amount(operation.amount.value());
  hold.set_expiry_us(operation.expiry.value());
  hold.set_payer_may_cancel(operation.payer_may_cancel);
}

void set(proto::Transaction& out, const ClaimHold& operation) {
  proto::ClaimHold& claim = *out.mutable_claim_hold();
  claim.set_hold(string_of(operation.hold));
  claim.set_to(string_of(operation.to));
  claim.set_amount(operation.amount.value());
  if (!operation.proof) return;
  claim.set_claim_key(string_of(operation.proof->key));
  claim.set_claim_expiry_us(operation.proof->expiry.value());
  claim.set_claim_signature(string_of(operation.proof->signature));
}

void set(proto::Transaction& out, const ReleaseHold& operation) {
  out.mutable_release_hold()->set_hold(string_of(operation.hold));
}

void set(proto::Transaction& out, const RotateKey& operation) {
  out.mutable_rotate_key()->set_authentication_key(string_of(operation.authentication_key));
}

void set(proto::Transaction& out, const SetRecovery& operation) {
  proto::SetRecovery& recovery = *out.mutable_set_recovery();
  for (const Address& guardian : operation.guardians) {
    recovery.add_guardians(string_of(guardian));
  }
  recovery.set_threshold(operation.threshold);
  recovery.set_delay_us(operation.delay_us);
}

void set(proto::Transaction& out, const ApproveRecovery& operation) {
  proto::ApproveRecovery& approve = *out.mutable_approve_recovery();
  approve.set_account(string_of(operation.account));
  approve.set_authentication_key(string_of(operation.authentication_key));
}

void set(proto::Transaction& out, const CancelRecovery&) {
  out.mutable_cancel_recovery();
}

void set(proto::Transaction& out, const CompleteRecovery& operation) {
  out.mutable_complete_recovery()->set_account(string_of(operation.account));
}

void set(proto::Transaction& out, const CloseAccount&) {
  out.mutable_close_account();
}

void set(proto::Transaction& out, const SetDelegate& operation) {
  proto::SetDelegate& delegate = *out.mutable_set_delegate();
  delegate.set_number(operation.number);
  delegate.set_authentication_key(string_of(operation.authentication_key));
  delegate.set_active(operation.active);
  for (const SetDelegate::Limit& limit : operation.limits) {
    add_limit(delegate, limit.currency, limit.hour_max, limit.day_max);
  }
}

void set(proto::Transaction& out, const SetMandate& operation) {
  proto::SetMandate& mandate = *out.mutable_set_mandate();
  mandate.set_delegate(string_of(operation.delegate));
  mandate.set_until_us(operation.until.value());
  mandate.set_new_payees_max(operation.new_payees_max);
  for (const SetMandate::Limit& limit : operation.limits) {
    add_limit(mandate, limit.currency, limit.payment_max, limit.day_max);
  }
}

void set(proto::Transaction& out, const RefundableTransfer& operation) {
  proto::RefundableTransfer& transfer = *out.mutable_refundable_transfer();
  set_payment(transfer, operation.to, operation.currency, operation.amount);
  transfer.set_until_us(operation.until.value());
}

void set(proto::Transaction& out, const Refund& operation) {
  out.mutable_refund()->set_transfer(string_of(operation.transfer));
  out.mutable_refund()->set_amount(operation.amount.value());
}

template <class Message>
void set_limits(Message& out, std::uint8_t tier, const std::vector<AccountLimit>& limits) {
  out.set_tier(tier);
  for (const AccountLimit& each : limits) {
    proto::AccountLimit& limit = *out.add_limits();
    limit.set_currency(text_of_code(each.currency));
    limit.set_holding_max(each.holding_max.value());
    limit.set_in_day_max(each.in_day_max.value());
    limit.set_out_day_max(each.out_day_max.value());
    limit.set_in_month_max(each.in_month_max.value());
    limit.set_out_month_max(each.out_month_max.value());
  }
}

void set(proto::Transaction& out, const SetLimits& operation) {
  out.mutable_set_limits()->set_account(string_of(operation.account));
  set_limits(*out.mutable_set_limits(), operation.tier, operation.limits);
}

void set(proto::Transaction& out, const SetTier& operation) {
  set_limits(*out.mutable_set_tier(), operation.tier, operation.limits);
}

void set(proto::Transaction& out, const SetDepositRule& operation) {
  proto::SetDepositRule& rule = *out.mutable_set_deposit_rule();
  rule.set_restricted(operation.restricted);
  for (const Address& address : operation.allowed) rule.add_allowed(string_of(address));
}

void set(proto::Transaction& out, const Exchange& operation) {
  proto::Exchange& exchange = *out.mutable_exchange();
  exchange.set_dealer(string_of(operation.quote.dealer));
  exchange.set_taker(string_or_none(operation.quote.taker));
  exchange.set_pays(text_of_code(operation.quote.pays));
  exchange.set_pays_amount(operation.quote.pays_amount.value());
  exchange.set_gets(text_of_code(operation.quote.gets));
  exchange.set_gets_amount(operation.quote.gets_amount.value());
  exchange.set_expiry_us(operation.quote.expiry.value());
  exchange.set_nonce(string_of(operation.quote.nonce));
  exchange.set_key(string_of(operation.key));
  exchange.set_signature(string_of(operation.signature));
}

void set(proto::Transaction& out, const Burn& operation) {
  out.mutable_burn()->set_currency(text_of_code(operation.currency));
  out.mutable_burn()->set_amount(operation.amount.value());
}

void set(proto::Transaction& out, const ChangeValidators& operation) {
  proto::ChangeValidators& change = *out.mutable_change_validators();
  for (const Validator& each : operation.validators.validators) {
    proto::NewValidator& validator = *change.add_validators();
    validator.set_consensus_key(string_of(each.consensus_key));
    validator.set_network_key(string_of(each.network_key));
    validator.set_power(each.power.value());
    validator.set_name(each.name);
  }
}

void set(proto::Transaction& out, const SetParameters& operation) {
  proto::SetParameters& to = *out.mutable_set_parameters();
  to.set_transactions_hour_max(operation.caps.transactions_hour_max);
  to.set_accounts_day_max(operation.caps.accounts_day_max);
  to.set_account_nonces_max(operation.caps.account_nonces_max);
  to.set_network_nonces_max(operation.caps.network_nonces_max);
  to.set_account_holds_max(operation.caps.account_holds_max);
  to.set_account_refundables_max(operation.caps.account_refundables_max);
  to.set_account_mandates_max(operation.caps.account_mandates_max);
}

}  // namespace

void write_operation(proto::Transaction& out, const Operation& operation) {
  std::visit([&out](const auto& each) { set(out, each); }, operation);
}

}  // namespace pennypost::wire
