#pragma once

#include <string>

namespace pennypost::commands {

/// Each returns the exit status.
int genesis_waypoint(const std::string& file);
int keys_new(const std::string& file);
int keys_show(const std::string& file);

}  // namespace pennypost::commands
