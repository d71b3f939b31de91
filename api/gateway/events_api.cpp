#include "api/gateway/events_api.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/gateway/app_api.h"
#include "api/http/json.h"
#include "api/http/problem.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t kEventsAtOnce = 100;
constexpr std::size_t kStreamsPerTenantMax = 100;
/// How soon a stream notices that its key was revoked.
constexpr std::chrono::milliseconds kLook{1'000};

http::Response malformed(std::string detail) {
  return http::problem(400, "malformed", std::move(detail), "Correct the body; nothing was done.");
}

http::Response unknown_endpoint() {
  return http::problem(404, "not_found", "This tenant has no such webhook endpoint.",
                       "Check the id.");
}

http::Response conflict() {
  return http::problem(409, "conflict", "The endpoint was changed at this moment.",
                       "Look at it, then try again.");
}

std::expected<std::set<std::string>, http::Response> types_from(const json::value& value) {
  std::set<std::string> out;
  if (!value.is_array() || value.get_array().size() > kWebhookTypesMax) {
    return std::unexpected(malformed("\"types\" is a list of types of events; empty: all."));
  }
  for (const auto& item : value.get_array()) {
    const auto& known = event_types();
    if (!item.is_string() ||
        std::ranges::find(known, std::string_view(item.get_string())) == known.end()) {
      std::string all;
      for (const auto type : known) all += (all.empty() ? "" : ", ") + std::string(type);
      return std::unexpected(malformed("A type is one of " + all + "."));
    }
    out.emplace(item.get_string());
  }
  return out;
}

/// What the query asks to hear: `types=a,b`; all where it says nothing.
std::expected<std::set<std::string>, http::Response> types_of(const http::Request& request) {
  std::set<std::string> out;
  std::string_view rest = request.query.get("types").value_or("");
  while (!rest.empty()) {
    const auto end = rest.find(',');
    const auto type = rest.substr(0, end);
    const auto& known = event_types();
    if (std::ranges::find(known, type) == known.end()) {
      return std::unexpected(malformed_query("\"types\" names a type that does not exist."));
    }
    out.emplace(type);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return out;
}

json::object with_secret(const WebhookEndpoint& endpoint) {
  json::object out = to_json(endpoint);
  out["secret"] = endpoint.key.secret_text();
  return out;
}

}  // namespace

const std::vector<std::string_view>& event_types() {
  static const std::vector<std::string_view> types = {
      "message.outgoing",  "payment.awaiting_confirmation",
      "payment.checking",  "payment.held",
      "payment.final",     "payment.failed",
      "payment.cancelled", "payment.returned",
      "payout.finished"};
  return types;
}

void EventsApi::add_routes(http::Router& router) {
  const auto add = door_.adder(router, *this);
  const DoorOptions once{.once = Once::optional};
  add("GET /v1/events", Scope::events, &EventsApi::get_events);
  add("POST /v1/webhook-endpoints", Scope::webhooks, &EventsApi::post_endpoint, once);
  add("GET /v1/webhook-endpoints", Scope::webhooks, &EventsApi::get_endpoints);
  add("GET /v1/webhook-endpoints/{id}", Scope::webhooks, &EventsApi::get_endpoint);
  add("PATCH /v1/webhook-endpoints/{id}", Scope::webhooks, &EventsApi::patch_endpoint, once);
  add("DELETE /v1/webhook-endpoints/{id}", Scope::webhooks, &EventsApi::delete_endpoint);
  add("POST /v1/webhook-endpoints/{id}/rotate-secret", Scope::webhooks, &EventsApi::rotate_secret,
      once);
  add("POST /v1/webhook-endpoints/{id}/test", Scope::webhooks, &EventsApi::test_endpoint);
  add("GET /v1/webhook-endpoints/{id}/deliveries", Scope::webhooks, &EventsApi::get_deliveries);
  add("GET /v1/webhook-deliveries/{id}", Scope::webhooks, &EventsApi::get_delivery);
  add("POST /v1/webhook-deliveries/{id}/replay", Scope::webhooks, &EventsApi::replay, once);
}

bool EventsApi::anybody_listens(const std::string& tenant, const std::string& type) {
  const auto streams = streams_->find(tenant);
  return (streams != streams_->end() && streams->second > 0) ||
         webhooks_.anybody_wants(tenant, type);
}

EventsApi::Answering EventsApi::get_events(Call call) {
  const std::string tenant = call.caller.tenant;
  const auto types = types_of(call.request);
  if (!types) co_return types.error();
  const auto span = events_.span(tenant);
  std::uint64_t after = span.next - 1;
  auto from = call.request.headers.get("Last-Event-ID");
  if (!from) from = call.request.query.get("after");
  if (from) {
    const auto number = number_from(*from);
    if (!number) {
      co_return malformed_query("Last-Event-ID, or \"after\", is the number of an event.");
    }
    // Whoever begins with 0 wants what there is; other numbers were seen once.
    after = *number == 0 ? span.first - 1 : *number;
  }
  if (after + 1 < span.first || after >= span.next) {
    co_return http::problem(410, "cursor_pruned", "Events behind this one are no longer kept.",
                            "Read the payments anew, then listen without Last-Event-ID.");
  }
  auto& open = (*streams_)[tenant];
  if (open >= kStreamsPerTenantMax) {
    co_return http::problem(429, "too_many_streams", "The tenant has 100 streams open.",
                            "Close one first.");
  }
  http::Response response{
      .headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}},
      .body = {}};
  response.stream = [this, streams = streams_, caller = call.caller, after,
                     wanted = *types](http::EventStream& out) -> asio::awaitable<void> {
    ++(*streams)[caller.tenant];
    const std::shared_ptr<void> leave(
        nullptr, [streams, tenant = caller.tenant](void*) { --(*streams)[tenant]; });
    std::uint64_t last = after;
    while (keys_.holds(caller)) {
      const auto read = events_.read(caller.tenant, last, kEventsAtOnce);
      for (const Event& event : read.events) {
        if (!wanted.empty() && !wanted.contains(event.type)) continue;
        const bool sent = co_await out.send({.id = std::to_string(event.number),
                                             .event = event.type,
                                             .data = json::serialize(to_json(event))});
        if (!sent) co_return;
      }
      if (read.last > last) {
        last = read.last;
        continue;
      }
      if (out.closed()) co_return;
      co_await events_.news(kLook);
    }
  };
  co_return response;
}

