#include "api/gateway/money.h"

namespace pennypost::gateway {
std::string amount_text(Amount amount, const CurrencyInfo& info) {
  return format_amount(amount.value(), info.decimals, info.display_decimals);
}

}  // namespace pennypost::gateway
