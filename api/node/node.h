#pragma once

#include <filesystem>
#include <span>

#include "api/config/config.h"

namespace pennypost::node {

/// The keys of a node's configuration file.
std::span<const config::Key> node_keys();

/// Runs one validator until SIGTERM or SIGINT. Returns the process's exit status.
int run_node(const std::filesystem::path& config_file);

}  // namespace pennypost::node
