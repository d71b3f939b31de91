#pragma once

#include "api/commands/operators/nodes.h"

namespace pennypost::commands {

/// `pennypost status`: how nodes are, side by side. 0 where all are ready and agree; the exit
/// status.
int status_command(const NodesOptions& options);

/// `pennypost trace ID`: where a transaction stands, node by node. 0 where it is final somewhere
/// and nobody contradicts; the exit status.
int trace_command(const NodesOptions& options, const std::string& id);

}  // namespace pennypost::commands
