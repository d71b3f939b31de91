#pragma once

#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "api/audit/books.h"
#include "api/audit/source.h"
#include "consensus/core/verify.h"
#include "ledger/codec/receipt_file.h"
#include "ledger/execution/genesis.h"

namespace pennypost::audit {

/// The first place where the chain does not hold, and why.
struct Failure {
  Height height;
  Version version;
  Error error;
};
template <class T>
using Checked = std::expected<T, Failure>;

/// Executes a chain again from its genesis, block after block, and believes nothing: ids,
/// certificates, batches' digests, the order of things, roots, and the books of every version. Of
/// transactions it needs only that their signatures were checked. Pure; one thread.
class Replay {
 public:
  /// Errors: those of make_genesis; `wrong_waypoint`.
  static Result<Replay> begin(const execution::Genesis& genesis,
                              const std::optional<Waypoint>& waypoint,
                              const crypto::Verify& verify);

  /// The next block with its batches in the order that it names them, their signatures checked;
  /// `certificate` where one was made for just this block.
  Checked<void> add(const consensus::Block& block,
                    const std::vector<std::shared_ptr<const consensus::Batch>>& batches,
                    const std::optional<OrderedCertificate>& certificate);

  // Where the oldest blocks are gone: resume, then add_recorded from the first block on up to the
  // checkpoint's, then settle, and from there on `add`.

  /// The steps lead from the waypoint to certified validators. Errors: `wrong_waypoint`,
  /// `malformed`, `invalid_certificate`, `broken_chain`.
  static Result<Replay> resume(const Beginning& beginning, const consensus::Block& first,
                               const Waypoint& waypoint, const crypto::Verify& verify);
  /// As `add`, where the state before the block is not known: what it gave is taken from the record
  /// and has to be what the certified history holds, of these transactions, in the books. Why a
  /// transaction was kept or not is not executed again.
  Checked<void> add_recorded(const consensus::Block& block,
                             const std::vector<std::shared_ptr<const consensus::Batch>>& batches,
                             const std::optional<OrderedCertificate>& certificate,
                             const Record& record);
  /// The state behind the last block is this one: what its root, the books and the nonces say.
  Checked<void> settle(state::MemoryState state);

  /// Nothing where it began at the genesis. Else the first version that was checked, and the one
  /// that the settled state stands behind: what comes later was executed again.
  struct Resumed {
    Version first;
    std::optional<Version> settled;
  };
  const std::optional<Resumed>& resumed() const { return resumed_; }

  /// After the last block: it is certified as final, and the state is what the books say.
  Checked<void> finish() const;

  const execution::ExecutedBlock& last_block() const { return *block_; }
  const state::MemoryState& state() const { return state_; }
  const Books& books() const { return books_; }
  const Waypoint& waypoint() const { return waypoint_; }
  ChainId chain_id() const { return epoch_.chain_id; }
  Epoch epoch() const { return epoch_.epoch; }
  const ValidatorSet& validators() const { return epoch_.validators; }
  std::uint64_t transactions() const { return transactions_; }
  std::uint64_t discarded() const { return discarded_; }

 private:
  Replay(execution::GenesisState genesis, const execution::Genesis& from, crypto::Verify verify);
  Replay(const Waypoint& waypoint, consensus::EpochContext epoch, Version first,
         crypto::Verify verify);
  Result<void> check_header(const consensus::Block& block,
                            const std::vector<std::shared_ptr<const consensus::Batch>>& batches,
                            const std::optional<OrderedCertificate>& certificate);
  Result<void> check_parent(const consensus::Block& block) const;
  Result<void> enter_epoch();
  Result<void> check_names(const consensus::Block& block);
  Result<void> check_books(const execution::ExecutedBlock& block, Version& version);
  void finish_block(std::shared_ptr<const execution::ExecutedBlock> block,
                    const std::optional<OrderedCertificate>& certificate);

  crypto::Verify verify_;
  Waypoint waypoint_;
  consensus::EpochContext epoch_;
  state::MemoryState state_;
  std::shared_ptr<const execution::ExecutedBlock> block_;  // the newest
  LedgerInfo parent_info_;  // that the next block's certificate has to be of
  Books books_;
  std::map<BatchDigest, TimestampUs> named_;  // with their expiry, while a block may name them
  Height certified_;                          // the newest block that a certificate names
  std::optional<Resumed> resumed_;
  TimestampUs first_time_;  // of the first block, where it is resumed
  std::uint64_t transactions_ = 0;
  std::uint64_t discarded_ = 0;
};

}  // namespace pennypost::audit
