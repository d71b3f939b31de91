#pragma once

#include <algorithm>
#include <map>
#include <optional>

#include "consensus/types/messages.h"

namespace pennypost::consensus {

/// F4: how many of the first blocks of a response that was verified its ordered certificate proves
/// final: those up to its block, because each names the one before by its hash.
std::size_t final_blocks(const BlockResponse& response);

// F3: what a request asks for.
inline constexpr std::size_t kRequestBytesFirst = 1024 * 1024;
inline constexpr std::size_t kRequestBytesMin = 64 * 1024;
/// F4: so many responses at most until the state is hashed. What changes again and again is hashed
/// once, and what is wrong is found out not much later.
inline constexpr std::size_t kUnhashedResponsesMax = 8;

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
  void asked(ValidatorIndex peer, const BlockRequest& request, std::uint64_t now_us);
  /// The retry timer: requests from before this moment no longer keep others from being asked.
  void give_up(std::uint64_t before_us);
  /// F3: what the next request asks for. More after an answer of use, and never again so much as
  /// one that was not answered in time: a slow link would repeat what is on its way.
  std::size_t bytes() const { return bytes_; }
  void was_of_use() { bytes_ = std::min(2 * bytes_, bytes_max_); }

  /// Where the next request should begin, if the last response was of use.
  std::optional<Height> resume_at;

 private:
  std::size_t peers_;
  std::optional<ValidatorIndex> own_;
  std::optional<BlockId> target_;
  Round target_round_;
  std::optional<ValidatorIndex> hint_;
  std::size_t turn_ = 0;
  struct Asked {
    BlockRequest request;
    std::uint64_t at_us = 0;
  };
  std::map<ValidatorIndex, Asked> outstanding_;
  std::size_t bytes_ = kRequestBytesFirst;
  std::size_t bytes_max_ = kRequestBytesMax;
};

}  // namespace pennypost::consensus
