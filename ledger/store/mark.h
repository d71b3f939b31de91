#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "ledger/base/result.h"

namespace pennypost::store {

/// A number that only grows, in a small file beside the database: how much was durable at least.
/// RocksDB cannot tell a log that ends early because the process died while writing from one whose
/// end was damaged later; either way it drops the end, and a vote that was signed would be
/// forgotten. The mark tells them apart. It is raised after each sync and needs none itself: after
/// the process dies it is exact, after a power failure it may be some seconds old, and it never
/// runs ahead. Threads: raise from any.
class Mark {
 public:
  /// Errors: `store_unavailable`; `corrupt_store` where the file holds something else.
  static Result<std::unique_ptr<Mark>> open(const std::filesystem::path& file);
  /// What a file holds, untouched; 0 where there is none. Errors: the same.
  static Result<std::uint64_t> read(const std::filesystem::path& file);
  ~Mark();
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;

  /// What the file held when it was opened; 0 in a new one.
  std::uint64_t found() const { return found_; }
  /// Keeps the larger one. Where the file cannot be written, this is logged and the process ends.
  void raise(std::uint64_t value);

 private:
  Mark(std::filesystem::path path, int file) : path_(std::move(path)), file_(file) {}
  const std::filesystem::path path_;
  const int file_;
  std::uint64_t found_ = 0;
  std::mutex mutex_;
  std::uint64_t value_ = 0;
};

}  // namespace pennypost::store
