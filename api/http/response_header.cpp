#include "api/http/response_header.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace pennypost::http {

namespace {

constexpr std::array<std::string_view, 4> kServersOwn{"Content-Length", "Connection", "Date",
                                                      "Transfer-Encoding"};

bool is_own(std::string_view name) {
  return std::ranges::any_of(kServersOwn, [&](auto own) { return equal_ignoring_case(own, name); });
}

void append(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool may_have_body(int status) {
  return status != 204 && status != 304;
}

std::optional<std::string> response_fault(const Response& response) {
  if (response.status < 200 || response.status > 599) {
    return "a response with status " + std::to_string(response.status);
  }
  for (const auto& [name, value] : response.headers) {
    if (!valid_field(name, value)) return "a response with an invalid header field";
  }
  return std::nullopt;
}

std::string response_header(const Response& response, const Headers& defaults,
                            std::string_view connection) {
  Headers fields = response.headers;
  if (response.stream) {
    fields.set("Content-Type", "text/event-stream");
    if (!fields.has("Cache-Control")) fields.add("Cache-Control", "no-store");
  }
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + ' ';
  out.append(reason_phrase(response.status)).append("\r\n");
  for (const auto& [name, value] : fields) {
    if (!is_own(name)) append(out, name, value);
  }
  for (const auto& [name, value] : defaults) {
    if (!fields.has(name) && !is_own(name)) append(out, name, value);
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  append(out, "Date", http_date(std::chrono::duration_cast<std::chrono::seconds>(now).count()));
  append(out, "Connection", connection);
  if (may_have_body(response.status) && !response.stream) {
    append(out, "Content-Length", std::to_string(response.body.size()));
  }
  return out + "\r\n";
}

std::string http_date(std::int64_t unix_seconds) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto time = static_cast<std::time_t>(unix_seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                parts.tm_hour, parts.tm_min, parts.tm_sec);
  return out.data();
}

}  // namespace pennypost::http
