#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <set>
#include <thread>

#include "api/store/postgres_schema.h"
#include "api/store/store.h"
#include "ledger/base/check.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/types/identifiers.h"

namespace pennypost::gateway_store {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kIdleConnectionsMax = 40;
constexpr milliseconds kFirstPause{20};
constexpr milliseconds kPauseMax{1'000};
/// A database that is away longer ends the process: what waits is resumed from what is durable.
constexpr std::chrono::seconds kAwayMax{60};
constexpr std::int64_t kSchemaLock = 0x70656e6e79;  // one gateway at a time makes the table

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Finish>;
using Rows = std::unique_ptr<PGresult, Clear>;

/// Values go as text, results come as bytes.
struct Query {
  const char* text;
  std::vector<std::optional<std::string>> values;
};

constexpr char kHex[] = "0123456789abcdef";

/// "\x6162": bytea as text.
std::string hex_of(std::string_view bytes) {
  std::string out = "\\x";
  out.reserve(2 + 2 * bytes.size());
  for (const char c : bytes) {
    out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kHex[static_cast<unsigned char>(c) & 15]);
  }
  return out;
}

/// A one-dimensional array's literal.
class Array {
 public:
  void add_text(std::string_view text) { add("\"" + std::string(text) + "\""); }
  void add_bytes(std::string_view bytes) { add("\"\\" + hex_of(bytes) + "\""); }
  void add_number(std::int64_t number) { add(std::to_string(number)); }
  void add_null() { add("NULL"); }
  std::string take() { return text_ + "}"; }

 private:
  void add(const std::string& item) {
    if (text_.size() > 1) text_.push_back(',');
    text_ += item;
  }
  std::string text_ = "{";
};

/// FNV-1a: which lock stands for a key. Two keys of one lock only wait for each other.
std::int64_t lock_of(const std::string& table, const std::string& key) {
  std::uint64_t hash = 14695981039346656037ULL;
  const auto mix = [&](std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  };
  mix(table);
  hash = (hash ^ 0xff) * 1099511628211ULL;
  mix(key);
  return static_cast<std::int64_t>(hash);
}

bool is_plain(const std::string& table) {
  return !table.empty() &&
         std::ranges::all_of(table, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(std::string url) : url_(std::move(url)) {}

  Result<void> open() {
    Connection connection(PQconnectdb(url_.c_str()));
    if (PQstatus(connection.get()) != CONNECTION_OK) {
      return fail("unavailable", "The database cannot be reached: " + error_of(*connection));
    }
    // CREATE OR REPLACE of two at once would fail.
    const std::string script = "BEGIN; SELECT pg_advisory_xact_lock(" +
                               std::to_string(kSchemaLock) + ");" + std::string(postgres_schema()) +
                               "COMMIT;";
    const Rows made(PQexec(connection.get(), script.c_str()));
    if (PQresultStatus(made.get()) != PGRES_COMMAND_OK) {
      return fail("unavailable", "The database has no room for us: " + error_of(*connection));
    }
    give_back(std::move(connection));
    return {};
  }

  bool shared() const override { return true; }

  std::optional<std::string> get(const std::string& table, const std::string& key) const override {
    const Rows rows = ask(
        {"SELECT value FROM pennypost_rows WHERE name = $1 AND key = $2", {table, hex_of(key)}});
    if (PQntuples(rows.get()) == 0) return std::nullopt;
    return bytes(*rows, 0, 0);
  }

  std::vector<Row> scan(const Scan& scan) const override {
    std::string from = scan.prefix;
    std::optional<std::string> end = end_of(scan.prefix);
    Query query{nullptr, {}};
    if (scan.backwards) {
      if (!scan.after.empty()) end = end ? std::min(*end, scan.after) : scan.after;
      query.text =
          "SELECT key, value FROM pennypost_rows WHERE name = $1 AND key >= $2 AND "
          "($3::bytea IS NULL OR key < $3) ORDER BY key DESC LIMIT $4";
    } else {
      // The next key behind `after` is that with a zero byte at its end.
      if (!scan.after.empty()) from = std::max(from, scan.after + '\0');
      query.text =
          "SELECT key, value FROM pennypost_rows WHERE name = $1 AND key >= $2 AND "
          "($3::bytea IS NULL OR key < $3) ORDER BY key LIMIT $4";
    }
    query.values = {scan.table, hex_of(from), end ? std::optional(hex_of(*end)) : std::nullopt,
                    std::to_string(scan.limit)};
    const Rows rows = ask(query);
    std::vector<Row> out;
    for (int i = 0; i < PQntuples(rows.get()); ++i) {
      out.push_back({bytes(*rows, i, 0), bytes(*rows, i, 1)});
    }
    return out;
  }

  bool commit(const Change& change) override {
    const Change* const one = &change;
    return write({&one, 1}, single_).front();
  }

  bool groups() const override { return true; }
  /// On the disk when it returns, where one of them has to be.
  std::vector<bool> write_group(std::span<const Change* const> changes) override {
    return write(changes, grouped_);
  }

 private:
  static std::string error_of(PGconn& connection) {
    std::string out = PQerrorMessage(&connection);
    while (!out.empty() && out.back() == '\n') out.pop_back();
    return out;
  }

  static std::string bytes(PGresult& rows, int row, int column) {
    return {PQgetvalue(&rows, row, column),
            static_cast<std::size_t>(PQgetlength(&rows, row, column))};
  }

  /// The first key behind all that begin with `prefix`; nothing: there is none.
  static std::optional<std::string> end_of(std::string prefix) {
    while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
    if (prefix.empty()) return std::nullopt;
    prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    return prefix;
  }

  /// Who writes one group after the other, each under a number, so that a group that was sent and
  /// not answered is not written twice.
  struct Writer {
    Writer() { crypto::random_bytes(id.bytes); }
    std::mutex mutex{};
    Salt id{};
    std::int64_t number = 0;  // guarded by mutex
  };

  std::vector<bool> write(std::span<const Change* const> changes, Writer& writer) {
    const std::lock_guard lock(writer.mutex);
    ++writer.number;
    const Rows rows = ask(commit_query(changes, writer));
    // An array as bytes: dimensions, whether there are nulls, the type, length and lower bound;
    // then each element's length and value.
    constexpr std::size_t kHead = 20;
    constexpr std::size_t kElement = 5;
    const std::string found = bytes(*rows, 0, 0);
    CHECK(found.size() == kHead + kElement * changes.size());
    std::vector<bool> out;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      out.push_back(found[kHead + kElement * i + kElement - 1] != 0);
    }
    return out;
  }

  static Query commit_query(std::span<const Change* const> changes, const Writer& writer) {
    // The writer's own lock: a try that goes on although its connection broke is waited for.
    std::set<std::int64_t> keys{lock_of("", writer.id.hex())};
    Array locks, expected_ends, expected_names, expected_keys, expected_values;
    Array ends, names, row_keys, values;
    std::int64_t expectations = 0;
    std::int64_t writes = 0;
    bool synced = false;
    for (const Change* change : changes) {
      for (const auto& each : change->expectations) {
        CHECK(is_plain(each.table));
        keys.insert(lock_of(each.table, each.key));
        expected_names.add_text(each.table);
        expected_keys.add_bytes(each.key);
        each.value ? expected_values.add_bytes(*each.value) : expected_values.add_null();
      }
      for (const auto& each : change->writes) {
        CHECK(is_plain(each.table) && !each.make);
        keys.insert(lock_of(each.table, each.key));
        names.add_text(each.table);
        row_keys.add_bytes(each.key);
        each.value ? values.add_bytes(*each.value) : values.add_null();
      }
      expected_ends.add_number(expectations += std::ssize(change->expectations));
      ends.add_number(writes += std::ssize(change->writes));
      synced = synced || change->synced;
    }
    for (const auto key : keys) locks.add_number(key);
    return {
        "SELECT pennypost_commit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        {hex_of(text_of(writer.id.view())), std::to_string(writer.number), locks.take(),
         expected_ends.take(), expected_names.take(), expected_keys.take(), expected_values.take(),
         ends.take(), names.take(), row_keys.take(), values.take(), synced ? "t" : "f"}};
  }

