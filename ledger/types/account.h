#pragma once

#include "ledger/base/short_list.h"
#include "ledger/types/amount.h"

namespace pennypost {

struct Balance {
  CurrencyCode currency;
  Amount amount;
  auto operator<=>(const Balance&) const = default;
};

/// Most accounts hold one currency.
using Balances = ShortList<Balance, 1>;

/// What an account may do beyond holding money. Values are part of the state's format.
enum class AccountRole : std::uint8_t {
  user = 0,
  institution = 1,  // a chat app or other operator: opens accounts below itself
  governance = 2,   // registers currencies, opens institutions
};

inline constexpr std::size_t kBalancesMax = 64;  // currencies an account can hold

/// What else the state holds about an account, so that a payment looks for nothing that is not
/// there. Bits of `Account::flags`; values are part of the state's format.
enum class AccountFlag : std::uint8_t {
  closed = 1,    // a tombstone: for ever
  frozen = 2,    // there is a freeze, which may have expired
  limited = 4,   // there are limits of its own
  guarded = 8,   // there is a deposit rule
  metered = 16,  // there is a quota of transactions of its own
};
inline constexpr std::uint8_t kAccountFlagsMax = 31;

struct Account {
  AuthenticationKey authentication_key;
  SequenceNumber sequence_number;  // the next transaction's
  AccountRole role = AccountRole::user;
  Address parent;                  // the institution that opened it; zero for genesis accounts
  std::uint8_t tier = 0;           // of its parent's limits; 0: none
  std::uint8_t flags = 0;          // AccountFlag
  std::uint32_t hour = 0;          // since 1970; of the newest transaction that a quota counted
  std::uint32_t transactions = 0;  // counted in that hour
  std::uint32_t holds = 0;         // that it pays for, open; requests to burn count too
  std::uint32_t mandates = 0;      // that it gave
  std::uint32_t refundables = 0;   // transfers that it may still get back
  Balances balances;               // ascending by currency; none of them zero
  std::optional<Version>
      last_version;  // the newest version that touched it: history's back pointer

  Amount balance(const CurrencyCode& currency) const;
  /// Keeps the order and drops a zero.
  void set_balance(const CurrencyCode& currency, Amount amount);

  bool has(AccountFlag flag) const { return (flags & static_cast<std::uint8_t>(flag)) != 0; }
  void set(AccountFlag flag, bool on) {
    const auto bit = static_cast<std::uint8_t>(flag);
    flags = static_cast<std::uint8_t>(on ? flags | bit : flags & ~bit);
  }

  bool operator==(const Account&) const = default;
};

/// Who mints and burns. Values are part of the state's format.
enum class CurrencyPolicy : std::uint8_t {
  direct = 0,   // the issuer alone
  dealers = 1,  // a dealer asks, the issuer approves
  basket = 2,   // anybody, by paying in or out what it consists of
};

struct Currency {
  CurrencyCode code;
  std::uint8_t decimals = 0;          // of the ledger's smallest unit
  std::uint8_t display_decimals = 0;  // what people write (ISO 4217's); at most `decimals`
  Address issuer;                     // may mint
  Supply supply;
  CurrencyPolicy policy = CurrencyPolicy::direct;
  Amount attested_above = Amount(UINT64_MAX);  // between institutions, larger payments are attested

  bool operator==(const Currency&) const = default;
};

}  // namespace pennypost
