#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

#include "consensus/core/effect.h"

namespace pennypost::consensus {

/// The effects of one step, in order. A step has at most one Persist, at the place where the first
/// one was needed: later needs join it, and everything after it waits for all of them (C6).
class Output {
 public:
  void emit(Effect effect) { effects_.push_back(std::move(effect)); }
  /// What is added here is durable before any effect emitted from now on is performed.
  Persist& persist() {
    if (!persist_at_) {
      persist_at_ = effects_.size();
      effects_.emplace_back(Persist{});
    }
    return std::get<Persist>(effects_[*persist_at_]);
  }
  std::vector<Effect> take() {
    persist_at_.reset();
    std::vector<Effect> out;
    out.reserve(effects_.size());  // what most steps need, in one piece
    std::ranges::move(effects_, std::back_inserter(out));
    effects_.clear();
    return out;
  }

 private:
  std::vector<Effect> effects_;
  std::optional<std::size_t> persist_at_;
};

}  // namespace pennypost::consensus
