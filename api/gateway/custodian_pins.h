#pragma once

#include "api/custodian/custodian.h"
#include "api/gateway/challenges.h"

namespace pennypost::gateway {

/// The custodian keeps the PINs: hashed under a pepper that only it has.
class CustodianPins final : public PinKeeper {
 public:
  explicit CustodianPins(custodian::Custodian& custodian) : custodian_(custodian) {}

  boost::asio::awaitable<Result<PinState>> state(std::string user) override;
  boost::asio::awaitable<Result<PinState>> check(std::string user, std::string pin) override;
  boost::asio::awaitable<Result<PinState>> set(std::string user, std::string pin,
                                               std::string old_pin) override;
  boost::asio::awaitable<Result<PinState>> reset(std::string user) override;
  boost::asio::awaitable<void> forget(std::string user) override;

 private:
  custodian::Custodian& custodian_;
};

}  // namespace pennypost::gateway
