#pragma once

#include <functional>
#include <mutex>

#include "api/custodian/custodian.h"
#include "api/custodian/sealing.h"
#include "api/store/store.h"

namespace pennypost::custodian {

using Now = std::function<TimestampUs()>;

struct ApprovalOptions {
  std::uint64_t new_delay_us = 24 * kHourUs;    ///< until evidence counts that nothing vouched for
  std::uint64_t reset_delay_us = 24 * kHourUs;  ///< from asking for a reset to setting a new PIN
};

/// PINs and devices of users. PINs are hashed with Argon2id over a keyed hash (the pepper comes
/// from the master key, so the store alone does not let anybody try PINs), and a wrong one is
/// counted, durably, before it is looked at. Any thread; hashing takes about 0.1 s and 64 MiB,
/// without the lock.
class Approvals {
 public:
  Approvals(gateway_store::Store& store, const SealingKey& sealing, const SealingKey& pepper,
            ApprovalOptions options, Now now)
      : store_(store),
        sealing_(sealing),
        pepper_(pepper),
        options_(options),
        now_(std::move(now)) {}

  Evidence evidence(const std::string& user);
  /// Errors: `no_evidence`, `wrong_pin`, `pin_locked`, `not_yet`, `wrong_device`, `malformed`.
  /// `message` is what a device has signed.
  Result<void> verify(const std::string& user, const Approval& approval, ByteView message);

  /// Errors: those of verify, `weak_pin`.
  Result<Evidence> set_pin(const std::string& user, const std::string& pin,
                           const Approval& approval);
  Evidence reset_pin(const std::string& user);
  /// Errors: those of verify, `too_many_devices`, `malformed` (no key).
  Result<Evidence> add_device(const std::string& user, const PublicKey& key,
                              const Approval& approval);
  Evidence forget(const std::string& user);

 private:
  struct Record;
  Record load(const std::string& user) const;
  void save(const std::string& user, const Record& record);
  Bytes hash(const std::string& user, const std::string& pin, ByteView salt) const;
  Result<void> verify_pin(const std::string& user, const std::string& pin);
  Evidence evidence_of(const Record& record) const;

  gateway_store::Store& store_;
  SealingKey sealing_;
  SealingKey pepper_;
  ApprovalOptions options_;
  Now now_;
  std::mutex mutex_;  // guards read-change-write of records
};

/// Nothing wrong with it: kPinDigitsMin to kPinDigitsMax digits that are neither all equal nor a
/// run such as 1234 or 9876. Errors: `weak_pin`.
Result<void> check_pin(const std::string& pin);

}  // namespace pennypost::custodian
