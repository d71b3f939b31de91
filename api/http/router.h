#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.h"
#include "ledger/base/result.h"

namespace pennypost::http {

inline constexpr std::size_t kTargetBytesMax = 8 * 1024;
inline constexpr std::size_t kPathSegmentsMax = 32;
inline constexpr std::size_t kQueryParametersMax = 64;

/// A request target taken apart.
struct Target {
  std::string path;                   ///< as sent, without query
  std::vector<std::string> segments;  ///< decoded: "/a%2Fb/c" is {"a/b", "c"}, "/" is {""}
  Parameters query;                   ///< decoded
  std::string authority;              ///< of an absolute-form target ("http://host/…"), else empty
};
/// Origin form ("/path?query"), absolute form (http, https), or "*" (no segments). `malformed` for
/// anything else: invalid percent-encoding, decoded control characters or invalid UTF-8, a repeated
/// query parameter, "." or ".." segments, more than the limits above.
Result<Target> parse_target(std::string_view text);

struct RouteOptions {
  std::optional<std::uint64_t> body_bytes_max{};  ///< instead of the server's
};

struct Route {
  std::string method;
  std::string pattern;
  Handler handler;
  RouteOptions options;
};

/// Which handler answers which method and path. Filled before the server starts, read-only then
/// (safe for any number of threads). A literal segment beats a `{name}`, from left to right.
class Router {
 public:
  /// `route` is "GET /v1/accounts/{address}"; a `{name}` takes one whole, non-empty segment. CHECKs
  /// that it is well-formed and new. A GET route answers HEAD too; OPTIONS is answered by the
  /// server.
  void add(std::string_view route, Handler handler, RouteOptions options = {});

  struct Match {
    const Route* route = nullptr;  ///< null: no handler, see allow
    Parameters captures;
    std::string allow;  ///< where the path is known: its methods, "GET, HEAD, OPTIONS"; empty: 404
  };
  Match find(std::string_view method, const std::vector<std::string>& segments) const;

  /// "GET /v1/ledger" of every route, in order of adding: to hold an API description against.
  std::vector<std::string> routes() const;

 private:
  struct Entry {
    Route route;
    std::vector<std::string> segments;  ///< a capture is "{name}"
  };
  std::vector<Entry> entries_;  ///< most specific first
  std::vector<std::string> order_;
};

}  // namespace pennypost::http
