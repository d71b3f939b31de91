#pragma once

#include <filesystem>
#include <span>

#include "api/config/config.h"

namespace pennypost::commands {

std::span<const config::Key> signer_keys();

/// `pennypost signer`: serves until SIGTERM or SIGINT. `init` begins the record of a key that has
/// never signed, and stops. Returns the exit status.
int run_signer(const std::filesystem::path& config_file, bool init);

}  // namespace pennypost::commands
