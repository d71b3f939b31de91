#pragma once

#include <string_view>

#include "ledger/types/identifiers.h"

// BLAKE2b-256 (RFC 7693) by libsodium. Everything hashed begins with an ASCII domain tag
// `pennypost/<type>/1`, so that the hash of one type never stands for another's.
namespace pennypost::crypto {

/// H(tag ‖ bytes).
Hash hash(std::string_view tag, ByteView bytes);

/// Nodes of the Merkle trees (RFC 9162 prefixes): H(0x00 ‖ leaf) and H(0x01 ‖ left ‖ right). The
/// leaf's bytes carry their own domain tag.
Hash hash_leaf(ByteView leaf);
Hash hash_node(const Hash& left, const Hash& right);

/// The same hash as another identifier type.
template <class Id>
Id as_id(const Hash& hash) {
  return Id{hash.bytes};
}

}  // namespace pennypost::crypto
