#pragma once

#include "ledger/base/result.h"
#include "ledger/state/state_view.h"

namespace pennypost::execution {

/// That `after` differs from `before` only as money allows: for each currency, the balances change
/// in sum by what the supply changes (L40). `changed` are the entries of `after` that differ.
/// Errors: `broken_invariant`, naming the currency.
Result<void> check_conservation(const state::StateView& before, const state::Entries& changed);

/// That what is held for every basket whose supply changed covers it (L84). A basket's entry
/// changes with its currency's. Errors: `broken_invariant`.
Result<void> check_cover(const state::StateView& after, const state::Entries& changed);

}  // namespace pennypost::execution
