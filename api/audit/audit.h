#pragma once

#include "api/audit/replay.h"
#include "api/audit/source.h"

namespace pennypost::audit {

struct AuditOptions {
  std::optional<Waypoint> waypoint;       // none: the one that the genesis gives
  std::optional<Version> until;           // stops behind the block with this version, uncertified
  std::optional<TimestampUs> until_time;  // stops before the first block that is later
  /// Called now and then, with the height reached and the newest.
  std::function<void(Height, Height)> progress = {};
};

/// Replays a source's chain from its genesis to its end. The Replay behind it holds its state.
/// Where the oldest blocks are gone it checks everything that is there: from the certified
/// validators on what was recorded, and from the certified state of the newest checkpoint on it
/// executes (Replay::resumed). Errors: those of Replay; `pruned` where what is asked for lies
/// before that.
Checked<Replay> replay_chain(ChainSource& source, const AuditOptions& options);

}  // namespace pennypost::audit
