#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "api/config/config.h"

namespace pennypost::commands {

/// The operator's commands to a running gateway, over its metrics and admin port.
struct GatewayAdmin {
  std::filesystem::path config_file;
  std::span<const config::Key> config_keys;
  bool as_json = false;
  std::string tenant;  ///< empty: the configuration's own
};

struct KeyWish {
  std::string app;
  std::vector<std::string> scopes;     ///< empty: all
  std::vector<std::string> addresses;  ///< empty: from anywhere
  bool new_tenant = false;
};

/// All return the exit status: 0 done, 1 refused or not reachable.
int gateway_keys_create(const GatewayAdmin& admin, const KeyWish& wish);
int gateway_keys_list(const GatewayAdmin& admin);
int gateway_keys_rotate(const GatewayAdmin& admin, const std::string& id,
                        std::uint64_t grace_seconds);
int gateway_keys_revoke(const GatewayAdmin& admin, const std::string& id);
int gateway_tenants_list(const GatewayAdmin& admin);
int gateway_tenants_create(const GatewayAdmin& admin, const std::string& tenant);

}  // namespace pennypost::commands
