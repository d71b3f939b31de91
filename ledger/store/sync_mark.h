#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "ledger/base/result.h"

namespace pennypost::store {

/// How far the log was durable, in a small file beside the database. RocksDB cannot tell a log that
/// ends early because the process died while writing from one whose end was damaged later: either
/// way it drops the end, and a vote that was signed could be forgotten. The mark tells them apart.
/// It is written after each sync and needs none itself: after the process dies it is exact, after a
/// power failure it may be some seconds old, and it never runs ahead. Threads: raise from any.
class SyncMark {
 public:
  /// Errors: `store_unavailable`; `corrupt_store` where the file holds something else.
  static Result<std::unique_ptr<SyncMark>> open(const std::filesystem::path& file);
  ~SyncMark();
  SyncMark(const SyncMark&) = delete;
  SyncMark& operator=(const SyncMark&) = delete;

  /// The database's sequence number that is durable at least; 0 in a new file.
  std::uint64_t durable() const { return durable_; }
  /// Keeps the larger one. False where the file cannot be written.
  bool raise(std::uint64_t sequence);

 private:
  explicit SyncMark(int file) : file_(file) {}
  const int file_;
  std::mutex mutex_;
  std::uint64_t durable_ = 0;
};

}  // namespace pennypost::store
