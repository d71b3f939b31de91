#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

// `pennypost bench`: a network of real processes on this machine under load, durable, over TLS,
// every answer awaited; beside it what the machine itself can do in that minute, and where asked
// PostgreSQL. JSON on standard output, progress on standard error.
namespace pennypost::commands {

struct BenchOptions {
  std::string mode = "both";  // "envelopes", "signed" or "both"
  std::size_t validators = 4;
  std::size_t accounts = 10'000;
  std::size_t items = 4'000;  // transfers in an envelope; 8,192 at most, in 1,000,000 bytes
  std::uint64_t seconds = 5;  // of each step
  std::size_t steps = 12;     // of growing load, at most
  std::size_t rounds = 3;     // of best load and peer, one after the other
  std::string versus;         // "" or "postgres"
  std::filesystem::path dir;  // empty: a temporary folder
};

/// Returns the exit status: 0 measured, 1 something failed, 2 wrong usage.
int bench_command(const BenchOptions& options);

}  // namespace pennypost::commands
