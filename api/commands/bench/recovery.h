#pragma once

#include <filesystem>

#include <boost/json/object.hpp>

#include "api/commands/bench/bench.h"
#include "ledger/base/result.h"

namespace pennypost::commands {

/// `pennypost bench --recovery`: on a network with `options.accounts` accounts, how long a killed
/// validator takes to vote again, how fast one that was dead under load catches up, and how long an
/// observer takes to follow `options.transactions` from the genesis and what it then proves. `dir`
/// is empty or new.
Result<boost::json::object> run_recovery_bench(const BenchOptions& options,
                                               const std::filesystem::path& dir);

}  // namespace pennypost::commands
