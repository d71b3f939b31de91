#pragma once

#include <span>
#include <utility>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/state/entry.h"

// The state cut into parts by the first bits of its paths, each of which can be checked by itself
// against the state root: what a snapshot is carried in.
namespace pennypost::state {

inline constexpr unsigned kPartDepthMax = 16;
/// Parts are cut so that one holds about so many entries.
inline constexpr std::size_t kPartEntries = 1024;

enum class PartSize : std::uint8_t { empty = 0, one = 1, many = 2 };

/// The subtree of the state tree below a path's first bits. A leaf that is alone there stands for
/// the whole subtree, so it matters how many there are.
struct Part {
  Hash root;  // zero where it is empty
  PartSize size = PartSize::empty;
  bool operator==(const Part&) const = default;
};

struct PathLeaf {
  Hash path;
  Hash value_hash;
};

/// How many bits of the path to cut by.
unsigned part_depth(std::size_t entries);
/// The part that a path lies in, of 2^depth.
std::size_t part_of(const Hash& path, unsigned depth);
/// All parts in order; `leaves` ascend by path.
std::vector<Part> cut(std::span<const PathLeaf> leaves, unsigned depth);
/// One of them, of the leaves that lie in it, ascending.
Part part_root(std::span<const PathLeaf> leaves, unsigned depth);
/// The state root that 2^n parts make up.
Hash root_of_parts(std::vector<Part> parts);

using KeyedEntry = std::pair<StateKey, StateEntry>;
/// Entries as they travel, in order of their paths.
void append_entry(Bytes& out, const StateKey& key, ByteView canonical);
/// Errors: `malformed`.
Result<std::vector<KeyedEntry>> read_entries(ByteView bytes);
/// Their leaves. Errors: `malformed` where the paths do not ascend.
Result<std::vector<PathLeaf>> leaves_of(const std::vector<KeyedEntry>& entries);

}  // namespace pennypost::state
