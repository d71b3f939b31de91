#include "api/gateway/webhook_records.h"

#include <utility>

#include <boost/json/array.hpp>

#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace json = boost::json;

namespace {

std::string text(const json::object& from, std::string_view name) {
  return std::string(from.at(name).as_string());
}
std::uint64_t number(const json::object& from, std::string_view name) {
  return from.at(name).to_number<std::uint64_t>();
}

json::object stored(const WebhookKey& key) {
  return {{"secret", to_hex(key.secret)}, {"seed", to_hex(key.seed.view())}};
}

WebhookKey key_from(const json::value& from) {
  const auto secret = from_hex(text(from.as_object(), "secret"));
  const auto seed = from_hex(text(from.as_object(), "seed"));
  CHECK(secret && seed);
  return {*secret, crypto::Seed::from(*seed).value()};
}

}  // namespace

json::object stored(const WebhookEndpoint& endpoint) {
  json::object out{{"id", endpoint.id},
                   {"tenant", endpoint.tenant},
                   {"url", endpoint.url},
                   {"types", json::array(endpoint.types.begin(), endpoint.types.end())},
                   {"enabled", endpoint.enabled},
                   {"disabled_why", endpoint.disabled_why},
                   {"created_at", endpoint.created_at.value()},
                   {"key", stored(endpoint.key)}};
  if (endpoint.earlier_key) {
    out["earlier_key"] = stored(*endpoint.earlier_key);
    out["earlier_until"] = endpoint.earlier_until.value();
  }
  if (endpoint.failing_since) out["failing_since"] = endpoint.failing_since->value();
  return out;
}

WebhookEndpoint endpoint_from(const json::object& from) {
  WebhookEndpoint out{.id = text(from, "id"),
                      .tenant = text(from, "tenant"),
                      .url = text(from, "url"),
                      .types = {},
                      .enabled = from.at("enabled").as_bool(),
                      .disabled_why = text(from, "disabled_why"),
                      .created_at = TimestampUs(number(from, "created_at")),
                      .key = key_from(from.at("key"))};
  for (const auto& type : from.at("types").as_array()) out.types.emplace(type.as_string());
  if (from.contains("earlier_key")) {
    out.earlier_key = key_from(from.at("earlier_key"));
    out.earlier_until = TimestampUs(number(from, "earlier_until"));
  }
  if (from.contains("failing_since")) {
    out.failing_since = TimestampUs(number(from, "failing_since"));
  }
  return out;
}

json::object stored(const WebhookDelivery& delivery) {
  return {{"id", delivery.id},
          {"endpoint", delivery.endpoint},
          {"tenant", delivery.tenant},
          {"state", static_cast<int>(delivery.state)},
          {"number", delivery.number},
          {"event_id", delivery.event_id},
          {"type", delivery.type},
          {"created_at", delivery.created_at.value()},
          {"next_at", delivery.next_at.value()},
          {"attempts", delivery.attempts},
          {"last_status", delivery.last_status},
          {"last_error", delivery.last_error}};
}

WebhookDelivery delivery_from(const json::object& from) {
  return {.id = text(from, "id"),
          .endpoint = text(from, "endpoint"),
          .tenant = text(from, "tenant"),
          .state = static_cast<WebhookDelivery::State>(number(from, "state")),
          .number = number(from, "number"),
          .event_id = text(from, "event_id"),
          .type = text(from, "type"),
          .created_at = TimestampUs(number(from, "created_at")),
          .next_at = TimestampUs(number(from, "next_at")),
          .attempts = static_cast<std::uint32_t>(number(from, "attempts")),
          .last_status = static_cast<int>(number(from, "last_status")),
          .last_error = text(from, "last_error")};
}

std::string_view to_string(WebhookDelivery::State state) {
  switch (state) {
    case WebhookDelivery::State::pending:
      return "pending";
    case WebhookDelivery::State::delivered:
      return "delivered";
    case WebhookDelivery::State::failed:
      return "failed";
  }
  std::unreachable();
}

json::object to_json(const WebhookEndpoint& endpoint) {
  json::object out{{"id", endpoint.id},
                   {"url", endpoint.url},
                   {"types", json::array(endpoint.types.begin(), endpoint.types.end())},
                   {"state", endpoint.enabled ? "enabled" : "disabled"},
                   {"disabled_reason", nullptr},
                   {"failing_since", nullptr},
                   {"public_key", endpoint.key.public_text()},
                   {"created_at", rfc3339(endpoint.created_at)}};
  if (!endpoint.enabled) out["disabled_reason"] = endpoint.disabled_why;
  if (endpoint.failing_since) out["failing_since"] = rfc3339(*endpoint.failing_since);
  return out;
}

json::object to_json(const WebhookDelivery& delivery) {
  json::object out{{"id", delivery.id},
                   {"endpoint", delivery.endpoint},
                   {"event", delivery.event_id},
                   {"type", delivery.type},
                   {"state", json::string(to_string(delivery.state))},
                   {"attempts", delivery.attempts},
                   {"last_status", nullptr},
                   {"last_error", nullptr},
                   {"next_attempt_at", nullptr},
                   {"created_at", rfc3339(delivery.created_at)}};
  if (delivery.last_status != 0) out["last_status"] = delivery.last_status;
  if (!delivery.last_error.empty()) out["last_error"] = delivery.last_error;
  if (delivery.state == WebhookDelivery::State::pending) {
    out["next_attempt_at"] = rfc3339(delivery.next_at);
  }
  return out;
}

}  // namespace pennypost::gateway
