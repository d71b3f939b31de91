#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "api/gateway/records.h"
#include "api/http/message.h"

namespace pennypost::gateway {

/// The key in `file`, which is made with mode 0600 where it is missing. Errors: the file's.
Result<std::string> read_or_create_api_key(const std::filesystem::path& file);

/// Lets the key in for the tenant: the store keeps only its keyed hash.
void put_api_key(Records& records, gateway_store::Change& change, const std::string& key,
                 const std::string& tenant);

/// The tenant whose key the request carries as `Authorization: Bearer`. Nothing: refuse it.
std::optional<std::string> tenant_of(Records& records, const http::Request& request);

}  // namespace pennypost::gateway
