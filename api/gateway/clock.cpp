#include "api/gateway/clock.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace pennypost::gateway {
namespace {

using std::chrono::microseconds;
using SysUs = std::chrono::sys_time<microseconds>;

struct Parts {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<microseconds> time;
};

Parts parts(TimestampUs at) {
  const SysUs moment(microseconds(static_cast<std::int64_t>(at.value())));
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  return {std::chrono::year_month_day(day), std::chrono::hh_mm_ss<microseconds>(moment - day)};
}

std::string date_text(const std::chrono::year_month_day& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// Exactly `digits` digits at the front, taken off `text`.
std::optional<int> take(std::string_view& text, std::size_t digits) {
  int value = 0;
  if (text.size() < digits || text[0] < '0' || text[0] > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc{} || end != text.data() + digits) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool skip(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_fraction_us(std::string_view& text) {
  if (!skip(text, ".")) return 0;
  std::int64_t value = 0;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 6) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  for (; digits < 6; ++digits) value *= 10;
  return value;
}

std::optional<std::int64_t> take_offset_s(std::string_view& text) {
  if (skip(text, "Zz")) return 0;
  const bool east = text.starts_with('+');
  if (!skip(text, "+-")) return std::nullopt;
  const auto hours = take(text, 2);
  if (!hours || *hours > 23 || !skip(text, ":")) return std::nullopt;
  const auto minutes = take(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const std::int64_t seconds = *hours * 3600 + *minutes * 60;
  return east ? seconds : -seconds;
}

}  // namespace

TimestampUs system_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return TimestampUs(
      static_cast<std::uint64_t>(std::chrono::duration_cast<microseconds>(since).count()));
}

std::string rfc3339(TimestampUs at) {
  const auto [date, time] = parts(at);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", date_text(date), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<TimestampUs> parse_rfc3339(std::string_view text) {
  const auto year = take(text, 4);
  if (!year || *year < 1970 || !skip(text, "-")) return std::nullopt;
  const auto month = take(text, 2);
  if (!month || !skip(text, "-")) return std::nullopt;
  const auto day = take(text, 2);
  if (!day || !skip(text, "Tt ")) return std::nullopt;
  const auto hour = take(text, 2);
  if (!hour || *hour > 23 || !skip(text, ":")) return std::nullopt;
  const auto minute = take(text, 2);
  if (!minute || *minute > 59 || !skip(text, ":")) return std::nullopt;
  const auto second = take(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = take_fraction_us(text);
  const auto offset = fraction ? take_offset_s(text) : std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!offset || !text.empty() || !date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t seconds =
      std::int64_t{days} * 86'400 + *hour * 3600 + *minute * 60 + *second - *offset;
  if (seconds < 0) return std::nullopt;
  return TimestampUs(static_cast<std::uint64_t>(seconds * 1'000'000 + *fraction));
}

std::string hour_and_minute(TimestampUs at, TimestampUs today) {
  const auto [date, time] = parts(at);
  const auto clock = fmt::format("{:02}:{:02} UTC", time.hours().count(), time.minutes().count());
  return date == parts(today).date ? clock : date_text(date) + " " + clock;
}

}  // namespace pennypost::gateway
