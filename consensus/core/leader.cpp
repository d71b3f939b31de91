#include "consensus/core/leader.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ledger/base/check.h"

namespace pennypost::consensus {
namespace {

/// The step round a circle of `size` places: coprime to it, so that every place is visited, and
/// near the golden section, so that neighbouring rounds fall on places far apart.
std::uint64_t stride_of(std::uint64_t size) {
  std::uint64_t stride = size / 1000 * 618 + size % 1000 * 618 / 1000;
  while (stride > 1 && std::gcd(stride, size) != 1) --stride;
  return stride == 0 ? 1 : stride;
}

std::uint64_t times_modulo(std::uint64_t a, std::uint64_t b, std::uint64_t size) {
  return static_cast<std::uint64_t>(static_cast<Uint128>(a % size) * b %
                                    static_cast<Uint128>(size));
}

/// Doubles with each failure, from twice the validators on.
std::uint64_t retry_interval(std::size_t validators, std::uint32_t failures) {
  constexpr std::uint32_t kDoublingsMax = 8;  // beyond it any set is at the limit
  return std::min(kRetryRoundsMax, std::uint64_t{validators} << std::min(failures, kDoublingsMax));
}

}  // namespace

Turn turn_of(const Block& block) {
  return {.round = block.round, .parent_round = block.parent_qc.round(), .author = block.author};
}

LeaderSchedule::LeaderSchedule(Epoch epoch, const ValidatorSet& set) : epoch_(epoch), set_(set) {
  for (const Validator& validator : set_.validators) {
    unit_ = std::gcd(unit_, validator.power.value());
  }
  CHECK(unit_ > 0);
  std::uint64_t sum = 0;
  for (const Validator& validator : set_.validators) {
    sum += validator.power.value() / unit_;
    until_.push_back(sum);
  }
  stride_ = stride_of(sum);
}

ValidatorIndex LeaderSchedule::turn(Round round) const {
  const std::uint64_t size = until_.back();
  const std::uint64_t turn = epoch_.value() % size + round.value() % size;
  const std::uint64_t place = times_modulo(turn, stride_, size);
  return static_cast<ValidatorIndex>(std::ranges::upper_bound(until_, place) - until_.begin());
}

ValidatorIndex LeaderSchedule::leader(Round round, std::span<const Turn> turns) const {
  const ValidatorIndex first = turn(round);
  while (!turns.empty() && turns.back().round.value() + kLeaderLag > round.value()) {
    turns = turns.first(turns.size() - 1);
  }
  if (turns.size() > kReputationBlocks) turns = turns.last(kReputationBlocks);
  const auto is_plain = [this](const Turn& each) {
    return each.round == each.parent_round.next() && each.author == turn(each.round);
  };
  if (std::ranges::all_of(turns, is_plain)) return first;
  const std::vector<Record> seen = records(turns);
  const std::vector<bool> without = skipped(seen);
  if (!without[first] || is_retry(round, first, seen[first])) return first;
  return substitute(round, without);
}

std::vector<LeaderSchedule::Record> LeaderSchedule::records(std::span<const Turn> turns) const {
  std::vector<Record> out(set_.size());
  std::uint64_t gaps_left = kGapRoundsMax;
  for (std::size_t i = turns.size(); i-- > 0;) {  // newest first
    const Turn& each = turns[i];
    // A success that nobody could see yet does not count as one more that was passed over.
    if (!std::exchange(out[each.author].succeeded, true)) {
      out[each.author].replaced_in_oldest = false;
    }
    Record& due = out[turn(each.round)];
    if (!due.succeeded) due.replaced_in_oldest = true;
    for (std::uint64_t gap = each.round.value() - 1;
         gap > each.parent_round.value() && gaps_left > 0; --gap, --gaps_left) {
      Record& failed = out[turn(Round(gap))];
      if (failed.succeeded) continue;
      failed.replaced_in_oldest = false;
      if (failed.failures++ == 0) failed.last_failure = Round(gap);
    }
  }
  return out;
}

/// Those who fail most first, at most f power.
std::vector<bool> LeaderSchedule::skipped(const std::vector<Record>& records) const {
  std::vector<std::size_t> failing;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].failures > 0 || records[i].replaced_in_oldest) failing.push_back(i);
  }
  std::ranges::sort(failing, [&](std::size_t a, std::size_t b) {
    return std::pair(records[b].failures, a) < std::pair(records[a].failures, b);
  });
  std::uint64_t left = set_.one_honest().value() - 1;  // f
  std::vector<bool> out(records.size());
  for (const std::size_t i : failing) {
    const std::uint64_t power = set_.validators[i].power.value();
    if (power > left) continue;
    left -= power;
    out[i] = true;
  }
  return out;
}

/// Its first turn in each interval since its last failure, the one right after that excepted.
bool LeaderSchedule::is_retry(Round round, ValidatorIndex validator, const Record& record) const {
  const std::uint64_t interval =
      record.replaced_in_oldest ? kRetryRoundsMax : retry_interval(set_.size(), record.failures);
  const std::uint64_t since = record.last_failure.value();
  const std::uint64_t intervals = (round.value() - since) / interval;
  if (intervals == 0) return false;
  for (std::uint64_t at = since + intervals * interval; at < round.value(); ++at) {
    if (turn(Round(at)) == validator) return false;
  }
  return true;
}

/// The same schedule without the skipped, at a pace of its own, so that all take turns.
ValidatorIndex LeaderSchedule::substitute(Round round, const std::vector<bool>& skipped) const {
  std::uint64_t size = 0;
  const auto share = [this](std::size_t i) { return set_.validators[i].power.value() / unit_; };
  for (std::size_t i = 0; i < set_.size(); ++i) size += skipped[i] ? 0 : share(i);
  const std::uint64_t turn = round.value() % size + round.value() / until_.back() % size;
  std::uint64_t place = times_modulo(turn, stride_of(size), size);
  for (std::size_t i = 0; i < set_.size(); ++i) {
    if (skipped[i]) continue;
    if (place < share(i)) return static_cast<ValidatorIndex>(i);
    place -= share(i);
  }
  CHECK(false);
  return 0;
}

}  // namespace pennypost::consensus
