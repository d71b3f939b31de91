#include "api/gateway/api_keys.h"

#include <array>

#include "api/custodian/key_file.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::gateway {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kScheme = "Bearer ";

}  // namespace

Result<std::string> read_or_create_api_key(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    std::array<std::uint8_t, kKeyBytes> random{};
    crypto::random_bytes(random);
    PP_CHECKED(custodian::create_secret_file(file.string(), "ppk_" + to_hex(random)));
  }
  PP_TRY(auto key, custodian::read_secret_file(file.string()));
  if (key.size() < kKeyBytes) {
    return fail("malformed", "The API key in " + file.string() + " is shorter than 32 characters.");
  }
  return key;
}

void put_api_key(Records& records, gateway_store::Change& change, const std::string& key,
                 const std::string& tenant) {
  records.put_api_key(change, records.keyed_hash("api_key", key), tenant);
}

std::optional<std::string> tenant_of(Records& records, const http::Request& request) {
  const auto field = request.headers.get("Authorization").value_or("");
  if (!field.starts_with(kScheme)) return std::nullopt;
  const std::string key(field.substr(kScheme.size()));
  std::string tenant;
  if (!records.has_api_key(records.keyed_hash("api_key", key), &tenant)) return std::nullopt;
  return tenant;
}

}  // namespace pennypost::gateway
