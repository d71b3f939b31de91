#include "api/connectors/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "ledger/base/bytes.h"
#include "ledger/base/check.h"

namespace pennypost::connectors {

std::string hub_signature(std::string_view secret, std::string_view body) {
  std::array<std::uint8_t, 32> mac;
  unsigned size = 0;
  CHECK(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
             reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac.data(),
             &size) != nullptr);
  CHECK(size == mac.size());
  return "sha256=" + to_hex(mac);
}

bool hub_signature_valid(std::string_view secret, std::string_view body, std::string_view header) {
  return !secret.empty() && secret_equal(hub_signature(secret, body), header);
}

bool secret_equal(std::string_view secret, std::string_view given) {
  return !secret.empty() && secret.size() == given.size() &&
         CRYPTO_memcmp(secret.data(), given.data(), secret.size()) == 0;
}

}  // namespace pennypost::connectors
