#pragma once

#include <string>

#include "ledger/base/result.h"
#include "ledger/crypto/ed25519.h"

// Secrets in files of one line, readable by their owner only.
namespace pennypost::custodian {

/// 64 hex digits. Errors: `unavailable` (cannot be read), `malformed`, `unsafe_permissions`
/// (readable by others).
Result<crypto::Seed> read_seed_file(const std::string& path);
/// The same; a missing file is created with a random seed.
Result<crypto::Seed> read_or_create_seed_file(const std::string& path);

/// One line of text, at most 4096 bytes, without its end. Errors: `unavailable`, `malformed`,
/// `unsafe_permissions`.
Result<std::string> read_secret_file(const std::string& path);
/// Created with mode 0600 and synced; never replaces. Errors: `unavailable`.
Result<void> create_secret_file(const std::string& path, const std::string& text);

}  // namespace pennypost::custodian
