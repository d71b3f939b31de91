#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/store/store.h"

namespace pennypost::gateway_store {

/// The rows of some tables in memory as well, for a store that nobody else writes to. Rows of
/// queues live for moments: a scan on the disk would walk over everything that was erased there
/// lately.
///
/// A table that grows beyond kMirrorBytesMax is no longer kept here until the next start: a queue
/// that nobody empties costs disk, not memory. Safe from any thread.
class Mirror {
 public:
  static constexpr std::size_t kMirrorBytesMax =
      64 * 1024 * 1024;  ///< of a table's keys and values

  explicit Mirror(const std::vector<std::string>& tables, std::size_t bytes_max = kMirrorBytesMax);

  /// Whether the table is here.
  bool has(std::string_view table) const;
  /// Nothing: the table is not here; else what the store would say.
  std::optional<std::optional<std::string>> get(std::string_view table, std::string_view key) const;
  std::optional<std::vector<Row>> scan(const Scan& scan) const;
  /// What was written to the store, no key twice: seen whole or not at all. Other tables' rows are
  /// passed over.
  void apply(std::span<const Write* const> writes);

 private:
  struct Table {
    std::map<std::string, std::string, std::less<>> rows;
    std::size_t bytes = 0;
  };

  void apply_one(const Write& write);

  std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::map<std::string, Table, std::less<>> tables_;  // guarded by mutex_
};

}  // namespace pennypost::gateway_store
