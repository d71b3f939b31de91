#include "ledger/store/history.h"

#include <algorithm>
#include <mutex>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::store {
namespace {

constexpr std::string_view kBeginKey = "begin";  // of column meta

Bytes number_key(std::uint64_t number) {
  return codec::Writer().u64(number).take();
}
// Keys of the column block_index.
Bytes height_key(Height height) {
  return codec::Writer().u8('h').number(height).take();
}
Bytes id_key(const BlockId& id) {
  return codec::Writer().u8('i').fixed(id).take();
}
IdPrefix prefix_of(const TransactionId& id) {
  return *IdPrefix::from(id.view().first(IdPrefix::kSize));
}

std::optional<Version> version_in(ByteView value) {
  codec::Reader in(value);
  const auto version = in.number<Version>();
  return in.done() ? std::optional(version) : std::nullopt;
}

std::unexpected<Error> no_version(Version version) {
  return fail("not_found", "No final version " + to_string(version) + " yet.");
}
std::unexpected<Error> pruned(Version version) {
  return fail("pruned", "Version " + to_string(version) + " is older than what this node keeps.");
}
std::unexpected<Error> damaged(const std::string& what) {
  return fail("corrupt_store", what);
}

}  // namespace

Result<void> History::open() {
  levels_.clear();
  tail_ = {};
  std::uint64_t chunks = 0;
  bool dense = true;
  PP_CHECKED(database_.scan(Column::accumulator_nodes, {}, [&](ByteView key, ByteView value) {
    const auto root = Hash::from(value);
    dense = root && std::ranges::equal(key, number_key(chunks));
    if (dense) add_chunk(*root);
    ++chunks;
    return dense;
  }));
  if (!dense) {
    return damaged("Column accumulator_nodes lacks subtree " + std::to_string(chunks - 1) + ".");
  }
  PP_TRY(const auto newest, read_at(Version(kCounterMax)));
  if (!newest) {
    size_ = 0;
    return chunks == 0 ? Result<void>{} : damaged("Column ledger_blocks is empty.");
  }
  PP_TRY(const auto begin, database_.get(Column::meta, view_of(kBeginKey)));
  if (begin) {
    codec::Reader in(*begin);
    begin_ = in.number<Version>();
    first_block_ = in.number<Version>();
    if (!in.done()) return damaged("The beginning of the history in column meta is not one.");
  }
  const StoredBlock& block = newest->block;
  size_ = block.ledger_info.version.value() + 1;
  if (size_ / kChunkLeaves != chunks) {
    return damaged("Columns accumulator_nodes and ledger_blocks do not end together.");
  }
  PP_TRY(const auto tail, read_leaves(chunks * kChunkLeaves, size_));
  tail_ = LeafTree(tail);
  PP_TRY(const state::Accumulator all, accumulator_at(size_));
  if (all.root() != block.ledger_info.accumulator_root) {
    return damaged("The stored leaves do not give the accumulator root of the block at height " +
                   to_string(block.context.height) + ".");
  }
  return {};
}

void History::add_chunk(const Hash& root) {
  if (levels_.empty()) levels_.emplace_back();
  levels_[0].push_back(root);
  for (std::size_t level = 0; levels_[level].size() % 2 == 0; ++level) {
    if (levels_.size() == level + 1) levels_.emplace_back();
    const std::vector<Hash>& below = levels_[level];
    levels_[level + 1].push_back(crypto::hash_node(below[below.size() - 2], below.back()));
  }
}

History::Staged History::stage() const {
  Staged staged;
  staged.tail = tail_;
  staged.size = size_;
  return staged;
}

