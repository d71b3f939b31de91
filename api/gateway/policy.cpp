#include "api/gateway/policy.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace pennypost::gateway {

namespace {

constexpr std::uint64_t kSecond = 1'000'000;
constexpr std::uint64_t kDay = 24ull * 3'600 * kSecond;
constexpr std::uint64_t kHoldDays = 14;
constexpr std::uint64_t kHoldDaysMax = 365;  // the ledger takes 366
constexpr std::uint64_t kUndoSecondsMax = 3'600;

/// What stands for one US dollar in a day's spending: round, and of about its size.
struct Scale {
  std::string_view currency;
  std::uint64_t dollar;
};
constexpr std::array<Scale, 33> kScales = {
    {{"USD", 1},     {"EUR", 1},      {"GBP", 1},     {"CHF", 1},     {"CAD", 1},   {"AUD", 1},
     {"SGD", 1},     {"NZD", 1},      {"BRL", 5},     {"PLN", 4},     {"ILS", 4},   {"AED", 4},
     {"SAR", 4},     {"CNY", 7},      {"MAD", 10},    {"MXN", 20},    {"ZAR", 20},  {"THB", 30},
     {"TRY", 40},    {"PHP", 50},     {"EGP", 50},    {"INR", 100},   {"KES", 100}, {"JPY", 100},
     {"BDT", 100},   {"PKR", 200},    {"NGN", 1'000}, {"KRW", 1'000}, {"XOF", 500}, {"XAF", 500},
     {"TZS", 2'500}, {"IDR", 20'000}, {"VND", 25'000}}};
// A dinar of three decimals is worth some dollars: the limits in its units are a little generous,
// and an institution that deals in it sets its own.

constexpr std::array<std::string_view, 7> kAmounts = {"first", "free", "card",     "repeat",
                                                      "claim", "most", "undo_from"};

Amount units(std::uint64_t major, const CurrencyInfo& info) {
  for (std::uint8_t i = 0; i < info.decimals; ++i) major *= 10;
  return Amount(major);
}

/// "20" → "20.00": as many as amounts of the currency are written with.
std::string with_decimals(std::string text, std::size_t decimals) {
  const auto point = text.find('.');
  std::size_t given = point == std::string::npos ? 0 : text.size() - point - 1;
  if (given == 0 && decimals > 0) text.push_back('.');
  for (; given < decimals; ++given) text.push_back('0');
  return text;
}

std::unexpected<Error> invalid(const std::filesystem::path& file, const toml::node& node,
                               const std::string& what) {
  return fail("config_invalid",
              file.string() + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

bool is_amount(std::string_view text) {
  const auto point = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.size() <= 12 &&
           std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  return point == std::string_view::npos
             ? digits(text)
             : digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

}  // namespace

Result<Policy::Table> Policy::read_table(const std::filesystem::path& file, const std::string& name,
                                         const void* from) {
  const auto& node = *static_cast<const toml::node*>(from);
  const auto* table = node.as_table();
  if (table == nullptr) return invalid(file, node, "\"" + name + "\" is no table.");
  if (!CurrencyCode::from(name)) return invalid(file, node, "\"" + name + "\" is no currency.");
  Table out;
  for (const auto& [key, value] : *table) {
    const std::string word(key.str());
    if (std::ranges::find(kAmounts, word) != kAmounts.end()) {
      const auto text = value.value<std::string>();
      if (!value.is_string() || !is_amount(*text)) {
        return invalid(file, value, "\"" + word + "\" is an amount as text, like \"20.00\".");
      }
      out[word] = *text;
    } else if (word == "undo_seconds" || word == "hold_days" || word == "hold_seconds") {
      const auto number = value.value<std::int64_t>();
      const auto most = word == "hold_days"      ? kHoldDaysMax
                        : word == "hold_seconds" ? kHoldDaysMax * (kDay / kSecond)
                                                 : kUndoSecondsMax;
      const std::int64_t least = word == "undo_seconds" ? 0 : 1;
      if (!value.is_integer() || *number < least || static_cast<std::uint64_t>(*number) > most) {
        return invalid(file, value,
                       "\"" + word + "\" is a number from " + std::to_string(least) + " to " +
                           std::to_string(most) + ".");
      }
      out[word] = std::to_string(*number);
    } else {
      return invalid(file, value,
                     "\"" + word +
                         "\" is unknown. There are first, free, card, repeat, claim, most, "
                         "undo_from, undo_seconds, hold_days and hold_seconds.");
    }
  }
  return out;
}

Result<Policy> Policy::load(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(file)) {
    return fail("config_unreadable", file.string() + " cannot be read.");
  }
  toml::table parsed;
  try {
    parsed = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    return fail("config_invalid", file.string() + ":" + std::to_string(error.source().begin.line) +
                                      ": " + std::string(error.description()));
  }
  Policy out;
  for (const auto& [section, node] : parsed) {
    const auto* table = node.as_table();
    if (table == nullptr || (section.str() != "currency" && section.str() != "tenant")) {
      return invalid(file, node, "There are [currency.CODE] and [tenant.NAME.CODE] only.");
    }
    for (const auto& [name, inner] : *table) {
      const std::string word(name.str());
      if (section.str() == "currency") {
        PP_TRY(out.currencies_[word], read_table(file, word, &inner));
        continue;
      }
      if (!inner.is_table()) return invalid(file, inner, "\"" + word + "\" is no table.");
      for (const auto& [code, limits] : *inner.as_table()) {
        const std::string currency(code.str());
        PP_TRY(out.tenants_[word + " " + currency], read_table(file, currency, &limits));
      }
    }
  }
  return out;
}

void Policy::apply(const Table& table, const CurrencyInfo& info, PolicyLimits& limits) {
  const auto amount = [&](std::string_view key, Amount& to) {
    const auto found = table.find(key);
    if (found == table.end()) return;
    // An amount finer than the currency's unit, or beyond all money, allows nothing; no "most"
    // would allow everything.
    const Amount nothing(key == "most" ? 1 : 0);
    to = parse_amount(with_decimals(found->second, info.display_decimals), info.decimals,
                      info.display_decimals)
             .value_or(nothing);
  };
  const auto number = [&](std::string_view key, std::uint64_t unit, std::uint64_t& to) {
    const auto found = table.find(key);
    if (found != table.end()) to = std::stoull(found->second) * unit;
  };
  amount("first", limits.first_payment_free);
  amount("free", limits.free);
  amount("card", limits.with_card);
  amount("repeat", limits.repeat_free);
  amount("claim", limits.claim_free);
  amount("most", limits.most);
  amount("undo_from", limits.undo_from);
  number("undo_seconds", kSecond, limits.undo_us);
  number("hold_days", kDay, limits.hold_us);
  number("hold_seconds", kSecond, limits.hold_us);
}

PolicyLimits Policy::limits(const std::string& tenant, const CurrencyCode& currency,
                            const CurrencyInfo& info) const {
  const auto scale = std::ranges::find(kScales, currency.view(), &Scale::currency);
  const std::uint64_t dollar = scale == kScales.end() ? 1 : scale->dollar;
  PolicyLimits out;
  out.first_payment_free = units(5 * dollar, info);
  out.free = units(20 * dollar, info);
  out.with_card = units(200 * dollar, info);
  out.repeat_free = units(dollar, info);
  out.claim_free = units(20 * dollar, info);
  out.hold_us = kHoldDays * kDay;
  const std::string code(currency.view());
  if (const auto own = currencies_.find(code); own != currencies_.end()) {
    apply(own->second, info, out);
  }
  if (const auto own = tenants_.find(tenant + " " + code); own != tenants_.end()) {
    apply(own->second, info, out);
  }
  return out;
}

Verdict judge(const PolicyQuestion& question, const PolicyLimits& limits) {
  // An overflowing day is surely above every limit.
  const auto day = question.day_sum.plus(question.message_sum.value());
  const bool capped = limits.most > Amount{};
  if (!day || (capped && *day > limits.most)) return Verdict::refuse;
  if (*day > limits.with_card) return Verdict::pin;
  if (*day > limits.free) return Verdict::confirm_large;
  if (question.first_sum > limits.first_payment_free) return Verdict::confirm_first_payment;
  return Verdict::pay;
}

}  // namespace pennypost::gateway
