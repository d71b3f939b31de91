#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "api/gateway/clock.h"
#include "api/gateway/records.h"

namespace pennypost::gateway {

/// What a user's PIN is worth at this moment.
struct PinState {
  bool set = false;
  bool locked = false;
  std::uint32_t tries_left = 0;
  TimestampUs reset_at{};  ///< zero: no reset runs
};

/// Who keeps PINs: the custodian, so that the gateway's disk lets nobody try them.
class PinKeeper {
 public:
  virtual ~PinKeeper() = default;
  /// Errors of all: `unavailable`.
  virtual boost::asio::awaitable<Result<PinState>> state(std::string user) = 0;
  /// Errors: `wrong_pin`, `pin_locked`, `no_evidence`, `not_yet`.
  virtual boost::asio::awaitable<Result<PinState>> check(std::string user, std::string pin) = 0;
  /// Errors: those of check about the old one, `weak_pin`.
  virtual boost::asio::awaitable<Result<PinState>> set(std::string user, std::string pin,
                                                       std::string old_pin) = 0;
  virtual boost::asio::awaitable<Result<PinState>> reset(std::string user) = 0;
  /// After an erasure.
  virtual boost::asio::awaitable<void> forget(std::string user) = 0;
};

/// A page on which a PIN is entered, and never in the chat: its link works once, for some minutes.
struct Challenge {
  enum class Kind { set_pin, pay, verify };
  Kind kind = Kind::verify;
  std::string user;
  std::string card;  ///< to pay: what is confirmed
  TimestampUs until;
  std::string id;  ///< what the link carries: names all of this under the gateway's seal
};

/// Used from one thread.
class Challenges {
 public:
  static constexpr std::uint64_t kLifeUs = 10 * kMinuteUs;
  Challenges(Records& records, PinKeeper& pins, Now now)
      : records_(records), pins_(pins), now_(std::move(now)) {}

  Challenge open(const User& user, Challenge::Kind kind, const std::string& card) const;
  /// Nothing where it is not ours, too old, or used.
  std::optional<Challenge> find(const std::string& id) const;
  /// Puts into `change` that it was used.
  void use(gateway_store::Change& change, const Challenge& challenge) const;

  /// "https://…/p/…".
  std::string link(const Challenge& challenge) const { return public_url_ + "/p/" + challenge.id; }
  void set_public_url(std::string url) { public_url_ = std::move(url); }

  boost::asio::awaitable<bool> has_pin(User user);
  PinKeeper& pins() { return pins_; }

 private:
  std::string seal_of(const std::string& what) const;

  Records& records_;
  PinKeeper& pins_;
  Now now_;
  std::string public_url_;
};

}  // namespace pennypost::gateway
