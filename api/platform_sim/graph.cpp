#include "api/platform_sim/graph.h"

#include <set>

#include <boost/json/serialize.hpp>

#include "api/connectors/limits.h"
#include "api/connectors/signature.h"

namespace pennypost::platform_sim {

namespace json = boost::json;

namespace {

/// One character of UTF-8, and how many bytes it takes.
std::pair<char32_t, std::size_t> character_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const std::size_t size = byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  char32_t out = byte(0) & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size && i < text.size(); ++i) out = out << 6 | (byte(i) & 0x3F);
  return {out, size};
}

std::string escaped(const std::string& text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  const auto unit = [&](char32_t value) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[value >> shift & 0xF];
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto [character, size] = character_at(std::string_view(text).substr(at));
    at += size;
    if (character < 0x80) {
      out += static_cast<char>(character);
    } else if (character < 0x10000) {
      unit(character);
    } else {
      unit(0xD800 + ((character - 0x10000) >> 10));
      unit(0xDC00 + ((character - 0x10000) & 0x3FF));
    }
  }
  return out;
}

}  // namespace

Webhook graph_webhook(const SimOptions& options, const json::object& body) {
  Webhook out{.target = options.webhook_target, .body = escaped(json::serialize(body))};
  out.headers = {{"Content-Type", "application/json"},
                 {"X-Hub-Signature-256", connectors::hub_signature(options.secret, out.body)}};
  return out;
}

ApiAnswer graph_error(int status, int code, int subcode) {
  json::object error{{"message", "refused"}, {"type", "OAuthException"}, {"code", code}};
  if (subcode) error["error_subcode"] = subcode;
  return {status, json::object{{"error", std::move(error)}}};
}

bool fits(const std::string& text, std::size_t utf16_units_max) {
  return connectors::utf16_units(text) <= utf16_units_max;
}

bool valid_buttons(const std::vector<Button>& buttons, std::size_t most, std::size_t title_max,
                   std::size_t token_bytes_max) {
  std::set<std::string> titles;
  for (const Button& button : buttons) {
    if (button.title.empty() || !fits(button.title, title_max) || button.token.empty() ||
        button.token.size() > token_bytes_max || !titles.insert(button.title).second) {
      return false;
    }
  }
  return !buttons.empty() && buttons.size() <= most;
}

}  // namespace pennypost::platform_sim
