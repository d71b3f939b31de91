#pragma once

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "consensus/core/consensus.h"
#include "tests/simulator/faults.h"
#include "tests/simulator/random.h"

namespace pennypost::simulator {

/// What a simulated node keeps. A Persist is one record of a log: durable once synced, and with it
/// everything written before. Final blocks are written without a sync, so that a power failure may
/// lose the newest of them. Every record has a checksum.
class Disk {
 public:
  struct FinalBlock {
    consensus::Block block;
    std::shared_ptr<const execution::ExecutedBlock> executed;
    std::optional<OrderedCertificate> certificate;  // of the last block of a Finalize
  };

  void sync(const consensus::Persist& persist);
  /// Synced writes take the final blocks written before with them. What can no longer become final
  /// is dropped.
  void sync_all();
  void append(const consensus::Finalize& effect);
  /// A power failure: some of the unsynced final blocks are gone, newest first. Of the Persist
  /// whose sync was going on (null where there was none) nothing is there, or a part, or all.
  void lose_power(const consensus::Persist* unsynced, Random& random, Faults& faults);
  /// A bit of some durable record flips; nothing happens where there is none.
  void rot(Random& random, Faults& faults);
  /// Names a record whose checksum is wrong; empty where there is none.
  std::string damage() const;

  const std::vector<FinalBlock>& final_blocks() const { return final_; }
  /// Null where there is none.
  const consensus::SafetyData* safety() const { return safety_.get(); }
  /// Whether the block was ever durable; it is dropped only when it can no longer become final.
  bool had_block(const BlockId& id) const { return written_.contains(id); }
  std::shared_ptr<const consensus::Batch> batch(const BatchDigest& digest) const;
  /// A disk that was replaced by an older copy or by nothing: for the guard against lost state.
  void forget_safety() { safety_.reset(); }

  /// C9: what ended this epoch; null where it goes on.
  const OrderedCertificate* ending(Epoch epoch) const;
  consensus::Recovered recover() const;
  /// What the host answers a ServeBlocks with.
  consensus::BlockResponse respond(const consensus::ServeBlocks& effect,
                                   std::size_t blocks_max) const;
  /// Records of any kind: what a peer must not be able to make grow.
  std::size_t records() const { return blocks_.size() + batches_.size() + final_.size(); }

 private:
  struct Held {
    std::shared_ptr<const consensus::Batch> batch;
    bool named = false;  // by a final block
  };
  struct Rotten {
    std::string name;
    Bytes record;  // as it is now, with the checksum that was written
  };
  void drop();
  void name(const consensus::Block& block, bool named);

  std::shared_ptr<const consensus::SafetyData> safety_;
  std::map<BlockId, consensus::Block> blocks_;  // not final when they were written
  std::map<BatchDigest, Held> batches_;
  std::vector<FinalBlock> final_;  // by height, from 1 on
  std::unordered_set<BlockId> written_;
  std::map<Epoch, std::size_t> endings_;  // places in final_
  std::size_t durable_final_ = 0;
  TimestampUs dropped_at_;  // final time of the last drop
  std::optional<Rotten> rotten_;
};

}  // namespace pennypost::simulator
