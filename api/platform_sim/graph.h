#pragma once

#include "api/platform_sim/platform.h"

// Inside api/platform_sim only: what the two platforms of the Graph API have in common.
namespace pennypost::platform_sim {

/// Signed as the platform signs: over bytes that have no character beyond ASCII.
Webhook graph_webhook(const SimOptions& options, const boost::json::object& body);
ApiAnswer graph_error(int status, int code, int subcode = 0);

bool fits(const std::string& text, std::size_t utf16_units_max);
/// One to `most`, with titles that differ and fit, and tokens of at most `token_bytes_max`.
bool valid_buttons(const std::vector<Button>& buttons, std::size_t most, std::size_t title_max,
                   std::size_t token_bytes_max);

}  // namespace pennypost::platform_sim
