#include "api/node/query.h"

#include <openssl/crypto.h>

#include <charconv>

namespace pennypost::node {

Result<std::optional<std::uint64_t>> query_optional_number(const http::Request& request,
                                                           std::string_view name) {
  const auto text = request.query.get(name);
  if (!text) return std::optional<std::uint64_t>();
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (text->empty() || error != std::errc() || end != text->data() + text->size()) {
    return fail("malformed", "\"" + std::string(name) + "\" has to be a whole number.");
  }
  return std::optional(value);
}

Result<std::uint64_t> query_number(const http::Request& request, std::string_view name,
                                   std::uint64_t min, std::uint64_t max, std::uint64_t otherwise) {
  PP_TRY(const auto value, query_optional_number(request, name));
  if (!value) return otherwise;
  if (*value < min || *value > max) {
    return fail("malformed", "\"" + std::string(name) + "\" has to be between " +
                                 std::to_string(min) + " and " + std::to_string(max) + ".");
  }
  return *value;
}

Result<bool> query_flag(const http::Request& request, std::string_view name) {
  const auto text = request.query.get(name);
  if (!text || *text == "false") return false;
  if (*text == "true") return true;
  return fail("malformed", "\"" + std::string(name) + "\" has to be true or false.");
}

bool equal_secrets(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace pennypost::node
