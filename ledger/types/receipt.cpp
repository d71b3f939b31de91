#include "ledger/types/receipt.h"

#include "ledger/base/check.h"

namespace pennypost {

const CodeText& code_text(Code code) {
  static constexpr CodeText kSuccess{"success", "The transaction is final.", ""};
  static constexpr CodeText kInsufficient{
      "insufficient_balance", "The sender has less than this amount.", "Send at most the balance."};
  static constexpr CodeText kUnknownAccount{"unknown_account",
                                            "The payee's account does not exist.",
                                            "Check the address, or open the account first."};
  static constexpr CodeText kUnknownCurrency{"unknown_currency",
                                             "This currency is not on the ledger.",
                                             "See /v1/currencies for those that are."};
  static constexpr CodeText kAccountExists{"account_exists", "This account exists already.",
                                           "Use it, or choose another salt."};
  static constexpr CodeText kCurrencyExists{
      "currency_exists", "This currency is registered already.", "Use it, or choose another code."};
  static constexpr CodeText kNotPermitted{"not_permitted", "The sender may not do this.",
                                          "Sign with the account that may."};
  static constexpr CodeText kInvalidAmount{"invalid_amount", "The amount is zero.",
                                           "Send at least the smallest unit."};
  static constexpr CodeText kInvalidCurrency{
      "invalid_currency", "The currency's decimals are out of range.",
      "Use at most 9 decimals, and display decimals up to those."};
  static constexpr CodeText kSelf{"self_transfer", "Payer and payee are the same account.",
                                  "Name another payee."};
  static constexpr CodeText kOverflow{"overflow", "A balance or supply would become too large.",
                                      "Move a smaller amount."};
  static constexpr CodeText kTooManyCurrencies{
      "too_many_currencies", "The payee holds as many currencies as an account can.",
      "Use a currency that the payee holds already."};
  static constexpr CodeText kInvalidBatch{"invalid_batch", "A batch has between 1 and 8192 legs.",
                                          "Split it, or leave it out."};
  static constexpr CodeText kUnknownSender{"unknown_sender", "The sender's account does not exist.",
                                           "Open it first."};
  static constexpr CodeText kWrongKey{"wrong_key",
                                      "These keys do not belong to the sender's account.",
                                      "Sign with the account's current keys."};
  static constexpr CodeText kExpired{"expired", "The transaction expired before it was executed.",
                                     "Sign a new one; this one can never happen any more."};
  static constexpr CodeText kTooFar{
      "expiry_too_far", "The expiry lies too far ahead.",
      "Use at most 24 hours with a sequence number, 15 minutes with a nonce."};
  static constexpr CodeText kDuplicate{"duplicate", "This nonce was used by this account already.",
                                       "Look up the earlier transaction; it stands."};
  static constexpr CodeText kSequence{"sequence_number_mismatch",
                                      "The sequence number is not the account's next one.",
                                      "Read the account and sign again."};
  static constexpr CodeText kNonces{"too_many_nonces", "The account has too many live nonces.",
                                    "Wait until some of them have expired."};
  switch (code) {
    case Code::success:
      return kSuccess;
    case Code::insufficient_balance:
      return kInsufficient;
    case Code::unknown_account:
      return kUnknownAccount;
    case Code::unknown_currency:
      return kUnknownCurrency;
    case Code::account_exists:
      return kAccountExists;
    case Code::currency_exists:
      return kCurrencyExists;
    case Code::not_permitted:
      return kNotPermitted;
    case Code::invalid_amount:
      return kInvalidAmount;
    case Code::invalid_currency:
      return kInvalidCurrency;
    case Code::self_transfer:
      return kSelf;
    case Code::overflow:
      return kOverflow;
    case Code::too_many_currencies:
      return kTooManyCurrencies;
    case Code::invalid_batch:
      return kInvalidBatch;
    case Code::unknown_sender:
      return kUnknownSender;
    case Code::wrong_key:
      return kWrongKey;
    case Code::expired:
      return kExpired;
    case Code::expiry_too_far:
      return kTooFar;
    case Code::duplicate:
      return kDuplicate;
    case Code::sequence_number_mismatch:
      return kSequence;
    case Code::too_many_nonces:
      return kNonces;
  }
  CHECK(false);
}

}  // namespace pennypost
