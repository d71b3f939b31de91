#pragma once

#include <chrono>
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
  std::vector<double> latencies_ms;  // of requests, ascending

  double transfers_per_s() const {
    return seconds > 0 ? static_cast<double>(transfers) / seconds : 0;
  }
  /// {"p50","p90","p99","max"} in milliseconds.
  boost::json::object latency() const;
};

/// Requests that wait for finality, a fixed number of them in flight, to all validators in turn,
/// until `duration` has passed or all were sent; every answer is awaited. Every receipt that comes
/// with an envelope is verified from the waypoint, of single payments one in a hundred.
LoadResult run_load(const std::vector<std::string>& rpc_urls, const client::Verifier& verifier,
                    const std::vector<Submission>& submissions, std::size_t in_flight,
                    std::chrono::milliseconds duration);

}  // namespace pennypost::commands
