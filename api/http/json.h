#pragma once

#include <cstddef>
#include <expected>
#include <string_view>

#include <boost/json/value.hpp>

#include "api/http/message.h"
#include "ledger/base/result.h"

namespace pennypost::http {

inline constexpr std::size_t kJsonDepthMax = 32;
inline constexpr std::size_t kJsonKeysMax = 65'536;  ///< object members in one document

/// Strict RFC 8259: one value, valid UTF-8, no duplicate member names, at most kJsonDepthMax levels
/// and `keys_max` members, no number beyond a double, nothing after it but white space. Code
/// `malformed`.
Result<boost::json::value> parse_json(std::string_view text, std::size_t keys_max = kJsonKeysMax);

/// The body of a request as JSON, or the response to give back: 415 `unsupported_media_type` unless
/// Content-Type is application/json, 400 `malformed`.
///   auto body = json_body(request);
///   if (!body) co_return body.error();
std::expected<boost::json::value, Response> json_body(const Request& request);
/// The same, and the value is an object.
std::expected<boost::json::object, Response> json_object_body(const Request& request);

/// The media type of a Content-Type field without parameters, in lower case; empty where there is
/// none.
std::string media_type(const Headers& headers);

Response json_response(int status, const boost::json::value& body);

}  // namespace pennypost::http
