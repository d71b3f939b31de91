#pragma once

#include "consensus/types/block.h"

namespace pennypost::consensus {

struct PacemakerLimits {
  std::uint64_t round_timeout_us_min = 0;
  std::uint64_t round_timeout_us_max = 0;
};

/// C5, C7: which round it is, and how long to wait in it. Timeouts are four times the smoothed time
/// that a round takes, within the limits, and double with every round in a row that ended without a
/// QC. All times are steady microseconds.
class Pacemaker {
 public:
  Pacemaker(PacemakerLimits limits, Round round, std::uint64_t now_us);

  Round round() const { return round_; }
  /// The round was entered by a TC.
  bool after_timeout() const { return timeouts_in_row_ > 0; }
  std::uint64_t timeout_us() const;
  /// Smoothed time from a QC to the ordered certificate of its block: one message delay, with disk.
  std::uint64_t order_delay_us() const { return order_delay_us_; }

  /// A certificate of `certified`: true where that enters a new round.
  bool on_qc(Round certified, std::uint64_t now_us);
  bool on_tc(Round certified, std::uint64_t now_us);
  /// Work on the round has begun (a proposal was made or came): its duration counts from here.
  void on_round_work(std::uint64_t now_us);
  void on_order_delay(std::uint64_t sample_us);

 private:
  PacemakerLimits limits_;
  Round round_;
  std::optional<std::uint64_t> work_since_us_;
  std::uint32_t timeouts_in_row_ = 0;
  std::uint64_t round_time_us_;
  std::uint64_t order_delay_us_;
};

}  // namespace pennypost::consensus
