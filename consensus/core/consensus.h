#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "consensus/core/effect.h"
#include "consensus/core/input.h"
#include "consensus/core/leader.h"
#include "consensus/core/signer.h"
#include "consensus/core/verify.h"
#include "ledger/execution/speculative_ledger.h"

namespace pennypost::consensus {

struct Config {
  EpochContext epoch;
  std::optional<ValidatorIndex> own_index;  // none for an observer: it follows and never signs
  /// This node has a key that may become a validator's: even an observer leaves a safety record.
  bool keeps_record = false;
  bool signed_before = false;     // C6: with another disk, so that it must not with this one
  bool signer_remembers = false;  // C6: it has a record of its own, which this disk need not have
  std::uint64_t round_timeout_us_min = 500'000;
  std::uint64_t round_timeout_us_max = 8'000'000;
  std::uint64_t ping_interval_us = 1'000'000;
  std::uint64_t resend_interval_us = 500'000;
};

/// What a validator finds on its disk.
struct Recovered {
  std::optional<SafetyData> safety;                   // none on a new disk
  std::vector<Block> blocks;                          // above the newest final block, parents first
  std::vector<std::shared_ptr<const Batch>> batches;  // held and not final
  std::map<BatchDigest, TimestampUs> named;           // by final blocks, until their expiry
  std::optional<OrderedCertificate>
      final_certificate;  // of the newest final block; none at genesis
  /// C8: of the epoch's newest kTurnsMax final blocks, oldest first.
  std::vector<Turn> turns;
};

/// What the core tells its host about itself, for RPC and metrics.
struct Status {
  Round round;
  Round high_qc_round;
  Round last_voted_round;
  LedgerInfo final_info;  // newest final block's
  std::optional<OrderedCertificate> final_certificate;
  ValidatorIndex leader = 0;
  bool quiet = true;  // everything held is final
  bool catching_up = false;
  std::size_t unordered_bytes = 0;  // of batches not yet final: back-pressure
  std::vector<std::optional<std::uint64_t>>
      last_ping_steady_us;       // by validator: when last heard from
  bool safety_lost = false;      // what the key signed is not on this disk: follows, never signs
  bool signing = false;          // neither observer nor any of these
  bool stopped = false;          // after a Fault
  std::size_t held_blocks = 0;   // above the newest final one
  std::size_t held_batches = 0;  // not yet final
};

/// What the core has in memory for others: C10 bounds it. Cheaper to ask for than a Status.
struct Held {
  std::size_t blocks = 0;    // above the newest final one
  std::size_t batches = 0;   // not yet final
  std::size_t messages = 0;  // proposals, and rounds of votes, order votes and timeouts
};

/// One validator's consensus: DiemBFT v4 with order votes, rules C1-C10 of SPEC.md. Pure: inputs
/// in, effects out, in the order in which they must be performed. One thread.
class Consensus {
 public:
  /// `ledger` and `signer` outlive it; the ledger's final block is the newest final one that the
  /// disk holds (the epoch's genesis block at first).
  Consensus(Config config, Recovered recovered, execution::SpeculativeLedger& ledger,
            const Signer& signer);
  ~Consensus();

  /// Not while `unfinished` (CHECK).
  std::vector<Effect> step(const Input& input);
  /// F3: whether the last step has more to do, after its effects so far are on their way: a node
  /// that catches up asks for what follows before it executes what came. The host calls `resume`
  /// until nothing is left.
  bool unfinished() const;
  std::vector<Effect> resume();
  Status status() const;
  Held held() const;
  /// As in the status, for those who ask after every step.
  std::size_t unordered_bytes() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pennypost::consensus
