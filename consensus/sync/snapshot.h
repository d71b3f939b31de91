#pragma once

#include <map>
#include <memory>

#include "consensus/core/verify.h"
#include "ledger/state/accumulator.h"
#include "ledger/state/state_parts.h"

// A snapshot: the state behind one final block, and enough of the history before it to go on from
// there. Nothing in it is believed before it was checked against an ordered certificate. Pure.
namespace pennypost::sync {

/// What a peer offers. The certificate is of the block that the state stands behind.
struct Manifest {
  OrderedCertificate certificate;
  unsigned depth = 0;              // of the cut
  std::vector<state::Part> parts;  // 2^depth
  Height first_block;              // where the history that it can give begins

  const LedgerInfo& anchor() const { return certificate.ledger_info; }
};
/// Errors: `wrong_epoch`, `invalid_certificate`, `invalid_proof` where the parts do not make up the
/// certified state root.
Result<void> verify_manifest(const consensus::EpochContext& epoch, const Manifest& manifest,
                             const crypto::Verify& verify);
/// The entries of one part, out of the bytes that a peer sent. Errors: `malformed`,
/// `invalid_proof`.
Result<std::vector<state::KeyedEntry>> read_part(const state::Part& part, unsigned depth,
                                                 ByteView bytes);

/// The accumulator at the first block of the history: the roots of its complete subtrees of 256
/// leaves, and the leaves behind them.
struct HistoryStart {
  std::vector<Hash> subtrees;
  std::vector<Hash> tail;  // fewer than 256

  std::uint64_t size() const;
  state::Accumulator accumulator() const;
};
inline constexpr std::uint64_t kSubtreeLeaves = 256;

/// A final block as it travels: with what was kept of it, and its batches.
struct HistoryBlock {
  consensus::Block block;
  Hash state_root;
  execution::KeptTransactions kept;
  std::vector<std::shared_ptr<const consensus::Batch>> batches;  // in the block's order
};

/// How the epochs before the anchor's ended, verified, by epoch.
using EpochEnds = std::map<Epoch, consensus::EpochEnd>;

/// Rebuilds a piece of history, block by block, up to the anchor. Only `finish` says that all of it
/// is true: until then what `add` gave is a peer's word.
class HistoryCheck {
 public:
  HistoryCheck(ChainId chain, LedgerInfo anchor, const HistoryStart& start, EpochEnds ends = {});

  /// The next block, as execution left it, but for what it changed. Errors: `malformed`.
  Result<std::shared_ptr<const execution::ExecutedBlock>> add(const HistoryBlock& block);
  Height next_height() const { return height_; }
  bool complete() const { return last_id_ == anchor_.block_id; }

  /// The nonces that live at the anchor. Every transaction that may have left one is in the
  /// accumulator since the first block, and was seen. Errors: `invalid_proof`.
  Result<std::vector<state::LiveNonce>> finish() const;

 private:
  Result<void> check_link(const consensus::Block& block) const;
  void end_epoch(execution::ExecutedBlock& block);
  Result<void> note_nonces(const HistoryBlock& block);

  ChainId chain_;
  LedgerInfo anchor_;
  state::Accumulator accumulator_;
  std::optional<TimestampUs> first_time_;
  std::uint64_t start_size_;
  bool from_genesis_;
  EpochEnds ends_;
  Height height_;
  Epoch epoch_;  // of the next block
  BlockId last_id_;
  std::vector<state::LiveNonce> nonces_;
};

}  // namespace pennypost::sync
