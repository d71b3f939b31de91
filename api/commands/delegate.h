#pragma once

#include <filesystem>
#include <string>

#include "api/custodian/custodian_config.h"

// The institution's tool for its delegate, the key with which gateways spend within mandates. It
// runs where the institution's key is: beside the custodian, never on a gateway's host.
namespace pennypost::commands {

struct DelegateOptions {
  std::filesystem::path config;    ///< the custodian's
  std::string action;              ///< status, set, suspend, resume or rotate
  std::string public_key;          ///< of the key that shall spend: 64 hex digits
  std::filesystem::path key_file;  ///< or the file with that key; `rotate` makes a new one there
  bool as_json = false;
};

/// Returns the exit status.
int delegate_command(const DelegateOptions& options);

/// Makes the ledger's record of the delegate what the configuration says, with this key, active;
/// nothing happens where it is so already. Errors: `unavailable`, and the ledger's codes.
Result<void> set_delegate(const custodian::InstitutionSetup& institution,
                          const std::vector<std::string>& nodes, const Waypoint& waypoint,
                          const PublicKey& key);

}  // namespace pennypost::commands
