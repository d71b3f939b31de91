#pragma once

#include <string>

#include "api/custodian/custodian.h"
#include "api/custodian/sealing.h"
#include "api/store/store.h"

namespace pennypost::custodian {

/// A user's root key and the salt of the account's address.
struct Root {
  crypto::KeyPair key;
  Salt salt;

  AuthenticationKey authentication_key() const;
  Address address(ChainId chain) const;
};

/// Root keys in a store, each sealed under the master key with its user as context. Any thread.
class Roots {
 public:
  Roots(gateway_store::Store& store, const SealingKey& master) : store_(store), master_(master) {}

  /// The first call settles under which master key the store is written. Errors:
  /// `wrong_master_key`.
  Result<void> claim_store();
  bool has(const std::string& user) const;
  /// Made and durable where there is none.
  Result<Root> find_or_create(const std::string& user);
  /// Errors: `unknown_user`, `unavailable` (the master key does not open it).
  Result<Root> find(const std::string& user) const;

 private:
  gateway_store::Store& store_;
  SealingKey master_;
};

}  // namespace pennypost::custodian
