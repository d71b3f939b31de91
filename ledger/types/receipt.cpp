#include "ledger/types/receipt.h"

#include <array>

#include "ledger/base/check.h"

namespace pennypost {
namespace {

// In the order of the codes.
constexpr CodeText kKept[] = {
    {"success", "The transaction is final.", ""},
    {"insufficient_balance", "The sender has less than this amount.", "Send at most the balance."},
    {"unknown_account", "The payee's account does not exist.",
     "Check the address, or open the account first."},
    {"unknown_currency", "This currency is not on the ledger.",
     "See /v1/currencies for those that are."},
    {"account_exists", "This account exists already.", "Use it, or choose another salt."},
    {"currency_exists", "This currency is registered already.", "Use it, or choose another code."},
    {"not_permitted", "The sender may not do this.", "Sign with the account that may."},
    {"invalid_amount", "The amount is zero.", "Send at least the smallest unit."},
    {"invalid_currency", "The currency's decimals are out of range.",
     "Use at most 9 decimals, and display decimals up to those."},
    {"self_transfer", "Payer and payee are the same account.", "Name another payee."},
    {"overflow", "A balance or supply would become too large.", "Move a smaller amount."},
    {"too_many_currencies", "The payee holds as many currencies as an account can.",
     "Use a currency that the payee holds already."},
    {"invalid_batch", "A batch has between 1 and 8192 legs.", "Split it, or leave it out."},
    {"account_closed", "The payee's account is closed.", "Ask the payee for another account."},
    {"account_frozen", "The payer's account is frozen.",
     "Ask the institution for the reason and the end."},
    {"unknown_hold", "There is no such open hold.",
     "Look up its transactions: it may be settled already."},
    {"hold_expired", "The hold has expired and goes back to its payer.",
     "Ask the payer for a new one."},
    {"invalid_expiry", "The time is not ahead, or too far ahead.", "Choose one within the limits."},
    {"exceeds_hold", "The hold is of less than this amount.", "Claim at most what is held."},
    {"claim_expired", "The claim key's signature has expired.", "Sign the claim again."},
    {"too_many_holds", "The payer has as many open holds as an account can.",
     "Settle some of them first."},
    {"invalid_settings", "A field has a value that this operation cannot have.",
     "See the limits in ledger/SPEC.md."},
    {"account_not_empty",
     "The account still has a balance, a hold, a mandate or a refundable transfer.",
     "Settle them, then close it."},
    {"no_recovery", "The account has no such recovery.", "Look up its guardians and what runs."},
    {"recovery_running", "A recovery of the account runs.",
     "Cancel it first, with the account's keys."},
    {"recovery_not_ready", "The recovery lacks approvals, or its delay is not over.",
     "Wait until it is ready."},
    {"already_approved", "This account has approved it already.", "Wait for another one."},
    {"unknown_delegate", "There is no such delegate.", "Check its id with the institution."},
    {"unknown_mandate", "The account gave this delegate no mandate.",
     "There is nothing to revoke."},
    {"too_many_mandates", "The account gave as many mandates as it can.", "Revoke one first."},
    {"mandate_currency", "The mandate does not include this currency.",
     "Use another, or sign with the account's own key."},
    {"mandate_payment_limit", "The amount is above what the mandate allows in one payment.",
     "Sign with the account's own key."},
    {"mandate_day_limit", "The mandate allows no more today.",
     "Wait until tomorrow (UTC), or sign with the account's own key."},
    {"mandate_new_payees", "The mandate allows no more new payees today.",
     "Wait until tomorrow (UTC), or sign with the account's own key."},
    {"delegate_limit", "The delegate has moved as much as it may in this hour or day.",
     "Try again later."},
    {"unknown_refundable", "There is no such transfer to give back, or no more.",
     "Look up its transactions: it may be refunded or too old."},
    {"exceeds_refundable", "Less than this amount is left to give back.",
     "Give back at most the rest."},
    {"too_many_refundables", "The payer has as many refundable transfers as an account can.",
     "Send a plain transfer."},
    {"limit_exceeded", "The payer's limit for this day or month does not allow it.",
     "Try again later, or ask the institution for another limit."},
    {"payee_limit_exceeded", "The payee's limits do not allow it.", "Send less, or ask the payee."},
    {"deposit_refused", "The payee takes money from certain accounts only.",
     "Ask the payee to allow this account."},
    {"quote_expired", "The dealer's quote has expired.", "Ask the dealer for a new one."},
    {"quote_used", "The dealer's quote was taken already.", "Ask the dealer for a new one."},
    {"invalid_validators",
     "This set of validators cannot be: none, too many, equal or without power.",
     "See the rules in ledger/SPEC.md."},
    {"epoch_ending", "This block has changed validators or parameters already.",
     "Send it again: it is for the next epoch."},
    {"dual_control", "This currency comes and goes by requests of its dealers.",
     "Let a dealer ask, and the issuer approve."},
    {"unknown_request", "There is no such open request.",
     "Look up its transactions: it may be approved, cancelled or expired."},
    {"request_expired", "The request has expired.", "Let the dealer ask again."},
    {"too_many_requests", "The dealer has as many open requests as it can.",
     "Wait for the issuer, or cancel one."},
    {"requests_open", "A dealer that would go has open requests.", "Approve or cancel them first."},
    {"unknown_basket", "This currency is no basket.", "See /v1/currencies for those that are."},
    {"attestation_missing",
     "A payment of this size to another institution needs the payee's institution's attestation.",
     "Ask the payee's institution to attest it, then send it again."},
    {"not_frozen", "The account is not frozen.", "There is nothing to end."},
    {"too_many_accounts", "The institution has opened as many accounts today as it may.",
     "Wait until tomorrow (UTC), or ask governance for another quota."},
    {"unknown_validator", "The key belongs to no validator of this epoch.",
     "There is nobody to report."},
    {"already_reported", "This was reported already.", "There is nothing more to do."},
    {"too_many_reports", "Enough is on record about this validator.",
     "There is nothing more to do."},
    {"limits_in_use",
     "Currencies that the delegate moved today still count, and leave no room for all of these.",
     "Name fewer new currencies until tomorrow (UTC); none at all always fits."},
};
static_assert(std::size(kKept) == static_cast<std::size_t>(kLastKeptCode) + 1);

constexpr CodeText kDiscarded[] = {
    {"unknown_sender", "The sender's account does not exist.", "Open it first."},
    {"wrong_key", "These keys do not belong to the sender's account.",
     "Sign with the account's current keys."},
    {"expired", "The transaction expired before it was executed.",
     "Sign a new one; this one can never happen any more."},
    {"expiry_too_far", "The expiry lies too far ahead.",
     "Use at most 24 hours with a sequence number, 15 minutes with a nonce."},
    {"duplicate", "This nonce was used by this account already.",
     "Look up the earlier transaction; it stands."},
    {"sequence_number_mismatch", "The sequence number is not the account's next one.",
     "Read the account and sign again."},
    {"too_many_nonces", "The account, or the network, has as many live nonces as it may.",
     "Wait until some of them have expired."},
    {"sender_closed", "The sender's account is closed.", "Use another account."},
    {"no_mandate", "The account gave this delegate no mandate, or it has ended.",
     "Ask the account for one."},
    {"delegate_suspended", "The delegate is suspended.", "Ask its institution."},
    {"quota_exceeded", "The account has sent as many transactions in this hour as it may.",
     "Send it again in the next hour, or ask governance for another quota."},
};
constexpr std::size_t kFirstDiscarded = static_cast<std::size_t>(kFirstDiscardedCode);
static_assert(std::size(kDiscarded) ==
              static_cast<std::size_t>(kLastDiscardedCode) - kFirstDiscarded + 1);

constexpr Presence kNo = Presence::no;
constexpr Presence kYes = Presence::yes;
constexpr Presence kMaybe = Presence::maybe;

// In the order of the kinds, from 1: from, to, currency, amount, subject (L14).
constexpr EventShape kShapes[] = {
    {"transfer", kYes, kYes, kYes, kYes, kNo},
    {"mint", kNo, kYes, kYes, kYes, kNo},
    {"account_created", kNo, kYes, kNo, kNo, kNo},
    {"currency_registered", kNo, kYes, kYes, kNo, kNo},
    {"held", kYes, kMaybe, kYes, kYes, kYes},
    {"claimed", kYes, kYes, kYes, kYes, kYes},
    {"released", kNo, kYes, kYes, kYes, kYes},
    {"returned", kNo, kYes, kYes, kYes, kYes},
    {"key_rotated", kNo, kYes, kNo, kNo, kYes},
    {"recovery_set", kNo, kYes, kNo, kNo, kNo},
    {"recovery_approved", kYes, kYes, kNo, kNo, kYes},
    {"recovery_cancelled", kNo, kYes, kNo, kNo, kNo},
    {"recovered", kNo, kYes, kNo, kNo, kYes},
    {"account_closed", kNo, kYes, kNo, kNo, kNo},
    {"delegate_set", kYes, kNo, kNo, kNo, kYes},
    {"mandate_set", kYes, kNo, kNo, kNo, kYes},
    {"refundable_transfer", kYes, kYes, kYes, kYes, kYes},
    {"refunded", kYes, kYes, kYes, kYes, kYes},
    {"limits_set", kYes, kYes, kNo, kNo, kNo},
    {"tier_set", kYes, kNo, kNo, kNo, kNo},
    {"deposit_rule_set", kNo, kYes, kNo, kNo, kNo},
    {"exchanged", kYes, kYes, kYes, kYes, kYes},
    {"burned", kYes, kNo, kYes, kYes, kNo},
    {"validators_changed", kYes, kNo, kNo, kNo, kYes},
    {"parameters_set", kYes, kNo, kNo, kNo, kNo},
    {"currency_set", kYes, kNo, kYes, kNo, kNo},
    {"dealers_set", kYes, kNo, kYes, kNo, kNo},
    {"mint_requested", kYes, kNo, kYes, kYes, kYes},
    {"burn_requested", kYes, kNo, kYes, kYes, kYes},
    {"request_approved", kYes, kYes, kYes, kYes, kYes},
    {"request_ended", kMaybe, kYes, kYes, kYes, kYes},
    {"reserve_stated", kYes, kNo, kYes, kYes, kYes},
    {"paid_in", kYes, kNo, kYes, kYes, kNo},
    {"paid_out", kNo, kYes, kYes, kYes, kNo},
    {"officers_set", kYes, kNo, kNo, kNo, kNo},
    {"freeze_proposed", kYes, kYes, kNo, kNo, kYes},
    {"frozen", kYes, kYes, kNo, kNo, kYes},
    {"unfreeze_proposed", kYes, kYes, kNo, kNo, kYes},
    {"unfrozen", kMaybe, kYes, kNo, kNo, kYes},
    {"attested", kYes, kYes, kYes, kYes, kYes},
    {"quota_set", kYes, kYes, kNo, kNo, kNo},
    {"equivocation_reported", kYes, kNo, kNo, kNo, kYes},
    {"upgrade_scheduled", kYes, kNo, kNo, kNo, kMaybe},
    {"upgraded", kNo, kNo, kNo, kNo, kYes},
};
static_assert(std::size(kShapes) == kLastEventKind);

}  // namespace

const CodeText& code_text(Code code) {
  const auto value = static_cast<std::size_t>(code);
  if (is_kept(code)) return kKept[value];
  CHECK(value >= kFirstDiscarded && value - kFirstDiscarded < std::size(kDiscarded));
  return kDiscarded[value - kFirstDiscarded];
}

const EventShape& event_shape(EventKind kind) {
  const auto value = static_cast<std::size_t>(kind);
  CHECK(value >= 1 && value <= std::size(kShapes));
  return kShapes[value - 1];
}

}  // namespace pennypost
