#pragma once

#include "consensus/core/consensus.h"
#include "consensus/store/safety_store.h"
#include "ledger/store/ledger_store.h"

namespace pennypost::store {

/// How the ledger's store reads batches of this chain. What is stored was checked before.
BatchFormat batch_format(ChainId chain);

/// What consensus keeps on disk: the safety record, blocks and batches that are not final yet, and
/// the chain of final blocks for those who are behind.
///
/// `put` and `put_final`: by one thread at a time. Several puts may share a write batch; what
/// `put_final` puts is written before the next call of either. The others by any thread.
class BlockStore {
 public:
  /// Both outlive it.
  BlockStore(const Database& database, const LedgerStore& ledger);

  /// C6: what has to be durable before a signature leaves; the caller writes the batch with `sync`.
  /// A batch that is stored already is not written again.
  void put(WriteBatch& batch, const consensus::Persist& persist);
  /// C4: moves final blocks to the chain and drops what can no longer become final: other blocks up
  /// to their height, and batches that expired before the last final block but one. Goes into the
  /// ledger's append, without a sync.
  void put_final(WriteBatch& batch, const consensus::Finalize& effect);

  /// For LedgerStore::prune: the chain forgets these heights too.
  static void put_pruned(WriteBatch& batch, const std::vector<Height>& heights);

  /// A final block out of a snapshot that was checked, and its last one's certificate.
  static void put_imported(WriteBatch& batch, const consensus::Block& block,
                           const std::vector<std::shared_ptr<const consensus::Batch>>& batches);
  static void put_certificate(WriteBatch& batch, const OrderedCertificate& certificate);

  /// What a process begins with, after the ledger's `load`. Errors: `corrupt_store`.
  Result<consensus::Recovered> recover(ChainId chain) const;

  /// Final blocks from the height asked for on, then the suffix where it follows them, with their
  /// batches, within kResponseBlocksMax and the bytes asked for (kRequestBytesMax at most, one
  /// block at least, and twice as many where no certificate comes before); `ordered` is the newest
  /// certificate of a block in it. Where it is cut, it ends with that block; without a certificate,
  /// one more block follows without its batches, whose QC proves the last. Batches carry bytes and
  /// no transactions. Errors: `corrupt_store`.
  Result<consensus::BlockResponse> respond(const consensus::ServeBlocks& request) const;

  /// A final block, and the certificate where one was made for just this block. Errors:
  /// `not_found`, `corrupt_store`.
  Result<consensus::Block> final_block(Height height) const;
  Result<std::optional<OrderedCertificate>> certificate(Height height) const;

 private:
  void drop_blocks(WriteBatch& batch, Height final_height);
  void drop_batches(WriteBatch& batch);
  Result<std::vector<consensus::Block>> read_blocks() const;
  Result<std::vector<std::shared_ptr<const consensus::Batch>>> read_batches(ChainId chain) const;
  Result<std::map<BatchDigest, TimestampUs>> read_named() const;
  Result<std::vector<consensus::Turn>> read_turns() const;
  Result<std::optional<consensus::Block>> find_final(Height height) const;
  Result<std::vector<std::shared_ptr<const consensus::Batch>>> batches_of(
      const consensus::Block& block) const;

  const Database& database_;
  const LedgerStore& ledger_;
  SafetyStore safety_;
  TimestampUs final_time_;       // of the newest final block put
  TimestampUs batches_dropped_;  // what expired up to here is gone
  Height blocks_dropped_;        // what stood up to here is gone
};

}  // namespace pennypost::store
