#pragma once

#include <memory>
#include <string>
#include <variant>

#include "consensus/core/input.h"
#include "consensus/core/safety_data.h"
#include "consensus/core/verify.h"

namespace pennypost::consensus {

/// Makes these durable (one sync; the host may join several) before any later effect of this or a
/// later step is performed.
struct Persist {
  std::shared_ptr<const SafetyData> safety;  // null where the record stays as it is
  std::vector<Block> blocks;
  std::vector<std::shared_ptr<const Batch>> batches;
};
struct Send {
  ValidatorIndex to = 0;
  Message message;
};
/// To every other validator.
struct Broadcast {
  Message message;
};
/// Replaces the timer of this kind; TimerFired comes back at `at_steady_us`.
struct SetTimer {
  TimerKind kind = TimerKind::round;
  std::uint64_t at_steady_us = 0;
};
struct CancelTimer {
  TimerKind kind = TimerKind::round;
};
/// C4: these blocks are final, oldest first; the certificate proves the last of them. Clients are
/// answered now; the store follows without a sync of its own. blocks[i] was executed as
/// executed[i].
struct Finalize {
  std::vector<Block> blocks;
  std::vector<std::shared_ptr<const execution::ExecutedBlock>> executed;
  OrderedCertificate certificate;
};
/// The host answers the peer with a BlockResponse: final blocks out of the store from
/// request.from_height on, within the limits, then `suffix` where that reaches the newest final
/// block.
struct ServeBlocks {
  ValidatorIndex to = 0;
  BlockRequest request;
  std::vector<Block> suffix;
};
/// C9: the host answers the peer, who is in this epoch, with the certificate that ended it.
struct ServeEpoch {
  ValidatorIndex to = 0;
  Epoch epoch;
};
/// C9: the epoch is over; this core hears and says nothing more. The host lets the ledger begin the
/// next epoch, drops every timer, and makes a new core for it out of what is durable.
struct EndEpoch {
  EpochContext next;
};
/// Somebody signed two different messages of a kind in a round: `first` and `second` are of one
/// type and both are signed (proposals, votes, order votes, timeouts). At most one for each
/// validator in an epoch.
struct Equivocation {
  ValidatorIndex validator = 0;
  Message first;
  Message second;
};
/// An own batch expired before a block named it, or its epoch is over: its transactions that can
/// still happen go into a new one.
struct Rebatch {
  std::shared_ptr<const Batch> batch;
};
/// Our own execution differs from what a quorum certified, or the like: stop and never sign again.
struct Fault {
  std::string reason;
};

using Effect = std::variant<Persist, Send, Broadcast, SetTimer, CancelTimer, Finalize, ServeBlocks,
                            ServeEpoch, EndEpoch, Equivocation, Rebatch, Fault>;

}  // namespace pennypost::consensus
