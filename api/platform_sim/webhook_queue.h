#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace pennypost::platform_sim {

using TimeUs = std::uint64_t;
inline constexpr TimeUs kSecondUs = 1'000'000;
inline constexpr TimeUs kHourUs = 3'600 * kSecondUs;
inline constexpr TimeUs kDayUs = 24 * kHourUs;
inline constexpr TimeUs kSoonUs = 2 * kSecondUs;
inline constexpr std::size_t kWebhooksMax = 100'000;  ///< that wait; beyond, the oldest is given up

/// One HTTP request of the platform's to the gateway.
struct Webhook {
  std::string method = "POST";
  std::string target{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
};

/// How badly a platform behaves; all of it by the seed.
struct Faults {
  std::uint64_t seed = 1;
  std::uint32_t copies_max = 1;  ///< of each webhook: 1 to 50
  /// Copies come up to so much later, so that they overtake; the first one, and those of a platform
  /// that keeps its order, within kSoonUs.
  TimeUs late_us_max = 0;
};

/// How a platform sends again what was not answered with 200.
struct RetryPolicy {
  TimeUs first_us = kSecondUs;
  TimeUs pause_us_max = kHourUs;
  TimeUs give_up_us = 7 * kDayUs;  ///< 0: never
  bool in_order = false;           ///< the next one waits until this one was taken
};

/// Webhooks on their way: pure, time is told. The same calls in the same order give the same.
class WebhookQueue {
 public:
  WebhookQueue(RetryPolicy policy, Faults faults)
      : policy_(policy), faults_(faults), random_(faults.seed) {}

  void add(Webhook webhook, TimeUs now);
  /// What has to be sent now, each with a number for `answered`; every one is given out once until
  /// it was answered.
  std::vector<std::pair<std::uint64_t, Webhook>> take_due(TimeUs now);
  /// `status` 0: no answer.
  void answered(std::uint64_t number, int status, TimeUs now);
  std::optional<TimeUs> next_due() const;

  std::size_t waiting() const { return entries_.size(); }
  std::uint64_t taken() const { return taken_; }
  std::uint64_t given_up() const { return given_up_; }

 private:
  struct Entry {
    Webhook webhook;
    TimeUs due = 0;
    TimeUs give_up_at = 0;
    TimeUs pause = 0;
    bool under_way = false;
  };
  std::uint64_t below(std::uint64_t bound) { return bound ? random_() % bound : 0; }

  RetryPolicy policy_;
  Faults faults_;
  std::mt19937_64 random_;
  std::map<std::uint64_t, Entry> entries_;  // by number: the order of coming
  std::uint64_t next_number_ = 1;
  std::uint64_t taken_ = 0;
  std::uint64_t given_up_ = 0;
};

}  // namespace pennypost::platform_sim
