#pragma once

#include "consensus/store/block_store.h"
#include "consensus/wire/snapshot_wire.h"
#include "ledger/store/state_export.h"

namespace pennypost::runtime {

/// A newer checkpoint is exported at most once in this time.
inline constexpr std::uint64_t kExportUsMin = 60'000'000;
/// The history that goes with a snapshot is at least so many blocks, where there are so many.
inline constexpr std::uint64_t kSnapshotBlocksMin = 512;

/// Answers those who begin from nothing, out of the newest checkpoint and the history. One thread.
class SnapshotServer {
 public:
  /// All outlive it.
  SnapshotServer(ChainId chain, const store::Database& database, const store::BlockStore& blocks,
                 const store::LedgerStore& ledger)
      : chain_(chain), database_(database), blocks_(blocks), ledger_(ledger) {}

  /// A frame to send back.
  Bytes answer(ByteView frame, std::uint64_t now_us);

 private:
  Result<wire::SnapshotResponse> answer(const wire::ManifestRequest& request);
  Result<wire::SnapshotResponse> answer(const wire::PartRequest& request);
  Result<wire::SnapshotResponse> answer(const wire::StartRequest& request);
  Result<wire::SnapshotResponse> answer(const wire::HistoryRequest& request);
  Result<wire::SnapshotResponse> answer(const wire::EpochsRequest& request);

  Result<void> refresh();
  Result<Height> first_block(const store::StoredBlock& anchor) const;
  Result<sync::HistoryBlock> read_block(Height height) const;

  ChainId chain_;
  const store::Database& database_;
  const store::BlockStore& blocks_;
  const store::LedgerStore& ledger_;
  std::unique_ptr<store::StateExport> export_;
  std::optional<sync::Manifest> manifest_;  // of the export
  std::uint64_t now_us_ = 0;
  std::uint64_t refresh_at_us_ = 0;
};

}  // namespace pennypost::runtime
