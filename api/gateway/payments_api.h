#pragma once

#include "api/gateway/app_api.h"
#include "api/gateway/event_log.h"

namespace pennypost::gateway {

/// `/v1/payments`: what an app orders without the chat language. An order takes the way of a
/// message: the Idempotency-Key is its id, policy may put a card before it, and it happens once.
class PaymentsApi {
 public:
  PaymentsApi(Services services, client::NodeClient& nodes, AppDoor& door, EventLog& events)
      : services_(std::move(services)), nodes_(nodes), door_(door), events_(events) {}
  void add_routes(http::Router& router);

 private:
  using Answering = boost::asio::awaitable<http::Response>;

  Answering get_payment(Call call);
  Answering get_payments(Call call);
  Answering post_payment(Call call);
  Answering confirm_payment(Call call);
  Answering cancel_payment(Call call);
  Answering refund_payment(Call call);
  Answering get_receipt(Call call);

  std::optional<Operation> payment_of(const Call& call);
  Answering dry_run(Order order, std::string tenant);
  /// Delivers the order; the payment it made, or the refusal.
  boost::asio::awaitable<std::expected<Operation, http::Response>> carry_out(
      InboundMessage message);
  /// The operation at its end, or as it is when the time is over.
  boost::asio::awaitable<Operation> until_end(Operation operation);
  boost::json::object shown(const Operation& operation);
  http::Response answer(const Operation& payment, int status);
  /// What is given back of a payment, or may still come to be: `reserved` by the message of each
  /// refund, without the one of `but`.
  std::uint64_t refunded(const boost::json::object& reserved, const std::string& but);
  std::string left_of(const Operation& original);
  boost::asio::awaitable<std::expected<Operation, http::Response>> refund(Operation original,
                                                                          Order order,
                                                                          InboundMessage message);

  Services services_;
  client::NodeClient& nodes_;
  AppDoor& door_;
  EventLog& events_;
};

}  // namespace pennypost::gateway
