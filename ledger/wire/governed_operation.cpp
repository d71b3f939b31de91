#include "ledger/wire/operation_wire.h"

namespace pennypost::wire {
namespace {

std::string text_of(const CurrencyCode& code) {
  return std::string(code.view());
}

template <class Number>
bool read_small(std::uint32_t field, Number& out) {
  out = static_cast<Number>(field);
  return field <= std::numeric_limits<Number>::max();
}

template <class Enum>
bool read_choice(std::uint32_t field, Enum& out, Enum last) {
  out = static_cast<Enum>(field);
  return field <= static_cast<std::uint32_t>(last);
}

bool read_addresses(const auto& field, std::vector<Address>& out, std::size_t max) {
  if (static_cast<std::size_t>(field.size()) > max) return false;
  for (const std::string& address : field) {
    if (!read(address, out.emplace_back())) return false;
  }
  return true;
}

using Read = std::optional<Operation>;

/// The operation where everything in it could be read.
template <class T>
Read if_good(bool good, T&& operation) {
  return good ? Read(std::forward<T>(operation)) : std::nullopt;
}

Read read_one(const proto::RegisterBasket& in) {
  RegisterBasket out;
  bool good = read(in.code(), out.code) && read_small(in.decimals(), out.decimals) &&
              read_small(in.display_decimals(), out.display_decimals) &&
              read(in.issuer(), out.issuer) &&
              static_cast<std::size_t>(in.components_size()) <= kComponentsMax;
  out.per = Amount(in.per());
  for (int i = 0; good && i < in.components_size(); ++i) {
    RegisterBasket::Component& component = out.components.emplace_back();
    good = read(in.components(i).currency(), component.currency);
    component.amount = Amount(in.components(i).amount());
  }
  return if_good(good, std::move(out));
}

Read read_one(const proto::SetCurrency& in) {
  SetCurrency out;
  out.attested_above = Amount(in.attested_above());
  return if_good(read(in.currency(), out.currency) &&
                     read_choice(in.policy(), out.policy, CurrencyPolicy::basket),
                 out);
}

Read read_one(const proto::SetDealers& in) {
  SetDealers out;
  const bool good =
      read(in.currency(), out.currency) && read_addresses(in.dealers(), out.dealers, kDealersMax);
  return if_good(good, std::move(out));
}

Read read_one(const proto::RequestSupply& in) {
  RequestSupply out;
  out.amount = Amount(in.amount());
  out.expiry = TimestampUs(in.expiry_us());
  return if_good(
      read_choice(in.change(), out.change, SupplyChange::burn) && read(in.currency(), out.currency),
      out);
}

template <class Decision>
Read read_decision(const std::string& request) {
  Decision out;
  return if_good(read(request, out.request), out);
}

Read read_one(const proto::StateReserve& in) {
  StateReserve out;
  out.amount = Amount(in.amount());
  out.as_of = TimestampUs(in.as_of_us());
  return if_good(read(in.currency(), out.currency) && read(in.statement(), out.statement), out);
}

template <class Conversion>
Read read_conversion(const auto& in) {
  Conversion out;
  out.amount = Amount(in.amount());
  return if_good(read(in.currency(), out.currency), out);
}

Read read_one(const proto::SetOfficers& in) {
  SetOfficers out;
  const bool good = read_addresses(in.officers(), out.officers, kOfficersMax);
  return if_good(good, std::move(out));
}

Read read_one(const proto::FreezeAccount& in) {
  FreezeAccount out;
  out.until = TimestampUs(in.until_us());
  return if_good(read(in.account(), out.account) && read_small(in.reason(), out.reason) &&
                     read(in.reference(), out.reference),
                 out);
}

Read read_one(const proto::UnfreezeAccount& in) {
  UnfreezeAccount out;
  return if_good(read(in.account(), out.account) && read_small(in.reason(), out.reason) &&
                     read(in.reference(), out.reference),
                 out);
}

Read read_one(const proto::Attest& in) {
  Attest out;
  out.amount = Amount(in.amount());
  out.until = TimestampUs(in.until_us());
  return if_good(read(in.payer(), out.payer) && read(in.payee(), out.payee) &&
                     read(in.currency(), out.currency) && read(in.reference(), out.reference),
                 out);
}

Read read_one(const proto::ReportEquivocation& in) {
  ReportEquivocation out;
  const auto read_message = [](const std::string& field, Bytes& bytes) {
    bytes = bytes_of(view_of(field));
    return bytes.size() <= kEvidenceBytesMax;
  };
  out.epoch = Epoch(in.epoch());
  out.round = Round(in.round());
  const bool good = read(in.key(), out.key) &&
                    read_choice(in.message(), out.message, SignedMessage::timeout) &&
                    read_message(in.first(), out.first) && read_message(in.second(), out.second) &&
                    read(in.first_signature(), out.first_signature) &&
                    read(in.second_signature(), out.second_signature) && out.first < out.second;
  return if_good(good, std::move(out));
}

Read read_one(const proto::ScheduleUpgrade& in) {
  return ScheduleUpgrade{in.version(), TimestampUs(in.at_us())};
}

Read read_one(const proto::SetQuota& in) {
  SetQuota out{{}, in.transactions_hour_max(), in.accounts_day_max()};
  return if_good(read(in.account(), out.account), out);
}

}  // namespace

std::optional<Operation> read_governed(const proto::Transaction& in) {
  if (in.has_register_basket()) return read_one(in.register_basket());
  if (in.has_set_currency()) return read_one(in.set_currency());
  if (in.has_set_dealers()) return read_one(in.set_dealers());
  if (in.has_request_supply()) return read_one(in.request_supply());
  if (in.has_approve_request()) {
    return read_decision<ApproveRequest>(in.approve_request().request());
  }
  if (in.has_cancel_request()) return read_decision<CancelRequest>(in.cancel_request().request());
  if (in.has_state_reserve()) return read_one(in.state_reserve());
  if (in.has_mint_basket()) return read_conversion<MintBasket>(in.mint_basket());
  if (in.has_redeem_basket()) return read_conversion<RedeemBasket>(in.redeem_basket());
  if (in.has_set_officers()) return read_one(in.set_officers());
  if (in.has_freeze_account()) return read_one(in.freeze_account());
  if (in.has_unfreeze_account()) return read_one(in.unfreeze_account());
  if (in.has_attest()) return read_one(in.attest());
  if (in.has_report_equivocation()) return read_one(in.report_equivocation());
  if (in.has_schedule_upgrade()) return read_one(in.schedule_upgrade());
  if (in.has_set_quota()) return read_one(in.set_quota());
  return std::nullopt;
}

void set(proto::Transaction& out, const RegisterBasket& operation) {
  proto::RegisterBasket& basket = *out.mutable_register_basket();
  basket.set_code(text_of(operation.code));
  basket.set_decimals(operation.decimals);
  basket.set_display_decimals(operation.display_decimals);
  basket.set_issuer(string_of(operation.issuer));
  basket.set_per(operation.per.value());
  for (const RegisterBasket::Component& each : operation.components) {
    proto::BasketComponent& component = *basket.add_components();
    component.set_currency(text_of(each.currency));
    component.set_amount(each.amount.value());
  }
}

void set(proto::Transaction& out, const SetCurrency& operation) {
  out.mutable_set_currency()->set_currency(text_of(operation.currency));
  out.mutable_set_currency()->set_policy(static_cast<std::uint32_t>(operation.policy));
  out.mutable_set_currency()->set_attested_above(operation.attested_above.value());
}

void set(proto::Transaction& out, const SetDealers& operation) {
  out.mutable_set_dealers()->set_currency(text_of(operation.currency));
  for (const Address& dealer : operation.dealers) {
    out.mutable_set_dealers()->add_dealers(string_of(dealer));
  }
}

void set(proto::Transaction& out, const RequestSupply& operation) {
  proto::RequestSupply& request = *out.mutable_request_supply();
  request.set_change(static_cast<std::uint32_t>(operation.change));
  request.set_currency(text_of(operation.currency));
  request.set_amount(operation.amount.value());
  request.set_expiry_us(operation.expiry.value());
}

void set(proto::Transaction& out, const ApproveRequest& operation) {
  out.mutable_approve_request()->set_request(string_of(operation.request));
}

void set(proto::Transaction& out, const CancelRequest& operation) {
  out.mutable_cancel_request()->set_request(string_of(operation.request));
}

void set(proto::Transaction& out, const StateReserve& operation) {
  proto::StateReserve& reserve = *out.mutable_state_reserve();
  reserve.set_currency(text_of(operation.currency));
  reserve.set_statement(string_of(operation.statement));
  reserve.set_amount(operation.amount.value());
  reserve.set_as_of_us(operation.as_of.value());
}

void set(proto::Transaction& out, const MintBasket& operation) {
  out.mutable_mint_basket()->set_currency(text_of(operation.currency));
  out.mutable_mint_basket()->set_amount(operation.amount.value());
}

void set(proto::Transaction& out, const RedeemBasket& operation) {
  out.mutable_redeem_basket()->set_currency(text_of(operation.currency));
  out.mutable_redeem_basket()->set_amount(operation.amount.value());
}

void set(proto::Transaction& out, const SetOfficers& operation) {
  proto::SetOfficers& officers = *out.mutable_set_officers();
  for (const Address& officer : operation.officers) officers.add_officers(string_of(officer));
}

void set(proto::Transaction& out, const FreezeAccount& operation) {
  proto::FreezeAccount& freeze = *out.mutable_freeze_account();
  freeze.set_account(string_of(operation.account));
  freeze.set_reason(operation.reason);
  freeze.set_reference(string_of(operation.reference));
  freeze.set_until_us(operation.until.value());
}

void set(proto::Transaction& out, const UnfreezeAccount& operation) {
  proto::UnfreezeAccount& unfreeze = *out.mutable_unfreeze_account();
  unfreeze.set_account(string_of(operation.account));
  unfreeze.set_reason(operation.reason);
  unfreeze.set_reference(string_of(operation.reference));
}

void set(proto::Transaction& out, const Attest& operation) {
  proto::Attest& attest = *out.mutable_attest();
  attest.set_payer(string_of(operation.payer));
  attest.set_payee(string_of(operation.payee));
  attest.set_currency(text_of(operation.currency));
  attest.set_amount(operation.amount.value());
  attest.set_until_us(operation.until.value());
  attest.set_reference(string_of(operation.reference));
}

void set(proto::Transaction& out, const ReportEquivocation& operation) {
  proto::ReportEquivocation& report = *out.mutable_report_equivocation();
  report.set_key(string_of(operation.key));
  report.set_epoch(operation.epoch.value());
  report.set_round(operation.round.value());
  report.set_message(static_cast<std::uint32_t>(operation.message));
  report.set_first(std::string(pennypost::text_of(ByteView(operation.first))));
  report.set_first_signature(string_of(operation.first_signature));
  report.set_second(std::string(pennypost::text_of(ByteView(operation.second))));
  report.set_second_signature(string_of(operation.second_signature));
}

void set(proto::Transaction& out, const ScheduleUpgrade& operation) {
  out.mutable_schedule_upgrade()->set_version(operation.version);
  out.mutable_schedule_upgrade()->set_at_us(operation.at.value());
}

void set(proto::Transaction& out, const SetQuota& operation) {
  proto::SetQuota& quota = *out.mutable_set_quota();
  quota.set_account(string_of(operation.account));
  quota.set_transactions_hour_max(operation.transactions_hour_max);
  quota.set_accounts_day_max(operation.accounts_day_max);
}

}  // namespace pennypost::wire
