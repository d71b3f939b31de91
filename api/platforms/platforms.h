#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "api/config/config.h"
#include "api/gateway/extension.h"

namespace pennypost::platforms {

/// The sections of the gateway's configuration that are about chat platforms.
std::span<const config::Key> platform_keys();

/// WhatsApp, Messenger, Telegram, XMPP and Matrix at the gateway, as far as the configuration says:
/// webhooks in, a lane for each platform out. Errors: `config_invalid`, `unreadable`.
Result<std::unique_ptr<gateway::Extension>> make_platforms(const config::Config& config);

}  // namespace pennypost::platforms
