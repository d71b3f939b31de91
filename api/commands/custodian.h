#pragma once

#include <filesystem>
#include <span>

#include "api/config/config.h"

namespace pennypost::commands {

/// `pennypost custodian`: until SIGTERM or SIGINT. Returns the exit status.
int run_custodian(const std::filesystem::path& config_file);

}  // namespace pennypost::commands
