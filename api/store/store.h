#pragma once

#include <any>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/base/result.h"

// Durable tables of keys and values with compare-and-set. The gateway and the custodian each own
// one. Everything is one interface, so that the same state can live in a distributed database.
namespace pennypost::gateway_store {

inline constexpr std::size_t kScanRowsMax = 10'000;
inline constexpr std::size_t kGroupMax = 1'000;  ///< changes that are written together

struct Row {
  std::string key;
  std::string value;
};

/// A value that must be there, exactly, for a change to happen; nothing: the key must be absent.
struct Expectation {
  std::string table;
  std::string key;
  std::optional<std::string> value;
};

struct Write {
  std::string table;
  std::string key;
  std::optional<std::string> value;  ///< nothing: erase, unless it is still to be made
  std::any meaning{};                ///< what the writer knows the value to mean; no store reads it
  /// Makes the value out of the meaning, where that is work for the thread that writes.
  std::function<std::string(const std::any& meaning)> make{};

  bool erases() const { return !value && !make; }
};

/// Applied whole or not at all.
struct Change {
  std::vector<Expectation> expectations{};
  std::vector<Write> writes{};
  bool synced =
      true;  ///< on disk before commit returns; else it survives the process, not the host

  Change& put(std::string table, std::string key, std::string value);
  Change& put(std::string table, std::string key, std::any meaning,
              std::function<std::string(const std::any& meaning)> make);
  Change& erase(std::string table, std::string key);
  Change& expect(std::string table, std::string key, std::optional<std::string> value);
  /// Makes the values that are still to be made: before the change goes to a store.
  void complete();
};

struct Scan {
  std::string table;
  std::string prefix{};
  std::string after{};  ///< exclusive, in the direction of the scan; empty: from the start
  bool backwards = false;
  std::size_t limit = kScanRowsMax;
};

/// Safe from any thread. A failing disk is logged and ends the process.
class Store {
 public:
  virtual ~Store() = default;
  virtual std::optional<std::string> get(const std::string& table,
                                         const std::string& key) const = 0;
  /// Rows in the order of their keys' bytes.
  virtual std::vector<Row> scan(const Scan& scan) const = 0;
  /// False, and nothing written, where an expectation does not hold. May block on the disk.
  virtual bool commit(const Change& change) = 0;
  /// Whether other processes may write to it at the same time.
  virtual bool shared() const { return false; }

  /// Whether one thread writes for all (see Committer), with the next two instead of commit.
  virtual bool groups() const { return false; }
  /// Each as commit would, one after the other; none need be on the disk before sync returns.
  virtual std::vector<bool> write_group(std::span<const Change* const> changes);
  virtual void sync() {}
};

/// RocksDB in `folder`, which is created. `queues` are tables whose rows live for moments (see
/// Mirror). Errors: `unavailable` (another process has it open, …).
Result<std::unique_ptr<Store>> open_rocksdb(const std::string& folder,
                                            const std::vector<std::string>& queues = {});

/// PostgreSQL, or what speaks its protocol: "postgresql://…". Several processes may share it. A
/// connection that breaks is made again; a database that is away for a minute ends the process.
/// Errors: `unavailable`.
Result<std::unique_ptr<Store>> open_postgres(const std::string& url);

}  // namespace pennypost::gateway_store
