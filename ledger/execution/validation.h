#pragma once

#include <optional>

#include "ledger/state/state_view.h"
#include "ledger/types/receipt.h"
#include "ledger/types/transaction.h"

namespace pennypost::execution {

inline constexpr std::uint64_t kSequenceExpiryUsMax = 24ULL * 3600 * 1'000'000;
inline constexpr std::uint64_t kNonceExpiryUsMax = 15ULL * 60 * 1'000'000;

/// Why a block at this time would discard the transaction, without a trace; nothing where it would
/// keep it, as success or as failure.
std::optional<Code> discard_reason(const state::StateView& state, const Caps& caps,
                                   const Transaction& transaction, TimestampUs block_time);

}  // namespace pennypost::execution
