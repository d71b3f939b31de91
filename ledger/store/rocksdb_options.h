#pragma once

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/store/database.h"

// How RocksDB is set up. Only for database.cpp.
namespace pennypost::store {

/// RocksDB's own log: errors go to ours, warnings too for those who look for them, the rest
/// nowhere. So an idle process writes no file.
class RocksdbLog final : public rocksdb::Logger {
 public:
  RocksdbLog() : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override;
  void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override;
  void LogHeader(const char* format, va_list arguments) override;

  /// What RocksDB complained about first: it often names the file where the status does not.
  std::string first_error() const;

 private:
  mutable std::mutex mutex_;
  std::string first_error_;
};

std::string_view name_of(Column column);
rocksdb::DBOptions database_options(std::shared_ptr<rocksdb::Logger> log);
/// In the order of Column.
std::vector<rocksdb::ColumnFamilyDescriptor> column_options();

}  // namespace pennypost::store
