#pragma once

#include "api/gateway/app_door.h"

namespace pennypost::gateway {

/// `/v1/api-keys`: a tenant's keys, managed with a key that has the scope `keys`. Nobody gives away
/// more than they have: a new key's scopes and addresses lie within those of the caller.
class KeysApi {
 public:
  KeysApi(ApiKeys& keys, AppDoor& door) : keys_(keys), door_(door) {}
  void add_routes(http::Router& router);

 private:
  ApiKeys& keys_;
  AppDoor& door_;
};

/// The operator's way in, apart from the public port: tenants, and the keys of each. Every request
/// carries the operator's own secret.
class AdminApi {
 public:
  AdminApi(ApiKeys& keys, std::string operator_secret)
      : keys_(keys), secret_(std::move(operator_secret)) {}
  void add_routes(http::Router& router);

 private:
  using Handler = std::function<boost::asio::awaitable<http::Response>(http::Request, Caller)>;
  void add(http::Router& router, std::string_view route, Handler handler);

  ApiKeys& keys_;
  std::string secret_;
};

}  // namespace pennypost::gateway
