#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "ledger/types/identifiers.h"

namespace pennypost::platforms {

inline constexpr std::uint64_t kHintAgainUs = 60ULL * 1'000'000;  ///< between two hints of a kind

/// What happened within the last while, in memory.
class Recent {
 public:
  static constexpr std::size_t kMost = 100'000;

  explicit Recent(std::uint64_t kept_us) : kept_us_(kept_us) {}

  bool contains(const std::string& key, TimestampUs now) const {
    const auto found = times_.find(key);
    return found != times_.end() && now < found->second + kept_us_;
  }
  /// False where it is there already. Beyond kMost, what is new is not remembered.
  bool add(const std::string& key, TimestampUs now) {
    if (contains(key, now)) return false;
    if (times_.size() >= kMost) {
      std::erase_if(times_, [&](const auto& each) { return now >= each.second + kept_us_; });
    }
    if (times_.size() < kMost) times_[key] = now;
    return true;
  }

 private:
  std::uint64_t kept_us_;
  std::map<std::string, TimestampUs> times_;
};

}  // namespace pennypost::platforms
