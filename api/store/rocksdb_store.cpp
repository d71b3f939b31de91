#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <unordered_map>

#include "api/store/mirror.h"
#include "api/store/store.h"
#include "ledger/base/check.h"

namespace pennypost::gateway_store {
namespace {

/// Rows of queues live for moments: most of them end in here, and never reach a file.
constexpr std::size_t kWriteBufferBytes = 32 * 1024 * 1024;
constexpr double kFilterBitsPerKey = 10;       // one question in a hundred is looked up in vain
constexpr double kMemtableFilterRatio = 0.02;  // of the write buffer
constexpr std::size_t kLogFilesMax = 2;

/// "<table>\0<key>": tables are names of ours without a zero byte, so no two tables overlap.
std::string physical(const std::string& table, const std::string& key) {
  CHECK(!table.empty() && table.find('\0') == std::string::npos);
  std::string out = table;
  out.push_back('\0');
  return out += key;
}

void must(const rocksdb::Status& status) {
  if (status.ok()) return;
  // Going on without the disk would forget payments: stop, and resume from what is durable.
  spdlog::critical("gateway store failed: {}", status.ToString());
  std::_Exit(1);
}

rocksdb::Options options() {
  rocksdb::Options out;
  out.create_if_missing = true;
  out.write_buffer_size = kWriteBufferBytes;
  out.stats_dump_period_sec = 0;  // an idle gateway writes nothing
  out.stats_persist_period_sec = 0;
  out.keep_log_file_num = kLogFilesMax;
  out.info_log_level = rocksdb::InfoLogLevel::ERROR_LEVEL;
  out.max_background_jobs = 2;
  // Most questions are whether something is there already, and it is not.
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kFilterBitsPerKey));
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  out.memtable_whole_key_filtering = true;
  out.memtable_prefix_bloom_size_ratio = kMemtableFilterRatio;
  return out;
}

class RocksdbStore final : public Store {
 public:
  RocksdbStore(std::unique_ptr<rocksdb::DB> db, const std::vector<std::string>& queues)
      : db_(std::move(db)), mirror_(queues) {
    for (const auto& table : queues) mirror_table(table);
  }

  std::optional<std::string> get(const std::string& table, const std::string& key) const override {
    if (auto known = mirror_.get(table, key)) return std::move(*known);
    std::string value;
    const auto status = db_->Get({}, physical(table, key), &value);
    if (status.IsNotFound()) return std::nullopt;
    must(status);
    return value;
  }

  std::vector<Row> scan(const Scan& scan) const override {
    auto known = mirror_.scan(scan);
    return known ? std::move(*known) : scan_disk(scan);
  }

  bool commit(const Change& change) override {
    const Change* const one[] = {&change};
    std::uint64_t ticket = 0;
    if (!write(one, ticket)[0]) return false;
    if (change.synced) sync_through(ticket);
    return true;
  }

  bool groups() const override { return true; }
  std::vector<bool> write_group(std::span<const Change* const> changes) override {
    std::uint64_t ticket = 0;
    return write(changes, ticket);
  }
  void sync() override { must(db_->SyncWAL()); }

 private:
  std::vector<Row> scan_disk(const Scan& scan) const {
    const std::string prefix = physical(scan.table, scan.prefix);
    const std::size_t name_size = scan.table.size() + 1;
    std::vector<Row> rows;
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}));
    seek(*at, scan, prefix);
    while (at->Valid() && at->key().starts_with(prefix) && rows.size() < scan.limit) {
      rows.push_back({at->key().ToString().substr(name_size), at->value().ToString()});
      scan.backwards ? at->Prev() : at->Next();
    }
    must(at->status());
    return rows;
  }

  void mirror_table(const std::string& table) {
    for (Scan next{.table = table}; mirror_.has(table);) {
      const auto rows = scan_disk(next);
      for (const auto& row : rows) {
        const Write write{.table = table, .key = row.key, .value = row.value};
        const Write* const one[] = {&write};
        mirror_.apply(one);
      }
      if (rows.size() < next.limit) return;
      next.after = rows.back().key;
    }
  }

  /// One batch for all; a change sees what those before it wrote. Of several writes to one row only
  /// the last reaches the disk.
  std::vector<bool> write(std::span<const Change* const> changes, std::uint64_t& ticket) {
    std::vector<bool> done;
    std::unordered_map<std::string, const Write*> fresh;
    const std::lock_guard lock(write_mutex_);
    for (const Change* change : changes) {
      done.push_back(std::ranges::all_of(change->expectations, [&](const Expectation& expected) {
        const auto ours = fresh.find(physical(expected.table, expected.key));
        return (ours != fresh.end() ? ours->second->value : get(expected.table, expected.key)) ==
               expected.value;
      }));
      if (!done.back()) continue;
      for (const auto& write : change->writes) {
        CHECK(!write.make);
        fresh[physical(write.table, write.key)] = &write;
      }
    }
    rocksdb::WriteBatch batch;
    std::vector<const Write*> written;
    for (const auto& [key, write] : fresh) {
      must(write->value ? batch.Put(key, *write->value) : batch.Delete(key));
      written.push_back(write);
    }
    if (batch.Count() > 0) must(db_->Write({}, &batch));
    mirror_.apply(written);
    ticket = ++written_;
    return done;
  }

  static void seek(rocksdb::Iterator& at, const Scan& scan, const std::string& prefix) {
    if (!scan.after.empty()) {
      const std::string after = physical(scan.table, scan.after);
      scan.backwards ? at.SeekForPrev(after) : at.Seek(after);
      if (at.Valid() && at.key() == rocksdb::Slice(after)) scan.backwards ? at.Prev() : at.Next();
    } else if (scan.backwards) {
      at.SeekForPrev(prefix + std::string(64, '\xff'));
    } else {
      at.Seek(prefix);
    }
  }

  /// Group commit: one sync covers every change written before it began.
  void sync_through(std::uint64_t ticket) {
    std::unique_lock lock(sync_mutex_);
    while (synced_ < ticket) {
      if (syncing_) {
        sync_done_.wait(lock);
        continue;
      }
      syncing_ = true;
      lock.unlock();
      std::uint64_t covered = 0;
      {
        const std::lock_guard write_lock(write_mutex_);
        covered = written_;
      }
      must(db_->SyncWAL());
      lock.lock();
      syncing_ = false;
      synced_ = covered;
      sync_done_.notify_all();
    }
  }

  std::unique_ptr<rocksdb::DB> db_;
  Mirror mirror_;  // changed under write_mutex_, behind the disk
  std::mutex write_mutex_;
  std::uint64_t written_ = 0;  // guarded by write_mutex_
  std::mutex sync_mutex_;
  std::condition_variable sync_done_;
  std::uint64_t synced_ = 0;  // guarded by sync_mutex_
  bool syncing_ = false;      // guarded by sync_mutex_
};

}  // namespace

std::vector<bool> Store::write_group(std::span<const Change* const> changes) {
  std::vector<bool> done;
  for (const Change* change : changes) done.push_back(commit(*change));
  return done;
}

Result<std::unique_ptr<Store>> open_rocksdb(const std::string& folder,
                                            const std::vector<std::string>& queues) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail("unavailable", "The folder " + folder + " cannot be created.");
  rocksdb::DB* db = nullptr;
  const auto status = rocksdb::DB::Open(options(), folder, &db);
  if (!status.ok()) {
    return fail("unavailable", "The store " + folder + " cannot be opened: " + status.ToString());
  }
  return std::make_unique<RocksdbStore>(std::unique_ptr<rocksdb::DB>(db), queues);
}

}  // namespace pennypost::gateway_store
