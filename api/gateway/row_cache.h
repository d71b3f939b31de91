#pragma once

#include <any>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "api/store/store.h"

namespace pennypost::gateway {

/// Rows as they stand in the store, with what they mean, for who alone writes to it. Two
/// generations of each table: what was not asked for while a whole one filled up is forgotten. One
/// thread.
class RowCache {
 public:
  struct Row {
    std::optional<std::string> value;  ///< nothing: there is no such row
    std::any meaning{};                ///< empty: not read yet
  };

  /// Whether what is read from this table is worth keeping.
  static bool keeps(std::string_view table);

  /// Null where it is not here; valid until the next call.
  Row* find(std::string_view table, const std::string& key);
  /// Into a table that it keeps.
  Row& put(std::string_view table, const std::string& key, std::optional<std::string> value,
           std::any meaning);
  /// Whether no row of the table begins with `prefix`, a name and the blank or line end behind it.
  bool is_empty(std::string_view table, std::string_view prefix) const;
  void put_empty(std::string_view table, std::string_view prefix);
  /// A change went through.
  void apply(gateway_store::Change& change);
  /// Forgets everything.
  void clear();

 private:
  using Rows = std::unordered_map<std::string, Row>;
  struct Table {
    Rows young;
    Rows old;
    Row& put(const std::string& key, Row row);
  };
  static constexpr std::size_t kTables = 18;

  static std::optional<std::size_t> number_of(std::string_view table);

  std::array<Table, kTables> tables_;
  std::unordered_set<std::string> empty_;  ///< places of prefixes, at most kEmptyMax
};

}  // namespace pennypost::gateway
