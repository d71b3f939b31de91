#pragma once

#include <string_view>
#include <vector>

#include "ledger/types/account.h"

namespace pennypost {

/// What became of a transaction. Values are part of the receipt's format and never change meaning.
/// `success` to kLastKeptCode are kept on the ledger, as success or failure; the rest are discarded
/// and leave no trace.
enum class Code : std::uint16_t {
  success = 0,
  insufficient_balance = 1,
  unknown_account = 2,  // a payee that does not exist
  unknown_currency = 3,
  account_exists = 4,
  currency_exists = 5,
  not_permitted = 6,     // the sender may not do this
  invalid_amount = 7,    // zero
  invalid_currency = 8,  // decimals out of range
  self_transfer = 9,
  overflow = 10,             // a balance or a supply would not fit
  too_many_currencies = 11,  // the payee holds kBalancesMax of them
  invalid_batch = 12,        // no legs, or more than kLegsMax
  account_closed = 13,       // the payee's
  account_frozen = 14,       // the payer's
  unknown_hold = 15,         // or claimed, released, returned already
  hold_expired = 16,
  invalid_expiry = 17,  // not ahead, or too far
  exceeds_hold = 18,
  claim_expired = 19,  // the claim key's signature
  too_many_holds = 20,
  invalid_settings = 21,  // a field that no such operation can have
  account_not_empty = 22,
  no_recovery = 23,       // none set, or none runs
  recovery_running = 24,  // it has to be cancelled first
  recovery_not_ready = 25,
  already_approved = 26,
  unknown_delegate = 27,
  unknown_mandate = 28,
  too_many_mandates = 29,
  mandate_currency = 30,       // not one of the mandate's
  mandate_payment_limit = 31,  // above it in one payment
  mandate_day_limit = 32,
  mandate_new_payees = 33,
  delegate_limit = 34,      // what the delegate may move for all accounts together
  unknown_refundable = 35,  // or given back already, or too late
  exceeds_refundable = 36,
  too_many_refundables = 37,
  limit_exceeded = 38,        // of the payer, in a day or month
  payee_limit_exceeded = 39,  // of the payee, in a day or month, or to hold
  deposit_refused = 40,       // by the payee's deposit rule
  quote_expired = 41,
  quote_used = 42,
  invalid_validators = 43,  // no set that could decide anything
  epoch_ending = 44,        // this block has changed validators or parameters already
  dual_control = 45,        // dealers ask for it, and the issuer approves
  unknown_request = 46,     // or approved, cancelled, ended already
  request_expired = 47,
  too_many_requests = 48,
  requests_open = 49,  // of a dealer that would go
  unknown_basket = 50,
  attestation_missing = 51,
  not_frozen = 52,
  too_many_accounts = 53,  // opened by this institution today
  unknown_validator = 54,
  already_reported = 55,
  too_many_reports = 56,
  limits_in_use = 57,

  // Discarded.
  unknown_sender = 100,
  wrong_key = 101,
  expired = 102,
  expiry_too_far = 103,  // beyond 24 h for a sequence number, 15 min for a nonce
  duplicate = 104,       // this (account, nonce) is live
  sequence_number_mismatch = 105,
  too_many_nonces = 106,
  sender_closed = 107,
  no_mandate = 108,  // none for this delegate, or it has ended
  delegate_suspended = 109,
  quota_exceeded = 110,  // as many transactions in this hour as the account may
};

inline constexpr Code kFirstDiscardedCode = Code::unknown_sender;
inline constexpr Code kLastDiscardedCode = Code::quota_exceeded;
inline constexpr Code kLastKeptCode = Code::limits_in_use;

constexpr bool is_kept(Code code) {
  return code <= kLastKeptCode;
}

/// The stable word for programs, a plain sentence, and what to do next.
struct CodeText {
  std::string_view word;
  std::string_view sentence;
  std::string_view next;
};
const CodeText& code_text(Code code);

/// Values are part of the receipt's format.
enum class EventKind : std::uint8_t {
  transfer = 1,
  mint = 2,
  account_created = 3,
  currency_registered = 4,
  held = 5,
  claimed = 6,
  released = 7,
  returned = 8,
  key_rotated = 9,
  recovery_set = 10,
  recovery_approved = 11,
  recovery_cancelled = 12,
  recovered = 13,
  account_closed = 14,
  delegate_set = 15,
  mandate_set = 16,
  refundable_transfer = 17,
  refunded = 18,
  limits_set = 19,
  tier_set = 20,
  deposit_rule_set = 21,
  exchanged = 22,
  burned = 23,
  validators_changed = 24,
  parameters_set = 25,
  currency_set = 26,
  dealers_set = 27,
  mint_requested = 28,
  burn_requested = 29,
  request_approved = 30,
  request_ended = 31,
  reserve_stated = 32,
  paid_in = 33,
  paid_out = 34,
  officers_set = 35,
  freeze_proposed = 36,
  frozen = 37,
  unfreeze_proposed = 38,
  unfrozen = 39,
  attested = 40,
  quota_set = 41,
  equivocation_reported = 42,
  upgrade_scheduled = 43,
  upgraded = 44,
};
inline constexpr std::uint8_t kLastEventKind = 44;

enum class Presence : std::uint8_t { no, yes, maybe };

/// The word for programs, and which fields events of a kind have.
struct EventShape {
  std::string_view word;
  Presence from;
  Presence to;
  Presence currency;
  Presence amount;
  Presence subject;
};
const EventShape& event_shape(EventKind kind);

/// What happened. What an event has not, by its kind's shape, is zero, and what it has is not.
struct Event {
  EventKind kind = EventKind::transfer;
  Address from;
  Address to;
  CurrencyCode currency;
  Amount amount;
  Hash subject = {};  // of a hold, a delegate, a mandate, …: its id
  bool operator==(const Event&) const = default;
};

/// An account's state behind a transaction. `previous` is the version that touched it before: the
/// account's history is a chain of these, so that a balance at any version is proven by two
/// receipts.
struct TouchedAccount {
  Address address;
  std::optional<Version> previous;
  SequenceNumber sequence_number;
  Balances balances;
  bool operator==(const TouchedAccount&) const = default;
};

/// As many as most transactions have lie in the receipt itself.
using Events = ShortList<Event, 1>;
using TouchedAccounts = ShortList<TouchedAccount, 2>;

/// What the accumulator's leaf commits to.
struct Receipt {
  TransactionId transaction_id;
  Code code = Code::success;
  Events events;             // none unless success
  TouchedAccounts accounts;  // ascending by address
  bool operator==(const Receipt&) const = default;
};

}  // namespace pennypost
