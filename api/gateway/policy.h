#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "api/gateway/money.h"
#include "ledger/base/result.h"

namespace pennypost::gateway {

/// Sums in the currency's smallest unit.
struct PolicyLimits {
  Amount first_payment_free;  ///< of a message, to new payees, without a card
  Amount free;                ///< of a message and of a rolling day, without a card
  Amount with_card;           ///< of a message and of a rolling day, with a card; above: a PIN
  Amount repeat_free;         ///< repeated within two minutes without a question
  Amount claim_free;          ///< claimed with a code before the sender approves who claims
  Amount most;                ///< of a message and of a rolling day, also with a PIN; 0: any
  Amount undo_from;           ///< confirmed by a card, from here on with an undo window
  std::uint64_t undo_us = 0;  ///< how long; 0: payments are final at once
  std::uint64_t hold_us = 0;  ///< until an unclaimed hold comes back
};

/// How much goes through without asking, with a card and with a PIN, for a tenant's users in each
/// currency. Built in for well-known currencies, by size as 5, 20, 200 and 1 US dollars are; for
/// others by their units. A file overrides it: [currency.USD] for everybody, [tenant.demo.USD] for
/// one tenant. Immutable.
class Policy {
 public:
  Policy() = default;
  /// Errors: `config_unreadable`, `config_invalid` with file, line and key.
  static Result<Policy> load(const std::filesystem::path& file);

  PolicyLimits limits(const std::string& tenant, const CurrencyCode& currency,
                      const CurrencyInfo& info) const;

 private:
  /// In major units as the file has them, by key; seconds and days for times.
  using Table = std::map<std::string, std::string, std::less<>>;
  static Result<Table> read_table(const std::filesystem::path& file, const std::string& name,
                                  const void* node);
  static void apply(const Table& table, const CurrencyInfo& info, PolicyLimits& limits);

  std::map<std::string, Table, std::less<>> currencies_;  ///< by code
  std::map<std::string, Table, std::less<>> tenants_;     ///< by tenant and code
};

/// What policy wants before a payment; in order of strictness.
enum class Verdict { pay, confirm_first_payment, confirm_large, pin, refuse };

/// Sums in the currency's smallest unit.
struct PolicyQuestion {
  Amount message_sum;  ///< of everything that this message pays in the currency
  Amount day_sum;      ///< paid in the last 24 hours before it
  Amount first_sum;    ///< of this message's payments to people never paid before
};

Verdict judge(const PolicyQuestion& question, const PolicyLimits& limits);

}  // namespace pennypost::gateway
