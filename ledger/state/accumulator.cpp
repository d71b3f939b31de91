#include "ledger/state/accumulator.h"

#include <algorithm>
#include <bit>
#include <ranges>

#include "ledger/base/check.h"
#include "ledger/crypto/hash.h"
#include "ledger/crypto/merkle.h"

namespace pennypost::state {
namespace {

/// RFC 9162's k: the largest power of two below `count`, which is above 1.
std::uint64_t left_count(std::uint64_t count) {
  return std::bit_floor(count - 1);
}

/// The hash over leaves [begin, begin + count). Every such range of a path begins at a multiple of
/// the power of two that is not below its length.
Result<Hash> range_hash(std::uint64_t begin, std::uint64_t count, const SubtreeHash& subtree) {
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    return subtree(level, begin >> level);
  }
  const std::uint64_t left = left_count(count);
  PP_TRY(const Hash first, range_hash(begin, left, subtree));
  PP_TRY(const Hash second, range_hash(begin + left, count - left, subtree));
  return crypto::hash_node(first, second);
}

Result<void> refuse(const char* why) {
  return fail("invalid_proof", why);
}

}  // namespace

std::optional<Accumulator> Accumulator::restore(std::uint64_t size, std::vector<Hash> peaks) {
  if (peaks.size() != static_cast<std::size_t>(std::popcount(size))) return std::nullopt;
  Accumulator out;
  out.size_ = size;
  out.peaks_ = std::move(peaks);
  return out;
}

void Accumulator::append(const Hash& leaf) {
  Hash peak = leaf;
  // Each trailing 1-bit of the size is a complete subtree as large as the one just completed.
  for (std::uint64_t rest = size_; rest & 1; rest >>= 1) {
    peak = crypto::hash_node(peaks_.back(), peak);
    peaks_.pop_back();
  }
  peaks_.push_back(peak);
  ++size_;
}

Hash Accumulator::root() const {
  if (peaks_.empty()) return crypto::hash("", {});
  Hash root = peaks_.back();
  for (const Hash& peak : std::views::reverse(peaks_) | std::views::drop(1)) {
    root = crypto::hash_node(peak, root);
  }
  return root;
}

Result<std::vector<Hash>> prove_inclusion(std::uint64_t leaf, std::uint64_t size,
                                          const SubtreeHash& subtree) {
  CHECK(leaf < size);
  std::vector<Hash> path;
  std::uint64_t begin = 0;
  std::uint64_t count = size;
  while (count > 1) {  // from the root down; the path goes up
    const std::uint64_t left = left_count(count);
    const bool goes_left = leaf < begin + left;
    PP_TRY(const Hash sibling, goes_left ? range_hash(begin + left, count - left, subtree)
                                         : range_hash(begin, left, subtree));
    path.push_back(sibling);
    if (!goes_left) begin += left;
    count = goes_left ? left : count - left;
  }
  std::ranges::reverse(path);
  return path;
}

Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t size,
                                            const SubtreeHash& subtree) {
  CHECK(0 < first && first <= size);
  std::vector<Hash> path;
  std::uint64_t begin = 0;
  std::uint64_t count = size;
  // Down to the node that ends where the first tree ends.
  while (first != begin + count) {
    const std::uint64_t left = left_count(count);
    const bool goes_left = first <= begin + left;
    PP_TRY(const Hash sibling, goes_left ? range_hash(begin + left, count - left, subtree)
                                         : range_hash(begin, left, subtree));
    path.push_back(sibling);
    if (!goes_left) begin += left;
    count = goes_left ? left : count - left;
  }
  // Where that node is the whole first tree, the verifier has its hash already.
  if (begin != 0) {
    PP_TRY(const Hash node, range_hash(begin, count, subtree));
    path.push_back(node);
  }
  std::ranges::reverse(path);
  return path;
}

Result<void> verify_inclusion(const Hash& root, std::uint64_t size, std::uint64_t leaf,
                              const Hash& leaf_hash, const std::vector<Hash>& path) {
  if (crypto::inclusion_root(size, leaf, leaf_hash, path) != root) {
    return refuse("The path does not lead from the leaf to the accumulator's root.");
  }
  return {};
}

// RFC 9162, 2.1.4.2.
Result<void> verify_consistency(const Hash& first_root, std::uint64_t first, const Hash& root,
                                std::uint64_t size, const std::vector<Hash>& path) {
  if (first == 0 || first > size) return refuse("The first tree is not a part of the second.");
  if (first == size) {
    if (!path.empty() || first_root != root) return refuse("Two trees of one size differ.");
    return {};
  }
  std::uint64_t at = first - 1;
  std::uint64_t last = size - 1;
  for (; at & 1; at >>= 1) last >>= 1;
  auto next = path.begin();
  Hash first_hash = first_root;
  Hash hash = first_root;
  if (!std::has_single_bit(first)) {  // otherwise the first tree is a node of the second
    if (next == path.end()) return refuse("The consistency path is too short.");
    first_hash = hash = *next++;
  }
  for (; next != path.end(); ++next) {
    if (last == 0) return refuse("The consistency path is too long.");
    if ((at & 1) || at == last) {
      first_hash = crypto::hash_node(*next, first_hash);
      hash = crypto::hash_node(*next, hash);
      // It is not zero: then it would be even and equal to the last, which is not.
      for (; (at & 1) == 0; at >>= 1) last >>= 1;
    } else {
      hash = crypto::hash_node(hash, *next);
    }
    at >>= 1;
    last >>= 1;
  }
  if (last != 0) return refuse("The consistency path is too short.");
  if (first_hash != first_root || hash != root) {
    return refuse("The path does not lead to both roots.");
  }
  return {};
}

}  // namespace pennypost::state
