#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

// Self-custody: whoever holds the key file holds the account.
namespace pennypost::commands {

/// How to reach a ledger, and what to trust of what it says. Texts as typed.
struct LedgerOptions {
  std::vector<std::string> nodes{"http://127.0.0.1:8101"};
  std::string waypoint;    ///< <version>:<64 hex digits>; empty: nothing is proven, and said so
  std::string token_file;  ///< the reader's token, where reads are not open
  bool as_json = false;
};

struct AccountOptions {
  LedgerOptions ledger;
  std::filesystem::path key_file;
  std::string address;        ///< instead of the key file, to look at another account
  std::int64_t chain_id = 0;  ///< 0: ask a node
  std::filesystem::path institution_config;  ///< the custodian's: who opens accounts
};

struct SendOptions {
  LedgerOptions ledger;
  std::filesystem::path key_file;
  std::string amount;
  std::string currency;
  std::string to;
  std::string memo;
  std::string nonce;  ///< 32 hex digits; empty: random. The same one never pays twice
  std::int64_t expires_s = 120;
  std::filesystem::path receipt_file;  ///< where to keep the receipt
};

/// Any operation, signed with keys that are here.
struct DoOptions {
  LedgerOptions ledger;
  std::string operation;
  std::vector<std::string> fields;       ///< name=value
  std::vector<std::string> key_files;    ///< as many as have to sign
  std::vector<std::string> public_keys;  ///< of the account's keys, those that do not sign; hex
  std::string account;                   ///< empty: the one that these keys opened
  std::string delegate;                  ///< <institution>/<number>, whose keys these are
  std::string claim_key_file;            ///< claim_hold: signs for whoever has it
  std::string dealer_key_file;           ///< exchange: signs the quote
  std::string nonce;                     ///< 32 hex digits; empty: random
  std::int64_t sequence_number = -1;     ///< instead of a nonce
  std::int64_t expires_s = 120;
  std::filesystem::path receipt_file;
  bool dry_run = false;  ///< only show what would be submitted
};

// Each returns the exit status: 0 done, 1 failed, 2 wrong usage.

/// Makes a key file, and prints the address that it will have.
int account_new(const AccountOptions& options);
/// What the account holds, proven from the waypoint where one is given.
int account_show(const AccountOptions& options);
/// The account's newest transactions, as a node tells them.
int account_history(const AccountOptions& options);
/// Opens the key's account below an institution, whose configuration this machine has.
int account_open(const AccountOptions& options);
/// Signs a payment, hands it to nodes, and waits for its definite end: a verified receipt, or proof
/// that it never happened and never will.
int send(const SendOptions& options);
/// The same for any operation.
int account_do(const DoOptions& options);
/// Prints every operation with its fields.
int account_operations();

}  // namespace pennypost::commands
