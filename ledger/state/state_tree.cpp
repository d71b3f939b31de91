#include "ledger/state/state_tree.h"

#include <algorithm>
#include <bit>
#include <span>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::state {

// A node never changes: a tree made of another shares all but the nodes on the paths of its
// updates, and its lineage knows when those of before are of no more use.
//
// Memory: near the leaves, a page holds a whole subtree of up to kPageLeavesMax leaves in one
// piece. It keeps the hash of every subtree of at least kCachedLeavesMin leaves, and makes the ones
// of smaller subtrees again where it needs them: that is cheaper than a third more memory. Above
// the pages, a node has its children's hashes beside their pointers, so that an update reads the
// nodes on its path and no others. An account takes 64 bytes as a leaf, about 23 for hashes in its
// page, and its share of page and nodes: 96 bytes in all.
struct StateTree::Node {
  bool is_page;
};

namespace {

using Node = StateTree::Node;
using Update = std::pair<Hash, Hash>;  // path, value hash

constexpr unsigned kDepthMax = 8 * Hash::kSize;
constexpr std::size_t kPageLeavesMax = 16;
constexpr std::size_t kMergedLeavesMax = 8;  // two pages of so many in sum become one
constexpr std::size_t kCachedLeavesMin = 3;
constexpr std::uint8_t kMany = 255;  // leaves, below an inner node
constexpr std::size_t kFetchedTogether = 32;
// Entries whose memory is read ahead of their hashing.
constexpr std::size_t kPlacesAhead = 16;
constexpr std::size_t kEntriesAhead = 8;

struct Leaf {
  Hash path;
  Hash value_hash;
};

/// A subtree in one piece: its leaves, ascending by path, and the hashes that are kept, each behind
/// those below it. Borrowed.
struct Piece {
  std::span<const Leaf> leaves;
  std::span<const Hash> cached;
};

/// Leaves and hashes follow it in memory.
struct Page : Node {
  Page(std::size_t leaf_count, std::size_t cached_count)
      : Node{true},
        leaves(static_cast<std::uint8_t>(leaf_count)),
        cached(static_cast<std::uint16_t>(cached_count)) {}
  std::uint8_t leaves;
  std::uint16_t cached;

