#include "ledger/types/parameters.h"

namespace pennypost {
namespace {

bool is_within(std::uint32_t value, std::uint32_t max) {
  return value > 0 && value <= max;
}

}  // namespace

bool is_valid(const Caps& caps) {
  return is_within(caps.transactions_hour_max, UINT32_MAX) &&
         is_within(caps.accounts_day_max, UINT32_MAX) &&
         is_within(caps.account_nonces_max, kLiveNoncesPerAccountMax) &&
         is_within(caps.network_nonces_max, kLiveNoncesMax) &&
         is_within(caps.account_holds_max, kHoldsMax) &&
         is_within(caps.account_refundables_max, kRefundablesMax) &&
         is_within(caps.account_mandates_max, kMandatesMax);
}

}  // namespace pennypost
