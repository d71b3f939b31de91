#pragma once

#include <memory>
#include <vector>

#include "ledger/execution/block_execution.h"
#include "ledger/types/ledger_info.h"

namespace pennypost::consensus {

/// A validator's place in the validator set of the epoch.
using ValidatorIndex = std::uint16_t;

inline constexpr std::uint64_t kBatchLifetimeUsMax = 60'000'000;  // of block time
inline constexpr std::size_t kBlockBatchesMax = 256;
inline constexpr std::size_t kBlockTransactionsMax = 32'768;
inline constexpr std::size_t kBlockBytesMax = 8 * 1024 * 1024;  // of its batches
inline constexpr std::size_t kBatchTransactionsMax = 8'192;     // with an envelope's items
inline constexpr std::size_t kBatchBytesMax = 1024 * 1024;

/// Transactions that one validator streams to the others. `bytes` are hashed and stored as they
/// travelled.
struct Batch {
  BatchDigest digest;  // H("pennypost/batch/1" ‖ bytes)
  Epoch epoch;
  ValidatorIndex author = 0;
  std::uint64_t sequence = 0;  // grows with every batch of its author
  TimestampUs expiry;          // no block at or after it may name the batch
  std::shared_ptr<const execution::Transactions> transactions;  // each passed the stateless checks
  Bytes bytes;
  bool hashed = false;  // the digest was made out of the bytes, by consensus/wire
};

/// How a block names a batch.
struct BatchReference {
  ValidatorIndex author = 0;
  std::uint64_t sequence = 0;
  BatchDigest digest;
  TimestampUs expiry;
  std::uint32_t count = 0;  // transactions
  std::uint32_t bytes = 0;
  bool operator==(const BatchReference&) const = default;
};
BatchReference reference_of(const Batch& batch);

/// Votes of a quorum on the executed outcome of one block.
struct QuorumCertificate {
  LedgerInfo ledger_info;
  Round parent_round;
  std::vector<IndexedSignature>
      signatures;  // ascending by validator; none for an epoch's genesis block

  Round round() const { return ledger_info.round; }
  const BlockId& block_id() const { return ledger_info.block_id; }
  bool operator==(const QuorumCertificate&) const = default;
};

/// Timeouts of a quorum: the round is over. Each signer names the round of the highest QC it holds.
struct TimeoutCertificate {
  struct Entry {
    ValidatorIndex validator = 0;
    Round qc_round;
    Signature signature;
    bool operator==(const Entry&) const = default;
  };
  Epoch epoch;
  Round round;
  std::vector<Entry> entries;  // ascending by validator

  Round highest_qc_round() const;
  bool operator==(const TimeoutCertificate&) const = default;
};

struct Block {
  BlockId id;  // H("pennypost/block/1" ‖ chain id ‖ canonical header)
  Epoch epoch;
  Round round;
  Height height;
  ValidatorIndex author = 0;
  TimestampUs timestamp;
  std::vector<BatchReference> batches;
  QuorumCertificate parent_qc;

  const BlockId& parent_id() const { return parent_qc.block_id(); }
  bool operator==(const Block&) const = default;
};

/// The canonical header's hash; `block.id` plays no part.
BlockId block_id(ChainId chain, const Block& block);
execution::BlockContext context_of(const Block& block);

/// C9: how an epoch ended, for somebody who does not execute: `certificate` may be of a block of
/// the suffix, `ending` is the ledger info of the epoch's last block.
struct EpochEnd {
  OrderedCertificate certificate;
  LedgerInfo ending;
  ValidatorSet next;
};

/// C9: the first block of an epoch follows from the ledger info that ended the one before, and the
/// set it names. Round 0; same version, roots and timestamp; no signatures certify it.
LedgerInfo epoch_genesis(const LedgerInfo& ending, const ValidatorSet& validators);
QuorumCertificate genesis_certificate(const LedgerInfo& epoch_genesis);

}  // namespace pennypost::consensus
