#pragma once

#include <filesystem>
#include <memory>

#include "api/config/config.h"
#include "consensus/core/signer.h"
#include "consensus/signer/remote_signer.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/types/ledger_info.h"

namespace pennypost::node {

/// Who this node is: a validator by its consensus key, here or at a remote signer, in the epochs
/// whose set has that key; or an observer.
struct Identity {
  std::optional<PublicKey> consensus_key;           // none: an observer for ever
  std::shared_ptr<const consensus::Signer> signer;  // null without a consensus key
  std::shared_ptr<signer::RemoteSigner> remote;     // the same, where it keeps a record of its own
  crypto::Seed network_seed;
};

/// `genesis` gives a remote signer's key where the configuration does not. Errors:
/// `config_invalid`, and those of files.
Result<Identity> read_identity(const config::Config& config, const ValidatorSet& genesis);
/// Whether a set that names the consensus key gives it the configured name; what else does not fit
/// yet is told in the log. Errors: `wrong_key`.
Result<void> check_identity(const Identity& identity, const std::string& name,
                            const ValidatorSet& set);

/// Whether a first start with this key has begun to sign somewhere.
bool has_signed(const std::filesystem::path& key_file);
/// Lets no disk count as the one that remembers. Errors: `write_failed`.
Result<void> forget_disk(const std::filesystem::path& key_file);

/// C6: `restore` is not `init`. A consensus key belongs to the disk that remembers what it signed:
/// the first start writes that disk's name beside the key. True where the key belongs to another
/// disk than `database_folder`, so that it must not sign with this one. Durable when it returns.
/// Errors: `write_failed`.
Result<bool> signed_with_another_disk(const std::filesystem::path& key_file,
                                      const std::filesystem::path& database_folder);

}  // namespace pennypost::node