EventsApi::Answering EventsApi::post_endpoint(Call call) {
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  for (const auto& member : *body) {
    if (member.key() != "url" && member.key() != "types") {
      co_return malformed("An endpoint has url and types, and nothing else.");
    }
  }
  const auto* url = body->if_contains("url");
  if (url == nullptr || !url->is_string()) co_return malformed("\"url\" is missing or no text.");
  std::set<std::string> types;
  if (const auto* wanted = body->if_contains("types")) {
    auto read = types_from(*wanted);
    if (!read) co_return read.error();
    types = std::move(*read);
  }
  const std::string text(url->get_string());
  if (const auto good = webhooks_.check_url(text); !good) {
    co_return http::problem(422, good.error(), "Name an HTTPS URL of a public address.");
  }
  const std::string id = "whe_" + call.once.substr(0, 24);
  if (const auto made = webhooks_.find(call.caller.tenant, id)) {
    co_return http::json_response(201, with_secret(*made));
  }
  const auto made = co_await webhooks_.create(call.caller.tenant, id, text, std::move(types));
  if (!made) co_return http::problem(422, made.error(), "Delete one that is not used any more.");
  auto response = http::json_response(201, with_secret(*made));
  response.headers.set("Location", "/v1/webhook-endpoints/" + made->id);
  co_return response;
}

EventsApi::Answering EventsApi::get_endpoints(Call call) {
  json::array data;
  for (const auto& endpoint : webhooks_.list(call.caller.tenant)) data.push_back(to_json(endpoint));
  co_return http::json_response(200, page(std::move(data), ""));
}

EventsApi::Answering EventsApi::get_endpoint(Call call) {
  const auto endpoint = webhooks_.find(call.caller.tenant, captured(call.request, "id"));
  co_return endpoint ? http::json_response(200, to_json(*endpoint)) : unknown_endpoint();
}