void History::put(WriteBatch& batch, Staged& staged, const execution::ExecutedBlock& block,
                  std::vector<BatchDigest> batches) const {
  CHECK(block.first_version.value() == staged.size);
  CHECK(block.ledger_info.version.value() + 1 == staged.size + block.leaf_hashes.size());
  const bool suffix = block.leaf_hashes.empty();
  CHECK(suffix ? block.kept.empty() : block.leaf_hashes.size() == block.kept.size() + 1);

  const StoredBlock header{.context = block.context,
                           .ledger_info = block.ledger_info,
                           .first_version = block.first_version,
                           .leaf_hash = suffix ? Hash{} : block.leaf_hashes.back(),
                           .batches = std::move(batches)};
  if (suffix) {
    batch.put(Column::block_index, height_key(block.context.height), encode(header));
    batch.put(Column::block_index, id_key(block.context.id), encode(header));
    return;
  }
  const Bytes first_version = number_key(staged.size);
  batch.put(Column::ledger_blocks, header_key(block.first_version), encode(header));
  batch.put(Column::block_index, height_key(block.context.height), first_version);
  batch.put(Column::block_index, id_key(block.context.id), first_version);
  for (std::size_t i = 0; i < block.kept.size(); i += kSegmentTransactions) {
    const std::size_t last = std::min(i + kSegmentTransactions, block.kept.size());
    batch.put(Column::ledger_blocks, segment_key(Version(staged.size + i)),
              encode_segment(block, i, last));
  }
  for (std::size_t i = 0; i < block.kept.size(); ++i) {
    staged.transactions.emplace_back(prefix_of(block.kept[i].receipt.transaction_id),
                                     Version(staged.size + i));
  }
  for (const Hash& leaf : block.leaf_hashes) {
    staged.tail.add(leaf);
    ++staged.size;
    if (!staged.tail.full()) continue;
    batch.put(Column::accumulator_nodes, number_key(staged.size / kChunkLeaves - 1),
              staged.tail.root().view());
    staged.chunks.push_back(std::make_shared<const LeafTree>(std::exchange(staged.tail, {})));
  }
}

void History::publish(Staged staged) {
  const std::unique_lock lock(mutex_);
  for (auto& chunk : staged.chunks) {
    add_chunk(chunk->root());
    leaf_trees_.add(levels_[0].size() - 1, std::move(chunk));
  }
  tail_ = std::move(staged.tail);
  size_ = staged.size;
  recent_.insert(staged.transactions.begin(), staged.transactions.end());
}

void History::begin_behind(WriteBatch& batch, const std::vector<Hash>& chunks,
                           const std::vector<Hash>& tail) {
  CHECK(size_ == 0 && tail.size() < kChunkLeaves);
  const std::unique_lock lock(mutex_);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    add_chunk(chunks[i]);
    batch.put(Column::accumulator_nodes, number_key(i), chunks[i].view());
  }
  size_ = chunks.size() * kChunkLeaves + tail.size();
  tail_ = LeafTree(tail);
  first_block_ = Version(size_);
  begin_ = Version((size_ + kChunkLeaves - 1) / kChunkLeaves * kChunkLeaves);
  batch.put(Column::meta, view_of(kBeginKey),
            codec::Writer().number(begin_).number(first_block_).view());
}

Result<History::Beginning> History::beginning_at(Version version) const {
  if (version.value() >= size()) return no_version(version);
  const std::uint64_t chunks = version.value() / kChunkLeaves;
  Beginning out;
  {
    const std::shared_lock lock(mutex_);
    if (chunks > 0) {
      out.chunks.assign(levels_[0].begin(),
                        levels_[0].begin() + static_cast<std::ptrdiff_t>(chunks));
    }
  }
  PP_TRY(out.tail, read_leaves(chunks * kChunkLeaves, version.value()));
  return out;
}

void History::note_transactions(const execution::ExecutedBlock& block) {
  const std::unique_lock lock(mutex_);
  for (std::size_t i = 0; i < block.kept.size(); ++i) {
    recent_.emplace(prefix_of(block.kept[i].receipt.transaction_id),
                    Version(block.first_version.value() + i));
  }
}

void History::put_transactions(Table& table) const {
  std::vector<std::pair<IdPrefix, Version>> sorted(recent_.begin(), recent_.end());
  std::ranges::sort(sorted);
  for (const auto& [prefix, version] : sorted) {
    table.put(prefix.view(), number_key(version.value()));
  }
}

void History::forget_transactions() {
  const std::unique_lock lock(mutex_);
  recent_.clear();
}

std::uint64_t History::size() const {
  const std::shared_lock lock(mutex_);
  return size_;
}

