#include "api/commands/gateway_keys.h"

#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/custodian/key_file.h"
#include "api/http/client.h"
#include "api/http/json.h"

namespace pennypost::commands {

namespace json = boost::json;

namespace {

constexpr const char* kAllScopes[] = {
    "messages",       "users:read", "users:write", "payments:read",
    "payments:write", "webhooks",   "events",      "keys"};

int complain(const std::string& what) {
  std::cerr << "pennypost gateway: " << what << "\n";
  return 1;
}

std::string text_of_member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// Where the gateway listens for its operator, and the operator's key.
struct Office {
  std::string url;
  std::string secret;
  std::string tenant;
};

Result<Office> office_of(const GatewayAdmin& admin) {
  PP_TRY(const auto config, config::Config::load(admin.config_file, admin.config_keys));
  PP_TRY(const auto listen, config::parse_host_port(config.text("gateway", "metrics_listen")));
  const auto file = config.path("gateway", "operator_key_file");
  auto secret = custodian::read_secret_file(file.string());
  if (!secret) {
    return fail(
        secret.error().code,
        secret.error().message + " The gateway makes it when it starts for the first time.");
  }
  const bool is_v6 = listen.host.find(':') != std::string::npos;
  return Office{"http://" + (is_v6 ? "[" + listen.host + "]" : listen.host) + ":" +
                    std::to_string(listen.port),
                std::move(*secret),
                admin.tenant.empty() ? config.text("gateway", "tenant") : admin.tenant};
}

/// The answer's object. Errors: what the gateway refused, in its words.
Result<json::object> call(const Office& office, const std::string& method, const std::string& path,
                          const json::object& body = {}) {
  http::ClientRequest request{.method = method,
                              .headers = {{"Authorization", "Bearer " + office.secret}}};
  if (method == "POST") {
    request.headers.add("Content-Type", "application/json");
    request.body = json::serialize(body);
  }
  const auto answer = http::fetch(office.url + path, std::move(request));
  if (!answer) {
    return fail("unreachable", "The gateway does not answer at " + office.url +
                                   ". Start it with this configuration, then try again.");
  }
  const auto value = http::parse_json(answer->body);
  if (!value || !value->is_object()) {
    return fail("bad_response", "What answers at " + office.url + " is no gateway.");
  }
  if (answer->status < 300) return value->get_object();
  return fail(text_of_member(value->get_object(), "code"),
              text_of_member(value->get_object(), "detail") + " " +
                  text_of_member(value->get_object(), "next"));
}

std::string keys_path(const Office& office, const std::string& rest = "") {
  return "/admin/tenants/" + http::encode_component(office.tenant) + "/api-keys" + rest;
}

std::string words(const json::object& key, std::string_view name) {
  std::string out;
  for (const auto& item : key.at(name).as_array()) {
    out += (out.empty() ? "" : ",") + std::string(item.as_string());
  }
  return out;
}

int show_secret(const GatewayAdmin& admin, const json::object& key) {
  if (admin.as_json) {
    std::cout << json::serialize(key) << "\n";
    return 0;
  }
  std::cout << text_of_member(key, "secret") << "\n";
  std::cerr << "Key " << text_of_member(key, "id") << " of tenant " << text_of_member(key, "tenant")
            << ", app " << text_of_member(key, "app")
            << ". Keep the secret: it is not shown again.\n";
  return 0;
}

/// Runs `then` with the office, or says why there is none.
template <class Then>
int in_office(const GatewayAdmin& admin, Then then) {
  const auto office = office_of(admin);
  if (!office) return complain(office.error().message);
  const auto answer = then(*office);
  return answer ? 0 : complain(answer.error().message);
}

Result<json::array> all_pages(const Office& office, const std::string& path) {
  json::array out;
  std::string cursor;
  do {
    const std::string query = "?limit=100" + (cursor.empty() ? "" : "&cursor=" + cursor);
    PP_TRY(const auto page, call(office, "GET", path + query));
    for (const auto& item : page.at("data").as_array()) out.push_back(item);
    cursor = text_of_member(page, "next_cursor");
  } while (!cursor.empty());
  return out;
}

}  // namespace

int gateway_keys_create(const GatewayAdmin& admin, const KeyWish& wish) {
  return in_office(admin, [&](const Office& office) -> Result<void> {
    if (wish.new_tenant) {
      PP_CHECKED(call(office, "POST", "/admin/tenants", {{"id", office.tenant}}));
    }
    json::array scopes(wish.scopes.begin(), wish.scopes.end());
    if (scopes.empty()) scopes = json::array(std::begin(kAllScopes), std::end(kAllScopes));
    json::object body{{"app", wish.app}, {"scopes", std::move(scopes)}};
    if (!wish.addresses.empty()) {
      body["addresses"] = json::array(wish.addresses.begin(), wish.addresses.end());
    }
    auto made = call(office, "POST", keys_path(office), body);
    if (!made && made.error().code == "not_found") {
      return fail("not_found",
                  "There is no tenant \"" + office.tenant + "\". Add --new-tenant to create it.");
    }
    if (!made) return std::unexpected(made.error());
    show_secret(admin, *made);
    return {};
  });
}

int gateway_keys_list(const GatewayAdmin& admin) {
  return in_office(admin, [&](const Office& office) -> Result<void> {
    PP_TRY(const auto keys, all_pages(office, keys_path(office)));
    if (admin.as_json) {
      std::cout << json::serialize(keys) << "\n";
      return {};
    }
    for (const auto& item : keys) {
      const auto& key = item.as_object();
      std::cout << text_of_member(key, "id") << "  " << text_of_member(key, "state") << "  "
                << text_of_member(key, "app") << "  …" << text_of_member(key, "hint") << "  "
                << words(key, "scopes") << "  " << words(key, "addresses") << "\n";
    }
    return {};
  });
}

int gateway_keys_rotate(const GatewayAdmin& admin, const std::string& id,
                        std::uint64_t grace_seconds) {
  return in_office(admin, [&](const Office& office) -> Result<void> {
    PP_TRY(const auto key,
           call(office, "POST", keys_path(office, "/" + http::encode_component(id) + "/rotate"),
                {{"grace_seconds", grace_seconds}}));
    show_secret(admin, key);
    return {};
  });
}

int gateway_keys_revoke(const GatewayAdmin& admin, const std::string& id) {
  return in_office(admin, [&](const Office& office) -> Result<void> {
    PP_TRY(const auto key,
           call(office, "DELETE", keys_path(office, "/" + http::encode_component(id))));
    std::cout << (admin.as_json
                      ? json::serialize(key)
                      : "Revoked " + text_of_member(key, "id") + ": it is refused from now on.")
              << "\n";
    return {};
  });
}

int gateway_tenants_list(const GatewayAdmin& admin) {
  return in_office(admin, [&](const Office& office) -> Result<void> {
    PP_TRY(const auto tenants, all_pages(office, "/admin/tenants"));
    if (admin.as_json) {
      std::cout << json::serialize(tenants) << "\n";
      return {};
    }
    for (const auto& tenant : tenants) {
      std::cout << text_of_member(tenant.as_object(), "id") << "\n";
    }
    return {};
  });
}

int gateway_tenants_create(const GatewayAdmin& admin, const std::string& tenant) {
  return in_office(admin, [&](const Office& office) -> Result<void> {
    PP_TRY(const auto made, call(office, "POST", "/admin/tenants", {{"id", tenant}}));
    if (admin.as_json) {
      std::cout << json::serialize(made) << "\n";
    } else {
      std::cout << "Tenant " << tenant << " is there; issue it a key with `gateway keys create`.\n";
    }
    return {};
  });
}

}  // namespace pennypost::commands