  static std::size_t bytes(std::size_t leaf_count, std::size_t cached_count) {
    return sizeof(Page) + leaf_count * sizeof(Leaf) + cached_count * sizeof(Hash);
  }
  Leaf* leaf_data() { return reinterpret_cast<Leaf*>(this + 1); }
  Hash* cached_data() { return reinterpret_cast<Hash*>(leaf_data() + leaves); }
  Piece piece() const {
    auto* page = const_cast<Page*>(this);
    return {{page->leaf_data(), leaves}, {page->cached_data(), cached}};
  }
};
static_assert(alignof(Leaf) == 1 && sizeof(Leaf) == 2 * Hash::kSize);
static_assert(std::is_trivially_copyable_v<Leaf> && std::is_trivially_copyable_v<Hash>);

struct Inner : Node {
  std::uint8_t leaves[2] = {0, 0};            // below each child, up to kMany
  const Node* child[2] = {nullptr, nullptr};  // null where empty
  Hash hash[2];                               // the children's
};

struct Subtree {
  const Node* node = nullptr;
  std::uint8_t leaves = 0;  // up to kMany
  Hash hash;
};

const Page& as_page(const Node& node) {
  return static_cast<const Page&>(node);
}
const Inner& as_inner(const Node& node) {
  return static_cast<const Inner&>(node);
}

Hash leaf_hash(const Hash& path, const Hash& value_hash) {
  static constexpr std::string_view kTag = "pennypost/state_leaf/1";
  std::array<std::uint8_t, kTag.size() + 2 * Hash::kSize> bytes;
  std::memcpy(bytes.data(), kTag.data(), kTag.size());
  std::memcpy(bytes.data() + kTag.size(), path.bytes.data(), Hash::kSize);
  std::memcpy(bytes.data() + kTag.size() + Hash::kSize, value_hash.bytes.data(), Hash::kSize);
  return crypto::hash_leaf(bytes);
}

bool bit(const Hash& path, unsigned depth) {
  return (path.bytes[depth / 8] >> (7 - depth % 8) & 1) != 0;
}

const Hash& path_of(const Leaf& leaf) {
  return leaf.path;
}
const Hash& path_of(const Update& update) {
  return update.first;
}

/// How many of these, ascending by path and alike above the depth, go left there.
template <class Item>
std::size_t left_count(std::span<const Item> items, unsigned depth) {
  CHECK(depth < kDepthMax);
  const auto right = [depth](const Item& item) { return !bit(path_of(item), depth); };
  return static_cast<std::size_t>(std::ranges::partition_point(items, right) - items.begin());
}

/// How many hashes a piece with these leaves keeps.
std::size_t cached_count(std::span<const Leaf> leaves, unsigned depth) {
  if (leaves.size() < kCachedLeavesMin) return 0;
  const std::size_t left = left_count(leaves, depth);
  return cached_count(leaves.first(left), depth + 1) +
         cached_count(leaves.subspan(left), depth + 1) + 1;
}

/// L12: the hash over two halves that have so many leaves in sum.
Hash hash_over(const Hash& left, const Hash& right, std::size_t leaves) {
  if (leaves > 1) return crypto::hash_node(left, right);
  return left == Hash{} ? right : left;  // of one leaf its own, of none zero
}

Hash hash_of(const Piece& piece, unsigned depth) {
  if (!piece.cached.empty()) return piece.cached.back();
  const auto leaves = piece.leaves;
  if (leaves.empty()) return Hash{};
  if (leaves.size() == 1) return leaf_hash(leaves[0].path, leaves[0].value_hash);
  const std::size_t left = left_count(leaves, depth);
  return crypto::hash_node(hash_of({leaves.first(left), {}}, depth + 1),
                           hash_of({leaves.subspan(left), {}}, depth + 1));
}

/// The halves of a piece.
std::array<Piece, 2> halves(const Piece& piece, unsigned depth) {
  const std::size_t left = left_count(piece.leaves, depth);
  const auto leaves = piece.leaves.first(left);
  const std::size_t cached = cached_count(leaves, depth + 1);
  const std::size_t own = piece.leaves.size() >= kCachedLeavesMin ? 1 : 0;
  return {Piece{leaves, piece.cached.first(cached)},
          Piece{piece.leaves.subspan(left),
                piece.cached.subspan(cached, piece.cached.size() - cached - own)}};
}

/// Makes pages, one after the other. Keeps its buffers.
class PageMaker {
 public:
  explicit PageMaker(memory::Lineage::Writer& writer) : writer_(writer) {}
  void begin() { leaves_ = cached_ = 0; }
  /// Behind what is there already: a piece with updates put in. The subtree's hash.
  Hash add(const Piece& piece, std::span<const Update> updates, unsigned depth) {
    old_ = piece.cached.data();
    return add(piece.leaves, updates, depth);
  }
  /// Ends a subtree of so many leaves, behind its halves. Its hash.
  Hash close(const Hash& left, const Hash& right, std::size_t leaves) {
    const Hash hash = hash_over(left, right, leaves);
    if (leaves >= kCachedLeavesMin) keep(&hash, 1);
    return hash;
  }
  std::size_t leaves() const { return leaves_; }

  /// Null where it has no leaves.
  const Node* make() {
    if (leaves_ == 0) return nullptr;
    void* memory = writer_.make(Page::bytes(leaves_, cached_));
    auto* page = new (memory) Page(leaves_, cached_);
    std::memcpy(page->leaf_data(), leaf_buffer_.data(), leaves_ * sizeof(Leaf));
    std::memcpy(page->cached_data(), cached_buffer_.data(), cached_ * sizeof(Hash));
    return page;
  }

