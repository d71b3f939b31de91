#pragma once

#include <string_view>

namespace pennypost::gateway {

/// The API for apps as an OpenAPI 3.1 document: openapi.json, embedded.
std::string_view openapi_json();

}  // namespace pennypost::gateway
