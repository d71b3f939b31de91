#include "ledger/store/database.h"

#include <fcntl.h>
#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/store/environment.h"
#include "ledger/store/log_end.h"
#include "ledger/store/mark.h"
#include "ledger/store/rocksdb_options.h"

namespace pennypost::store {
namespace {

constexpr std::string_view kSyncsKey = "syncs";

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

Result<void> make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return fail("store_unavailable",
              "Cannot create the folder " + folder.string() + ": " + error.message());
}

}  // namespace

struct WriteBatch::Impl {
  const std::array<rocksdb::ColumnFamilyHandle*, kColumns>* columns = nullptr;
  rocksdb::WriteBatch batch;
  std::uint64_t promise = 0;
};

struct Table::Impl {
  rocksdb::ColumnFamilyHandle* column = nullptr;
  std::filesystem::path file;
  std::unique_ptr<rocksdb::SstFileWriter> writer;
  std::uint64_t entries = 0;

  void added(const rocksdb::Status& status) {
    CHECK(!status.IsInvalidArgument());  // the keys do not ascend
    if (!status.ok()) stop_process(status.ToString());
    ++entries;
  }
};

struct Database::Impl {
  std::filesystem::path folder;
  std::atomic<std::uint64_t> tables = 0;  // written by this process
  std::mutex sync_mutex;
  std::uint64_t syncs = 0;  // number of the last synced write: in the log, then in the mark
  std::unique_ptr<Mark> mark;
  std::unique_ptr<Mark> promises;  // null where nothing may be written
  std::uint64_t promised = 0;      // when it was opened
  std::unique_ptr<rocksdb::DB> db;
  std::array<rocksdb::ColumnFamilyHandle*, kColumns> columns{};

