#pragma once

#include <filesystem>

#include "api/commands/localnet.h"

// What a localnet's folder holds: keys and genesis, made once; configuration files, written at
// every start.
namespace pennypost::commands {

struct LocalnetGenesis {
  std::uint32_t chain_id = 0;
  std::string waypoint;
  std::string institution_address;
  std::string faucet_address;
  std::vector<std::string> validators;  // names
  struct Observer {
    std::string name;
    std::string network_key;  // in hex
  };
  std::vector<Observer> observers;
};

/// Makes keys and genesis in an empty folder, or reads those that are there. Errors: `wrong_folder`
/// where the folder holds something else or another number of validators; and those of files.
Result<LocalnetGenesis> prepare_genesis(const LocalnetOptions& options);

std::filesystem::path node_config_path(const std::filesystem::path& dir, const std::string& name);
std::filesystem::path gateway_config_path(const std::filesystem::path& dir);
std::filesystem::path custodian_config_path(const std::filesystem::path& dir);
std::filesystem::path delegate_key_path(const std::filesystem::path& dir);
std::filesystem::path api_key_path(const std::filesystem::path& dir);

/// Errors: `write_failed`.
Result<void> write_node_configs(const std::filesystem::path& dir, const LocalnetGenesis& genesis,
                                const LocalnetPorts& ports, const LinkPort& link_port);
Result<void> write_custodian_config(const std::filesystem::path& dir,
                                    const LocalnetGenesis& genesis, const LocalnetPorts& ports);
Result<void> write_gateway_config(const std::filesystem::path& dir, const LocalnetGenesis& genesis,
                                  const LocalnetPorts& ports);
/// Replaces the file at once, never half.
Result<void> write_file(const std::filesystem::path& file, const std::string& text);

}  // namespace pennypost::commands
