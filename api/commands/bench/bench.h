#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

// `pennypost bench`: a network of real processes on this machine under load, durable, over TLS,
// every answer awaited; beside it what the machine itself can do in that minute, and where asked
// PostgreSQL. JSON on standard output, progress and a summary on standard error.
namespace pennypost::commands {

struct BenchOptions {
  std::string mode = "both";  // "envelopes", "signed" or "both"
  std::size_t validators = 4;
  std::size_t accounts = 10'000;
  std::size_t items = 4'000;  // transfers in an envelope; 8,192 at most, in 1,000,000 bytes
  std::size_t group = 32;     // signed payments in a request; 256 at most
  std::uint64_t seconds = 5;  // of each step
  std::size_t steps = 12;     // of growing load, at most
  std::size_t rounds = 3;     // of best load and peer, one after the other
  std::string versus;         // "" or "postgres"
  bool gateway = false;       // chat messages through a gateway instead
  std::size_t webhooks = 0;   // of a chat platform at the gateway a second instead
  std::size_t users = 1'000;  // who write to the gateway
  std::size_t at_once = 256;  // messages that wait for their answers, at most
  std::size_t dead = 0;       // validators to kill once the best load is known; fewer than a third
  bool recovery = false;      // how nodes come back, instead of load
  std::uint64_t transactions = 1'000'000;  // that an observer follows from the genesis
  std::string links;                       // one-way delay between validators, as "25ms"; "": none
  std::filesystem::path dir;               // empty: a temporary folder
};

/// Returns the exit status: 0 measured, 1 something failed, 2 wrong usage.
int bench_command(const BenchOptions& options);

}  // namespace pennypost::commands
