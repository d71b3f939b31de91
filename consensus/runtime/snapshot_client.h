#pragma once

#include "consensus/runtime/validator.h"
#include "ledger/execution/genesis.h"

namespace pennypost::runtime {

struct SnapshotOptions {
  std::uint64_t blocks_min = 0;            // a snapshot so far ahead is worth it
  std::uint64_t patience_us = 10'000'000;  // for peers to show themselves
};

/// Of whatever epoch the peers prove to be the newest. Fills `folder` with a ledger that several
/// peers gave and certificates prove, for a node that has none: then it may be renamed to be the
/// node's. What was fetched before an interruption stays in `folder` and is not fetched again.
/// Blocks; the node's own links must not be up. False where no peer has a snapshot that is worth
/// it. Errors: `no_snapshot` where what peers offered could not be had or did not prove true;
/// `listen_failed`, `store_unavailable`.
Result<bool> fetch_snapshot(const ValidatorOptions& started, const execution::GenesisState& genesis,
                            const std::filesystem::path& folder, const SnapshotOptions& options);

}  // namespace pennypost::runtime