  ~Impl() {
    if (!db) return;
    if (promises) write_synced(rocksdb::WriteBatch());
    for (rocksdb::ColumnFamilyHandle* column : columns) db->DestroyColumnFamilyHandle(column);
    if (const rocksdb::Status status = db->Close(); !status.ok()) stop_process(status.ToString());
  }
  rocksdb::ColumnFamilyHandle* column(Column which) const {
    return columns[static_cast<std::size_t>(which)];
  }
  std::filesystem::path files() const { return folder / "rocksdb"; }
  std::filesystem::path tables_folder() const { return folder / "tables"; }
  void write_synced(rocksdb::WriteBatch batch) {
    const std::lock_guard lock(sync_mutex);
    const Bytes number = codec::Writer().u64(++syncs).take();
    CHECK(batch.Put(column(Column::meta), slice(view_of(kSyncsKey)), slice(number)).ok());
    rocksdb::WriteOptions options;
    options.sync = true;
    const rocksdb::Status status = db->Write(options, &batch);
    if (!status.ok()) stop_process(status.ToString());
    mark->raise(syncs);
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

Table::Table(const Database& database, Column column) : impl_(std::make_unique<Impl>()) {
  impl_->column = database.impl_->column(column);
  impl_->file =
      database.impl_->tables_folder() / (std::to_string(database.impl_->tables++) + ".sst");
  impl_->writer = std::make_unique<rocksdb::SstFileWriter>(
      rocksdb::EnvOptions(), database.impl_->db->GetOptions(impl_->column), impl_->column,
      /*invalidate_page_cache=*/false);
  const rocksdb::Status status = impl_->writer->Open(impl_->file.string());
  if (!status.ok()) stop_process(status.ToString());
}
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&&) noexcept = default;
Table::~Table() = default;

void Table::put(ByteView key, ByteView value) {
  impl_->added(impl_->writer->Put(slice(key), slice(value)));
}

void Table::remove(ByteView key) {
  impl_->added(impl_->writer->Delete(slice(key)));
}

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

namespace {

std::unexpected<Error> lost_writes(const std::filesystem::path& files, std::uint64_t synced,
                                   std::uint64_t known) {
  return fail("corrupt_store", "The log in " + files.string() +
                                   " has lost writes that were durable: " + std::to_string(synced) +
                                   " were synced, it knows of " + std::to_string(known) +
                                   ". This validator must not sign with it; restore it from its "
                                   "peers.");
}

/// RocksDB's own lock: held by whoever may write.
bool is_locked(const std::filesystem::path& files) {
  const int descriptor = ::open((files / "LOCK").c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool held = ::fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(descriptor);
  return held;
}

}  // namespace

Result<void> Database::open_files(Impl& impl, bool read_only) {
  const std::filesystem::path files = impl.files();
  PP_CHECKED(check_log_ends(files));
  const auto log = std::make_shared<RocksdbLog>();
  const std::vector<rocksdb::ColumnFamilyDescriptor> descriptors = column_options();
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      read_only
          ? rocksdb::DB::OpenForReadOnly(database_options(log), files.string(), descriptors,
                                         &handles, &db)
          : rocksdb::DB::Open(database_options(log), files.string(), descriptors, &handles, &db);
  if (!status.ok()) {
    const std::string heard = log->first_error();
    return std::unexpected(error_of(status, "Cannot open the store in " + impl.folder.string() +
                                                (heard.empty() ? "" : " (" + heard + ")")));
  }
  impl.db.reset(db);
  CHECK(handles.size() == kColumns);
  std::copy(handles.begin(), handles.end(), impl.columns.begin());
  std::string value;
  const rocksdb::Status read =
      db->Get(rocksdb::ReadOptions(), impl.column(Column::meta), slice(view_of(kSyncsKey)), &value);
  if (!read.ok() && !read.IsNotFound()) {
    return std::unexpected(error_of(read, "The store in " + impl.folder.string()));
  }
  codec::Reader in(view_of(value));
  if (read.ok()) impl.syncs = in.u64();
  if (in.done()) return {};
  return fail("corrupt_store", "The number of syncs in column meta is not one.");
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& folder) {
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  PP_CHECKED(make_folder(impl->files()));
  PP_CHECKED(open_files(*impl, false));
  // Only with the database's lock in hand: the files of a running process are not ours to touch.
  std::error_code ignored;
  std::filesystem::remove_all(impl->tables_folder(), ignored);  // begun and never ingested
  PP_CHECKED(make_folder(impl->tables_folder()));
  PP_TRY(impl->mark, Mark::open(folder / "synced"));
  if (impl->syncs < impl->mark->found()) {
    return lost_writes(impl->files(), impl->mark->found(), impl->syncs);
  }
  PP_TRY(impl->promises, Mark::open(folder / "promised"));
  impl->promised = impl->promises->found();
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

Result<std::unique_ptr<Database>> Database::open_read_only(const std::filesystem::path& folder) {
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  if (!std::filesystem::exists(impl->files())) {
    return fail("store_unavailable", "There is no store in " + folder.string() + ".");
  }
  if (is_locked(impl->files())) {
    return fail("store_in_use", "A process works with the store in " + folder.string() +
                                    ". Stop it, or ask it instead.");
  }
  PP_CHECKED(open_files(*impl, true));
  PP_TRY(const std::uint64_t synced, Mark::read(folder / "synced"));
  if (impl->syncs < synced) return lost_writes(impl->files(), synced, impl->syncs);
  PP_TRY(impl->promised, Mark::read(folder / "promised"));
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

const std::filesystem::path& Database::folder() const {
  return impl_->folder;
}

std::uint64_t Database::promised() const {
  return impl_->promised;
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
  if (sync) {
    impl_->write_synced(std::move(batch.impl_->batch));
    impl_->promises->raise(batch.impl_->promise);
    return;
  }
  const rocksdb::Status status = impl_->db->Write(rocksdb::WriteOptions(), &batch.impl_->batch);
  if (!status.ok()) stop_process(status.ToString());
}

void Database::sync() {
  impl_->write_synced(rocksdb::WriteBatch());
}

void Database::ingest(std::vector<Table> tables) {
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (Table& table : tables) {
    if (table.impl_->entries == 0) continue;
    const rocksdb::Status status = table.impl_->writer->Finish();
    if (!status.ok()) stop_process(status.ToString());
    rocksdb::IngestExternalFileArg& argument = arguments.emplace_back();
    argument.column_family = table.impl_->column;
    argument.external_files = {table.impl_->file.string()};
    argument.options.move_files = true;
  }
  sync();  // a table must not speak of what a power failure could still take
  if (arguments.empty()) return;
  const rocksdb::Status status = impl_->db->IngestExternalFiles(arguments);
  if (!status.ok()) stop_process(status.ToString());
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
