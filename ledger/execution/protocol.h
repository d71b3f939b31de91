#pragma once

#include "ledger/state/state_view.h"

namespace pennypost::execution {

/// L82: the version of these rules under which a block at this time executes, swept or not, on a
/// parent with this state.
std::uint32_t version_at(const state::StateView& parent, TimestampUs block_time);

/// Errors: `unknown_version` where a program that knows versions up to `known` would execute the
/// block by rules that are in force no more: it must not, and says what to do instead.
Result<void> check_version(const state::StateView& parent, TimestampUs block_time,
                           std::uint32_t known = kProtocolVersion);

}  // namespace pennypost::execution
