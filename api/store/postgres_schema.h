#pragma once

#include <string_view>

namespace pennypost::gateway_store {

/// postgres_schema.sql.
std::string_view postgres_schema();

}  // namespace pennypost::gateway_store
