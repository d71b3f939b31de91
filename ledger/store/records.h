#pragma once

#include "ledger/execution/block_execution.h"

// What the column ledger_blocks holds. A block is one header and a segment for each
// kSegmentTransactions of its kept transactions, so that one receipt is read without the whole
// block. Keys: u64 version ‖ 0 for a header (the block's first version), u64 version ‖ 1 for a
// segment (its own first version); integers big-endian, so that the order of keys is the order of
// versions. A block of an epoch's suffix has no version: its header stands in block_index, where
// others have their first version.
namespace pennypost::store {

inline constexpr std::uint32_t kSegmentTransactions = 64;

/// A final block without its transactions.
struct StoredBlock {
  execution::BlockContext context;
  LedgerInfo ledger_info;
  Version first_version;  // kept transactions are first_version … ledger_info.version - 1
  Hash leaf_hash;         // of the block's own leaf, at ledger_info.version; zero in a suffix
  std::vector<BatchDigest> batches;

  /// L25: without a version of its own, it repeats the block that ends the epoch.
  bool is_suffix() const { return first_version > ledger_info.version; }
  std::uint64_t kept() const {
    return is_suffix() ? 0 : ledger_info.version.value() - first_version.value();
  }
};

/// A kept transaction, with the block that holds it.
struct StoredTransaction {
  Version version;
  std::uint32_t batch = 0;  // place in the block's list of batches
  std::uint32_t index = 0;  // place in that batch
  Hash leaf_hash;
  Receipt receipt;
  StoredBlock block;
};

Bytes header_key(Version first_version);
Bytes segment_key(Version first_of_segment);
bool is_header_key(ByteView key);
/// Not below any key of a record that can hold this version, and below all later ones.
Bytes last_key_at(Version version);

Bytes encode(const StoredBlock& block);
/// Errors: `corrupt_store`.
Result<StoredBlock> decode_stored_block(ByteView bytes);

/// The kept transactions [first, last) of a block.
Bytes encode_segment(const execution::ExecutedBlock& block, std::size_t first, std::size_t last);

/// A segment whose receipts are decoded one at a time.
struct Segment {
  struct Item {
    std::uint32_t batch = 0;
    std::uint32_t index = 0;
    Hash leaf_hash;
    ByteView receipt;  // canonical bytes, inside the segment's
  };
  Version block_first_version;
  Version first_version;  // of the segment
  std::vector<Item> items;
};
/// Errors: `corrupt_store`. The views point into `bytes`.
Result<Segment> decode_segment(ByteView bytes);

}  // namespace pennypost::store
