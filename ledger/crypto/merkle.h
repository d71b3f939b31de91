#pragma once

#include <optional>
#include <vector>

#include "ledger/types/identifiers.h"

namespace pennypost::crypto {

/// The root that an inclusion path leads to (RFC 9162, 2.1.3.2): leaf number `leaf` of `size`, with
/// hash `leaf_hash`. Nothing where the path is of another length than that leaf's. A path proves
/// inclusion when this is the tree's root.
std::optional<Hash> inclusion_root(std::uint64_t size, std::uint64_t leaf, const Hash& leaf_hash,
                                   const std::vector<Hash>& path);

}  // namespace pennypost::crypto
