#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/gateway/clock.h"
#include "api/gateway/metrics.h"

namespace pennypost::gateway {

/// How often something may happen on average, and how often at once.
struct Rate {
  std::uint64_t per_second = 0;
  std::uint64_t burst = 0;
};

struct RateOptions {
  Rate key{5'000, 10'000};       ///< requests of one API key
  Rate user{20, 200};            ///< new messages and payments of one user
  Rate platform{5'000, 10'000};  ///< new messages of one channel of a tenant
  Rate stranger{1, 60};          ///< refused keys and sign-ins of one address
};

/// Token buckets in memory: what is beyond them is refused before anything is stored. Used from
/// one thread.
class RateLimits {
 public:
  static constexpr std::size_t kBucketsMax = 100'000;

  RateLimits(RateOptions options, Metrics& metrics, Now now)
      : options_(options), metrics_(metrics), now_(std::move(now)) {}

  /// Seconds to wait; 0: go ahead, one is taken.
  std::uint64_t take_key(const std::string& key_id) { return take("key", key_id, options_.key); }
  std::uint64_t take_user(const std::string& user_id) {
    return take("user", user_id, options_.user);
  }
  std::uint64_t take_platform(const std::string& tenant, const std::string& channel) {
    return take("platform", tenant + "\n" + channel, options_.platform);
  }
  std::uint64_t take_stranger(const std::string& peer) {
    return take("stranger", peer, options_.stranger);
  }

 private:
  struct Bucket {
    std::uint64_t micro_tokens = 0;
    TimestampUs filled_at;
  };

  std::uint64_t take(std::string_view kind, const std::string& who, const Rate& rate);
  void forget_full();

  RateOptions options_;
  Metrics& metrics_;
  Now now_;
  std::unordered_map<std::string, Bucket> buckets_;  ///< by kind and whose they are
};

}  // namespace pennypost::gateway
