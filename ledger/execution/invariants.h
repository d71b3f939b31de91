#pragma once

#include "ledger/base/result.h"
#include "ledger/state/overlay.h"

namespace pennypost::execution {

/// That a block changes only what money allows (L40): for each currency, the balances change in sum
/// by what the supply changes; and what is held for every basket whose supply changed covers it
/// (L84). A basket's entry changes with its currency's. Errors: `broken_invariant`, naming the
/// currency.
Result<void> check_money(const state::Overlay& changed);

}  // namespace pennypost::execution
