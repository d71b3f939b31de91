#include "consensus/core/pacemaker.h"

#include <algorithm>

namespace pennypost::consensus {
namespace {

constexpr std::uint32_t kBackoffExponentMax = 6;
constexpr std::uint64_t kTimeoutPerRoundTime = 4;

std::uint64_t smoothed(std::uint64_t average, std::uint64_t sample) {
  return (average * 7 + sample) / 8;
}

}  // namespace

Pacemaker::Pacemaker(PacemakerLimits limits, Round round, std::uint64_t now_us)
    : limits_(limits),
      round_(round),
      work_since_us_(now_us),
      round_time_us_(limits.round_timeout_us_min / kTimeoutPerRoundTime),
      order_delay_us_(limits.round_timeout_us_min / (2 * kTimeoutPerRoundTime)) {}

std::uint64_t Pacemaker::timeout_us() const {
  const std::uint64_t base = std::clamp(round_time_us_ * kTimeoutPerRoundTime,
                                        limits_.round_timeout_us_min, limits_.round_timeout_us_max);
  return std::min(base << std::min(timeouts_in_row_, kBackoffExponentMax),
                  limits_.round_timeout_us_max);
}

bool Pacemaker::on_qc(Round certified, std::uint64_t now_us) {
  if (certified < round_) return false;
  if (certified == round_ && work_since_us_) {
    const std::uint64_t sample = now_us - std::min(now_us, *work_since_us_);
    round_time_us_ = smoothed(round_time_us_, std::min(sample, limits_.round_timeout_us_max));
  }
  round_ = certified.next();
  timeouts_in_row_ = 0;
  work_since_us_.reset();
  return true;
}

bool Pacemaker::on_tc(Round certified, std::uint64_t now_us) {
  if (certified < round_) return false;
  round_ = certified.next();
  ++timeouts_in_row_;
  work_since_us_ = now_us;
  return true;
}

void Pacemaker::on_round_work(std::uint64_t now_us) {
  if (!work_since_us_) work_since_us_ = now_us;
}

void Pacemaker::on_order_delay(std::uint64_t sample_us) {
  order_delay_us_ = smoothed(order_delay_us_, std::min(sample_us, limits_.round_timeout_us_max));
}

}  // namespace pennypost::consensus
