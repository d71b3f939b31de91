#pragma once

#include <optional>

#include "consensus/types/messages.h"

namespace pennypost::consensus {

/// C6: what is durable before a signature leaves. One record, replaced whole.
struct SafetyData {
  Epoch epoch;
  Round last_proposed_round;
  Round last_voted_round;
  Round highest_qc_round;
  Round highest_timeout_round;
  QuorumCertificate high_qc;
  std::optional<TimeoutCertificate> high_tc;  // the one that entered the round
  std::optional<OrderedCertificate> high_ordered;
  std::optional<Proposal> last_proposal;
  std::optional<Vote> last_vote;
  std::optional<Timeout> last_timeout;
  bool operator==(const SafetyData&) const = default;
};

}  // namespace pennypost::consensus
