#include "api/gateway/money.h"

namespace pennypost::gateway {
namespace {

Amount major_units(std::uint64_t count, const CurrencyInfo& info) {
  for (std::uint8_t i = 0; i < info.decimals; ++i) count *= 10;
  return Amount(count);
}

}  // namespace

std::string amount_text(Amount amount, const CurrencyInfo& info) {
  return format_amount(amount.value(), info.decimals, info.display_decimals);
}

std::string money_text(const std::string& amount, std::string_view currency) {
  if (currency == "USD") return "$" + amount;
  return amount + " " + std::string(currency);
}

PolicyLimits default_limits(const CurrencyInfo& info) {
  return {major_units(5, info), major_units(20, info), major_units(200, info),
          major_units(1, info)};
}

Verdict judge(const PolicyQuestion& question, const PolicyLimits& limits) {
  // An overflowing day is surely above every limit.
  const auto day = question.day_sum.plus(question.message_sum.value());
  if (!day || *day > limits.confirmed) return Verdict::refuse;
  if (*day > limits.free) return Verdict::confirm_large;
  if (question.first_sum > limits.first_payment_free) return Verdict::confirm_first_payment;
  return Verdict::pay;
}

}  // namespace pennypost::gateway
