#include "api/connectors/reading.h"

#include <charconv>

namespace pennypost::connectors {

namespace json = boost::json;

namespace {

constexpr std::size_t kPhoneDigitsMax = 15;  // E.164

/// Bytes of the UTF-8 character that begins with this byte.
std::size_t width(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

const json::object& object_of(const json::value& value) {
  static const json::object kEmpty;
  const json::object* object = value.if_object();
  return object ? *object : kEmpty;
}

const json::object& object_at(const json::object& object, std::string_view name) {
  static const json::value kNothing;
  const json::value* value = object.if_contains(name);
  return object_of(value ? *value : kNothing);
}

const json::array& array_at(const json::object& object, std::string_view name) {
  static const json::array kEmpty;
  const json::value* value = object.if_contains(name);
  const json::array* array = value ? value->if_array() : nullptr;
  return array ? *array : kEmpty;
}

std::string text_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  const json::string* text = value ? value->if_string() : nullptr;
  return text ? std::string(*text) : std::string();
}

bool flag_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  const bool* flag = value ? value->if_bool() : nullptr;
  return flag && *flag;
}

std::optional<std::uint64_t> number_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (!value) return std::nullopt;
  if (const auto* number = value->if_int64()) {
    return *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
  }
  if (const auto* number = value->if_uint64()) return *number;
  const json::string* text = value->if_string();
  if (!text) return std::nullopt;
  std::uint64_t number = 0;
  const char* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::string id_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (!value) return {};
  if (const auto* number = value->if_int64()) return std::to_string(*number);
  if (const auto* number = value->if_uint64()) return std::to_string(*number);
  return text_at(object, name);
}

TimestampUs time_at(const json::object& object, std::string_view name, std::uint64_t unit_us) {
  constexpr std::uint64_t kTimeUsMax = (1ULL << 53) - 1;
  const auto number = number_at(object, name);
  return TimestampUs(number && *number <= kTimeUsMax / unit_us ? *number * unit_us : 0);
}

std::string phone_digits(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits.size() <= kPhoneDigitsMax ? digits : std::string();
}

std::string without_at(std::string_view name) {
  return std::string(name.starts_with('@') ? name.substr(1) : name);
}

std::optional<std::size_t> byte_of_utf16(std::string_view text, std::uint64_t units) {
  std::size_t byte = 0;
  std::uint64_t unit = 0;
  while (unit < units && byte < text.size()) {
    const std::size_t bytes = width(text[byte]);
    unit += bytes == 4 ? 2 : 1;
    byte += bytes;
  }
  return unit == units && byte <= text.size() ? std::optional(byte) : std::nullopt;
}

std::optional<std::size_t> byte_of_point(std::string_view text, std::uint64_t points) {
  std::size_t byte = 0;
  for (; points > 0 && byte < text.size(); --points) byte += width(text[byte]);
  return points == 0 && byte <= text.size() ? std::optional(byte) : std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                         hex_digit(text[i + 2]) >= 0;
    if (!escaped) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
    i += 2;
  }
  return out;
}

}  // namespace pennypost::connectors