 private:
  Hash add(std::span<const Leaf> leaves, std::span<const Update> updates, unsigned depth) {
    if (updates.empty()) return copy(leaves, depth);
    if (updates.size() == 1 && is_place_of(leaves, updates[0])) return add(updates[0]);
    const std::size_t before = leaves_;
    const std::size_t middle = left_count(leaves, depth);
    const std::size_t split = left_count(updates, depth);
    const Hash left = add(leaves.first(middle), updates.first(split), depth + 1);
    const Hash right = add(leaves.subspan(middle), updates.subspan(split), depth + 1);
    if (leaves.size() >= kCachedLeavesMin) ++old_;  // its hash of before
    return close(left, right, leaves_ - before);
  }
  /// What stays as it was.
  Hash copy(std::span<const Leaf> leaves, unsigned depth) {
    CHECK(leaves_ + leaves.size() <= leaf_buffer_.size());
    std::ranges::copy(leaves, leaf_buffer_.begin() + static_cast<std::ptrdiff_t>(leaves_));
    leaves_ += leaves.size();
    const Piece piece{leaves, {old_, cached_count(leaves, depth)}};
    keep(old_, piece.cached.size());
    old_ += piece.cached.size();
    return hash_of(piece, depth);
  }
  static bool is_place_of(std::span<const Leaf> leaves, const Update& update) {
    return leaves.empty() || (leaves.size() == 1 && leaves[0].path == update.first);
  }
  Hash add(const Update& update) {
    if (update.second == Hash{}) return Hash{};
    CHECK(leaves_ < leaf_buffer_.size());
    leaf_buffer_[leaves_++] = Leaf{update.first, update.second};
    return leaf_hash(update.first, update.second);
  }
  void keep(const Hash* hashes, std::size_t count) {
    // Where leaves are alike in many bits, a page has more hashes than leaves.
    if (cached_ + count > cached_buffer_.size()) cached_buffer_.resize(2 * (cached_ + count));
    std::copy_n(hashes, count, cached_buffer_.begin() + static_cast<std::ptrdiff_t>(cached_));
    cached_ += count;
  }

  memory::Lineage::Writer& writer_;
  std::array<Leaf, kPageLeavesMax> leaf_buffer_;
  std::vector<Hash> cached_buffer_ = std::vector<Hash>(2 * kPageLeavesMax);
  const Hash* old_ = nullptr;  // the next of the piece's
  std::size_t leaves_ = 0;
  std::size_t cached_ = 0;
};

std::size_t bytes_of(const Node& node) {
  if (!node.is_page) return sizeof(Inner);
  return Page::bytes(as_page(node).leaves, as_page(node).cached);
}

Piece piece_of(const Node* page) {
  return page ? as_page(*page).piece() : Piece{};
}

/// Makes one tree of another. Updates ascend by path and are distinct; a zero value hash takes the
/// leaf away.
class Updating {
 public:
  explicit Updating(memory::Lineage::Writer& writer) : writer_(writer), maker_(writer) {}
  Subtree put(const Subtree& tree, std::span<const Update> updates, unsigned depth) {
    if (updates.empty()) return tree;
    const Node* node = tree.node;
    replace(node);
    if (!node || node->is_page) return put(piece_of(node), updates, depth);
    if (updates.size() > kFetchedTogether) {
      fetched_ = nullptr;
    } else if (fetched_ == nullptr) {
      fetch(node, updates, depth);
      fetched_ = updates.data() + updates.size();
    }
    const Inner& inner = as_inner(*node);
    const std::size_t split = left_count(updates, depth);
    const Subtree left = put(child_of(inner, 0), updates.first(split), depth + 1);
    const Subtree right = put(child_of(inner, 1), updates.subspan(split), depth + 1);
    if (fetched_ == updates.data() + updates.size()) fetched_ = nullptr;
    return join(left, right, depth);
  }

