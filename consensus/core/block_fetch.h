#pragma once

#include <map>
#include <optional>

#include "consensus/types/messages.h"

namespace pennypost::consensus {

/// F4: how many of the first blocks of a response that was verified its ordered certificate proves
/// final: those up to its block, because each names the one before by its hash.
std::size_t final_blocks(const BlockResponse& response);

/// Which block we lack and whom we have asked for it. One request a peer is outstanding; a retry
/// goes to the next peer. Only asked-for responses are taken (C10).
class BlockFetch {
 public:
  BlockFetch(std::size_t peers, std::optional<ValidatorIndex> own) : peers_(peers), own_(own) {}

  /// A certificate names a block that we lack; the newest replaces older targets. `hint` is
  /// somebody who should have it.
  void want(const BlockId& target, Round round, ValidatorIndex hint);
  /// Asks this peer next.
  void prefer(ValidatorIndex peer) { hint_ = peer; }
  Round target_round() const { return target_round_; }
  /// The target came, or is no longer needed.
  void done();
  const std::optional<BlockId>& target() const { return target_; }
  bool waiting() const { return !outstanding_.empty(); }

  /// Takes the peer's outstanding request off the list; nothing where we did not ask.
  std::optional<BlockRequest> take_request(ValidatorIndex peer);
  /// Whom to ask now: the hint first, then the others in turn; nothing where nobody is left.
  std::optional<ValidatorIndex> next_peer();
  void asked(ValidatorIndex peer, const BlockRequest& request);
  /// The retry timer: unanswered requests no longer keep others from being asked.
  void give_up() { outstanding_.clear(); }

  /// Where the next request should begin, if the last response was of use.
  std::optional<Height> resume_at;

 private:
  std::size_t peers_;
  std::optional<ValidatorIndex> own_;
  std::optional<BlockId> target_;
  Round target_round_;
  std::optional<ValidatorIndex> hint_;
  std::size_t turn_ = 0;
  std::map<ValidatorIndex, BlockRequest> outstanding_;
};

}  // namespace pennypost::consensus
