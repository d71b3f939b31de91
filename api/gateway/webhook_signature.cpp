#include "api/gateway/webhook_signature.h"

#include <sodium.h>

#include <array>

#include "ledger/base/check.h"

namespace pennypost::gateway {
namespace {

std::string base64(ByteView bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the zero at the end
  return out;
}

std::string hmac_sha256(ByteView key, ByteView message) {
  std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> out{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, message.data(), message.size());
  crypto_auth_hmacsha256_final(&state, out.data());
  return base64(out);
}

}  // namespace

WebhookKey WebhookKey::random() {
  WebhookKey out{.secret = Bytes(kWebhookSecretBytes), .seed = crypto::Seed::random()};
  crypto::random_bytes(out.secret);
  return out;
}

std::string WebhookKey::secret_text() const {
  return "whsec_" + base64(secret);
}

std::string WebhookKey::public_text() const {
  return "whpk_" + base64(crypto::KeyPair(seed).public_key().view());
}

std::string webhook_signature(const std::vector<WebhookKey>& keys, std::string_view id,
                              std::string_view timestamp, std::string_view body) {
  // A dot in the id would let two different messages have the same signed bytes.
  CHECK(id.find('.') == std::string_view::npos);
  const std::string message =
      std::string(id) + "." + std::string(timestamp) + "." + std::string(body);
  std::string out;
  for (const auto& key : keys) {
    if (!out.empty()) out += ' ';
    out += "v1," + hmac_sha256(key.secret, view_of(message));
    out += " v1a," + base64(crypto::KeyPair(key.seed).sign(view_of(message)).view());
  }
  return out;
}

}  // namespace pennypost::gateway
