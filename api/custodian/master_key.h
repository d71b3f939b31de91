#pragma once

#include <string>
#include <vector>

#include "api/custodian/sealing.h"
#include "ledger/base/result.h"

// Where the key comes from under which everything of a custodian is sealed.
namespace pennypost::custodian {

inline constexpr std::size_t kPassphraseBytesMin = 12;

/// 64 hex digits in a file of mode 0600. Errors: those of read_seed_file.
Result<SealingKey> master_key_from_file(const std::string& path);

/// Argon2id over the passphrase (3 passes, 256 MiB) with the salt in `salt_file`, which is made on
/// the first call; without that file the passphrase opens nothing. Errors: `weak_passphrase` (under
/// 12 bytes), and those of files.
Result<SealingKey> master_key_from_passphrase(const std::string& passphrase,
                                              const std::string& salt_file);

/// Runs a program, without a shell, which prints 64 hex digits: a key store's client. Errors:
/// `unavailable` (it cannot be run, fails, or takes over 30 s), `malformed`.
Result<SealingKey> master_key_from_command(const std::vector<std::string>& command);

/// One line from the terminal, without echo, or from standard input where that is no terminal.
/// Errors: `unavailable`.
Result<std::string> read_passphrase(const std::string& prompt);

}  // namespace pennypost::custodian