EventsApi::Answering EventsApi::patch_endpoint(Call call) {
  gateway_store::Change change;
  auto endpoint = webhooks_.find(change, call.caller.tenant, captured(call.request, "id"));
  if (!endpoint) co_return unknown_endpoint();
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  for (const auto& member : *body) {
    const std::string_view name = member.key();
    const json::value& value = member.value();
    if (name == "url" && value.is_string()) {
      endpoint->url = std::string(value.get_string());
      if (const auto good = webhooks_.check_url(endpoint->url); !good) {
        co_return http::problem(422, good.error(), "Name an HTTPS URL of a public address.");
      }
    } else if (name == "types") {
      auto types = types_from(value);
      if (!types) co_return types.error();
      endpoint->types = std::move(*types);
    } else if (name == "state" && value.is_string() &&
               (value.get_string() == "enabled" || value.get_string() == "disabled")) {
      endpoint->enabled = value.get_string() == "enabled";
      endpoint->disabled_why = endpoint->enabled ? "" : "by_you";
      endpoint->failing_since.reset();
    } else {
      co_return malformed("A change has url, types and state (enabled or disabled).");
    }
  }
  if (!co_await webhooks_.save(std::move(change), *endpoint)) co_return conflict();
  co_return http::json_response(200, to_json(*endpoint));
}

EventsApi::Answering EventsApi::delete_endpoint(Call call) {
  auto endpoint = webhooks_.find(call.caller.tenant, captured(call.request, "id"));
  if (!endpoint) co_return unknown_endpoint();
  co_await webhooks_.remove(std::move(*endpoint));
  co_return http::Response{.status = 204, .headers = {}, .body = {}};
}

EventsApi::Answering EventsApi::rotate_secret(Call call) {
  gateway_store::Change change;
  auto endpoint = webhooks_.find(change, call.caller.tenant, captured(call.request, "id"));
  if (!endpoint) co_return unknown_endpoint();
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  std::uint64_t grace_seconds = 24 * 3600;
  for (const auto& member : *body) {
    if (member.key() != "grace_seconds" || !member.value().is_int64() ||
        member.value().get_int64() < 0 ||
        static_cast<std::uint64_t>(member.value().get_int64()) > kWebhookGraceSecondsMax) {
      co_return malformed("A rotation has grace_seconds, from 0 to 604800.");
    }
    grace_seconds = static_cast<std::uint64_t>(member.value().get_int64());
  }
  webhooks_.rotate(*endpoint, grace_seconds);
  if (!co_await webhooks_.save(std::move(change), *endpoint)) co_return conflict();
  co_return http::json_response(200, with_secret(*endpoint));
}

EventsApi::Answering EventsApi::test_endpoint(Call call) {
  auto endpoint = webhooks_.find(call.caller.tenant, captured(call.request, "id"));
  if (!endpoint) co_return unknown_endpoint();
  const auto delivery = co_await webhooks_.test(std::move(*endpoint));
  co_return http::json_response(200, to_json(delivery));
}

EventsApi::Answering EventsApi::get_deliveries(Call call) {
  const auto endpoint = webhooks_.find(call.caller.tenant, captured(call.request, "id"));
  if (!endpoint) co_return unknown_endpoint();
  const auto limit = limit_of(call.request);
  if (!limit) co_return limit.error();
  const auto found = webhooks_.deliveries(
      *endpoint, std::string(call.request.query.get("cursor").value_or("")), *limit);
  json::array data;
  for (const auto& delivery : found.deliveries) data.push_back(to_json(delivery));
  co_return http::json_response(200, page(std::move(data), found.more ? found.cursor : ""));
}

EventsApi::Answering EventsApi::get_delivery(Call call) {
  const auto found = webhooks_.delivery(call.caller.tenant, captured(call.request, "id"));
  if (!found) {
    co_return http::problem(404, "not_found", "This tenant has no such delivery.", "Check the id.");
  }
  co_return http::json_response(200, to_json(*found));
}

EventsApi::Answering EventsApi::replay(Call call) {
  auto found = webhooks_.delivery(call.caller.tenant, captured(call.request, "id"));
  if (!found) {
    co_return http::problem(404, "not_found", "This tenant has no such delivery.", "Check the id.");
  }
  const auto replayed = co_await webhooks_.replay(std::move(*found));
  if (!replayed && replayed.error().code == "event_pruned") {
    co_return http::problem(410, replayed.error(), "Read the payment itself.");
  }
  if (!replayed) co_return http::problem(422, replayed.error(), "Enable the endpoint first.");
  co_return http::json_response(202, to_json(*replayed));
}

}  // namespace pennypost::gateway