Result<StoredBlock> History::read_header(Version first_version) const {
  PP_TRY(const auto value, database_.get(Column::ledger_blocks, header_key(first_version)));
  if (!value) {
    return damaged("Column ledger_blocks lacks the header of the block at version " +
                   to_string(first_version) + ".");
  }
  PP_TRY(StoredBlock block, decode_stored_block(*value));
  if (block.first_version != first_version) {
    return damaged("The header at version " + to_string(first_version) +
                   " in column ledger_blocks is another block's.");
  }
  return block;
}

Result<std::optional<History::Found>> History::read_at(Version version) const {
  PP_TRY(auto entry, database_.find_at_or_before(Column::ledger_blocks, last_key_at(version)));
  if (!entry) return std::nullopt;
  Found found;
  if (is_header_key(entry->key)) {
    PP_TRY(found.block, decode_stored_block(entry->value));
  } else {
    found.segment_bytes = std::move(entry->value);
    PP_TRY(found.segment, decode_segment(found.segment_bytes));
    PP_TRY(found.block, read_header(found.segment->block_first_version));
  }
  return found;
}

Result<History::Found> History::find(Version version) const {
  if (version.value() >= size()) return no_version(version);
  if (version < begin()) return pruned(version);
  auto found = read_found(version);
  // It may have been pruned while we looked.
  if (!found && version < begin()) return pruned(version);
  return found;
}

Result<History::Found> History::read_found(Version version) const {
  PP_TRY(auto found, read_at(version));
  const bool held = found && found->block.first_version <= version &&
                    (version == found->block.ledger_info.version ||
                     (found->segment && version.value() - found->segment->first_version.value() <
                                            found->segment->items.size()));
  if (!held) return damaged("Column ledger_blocks lacks version " + to_string(version) + ".");
  return std::move(*found);
}

Result<StoredBlock> History::block_of(Version version) const {
  PP_TRY(Found found, find(version));
  return std::move(found.block);
}

Result<StoredBlock> History::newest() const {
  const std::uint64_t count = size();
  CHECK(count > 0);
  return block_of(Version(count - 1));
}

Result<StoredBlock> History::read_indexed(ByteView value) const {
  if (const auto version = version_in(value)) return block_of(*version);
  PP_TRY(StoredBlock block, decode_stored_block(value));
  if (block.is_suffix()) return block;
  return damaged("Column block_index holds a block that has versions of its own.");
}

Result<StoredBlock> History::ending_at(const StoredBlock& block, Height height) const {
  if (height == block.context.height) return block;
  auto last = block_at(height);
  if (!last && last.error().code == "not_found") {
    return damaged("Column block_index lacks height " + to_string(height) + ".");
  }
  if (last && (!last->is_suffix() || last->ledger_info.version != block.ledger_info.version)) {
    return damaged("The block at height " + to_string(height) + " does not end the epoch.");
  }
  return last;
}

Result<StoredBlock> History::block_at(Height height) const {
  PP_TRY(const auto value, database_.get(Column::block_index, height_key(height)));
  if (!value) {
    PP_TRY(const StoredBlock last, newest());
    if (height > last.context.height || begin() == Version(0)) {
      return fail("not_found", "No final block at height " + to_string(height) + " yet.");
    }
    return fail("pruned", "Height " + to_string(height) + " is older than what this node keeps.");
  }
  PP_TRY(StoredBlock block, read_indexed(*value));
  if (block.context.height != height) {
    return damaged("Column block_index names another block for height " + to_string(height) + ".");
  }
  return block;
}

Result<StoredBlock> History::block_by_id(const BlockId& id) const {
  PP_TRY(const auto value, database_.get(Column::block_index, id_key(id)));
  if (!value) return fail("not_found", "No final block " + id.hex() + ".");
  PP_TRY(StoredBlock block, read_indexed(*value));
  if (block.context.id != id) {
    return damaged("Column block_index names another block for " + id.hex() + ".");
  }
  return block;
}

Result<StoredTransaction> History::transaction_at(Version version) const {
  PP_TRY(Found found, find(version));
  if (version == found.block.ledger_info.version) {
    return fail("not_found", "Version " + to_string(version) + " is the end of a block.");
  }
  const Segment::Item& item =
      found.segment->items[version.value() - found.segment->first_version.value()];
  const auto receipt = codec::decode_receipt(item.receipt);
  if (!receipt ||
      (item.batch >= found.block.batches.size() && item.batch != execution::kSweepBatch) ||
      codec::transaction_leaf(receipt->transaction_id, codec::hash_of(*receipt)) !=
          item.leaf_hash) {
    return damaged("The receipt of version " + to_string(version) +
                   " in column ledger_blocks is damaged.");
  }
  return StoredTransaction{.version = version,
                           .batch = item.batch,
                           .index = item.index,
                           .leaf_hash = item.leaf_hash,
                           .receipt = *receipt,
                           .block = std::move(found.block)};
}