  /// Until the database answers.
  Rows ask(const Query& query) const {
    const auto deadline = SteadyClock::now() + kAwayMax;
    auto pause = kFirstPause;
    std::string why;
    while (SteadyClock::now() < deadline) {
      Connection connection = take();
      if (PQstatus(connection.get()) == CONNECTION_OK) {
        Rows rows = run(*connection, query);
        const auto status = PQresultStatus(rows.get());
        if (status == PGRES_TUPLES_OK) {
          give_back(std::move(connection));
          return rows;
        }
        why = error_of(*connection);
        const char* state = PQresultErrorField(rows.get(), PG_DIAG_SQLSTATE);
        const std::string code = state != nullptr ? state : "";
        // Serialization failures and deadlocks have changed nothing.
        const bool harmless = code == "40001" || code == "40P01";
        // Shutting down, or gone: there may be another one soon. Anything else is our mistake.
        if (!harmless && !code.empty() && !code.starts_with("57") && !code.starts_with("08") &&
            !code.starts_with("53") && PQstatus(connection.get()) == CONNECTION_OK) {
          break;
        }
        if (harmless) give_back(std::move(connection));
      } else {
        why = error_of(*connection);
      }
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 2, kPauseMax);
    }
    spdlog::critical("gateway store failed: {}", why);
    std::_Exit(1);
  }

  static Rows run(PGconn& connection, const Query& query) {
    std::vector<const char*> values;
    for (const auto& value : query.values) values.push_back(value ? value->c_str() : nullptr);
    return Rows(PQexecParams(&connection, query.text, static_cast<int>(values.size()), nullptr,
                             values.data(), nullptr, nullptr, 1));
  }

  Connection take() const {
    {
      const std::lock_guard lock(mutex_);
      while (!idle_.empty()) {
        Connection out = std::move(idle_.back());
        idle_.pop_back();
        if (PQstatus(out.get()) == CONNECTION_OK) return out;
      }
    }
    return Connection(PQconnectdb(url_.c_str()));
  }

  void give_back(Connection connection) const {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kIdleConnectionsMax) idle_.push_back(std::move(connection));
  }

  std::string url_;
  Writer single_;
  Writer grouped_;
  mutable std::mutex mutex_;
  mutable std::vector<Connection> idle_;  // guarded by mutex_
};

}  // namespace

Result<std::unique_ptr<Store>> open_postgres(const std::string& url) {
  auto store = std::make_unique<PostgresStore>(url);
  PP_CHECKED(store->open());
  return store;
}

}  // namespace pennypost::gateway_store
