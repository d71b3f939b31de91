#pragma once

#include <boost/json/object.hpp>

#include "api/commands/bench/bench.h"
#include "ledger/base/result.h"

namespace pennypost::commands {

/// People on a chat platform (WhatsApp's webhooks, signed) write to a gateway, `options.webhooks` a
/// second, whether or not it keeps up: how long each webhook waits for its 200, which says that the
/// message is on disk. Everybody pays somebody else; what the gateway answers goes to a platform in
/// this process that takes everything.
Result<boost::json::object> run_webhook_bench(const BenchOptions& options,
                                              const std::filesystem::path& dir);

}  // namespace pennypost::commands
