#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/memory/lineage.h"
#include "ledger/state/state_view.h"

namespace pennypost::state {

/// A leaf's place: H("pennypost/state_key/1" ‖ kind ‖ id); the tree branches on its bits, highest
/// first.
Hash state_path(const StateKey& key);
/// H("pennypost/state_value/1" ‖ kind ‖ canonical bytes).
Hash state_value_hash(const StateEntry& entry);

/// Proof that `path` holds a value hash, or nothing.
struct StateProof {
  /// The leaf at the end of the path: the key's own, or for absence another one or none.
  struct Leaf {
    Hash path;
    Hash value_hash;
    bool operator==(const Leaf&) const = default;
  };
  std::optional<Leaf> leaf;
  std::vector<Hash> siblings;  // from the root down; at most 256
  bool operator==(const StateProof&) const = default;
};

/// A binary Merkle trie over hashed keys: an empty subtree is the zero hash, a subtree with one
/// leaf is that leaf's hash H(0x00 ‖ tag ‖ path ‖ value hash), any other H(0x01 ‖ left ‖ right). A
/// value: cheap to copy, unchanged copies share their nodes, so every block of every fork has its
/// own. Copies may be used and dropped by different threads; one copy by one thread at a time.
class StateTree {
 public:
  StateTree() = default;
  ~StateTree();
  StateTree(const StateTree&);
  StateTree(StateTree&&) noexcept;
  StateTree& operator=(const StateTree&);
  StateTree& operator=(StateTree&&) noexcept;

  const Hash& root() const { return hash_; }
  /// The tree with these (path, value hash) pairs put in, and the leaves gone whose value hash is
  /// zero; `updates` in any order, paths distinct.
  StateTree with(std::vector<std::pair<Hash, Hash>> updates) const;
  StateTree with(const StateChanges& changes) const;
  /// With what the state has of these keys now, and without what it has not; they may repeat.
  StateTree with(const StateView& state, std::vector<StateKey> keys) const;
  StateProof prove(const Hash& path) const;
  /// What this tree and all that share nodes with it take.
  std::size_t used_bytes() const { return lineage_ ? lineage_->used_bytes() : 0; }

  struct Node;

 private:
  std::shared_ptr<memory::Lineage> lineage_;  // of all trees that came of one; null: never any
  memory::Lineage::Version* version_ = nullptr;
  const Node* root_ = nullptr;
  Hash hash_;
};

/// Checks a proof of presence (`value_hash` given) or absence (nothing) against a state root.
/// Errors: `invalid_proof`.
Result<void> verify_state_proof(const Hash& state_root, const Hash& path,
                                const std::optional<Hash>& value_hash, const StateProof& proof);

}  // namespace pennypost::state