 private:
  Subtree put(const Piece& piece, std::span<const Update> updates, unsigned depth) {
    if (fits(piece, updates)) {
      maker_.begin();
      const Hash hash = maker_.add(piece, updates, depth);
      return page(hash);
    }
    const auto [left, right] = halves(piece, depth);
    const std::size_t split = left_count(updates, depth);
    const Subtree below = put(left, updates.first(split), depth + 1);
    return join(below, put(right, updates.subspan(split), depth + 1), depth);
  }
  /// Whether there is one page for all of them.
  static bool fits(const Piece& piece, std::span<const Update> updates) {
    if (piece.leaves.size() + updates.size() <= kPageLeavesMax) return true;
    if (updates.size() > kPageLeavesMax) return false;
    const auto is_new = [&piece](const Update& update) {
      return !std::ranges::binary_search(piece.leaves, update.first, {}, &Leaf::path);
    };
    const auto added = static_cast<std::size_t>(std::ranges::count_if(updates, is_new));
    return piece.leaves.size() + added <= kPageLeavesMax;
  }
  /// L12
  Subtree join(const Subtree& left, const Subtree& right, unsigned depth) {
    if (!left.node && !right.node) return {};
    if (left.leaves + right.leaves <= kMergedLeavesMax) {
      maker_.begin();
      const Hash first = maker_.add(piece_of(left.node), {}, depth + 1);
      const Hash second = maker_.add(piece_of(right.node), {}, depth + 1);
      const Hash hash = maker_.close(first, second, maker_.leaves());
      replace(left.node);
      replace(right.node);
      return page(hash);
    }
    auto* inner = new (writer_.make(sizeof(Inner))) Inner{
        {false}, {left.leaves, right.leaves}, {left.node, right.node}, {left.hash, right.hash}};
    return {inner, kMany, crypto::hash_node(left.hash, right.hash)};
  }
  Subtree page(const Hash& hash) {
    return {maker_.make(), static_cast<std::uint8_t>(maker_.leaves()), hash};
  }
  static Subtree child_of(const Inner& inner, std::size_t side) {
    return {inner.child[side], inner.leaves[side], inner.hash[side]};
  }
  /// Has the memory on the paths of these updates read side by side, as far as there is any: one
  /// after the other, waiting for it would take longer than the hashing.
  static void fetch(const Node* top, std::span<const Update> updates, unsigned depth) {
    std::array<const Node*, kFetchedTogether> at;
    at.fill(top);
    for (bool deeper = true; deeper; ++depth) {
      deeper = false;
      for (std::size_t i = 0; i < updates.size(); ++i) {
        if (!at[i] || at[i]->is_page) continue;
        at[i] = as_inner(*at[i]).child[bit(updates[i].first, depth) ? 1 : 0];
        __builtin_prefetch(at[i]);
        __builtin_prefetch(reinterpret_cast<const char*>(at[i]) + sizeof(Inner) - 1);
        deeper = true;
      }
    }
    for (const Node* page : std::span(at).first(updates.size())) {
      if (!page) continue;
      const auto* bytes = reinterpret_cast<const char*>(page);
      for (std::size_t line = 64; line < bytes_of(*page); line += 64) {
        __builtin_prefetch(bytes + line);
      }
    }
  }
  void replace(const Node* node) {
    if (node) writer_.replace(const_cast<Node*>(node), bytes_of(*node));
  }
  memory::Lineage::Writer& writer_;
  PageMaker maker_;
  const Update* fetched_ = nullptr;  // behind the updates whose memory was asked for
};

/// Moves each update once: they are large, and their first bytes tell nearly all of them apart.
void sort_by_path(std::vector<Update>& updates) {
  struct Place {
    std::uint64_t first_bytes;
    std::size_t at;
  };
  std::vector<Place> places;
  places.reserve(updates.size());
  for (const Update& update : updates) {
    std::uint64_t first = 0;
    std::memcpy(&first, update.first.bytes.data(), sizeof first);
    if constexpr (std::endian::native == std::endian::little) first = std::byteswap(first);
    places.push_back({first, places.size()});
  }
  std::ranges::sort(places, [&updates](const Place& a, const Place& b) {
    if (a.first_bytes != b.first_bytes) return a.first_bytes < b.first_bytes;
    return updates[a.at].first < updates[b.at].first;
  });
  std::vector<Update> sorted;
  sorted.reserve(updates.size());
  for (const Place& place : places) sorted.push_back(updates[place.at]);
  updates = std::move(sorted);
}

}  // namespace

// L11
Hash state_path(const StateKey& key) {
  std::array<std::uint8_t, 33> bytes;
  bytes[0] = static_cast<std::uint8_t>(key.kind);
  std::memcpy(bytes.data() + 1, key.id.data(), key.id.size());
  return crypto::hash("pennypost/state_key/1", bytes);
}

Hash state_value_hash(const StateEntry& entry) {
  codec::Writer out;
  out.u8(static_cast<std::uint8_t>(entry.index()));
  write_entry(out, entry);
  return crypto::hash("pennypost/state_value/1", out.view());
}

StateTree::~StateTree() {
  if (version_) lineage_->drop(version_);
}
StateTree::StateTree(const StateTree& other)
    : lineage_(other.lineage_), version_(other.version_), root_(other.root_), hash_(other.hash_) {
  if (version_) lineage_->hold(version_);
}
StateTree::StateTree(StateTree&& other) noexcept : StateTree() {
  *this = std::move(other);
}
StateTree& StateTree::operator=(const StateTree& other) {
  return *this = StateTree(other);
}
StateTree& StateTree::operator=(StateTree&& other) noexcept {
  std::swap(lineage_, other.lineage_);
  std::swap(version_, other.version_);
  std::swap(root_, other.root_);
  std::swap(hash_, other.hash_);
  return *this;
}

