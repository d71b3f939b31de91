#pragma once

#include <filesystem>
#include <string>

namespace pennypost::commands {

/// `pennypost matrix-registration`: an application service's registration file for a Matrix
/// homeserver, with new tokens; beside it `matrix.as_token` and `matrix.hs_token` for the gateway.
/// Refuses to write over what is there. Returns the exit status.
int matrix_registration(const std::string& url, const std::string& user_id,
                        const std::filesystem::path& out);

}  // namespace pennypost::commands
