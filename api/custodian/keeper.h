#pragma once

#include "api/custodian/allowances.h"
#include "api/custodian/approvals.h"
#include "api/custodian/roots.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::custodian {

/// What a mandate allows, signed for every user alike: what the institution's policy lets pass
/// without the user's PIN. A gateway cannot ask for more.
struct MandateTerms {
  std::vector<MoneyLimit> limits{};  ///< ascending by currency
  std::uint32_t new_payees_max = 0;  ///< a day
  std::uint64_t lifetime_us_max = 0;
};

/// The account that gives test money away.
struct FaucetKey {
  crypto::KeyPair key;
  Address address;
  MandateTerms terms;
};

struct KeeperOptions {
  ChainId chain;
  crypto::KeyPair institution_key;  ///< opens accounts
  Address institution;
  std::uint32_t delegate_number = 0;  ///< of the institution's delegates; no other gets a mandate
  MandateTerms mandate;
  std::optional<FaucetKey> faucet{};
  std::vector<MoneyLimit> approved{};      ///< of one user, with evidence
  std::vector<MoneyLimit> approved_all{};  ///< of all users together
  Rate accounts{};                         ///< root keys made, and accounts opened
  Rate mandates_user{};                    ///< of one user
  Rate payments_user{};
  Rate payments_all{};
  ApprovalOptions approvals{};
};

/// The custodian's rules around the keys, without any connection. Any thread; a call may block on
/// the disk, or for a PIN's hash. Errors as those of Custodian.
class Keeper {
 public:
  /// Errors: `wrong_master_key`.
  static Result<std::unique_ptr<Keeper>> open(std::unique_ptr<gateway_store::Store> store,
                                              const SealingKey& master, KeeperOptions options,
                                              Now now);

  Result<AccountKey> account_key(const std::string& user);
  Result<Bytes> open_account(const std::string& user, const Nonce& nonce, TimestampUs expiry);
  Result<Bytes> mandate(const std::string& user, const Nonce& nonce, TimestampUs expiry,
                        TimestampUs until);
  Result<Bytes> sign(const PaymentOrder& order, const Approval& approval);
  Result<Evidence> evidence(const std::string& user);
  Result<Evidence> set_pin(const std::string& user, const std::string& pin,
                           const Approval& approval);
  Result<Evidence> reset_pin(const std::string& user);
  Result<Evidence> add_device(const std::string& user, const PublicKey& key,
                              const Approval& approval);
  Result<Evidence> check(const std::string& user, ByteView purpose, const Approval& approval);
  Result<Evidence> forget(const std::string& user);

 private:
  Keeper(std::unique_ptr<gateway_store::Store> store, const SealingKey& master,
         KeeperOptions options, Now now);
  Result<void> known(const std::string& user) const;
  Result<Bytes> sign_as(const crypto::KeyPair& key, const Address& sender, const Nonce& nonce,
                        TimestampUs expiry, const std::optional<Hash>& memo_hash,
                        Operation operation) const;
  /// What a hold's key gives to the user's own account costs them nothing: it takes no evidence.
  Result<Bytes> sign_claim(const PaymentOrder& order, const ClaimHold& claim);
  Result<bool> was_signed(const std::string& user, const PaymentOrder& order) const;
  void remember(const std::string& user, const PaymentOrder& order);

  std::unique_ptr<gateway_store::Store> store_;
  KeeperOptions options_;
  Now now_;
  Roots roots_;
  Approvals approvals_;
  std::mutex mutex_;  // guards allowances_ and what was signed
  Allowances allowances_;
};

/// In this process: for tests, and for whatever runs the custodian's server.
std::unique_ptr<Custodian> make_local_custodian(Keeper& keeper);

}  // namespace pennypost::custodian
