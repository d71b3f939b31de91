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

/// The root of the tree over these leaves (RFC 9162, 2.1.1), and the path of one of them (2.1.3.1),
/// from the leaf up. There are leaves, and `leaf` is one of them (CHECK).
Hash merkle_root(std::vector<Hash> leaves);
std::vector<Hash> inclusion_path(std::vector<Hash> leaves, std::uint64_t leaf);

}  // namespace pennypost::crypto
