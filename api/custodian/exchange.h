#pragma once

#include "api/custodian/keeper.h"

namespace pennypost::custodian {

/// Longest frame either way, in bytes.
inline constexpr std::size_t kExchangeBytesMax = 1024 * 1024;

/// A CustodianRequest's answer. Errors: `malformed`: no request at all, which ends the connection.
/// May block on the disk, or for a PIN's hash.
Result<Bytes> answer_request(Keeper& keeper, ByteView request);

}  // namespace pennypost::custodian
