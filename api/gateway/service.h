#pragma once

#include <filesystem>
#include <span>

#include "api/config/config.h"
#include "api/gateway/extension.h"

namespace pennypost::gateway {

/// The keys of a gateway's configuration file.
std::span<const config::Key> gateway_keys();

/// What stands beside the gateway in its process, made of other keys of the same configuration.
struct ExtensionMaker {
  std::span<const config::Key> keys;
  Result<std::unique_ptr<Extension>> (*make)(const config::Config& config);
};

/// Runs the gateway until SIGTERM or SIGINT. Returns the process's exit status.
int run_gateway(const std::filesystem::path& config_file, const ExtensionMaker& extension);

}  // namespace pennypost::gateway
