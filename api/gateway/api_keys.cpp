#include "api/gateway/api_keys.h"

#include <algorithm>
#include <utility>

#include <boost/json/array.hpp>

#include "api/custodian/key_file.h"
#include "api/gateway/random_text.h"
#include "api/http/address.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kIdBytes = 12;
constexpr std::size_t kHintChars = 4;
constexpr std::string_view kScheme = "Bearer ";
constexpr const char* kTenants = "tenants";
constexpr const char* kSecrets = "app_keys";            // hash → "<tenant>\n<id>"
constexpr const char* kKeyRecords = "app_key_records";  // "<tenant>\n<id>" → the key
constexpr const char* kFileKey = "key_file";

std::string place(const std::string& tenant, const std::string& id) {
  return tenant + "\n" + id;
}

json::array scopes_json(const ScopeSet& scopes) {
  json::array out;
  for (const Scope scope : kScopes) {
    if (scopes.has(scope)) out.push_back(json::string(to_string(scope)));
  }
  return out;
}

json::object stored(const ApiKey& key) {
  json::object out = to_json(key);
  out["hash"] = key.hash;
  out["created_us"] = key.created_at.value();
  if (key.rotated_at) out["rotated_us"] = key.rotated_at->value();
  if (key.revoked_at) out["revoked_us"] = key.revoked_at->value();
  if (!key.earlier_hash.empty()) {
    out["earlier_hash"] = key.earlier_hash;
    out["earlier_until"] = key.earlier_until.value();
  }
  return out;
}

ApiKey key_from(const json::object& from) {
  const auto text = [&](std::string_view name) { return std::string(from.at(name).as_string()); };
  const auto time = [&](std::string_view name) -> std::optional<TimestampUs> {
    const auto* value = from.if_contains(name);
    if (value == nullptr) return std::nullopt;
    return TimestampUs(value->to_number<std::uint64_t>());
  };
  ApiKey out{.id = text("id"),
             .tenant = text("tenant"),
             .app = text("app"),
             .scopes = {},
             .addresses = {},
             .created_at = *time("created_us"),
             .rotated_at = time("rotated_us"),
             .revoked_at = time("revoked_us"),
             .hint = text("hint"),
             .hash = text("hash")};
  for (const auto& word : from.at("scopes").as_array()) {
    if (const auto scope = scope_from(word.as_string())) out.scopes.add(*scope);
  }
  for (const auto& range : from.at("addresses").as_array()) {
    out.addresses.emplace_back(range.as_string());
  }
  if (from.contains("earlier_hash")) {
    out.earlier_hash = text("earlier_hash");
    out.earlier_until = *time("earlier_until");
  }
  return out;
}

}  // namespace

std::string_view to_string(Scope scope) {
  switch (scope) {
    case Scope::messages:
      return "messages";
    case Scope::users_read:
      return "users:read";
    case Scope::users_write:
      return "users:write";
    case Scope::payments_read:
      return "payments:read";
    case Scope::payments_write:
      return "payments:write";
    case Scope::webhooks:
      return "webhooks";
    case Scope::events:
      return "events";
    case Scope::keys:
      return "keys";
  }
  std::unreachable();
}

std::optional<Scope> scope_from(std::string_view text) {
  for (const Scope scope : kScopes) {
    if (to_string(scope) == text) return scope;
  }
  return std::nullopt;
}

ScopeSet ScopeSet::all() {
  ScopeSet out;
  for (const Scope scope : kScopes) out.add(scope);
  return out;
}

bool is_tenant_name(std::string_view text) {
  return is_handle(text);
}

json::object to_json(const ApiKey& key) {
  json::object out{{"id", key.id},
                   {"tenant", key.tenant},
                   {"app", key.app},
                   {"scopes", scopes_json(key.scopes)},
                   {"addresses", json::array(key.addresses.begin(), key.addresses.end())},
                   {"state", key.revoked_at ? "revoked" : "active"},
                   {"hint", key.hint},
                   {"created_at", rfc3339(key.created_at)},
                   {"rotated_at", nullptr},
                   {"revoked_at", nullptr}};
  if (key.rotated_at) out["rotated_at"] = rfc3339(*key.rotated_at);
  if (key.revoked_at) out["revoked_at"] = rfc3339(*key.revoked_at);
  return out;
}

