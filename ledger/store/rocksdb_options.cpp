#include "ledger/store/rocksdb_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>

namespace pennypost::store {
namespace {

constexpr std::size_t kMiB = 1024 * 1024;
constexpr std::size_t kBlockCacheBytes = 64 * kMiB;   // of all columns
constexpr std::size_t kWriteBufferBytes = 32 * kMiB;  // of a column
constexpr std::size_t kWriteBuffersBytesMax = 96 * kMiB;
constexpr std::size_t kLogBytesMax = 96 * kMiB;  // start-up reads at most about this much
constexpr std::size_t kBlobBytesMin = 512;
constexpr std::size_t kLogLineBytesMax = 512;

rocksdb::ColumnFamilyOptions options_of(Column column,
                                        const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.format_version = 5;

  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kWriteBufferBytes;
  options.max_write_buffer_number = 4;
  // Hashes and signatures do not shrink, and processor time is scarcer than disk.
  options.compression = rocksdb::kNoCompression;
  // Files are never rewritten because of their age: an idle process writes nothing.
  options.ttl = 0;
  options.periodic_compaction_seconds = 0;

  switch (column) {
    case Column::transactions:
      // Random keys, read one at a time; every checkpoint adds a table over all of them.
      table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
      options.compaction_style = rocksdb::kCompactionStyleUniversal;
      break;
    case Column::state:
      // Read only as a whole, at start-up; every checkpoint adds a table over all of it.
      table.block_size = 64 * 1024;
      options.compaction_style = rocksdb::kCompactionStyleUniversal;
      break;
    case Column::batches:
      // Written once; what compaction rewrites are only the references.
      table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
      options.enable_blob_files = true;
      options.min_blob_size = kBlobBytesMin;
      options.blob_file_size = 64 * kMiB;
      options.enable_blob_garbage_collection = true;
      break;
    case Column::ledger_blocks:
      table.block_size = 16 * 1024;
      break;
    case Column::meta:
    case Column::block_index:
    case Column::accumulator_nodes:
    case Column::blocks:
    case Column::held_batches:
    case Column::chain:
    case Column::safety:
      break;
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

}  // namespace

void RocksdbLog::Logv(const char* format, va_list arguments) {
  Logv(rocksdb::InfoLogLevel::WARN_LEVEL, format, arguments);
}

void RocksdbLog::Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) {
  if (level < GetInfoLogLevel() || level == rocksdb::InfoLogLevel::HEADER_LEVEL) return;
  std::array<char, kLogLineBytesMax> line{};
  std::vsnprintf(line.data(), line.size(), format, arguments);
  {
    const std::lock_guard lock(mutex_);
    if (first_error_.empty()) first_error_ = line.data();
  }
  if (level == rocksdb::InfoLogLevel::WARN_LEVEL) {
    spdlog::debug("RocksDB: {}", line.data());
  } else {
    spdlog::error("RocksDB: {}", line.data());
  }
}

void RocksdbLog::LogHeader(const char*, va_list) {}

std::string RocksdbLog::first_error() const {
  const std::lock_guard lock(mutex_);
  return first_error_;
}

std::string_view name_of(Column column) {
  switch (column) {
    case Column::meta:
      return "meta";
    case Column::state:
      return "state";
    case Column::ledger_blocks:
      return "ledger_blocks";
    case Column::block_index:
      return "block_index";
    case Column::accumulator_nodes:
      return "accumulator_nodes";
    case Column::transactions:
      return "transactions";
    case Column::batches:
      return "batches";
    case Column::blocks:
      return "blocks";
    case Column::held_batches:
      return "held_batches";
    case Column::chain:
      return "chain";
    case Column::safety:
      return "safety";
  }
  return "unknown";
}

rocksdb::DBOptions database_options(std::shared_ptr<rocksdb::Logger> log) {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.info_log = std::move(log);
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;

  // Damage is found, never skipped: an unfinished record at the end of the log is what a crash
  // leaves, and anything else refuses to open. A Mark knows where the end has to be.
  options.paranoid_checks = true;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;
  options.verify_sst_unique_id_in_manifest = true;

  // Nothing happens by the clock.
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;

  options.db_write_buffer_size = kWriteBuffersBytesMax;
  options.max_total_wal_size = kLogBytesMax;
  options.max_background_jobs = 2;
  options.bytes_per_sync = kMiB;  // flushes do not pile up in front of the log's syncs
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> column_options() {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> out;
  for (std::size_t i = 0; i < kColumns; ++i) {
    const auto column = static_cast<Column>(i);
    // RocksDB insists on a column of this name; `meta` is as good as any.
    const std::string name =
        column == Column::meta ? rocksdb::kDefaultColumnFamilyName : std::string(name_of(column));
    out.emplace_back(name, options_of(column, cache));
  }
  return out;
}

}  // namespace pennypost::store
