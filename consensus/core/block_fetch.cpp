#include "consensus/core/block_fetch.h"

#include <algorithm>

namespace pennypost::consensus {

std::size_t final_blocks(const BlockResponse& response) {
  if (!response.ordered) return 0;
  const auto last =
      std::ranges::find(response.blocks, response.ordered->ledger_info.block_id, &Block::id);
  if (last == response.blocks.end()) return 0;
  return static_cast<std::size_t>(last - response.blocks.begin()) + 1;
}

void BlockFetch::want(const BlockId& target, Round round, ValidatorIndex hint) {
  if (target_ && (target_ == target || round < target_round_)) return;
  target_ = target;
  target_round_ = round;
  hint_ = hint;
}

void BlockFetch::give_up(std::uint64_t before_us) {
  const auto too_old = [&](const auto& asked) { return asked.second.at_us <= before_us; };
  if (std::erase_if(outstanding_, too_old) == 0) return;
  bytes_ = bytes_max_ = std::max(bytes_ / 2, kRequestBytesMin);
}

void BlockFetch::done() {
  bytes_ = kRequestBytesFirst;
  bytes_max_ = kRequestBytesMax;
  target_.reset();
  hint_.reset();
  resume_at.reset();
}

std::optional<BlockRequest> BlockFetch::take_request(ValidatorIndex peer) {
  const auto at = outstanding_.find(peer);
  if (at == outstanding_.end()) return std::nullopt;
  const BlockRequest request = at->second.request;
  outstanding_.erase(at);
  return request;
}

std::optional<ValidatorIndex> BlockFetch::next_peer() {
  const auto usable = [this](ValidatorIndex peer) {
    return peer < peers_ && own_ != peer && !outstanding_.contains(peer);
  };
  if (hint_ && usable(*hint_)) {
    const ValidatorIndex peer = *hint_;
    hint_.reset();
    return peer;
  }
  for (std::size_t i = 0; i < peers_; ++i) {
    const auto peer = static_cast<ValidatorIndex>(turn_++ % peers_);
    if (usable(peer)) return peer;
  }
  return std::nullopt;
}

void BlockFetch::asked(ValidatorIndex peer, const BlockRequest& request, std::uint64_t now_us) {
  outstanding_.insert_or_assign(peer, Asked{request, now_us});
}

}  // namespace pennypost::consensus
