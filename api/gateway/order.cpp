#include "api/gateway/order.h"

#include <algorithm>

#include <boost/json/serialize.hpp>

#include "api/gateway/message.h"
#include "api/http/json.h"

namespace pennypost::gateway {

namespace json = boost::json;

namespace {

constexpr std::size_t kFieldBytesMax = 64;

std::unexpected<Error> invalid(std::string why) {
  return fail("invalid_payment", std::move(why));
}

Result<std::string> text_member(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  if (value == nullptr || !value->is_string() || value->get_string().empty() ||
      value->get_string().size() > kFieldBytesMax) {
    return invalid("\"" + std::string(name) + "\" is missing or no short text.");
  }
  return std::string(value->get_string());
}

/// E.164.
bool is_phone(std::string_view text) {
  return text.size() >= 8 && text.size() <= 16 && text.front() == '+' && text[1] != '0' &&
         std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<Order> order_from_json(const json::object& body) {
  for (const auto& member : body) {
    const std::string_view name = member.key();
    if (name != "user" && name != "to" && name != "amount" && name != "currency" &&
        name != "memo") {
      return invalid("A payment has user, to, amount, currency and memo, and nothing else.");
    }
  }
  Order out;
  PP_TRY(out.user, text_member(body, "user"));
  PP_TRY(out.to, text_member(body, "to"));
  PP_TRY(out.amount, text_member(body, "amount"));
  PP_TRY(out.currency, text_member(body, "currency"));
  if (!is_handle(out.user)) return invalid("\"user\" is a handle without an at sign.");
  if (!out.to.starts_with('@') && !is_phone(out.to)) {
    return invalid("\"to\" is a handle like @maria, or a phone number like +14155550123.");
  }
  if (const auto* memo = body.if_contains("memo")) {
    const bool text = memo->is_string() && memo->get_string().size() <= kMemoBytesMax;
    if (!text || std::ranges::any_of(memo->get_string(), [](char c) {
          return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        })) {
      return invalid("\"memo\" is a text of at most 512 bytes without control characters.");
    }
    out.memo = std::string(memo->get_string());
  }
  return out;
}

std::string order_text(const Order& order) {
  json::object out{{"user", order.user},
                   {"to", order.to},
                   {"amount", order.amount},
                   {"currency", order.currency}};
  if (order.memo) out["memo"] = *order.memo;
  return json::serialize(out);
}

Result<Order> order_from_text(const std::string& text) {
  PP_TRY(const auto value, http::parse_json(text));
  if (!value.is_object()) return invalid("An order is an object.");
  return order_from_json(value.get_object());
}

}  // namespace pennypost::gateway
