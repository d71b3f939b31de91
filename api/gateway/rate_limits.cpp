#include "api/gateway/rate_limits.h"

#include <algorithm>

namespace pennypost::gateway {
namespace {

constexpr std::uint64_t kMicro = 1'000'000;
constexpr std::uint64_t kElapsedUsMax = 3'600 * kSecondUs;  // keeps the products below in range
/// Whoever was quiet this long has a full bucket under any sane rate.
constexpr std::uint64_t kForgottenUs = 10 * kMinuteUs;

}  // namespace

std::uint64_t RateLimits::take(std::string_view kind, const std::string& who, const Rate& rate) {
  if (rate.per_second == 0) return 0;  // not limited
  const TimestampUs now = now_();
  const std::string name = std::string(kind) + "\n" + who;
  auto found = buckets_.find(name);
  if (found == buckets_.end()) {
    if (buckets_.size() >= kBucketsMax) forget_full();
    if (buckets_.size() >= kBucketsMax) buckets_.erase(buckets_.begin());
    found = buckets_.emplace(name, Bucket{rate.burst * kMicro, now}).first;
  }
  Bucket& bucket = found->second;
  // A token a second is one micro-token a microsecond.
  const std::uint64_t elapsed = std::min(us_between(bucket.filled_at, now), kElapsedUsMax);
  bucket.micro_tokens =
      std::min(bucket.micro_tokens + elapsed * rate.per_second, rate.burst * kMicro);
  bucket.filled_at = std::max(bucket.filled_at, now);
  if (bucket.micro_tokens >= kMicro) {
    bucket.micro_tokens -= kMicro;
    return 0;
  }
  metrics_.count_limited(kind);
  const std::uint64_t missing = kMicro - bucket.micro_tokens;
  return missing / (rate.per_second * kMicro) + 1;
}

void RateLimits::forget_full() {
  const TimestampUs now = now_();
  std::erase_if(buckets_, [&](const auto& entry) {
    return us_between(entry.second.filled_at, now) > kForgottenUs;
  });
}

}  // namespace pennypost::gateway
