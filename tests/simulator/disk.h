#pragma once

#include <map>
#include <vector>

#include "consensus/core/consensus.h"
#include "tests/simulator/random.h"

namespace pennypost::simulator {

/// What a simulated node keeps. Persist is durable once synced; final blocks are written without a
/// sync, so that a power failure may lose the newest of them.
class Disk {
 public:
  struct FinalBlock {
    consensus::Block block;
    std::optional<OrderedCertificate> certificate;  // of the last block of a Finalize
  };

  void sync(const consensus::Persist& persist);
  /// Synced writes take the final blocks written before with them.
  void sync_all() { durable_final_ = final_.size(); }
  void append(const consensus::Finalize& effect);
  /// A power failure: some of the unsynced final blocks are gone, newest first.
  void lose_unsynced(Random& random);

  const std::vector<FinalBlock>& final_blocks() const { return final_; }
  const std::optional<consensus::SafetyData>& safety() const { return safety_; }
  bool has_block(const BlockId& id) const;
  std::shared_ptr<const consensus::Batch> batch(const BatchDigest& digest) const;
  /// A disk that was replaced by an older copy or by nothing: for the guard against lost state.
  void forget_safety() { safety_.reset(); }

  /// C9: what ended this epoch; null where it goes on.
  const OrderedCertificate* ending(Epoch epoch) const;
  consensus::Recovered recover() const;
  /// What the host answers a ServeBlocks with.
  consensus::BlockResponse respond(const consensus::ServeBlocks& effect,
                                   std::size_t blocks_max) const;

 private:
  std::optional<consensus::SafetyData> safety_;
  std::map<BlockId, consensus::Block> blocks_;  // not final when they were written
  std::map<BatchDigest, std::shared_ptr<const consensus::Batch>> batches_;
  std::vector<FinalBlock> final_;  // by height, from 1 on
  std::size_t durable_final_ = 0;
};

}  // namespace pennypost::simulator
