#include "consensus/store/block_store.h"

#include <algorithm>

#include "consensus/core/batches.h"
#include "consensus/wire/consensus_wire.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/store/environment.h"

namespace pennypost::store {
namespace {

using consensus::Batch;
using consensus::BatchReference;
using consensus::Block;

// Keys: blocks = height ‖ id; chain = height ‖ what; held_batches = expiry ‖ digest.
constexpr std::uint8_t kBlockMark = 0;
constexpr std::uint8_t kCertificateMark = 1;

Bytes block_key(const Block& block) {
  return codec::Writer().number(block.height).fixed(block.id).take();
}
Bytes chain_key(Height height, std::uint8_t what) {
  return codec::Writer().number(height).u8(what).take();
}
Bytes held_key(TimestampUs expiry, const BatchDigest& digest) {
  return codec::Writer().number(expiry).fixed(digest).take();
}
template <class Number>
Bytes first_key(Number number) {
  return codec::Writer().number(number).take();
}

bool accept(const PublicKey&, ByteView, const Signature&) {
  return true;
}

std::unexpected<Error> damaged(const std::string& what) {
  return fail("corrupt_store", what);
}

struct HeldBatch {
  TimestampUs expiry;
  BatchDigest digest;
};

constexpr std::uint64_t kDropIntervalUs = 1'000'000;

/// The batches held with an expiry of at least `from`, while `visit` says so.
Result<void> scan_held(const Database& database, TimestampUs from,
                       const std::function<bool(const HeldBatch&)>& visit) {
  bool good = true;
  PP_CHECKED(database.scan(Column::held_batches, first_key(from), [&](ByteView key, ByteView) {
    codec::Reader in(key);
    HeldBatch held;
    held.expiry = in.number<TimestampUs>();
    held.digest = in.fixed<BatchDigest>();
    good = in.done();
    return good && visit(held);
  }));
  return good ? Result<void>{} : damaged("A key in column held_batches is not one.");
}

}  // namespace

BatchFormat batch_format(ChainId chain) {
  return {.transactions =
              [chain](ByteView bytes) -> Result<std::shared_ptr<const execution::Transactions>> {
            PP_TRY(const auto batch, wire::read_batch(bytes, chain, accept));
            return batch->transactions;
          },
          .signed_transaction = wire::transaction_in_batch};
}

BlockStore::BlockStore(const Database& database, const LedgerStore& ledger)
    : database_(database),
      ledger_(ledger),
      safety_(database),
      final_time_(ledger.latest_ledger_info().timestamp) {}

// --- Writing ------------------------------------------------------------------------------------

void BlockStore::put(WriteBatch& batch, const consensus::Persist& persist) {
  if (persist.safety) safety_.put(batch, *persist.safety);
  for (const Block& block : persist.blocks) {
    batch.put(Column::blocks, block_key(block), wire::encode(block));
  }
  for (const auto& held : persist.batches) {
    // Where it is stored already it is held, or final: then it must never count as held again,
    // since what is held is dropped one day.
    const auto stored = ledger_.batch(held->digest);
    if (!stored) stop_process(stored.error().message);
    if (*stored) continue;
    LedgerStore::put_batch(batch, held->digest, held->bytes);
    batch.put(Column::held_batches, held_key(held->expiry, held->digest), {});
  }
}

void BlockStore::put_final(WriteBatch& batch, const consensus::Finalize& effect) {
  CHECK(!effect.blocks.empty());
  const Height final_height = effect.blocks.back().height;
  for (const Block& block : effect.blocks) {
    batch.put(Column::chain, chain_key(block.height, kBlockMark), wire::encode(block));
    for (const BatchReference& reference : block.batches) {
      CHECK(reference.expiry > block.timestamp);
      batch.remove(Column::held_batches, held_key(reference.expiry, reference.digest));
    }
  }
  batch.put(Column::chain, chain_key(final_height, kCertificateMark),
            codec::encode(effect.certificate));
  drop_blocks(batch, final_height);
  drop_batches(batch);
  final_time_ = effect.certificate.ledger_info.timestamp;
}

void BlockStore::put_pruned(WriteBatch& batch, const std::vector<Height>& heights) {
  for (const Height height : heights) {
    batch.remove(Column::chain, chain_key(height, kBlockMark));
    batch.remove(Column::chain, chain_key(height, kCertificateMark));
  }
}

void BlockStore::put_imported(WriteBatch& batch, const Block& block,
                              const std::vector<std::shared_ptr<const Batch>>& batches) {
  batch.put(Column::chain, chain_key(block.height, kBlockMark), wire::encode(block));
  for (const auto& each : batches) LedgerStore::put_batch(batch, each->digest, each->bytes);
}

void BlockStore::put_certificate(WriteBatch& batch, const OrderedCertificate& certificate) {
  batch.put(Column::chain, chain_key(certificate.ledger_info.height, kCertificateMark),
            codec::encode(certificate));
}

/// Blocks up to the final height are in the chain now, or on forks that are over.
void BlockStore::drop_blocks(WriteBatch& batch, Height final_height) {
  const auto dropped = database_.scan(Column::blocks, first_key(blocks_dropped_.next()),
                                      [&](ByteView key, ByteView) {
                                        codec::Reader in(key);
                                        if (in.number<Height>() > final_height) return false;
                                        batch.remove(Column::blocks, key);
                                        return true;
                                      });
  if (!dropped) stop_process(dropped.error().message);
  blocks_dropped_ = final_height;
}

/// A batch is named only by blocks below its expiry. So one that expired at the time of the final
/// block of the write before this, and is still held, is in no final block and never will be. Once
/// a second: the scan passes what was removed since the last flush.
void BlockStore::drop_batches(WriteBatch& batch) {
  if (us_between(batches_dropped_, final_time_) < kDropIntervalUs) return;
  const auto scanned = scan_held(database_, batches_dropped_, [&](const HeldBatch& held) {
    if (held.expiry > final_time_) return false;
    LedgerStore::remove_batch(batch, held.digest);
    batch.remove(Column::held_batches, held_key(held.expiry, held.digest));
    return true;
  });
  if (!scanned) stop_process(scanned.error().message);
  batches_dropped_ = final_time_;
}

// --- Start-up -----------------------------------------------------------------------------------

Result<consensus::Recovered> BlockStore::recover(ChainId chain) const {
  consensus::Recovered out;
  PP_TRY(out.safety, safety_.load());
  if (const auto certificate = ledger_.latest_certificate()) out.final_certificate = *certificate;
  PP_TRY(out.blocks, read_blocks());
  PP_TRY(out.batches, read_batches(chain));
  PP_TRY(out.named, read_named());
  PP_TRY(out.turns, read_turns());
  return out;
}

Result<std::vector<Block>> BlockStore::read_blocks() const {
  std::vector<Block> blocks;
  bool good = true;
  const Height above = ledger_.latest_ledger_info().height.next();
  PP_CHECKED(database_.scan(Column::blocks, first_key(above), [&](ByteView, ByteView value) {
    auto block = wire::decode_block(value);
    good = block.has_value();
    if (good) blocks.push_back(std::move(*block));
    return good;
  }));
  if (!good) return damaged("A block in column blocks does not decode.");
  return blocks;
}

Result<std::vector<std::shared_ptr<const Batch>>> BlockStore::read_batches(ChainId chain) const {
  std::vector<BatchDigest> digests;
  PP_CHECKED(
      scan_held(database_, final_time_.plus(1).value_or(final_time_), [&](const HeldBatch& held) {
        digests.push_back(held.digest);
        return true;
      }));
  std::vector<std::shared_ptr<const Batch>> batches;
  for (const BatchDigest& digest : digests) {
    PP_TRY(const auto bytes, ledger_.batch(digest));
    if (!bytes) return damaged("Column batches lacks batch " + digest.hex() + ".");
    auto batch = wire::read_batch(*bytes, chain, accept);
    if (!batch || (*batch)->digest != digest) {
      return damaged("Batch " + digest.hex() + " in column batches is damaged.");
    }
    batches.push_back(std::move(*batch));
  }
  return batches;
}

/// The references in final blocks that have not expired yet at the newest one.
Result<std::map<BatchDigest, TimestampUs>> BlockStore::read_named() const {
  std::map<BatchDigest, TimestampUs> named;
  const LedgerInfo newest = ledger_.latest_ledger_info();
  for (Height height = newest.height; height > Height(0); height = *height.minus(1)) {
    PP_TRY(const auto block, find_final(height));
    if (!block) return damaged("Column chain lacks height " + to_string(height) + ".");
    if (block->timestamp + consensus::kExpiryAheadUsMax <= newest.timestamp) break;
    for (const BatchReference& reference : block->batches) {
      if (reference.expiry > newest.timestamp) named[reference.digest] = reference.expiry;
    }
  }
  return named;
}

/// C8: of the newest final blocks of the newest one's epoch.
Result<std::vector<consensus::Turn>> BlockStore::read_turns() const {
  std::vector<consensus::Turn> turns;
  const LedgerInfo newest = ledger_.latest_ledger_info();
  Height height = newest.height;
  while (turns.size() < consensus::kTurnsMax && height > Height(0)) {
    PP_TRY(const auto block, find_final(height));
    if (!block || block->epoch != newest.epoch) break;
    turns.push_back(consensus::turn_of(*block));
    height = *height.minus(1);
  }
  std::ranges::reverse(turns);
  return turns;
}

// --- Serving ------------------------------------------------------------------------------------

Result<std::optional<Block>> BlockStore::find_final(Height height) const {
  PP_TRY(const auto value, database_.get(Column::chain, chain_key(height, kBlockMark)));
  if (!value) return std::nullopt;
  auto block = wire::decode_block(*value);
  if (block && block->height == height) return std::move(*block);
  return damaged("The block at height " + to_string(height) + " in column chain is damaged.");
}

Result<Block> BlockStore::final_block(Height height) const {
  PP_TRY(auto block, find_final(height));
  if (!block) return fail("not_found", "No final block at height " + to_string(height) + " yet.");
  return std::move(*block);
}

Result<std::optional<OrderedCertificate>> BlockStore::certificate(Height height) const {
  PP_TRY(const auto value, database_.get(Column::chain, chain_key(height, kCertificateMark)));
  if (!value) return std::nullopt;
  auto certificate = codec::decode_ordered_certificate(*value);
  if (certificate) return std::move(*certificate);
  return damaged("The certificate of height " + to_string(height) +
                 " in column chain does not decode.");
}

/// Only what the wire needs: bytes, whose transactions were checked before they were stored.
Result<std::vector<std::shared_ptr<const Batch>>> BlockStore::batches_of(const Block& block) const {
  std::vector<std::shared_ptr<const Batch>> batches;
  for (const BatchReference& reference : block.batches) {
    PP_TRY(auto bytes, ledger_.batch(reference.digest));
    if (!bytes) return damaged("Column batches lacks batch " + reference.digest.hex() + ".");
    auto batch = std::make_shared<Batch>();
    batch->digest = reference.digest;
    batch->author = reference.author;
    batch->sequence = reference.sequence;
    batch->expiry = reference.expiry;
    batch->bytes = std::move(*bytes);
    batches.push_back(std::move(batch));
  }
  return batches;
}

namespace {

/// F4: what stands behind the certificate comes with the next response, and proven.
void end_where_proven(consensus::BlockResponse& response) {
  while (response.blocks.back().id != response.ordered->ledger_info.block_id) {
    response.batches.resize(response.batches.size() - response.blocks.back().batches.size());
    response.blocks.pop_back();
  }
}

}  // namespace

Result<consensus::BlockResponse> BlockStore::respond(const consensus::ServeBlocks& request) const {
  consensus::BlockResponse response;
  const std::uint64_t bytes_max =
      std::min<std::uint64_t>(request.request.bytes, consensus::kRequestBytesMax);
  std::size_t bytes = 0;
  const auto add = [&](const Block& block) -> Result<bool> {
    PP_TRY(auto batches, batches_of(block));
    bytes += wire::encode(block).size();
    for (const auto& batch : batches) bytes += batch->bytes.size();
    // F4: up to the first certificate, if it is not too far.
    const std::uint64_t most = response.ordered ? bytes_max : 2 * bytes_max;
    const bool fits = response.blocks.size() < consensus::kResponseBlocksMax && bytes <= most;
    if (!fits && !response.blocks.empty()) {
      if (response.ordered) {
        end_where_proven(response);
      } else if (response.blocks.size() < consensus::kResponseBlocksMax) {
        response.blocks.push_back(block);  // alone, for its QC (F2)
      }
      return false;
    }
    response.blocks.push_back(block);
    response.batches.insert(response.batches.end(), batches.begin(), batches.end());
    return true;
  };

  for (Height height = request.request.from_height;; height = height.next()) {
    PP_TRY(const auto block, find_final(height));
    if (!block) break;
    // C9: who is in an epoch takes no block of another.
    if (!response.blocks.empty() && block->epoch != response.blocks.back().epoch) break;
    PP_TRY(const bool added, add(*block));
    if (!added) return response;
    PP_TRY(auto proof, certificate(height));
    if (proof) response.ordered = std::move(proof);
  }
  // The store may be a little behind the core, or ahead of it: the suffix has to follow.
  for (const Block& block : request.suffix) {
    const bool follows = response.blocks.empty() ? block.height == request.request.from_height
                                                 : block.parent_id() == response.blocks.back().id;
    if (!follows) continue;
    PP_TRY(const bool added, add(block));
    if (!added) break;
  }
  return response;
}

}  // namespace pennypost::store
