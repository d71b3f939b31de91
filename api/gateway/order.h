#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "ledger/base/result.h"

namespace pennypost::gateway {

/// Not a channel that a message can name: orders share the inbox's exactly-once with messages.
inline constexpr const char* kOrderChannel = ":payments";
inline constexpr std::size_t kMemoBytesMax = 512;

/// A payment asked for by an app (POST /v1/payments), without the chat language.
struct Order {
  std::string user;  ///< the payer's handle
  std::string to;    ///< "@maria", or "+14155550123"
  std::string amount;
  std::string currency;
  std::optional<std::string> memo{};
};

/// Errors: `invalid_payment` naming the member.
Result<Order> order_from_json(const boost::json::object& body);
/// The form in which the inbox keeps an order, and back.
std::string order_text(const Order& order);
Result<Order> order_from_text(const std::string& text);

}  // namespace pennypost::gateway
