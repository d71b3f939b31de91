#include "api/gateway/keys_api.h"

#include <algorithm>

#include <boost/json/array.hpp>

#include "api/custodian/sealing.h"
#include "api/gateway/random_text.h"
#include "api/http/address.h"
#include "api/http/json.h"
#include "api/http/problem.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;
using Answering = asio::awaitable<http::Response>;

namespace {

http::Response malformed(std::string detail) {
  return http::problem(400, "malformed", std::move(detail), "Correct the body; nothing was done.");
}

http::Response unknown_key() {
  return http::problem(404, "not_found", "This tenant has no such API key.", "Check the id.");
}

http::Response refuse(const Error& error) {
  if (error.code == "conflict")
    return http::problem(409, error, "Look at the key, then try again.");
  if (error.code == "key_revoked") return http::problem(422, error, "Issue a new key.");
  return http::problem(422, error, "Rotate a key instead of issuing another.");
}

json::object with_secret(const ApiKeys::Issued& issued) {
  json::object out = to_json(issued.key);
  out["secret"] = issued.secret;
  return out;
}

std::expected<ScopeSet, http::Response> scopes_of(const json::object& body, const Caller& caller) {
  ScopeSet out;
  const auto* scopes = body.if_contains("scopes");
  if (scopes == nullptr || !scopes->is_array() || scopes->get_array().empty()) {
    return std::unexpected(malformed("\"scopes\" is a list of at least one scope."));
  }
  for (const auto& item : scopes->get_array()) {
    const auto scope = item.is_string() ? scope_from(item.get_string()) : std::nullopt;
    if (!scope) {
      std::string all;
      for (const Scope known : kScopes) {
        all += (all.empty() ? "" : ", ") + std::string(to_string(known));
      }
      return std::unexpected(malformed("A scope is one of " + all + "."));
    }
    out.add(*scope);
  }
  if (!out.within(caller.scopes)) {
    return std::unexpected(http::problem(403, "missing_scope",
                                         "A key cannot give away a scope that it lacks.",
                                         "Ask for scopes that this key has."));
  }
  return out;
}

std::expected<std::vector<std::string>, http::Response> addresses_of(const json::object& body,
                                                                     const Caller& caller) {
  const auto* addresses = body.if_contains("addresses");
  if (addresses == nullptr) return caller.addresses;
  if (!addresses->is_array() || addresses->get_array().size() > kKeyAddressesMax) {
    return std::unexpected(malformed("\"addresses\" is a list of at most 32 addresses."));
  }
  std::vector<std::string> out;
  for (const auto& item : addresses->get_array()) {
    if (!item.is_string() || !http::is_address_range(item.get_string())) {
      return std::unexpected(
          malformed("An address is like 203.0.113.7 or a network like 203.0.113.0/24."));
    }
    out.emplace_back(item.get_string());
  }
  if (out.empty()) return caller.addresses;
  for (const auto& range : out) {
    const bool within = caller.addresses.empty() ||
                        std::ranges::any_of(caller.addresses, [&](const std::string& outer) {
                          return http::is_within_range(range, outer);
                        });
    if (!within) {
      return std::unexpected(http::problem(403, "address_not_allowed",
                                           "A key cannot give away addresses that it lacks.",
                                           "Name addresses within those of this key."));
    }
  }
  return out;
}

/// `once`: see Call.
Answering issue(ApiKeys& keys, http::Request request, Caller caller, std::string once) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  for (const auto& member : *body) {
    const std::string_view name = member.key();
    if (name != "app" && name != "scopes" && name != "addresses") {
      co_return malformed("A key has app, scopes and addresses, and nothing else.");
    }
  }
  const auto* app = body->if_contains("app");
  if (app == nullptr || !app->is_string() || !is_tenant_name(app->get_string())) {
    co_return malformed("\"app\" is 1 to 32 of a-z, 0-9, _, - and .");
  }
  auto scopes = scopes_of(*body, caller);
  if (!scopes) co_return scopes.error();
  auto addresses = addresses_of(*body, caller);
  if (!addresses) co_return addresses.error();
  const std::string id = "key_" + once.substr(0, 24);
  if (const auto made = keys.find(caller.tenant, id)) {
    // A crash came between making it and answering: its secret was never shown, so it gets another.
    const auto again = co_await keys.rotate(*made, 0);
    co_return again ? http::json_response(201, with_secret(*again)) : refuse(again.error());
  }
  const auto issued = co_await keys.issue(caller.tenant, {.id = id,
                                                          .app = std::string(app->get_string()),
                                                          .scopes = *scopes,
                                                          .addresses = std::move(*addresses)});
  if (!issued) co_return refuse(issued.error());
  auto response = http::json_response(201, with_secret(*issued));
  response.headers.set("Location", "/v1/api-keys/" + issued->key.id);
  co_return response;
}

Answering list(ApiKeys& keys, http::Request request, Caller caller) {
  const auto limit = limit_of(request);
  if (!limit) co_return limit.error();
  auto found =
      keys.list(caller.tenant, std::string(request.query.get("cursor").value_or("")), *limit + 1);
  const bool more = found.size() > *limit;
  if (more) found.pop_back();
  json::array data;
  for (const auto& key : found) data.push_back(to_json(key));
  co_return http::json_response(200, page(std::move(data), more ? found.back().id : ""));
}

