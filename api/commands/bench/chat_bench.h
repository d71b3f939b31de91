#pragma once

#include <boost/json/object.hpp>

#include "api/commands/bench/bench.h"
#include "ledger/base/result.h"

namespace pennypost::commands {

/// People who pay each other by chat messages, over the gateway's API: first one message at a time,
/// then many at once. A payment counts when its answer says that it is final, which the gateway has
/// verified; the times are from handing over the message to that answer.
Result<boost::json::object> run_chat_bench(const BenchOptions& options,
                                           const std::filesystem::path& dir);

/// Names that nobody mixes up: one that looks like a payee's would ask before it pays.
std::string user_name(std::size_t number);

}  // namespace pennypost::commands
