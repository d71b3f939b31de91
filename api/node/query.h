#pragma once

#include <optional>
#include <string_view>

#include "api/http/message.h"
#include "ledger/base/result.h"

namespace pennypost::node {

/// Query parameters. Errors: `malformed`, naming the parameter and what it may be.
Result<std::optional<std::uint64_t>> query_optional_number(const http::Request& request,
                                                           std::string_view name);
Result<std::uint64_t> query_number(const http::Request& request, std::string_view name,
                                   std::uint64_t min, std::uint64_t max, std::uint64_t otherwise);
/// "true" or "false"; false where it is missing.
Result<bool> query_flag(const http::Request& request, std::string_view name);

/// Compares in a time that does not depend on where they differ.
bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace pennypost::node
