#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/gateway/clock.h"
#include "api/gateway/records.h"
#include "api/gateway/replies.h"

namespace pennypost::gateway {

/// Words for somebody who did not just write, in their language, put into the change that they tell
/// about. `event` names what happened: the same event is told once.
OutgoingMessage news(const Records& records, const User& to, const std::string& event,
                     std::string_view code, const Words& words, TimestampUs now);

/// For whoever caused the words: the person has not been told, and here is what to forward. Nothing
/// where nobody needs to hear that.
std::optional<OutgoingMessage> not_told(Records& records, const OutgoingMessage& message,
                                        TimestampUs now);

/// "@maria" for a handle of the tenant; a phone number or address as it is.
std::string who_text(const std::string& to);
/// ", “lunch”", or nothing.
std::string memo_text(const std::optional<std::string>& memo, std::string_view locale);
std::string money_text(const Operation& operation, std::string_view locale);

}  // namespace pennypost::gateway
