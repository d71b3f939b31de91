#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "api/custodian/sealing.h"
#include "api/store/store.h"
#include "ledger/base/result.h"
#include "ledger/wire/ledger_wire.h"

// The keeper of users' root keys. Nobody else sees a key: callers hand over what shall be signed.
namespace pennypost::custodian {

/// What the custodian keeps of a user's account; the private key stays inside.
struct AccountKey {
  PublicKey public_key;
  Salt salt;  ///< of the account's address
};

/// The interface is asynchronous because a custodian may be another process on another host.
class Custodian {
 public:
  virtual ~Custodian() = default;
  /// The user's key; made on the first call, durable before it returns. Errors: `unavailable`.
  virtual boost::asio::awaitable<Result<AccountKey>> account_key(std::string user) = 0;
  /// Fills in the draft's keys and signs it. Errors: `unknown_user`, `unavailable`.
  virtual boost::asio::awaitable<Result<Bytes>> sign(std::string user,
                                                     wire::TransactionDraft draft) = 0;
};

/// Keys in `store`, each sealed under the master key with its user as context.
std::unique_ptr<Custodian> make_local_custodian(std::unique_ptr<gateway_store::Store> store,
                                                const SealingKey& master);

}  // namespace pennypost::custodian
