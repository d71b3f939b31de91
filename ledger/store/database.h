#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/types/identifiers.h"

// The one database of a validator: RocksDB with a column family for each purpose and one log for
// all of them, so that one synced write makes everything written before it durable too. RocksDB
// itself appears only in database.cpp.
namespace pennypost::store {

/// What a column holds. Names are part of the format on disk.
enum class Column : std::uint8_t {
  meta,               // format, genesis, newest checkpoint, newest certificate, ends of epochs
  state,              // the newest checkpoint: accounts, currencies, …, and live nonces
  ledger_blocks,      // final blocks: headers, and segments of kept transactions, by version
  block_index,        // height -> first version, block id -> first version
  accumulator_nodes,  // complete subtrees of 256 versions
  transactions,       // transaction id -> version
  batches,            // digest -> a batch's bytes, written once (blob files)
  blocks,             // consensus: blocks that are not final yet
  held_batches,       // consensus: batches that are not final yet, by expiry
  chain,              // consensus: height -> final block and its certificate
  safety,             // consensus: what must be durable before a signature leaves
};
inline constexpr std::size_t kColumns = 11;

class Database;

/// Changes that become visible, and durable, together. Values are copied in.
class WriteBatch {
 public:
  explicit WriteBatch(const Database& database);
  WriteBatch(WriteBatch&&) noexcept;
  WriteBatch& operator=(WriteBatch&&) noexcept;
  ~WriteBatch();

  void put(Column column, ByteView key, ByteView value);
  void remove(Column column, ByteView key);
  /// Once this batch is synced, the database's `promised` is at least this, whatever becomes of the
  /// database's own files.
  void promise(std::uint64_t number);
  bool empty() const;
  /// Roughly what the write adds to the log.
  std::size_t bytes() const;

 private:
  friend class Database;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Entries of one column, put in ascending order of their keys, on their way to `Database::ingest`.
/// A file that failed to be written is a failure of the environment: the process ends.
class Table {
 public:
  Table(const Database& database, Column column);
  Table(Table&&) noexcept;
  Table& operator=(Table&&) noexcept;
  ~Table();

  /// Above every key before (CHECK).
  void put(ByteView key, ByteView value);
  void remove(ByteView key);

 private:
  friend class Database;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Threads: every method from any thread. Reads see every write that returned before.
/// A write that fails is a failure of the environment: it is logged, and the process ends, since
/// nothing that follows could keep its promises. Reads that find damage return `corrupt_store`,
/// naming the column and what RocksDB says about the file.
class Database {
 public:
  /// Opens or creates the store in a folder of its own. Errors: `store_unavailable` (no permission,
  /// no space, held by another process), `corrupt_store` (damage in the log or the files that list
  /// the others, or synced writes are missing), with the file where it is known.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& folder);
  /// Opens a store to look at it: nothing in its folder changes, and nothing may be written. The
  /// same errors; `store_in_use` while a process has it open.
  static Result<std::unique_ptr<Database>> open_read_only(const std::filesystem::path& folder);
  /// Makes everything written durable and closes.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::filesystem::path& folder() const;
  /// The largest number that a batch synced before this opening promised; 0 where none did. After a
  /// power failure it may be some seconds old.
  std::uint64_t promised() const;

  /// Nothing where there is no such key.
  Result<std::optional<Bytes>> get(Column column, ByteView key) const;

  struct Entry {
    Bytes key;
    Bytes value;
  };
  /// The entry with the largest key that is not above `key`.
  Result<std::optional<Entry>> find_at_or_before(Column column, ByteView key) const;

  /// Whether to go on.
  using Visit = std::function<bool(ByteView key, ByteView value)>;
  /// Visits entries in ascending order of their keys, from `first` on (empty: all), as of the
  /// moment of the call. The views last only for the call of `visit`.
  Result<void> scan(Column column, ByteView first, const Visit& visit) const;

  /// Atomic. `sync`: returns when this and everything written before is on the disk; without it
  /// the write survives the end of the process, but not of the machine. One synced write at a time.
  void write(WriteBatch batch, bool sync);
  /// Everything written before is on the disk when it returns.
  void sync();
  /// Takes in whole tables, in one atomic step, and makes them durable, with everything written
  /// before. For thousands of entries it costs a seventh of a WriteBatch: they pass by the log and
  /// by the sorting in memory.
  void ingest(std::vector<Table> tables);

  /// Reads every file and checks every checksum. Slow: for `doctor` and for tests.
  Result<void> verify() const;

 private:
  friend class WriteBatch;
  friend class Table;
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  static Result<void> open_files(Impl& impl, bool read_only);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pennypost::store