Result<std::optional<Version>> History::find_version(const IdPrefix& prefix) const {
  {
    const std::shared_lock lock(mutex_);
    if (const auto at = recent_.find(prefix); at != recent_.end()) return at->second;
  }
  PP_TRY(const auto value, database_.get(Column::transactions, prefix.view()));
  if (!value) return std::nullopt;
  const auto version = version_in(*value);
  if (!version) return damaged("Column transactions is wrong for " + prefix.hex() + ".");
  return version;
}

Result<StoredTransaction> History::transaction_by_id(const TransactionId& id) const {
  PP_TRY(const auto version, find_version(prefix_of(id)));
  if (version) {
    PP_TRY(StoredTransaction transaction, transaction_at(*version));
    if (transaction.receipt.transaction_id == id) return transaction;
  }
  return fail("not_found", "No final transaction " + id.hex() + ".");
}

Version History::begin() const {
  const std::shared_lock lock(mutex_);
  return begin_;
}

void History::publish(const Pruned& pruned) {
  const std::unique_lock lock(mutex_);
  begin_ = pruned.begin;
  first_block_ = pruned.first_block;
  leaf_trees_.forget_before(begin_.value() / kChunkLeaves);
}

/// The oldest blocks, as far as they may go.
Result<std::vector<StoredBlock>> History::read_prunable(TimestampUs before,
                                                        Version keep_from) const {
  std::vector<StoredBlock> blocks;
  PP_TRY(StoredBlock block, read_header(first_block_));
  while (blocks.size() < kPruneBlocksMax && block.context.timestamp < before &&
         block.ledger_info.version < keep_from) {
    blocks.push_back(block);
    PP_TRY(block, read_header(block.ledger_info.version.next()));
  }
  const std::uint64_t stays = block.first_version.value() / kChunkLeaves * kChunkLeaves;
  while (!blocks.empty() && blocks.back().ledger_info.version.value() >= stays) blocks.pop_back();
  return blocks;
}

Result<void> History::remove_block(WriteBatch& batch, const StoredBlock& block) const {
  batch.remove(Column::ledger_blocks, header_key(block.first_version));
  batch.remove(Column::block_index, height_key(block.context.height));
  batch.remove(Column::block_index, id_key(block.context.id));
  Version version = block.first_version;
  while (version < block.ledger_info.version) {
    PP_TRY(const auto found, read_at(version));
    if (!found || !found->segment || found->segment->items.empty()) {
      return damaged("Column ledger_blocks lacks version " + to_string(version) + ".");
    }
    batch.remove(Column::ledger_blocks, segment_key(version));
    for (const Segment::Item& item : found->segment->items) {
      const auto receipt = codec::decode_receipt(item.receipt);
      if (!receipt) return damaged("A receipt after " + to_string(version) + " is damaged.");
      batch.remove(Column::transactions, prefix_of(receipt->transaction_id).view());
    }
    version = Version(version.value() + found->segment->items.size());
  }
  return {};
}

/// The blocks without versions from behind the last of `heights` up to the next one with some.
Result<void> History::remove_suffix(WriteBatch& batch, Height next,
                                    std::vector<Height>& heights) const {
  for (Height height = heights.back().next(); height < next; height = height.next()) {
    const auto block = block_at(height);
    // Heights may have no block of their own where an epoch began.
    if (!block && block.error().code != "corrupt_store") continue;
    if (!block) return std::unexpected(block.error());
    batch.remove(Column::block_index, height_key(height));
    batch.remove(Column::block_index, id_key(block->context.id));
    heights.push_back(height);
  }
  return {};
}

