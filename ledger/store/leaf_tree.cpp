#include "ledger/store/leaf_tree.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/crypto/hash.h"

namespace pennypost::store {

LeafTree::LeafTree(const std::vector<Hash>& leaves) {
  for (const Hash& leaf : leaves) add(leaf);
}

void LeafTree::add(const Hash& leaf) {
  CHECK(!full());
  levels_[0].push_back(leaf);
  for (unsigned level = 0; level < kLevel && levels_[level].size() % 2 == 0; ++level) {
    const std::vector<Hash>& below = levels_[level];
    levels_[level + 1].push_back(crypto::hash_node(below[below.size() - 2], below.back()));
  }
}

const Hash& LeafTree::node(unsigned level, std::uint64_t index) const {
  CHECK(level <= kLevel && index < levels_[level].size());
  return levels_[level][index];
}

std::shared_ptr<const LeafTree> LeafTreeCache::find(std::uint64_t chunk) {
  const std::lock_guard lock(mutex_);
  const auto at = trees_.find(chunk);
  if (at == trees_.end()) return nullptr;
  at->second.used = ++uses_;
  return at->second.tree;
}

void LeafTreeCache::add(std::uint64_t chunk, std::shared_ptr<const LeafTree> tree) {
  const std::lock_guard lock(mutex_);
  if (trees_.size() >= kTreesMax && !trees_.contains(chunk)) {
    trees_.erase(
        std::ranges::min_element(trees_, {}, [](const auto& entry) { return entry.second.used; }));
  }
  trees_[chunk] = {.tree = std::move(tree), .used = ++uses_};
}

void LeafTreeCache::forget_before(std::uint64_t chunk) {
  const std::lock_guard lock(mutex_);
  trees_.erase(trees_.begin(), trees_.lower_bound(chunk));
}

}  // namespace pennypost::store
