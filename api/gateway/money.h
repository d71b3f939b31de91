#pragma once

#include <map>
#include <string>

#include "ledger/types/amount.h"

namespace pennypost::gateway {

struct CurrencyInfo {
  std::uint8_t decimals = 0;
  std::uint8_t display_decimals = 0;
};
using Currencies = std::map<CurrencyCode, CurrencyInfo>;

/// Major units: "0.50".
std::string amount_text(Amount amount, const CurrencyInfo& info);
/// For people: "$0.50", "0.50 EUR".
std::string money_text(const std::string& amount, std::string_view currency);

/// What policy wants before a payment; in order of strictness.
enum class Verdict { pay, confirm_first_payment, confirm_large, refuse };

/// Sums in the currency's smallest unit.
struct PolicyQuestion {
  Amount message_sum;  ///< of everything that this message pays in the currency
  Amount day_sum;      ///< paid in the last 24 hours before it
  Amount first_sum;    ///< of this message's payments to people never paid before
};

struct PolicyLimits {
  Amount first_payment_free;  ///< of a message, to new payees, without a card
  Amount free;                ///< of a message and of a rolling day, without a card
  Amount confirmed;           ///< of a message and of a rolling day, with a card
  Amount repeat_free;         ///< repeated within two minutes without a question
};

/// 5, 20, 200 and 1 major units.
PolicyLimits default_limits(const CurrencyInfo& info);

Verdict judge(const PolicyQuestion& question, const PolicyLimits& limits);

}  // namespace pennypost::gateway
