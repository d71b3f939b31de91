#include "api/gateway/contact_card.h"

#include <algorithm>
#include <vector>

namespace pennypost::gateway {
namespace {

constexpr std::string_view kBegin = "BEGIN:VCARD";
constexpr std::size_t kLinesMax = 500;
constexpr std::size_t kNameBytesMax = 40;

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

/// Lines without their ends; one that begins with a blank goes on with the one before (§3.2).
std::vector<std::string> unfolded(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty() && out.size() < kLinesMax) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!out.empty() && (line.starts_with(' ') || line.starts_with('\t'))) {
      out.back() += line.substr(1);
    } else {
      out.emplace_back(line);
    }
  }
  return out;
}

struct Property {
  std::string name{};        ///< "TEL", without its group
  std::string parameters{};  ///< upper case
  std::string value{};
};

Property property_of(const std::string& line) {
  const std::size_t colon = std::min(line.find(':'), line.size());
  const std::string head = upper(std::string_view(line).substr(0, colon));
  const std::size_t semicolon = std::min(head.find(';'), head.size());
  Property out{.name = head.substr(0, semicolon), .parameters = head.substr(semicolon)};
  if (const auto dot = out.name.find('.'); dot != std::string::npos) out.name.erase(0, dot + 1);
  if (colon < line.size()) out.value = line.substr(colon + 1);
  return out;
}

/// What may stand in a command, of a name.
std::string plain_name(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size() && out.size() < kNameBytesMax; ++i) {
    char c = name[i];
    if (c == '\\' && i + 1 < name.size()) c = name[++i] == 'n' ? ' ' : name[i];  // §3.4
    const bool odd =
        static_cast<unsigned char>(c) < 0x20 || std::string_view("=@/<>\"").contains(c);
    if (!odd) out += c;
  }
  // No part of a letter.
  if (out.size() == kNameBytesMax) {
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) {
      out.pop_back();
    }
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0x80U) out.pop_back();
  }
  out.erase(0, std::min(out.find_first_not_of(' '), out.size()));
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

/// In E.164, where it has a country; empty: it has none.
std::string phone_of(std::string_view value) {
  if (upper(value.substr(0, 4)) == "TEL:") value.remove_prefix(4);
  value = value.substr(0, value.find(';'));
  std::string out;
  for (const char c : value) {
    if (c == '+' && out.empty()) out = "+";
    if (c >= '0' && c <= '9' && out.starts_with('+')) out += c;
  }
  return out.size() > 1 ? out : std::string();
}

}  // namespace

std::string command_of_card(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  if (upper(text.substr(0, kBegin.size())) != kBegin) return {};
  std::string name;
  std::vector<std::string> phones;
  std::string preferred;
  for (const std::string& line : unfolded(text)) {
    const Property property = property_of(line);
    if (property.name == "END") break;  // another card behind it is another person's
    if (property.name == "FN" && name.empty()) name = plain_name(property.value);
    if (property.name != "TEL") continue;
    const std::string phone = phone_of(property.value);
    if (phone.empty()) continue;
    if (std::ranges::find(phones, phone) == phones.end()) phones.push_back(phone);
    if (preferred.empty() && property.parameters.contains("PREF")) preferred = phone;
  }
  if (preferred.empty() && phones.size() == 1) preferred = phones.front();
  if (name.empty() || preferred.empty()) return "/name ?";
  return "/name " + name + " = " + preferred;
}

}  // namespace pennypost::gateway