Answering get(ApiKeys& keys, http::Request request, Caller caller) {
  const auto key = keys.find(caller.tenant, captured(request, "id"));
  co_return key ? http::json_response(200, to_json(*key)) : unknown_key();
}

Answering revoke(ApiKeys& keys, http::Request request, Caller caller) {
  auto key = keys.find(caller.tenant, captured(request, "id"));
  if (!key) co_return unknown_key();
  const auto revoked = co_await keys.revoke(std::move(*key));
  co_return revoked ? http::json_response(200, to_json(*revoked)) : refuse(revoked.error());
}

Answering rotate(ApiKeys& keys, http::Request request, Caller caller) {
  auto key = keys.find(caller.tenant, captured(request, "id"));
  if (!key) co_return unknown_key();
  std::uint64_t grace_seconds = 0;
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  if (const auto* grace = body->if_contains("grace_seconds")) {
    if (!grace->is_int64() || grace->get_int64() < 0 ||
        static_cast<std::uint64_t>(grace->get_int64()) > kKeyGraceSecondsMax) {
      co_return malformed("\"grace_seconds\" is a number from 0 to 604800.");
    }
    grace_seconds = static_cast<std::uint64_t>(grace->get_int64());
  }
  if (body->size() > (body->contains("grace_seconds") ? 1U : 0U)) {
    co_return malformed("A rotation has grace_seconds, and nothing else.");
  }
  // Otherwise a key that may do little would get the secret of one that may do more.
  if (!key->scopes.within(caller.scopes)) {
    co_return http::problem(403, "missing_scope", "That key may do more than this one.",
                            "Use a key that has all of its scopes.");
  }
  const auto rotated = co_await keys.rotate(std::move(*key), grace_seconds);
  co_return rotated ? http::json_response(200, with_secret(*rotated)) : refuse(rotated.error());
}

}  // namespace

void KeysApi::add_routes(http::Router& router) {
  const auto plain = [this](Answering (*handler)(ApiKeys&, http::Request, Caller)) {
    return [this, handler](Call call) {
      return handler(keys_, std::move(call.request), std::move(call.caller));
    };
  };
  door_.add(router, "POST /v1/api-keys", Scope::keys,
            [this](Call call) {
              return issue(keys_, std::move(call.request), std::move(call.caller),
                           std::move(call.once));
            },
            {.once = Once::optional});
  door_.add(router, "GET /v1/api-keys", Scope::keys, plain(list));
  door_.add(router, "GET /v1/api-keys/{id}", Scope::keys, plain(get));
  door_.add(router, "DELETE /v1/api-keys/{id}", Scope::keys, plain(revoke));
  door_.add(router, "POST /v1/api-keys/{id}/rotate", Scope::keys, plain(rotate),
            {.once = Once::optional});
}

void AdminApi::add(http::Router& router, std::string_view route, Handler handler) {
  router.add(route, [this, handler = std::move(handler)](http::Request request) -> Answering {
    if (!custodian::equal_secrets(bearer_of(request), secret_)) {
      auto response = http::problem(401, "unauthorized", "This is for the operator alone.",
                                    "Send the operator's key as Authorization: Bearer.");
      response.headers.set("WWW-Authenticate", "Bearer");
      co_return response;
    }
    std::string tenant = captured(request, "tenant");
    if (!tenant.empty() && !keys_.has_tenant(tenant)) {
      co_return http::problem(404, "not_found", "There is no such tenant.",
                              "Check the name, or create the tenant.");
    }
    Caller caller{std::move(tenant), "operator", "operator", ScopeSet::all(), {}, {}};
    co_return co_await handler(std::move(request), std::move(caller));
  });
}

void AdminApi::add_routes(http::Router& router) {
  const auto plain = [this](Answering (*handler)(ApiKeys&, http::Request, Caller)) {
    return [this, handler](http::Request request, Caller caller) {
      return handler(keys_, std::move(request), std::move(caller));
    };
  };
  add(router, "GET /admin/tenants", [this](http::Request, Caller) -> Answering {
    json::array data;
    for (auto& tenant : keys_.tenants()) data.push_back(json::object{{"id", tenant}});
    co_return http::json_response(200, page(std::move(data), ""));
  });
  add(router, "POST /admin/tenants", [this](http::Request request, Caller) -> Answering {
    const auto body = http::json_object_body(request);
    if (!body) co_return body.error();
    const auto* id = body->if_contains("id");
    if (id == nullptr || body->size() != 1 || !id->is_string() ||
        !is_tenant_name(id->get_string())) {
      co_return malformed("The body is {\"id\"}: 1 to 32 of a-z, 0-9, _, - and .");
    }
    const std::string tenant(id->get_string());
    const bool known = keys_.has_tenant(tenant);
    co_await keys_.add_tenant(tenant);
    co_return http::json_response(known ? 200 : 201, json::object{{"id", tenant}});
  });
  add(router, "POST /admin/tenants/{tenant}/api-keys",
      [this](http::Request request, Caller caller) -> Answering {
        co_return co_await issue(keys_, std::move(request), std::move(caller), random_hex(32));
      });
  add(router, "GET /admin/tenants/{tenant}/api-keys", plain(list));
  add(router, "GET /admin/tenants/{tenant}/api-keys/{id}", plain(get));
  add(router, "DELETE /admin/tenants/{tenant}/api-keys/{id}", plain(revoke));
  add(router, "POST /admin/tenants/{tenant}/api-keys/{id}/rotate", plain(rotate));
}

}  // namespace pennypost::gateway
