#include "ledger/state/state_parts.h"

#include <algorithm>
#include <bit>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"
#include "ledger/state/state_tree.h"

namespace pennypost::state {
namespace {

bool bit(const Hash& path, unsigned depth) {
  return (path.bytes[depth / 8] >> (7 - depth % 8) & 1) != 0;
}

Hash leaf_hash(const PathLeaf& leaf) {
  return crypto::hash_leaf(codec::Writer()
                               .raw(view_of("pennypost/state_leaf/1"))
                               .fixed(leaf.path)
                               .fixed(leaf.value_hash)
                               .view());
}

Part join(const Part& left, const Part& right) {
  if (left.size == PartSize::empty && right.size != PartSize::many) return right;
  if (right.size == PartSize::empty && left.size != PartSize::many) return left;
  return {.root = crypto::hash_node(left.root, right.root), .size = PartSize::many};
}

}  // namespace

unsigned part_depth(std::size_t entries) {
  const auto bits = static_cast<unsigned>(std::bit_width(entries / kPartEntries));
  return std::min(bits, kPartDepthMax);
}

std::size_t part_of(const Hash& path, unsigned depth) {
  CHECK(depth <= kPartDepthMax);
  const std::size_t first = std::size_t{path.bytes[0]} << 8 | path.bytes[1];
  return first >> (16 - depth);
}

Part part_root(std::span<const PathLeaf> leaves, unsigned depth) {
  if (leaves.empty()) return {};
  if (leaves.size() == 1) {
    return {.root = leaf_hash(leaves[0]), .size = PartSize::one};
  }
  CHECK(depth < 8 * Hash::kSize);
  const auto right =
      std::ranges::find_if(leaves, [depth](const PathLeaf& leaf) { return bit(leaf.path, depth); });
  const auto left = static_cast<std::size_t>(right - leaves.begin());
  return join(part_root(leaves.first(left), depth + 1), part_root(leaves.subspan(left), depth + 1));
}

std::vector<Part> cut(std::span<const PathLeaf> leaves, unsigned depth) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < std::size_t{1} << depth; ++i) {
    std::size_t count = 0;
    while (count < leaves.size() && part_of(leaves[count].path, depth) == i) ++count;
    parts.push_back(part_root(leaves.first(count), depth));
    leaves = leaves.subspan(count);
  }
  return parts;
}

Hash root_of_parts(std::vector<Part> parts) {
  CHECK(std::has_single_bit(parts.size()));
  while (parts.size() > 1) {
    for (std::size_t i = 0; i < parts.size() / 2; ++i) {
      parts[i] = join(parts[2 * i], parts[2 * i + 1]);
    }
    parts.resize(parts.size() / 2);
  }
  return parts.front().root;
}

void append_entry(Bytes& out, const StateKey& key, ByteView canonical) {
  const Bytes entry = codec::Writer()
                          .u8(static_cast<std::uint8_t>(key.kind))
                          .raw(key.id)
                          .u32(static_cast<std::uint32_t>(canonical.size()))
                          .raw(canonical)
                          .take();
  out.insert(out.end(), entry.begin(), entry.end());
}

Result<std::vector<KeyedEntry>> read_entries(ByteView bytes) {
  std::vector<KeyedEntry> out;
  codec::Reader in(bytes);
  while (in.left() > 0) {
    const std::uint8_t kind = in.u8();
    const StateKey key{static_cast<EntryKind>(kind), in.fixed<Address>().bytes};
    const ByteView canonical = in.raw(in.u32());
    if (!in.good()) break;
    PP_TRY(auto entry, decode_entry(kind, canonical));
    out.emplace_back(key, std::move(entry));
  }
  if (in.done()) return out;
  return fail("malformed", "These are no entries of a state.");
}

Result<std::vector<PathLeaf>> leaves_of(const std::vector<KeyedEntry>& entries) {
  std::vector<PathLeaf> leaves;
  leaves.reserve(entries.size());
  for (const auto& [key, entry] : entries) {
    leaves.push_back({state_path(key), state_value_hash(entry)});
    if (leaves.size() > 1 && leaves[leaves.size() - 2].path >= leaves.back().path) {
      return fail("malformed", "The entries are not in the order of their paths.");
    }
  }
  return leaves;
}

}  // namespace pennypost::state
