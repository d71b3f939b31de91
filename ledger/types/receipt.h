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

  // Discarded.
  unknown_sender = 100,
  wrong_key = 101,
  expired = 102,
  expiry_too_far = 103,  // beyond 24 h for a sequence number, 15 min for a nonce
  duplicate = 104,       // this (account, nonce) is live
  sequence_number_mismatch = 105,
  too_many_nonces = 106,
};

inline constexpr Code kLastKeptCode = Code::invalid_batch;

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
  currency_registered = 4
};

/// What moved. A transfer has every field; a mint no `from`; account_created only `to`;
/// currency_registered `to` (the issuer) and `currency`. What an event has not is zero.
struct Event {
  EventKind kind = EventKind::transfer;
  Address from;
  Address to;
  CurrencyCode currency;
  Amount amount;
  bool operator==(const Event&) const = default;
};

/// An account's state behind a transaction. `previous` is the version that touched it before: the
/// account's history is a chain of these, so that a balance at any version is proven by two
/// receipts.
struct TouchedAccount {
  Address address;
  std::optional<Version> previous;
  SequenceNumber sequence_number;
  std::vector<Balance> balances;
  bool operator==(const TouchedAccount&) const = default;
};

/// What the accumulator's leaf commits to.
struct Receipt {
  TransactionId transaction_id;
  Code code = Code::success;
  std::vector<Event> events;             // none unless success
  std::vector<TouchedAccount> accounts;  // ascending by address
  bool operator==(const Receipt&) const = default;
};

}  // namespace pennypost
