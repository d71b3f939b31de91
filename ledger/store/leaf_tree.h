#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "ledger/types/identifiers.h"

namespace pennypost::store {

/// Up to 256 neighbouring leaves of the accumulator with every complete subtree over them: one hash
/// a leaf when it is added, and none when its path is asked for. A value.
class LeafTree {
 public:
  static constexpr unsigned kLevel = 8;
  static constexpr std::uint64_t kLeaves = std::uint64_t{1} << kLevel;

  LeafTree() = default;
  /// At most kLeaves of them (CHECK), as also all that are added.
  explicit LeafTree(const std::vector<Hash>& leaves);
  void add(const Hash& leaf);

  std::size_t size() const { return levels_[0].size(); }
  bool full() const { return size() == kLeaves; }
  /// Of all kLeaves (CHECK).
  const Hash& root() const { return node(kLevel, 0); }
  /// The root over leaves [index << level, (index + 1) << level), which are all here (CHECK).
  const Hash& node(unsigned level, std::uint64_t index) const;

 private:
  std::array<std::vector<Hash>, kLevel + 1> levels_;
};

/// The full trees asked for or made last, by their place: proofs are mostly of what is new. Any
/// thread.
class LeafTreeCache {
 public:
  static constexpr std::size_t kTreesMax = 256;  // 16 KiB each

  /// Null where it is not here.
  std::shared_ptr<const LeafTree> find(std::uint64_t chunk);
  void add(std::uint64_t chunk, std::shared_ptr<const LeafTree> tree);
  /// Those below this one.
  void forget_before(std::uint64_t chunk);

 private:
  struct Entry {
    std::shared_ptr<const LeafTree> tree;
    std::uint64_t used = 0;
  };
  std::mutex mutex_;
  std::uint64_t uses_ = 0;
  std::map<std::uint64_t, Entry> trees_;
};

}  // namespace pennypost::store
