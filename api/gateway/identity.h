#pragma once

#include <map>
#include <optional>
#include <string>

#include "api/gateway/clock.h"
#include "api/gateway/people.h"
#include "api/gateway/records.h"

namespace pennypost::gateway {

/// Wrong codes of one user: five in ten minutes, then a wait. In memory: a code's 60 bits, not
/// this, keep it from being guessed.
class Tries {
 public:
  explicit Tries(Now now) : now_(std::move(now)) {}
  /// Minutes until the next try counts; 0: now.
  std::uint64_t wait_minutes(const std::string& user);
  void wrong(const std::string& user);

 private:
  struct Window {
    TimestampUs since;
    int wrong = 0;
  };
  Now now_;
  std::map<std::string, Window> windows_;
};

/// Who is who: chats that belong to one account, devices that sign in, and the end of an account's
/// data. Used from one thread.
class Identity {
 public:
  Identity(Records& records, Now now)
      : records_(records), now_(std::move(now)), tries_(records_now()) {}

  static constexpr std::uint64_t kLinkCodeUs = 10 * kMinuteUs;
  /// A code that lets another chat of the tenant into this account, once, for ten minutes. The same
  /// for the same `intent`.
  std::string link_code(gateway_store::Change& change, const User& user, const std::string& intent);
  /// Whose code it is, where it still counts.
  std::optional<User> of_link_code(const std::string& tenant, const std::string& code);
  /// The code counts no more.
  void use_up(gateway_store::Change& change, const std::string& tenant, const std::string& code);
  /// From now on the chat of `handle` is the account's; the code is used up.
  void attach(gateway_store::Change& change, User account, const std::string& handle,
              const std::string& code);
  /// The chat of `handle` is an account of its own again.
  void detach(gateway_store::Change& change, User account, const std::string& handle);

  /// A device key that signs in as `handle` from now on.
  void add_device(gateway_store::Change& change, const User& user, const std::string& handle,
                  const PublicKey& key);
  struct Device {
    std::string user;
    std::string handle;
  };
  std::optional<Device> of_device(const std::string& tenant, const PublicKey& key);

  /// Destroys the user's data key, and every index that leads to them. The handle's next message
  /// begins a new account.
  void erase(gateway_store::Change& change, const User& user);

  Tries& tries() { return tries_; }

 private:
  Now records_now() { return now_; }

  Records& records_;
  Now now_;
  Tries tries_;
};

}  // namespace pennypost::gateway
