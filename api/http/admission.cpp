#include "api/http/admission.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "api/http/origin.h"
#include "api/http/problem.h"

namespace pennypost::http {

namespace {

// Two of these would let a proxy read one and us the other.
constexpr std::array<std::string_view, 8> kAtMostOnce{
    "Host",   "Authorization", "Content-Type",    "Content-Length",
    "Origin", "Cookie",        "Idempotency-Key", "Transfer-Encoding"};

std::optional<Response> judge_headers(const Request& request, bool http_1_0) {
  for (const auto name : kAtMostOnce) {
    if (request.headers.count(name) > 1) {
      return malformed_problem("The header " + std::string(name) + " is repeated.");
    }
  }
  if (!http_1_0 && !request.headers.has("Host")) {
    return malformed_problem("The header Host is missing.");
  }
  const auto encoding = request.headers.get("Transfer-Encoding");
  if (encoding && http_1_0) {
    return malformed_problem("HTTP/1.0 has no Transfer-Encoding.");
  }
  if (encoding && !equal_ignoring_case(*encoding, "chunked")) {
    return problem(501, "not_implemented", "The only transfer encoding understood is chunked.",
                   "Send the body chunked or with a Content-Length.");
  }
  const auto expectation = request.headers.get("Expect");
  if (expectation && !equal_ignoring_case(*expectation, "100-continue")) {
    return problem(417, "expectation_failed", "The only expectation understood is 100-continue.",
                   "Leave Expect out.");
  }
  return std::nullopt;
}

std::optional<Response> judge_origin(const Request& request, const ServerOptions& options) {
  const auto host = request.headers.get("Host").value_or("");
  if (!host_allowed(host, options.allowed_hosts)) {
    return problem(421, "wrong_host", "This server does not answer for that host name.",
                   "Use the name or address that the server is configured for.");
  }
  const auto origin = request.headers.get("Origin");
  if (options.check_origin && origin && !origin_allowed(*origin, host, options.allowed_origins)) {
    return problem(403, "cross_origin", "Pages of other origins may not call this server.",
                   "Call it from its own pages, or from a server with an API key.");
  }
  return std::nullopt;
}

Response no_route(const Request& request, const Router::Match& match) {
  if (match.allow.empty()) {
    return problem(404, "not_found", "There is nothing at this path.",
                   "Check the path against the API description.");
  }
  if (request.method == "OPTIONS") {
    return Response{.status = 204, .headers = {{"Allow", match.allow}}, .body = {}};
  }
  auto response = problem(405, "method_not_allowed", "This path does not take that method.",
                          "Use one of: " + match.allow + ".");
  response.headers.add("Allow", match.allow);
  return response;
}

}  // namespace

Response malformed_problem(std::string detail) {
  return problem(400, "malformed", std::move(detail), "Correct the request.");
}

Response too_large_problem(std::uint64_t body_bytes_max) {
  return problem(413, "too_large",
                 "The body of this request may have " + std::to_string(body_bytes_max) + " bytes.",
                 "Send less at once.");
}

Admission admit(Request& request, bool http_1_0, const ServerContext& context) {
  Admission out;
  if ((out.refusal = judge_headers(request, http_1_0))) return out;
  auto target = parse_target(request.target);
  if (!target) {
    out.refusal = malformed_problem(target.error().message);
    return out;
  }
  const auto host = request.headers.get("Host").value_or("");
  if (!target->authority.empty() && !equal_ignoring_case(target->authority, host)) {
    out.refusal = malformed_problem("The target and the header Host name different hosts.");
    return out;
  }
  if ((out.refusal = judge_origin(request, context.options))) return out;
  if (target->path == "*" && request.method == "OPTIONS") {
    out.refusal = Response{.status = 204, .headers = {}, .body = {}};
    return out;
  }
  auto match = context.router.find(request.method, target->segments);
  if (match.route == nullptr) {
    out.refusal = no_route(request, match);
    return out;
  }
  out.route = match.route;
  out.body_bytes_max = match.route->options.body_bytes_max.value_or(context.options.body_bytes_max);
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  request.route = match.route->pattern;
  request.captures = std::move(match.captures);
  return out;
}

}  // namespace pennypost::http
