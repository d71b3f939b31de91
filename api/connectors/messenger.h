#pragma once

#include <string_view>
#include <vector>

#include "api/connectors/outgoing.h"
#include "api/connectors/update.h"
#include "ledger/base/result.h"

// Messenger Platform. Pure: the platform's bytes to our values and back. Accounts are page ids, and
// people are known by ids of that page only.
namespace pennypost::connectors {

inline constexpr std::size_t kMessengerTextMax = 2'000;  ///< UTF-16 units
inline constexpr std::size_t kMessengerButtonsMax = 13;

/// Everything in one webhook, in its order. Errors: `malformed`, `unsupported_object`.
Result<std::vector<Update>> read_messenger(std::string_view body);

/// The calls that say it, in this order. Where there are more buttons than fit, the last ones are
/// left out. `version` is the API's ("v25.0").
std::vector<Call> write_messenger(const Outgoing& out, std::string_view version);

/// `body` may be anything.
CallAnswer read_messenger_answer(int status, std::string_view body);

}  // namespace pennypost::connectors
