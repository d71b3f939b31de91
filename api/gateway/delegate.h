#pragma once

#include <filesystem>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::gateway {

/// The institution's spending key that lies with the gateway: it signs everyday payments within the
/// users' mandates. The institution rotates it by putting another key into the file; `refresh`
/// finds it there. Used from one thread.
class DelegateKey {
 public:
  /// A missing file is made. Errors: those of read_seed_file.
  static Result<DelegateKey> open(const DelegateId& id, const std::filesystem::path& file);
  DelegateKey(const DelegateId& id, const crypto::KeyPair& key) : id_(id), key_(key) {}

  const DelegateId& id() const { return id_; }
  const crypto::KeyPair& key() const { return key_; }
  /// Reads the file again; true where it holds another key now.
  bool refresh();

 private:
  DelegateId id_;
  crypto::KeyPair key_;
  std::filesystem::path file_;
};

}  // namespace pennypost::gateway
