#include "consensus/wire/consensus_wire.h"

#include <algorithm>
#include <iterator>

#include "consensus/wire/certificates.h"
#include "ledger/base/check.h"
#include "ledger/crypto/hash.h"
#include "ledger/wire/ledger_wire.h"
#include "ledger/wire/strict_reader.h"
#include "proto/consensus.pb.h"

namespace pennypost::wire {
namespace {

using consensus::Message;
using pennypost::BatchDigest;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

Bytes serialize(const google::protobuf::MessageLite& message) {
  Bytes out(message.ByteSizeLong());
  CHECK(message.SerializeToArray(out.data(), static_cast<int>(out.size())));
  return out;
}

std::string text(ByteView bytes) {
  return std::string(text_of(bytes));
}

void fill(proto::BatchDigests& out, const std::vector<BatchDigest>& digests) {
  for (const BatchDigest& digest : digests) out.add_digests(text(digest.bytes));
}

void fill(proto::BlockResponse& out, const consensus::BlockResponse& response) {
  for (const consensus::Block& block : response.blocks) write(*out.add_blocks(), block);
  for (const auto& batch : response.batches) out.add_batches(text(batch->bytes));
  if (response.ordered) out.set_ordered(text(codec::encode(*response.ordered)));
}

void fill(proto::LinkMessage& out, const Message& message) {
  std::visit(
      Overloaded{
          [&](const consensus::Proposal& m) { write(*out.mutable_proposal(), m); },
          [&](const consensus::Vote& m) { write(*out.mutable_vote(), m); },
          [&](const consensus::OrderVote& m) { write(*out.mutable_order_vote(), m); },
          [&](const consensus::Timeout& m) { write(*out.mutable_timeout(), m); },
          [&](const consensus::SyncInfo& m) { write(*out.mutable_sync_info(), m); },
          [&](const consensus::BatchMessage& m) { out.set_batch(text(m.batch->bytes)); },
          [&](const consensus::BatchAck& m) { fill(*out.mutable_batch_ack(), m.digests); },
          [&](const consensus::BatchRequest& m) { fill(*out.mutable_batch_request(), m.digests); },
          [&](const consensus::BlockRequest& m) {
            out.mutable_block_request()->set_from_height(m.from_height.value());
            out.mutable_block_request()->set_target(text(m.target.bytes));
            out.mutable_block_request()->set_bytes(m.bytes);
          },
          [&](const consensus::BlockResponse& m) { fill(*out.mutable_block_response(), m); },
          [&](const consensus::Ping& m) {
            out.mutable_ping()->set_epoch(m.epoch.value());
            out.mutable_ping()->set_high_qc_round(m.high_qc_round.value());
            out.mutable_ping()->set_final_version(m.final_version.value());
          },
          [&](const consensus::EpochChange& m) {
            out.set_epoch_change(text(codec::encode(m.ending)));
          }},
      message);
}

std::unexpected<Error> malformed(const char* what) {
  return fail("malformed", std::string("This is not a well-formed ") + what + ".");
}

Result<std::vector<BatchDigest>> read_digests(const proto::BatchDigests& in) {
  if (static_cast<std::size_t>(in.digests_size()) > consensus::kDigestsMax) {
    return malformed("list of digests");
  }
  std::vector<BatchDigest> out;
  for (const std::string& bytes : in.digests()) {
    const auto digest = BatchDigest::from(view_of(bytes));
    if (!digest) return malformed("batch digest");
    out.push_back(*digest);
  }
  return out;
}

/// proto Batch, taken apart where it lies (L60).
struct BatchView {
  std::uint64_t epoch = 0;
  std::uint32_t author = 0;
  std::uint64_t sequence = 0;
  std::uint64_t expiry_us = 0;
  std::vector<ByteView> transactions;
};

std::optional<BatchView> view_of_batch(ByteView bytes) {
  StrictReader in(bytes);
  BatchView out;
  out.epoch = in.u64(1);
  out.author = in.u32(2);
  out.sequence = in.u64(3);
  out.expiry_us = in.u64(4);
  while (const auto transaction = in.present_bytes(5)) out.transactions.push_back(*transaction);
  return in.done() ? std::optional(std::move(out)) : std::nullopt;
}

/// The batch of a link message that is one: nearly all bytes of a link are.
std::optional<ByteView> batch_in_link(ByteView message) {
  StrictReader in(message);
  const auto batch = in.present_bytes(proto::LinkMessage::kBatchFieldNumber);
  return in.done() ? batch : std::nullopt;
}

/// The reverse, with one copy of the bytes: what protobuf writes.
Bytes link_of_batch(ByteView batch) {
  Bytes out;
  out.reserve(batch.size() + 8);
  out.push_back(proto::LinkMessage::kBatchFieldNumber << 3 | 2);
  std::size_t size = batch.size();
  for (; size >= 0x80; size >>= 7) out.push_back(static_cast<std::uint8_t>(size | 0x80));
  out.push_back(static_cast<std::uint8_t>(size));
  out.insert(out.end(), batch.begin(), batch.end());
  return out;
}

Result<consensus::BlockResponse> read_response(const proto::BlockResponse& in,
                                               const BatchReader& read_batch) {
  if (static_cast<std::size_t>(in.blocks_size()) > consensus::kResponseBlocksMax) {
    return malformed("block response");
  }
  consensus::BlockResponse out;
  for (const proto::Block& block : in.blocks()) {
    PP_TRY(auto parsed, read(block));
    out.blocks.push_back(std::move(parsed));
  }
  for (const std::string& bytes : in.batches()) {
    PP_TRY(auto batch, read_batch(view_of(bytes)));
    out.batches.push_back(std::move(batch));
  }
  if (!in.ordered().empty()) {
    PP_TRY(out.ordered, codec::decode_ordered_certificate(view_of(in.ordered())));
  }
  return out;
}

Result<consensus::BlockRequest> read_request(const proto::BlockRequest& in) {
  const auto target = BlockId::from(view_of(in.target()));
  if (!target) return malformed("block request");
  return consensus::BlockRequest{
      .from_height = Height(in.from_height()), .target = *target, .bytes = in.bytes()};
}

template <class T>
Result<Message> as_message(Result<T> part) {
  if (!part) return std::unexpected(std::move(part).error());
  return Message(std::move(*part));
}

Result<Message> read_link(const proto::LinkMessage& in, const BatchReader& read_batch) {
  switch (in.message_case()) {
    case proto::LinkMessage::kProposal:
      return as_message(read(in.proposal()));
    case proto::LinkMessage::kVote:
      return as_message(read(in.vote()));
    case proto::LinkMessage::kOrderVote:
      return as_message(read(in.order_vote()));
    case proto::LinkMessage::kTimeout:
      return as_message(read(in.timeout()));
    case proto::LinkMessage::kSyncInfo:
      return as_message(read(in.sync_info()));
    case proto::LinkMessage::kBatch: {
      PP_TRY(auto batch, read_batch(view_of(in.batch())));
      return Message(consensus::BatchMessage{std::move(batch)});
    }
    case proto::LinkMessage::kBatchAck: {
      PP_TRY(auto digests, read_digests(in.batch_ack()));
      return Message(consensus::BatchAck{std::move(digests)});
    }
    case proto::LinkMessage::kBatchRequest: {
      PP_TRY(auto digests, read_digests(in.batch_request()));
      return Message(consensus::BatchRequest{std::move(digests)});
    }
    case proto::LinkMessage::kBlockRequest:
      return as_message(read_request(in.block_request()));
    case proto::LinkMessage::kBlockResponse:
      return as_message(read_response(in.block_response(), read_batch));
    case proto::LinkMessage::kPing:
      return Message(consensus::Ping{.epoch = Epoch(in.ping().epoch()),
                                     .high_qc_round = Round(in.ping().high_qc_round()),
                                     .final_version = Version(in.ping().final_version())});
    case proto::LinkMessage::kEpochChange: {
      PP_TRY(auto ending, codec::decode_ordered_certificate(view_of(in.epoch_change())));
      return Message(consensus::EpochChange{std::move(ending)});
    }
    case proto::LinkMessage::kTickRequest:
    case proto::LinkMessage::kSnapshotRequest:
    case proto::LinkMessage::kSnapshotResponse:
    case proto::LinkMessage::MESSAGE_NOT_SET:
      return malformed("message");
  }
  return malformed("message");
}

}  // namespace

Bytes encode(const Message& message) {
  if (const auto* batch = std::get_if<consensus::BatchMessage>(&message)) {
    return link_of_batch(batch->batch->bytes);
  }
  proto::LinkMessage out;
  fill(out, message);
  return serialize(out);
}

Result<Message> decode_message(ByteView bytes, const BatchReader& read_batch) {
  return decode_message(bytes, read_batch, read_batch);
}

Result<Message> decode_message(ByteView bytes, const BatchReader& read_batch,
                               const BatchReader& read_in_response) {
  if (const auto batch_bytes = batch_in_link(bytes)) {
    PP_TRY(auto batch, read_batch(*batch_bytes));
    return Message(consensus::BatchMessage{std::move(batch)});
  }
  proto::LinkMessage in;
  if (!parse_strict(bytes, in)) return malformed("message");
  return read_link(in, read_in_response);
}

Bytes encode_tick_request() {
  proto::LinkMessage out;
  out.mutable_tick_request();
  return serialize(out);
}

bool is_tick_request(ByteView bytes) {
  static const Bytes expected = encode_tick_request();
  return std::ranges::equal(bytes, expected);
}

Bytes encode(const consensus::Block& block) {
  proto::Block out;
  write(out, block);
  return serialize(out);
}

Result<consensus::Block> decode_block(ByteView bytes) {
  proto::Block in;
  if (!parse_strict(bytes, in)) return malformed("block");
  return read(in);
}

Bytes encode(const consensus::SafetyData& data) {
  proto::SafetyRecord out;
  write(out, data);
  return serialize(out);
}

Result<consensus::SafetyData> decode_safety_data(ByteView bytes) {
  proto::SafetyRecord in;
  if (!parse_strict(bytes, in)) return malformed("safety record");
  return read(in);
}

BatchDigest batch_digest(ByteView bytes) {
  return crypto::as_id<BatchDigest>(crypto::hash("pennypost/batch/1", bytes));
}

std::shared_ptr<const consensus::Batch> make_batch(const BatchDraft& draft,
                                                   std::vector<PendingTransaction> transactions) {
  proto::Batch out;
  out.set_epoch(draft.epoch.value());
  out.set_author(draft.author);
  out.set_sequence(draft.sequence);
  out.set_expiry_us(draft.expiry.value());
  auto parsed = std::make_shared<execution::Transactions>();
  for (PendingTransaction& pending : transactions) {
    out.add_transactions(text(pending.bytes));
    parsed->push_back(std::move(pending.transaction));
    std::ranges::move(pending.rest, std::back_inserter(*parsed));
  }
  auto batch = std::make_shared<consensus::Batch>();
  batch->bytes = serialize(out);
  batch->digest = batch_digest(batch->bytes);
  batch->hashed = true;
  batch->epoch = draft.epoch;
  batch->author = draft.author;
  batch->sequence = draft.sequence;
  batch->expiry = draft.expiry;
  batch->transactions = std::move(parsed);
  return batch;
}

Result<std::shared_ptr<const consensus::Batch>> read_batch(ByteView bytes, ChainId chain,
                                                           const crypto::Verify& verify) {
  if (bytes.size() > consensus::kBatchBytesMax) return fail("too_large", "The batch is too large.");
  return read_hashed_batch(bytes, batch_digest(bytes), chain, verify);
}

Result<std::shared_ptr<const consensus::Batch>> read_hashed_batch(ByteView bytes,
                                                                  const BatchDigest& digest,
                                                                  ChainId chain,
                                                                  const crypto::Verify& verify) {
  if (bytes.size() > consensus::kBatchBytesMax) return fail("too_large", "The batch is too large.");
  const auto in = view_of_batch(bytes);
  if (!in || in->author >= kValidatorsMax || in->transactions.empty() ||
      in->transactions.size() > consensus::kBatchTransactionsMax) {
    return malformed("batch");
  }
  auto transactions = std::make_shared<execution::Transactions>();
  transactions->reserve(in->transactions.size());
  for (const ByteView signed_transaction : in->transactions) {
    PP_CHECKED(check_submission(signed_transaction, chain, verify, *transactions));
    if (transactions->size() > consensus::kBatchTransactionsMax) return malformed("batch");
  }
  auto batch = std::make_shared<consensus::Batch>();
  batch->digest = digest;
  batch->hashed = true;
  batch->epoch = Epoch(in->epoch);
  batch->author = static_cast<consensus::ValidatorIndex>(in->author);
  batch->sequence = in->sequence;
  batch->expiry = TimestampUs(in->expiry_us);
  batch->transactions = std::move(transactions);
  batch->bytes = bytes_of(bytes);
  return batch;
}

Result<Bytes> transaction_in_batch(ByteView batch_bytes, std::uint32_t index) {
  const auto in = view_of_batch(batch_bytes);
  if (!in) return malformed("batch");
  std::size_t before = 0;
  for (const ByteView submitted : in->transactions) {
    PP_TRY(const std::size_t size, submission_size(submitted));
    if (index < before + size) return bytes_of(submitted);
    before += size;
  }
  return malformed("batch");
}

PendingTransaction pending_of(Bytes bytes, std::vector<Transaction> transactions) {
  CHECK(!transactions.empty());
  PendingTransaction out{.bytes = std::move(bytes), .transaction = std::move(transactions.front())};
  out.rest.assign(std::make_move_iterator(transactions.begin() + 1),
                  std::make_move_iterator(transactions.end()));
  return out;
}

std::vector<PendingTransaction> submissions_in(const consensus::Batch& batch) {
  const auto in = view_of_batch(batch.bytes);
  CHECK(in);
  std::vector<PendingTransaction> out;
  auto next = batch.transactions->begin();
  for (const ByteView submitted : in->transactions) {
    const auto size = submission_size(submitted);
    CHECK(size && *size <= static_cast<std::size_t>(batch.transactions->end() - next));
    const auto end = next + static_cast<std::ptrdiff_t>(*size);
    out.push_back(pending_of(bytes_of(submitted), {next, end}));
    next = end;
  }
  return out;
}

}  // namespace pennypost::wire