Result<History::Pruned> History::prune(WriteBatch& batch, TimestampUs before,
                                       Version keep_from) const {
  Pruned out{.begin = begin(), .first_block = first_block_, .batches = {}, .heights = {}};
  PP_TRY(const auto blocks, read_prunable(before, keep_from));
  if (blocks.empty()) return out;
  for (const StoredBlock& block : blocks) {
    PP_CHECKED(remove_block(batch, block));
    out.batches.insert(out.batches.end(), block.batches.begin(), block.batches.end());
    out.heights.push_back(block.context.height);
    PP_TRY(const StoredBlock next, read_header(block.ledger_info.version.next()));
    PP_CHECKED(remove_suffix(batch, next.context.height, out.heights));
  }
  out.first_block = blocks.back().ledger_info.version.next();
  const std::uint64_t chunks = (out.first_block.value() + kChunkLeaves - 1) / kChunkLeaves;
  out.begin = Version(chunks * kChunkLeaves);
  batch.put(Column::meta, view_of(kBeginKey),
            codec::Writer().number(out.begin).number(out.first_block).view());
  return out;
}

Result<std::vector<Hash>> History::read_leaves(std::uint64_t first, std::uint64_t end) const {
  std::vector<Hash> leaves;
  leaves.reserve(end - first);
  while (first + leaves.size() < end) {
    const Version version(first + leaves.size());
    PP_TRY(const Found found, find(version));
    if (version == found.block.ledger_info.version) {
      leaves.push_back(found.block.leaf_hash);
      continue;
    }
    const std::uint64_t begin = found.segment->first_version.value();
    for (std::uint64_t i = version.value() - begin;
         i < found.segment->items.size() && begin + i < end; ++i) {
      leaves.push_back(found.segment->items[i].leaf_hash);
    }
  }
  return leaves;
}

state::SubtreeHash History::subtree_reader() const {
  // The one asked for last: a path asks for several subtrees of one chunk.
  struct Last {
    std::uint64_t chunk = UINT64_MAX;
    std::shared_ptr<const LeafTree> tree;
  };
  return
      [this, last = std::make_shared<Last>()](unsigned level, std::uint64_t index) -> Result<Hash> {
        if (level >= kChunkLevel) {
          const unsigned above = level - kChunkLevel;
          const std::shared_lock lock(mutex_);
          CHECK(above < levels_.size() && index < levels_[above].size());
          return levels_[above][index];
        }
        const std::uint64_t chunk = index >> (kChunkLevel - level);
        const std::uint64_t inside = index - (chunk << (kChunkLevel - level));
        if (last->chunk != chunk) {
          {
            const std::shared_lock lock(mutex_);
            if (chunk == size_ / kChunkLeaves) return tail_.node(level, inside);
          }
          PP_TRY(last->tree, leaf_tree(chunk));
          last->chunk = chunk;
        }
        return last->tree->node(level, inside);
      };
}

Result<std::shared_ptr<const LeafTree>> History::leaf_tree(std::uint64_t chunk) const {
  if (auto known = leaf_trees_.find(chunk)) return known;
  PP_TRY(const auto leaves, read_leaves(chunk * kChunkLeaves, (chunk + 1) * kChunkLeaves));
  auto tree = std::make_shared<const LeafTree>(leaves);
  leaf_trees_.add(chunk, tree);
  return tree;
}

Result<std::vector<Hash>> History::prove_inclusion(Version version, std::uint64_t size) const {
  if (version.value() >= size || size > this->size()) return no_version(version);
  return state::prove_inclusion(version.value(), size, subtree_reader());
}

Result<std::vector<Hash>> History::prove_consistency(std::uint64_t first,
                                                     std::uint64_t size) const {
  if (first == 0 || first > size || size > this->size()) return no_version(Version(size));
  return state::prove_consistency(first, size, subtree_reader());
}

Result<state::Accumulator> History::accumulator_at(std::uint64_t size) const {
  CHECK(size <= this->size());
  const state::SubtreeHash subtree = subtree_reader();
  std::vector<Hash> peaks;
  for (unsigned level = 64; level-- > 0;) {
    if ((size >> level & 1) == 0) continue;
    PP_TRY(const Hash peak, subtree(level, (size >> level) - 1));
    peaks.push_back(peak);
  }
  auto accumulator = state::Accumulator::restore(size, std::move(peaks));
  CHECK(accumulator);
  return std::move(*accumulator);
}

}  // namespace pennypost::store
