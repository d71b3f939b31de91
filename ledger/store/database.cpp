#include "ledger/store/database.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <array>

#include "ledger/base/check.h"
#include "ledger/store/environment.h"
#include "ledger/store/log_end.h"
#include "ledger/store/mark.h"
#include "ledger/store/rocksdb_options.h"

namespace pennypost::store {
namespace {

rocksdb::Slice slice(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
ByteView view(const rocksdb::Slice& bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

Error error_of(const rocksdb::Status& status, std::string_view what) {
  const char* code = status.IsCorruption() ? "corrupt_store" : "store_unavailable";
  return {code, std::string(what) + ": " + status.ToString()};
}

}  // namespace

struct WriteBatch::Impl {
  const std::array<rocksdb::ColumnFamilyHandle*, kColumns>* columns = nullptr;
  rocksdb::WriteBatch batch;
  std::uint64_t promise = 0;
};

struct Database::Impl {
  std::filesystem::path folder;
  std::unique_ptr<Mark> mark;  // the sequence number up to which the log was synced
  std::unique_ptr<Mark> promises;
  std::unique_ptr<rocksdb::DB> db;
  std::array<rocksdb::ColumnFamilyHandle*, kColumns> columns{};

  ~Impl() {
    if (!db) return;
    if (mark) synced(db->SyncWAL(), db->GetLatestSequenceNumber());
    for (rocksdb::ColumnFamilyHandle* column : columns) db->DestroyColumnFamilyHandle(column);
    if (const rocksdb::Status status = db->Close(); !status.ok()) stop_process(status.ToString());
  }
  rocksdb::ColumnFamilyHandle* column(Column which) const {
    return columns[static_cast<std::size_t>(which)];
  }
  void synced(const rocksdb::Status& status, std::uint64_t sequence) {
    if (!status.ok()) stop_process(status.ToString());
    mark->raise(sequence);
  }
};

WriteBatch::WriteBatch(const Database& database) : impl_(std::make_unique<Impl>()) {
  impl_->columns = &database.impl_->columns;
}
WriteBatch::WriteBatch(WriteBatch&&) noexcept = default;
WriteBatch& WriteBatch::operator=(WriteBatch&&) noexcept = default;
WriteBatch::~WriteBatch() = default;

void WriteBatch::put(Column column, ByteView key, ByteView value) {
  const auto status = impl_->batch.Put((*impl_->columns)[static_cast<std::size_t>(column)],
                                       slice(key), slice(value));
  CHECK(status.ok());
}

void WriteBatch::remove(Column column, ByteView key) {
  const auto status =
      impl_->batch.Delete((*impl_->columns)[static_cast<std::size_t>(column)], slice(key));
  CHECK(status.ok());
}

void WriteBatch::promise(std::uint64_t number) {
  impl_->promise = std::max(impl_->promise, number);
}

bool WriteBatch::empty() const {
  return impl_->batch.Count() == 0;
}

std::size_t WriteBatch::bytes() const {
  return impl_->batch.GetDataSize();
}

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail("store_unavailable",
                "Cannot create the folder " + folder.string() + ": " + error.message());
  }
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;

  const std::filesystem::path files = folder / "rocksdb";
  PP_CHECKED(check_log_ends(files));
  const auto log = std::make_shared<RocksdbLog>();
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors = column_options();
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::Open(database_options(log), files.string(), descriptors, &handles, &db);
  if (!status.ok()) {
    const std::string heard = log->first_error();
    return std::unexpected(error_of(status, "Cannot open the store in " + folder.string() +
                                                (heard.empty() ? "" : " (" + heard + ")")));
  }
  impl->db.reset(db);
  CHECK(handles.size() == kColumns);
  std::copy(handles.begin(), handles.end(), impl->columns.begin());

  // Only with the database's lock in hand: the mark of a running process is not ours to read.
  PP_TRY(impl->mark, Mark::open(folder / "synced"));
  PP_TRY(impl->promises, Mark::open(folder / "promised"));
  const std::uint64_t found = db->GetLatestSequenceNumber();
  if (found < impl->mark->found()) {
    return fail("corrupt_store",
                "The log in " + files.string() + " has lost writes that were durable: it ends at " +
                    std::to_string(found) + ", but was synced up to " +
                    std::to_string(impl->mark->found()) +
                    ". This validator must not sign with it; restore it from its peers.");
  }
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

const std::filesystem::path& Database::folder() const {
  return impl_->folder;
}

std::uint64_t Database::promised() const {
  return impl_->promises->found();
}

Result<std::optional<Bytes>> Database::get(Column column, ByteView key) const {
  rocksdb::PinnableSlice value;
  const rocksdb::Status status =
      impl_->db->Get(rocksdb::ReadOptions(), impl_->column(column), slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) {
    return std::unexpected(error_of(
        status, "Cannot read " + to_hex(key) + " in column " + std::string(name_of(column))));
  }
  return bytes_of(view(value));
}

Result<std::optional<Database::Entry>> Database::find_at_or_before(Column column,
                                                                   ByteView key) const {
  const std::unique_ptr<rocksdb::Iterator> at(
      impl_->db->NewIterator(rocksdb::ReadOptions(), impl_->column(column)));
  at->SeekForPrev(slice(key));
  if (at->Valid()) return Entry{bytes_of(view(at->key())), bytes_of(view(at->value()))};
  if (at->status().ok()) return std::nullopt;
  return std::unexpected(error_of(at->status(), "Cannot read before " + to_hex(key) +
                                                    " in column " + std::string(name_of(column))));
}

Result<void> Database::scan(Column column, ByteView first, const Visit& visit) const {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> at(
      impl_->db->NewIterator(options, impl_->column(column)));
  for (at->Seek(slice(first)); at->Valid(); at->Next()) {
    if (!visit(view(at->key()), view(at->value()))) return {};
  }
  if (at->status().ok()) return {};
  return std::unexpected(
      error_of(at->status(), "Cannot read all of column " + std::string(name_of(column))));
}

void Database::write(WriteBatch batch, bool sync) {
  rocksdb::WriteOptions options;
  options.sync = sync;
  // Everything up to here stands in the log before this batch, so a sync covers it too.
  const std::uint64_t before = impl_->db->GetLatestSequenceNumber();
  const std::uint64_t count = batch.impl_->batch.Count();
  const rocksdb::Status status = impl_->db->Write(options, &batch.impl_->batch);
  if (!status.ok()) stop_process(status.ToString());
  if (!sync) return;
  impl_->synced(status, before + count);
  impl_->promises->raise(batch.impl_->promise);
}

void Database::sync() {
  const std::uint64_t before = impl_->db->GetLatestSequenceNumber();
  impl_->synced(impl_->db->SyncWAL(), before);
}

Result<void> Database::verify() const {
  const rocksdb::Status status = impl_->db->VerifyChecksum();
  if (!status.ok()) {
    return std::unexpected(error_of(status, "The store in " + impl_->folder.string()));
  }
  for (std::size_t i = 0; i < kColumns; ++i) {
    PP_CHECKED(scan(static_cast<Column>(i), {}, [](ByteView, ByteView) { return true; }));
  }
  return {};
}

}  // namespace pennypost::store
