#pragma once

#include <string>
#include <string_view>

#include "consensus/types/messages.h"

namespace pennypost::simulator {

/// A line of a trace, for people: what happened, with three numbers that depend on what it is.
std::string describe(std::string_view what, std::uint64_t a, std::uint64_t b, std::uint64_t c);
/// A message that arrives.
std::string describe(const consensus::Message& message, std::uint64_t from, std::uint64_t to);

}  // namespace pennypost::simulator
