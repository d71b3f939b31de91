#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "ledger/base/result.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/types/transaction.h"

// The keeper of users' root keys. Nobody else sees a key: callers say what they want signed, and
// get a signed transaction or a refusal.
namespace pennypost::custodian {

/// What the custodian keeps of a user's account; the private key stays inside.
struct AccountKey {
  PublicKey public_key;
  Salt salt;  ///< of the account's address
};

/// What a user shows for something that a mandate does not allow: a PIN, or a signature by one of
/// the user's devices over `approval_bytes`. The PIN is wiped with it.
struct Approval {
  std::string pin{};
  PublicKey device_key{};  ///< zero: no device
  Signature device_signature{};

  Approval() = default;
  Approval(const Approval&) = default;
  Approval(Approval&&) noexcept = default;
  Approval& operator=(const Approval&) = default;
  Approval& operator=(Approval&&) noexcept = default;
  ~Approval();
};

/// What the user's devices sign to approve a payment: tag ‖ chain ‖ payer[32] ‖ nonce[16] ‖ expiry
/// ‖ list of (payee, or claim key[32] ‖ code[8] ‖ amount). Nothing where the operation pays nobody.
std::optional<Bytes> approval_bytes(ChainId chain, const Address& payer, const Nonce& nonce,
                                    TimestampUs expiry, const Operation& operation);
/// The same for `check`: tag ‖ user ‖ purpose.
Bytes check_bytes(const std::string& user, ByteView purpose);

/// How a user can approve. Times are the custodian's clock.
struct Evidence {
  bool pin_set = false;
  bool pin_locked = false;       ///< after kPinTriesMax wrong ones, until it is reset
  std::uint32_t tries_left = 0;  ///< before it locks
  TimestampUs pin_usable_at{};   ///< a PIN that was set without other evidence counts from here on
  TimestampUs reset_ready_at{};  ///< zero: no reset was asked for
  std::uint32_t devices = 0;
};

inline constexpr std::uint32_t kPinTriesMax = 5;
inline constexpr std::size_t kPinDigitsMin = 4;
inline constexpr std::size_t kPinDigitsMax = 12;
inline constexpr std::uint32_t kDevicesMax = 8;

/// A user by the gateway's id, in every call: 1 to 128 printable ASCII characters. The house's own
/// account that gives test money away is the user kFaucetUser.
inline constexpr const char* kFaucetUser = "faucet";

/// A payment that a user's root key shall sign.
struct PaymentOrder {
  std::string user;
  Nonce nonce;
  TimestampUs expiry;
  std::optional<Hash> memo_hash{};
  Operation operation;  ///< a transfer, refundable or not, a batch or a hold; or a claim with the
                        ///< hold's key
};

/// The interface is asynchronous because a custodian is another process, usually on another host.
/// Errors of every call: `unavailable` (no connection, no answer: ask again), `malformed`.
class Custodian {
 public:
  virtual ~Custodian() = default;

  /// The user's key; made on the first call, durable before it returns. Errors: `rate_limited`.
  virtual boost::asio::awaitable<Result<AccountKey>> account_key(std::string user) = 0;

  /// The institution opens the user's account. Signed again under the same nonce, it is the same.
  /// Errors: `unknown_user`, `rate_limited`, `not_permitted`.
  virtual boost::asio::awaitable<Result<Bytes>> open_account(std::string user, Nonce nonce,
                                                             TimestampUs expiry) = 0;

  /// The user lets the institution's delegate spend within the custodian's limits, until `until` at
  /// most. Errors: `unknown_user`, `rate_limited`, `not_permitted`.
  virtual boost::asio::awaitable<Result<Bytes>> mandate(std::string user, Nonce nonce,
                                                        TimestampUs expiry, TimestampUs until) = 0;

  /// A payment that the mandate does not allow. Errors: `unknown_user`, `no_evidence` (neither PIN
  /// nor device), `wrong_pin`, `pin_locked`, `not_yet` (the PIN is too new), `wrong_device`,
  /// `over_limit`, `rate_limited`, `not_permitted`, `nonce_conflict`.
  virtual boost::asio::awaitable<Result<Bytes>> sign(PaymentOrder order, Approval approval) = 0;

  /// Errors: `unknown_user`.
  virtual boost::asio::awaitable<Result<Evidence>> evidence(std::string user) = 0;

  /// The first PIN needs no approval, unless there is a device; it counts after a delay then. A new
  /// one needs the old one, a device, or a reset that is ready. Errors: those of `sign`,
  /// `weak_pin`.
  virtual boost::asio::awaitable<Result<Evidence>> set_pin(std::string user, std::string pin,
                                                           Approval approval) = 0;
  /// Begins the delay after which a PIN can be set without the old one; the old one, used before,
  /// ends it. Errors: `unknown_user`.
  virtual boost::asio::awaitable<Result<Evidence>> reset_pin(std::string user) = 0;
  /// The first device needs no approval, unless there is a PIN. Errors: those of `sign`,
  /// `too_many_devices`.
  virtual boost::asio::awaitable<Result<Evidence>> add_device(std::string user, PublicKey key,
                                                              Approval approval) = 0;
  /// Whether this approval is the user's, for what is no payment. Errors: those of `sign`.
  virtual boost::asio::awaitable<Result<Evidence>> check(std::string user, Bytes purpose,
                                                         Approval approval) = 0;
  /// Destroys PIN and devices of a user who was erased; the root key stays, because money may come.
  virtual boost::asio::awaitable<Result<Evidence>> forget(std::string user) = 0;
};

}  // namespace pennypost::custodian
