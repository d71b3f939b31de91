#include "api/connectors/limits.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost::connectors {
namespace {

constexpr std::string_view kBlanks = " \n";

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
/// UTF-16 units of the character that begins here; none inside one.
std::size_t units_at(char c) {
  if (continues(c)) return 0;
  return static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
}

/// The longest beginning of at most `units`, in bytes.
std::size_t fitting(std::string_view text, std::size_t units) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    used += units_at(text[i]);
    if (used > units) return i;
  }
  return text.size();
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kBlanks);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlanks) + 1 - from);
}

/// Where the first piece of a text ends that is longer than `units`.
std::size_t cut(std::string_view text, std::size_t units) {
  const std::size_t most = fitting(text, units);
  const std::string_view head = text.substr(0, most + 1);  // a blank just behind it parts too
  for (const char blank : {'\n', ' '}) {
    const std::size_t at = head.rfind(blank);
    if (at != std::string_view::npos && at > most / 2) return at;
  }
  return most;
}

}  // namespace

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) units += units_at(c);
  return units;
}

std::string shortened(std::string_view text, std::size_t units) {
  CHECK(units > 0);
  if (utf16_units(text) <= units) return std::string(text);
  return std::string(trimmed(text.substr(0, fitting(text, units - 1)))) + "…";
}

std::vector<std::string> pieces(std::string_view text, std::size_t units, std::size_t last_units) {
  CHECK(last_units > 1 && last_units <= units);
  std::vector<std::string> out;
  text = trimmed(text);
  while (utf16_units(text) > last_units) {
    // What fits into one piece, but not into the last, is parted so that the last is full.
    const std::size_t end = cut(text, std::min(units, utf16_units(text) - 1));
    out.emplace_back(trimmed(text.substr(0, end)));
    text = trimmed(text.substr(end));
  }
  if (!text.empty()) out.emplace_back(text);
  return out;
}

std::vector<std::string> distinct_titles(const std::vector<std::string>& titles,
                                         std::size_t units) {
  std::vector<std::string> out;
  for (const std::string& title : titles) {
    std::string own = shortened(title, units);
    for (int number = 2; std::ranges::find(out, own) != out.end(); ++number) {
      const std::string suffix = " " + std::to_string(number);
      own = shortened(title, units - suffix.size()) + suffix;
    }
    out.push_back(std::move(own));
  }
  return out;
}

}  // namespace pennypost::connectors
