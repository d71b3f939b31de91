#pragma once

#include <map>
#include <string>

#include "ledger/types/amount.h"

namespace pennypost::gateway {

struct CurrencyInfo {
  std::uint8_t decimals = 0;
  std::uint8_t display_decimals = 0;
};
using Currencies = std::map<CurrencyCode, CurrencyInfo>;

/// Major units: "0.50".
std::string amount_text(Amount amount, const CurrencyInfo& info);

}  // namespace pennypost::gateway
