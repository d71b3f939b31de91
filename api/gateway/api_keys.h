#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/gateway/clock.h"
#include "api/gateway/records.h"
#include "api/http/message.h"

// Who an app is. Every key belongs to one tenant and one app of it; the store keeps only its hash.
namespace pennypost::gateway {

/// What a key lets its holder do. Words of the API: `users:read` and so on.
enum class Scope : std::uint8_t {
  messages,
  users_read,
  users_write,
  payments_read,
  payments_write,
  webhooks,
  events,
  keys,
};
inline constexpr std::array kScopes = {
    Scope::messages,       Scope::users_read, Scope::users_write, Scope::payments_read,
    Scope::payments_write, Scope::webhooks,   Scope::events,      Scope::keys};
std::string_view to_string(Scope scope);
std::optional<Scope> scope_from(std::string_view text);

class ScopeSet {
 public:
  static ScopeSet all();
  void add(Scope scope) { bits_ |= bit(scope); }
  bool has(Scope scope) const { return (bits_ & bit(scope)) != 0; }
  bool empty() const { return bits_ == 0; }
  bool within(const ScopeSet& other) const { return (bits_ & ~other.bits_) == 0; }

 private:
  static std::uint32_t bit(Scope scope) { return 1U << static_cast<unsigned>(scope); }
  std::uint32_t bits_ = 0;
};

inline constexpr std::size_t kKeysPerTenantMax = 100;
inline constexpr std::size_t kKeyAddressesMax = 32;
inline constexpr std::uint64_t kKeyGraceSecondsMax = 7 * 24 * 3600;

struct ApiKey {
  std::string id;
  std::string tenant;
  std::string app;
  ScopeSet scopes;
  std::vector<std::string> addresses;  ///< ranges it may be used from; empty: from anywhere
  TimestampUs created_at;
  std::optional<TimestampUs> rotated_at{};
  std::optional<TimestampUs> revoked_at{};
  std::string hint;            ///< the secret's last four characters
  std::string hash;            ///< keyed hash of the secret, in hex
  std::string earlier_hash{};  ///< of the secret before the last rotation; empty: none
  TimestampUs earlier_until{};
};

/// Who calls: what a request's key says.
struct Caller {
  std::string tenant;
  std::string app;
  std::string key_id;
  ScopeSet scopes;
  std::vector<std::string> addresses;
  std::string secret_hash;  ///< of the secret that it showed
};

/// Used from one thread.
class ApiKeys {
 public:
  ApiKeys(Records& records, Now now) : records_(records), now_(std::move(now)) {}

  struct Wish {
    std::string id{};  ///< empty: a new one; given again, it is the same key
    std::string app;
    ScopeSet scopes;
    std::vector<std::string> addresses{};
  };
  struct Issued {
    ApiKey key;
    std::string secret;  ///< shown this once
  };

  bool has_tenant(const std::string& tenant) const;
  std::vector<std::string> tenants() const;
  boost::asio::awaitable<void> add_tenant(std::string tenant);

  /// Errors: `too_many_keys`.
  boost::asio::awaitable<Result<Issued>> issue(std::string tenant, Wish wish);
  /// A new secret under the same id; the old one dies at once, or after `grace_seconds`. Errors:
  /// `key_revoked`, `conflict` (somebody else changed it at this moment).
  boost::asio::awaitable<Result<Issued>> rotate(ApiKey key, std::uint64_t grace_seconds);
  /// From now on refused, and what it listens to ends. Errors: `conflict`.
  boost::asio::awaitable<Result<ApiKey>> revoke(ApiKey key);

  std::optional<ApiKey> find(const std::string& tenant, const std::string& id);
  /// In the order of their ids, behind `after`.
  std::vector<ApiKey> list(const std::string& tenant, const std::string& after, std::size_t limit);

  /// The key in the operator's file, as the tenant's key `key_file` with every scope. A secret that
  /// was revoked stays so; another one in the file takes its place.
  boost::asio::awaitable<void> adopt_file_key(std::string tenant, std::string secret);

  /// Who carries this secret as `Authorization: Bearer`. Nothing: refuse it.
  std::optional<Caller> caller_of(const http::Request& request);
  /// Whether the caller's key, checked when it called, still holds: for streams.
  bool holds(const Caller& caller);

 private:
  /// To be changed: `change` happens only where it is still as it is read here.
  std::optional<ApiKey> read(gateway_store::Change& change, const std::string& tenant,
                             const std::string& id);
  boost::asio::awaitable<bool> save(gateway_store::Change change, ApiKey key,
                                    std::vector<std::string> dead_hashes);
  bool opens(const ApiKey& key, const std::string& hash) const;

  Records& records_;
  Now now_;
};

/// The secret in `file`, which is made with mode 0600 where it is missing. Errors: the file's.
Result<std::string> read_or_create_api_key(const std::filesystem::path& file,
                                           std::string_view prefix = "ppk_");

/// The secret of `Authorization: Bearer`; empty where there is none.
std::string_view bearer_of(const http::Request& request);

/// 1 to 32 of a-z, 0-9, `_`, `-` and `.`, as handles.
bool is_tenant_name(std::string_view text);

/// What an app sees of a key: never the secret nor its hash.
boost::json::object to_json(const ApiKey& key);

}  // namespace pennypost::gateway
