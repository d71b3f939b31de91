#include "ledger/crypto/merkle.h"

#include "ledger/crypto/hash.h"

namespace pennypost::crypto {

std::optional<Hash> inclusion_root(std::uint64_t size, std::uint64_t leaf, const Hash& leaf_hash,
                                   const std::vector<Hash>& path) {
  if (leaf >= size) return std::nullopt;
  std::uint64_t at = leaf;
  std::uint64_t last = size - 1;  // the rightmost node of the level that `at` is on
  Hash root = leaf_hash;
  for (const Hash& sibling : path) {
    if (last == 0) return std::nullopt;
    // The last node of a level with no right sibling moves up without a hash.
    while (at == last && at % 2 == 0) {
      at /= 2;
      last /= 2;
    }
    root = at % 2 == 1 ? hash_node(sibling, root) : hash_node(root, sibling);
    at /= 2;
    last /= 2;
  }
  if (last != 0) return std::nullopt;
  return root;
}

}  // namespace pennypost::crypto
