#pragma once

#include <map>

#include "consensus/core/mutants.h"
#include "consensus/types/messages.h"

namespace pennypost::consensus {

/// How many rounds above the current one messages are kept for; below it, as many.
inline constexpr std::uint64_t kRoundWindow = 64;

/// C4, C5, C10: gathers votes, order votes and timeouts into certificates. One slot for each
/// (validator, kind, round): the first message stays. Rounds outside the window are dropped, so
/// that at most 2 * kRoundWindow * validators messages of a kind are held. Takes messages as
/// verified.
class VoteAggregator {
 public:
  explicit VoteAggregator(const ValidatorSet& validators) : validators_(validators) {}

  /// The certificate at the moment when its quorum is reached, and only then.
  std::optional<QuorumCertificate> add(const Vote& vote);
  std::optional<OrderedCertificate> add(const OrderVote& vote);

  struct TimeoutCount {
    bool one_honest = false;  // f+1 or more
    std::optional<TimeoutCertificate> certificate;
  };
  TimeoutCount add(const Timeout& timeout);

  /// The message of this signer, kind and round that was counted first, where it says something
  /// else.
  std::optional<Message> contradicted(const Vote& vote) const;
  std::optional<Message> contradicted(const OrderVote& vote) const;

  /// Moves the window: rounds from `current` - kRoundWindow, but above `final_round`, to `current`
  /// + kRoundWindow.
  void set_window(Round current, Round final_round);

  /// For the memory checks: rounds held.
  std::size_t rounds() const { return votes_.size() + order_votes_.size() + timeouts_.size(); }

 private:
  struct TimeoutSlot {
    Round qc_round;
    Signature signature;
  };
  template <class T>
  using Slots = std::map<Round, std::map<ValidatorIndex, T>>;

  bool in_window(Round round) const { return round >= low_ && round <= high_; }
  std::uint64_t quorum(Mutant weakened) const;
  Power power_of(ValidatorIndex validator) const;

  ValidatorSet validators_;
  Round low_ = Round(1);
  Round high_ = Round(kRoundWindow);
  Slots<Vote> votes_;
  Slots<OrderVote> order_votes_;
  Slots<TimeoutSlot> timeouts_;
};

}  // namespace pennypost::consensus
