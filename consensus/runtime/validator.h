#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "consensus/core/consensus.h"
#include "consensus/net/transport.h"
#include "consensus/runtime/submissions.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/store/ledger_store.h"

namespace pennypost::runtime {

/// Own batches follow each other at least this far apart, so that load makes them larger, not more.
inline constexpr std::uint64_t kBatchIntervalUs = 4'000;
/// An own batch lives this long by its author's clock; below consensus::kBatchLifetimeUsMax.
inline constexpr std::uint64_t kBatchLifetimeUs = 40'000'000;
/// Not yet final bytes, and transactions whose end is not known yet, beyond which submissions are
/// refused (`busy`).
inline constexpr std::size_t kUnorderedBytesMax = 64 * 1024 * 1024;
inline constexpr std::size_t kWaitingMax = 262'144;
/// Ticks of clients, and those that one peer passes on, count once in this time.
inline constexpr std::uint64_t kTickRequestUs = 1'000'000;

struct ValidatorOptions {
  consensus::EpochContext epoch;
  std::optional<consensus::ValidatorIndex> own_index;  // none: an observer, which never signs
  std::shared_ptr<const consensus::Signer> signer;     // null where there is no own index
  bool signed_before = false;                          // see consensus::Config
  bool signer_remembers = false;
  crypto::Seed network_seed;
  net::Endpoint listen;
  std::vector<std::optional<net::Peer>> peers;  // by validator index
  std::size_t unordered_bytes_max = kUnorderedBytesMax;
  std::size_t waiting_max = kWaitingMax;
  std::vector<net::Peer> observers = {};  // who may follow this validator; kObserversMax
  std::uint64_t keep_history_us = 0;      // older final blocks are pruned; 0: none
};

/// A validator or an observer. The one loop: input -> core -> effects, with what surrounds it:
/// links, signature checks on a pool, one writer for the disk. The core and the state it executes
/// on belong to the core thread alone.
class Validator {
 public:
  /// `database` and `store` outlive it; the store was given its genesis. Errors: `corrupt_store`,
  /// `listen_failed`, `tls_unavailable`.
  static Result<std::unique_ptr<Validator>> start(ValidatorOptions options,
                                                  store::Database& database,
                                                  store::LedgerStore& store);
  /// Stops cleanly: what is final is written, a checkpoint is made.
  ~Validator();

  /// Any thread. `done` is called at most once, on the core thread, and must not block. Errors:
  /// `busy`, `observer`.
  Result<void> submit(wire::PendingTransaction transaction, OnOutcome done);
  /// A client wants a certified time: the leader, and everybody who may lead next, hears of it. Any
  /// thread. Errors: `observer`.
  Result<void> request_tick();

  /// Runs `read` on the core thread, where the newest final state stands still meanwhile. It must
  /// be quick. Any thread.
  using Read = std::function<void(const execution::SpeculativeLedger&, const consensus::Status&)>;
  void read(Read read);
  /// Called on the core thread after final blocks were stored, oldest first. Any thread.
  using OnFinal =
      std::function<void(const std::vector<std::shared_ptr<const execution::ExecutedBlock>>&,
                         const OrderedCertificate&)>;
  void on_final(OnFinal call);

  std::vector<net::PeerStats> link_stats() const;
  /// Why the core stopped for good; empty while it runs.
  std::string fault() const;

 private:
  class Impl;
  explicit Validator(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace pennypost::runtime
