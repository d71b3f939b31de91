#pragma once

#include <filesystem>

#include "ledger/base/result.h"

namespace pennypost::store {

/// Looks at the ends of RocksDB's logs (write-ahead logs and MANIFEST) in a folder, before it opens
/// them. A record that claims more bytes than the file has is dropped by RocksDB as one that a
/// crash left unfinished. Where its checksum fits fewer bytes, it was finished, and its length was
/// damaged later. Format: github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format. Errors:
/// `corrupt_store` with the file, `store_unavailable`.
Result<void> check_log_ends(const std::filesystem::path& folder);

}  // namespace pennypost::store
