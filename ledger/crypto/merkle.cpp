#include "ledger/crypto/merkle.h"

#include "ledger/base/check.h"
#include "ledger/crypto/hash.h"

namespace pennypost::crypto {
namespace {

/// Each pair becomes its parent; the last node without a right sibling moves up as it is.
void go_up(std::vector<Hash>& level) {
  const std::size_t pairs = level.size() / 2;
  for (std::size_t i = 0; i < pairs; ++i) level[i] = hash_node(level[2 * i], level[2 * i + 1]);
  if (level.size() % 2 == 1) level[pairs] = level.back();
  level.resize(level.size() - pairs);
}

}  // namespace

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

Hash merkle_root(std::vector<Hash> leaves) {
  CHECK(!leaves.empty());
  while (leaves.size() > 1) go_up(leaves);
  return leaves[0];
}

std::vector<Hash> inclusion_path(std::vector<Hash> leaves, std::uint64_t leaf) {
  CHECK(leaf < leaves.size());
  std::vector<Hash> path;
  for (std::uint64_t at = leaf; leaves.size() > 1; at /= 2) {
    const std::uint64_t sibling = at ^ 1;
    if (sibling < leaves.size()) path.push_back(leaves[sibling]);
    go_up(leaves);
  }
  return path;
}

}  // namespace pennypost::crypto
