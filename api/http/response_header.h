#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/http/message.h"

namespace pennypost::http {

/// False for 204 and 304, which end with their header (RFC 9112 §6.3).
bool may_have_body(int status);

/// Why a handler's response cannot be sent: a status out of 200–599, a field name or value that
/// would break the header (and could be somebody's header injection). Nothing: it can.
std::optional<std::string> response_fault(const Response& response);

/// Status line and fields, up to and with the empty line: the response's own, those of `defaults`
/// that it lacks, Date, Connection, and Content-Length where the status allows one. An event stream
/// gets its content type instead; it ends when the connection closes.
std::string response_header(const Response& response, const Headers& defaults,
                            std::string_view connection);

/// "Sun, 06 Nov 1994 08:49:37 GMT" of seconds since 1970.
std::string http_date(std::int64_t unix_seconds);

}  // namespace pennypost::http
