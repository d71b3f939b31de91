#include "ledger/state/state_tree.h"

#include <algorithm>
#include <span>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::state {

// A node is shared by every version of the tree in which it is the same; the last one frees it.
// Owners are counted atomically, like shared_ptr's: an executed block, with its tree, is dropped by
// whichever thread lets go of it last.
// Memory: a leaf keeps no hash of its own, since only a change of its sibling asks for it. That
// makes 72 bytes for a leaf and 56 for an inner node, of which there is one for each leaf.
struct StateTree::Node {
  std::uint32_t owners = 1;
  bool is_leaf;
};

namespace {

using Node = StateTree::Node;
using Update = std::pair<Hash, Hash>;  // path, value hash

constexpr unsigned kDepthMax = 8 * Hash::kSize;

struct Leaf : Node {
  Leaf(const Hash& at, const Hash& value) : Node{1, true}, path(at), value_hash(value) {}
  Hash path;
  Hash value_hash;
};

struct Inner : Node {
  Inner(Node* left, Node* right, const Hash& own) : Node{1, false}, child{left, right}, hash(own) {}
  Node* child[2];  // null where empty
  Hash hash;
};

const Leaf& as_leaf(const Node& node) {
  return static_cast<const Leaf&>(node);
}
const Inner& as_inner(const Node& node) {
  return static_cast<const Inner&>(node);
}

Node* share(Node* node) {
  if (node) __atomic_fetch_add(&node->owners, 1, __ATOMIC_RELAXED);
  return node;
}

void release(Node* node) {
  if (!node || __atomic_sub_fetch(&node->owners, 1, __ATOMIC_ACQ_REL) > 0) return;
  if (node->is_leaf) {
    delete static_cast<Leaf*>(node);
    return;
  }
  auto* inner = static_cast<Inner*>(node);
  release(inner->child[0]);
  release(inner->child[1]);
  delete inner;
}

Hash leaf_hash(const Hash& path, const Hash& value_hash) {
  static constexpr std::string_view kTag = "pennypost/state_leaf/1";
  std::array<std::uint8_t, kTag.size() + 2 * Hash::kSize> bytes;
  std::memcpy(bytes.data(), kTag.data(), kTag.size());
  std::memcpy(bytes.data() + kTag.size(), path.bytes.data(), Hash::kSize);
  std::memcpy(bytes.data() + kTag.size() + Hash::kSize, value_hash.bytes.data(), Hash::kSize);
  return crypto::hash_leaf(bytes);
}

Hash hash_of(const Node* node) {
  if (!node) return Hash{};
  if (!node->is_leaf) return as_inner(*node).hash;
  return leaf_hash(as_leaf(*node).path, as_leaf(*node).value_hash);
}

bool bit(const Hash& path, unsigned depth) {
  return (path.bytes[depth / 8] >> (7 - depth % 8) & 1) != 0;
}

/// L12: an inner node only where two leaves stand below it.
Node* join(Node* left, Node* right) {
  const bool alone = !left || !right;
  Node* only = left ? left : right;
  if (alone && (!only || only->is_leaf)) return only;
  return new Inner(left, right, crypto::hash_node(hash_of(left), hash_of(right)));
}

/// The subtree `node` at `depth` with `updates` (ascending by path, distinct) put in; a zero value
/// hash takes the leaf away. Borrows `node`; the caller owns what is returned.
Node* put(Node* node, std::span<const Update> updates, unsigned depth) {
  if (updates.empty()) return share(node);
  const bool leaf = node && node->is_leaf;
  if (updates.size() == 1 && (!node || (leaf && as_leaf(*node).path == updates[0].first))) {
    if (updates[0].second == Hash{}) return nullptr;
    return new Leaf(updates[0].first, updates[0].second);
  }
  CHECK(depth < kDepthMax);
  const auto middle = std::ranges::partition_point(
      updates, [depth](const Update& update) { return !bit(update.first, depth); });
  const auto left_size = static_cast<std::size_t>(middle - updates.begin());
  Node* below[2] = {nullptr, nullptr};
  if (leaf) {
    below[bit(as_leaf(*node).path, depth) ? 1 : 0] = node;  // a leaf moves down past its depth
  } else if (node) {
    below[0] = as_inner(*node).child[0];
    below[1] = as_inner(*node).child[1];
  }
  Node* left = put(below[0], updates.first(left_size), depth + 1);
  Node* right = put(below[1], updates.subspan(left_size), depth + 1);
  return join(left, right);
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
  codec::Writer out(256);
  out.u8(static_cast<std::uint8_t>(entry.index())).raw(encode_entry(entry));
  return crypto::hash("pennypost/state_value/1", out.view());
}

StateTree::StateTree() = default;
StateTree::StateTree(Node* root) : root_(root) {}
StateTree::~StateTree() {
  release(root_);
}
StateTree::StateTree(const StateTree& other) : root_(share(other.root_)) {}
StateTree::StateTree(StateTree&& other) noexcept : root_(std::exchange(other.root_, nullptr)) {}
StateTree& StateTree::operator=(const StateTree& other) {
  Node* shared = share(other.root_);  // before the release: the two may be one
  release(root_);
  root_ = shared;
  return *this;
}
StateTree& StateTree::operator=(StateTree&& other) noexcept {
  std::swap(root_, other.root_);
  return *this;
}

Hash StateTree::root() const {
  return hash_of(root_);
}

StateTree StateTree::with(std::vector<Update> updates) const {
  std::ranges::sort(updates);
  const auto same_path = [](const Update& a, const Update& b) { return a.first == b.first; };
  CHECK(std::ranges::adjacent_find(updates, same_path) == updates.end());
  return StateTree(put(root_, updates, 0));
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

StateProof StateTree::prove(const Hash& path) const {
  StateProof proof;
  const Node* node = root_;
  for (unsigned depth = 0; node && !node->is_leaf; ++depth) {
    const Inner& inner = as_inner(*node);
    const bool right = bit(path, depth);
    proof.siblings.push_back(hash_of(inner.child[right ? 0 : 1]));
    node = inner.child[right ? 1 : 0];
  }
  if (node) proof.leaf = {as_leaf(*node).path, as_leaf(*node).value_hash};
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
