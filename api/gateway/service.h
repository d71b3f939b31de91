#pragma once

#include <filesystem>
#include <span>

#include "api/config/config.h"

namespace pennypost::gateway {

/// The keys of a gateway's configuration file.
std::span<const config::Key> gateway_keys();

/// Runs the gateway until SIGTERM or SIGINT. Returns the process's exit status.
int run_gateway(const std::filesystem::path& config_file);

}  // namespace pennypost::gateway
