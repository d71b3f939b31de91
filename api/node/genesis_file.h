#pragma once

#include <filesystem>

#include "ledger/execution/genesis.h"

// genesis.json: what a chain begins with, readable by people and equal on every node. The waypoint
// is derived from it, never read.
namespace pennypost::node {

std::string genesis_text(const execution::Genesis& genesis);
/// Errors: `genesis_unreadable`, `invalid_genesis` with the field that is wrong.
Result<execution::Genesis> read_genesis_file(const std::filesystem::path& file);
Result<execution::Genesis> parse_genesis(std::string_view text);

}  // namespace pennypost::node
