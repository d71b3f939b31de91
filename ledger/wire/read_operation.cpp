#include "ledger/codec/canonical.h"
#include "ledger/wire/operation_wire.h"

namespace pennypost::wire {
namespace {

using Read = std::optional<Operation>;

using wire::read;

/// Zero where there is none; zero itself is nothing that somebody may write.
template <class Fixed>
bool read_or_none(const std::string& field, Fixed& out) {
  return field.empty() || (wire::read(field, out) && !out.is_zero());
}

bool read_small(std::uint32_t field, std::uint8_t& out) {
  out = static_cast<std::uint8_t>(field);
  return field <= UINT8_MAX;
}

template <class Payment, class Message>
std::optional<Payment> read_payment(const Message& in) {
  Payment out;
  if (!wire::read(in.to(), out.to) || !read(in.currency(), out.currency)) return std::nullopt;
  out.amount = Amount(in.amount());
  return out;
}

/// What stands first is the hour of a delegate, one payment of a mandate.
template <class Limit>
bool read_limits(const auto& in, std::vector<Limit>& out) {
  for (const proto::SpendingLimit& each : in) {
    Limit limit;
    if (!read(each.currency(), limit.currency)) return false;
    if constexpr (requires { limit.hour_max; }) {
      limit.hour_max = Amount(each.first_max());
    } else {
      limit.payment_max = Amount(each.first_max());
    }
    limit.day_max = Amount(each.day_max());
    out.push_back(limit);
  }
  return true;
}

Read read_operation(const proto::CreateAccount& in) {
  CreateAccount out;
  if (!wire::read(in.authentication_key(), out.authentication_key) ||
      !wire::read(in.salt(), out.salt) ||
      in.role() > static_cast<std::uint32_t>(AccountRole::institution)) {
    return std::nullopt;
  }
  out.role = static_cast<AccountRole>(in.role());
  return out;
}

Read read_operation(const proto::Transfer& in) {
  return read_payment<Transfer>(in);
}

Read read_operation(const proto::TransferBatch& in) {
  TransferBatch out;
  out.legs.reserve(static_cast<std::size_t>(in.legs_size()));
  for (const proto::Transfer& leg : in.legs()) {
    const auto transfer = read_payment<Transfer>(leg);
    if (!transfer) return std::nullopt;
    out.legs.push_back(*transfer);
  }
  return out;
}

Read read_operation(const proto::RegisterCurrency& in) {
  RegisterCurrency out;
  if (!read(in.code(), out.code) || !read_small(in.decimals(), out.decimals) ||
      !read_small(in.display_decimals(), out.display_decimals) ||
      !wire::read(in.issuer(), out.issuer) ||
      in.policy() > static_cast<std::uint32_t>(CurrencyPolicy::dealers)) {
    return std::nullopt;
  }
  out.policy = static_cast<CurrencyPolicy>(in.policy());
  if (in.has_attested_above()) out.attested_above = Amount(in.attested_above());
  return out;
}

Read read_operation(const proto::Mint& in) {
  return read_payment<Mint>(in);
}

Read read_operation(const proto::CreateHold& in) {
  CreateHold out;
  if (!read_or_none(in.payee(), out.payee) || !read_or_none(in.claim_key(), out.claim_key) ||
      !read(in.currency(), out.currency)) {
    return std::nullopt;
  }
  out.amount = Amount(in.amount());
  out.expiry = TimestampUs(in.expiry_us());
  out.payer_may_cancel = in.payer_may_cancel();
  return out;
}

Read read_operation(const proto::ClaimHold& in) {
  ClaimHold out;
  if (!wire::read(in.hold(), out.hold) || !wire::read(in.to(), out.to)) return std::nullopt;
  out.amount = Amount(in.amount());
  if (in.claim_key().empty()) {
    const bool bare = in.claim_expiry_us() == 0 && in.claim_signature().empty();
    return bare ? Read(out) : std::nullopt;
  }
  ClaimProof& proof = out.proof.emplace();
  if (!wire::read(in.claim_key(), proof.key) ||
      !wire::read(in.claim_signature(), proof.signature)) {
    return std::nullopt;
  }
  proof.expiry = TimestampUs(in.claim_expiry_us());
  return out;
}

Read read_operation(const proto::ReleaseHold& in) {
  ReleaseHold out;
  return wire::read(in.hold(), out.hold) ? Read(out) : std::nullopt;
}

Read read_operation(const proto::RotateKey& in) {
  RotateKey out;
  return wire::read(in.authentication_key(), out.authentication_key) ? Read(out) : std::nullopt;
}

Read read_operation(const proto::SetRecovery& in) {
  SetRecovery out;
  if (in.guardians_size() > static_cast<int>(kGuardiansMax)) return std::nullopt;
  for (const std::string& guardian : in.guardians()) {
    if (!wire::read(guardian, out.guardians.emplace_back())) return std::nullopt;
  }
  if (!read_small(in.threshold(), out.threshold)) return std::nullopt;
  out.delay_us = in.delay_us();
  return out;
}

Read read_operation(const proto::ApproveRecovery& in) {
  ApproveRecovery out;
  if (!wire::read(in.account(), out.account) ||
      !wire::read(in.authentication_key(), out.authentication_key)) {
    return std::nullopt;
  }
  return out;
}

Read read_operation(const proto::CancelRecovery&) {
  return CancelRecovery{};
}

Read read_operation(const proto::CompleteRecovery& in) {
  CompleteRecovery out;
  return wire::read(in.account(), out.account) ? Read(out) : std::nullopt;
}

Read read_operation(const proto::CloseAccount&) {
  return CloseAccount{};
}

Read read_operation(const proto::SetDelegate& in) {
  SetDelegate out;
  if (!wire::read(in.authentication_key(), out.authentication_key) ||
      in.limits_size() > static_cast<int>(kSpendingLimitsMax) ||
      !read_limits(in.limits(), out.limits)) {
    return std::nullopt;
  }
  out.number = in.number();
  out.active = in.active();
  return out;
}

Read read_operation(const proto::SetMandate& in) {
  SetMandate out;
  if (!wire::read(in.delegate(), out.delegate) ||
      in.limits_size() > static_cast<int>(kSpendingLimitsMax) ||
      !read_limits(in.limits(), out.limits)) {
    return std::nullopt;
  }
  out.until = TimestampUs(in.until_us());
  out.new_payees_max = in.new_payees_max();
  return out;
}

Read read_operation(const proto::RefundableTransfer& in) {
  auto out = read_payment<RefundableTransfer>(in);
  if (!out) return std::nullopt;
  out->until = TimestampUs(in.until_us());
  return *out;
}

Read read_operation(const proto::Refund& in) {
  Refund out;
  if (!wire::read(in.transfer(), out.transfer)) return std::nullopt;
  out.amount = Amount(in.amount());
  return out;
}

bool read_account_limits(const auto& in, std::vector<AccountLimit>& out) {
  if (in.size() > static_cast<int>(kAccountLimitsMax)) return false;
  for (const proto::AccountLimit& each : in) {
    AccountLimit& limit = out.emplace_back();
    if (!read(each.currency(), limit.currency)) return false;
    limit.holding_max = Amount(each.holding_max());
    limit.in_day_max = Amount(each.in_day_max());
    limit.out_day_max = Amount(each.out_day_max());
    limit.in_month_max = Amount(each.in_month_max());
    limit.out_month_max = Amount(each.out_month_max());
  }
  return true;
}

Read read_operation(const proto::SetLimits& in) {
  SetLimits out;
  if (!wire::read(in.account(), out.account) || !read_small(in.tier(), out.tier) ||
      !read_account_limits(in.limits(), out.limits)) {
    return std::nullopt;
  }
  return out;
}

Read read_operation(const proto::SetTier& in) {
  SetTier out;
  if (!read_small(in.tier(), out.tier) || !read_account_limits(in.limits(), out.limits)) {
    return std::nullopt;
  }
  return out;
}

Read read_operation(const proto::SetDepositRule& in) {
  SetDepositRule out;
  if (in.allowed_size() > static_cast<int>(kDepositorsMax)) return std::nullopt;
  for (const std::string& address : in.allowed()) {
    if (!wire::read(address, out.allowed.emplace_back())) return std::nullopt;
  }
  out.restricted = in.restricted();
  return out;
}

Read read_operation(const proto::Exchange& in) {
  Exchange out;
  Quote& quote = out.quote;
  if (!wire::read(in.dealer(), quote.dealer) || !read_or_none(in.taker(), quote.taker) ||
      !read(in.pays(), quote.pays) || !read(in.gets(), quote.gets) ||
      !wire::read(in.nonce(), quote.nonce) || !wire::read(in.key(), out.key) ||
      !wire::read(in.signature(), out.signature)) {
    return std::nullopt;
  }
  quote.pays_amount = Amount(in.pays_amount());
  quote.gets_amount = Amount(in.gets_amount());
  quote.expiry = TimestampUs(in.expiry_us());
  return out;
}

Read read_operation(const proto::Burn& in) {
  Burn out;
  if (!read(in.currency(), out.currency)) return std::nullopt;
  out.amount = Amount(in.amount());
  return out;
}

Read read_operation(const proto::ChangeValidators& in) {
  ChangeValidators out;
  if (in.validators_size() > static_cast<int>(kValidatorsMax)) return std::nullopt;
  for (const proto::NewValidator& each : in.validators()) {
    Validator& validator = out.validators.validators.emplace_back();
    if (!wire::read(each.consensus_key(), validator.consensus_key) ||
        !wire::read(each.network_key(), validator.network_key) ||
        each.name().size() > kValidatorNameBytesMax) {
      return std::nullopt;
    }
    validator.power = Power(each.power());
    validator.name = each.name();
  }
  return out;
}

Read read_operation(const proto::SetParameters& in) {
  return SetParameters{{.transactions_hour_max = in.transactions_hour_max(),
                        .accounts_day_max = in.accounts_day_max(),
                        .account_nonces_max = in.account_nonces_max(),
                        .network_nonces_max = in.network_nonces_max(),
                        .account_holds_max = in.account_holds_max(),
                        .account_refundables_max = in.account_refundables_max(),
                        .account_mandates_max = in.account_mandates_max()}};
}

Result<void> check_claim(const ClaimHold& claim, ChainId chain, const crypto::Verify& verify) {
  if (!claim.proof) return {};
  const Bytes message =
      codec::claim_signing_bytes(chain, claim.hold, claim.to, claim.amount, claim.proof->expiry);
  if (verify(claim.proof->key, message, claim.proof->signature)) return {};
  return fail("invalid_signature", "The claim key's signature is not valid.");
}

Result<void> check_report(const ReportEquivocation& report, ChainId chain,
                          const crypto::Verify& verify) {
  const auto is_signed = [&](const Bytes& rest, const Signature& signature) {
    return verify(
        report.key,
        codec::consensus_signing_bytes(report.message, chain, report.epoch, report.round, rest),
        signature);
  };
  if (is_signed(report.first, report.first_signature) &&
      is_signed(report.second, report.second_signature)) {
    return {};
  }
  return fail("invalid_signature", "A signature of the validator is not valid.");
}

}  // namespace

std::optional<Operation> read_operation(const proto::Transaction& in) {
  switch (in.operation_case()) {
    case proto::Transaction::kCreateAccount:
      return read_operation(in.create_account());
    case proto::Transaction::kTransfer:
      return read_operation(in.transfer());
    case proto::Transaction::kBatch:
      return read_operation(in.batch());
    case proto::Transaction::kCreateHold:
      return read_operation(in.create_hold());
    case proto::Transaction::kClaimHold:
      return read_operation(in.claim_hold());
    case proto::Transaction::kReleaseHold:
      return read_operation(in.release_hold());
    case proto::Transaction::kRotateKey:
      return read_operation(in.rotate_key());
    case proto::Transaction::kSetRecovery:
      return read_operation(in.set_recovery());
    case proto::Transaction::kApproveRecovery:
      return read_operation(in.approve_recovery());
    case proto::Transaction::kCancelRecovery:
      return read_operation(in.cancel_recovery());
    case proto::Transaction::kCompleteRecovery:
      return read_operation(in.complete_recovery());
    case proto::Transaction::kCloseAccount:
      return read_operation(in.close_account());
    case proto::Transaction::kSetDelegate:
      return read_operation(in.set_delegate());
    case proto::Transaction::kSetMandate:
      return read_operation(in.set_mandate());
    case proto::Transaction::kRefundableTransfer:
      return read_operation(in.refundable_transfer());
    case proto::Transaction::kRefund:
      return read_operation(in.refund());
    case proto::Transaction::kSetLimits:
      return read_operation(in.set_limits());
    case proto::Transaction::kSetTier:
      return read_operation(in.set_tier());
    case proto::Transaction::kSetDepositRule:
      return read_operation(in.set_deposit_rule());
    case proto::Transaction::kExchange:
      return read_operation(in.exchange());
    case proto::Transaction::kBurn:
      return read_operation(in.burn());
    case proto::Transaction::kRegisterCurrency:
      return read_operation(in.register_currency());
    case proto::Transaction::kMint:
      return read_operation(in.mint());
    case proto::Transaction::kChangeValidators:
      return read_operation(in.change_validators());
    case proto::Transaction::kSetParameters:
      return read_operation(in.set_parameters());
    case proto::Transaction::kRegisterBasket:
    case proto::Transaction::kSetCurrency:
    case proto::Transaction::kSetDealers:
    case proto::Transaction::kRequestSupply:
    case proto::Transaction::kApproveRequest:
    case proto::Transaction::kCancelRequest:
    case proto::Transaction::kStateReserve:
    case proto::Transaction::kMintBasket:
    case proto::Transaction::kRedeemBasket:
    case proto::Transaction::kSetOfficers:
    case proto::Transaction::kFreezeAccount:
    case proto::Transaction::kUnfreezeAccount:
    case proto::Transaction::kAttest:
    case proto::Transaction::kReportEquivocation:
    case proto::Transaction::kScheduleUpgrade:
    case proto::Transaction::kSetQuota:
      return read_governed(in);
    case proto::Transaction::OPERATION_NOT_SET:
      return std::nullopt;
  }
  return std::nullopt;
}

Result<void> check_proofs(const Operation& operation, ChainId chain, const crypto::Verify& verify) {
  if (const auto* claim = std::get_if<ClaimHold>(&operation)) {
    return check_claim(*claim, chain, verify);
  }
  if (const auto* report = std::get_if<ReportEquivocation>(&operation)) {
    return check_report(*report, chain, verify);
  }
  const auto* exchange = std::get_if<Exchange>(&operation);
  if (!exchange || verify(exchange->key, codec::quote_signing_bytes(chain, exchange->quote),
                          exchange->signature)) {
    return {};
  }
  return fail("invalid_signature", "The dealer's signature is not valid.");
}

}  // namespace pennypost::wire
