#pragma once

#include <filesystem>

#include "ledger/base/result.h"

namespace pennypost::commands {

/// `pennypost backup create`: a copy of a stopped node's ledger and genesis, with a hash of every
/// file. What a validator signed is left out, so that no copy of it can ever be put back (C6); keys
/// are too. Returns the exit status.
int backup_create(const std::filesystem::path& node_config, const std::filesystem::path& folder,
                  bool as_json);
/// `pennypost backup verify`: that every file is as it was, and the ledger in it whole. Returns the
/// exit status.
int backup_verify(const std::filesystem::path& folder, bool as_json);

/// Copies the ledger of a backup, checked, to `ledger`, which must not exist: whole or not at all.
/// Errors: `wrong_chain` where it does not belong to this genesis file, `corrupt_backup`, and those
/// of files.
Result<void> put_back(const std::filesystem::path& backup,
                      const std::filesystem::path& genesis_file,
                      const std::filesystem::path& ledger);

}  // namespace pennypost::commands