StateTree StateTree::with(std::vector<Update> updates) const {
  sort_by_path(updates);
  const auto same_path = [](const Update& a, const Update& b) { return a.first == b.first; };
  CHECK(std::ranges::adjacent_find(updates, same_path) == updates.end());
  StateTree out;
  out.lineage_ = lineage_ ? lineage_ : std::make_shared<memory::Lineage>();
  memory::Lineage::Writer writer(*out.lineage_);
  const Subtree made = Updating(writer).put({root_, kMany, hash_}, updates, 0);
  out.version_ = writer.done(version_);
  out.root_ = made.node;
  out.hash_ = made.hash;
  return out;
}

StateTree StateTree::with(const StateChanges& changes) const {
  std::vector<Update> updates;
  updates.reserve(changes.entries.size());
  for (const auto& [key, entry] : changes.entries) {
    const bool removed = std::holds_alternative<Removed>(entry);
    updates.emplace_back(state_path(key), removed ? Hash{} : state_value_hash(entry));
  }
  return with(std::move(updates));
}

StateTree StateTree::with(const StateView& state, std::vector<StateKey> keys) const {
  std::ranges::sort(keys);
  const auto repeated = std::ranges::unique(keys);
  keys.erase(repeated.begin(), repeated.end());
  std::vector<Update> updates;
  updates.reserve(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + kPlacesAhead < keys.size()) state.fetch_place(keys[i + kPlacesAhead]);
    if (i + kEntriesAhead < keys.size()) state.fetch_entry(keys[i + kEntriesAhead]);
    const StateEntry* entry = state.find(keys[i]);
    updates.emplace_back(state_path(keys[i]), entry ? state_value_hash(*entry) : Hash{});
  }
  return with(std::move(updates));
}

StateProof StateTree::prove(const Hash& path) const {
  StateProof proof;
  unsigned depth = 0;
  const Node* node = root_;
  for (; node && !node->is_page; ++depth) {
    const Inner& inner = as_inner(*node);
    const bool right = bit(path, depth);
    proof.siblings.push_back(inner.hash[right ? 0 : 1]);
    node = inner.child[right ? 1 : 0];
  }
  Piece piece = piece_of(node);
  for (; piece.leaves.size() > 1; ++depth) {
    const auto below = halves(piece, depth);
    const bool right = bit(path, depth);
    proof.siblings.push_back(hash_of(below[right ? 0 : 1], depth + 1));
    piece = below[right ? 1 : 0];
  }
  if (!piece.leaves.empty()) {
    proof.leaf = {.path = piece.leaves[0].path, .value_hash = piece.leaves[0].value_hash};
  }
  return proof;
}

// L13
Result<void> verify_state_proof(const Hash& state_root, const Hash& path,
                                const std::optional<Hash>& value_hash, const StateProof& proof) {
  const auto refuse = [](const char* why) { return fail("invalid_proof", why); };
  if (proof.siblings.size() > kDepthMax) return refuse("The state proof is too long.");
  if (value_hash) {
    if (!proof.leaf || proof.leaf->path != path || proof.leaf->value_hash != *value_hash) {
      return refuse("The state proof is of another value.");
    }
  } else if (proof.leaf) {
    // Absent because another leaf stands alone where this one would be.
    if (proof.leaf->path == path) return refuse("The state proof shows a value, not its absence.");
    for (unsigned depth = 0; depth < proof.siblings.size(); ++depth) {
      if (bit(proof.leaf->path, depth) != bit(path, depth)) {
        return refuse("The state proof ends at a leaf that stands elsewhere.");
      }
    }
  }
  Hash root = proof.leaf ? leaf_hash(proof.leaf->path, proof.leaf->value_hash) : Hash{};
  for (std::size_t depth = proof.siblings.size(); depth-- > 0;) {
    const Hash& sibling = proof.siblings[depth];
    root = bit(path, static_cast<unsigned>(depth)) ? crypto::hash_node(sibling, root)
                                                   : crypto::hash_node(root, sibling);
  }
  if (root != state_root) return refuse("The state proof does not lead to the state root.");
  return {};
}

}  // namespace pennypost::state
