#include "ledger/store/records.h"

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"

namespace pennypost::store {
namespace {

constexpr std::uint8_t kHeaderMark = 0;
constexpr std::uint8_t kSegmentMark = 1;
constexpr std::uint8_t kLastMark = 0xff;

Bytes key_of(Version version, std::uint8_t mark) {
  return codec::Writer().number(version).u8(mark).take();
}

void write(codec::Writer& out, const execution::BlockContext& context) {
  out.fixed(context.id).fixed(context.parent).number(context.epoch).number(context.round);
  out.number(context.height).number(context.timestamp);
}

execution::BlockContext read_context(codec::Reader& in) {
  execution::BlockContext context;
  context.id = in.fixed<BlockId>();
  context.parent = in.fixed<BlockId>();
  context.epoch = in.number<Epoch>();
  context.round = in.number<Round>();
  context.height = in.number<Height>();
  context.timestamp = in.number<TimestampUs>();
  return context;
}

}  // namespace

Bytes header_key(Version first_version) {
  return key_of(first_version, kHeaderMark);
}

Bytes segment_key(Version first_of_segment) {
  return key_of(first_of_segment, kSegmentMark);
}

bool is_header_key(ByteView key) {
  return !key.empty() && key.back() == kHeaderMark;
}

Bytes last_key_at(Version version) {
  return key_of(version, kLastMark);
}

Bytes encode(const StoredBlock& block) {
  codec::Writer out;
  write(out, block.context);
  const Bytes info = codec::encode(block.ledger_info);
  out.u32(static_cast<std::uint32_t>(info.size())).raw(info);
  out.number(block.first_version).fixed(block.leaf_hash);
  out.u32(static_cast<std::uint32_t>(block.batches.size()));
  for (const BatchDigest& digest : block.batches) out.fixed(digest);
  return out.take();
}

Result<StoredBlock> decode_stored_block(ByteView bytes) {
  codec::Reader in(bytes);
  StoredBlock block;
  block.context = read_context(in);
  const ByteView info = in.raw(in.u32());
  block.first_version = in.number<Version>();
  block.leaf_hash = in.fixed<Hash>();
  const std::uint32_t batches = in.u32();
  if (in.left() != std::size_t{batches} * BatchDigest::kSize) in.refuse();
  for (std::uint32_t i = 0; i < batches && in.good(); ++i) {
    block.batches.push_back(in.fixed<BatchDigest>());
  }
  const auto ledger_info = codec::decode_ledger_info(info);
  if (!in.done() || !ledger_info || ledger_info->version.next() < block.first_version) {
    return fail("corrupt_store", "A block's header in column ledger_blocks is not one.");
  }
  block.ledger_info = *ledger_info;
  return block;
}

Bytes encode_segment(const execution::ExecutedBlock& block, std::size_t first, std::size_t last) {
  CHECK(first < last && last <= block.kept.size() && last < block.leaf_hashes.size());
  codec::Writer out;
  out.number(block.first_version).u64(block.first_version.value() + first);
  out.u32(static_cast<std::uint32_t>(last - first));
  for (std::size_t i = first; i < last; ++i) {
    const execution::KeptTransaction& kept = block.kept[i];
    const Bytes receipt = codec::encode(kept.receipt);
    out.u32(kept.batch).u32(kept.index).fixed(block.leaf_hashes[i]);
    out.u32(static_cast<std::uint32_t>(receipt.size())).raw(receipt);
  }
  return out.take();
}

Result<Segment> decode_segment(ByteView bytes) {
  codec::Reader in(bytes);
  Segment segment;
  segment.block_first_version = in.number<Version>();
  segment.first_version = in.number<Version>();
  const std::uint32_t count = in.u32();
  if (count > kSegmentTransactions) in.refuse();
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    Segment::Item item;
    item.batch = in.u32();
    item.index = in.u32();
    item.leaf_hash = in.fixed<Hash>();
    item.receipt = in.raw(in.u32());
    segment.items.push_back(item);
  }
  if (!in.done() || segment.items.empty()) {
    return fail("corrupt_store", "A segment of transactions in column ledger_blocks is not one.");
  }
  return segment;
}

}  // namespace pennypost::store
