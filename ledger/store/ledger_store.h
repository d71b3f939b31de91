#pragma once

#include <functional>
#include <memory>
#include <shared_mutex>
#include <vector>

#include "ledger/codec/receipt_file.h"
#include "ledger/execution/genesis.h"
#include "ledger/state/state_parts.h"
#include "ledger/store/database.h"
#include "ledger/store/history.h"
#include "ledger/store/state_checkpoint.h"

namespace pennypost::store {

/// A checkpoint is due after this many final transactions, blocks, or entries that they changed:
/// what start-up has to execute again is about a second's work.
inline constexpr std::uint64_t kCheckpointTransactions = 20'000;
inline constexpr std::uint64_t kCheckpointBlocks = 1'000;
inline constexpr std::uint64_t kCheckpointChanges = 100'000;

/// The newest blocks that pruning never takes: more than consensus looks back to.
inline constexpr std::uint64_t kHistoryBlocksMin = 1'024;

/// How to read the stored bytes of a batch. Given by whoever defines batches: the ledger does not
/// know their format. What is stored was checked before, so signatures are not checked again.
/// Errors: `malformed`.
struct BatchFormat {
  std::function<Result<std::shared_ptr<const execution::Transactions>>(ByteView batch)>
      transactions;
  /// The submitted bytes of one of them.
  std::function<Result<Bytes>(ByteView batch, std::uint32_t index)> signed_transaction;
};

/// A block that became final, with the digests that it names, in its order.
struct FinalBlock {
  std::shared_ptr<const execution::ExecutedBlock> executed;
  std::vector<BatchDigest> batches;
};

/// Where a process begins again: the newest final block and the state behind it. Where that block
/// ends an epoch (`next_validators`), the next one begins on it (SpeculativeLedger::begin_epoch).
struct Loaded {
  state::MemoryState state;
  std::shared_ptr<const execution::ExecutedBlock> final_block;  // with tree and accumulator
  std::uint64_t replayed_blocks = 0;  // final blocks executed again, from the checkpoint on
};

/// The ledger on disk: every final block with its receipts, the state of a recent checkpoint, and
/// what proofs are made of.
///
/// Order of calls: init_genesis, load, then append and checkpoint, by one thread at a time. Reads
/// may be called by any thread after `load`, and see a block once `append` has returned.
/// Errors of reads: `corrupt_store` where the disk gives back something else than was written;
/// `not_found` only where said.
class LedgerStore {
 public:
  /// `database` outlives the store.
  LedgerStore(Database& database, BatchFormat format);

  // --- Start-up -------------------------------------------------------------------------------

  /// Writes the first state, durably, into an empty store; does nothing where this chain is there
  /// already. `validators` is the set that the genesis names. Errors: `wrong_chain` where the store
  /// holds another chain, or a format of another version.
  Result<void> init_genesis(const execution::GenesisState& genesis, const ValidatorSet& validators);

  /// Whether the store holds this chain, with a first state: then `init_genesis` has nothing to do.
  /// Errors: as those of `init_genesis`.
  Result<bool> holds_chain(const Waypoint& genesis) const;

  /// Reads the newest checkpoint, rebuilds the tree, compares its root with the checkpoint's ledger
  /// info, and executes the final blocks since, comparing each outcome with the one recorded.
  /// Errors: `corrupt_store`, naming what is wrong.
  Result<Loaded> load();

  // --- Writing --------------------------------------------------------------------------------

  /// Appends newly final blocks, oldest first, each the child of the one before; `certificate`
  /// proves the last of them final. `batch` may carry records of others, which become visible in
  /// the same atomic write. Not synced: after a power failure the blocks are made final again from
  /// certificates. Where the last block ends an epoch, its certificate becomes the step into the
  /// next one. An epoch's genesis block is not appended: the first block of the epoch follows the
  /// one that ended the epoch before.
  void append(WriteBatch batch, const std::vector<FinalBlock>& blocks,
              const OrderedCertificate& certificate);

  // A snapshot that was checked, into an empty store: begin_snapshot, then its blocks and entries
  // in any order, then finish_snapshot. After that it is loaded like any other; before, it is none.

