#pragma once

#include <variant>
#include <vector>

#include "ledger/types/account.h"

namespace pennypost {

inline constexpr std::size_t kPublicKeysMax = 16;
inline constexpr std::size_t kMetadataBytesMax = 256;
inline constexpr std::size_t kLegsMax = 8192;                    // of a batch
inline constexpr std::size_t kTransactionBytesMax = 512 * 1024;  // signed bytes and signatures

/// Opens an account below the sender. Its address follows from the key and the salt.
struct CreateAccount {
  AuthenticationKey authentication_key;
  Salt salt;
  AccountRole role = AccountRole::user;
  bool operator==(const CreateAccount&) const = default;
};

struct Transfer {
  Address to;
  CurrencyCode currency;
  Amount amount;
  bool operator==(const Transfer&) const = default;
};

/// Several transfers from one sender: all of them or none.
struct TransferBatch {
  std::vector<Transfer> legs;
  bool operator==(const TransferBatch&) const = default;
};

struct RegisterCurrency {
  CurrencyCode code;
  std::uint8_t decimals = 0;
  std::uint8_t display_decimals = 0;
  Address issuer;
  bool operator==(const RegisterCurrency&) const = default;
};

/// New money of the sender's currency.
struct Mint {
  Address to;
  CurrencyCode currency;
  Amount amount;
  bool operator==(const Mint&) const = default;
};

using Operation = std::variant<CreateAccount, Transfer, TransferBatch, RegisterCurrency, Mint>;

/// Either the account's next number, or a value unique within (account, nonce) until the expiry.
using ReplayProtection = std::variant<SequenceNumber, Nonce>;

/// A transaction that passed the stateless checks: well-formed, of this chain, within the sizes,
/// and every signature valid under the keys that it carries. Execution still has to hash those keys
/// against the account's authentication key.
struct Transaction {
  TransactionId id;  // of the signed bytes; signatures play no part in it
  Address sender;
  AuthenticationKey authentication_key;  // hash of the carried keys
  ReplayProtection replay;
  TimestampUs expiry;  // executable while the block's timestamp is below it
  std::optional<Hash> memo_hash;
  Bytes metadata;
  Operation operation;
  bool operator==(const Transaction&) const = default;
};

}  // namespace pennypost
