#pragma once

#include <string_view>

namespace pennypost::gateway {

/// replies/en.txt, embedded when building.
std::string_view replies_file_en();

}  // namespace pennypost::gateway
