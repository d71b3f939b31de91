#pragma once

#include <memory>
#include <string>

#include <boost/json/object.hpp>

#include "api/gateway/desk.h"
#include "api/gateway/executors.h"
#include "api/gateway/leases.h"
#include "api/gateway/rate_limits.h"
#include "api/http/router.h"

namespace pennypost::gateway {

/// Another way into the gateway, and out of it: chat platforms. Used from the gateway's thread.
class Extension {
 public:
  virtual ~Extension() = default;
  /// Before anybody is let in. What it is given outlives it.
  virtual void start(const Executors& executors, Desk& desk, Records& records,
                     const std::string& tenant, RateLimits& limits, Leases& leases) = 0;
  /// Now and then, where several gateways share a store: a dead one may have left something.
  virtual void take_over() = 0;
  virtual void add_routes(http::Router& router) = 0;
  virtual void stop() = 0;
  /// In the Prometheus text format.
  virtual std::string metrics() const = 0;
  /// How each platform does, by name, for /readyz.
  virtual boost::json::object health() const = 0;
};

}  // namespace pennypost::gateway
