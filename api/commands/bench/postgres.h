#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string_view>

#include "ledger/base/result.h"

namespace pennypost::commands {

/// The peer's tables and function.
std::string_view postgres_schema();

/// Debian's PostgreSQL in a folder of its own, reached by a socket in that folder only. Stops with
/// its owner.
class Postgres {
 public:
  /// Errors: `unavailable`, with what is missing or went wrong.
  static Result<std::unique_ptr<Postgres>> start(const std::filesystem::path& dir);
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;
  ~Postgres();

  /// For clients.
  std::string url() const { return "postgresql:///postgres?host=" + dir_.string() + "&user=bench"; }
  /// As after a crash. Errors: `unavailable`.
  Result<void> restart() const;

  struct Rate {
    double transfers_per_s = 0;
    double latency_ms = 0;  // mean
  };
  /// Durable transfers, one call each, by `clients` at once (pgbench, prepared statements).
  Result<Rate> transfers(std::size_t clients, std::chrono::seconds duration) const;

 private:
  Postgres(std::filesystem::path binaries, std::filesystem::path dir)
      : binaries_(std::move(binaries)), dir_(std::move(dir)) {}
  Result<void> start_server() const;
  /// Runs one of its programs as a user that it accepts. Errors: `unavailable` with its output.
  Result<std::string> run(const std::string& command) const;

  std::filesystem::path binaries_;
  std::filesystem::path dir_;
};

}  // namespace pennypost::commands
