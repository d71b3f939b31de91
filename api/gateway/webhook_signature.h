#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/crypto/ed25519.h"

// Standard Webhooks 1.0.0 (https://www.standardwebhooks.com): signed is id ‖ "." ‖ timestamp ‖ "."
// ‖ body; `v1` is HMAC-SHA256, `v1a` Ed25519.
namespace pennypost::gateway {

inline constexpr std::size_t kWebhookSecretBytes = 32;

/// What one delivery is signed with. During a rotation there are several.
struct WebhookKey {
  Bytes secret;       ///< of v1
  crypto::Seed seed;  ///< of v1a

  static WebhookKey random();
  std::string secret_text() const;  ///< "whsec_" + base64
  std::string public_text() const;  ///< "whpk_" + base64
};

/// The value of `webhook-signature`: both kinds under each key, separated by spaces.
std::string webhook_signature(const std::vector<WebhookKey>& keys, std::string_view id,
                              std::string_view timestamp, std::string_view body);

}  // namespace pennypost::gateway