bool ApiKeys::has_tenant(const std::string& tenant) const {
  return records_.store().get(kTenants, tenant).has_value();
}

std::vector<std::string> ApiKeys::tenants() const {
  std::vector<std::string> out;
  for (auto& row : records_.store().scan({.table = kTenants})) out.push_back(std::move(row.key));
  return out;
}

asio::awaitable<void> ApiKeys::add_tenant(std::string tenant) {
  if (has_tenant(tenant)) co_return;
  Change change;
  change.put(kTenants, tenant, rfc3339(now_()));
  (void)co_await records_.commit(std::move(change));
}

std::optional<ApiKey> ApiKeys::read(Change& change, const std::string& tenant,
                                    const std::string& id) {
  records_.expect_unchanged(change, kKeyRecords, place(tenant, id));
  return find(tenant, id);
}

asio::awaitable<bool> ApiKeys::save(Change change, ApiKey key,
                                    std::vector<std::string> dead_hashes) {
  const std::string at = place(key.tenant, key.id);
  for (const auto& hash : dead_hashes) change.erase(kSecrets, hash);
  if (key.revoked_at) {
    change.erase(kSecrets, key.hash);
    if (!key.earlier_hash.empty()) change.erase(kSecrets, key.earlier_hash);
  } else {
    change.put(kSecrets, key.hash, at);
  }
  records_.put_house(change, kKeyRecords, at, stored(key));
  co_return co_await records_.commit(std::move(change));
}

asio::awaitable<Result<ApiKeys::Issued>> ApiKeys::issue(std::string tenant, Wish wish) {
  if (list(tenant, "", kKeysPerTenantMax).size() >= kKeysPerTenantMax) {
    co_return fail("too_many_keys", "A tenant has at most 100 keys, revoked ones included.");
  }
  Issued out{.key = {.id = wish.id.empty() ? "key_" + random_hex(kIdBytes) : wish.id,
                     .tenant = std::move(tenant),
                     .app = std::move(wish.app),
                     .scopes = wish.scopes,
                     .addresses = std::move(wish.addresses),
                     .created_at = now_(),
                     .hint = {},
                     .hash = {}},
             .secret = "ppk_" + random_hex(kKeyBytes)};
  out.key.hint = out.secret.substr(out.secret.size() - kHintChars);
  out.key.hash = records_.keyed_hash("api_key", out.secret).hex();
  Change change;
  change.expect(kKeyRecords, place(out.key.tenant, out.key.id), std::nullopt);
  if (!co_await save(std::move(change), out.key, {})) {
    co_return fail("conflict", "This key was made at this moment by another request.");
  }
  co_return out;
}

asio::awaitable<Result<ApiKeys::Issued>> ApiKeys::rotate(ApiKey key, std::uint64_t grace_seconds) {
  Change change;
  const auto now = read(change, key.tenant, key.id);  // it may have been revoked since
  if (!now || now->revoked_at) co_return fail("key_revoked", "A revoked key gets no new secret.");
  Issued out{.key = *now, .secret = "ppk_" + random_hex(kKeyBytes)};
  std::vector<std::string> dead;
  if (!out.key.earlier_hash.empty()) dead.push_back(out.key.earlier_hash);
  if (grace_seconds == 0) {
    dead.push_back(out.key.hash);
    out.key.earlier_hash.clear();
  } else {
    out.key.earlier_hash = out.key.hash;
    out.key.earlier_until = TimestampUs(now_().value() + grace_seconds * kSecondUs);
  }
  out.key.hint = out.secret.substr(out.secret.size() - kHintChars);
  out.key.hash = records_.keyed_hash("api_key", out.secret).hex();
  out.key.rotated_at = now_();
  if (!co_await save(std::move(change), out.key, dead)) {
    co_return fail("conflict", "This key was changed at this moment by another request.");
  }
  co_return out;
}

