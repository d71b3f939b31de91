#pragma once

#include <span>
#include <vector>

#include "consensus/types/block.h"

namespace pennypost::consensus {

/// C8: what a leader depends on: of the ancestors of its block's parent, the newest
/// kReputationBlocks in a round at least kLeaderLag below its own.
inline constexpr std::uint64_t kLeaderLag = 10;
inline constexpr std::size_t kReputationBlocks = 256;
/// Of the rounds that these blocks leapt over, only the newest count.
inline constexpr std::uint64_t kGapRoundsMax = 1024;
/// Who fails is tried again after so many rounds at most. Below kReputationBlocks - kLeaderLag, so
/// that the last failure is still seen when its retry comes due.
inline constexpr std::uint64_t kRetryRoundsMax = 224;
/// So many newest final blocks of the epoch are remembered: beside those that count, the ones in
/// the last rounds.
inline constexpr std::size_t kTurnsMax = kReputationBlocks + kLeaderLag;

/// One block of the chain, as far as leaders depend on it.
struct Turn {
  Round round;
  Round parent_round;  // the rounds between were failures
  ValidatorIndex author = 0;
  bool operator==(const Turn&) const = default;
};
Turn turn_of(const Block& block);

/// Who leads a round, for one epoch and set. Pure.
class LeaderSchedule {
 public:
  /// `set` has at least one validator, each with power.
  LeaderSchedule(Epoch epoch, const ValidatorSet& set);

  /// Whose turn it is before reputation. Round robin weighted by power: within `total power / gcd`
  /// rounds each validator has as many turns as its power says, and they are spread out.
  ValidatorIndex turn(Round round) const;

  /// Who leads. `turns` are the ancestors of the parent, oldest first; those that do not count are
  /// left out here. A validator that failed in its last turn is skipped, at most f power at a time,
  /// but is tried again after 2, 4, 8, ... times as many rounds as there are validators.
  ValidatorIndex leader(Round round, std::span<const Turn> turns) const;

 private:
  struct Record {
    bool succeeded = false;           // nothing older counts
    std::uint32_t failures = 0;       // since its last success
    Round last_failure;               // 0 where none is seen
    bool replaced_in_oldest = false;  // it was skipped already when the oldest of `turns` was made
  };
  std::vector<Record> records(std::span<const Turn> turns) const;
  std::vector<bool> skipped(const std::vector<Record>& records) const;
  bool is_retry(Round round, ValidatorIndex validator, const Record& record) const;
  ValidatorIndex substitute(Round round, const std::vector<bool>& skipped) const;

  Epoch epoch_;
  ValidatorSet set_;
  std::uint64_t unit_ = 0;            // of power
  std::vector<std::uint64_t> until_;  // sums of the shares
  std::uint64_t stride_ = 1;
};

}  // namespace pennypost::consensus
