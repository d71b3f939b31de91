#pragma once

#include <functional>

#include "consensus/core/safety_data.h"
#include "consensus/types/messages.h"
#include "ledger/crypto/ed25519.h"

// Protobuf <-> consensus messages, blocks, batches and the safety record. Everything is parsed
// strictly (wire::parse_strict) and within the limits of consensus/types.
namespace pennypost::wire {

/// The payload of one frame.
Bytes encode(const consensus::Message& message);

/// Turns the bytes of a batch into checked transactions; the costly part, so callers may share its
/// work or look it up. `unchecked_batch` below does no signature check.
using BatchReader = std::function<Result<std::shared_ptr<const consensus::Batch>>(ByteView)>;

/// Errors: `malformed`, or whatever `read_batch` says of a batch inside.
Result<consensus::Message> decode_message(ByteView bytes, const BatchReader& read_batch);
/// The same with another reader for the batches inside a block response.
Result<consensus::Message> decode_message(ByteView bytes, const BatchReader& read_batch,
                                          const BatchReader& read_in_response);

/// A client wants a certified time: passed on among hosts.
Bytes encode_tick_request();
bool is_tick_request(ByteView bytes);

Bytes encode(const consensus::Block& block);
Bytes encode(const consensus::SafetyData& data);
/// Errors: `malformed`.
Result<consensus::Block> decode_block(ByteView bytes);
Result<consensus::SafetyData> decode_safety_data(ByteView bytes);

/// What a batch is made of.
struct BatchDraft {
  Epoch epoch;
  consensus::ValidatorIndex author = 0;
  std::uint64_t sequence = 0;
  TimestampUs expiry;
};
/// A transaction or an envelope in both forms: as submitted, and checked.
struct PendingTransaction {
  Bytes bytes;
  Transaction transaction;             // of an envelope, the first item
  std::vector<Transaction> rest = {};  // the other items, in order

  std::size_t size() const { return 1 + rest.size(); }
};
/// What wire::check_submission gave, which is not empty (CHECK).
PendingTransaction pending_of(Bytes bytes, std::vector<Transaction> transactions);
std::shared_ptr<const consensus::Batch> make_batch(const BatchDraft& draft,
                                                   std::vector<PendingTransaction> transactions);

/// Parses a batch and checks every transaction in it with `check` (wire::check_submission with
/// crypto::verify for what arrives; with a predicate that accepts for what this node checked before
/// it stored it). One failure makes the batch invalid. Errors: `malformed`, `too_large`, or the
/// transaction's.
Result<std::shared_ptr<const consensus::Batch>> read_batch(ByteView bytes, ChainId chain,
                                                           const crypto::Verify& verify);

/// The same where the caller has batch_digest(bytes) already.
Result<std::shared_ptr<const consensus::Batch>> read_hashed_batch(ByteView bytes,
                                                                  const BatchDigest& digest,
                                                                  ChainId chain,
                                                                  const crypto::Verify& verify);

/// H("pennypost/batch/1" ‖ bytes).
BatchDigest batch_digest(ByteView bytes);

/// The submitted bytes of transaction `index` in a batch: an item's are its envelope's. Errors:
/// `malformed`.
Result<Bytes> transaction_in_batch(ByteView batch_bytes, std::uint32_t index);
/// What a batch that this node checked before is made of.
std::vector<PendingTransaction> submissions_in(const consensus::Batch& batch);

}  // namespace pennypost::wire
