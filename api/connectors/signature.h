#pragma once

#include <optional>
#include <string>
#include <string_view>

// How platforms prove that a request is theirs. Any thread.
namespace pennypost::connectors {

/// Whether `header` ("sha256=" and 64 lower-case hex digits) is the HMAC-SHA256 of the body exactly
/// as it came, under the app's secret (its ASCII bytes). False for an empty secret.
bool hub_signature_valid(std::string_view secret, std::string_view body, std::string_view header);
/// What `hub_signature_valid` accepts.
std::string hub_signature(std::string_view secret, std::string_view body);

/// Compares in a time that does not depend on the texts. False for an empty secret.
bool secret_equal(std::string_view secret, std::string_view given);

}  // namespace pennypost::connectors
