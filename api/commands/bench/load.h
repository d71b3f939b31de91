#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "api/client/verifier.h"
#include "api/commands/bench/traffic.h"

namespace pennypost::commands {

struct LoadResult {
  std::size_t transfers = 0;  // final and successful
  std::size_t refused = 0;    // requests that were answered otherwise
  std::size_t receipts_verified = 0;
  std::string first_refusal;
  double seconds = 0;
  std::uint64_t client_cpu_us = 0;   // of this process meanwhile
  std::vector<double> latencies_ms;  // of requests, ascending

  double transfers_per_s() const {
    return seconds > 0 ? static_cast<double>(transfers) / seconds : 0;
  }
  /// In milliseconds; 0 where there is none.
  double latency_ms(std::size_t percent) const;
  /// {"p50","p90","p99","max"} in milliseconds.
  boost::json::object latency() const;
};

struct LoadShape {
  std::size_t in_flight = 1;
  std::chrono::milliseconds duration{};
  double per_s = 0;  // requests are begun at this rate; 0: as soon as one is answered
};

/// Requests that wait for finality, a fixed number of them in flight at most, to all validators in
/// turn, until the duration has passed or all were sent; every answer is awaited. Every receipt
/// that comes with an envelope is verified from the waypoint, of single payments one in a hundred.
LoadResult run_load(const std::vector<std::string>& rpc_urls, const client::Verifier& verifier,
                    const std::vector<Submission>& submissions, const LoadShape& shape);

/// Makes the traffic's key a delegate of the localnet's institution, which may spend for every
/// paying account. Errors: `not_ready`, and those of files.
Result<void> give_mandates(const std::vector<std::string>& rpc_urls,
                           const client::Verifier& verifier, Traffic& traffic,
                           const std::filesystem::path& localnet_dir);

}  // namespace pennypost::commands
