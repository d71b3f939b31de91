#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <vector>

#include "api/config/config.h"
#include "api/custodian/custodian_server.h"
#include "ledger/types/transaction.h"

// The custodian's configuration file. The institution's tools read the same one.
namespace pennypost::custodian {

std::span<const config::Key> custodian_keys();

/// Everything in the file but secrets that only the custodian reads.
struct CustodianSetup {
  CustodianAddress listen;
  std::filesystem::path data_dir;
  std::filesystem::path network_key_file;
  std::vector<PublicKey> clients;
  KeeperOptions keeper;
  /// What the delegate shall be allowed for all accounts together.
  std::vector<SetDelegate::Limit> delegate_limits;
};
/// Errors: `config_invalid`, and those of key files.
Result<CustodianSetup> read_custodian_setup(const config::Config& config);
/// From a file, a passphrase or a command, as the configuration says. Errors: `config_invalid`, and
/// those of master_key.h.
Result<SealingKey> read_master_key(const config::Config& config);

/// The institution's part alone: who it is, its key, and its delegate.
struct InstitutionSetup {
  ChainId chain;
  crypto::KeyPair key;
  Address address;
  std::uint32_t delegate_number = 0;
  std::vector<SetDelegate::Limit> delegate_limits;
};
Result<InstitutionSetup> read_institution(const config::Config& config);

}  // namespace pennypost::custodian
