#include "api/gateway/custodian_pins.h"

namespace pennypost::gateway {

using boost::asio::awaitable;

namespace {

constexpr std::string_view kPurpose = "pennypost/pin-page/1";

custodian::Approval with_pin(std::string pin) {
  custodian::Approval out;
  out.pin = std::move(pin);
  return out;
}

Result<PinState> state_of(const Result<custodian::Evidence>& evidence) {
  if (!evidence) return std::unexpected(evidence.error());
  return PinState{.set = evidence->pin_set,
                  .locked = evidence->pin_locked,
                  .tries_left = evidence->tries_left,
                  .reset_at = evidence->reset_ready_at};
}

}  // namespace

awaitable<Result<PinState>> CustodianPins::state(std::string user) {
  co_return state_of(co_await custodian_.evidence(std::move(user)));
}

awaitable<Result<PinState>> CustodianPins::check(std::string user, std::string pin) {
  const ByteView purpose = view_of(kPurpose);
  co_return state_of(co_await custodian_.check(
      std::move(user), Bytes(purpose.begin(), purpose.end()), with_pin(std::move(pin))));
}

awaitable<Result<PinState>> CustodianPins::set(std::string user, std::string pin,
                                               std::string old_pin) {
  co_return state_of(
      co_await custodian_.set_pin(std::move(user), std::move(pin), with_pin(std::move(old_pin))));
}

awaitable<Result<PinState>> CustodianPins::reset(std::string user) {
  co_return state_of(co_await custodian_.reset_pin(std::move(user)));
}

awaitable<void> CustodianPins::forget(std::string user) {
  (void)co_await custodian_.forget(std::move(user));
}

}  // namespace pennypost::gateway
