#pragma once

#include <filesystem>

namespace pennypost::commands {

/// `pennypost restore`: sets a node's damaged ledger aside, so that its next start fetches
/// everything from its peers, or begins with a backup where one is named; from then on its
/// consensus key signs nothing (C6: `restore` is not `init`). Returns the exit status.
int restore_command(const std::filesystem::path& config_file, const std::filesystem::path& backup);

}  // namespace pennypost::commands