asio::awaitable<Result<ApiKey>> ApiKeys::revoke(ApiKey key) {
  Change change;
  auto now = read(change, key.tenant, key.id);  // with whatever secrets it has by now
  if (!now || now->revoked_at) co_return now.value_or(key);
  key = std::move(*now);
  key.revoked_at = now_();
  if (!co_await save(std::move(change), key, {})) {
    co_return fail("conflict", "This key was changed at this moment by another request.");
  }
  co_return key;
}

std::optional<ApiKey> ApiKeys::find(const std::string& tenant, const std::string& id) {
  const auto found = records_.get_house(kKeyRecords, place(tenant, id));
  return found ? std::optional(key_from(*found)) : std::nullopt;
}

std::vector<ApiKey> ApiKeys::list(const std::string& tenant, const std::string& after,
                                  std::size_t limit) {
  std::vector<ApiKey> out;
  const std::string prefix = place(tenant, "");
  const auto rows = records_.store().scan({.table = kKeyRecords,
                                           .prefix = prefix,
                                           .after = after.empty() ? "" : prefix + after,
                                           .limit = limit});
  for (const auto& row : rows) {
    if (auto key = find(tenant, row.key.substr(prefix.size()))) out.push_back(std::move(*key));
  }
  return out;
}

asio::awaitable<void> ApiKeys::adopt_file_key(std::string tenant, std::string secret) {
  co_await add_tenant(tenant);
  const std::string hash = records_.keyed_hash("api_key", secret).hex();
  Change change;
  const auto known = read(change, tenant, kFileKey);
  if (known && known->hash == hash) co_return;
  ApiKey key{.id = kFileKey,
             .tenant = tenant,
             .app = "operator",
             .scopes = ScopeSet::all(),
             .addresses = {},
             .created_at = known ? known->created_at : now_(),
             .hint = secret.substr(secret.size() - kHintChars),
             .hash = hash};
  if (known) key.rotated_at = now_();
  std::vector<std::string> dead;
  if (known) dead.push_back(known->hash);
  if (known && !known->earlier_hash.empty()) dead.push_back(known->earlier_hash);
  (void)co_await save(std::move(change), std::move(key), dead);
}

std::string_view bearer_of(const http::Request& request) {
  const auto field = request.headers.get("Authorization").value_or("");
  return field.starts_with(kScheme) ? field.substr(kScheme.size()) : std::string_view();
}

std::optional<Caller> ApiKeys::caller_of(const http::Request& request) {
  const auto secret = bearer_of(request);
  if (secret.empty()) return std::nullopt;
  const std::string hash = records_.keyed_hash("api_key", std::string(secret)).hex();
  const auto at = records_.get(kSecrets, hash);
  const auto split = at ? at->find('\n') : std::string::npos;
  if (split == std::string::npos) return std::nullopt;
  auto key = find(at->substr(0, split), at->substr(split + 1));
  if (!key || !opens(*key, hash)) return std::nullopt;
  return Caller{key->tenant, key->app, key->id, key->scopes, std::move(key->addresses), hash};
}

bool ApiKeys::opens(const ApiKey& key, const std::string& hash) const {
  if (key.revoked_at) return false;
  return key.hash == hash || (key.earlier_hash == hash && now_() < key.earlier_until);
}

bool ApiKeys::holds(const Caller& caller) {
  const auto key = find(caller.tenant, caller.key_id);
  return key && opens(*key, caller.secret_hash);
}

Result<std::string> read_or_create_api_key(const std::filesystem::path& file,
                                           std::string_view prefix) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    PP_CHECKED(
        custodian::create_secret_file(file.string(), std::string(prefix) + random_hex(kKeyBytes)));
  }
  PP_TRY(auto key, custodian::read_secret_file(file.string()));
  if (key.size() < kKeyBytes) {
    return fail("malformed", "The API key in " + file.string() + " is shorter than 32 characters.");
  }
  return key;
}

}  // namespace pennypost::gateway
