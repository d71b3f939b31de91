#pragma once

#include <functional>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/types/identifiers.h"

// The history of the ledger (L16) as an RFC 9162 Merkle tree over versions. Leaves arrive hashed
// (codec::transaction_leaf, codec::block_leaf).
namespace pennypost::state {

/// The tree's right edge: the roots of its complete subtrees, largest first. Enough to append and
/// to know the root; proofs need the leaves. A value.
class Accumulator {
 public:
  Accumulator() = default;
  /// Nothing where `peaks` does not have one hash for each 1-bit of `size`.
  static std::optional<Accumulator> restore(std::uint64_t size, std::vector<Hash> peaks);

  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  const std::vector<Hash>& peaks() const { return peaks_; }
  Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> peaks_;
};

/// The root of the complete subtree over leaves [index << level, (index + 1) << level), as the
/// store has it.
using SubtreeHash = std::function<Result<Hash>(unsigned level, std::uint64_t index)>;

/// RFC 9162 2.1.3 and 2.1.4 over a tree of `size` leaves. `leaf` < `size`; 0 < `first` <= `size`.
Result<std::vector<Hash>> prove_inclusion(std::uint64_t leaf, std::uint64_t size,
                                          const SubtreeHash& subtree);
Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t size,
                                            const SubtreeHash& subtree);

/// Errors: `invalid_proof`.
Result<void> verify_inclusion(const Hash& root, std::uint64_t size, std::uint64_t leaf,
                              const Hash& leaf_hash, const std::vector<Hash>& path);
Result<void> verify_consistency(const Hash& first_root, std::uint64_t first, const Hash& root,
                                std::uint64_t size, const std::vector<Hash>& path);

}  // namespace pennypost::state