  /// `subtrees` and `tail`: the accumulator before the first block (History::Beginning).
  void begin_snapshot(const execution::GenesisState& genesis, const ValidatorSet& validators,
                      const std::vector<Hash>& subtrees, const std::vector<Hash>& tail);
  /// How an epoch ended, which was checked. Those of all epochs before the last block's.
  void import_step(const OrderedCertificate& certificate, const ValidatorSet& next_validators);
  /// Oldest first. `batch` may carry records of others.
  void import_block(WriteBatch batch, const FinalBlock& block);
  void import_entries(const std::vector<state::KeyedEntry>& entries);
  /// `certificate` is of the last block. Durable when it returns.
  void finish_snapshot(const OrderedCertificate& certificate,
                       const std::vector<state::LiveNonce>& nonces);

  /// What begin_snapshot needs for a history from this version on. Errors: `corrupt_store`,
  /// `not_found`, `pruned`.
  Result<History::Beginning> beginning_at(Version version) const;

  /// Whether enough has passed since the last one. Any thread.
  bool checkpoint_due() const;
  /// Writes every entry changed since the last checkpoint, in one atomic step, and makes it durable
  /// with everything before: the state behind the last block appended. Nothing where nothing is
  /// new. Called when due and at a clean shutdown.
  void checkpoint();

  /// Takes away final blocks older than `before`, with their batches and receipts, a bounded number
  /// at a time. What stays for ever: the state, subtree hashes, the ends of epochs, and the newest
  /// kHistoryBlocksMin blocks. `also` puts what others remove with those heights, which are
  /// ascending, into the same atomic write. Not synced. Returns how many blocks went: 0 where none
  /// may go. Errors: `corrupt_store`.
  using PruneAlso = std::function<void(WriteBatch& batch, const std::vector<Height>& heights)>;
  Result<std::size_t> prune(TimestampUs before, const PruneAlso& also = {});
  /// The oldest version that can be read; 0 where nothing was pruned. Any thread.
  Version begin() const { return history_.begin(); }

  /// A batch's bytes, written once, on arrival.
  static void put_batch(WriteBatch& batch, const BatchDigest& digest, ByteView bytes);
  /// For batches that no final block can name any more.
  static void remove_batch(WriteBatch& batch, const BatchDigest& digest);

  // --- Reading --------------------------------------------------------------------------------

  /// Null where it is not held.
  Result<std::optional<Bytes>> batch(const BatchDigest& digest) const;

  /// The genesis waypoint.
  const Waypoint& waypoint() const { return waypoint_; }
  /// The newest proof of finality; null while only the genesis is final. Its ledger info is that of
  /// the last block appended, or of its epoch's suffix.
  std::shared_ptr<const OrderedCertificate> latest_certificate() const;
  /// The newest final ledger info: the certificate's, or the genesis's.
  LedgerInfo latest_ledger_info() const;

  /// The block whose leaves include this version: never one of a suffix (L25), which heights and
  /// ids find. Errors: `not_found` beyond the newest; `pruned` before the oldest, as of all that
  /// follow.
  Result<StoredBlock> block_of(Version version) const;
  Result<StoredBlock> block_at(Height height) const;
  Result<StoredBlock> block_by_id(const BlockId& id) const;

  /// Errors: `not_found` (also for a version that is a block's leaf).
  Result<StoredTransaction> transaction_at(Version version) const;
  Result<StoredTransaction> transaction_by_id(const TransactionId& id) const;
  /// The bytes that were submitted: a serialized SignedTransaction; none for what the ledger did by
  /// itself.
  Result<Bytes> signed_transaction(const StoredTransaction& transaction) const;

  /// RFC 9162 paths in the tree of the first `size` versions. Errors: `not_found` where `size` is
  /// beyond the newest version, `version` beyond `size`, or `first` is 0.
  Result<std::vector<Hash>> prove_inclusion(Version version, std::uint64_t size) const;
  Result<std::vector<Hash>> prove_consistency(std::uint64_t first, std::uint64_t size) const;

  /// The step into `epoch` (1 is the genesis's): the ledger info that ends the epoch before, and
  /// the set that it names. Errors: `not_found`.
  Result<codec::EpochStep> epoch_step(Epoch epoch) const;

 private:
  struct Newest {
    LedgerInfo ledger_info;
    std::shared_ptr<const OrderedCertificate> certificate;
  };
  Result<void> load_newest();
  Result<Loaded> load_checkpoint();
  Result<std::shared_ptr<execution::ExecutedBlock>> replay(const StoredBlock& stored,
                                                           Loaded& loaded, Worker& hashing);

  Database& database_;
  BatchFormat format_;
  History history_;
  StateCheckpoint checkpoint_;
  Waypoint waypoint_;
  mutable std::shared_mutex mutex_;  // guards newest_
  Newest newest_;
};

}  // namespace pennypost::store
