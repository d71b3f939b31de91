#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "api/language/interpret.h"

namespace pennypost::language {

inline Message message(std::string text, std::string locale = "en-US",
                       std::string currency = "USD") {
  return {std::move(text), std::move(locale), std::move(currency), {}, {}};
}

/// "send bob=5.00USD,al=3.00USD (lunch)", "clarify amount,recipient", "none".
inline std::string told(const Interpretation& in) {
  std::string out(to_string(in.intent));
  char separator = ' ';
  for (const auto& t : in.transfers) {
    out += separator + t.to + "=" + t.amount + t.currency;
    separator = ',';
  }
  for (const auto m : in.missing) {
    out += separator + std::string(to_string(m));
    separator = ',';
  }
  if (in.memo) out += " (" + *in.memo + ")";
  return out;
}

inline std::string read(std::string text, std::string locale = "en-US",
                        std::string currency = "USD") {
  return told(interpret(message(std::move(text), std::move(locale), std::move(currency))));
}

}  // namespace pennypost::language
