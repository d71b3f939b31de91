#include "ledger/types/amount.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost {
namespace {

constexpr std::size_t kCodeBytesMin = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<CurrencyCode> CurrencyCode::from(std::string_view text) {
  CurrencyCode out;
  if (text.size() < kCodeBytesMin || text.size() > out.text.size()) return std::nullopt;
  if (is_digit(text.front())) return std::nullopt;
  for (const char c : text) {
    if (!is_digit(c) && !(c >= 'A' && c <= 'Z')) return std::nullopt;
  }
  std::copy(text.begin(), text.end(), out.text.begin());
  return out;
}

std::string_view CurrencyCode::view() const {
  const auto end = std::find(text.begin(), text.end(), '\0');
  return {text.data(), static_cast<std::size_t>(end - text.begin())};
}

std::string format_amount(Uint128 units, std::uint8_t decimals, std::uint8_t display_decimals) {
  CHECK(decimals <= kDecimalsMax && display_decimals <= decimals);
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(units % 10)));
    units /= 10;
  } while (units != 0 || digits.size() <= decimals);
  std::reverse(digits.begin(), digits.end());
  const std::size_t whole = digits.size() - decimals;
  std::string fraction = digits.substr(whole);
  while (fraction.size() > display_decimals && fraction.back() == '0') fraction.pop_back();
  digits.resize(whole);
  return fraction.empty() ? digits : digits + "." + fraction;
}

Result<Amount> parse_amount(std::string_view text, std::uint8_t decimals,
                            std::uint8_t display_decimals) {
  CHECK(decimals <= kDecimalsMax && display_decimals <= decimals);
  const auto refuse = [](const char* why) { return fail("invalid_amount", why); };
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || !std::ranges::all_of(whole, is_digit) ||
      !std::ranges::all_of(fraction, is_digit)) {
    return refuse("An amount is written as digits with one point, such as \"0.50\".");
  }
  if (whole.size() > 1 && whole.front() == '0') return refuse("An amount has no leading zeros.");
  if (fraction.size() < display_decimals || (point != std::string_view::npos && fraction.empty())) {
    return refuse("The amount has fewer decimals than its currency is written with.");
  }
  if (fraction.size() > decimals) return refuse("The amount has more decimals than its currency.");
  if (fraction.size() > display_decimals && fraction.back() == '0') {
    return refuse("The amount has trailing zeros beyond its currency's usual decimals.");
  }
  std::uint64_t units = 0;
  const auto append = [&units](char c) {
    return !__builtin_mul_overflow(units, std::uint64_t{10}, &units) &&
           !__builtin_add_overflow(units, static_cast<std::uint64_t>(c - '0'), &units);
  };
  for (const char c : whole) {
    if (!append(c)) return refuse("The amount is too large.");
  }
  for (std::size_t i = 0; i < decimals; ++i) {
    if (!append(i < fraction.size() ? fraction[i] : '0')) return refuse("The amount is too large.");
  }
  return Amount(units);
}

}  // namespace pennypost
