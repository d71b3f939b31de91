#pragma once

#include <cstdint>
#include <optional>

#include "api/http/message.h"
#include "api/http/router.h"
#include "api/http/session.h"

namespace pennypost::http {

/// What the header of a request alone decides.
struct Admission {
  std::optional<Response> refusal;  ///< answer with this, without reading the body
  const Route* route = nullptr;     ///< set where there is no refusal
  std::uint64_t body_bytes_max = 0;
};

/// Judges method, target and headers of `request`, and fills its path, route, query and captures.
/// `http_1_0`: the request's version is 1.0, where Host may be missing.
Admission admit(Request& request, bool http_1_0, const ServerContext& context);

Response too_large_problem(std::uint64_t body_bytes_max);
Response malformed_problem(std::string detail);

}  // namespace pennypost::http
