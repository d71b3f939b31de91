#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace pennypost::gateway {

/// Counters in the Prometheus text format. Used from one thread. Labels are words of ours, never
/// text of users.
class Metrics {
 public:
  void count_operation(std::string_view state);
  void count_reply(std::string_view code);
  void count_http(int status);
  /// Attempts to deliver a webhook: "delivered" or "failed".
  void count_webhook(std::string_view outcome);
  /// Refused because too much came of one kind: "key", "user", "platform", "stranger".
  void count_limited(std::string_view kind);
  /// From submission to the verified receipt.
  void observe_final(std::uint64_t us);
  std::string text() const;

 private:
  static constexpr std::array<std::uint64_t, 10> kBucketsMs = {10,  25,    50,    100,   250,
                                                               500, 1'000, 2'500, 5'000, 10'000};
  std::map<std::string, std::uint64_t, std::less<>> operations_;
  std::map<std::string, std::uint64_t, std::less<>> replies_;
  std::map<int, std::uint64_t> http_;
  std::map<std::string, std::uint64_t, std::less<>> limited_;
  std::map<std::string, std::uint64_t, std::less<>> webhooks_;
  std::array<std::uint64_t, kBucketsMs.size()> buckets_{};
  std::uint64_t final_count_ = 0;
  std::uint64_t final_us_ = 0;
};

}  // namespace pennypost::gateway
