#pragma once

#include <string>

namespace pennypost::store {

/// The environment failed, for instance a disk is full: nothing that follows could keep its
/// promises. Logs why and ends the process at once, without a clean shutdown.
[[noreturn]] void stop_process(const std::string& why);

}  // namespace pennypost::store
