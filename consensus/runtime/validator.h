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
#include "ledger/types/transaction.h"

namespace pennypost::runtime {

/// Own batches follow each other at least this far apart, so that load makes them larger, not more.
inline constexpr std::uint64_t kBatchIntervalUs = 4'000;
/// And so far apart while so many of its clients' transactions are on their way: every batch costs
/// everybody messages and a write, and whoever waits for many does not notice.
inline constexpr std::uint64_t kBatchIntervalBusyUs = 12'000;
inline constexpr std::size_t kBusyTransactions = 64;
/// An own batch lives this long by its author's clock; below consensus::kBatchLifetimeUsMax.
inline constexpr std::uint64_t kBatchLifetimeUs = 40'000'000;
/// Not yet final bytes, and transactions whose end is not known yet, beyond which submissions are
/// refused (`busy`).
inline constexpr std::size_t kUnorderedBytesMax = 16 * 1024 * 1024;
inline constexpr std::size_t kWaitingMax = 262'144;
/// Ticks of clients, and those that one peer passes on, count once in this time.
inline constexpr std::uint64_t kTickRequestUs = 1'000'000;

/// Where a validator of some epoch listens, by the key of its links or, without that, by its name
/// in the validators' set. Only who has the set's key is believed to be it.
struct KnownAddress {
  std::string name;
  std::optional<PublicKey> network_key;
  net::Endpoint endpoint;
};

struct ValidatorOptions {
  consensus::EpochContext epoch;
  std::optional<consensus::ValidatorIndex> own_index;  // none: an observer, which never signs
  std::shared_ptr<const consensus::Signer> signer;     // null where there is no key
  bool signed_before = false;                          // see consensus::Config
  bool signer_remembers = false;
  crypto::Seed network_seed;
  net::Endpoint listen;
  std::vector<std::optional<net::Peer>> peers;  // by validator index
  std::size_t unordered_bytes_max = kUnorderedBytesMax;
  std::size_t waiting_max = kWaitingMax;
  std::vector<net::Peer> observers = {};  // who may follow this validator; kObserversMax
  std::uint64_t keep_history_us = 0;      // older final blocks are pruned; 0: none
  /// C9: the key that `signer` holds: by it the node finds its place in each epoch. That of
  /// own_index where nothing is said; an observer's is one that may become a validator's.
  std::optional<PublicKey> consensus_key = {};
  std::vector<KnownAddress> addresses = {};  // beside those of `peers`
};

/// Who agrees now, and which of them this node is.
struct Membership {
  Epoch epoch;
  ValidatorSet validators;
  std::optional<consensus::ValidatorIndex> own_index;
};

/// A validator or an observer, as each epoch's set says (C9): options name the first epoch; the
/// store says which one it is. The one loop: input -> core -> effects, with what surrounds it:
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

  /// Any thread. `done` is called at most once, on the core thread, and must not block; also where
  /// a single transaction could only be discarded as the final state is, before it costs a block.
  /// Errors: `busy`, `observer`.
  Result<void> submit(wire::PendingTransaction transaction, OnOutcome done);
  /// A client wants a certified time: the leader, and everybody who may lead next, hears of it. Any
  /// thread. Errors: `observer`.
  Result<void> request_tick();

  /// Runs `read` on the core thread, where the newest final state stands still meanwhile. It must
  /// be quick. Any thread.
  using Read = std::function<void(const execution::SpeculativeLedger&, const consensus::Status&)>;
  void read(Read read);
  /// Whether a transaction was submitted here and its end is not known; `answer` is called on the
  /// core thread. Any thread.
  void waits_for(const TransactionId& id, std::function<void(bool)> answer);
  /// Called on the core thread after final blocks were stored, oldest first. Any thread.
  using OnFinal =
      std::function<void(const std::vector<std::shared_ptr<const execution::ExecutedBlock>>&,
                         const OrderedCertificate&)>;
  void on_final(OnFinal call);
  /// C11: called on the core thread for evidence that the ledger takes; it must not block. Any
  /// thread.
  using OnEvidence = std::function<void(const ReportEquivocation&)>;
  void on_evidence(OnEvidence call);

  /// Links by what is said now, from here on, without an interruption of those that stay. Any
  /// thread.
  void set_links(std::vector<KnownAddress> addresses, std::vector<net::Peer> observers);

  Membership membership() const;
  /// By validator of this epoch, then by observer.
  std::vector<net::PeerStats> link_stats() const;
  /// The round of the newest vote that was durable and left; 0 where none did in this epoch since
  /// the process began.
  Round last_vote_sent() const;
  /// Why the core stopped for good; empty while it runs.
  std::string fault() const;

 private:
  class Impl;
  class Keeper;
  explicit Validator(std::unique_ptr<Keeper> keeper);
  std::unique_ptr<Keeper> keeper_;
};

}  // namespace pennypost::runtime
