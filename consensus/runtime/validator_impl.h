#pragma once

#include <array>
#include <atomic>
#include <deque>
#include <mutex>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "consensus/runtime/batch_cache.h"
#include "consensus/runtime/clock.h"
#include "consensus/runtime/links.h"
#include "consensus/runtime/observers.h"
#include "consensus/runtime/snapshot_server.h"
#include "consensus/runtime/validator.h"
#include "consensus/runtime/verified_signatures.h"
#include "consensus/store/block_store.h"
#include "ledger/store/worker_thread.h"

// Inside consensus/runtime only. In files by theme: validator.cpp (the loop), packing.cpp (what
// clients ask for).
namespace pennypost::runtime {

namespace asio = boost::asio;
using consensus::Effect;
using consensus::TimerKind;
using consensus::ValidatorIndex;

inline constexpr std::size_t kTimerKinds = 4;
inline constexpr std::size_t kCheckThreads = 2;
/// Between two checkpoints while this node catches up, which executes in a second what took the
/// others many, or has not written yet what it executed: it has better things to write. Before the
/// first after a start half of it.
inline constexpr std::uint64_t kCheckpointPauseUs = 2'000'000;

/// Threads: `core_io_` runs the core, `net_io_` the links, `checks_` the signature checks (in order
/// for each peer), `writer_` everything that writes to the disk, in order, `hashing_` hashes what
/// the core executes.
class Validator::Impl : public std::enable_shared_from_this<Validator::Impl> {
 public:
  Impl(ValidatorOptions options, store::Database& database, store::LedgerStore& ledger_store,
       net::TlsIdentity identity, execution::SpeculativeLedger ledger,
       consensus::Recovered recovered);

  Result<void> start();
  /// Stops cleanly: what is final is written, and waiters are told.
  void stop(bool with_checkpoint);

  /// C9. Before start: called on the core thread when the epoch is over.
  void on_epoch_end(std::function<void(const consensus::EpochContext&)> call) {
    on_epoch_end_ = std::move(call);
  }
  /// What passes on to the next epoch.
  struct Remains {
    execution::SpeculativeLedger ledger;
    Submissions submissions;
    consensus::Recovered recovered;
    ValidatorSet validators;  // of the epoch that is over
  };
  /// After stop.
  Remains take_remains();
  /// Before start.
  void adopt(Submissions submissions);

  Result<void> submit(wire::PendingTransaction transaction, OnOutcome done);
  Result<void> request_tick();
  void read(Read read);
  void waits_for(const TransactionId& id, std::function<void(bool)> answer) {
    asio::post(core_io_,
               [this, id, answer = std::move(answer)] { answer(submissions_.waits_for(id)); });
  }
  void on_final(OnFinal call) {
    asio::post(core_io_, [this, call = std::move(call)]() mutable { on_final_ = std::move(call); });
  }
  void on_evidence(OnEvidence call) {
    asio::post(core_io_,
               [this, call = std::move(call)]() mutable { on_evidence_ = std::move(call); });
  }
  std::vector<net::PeerStats> link_stats() const { return transport_.stats(); }
  /// What `options_in` made of other addresses and observers, for the same epoch. One caller at a
  /// time.
  void relink(const ValidatorOptions& options);
  Round last_vote_sent() const { return Round(vote_sent_.load()); }
  const consensus::EpochContext& epoch() const { return options_.epoch; }
  Membership membership() const {
    return {options_.epoch.epoch, options_.epoch.validators, options_.own_index};
  }
  std::string fault() const {
    const std::lock_guard lock(fault_mutex_);
    return fault_;
  }

 private:
  // Any thread.
  void post_event(decltype(consensus::Input::event) event);
  void receive(std::size_t peer, Bytes payload);
  Result<consensus::Message> read_message(ValidatorIndex from, ByteView payload);
  void receive_snapshot(std::size_t peer, Bytes payload);
  void receive_from_observer(std::size_t peer, Bytes payload);
  void receive_tick(std::size_t peer);
  void on_connected(std::size_t peer);

  // Core thread.
  void step(consensus::Input input);
  void take(std::vector<consensus::Effect> effects);
  std::ptrdiff_t groups_waiting() const;
  void drain();
  void write_group();
  void perform(Effect& effect);
  void finalize(consensus::Finalize effect);
  void append(const consensus::Finalize& effect);
  void publish(const consensus::Finalize& effect);
  void accuse(const consensus::Equivocation& evidence);
  bool checkpoint_due() const;
  void checkpoint();
  void prune();
  void set_timer(TimerKind kind, std::uint64_t at_steady_us);
  void schedule_packing();
  std::optional<Code> refusal_of(const wire::PendingTransaction& pending) const;
  void refuse(Code code, OnOutcome done);
  void note_submissions();
  void pack();
  void halt(const std::string& reason);

  // Pool.
  void serve(const consensus::ServeBlocks& request);
  void serve_epoch(const consensus::ServeEpoch& request);
  void rebatch(const std::shared_ptr<const consensus::Batch>& batch);

  void send(std::size_t to, const consensus::Message& message);
  void announce(const OrderedCertificate& certificate);
  int own_index() const { return options_.own_index ? *options_.own_index : -1; }

  ValidatorOptions options_;
  store::Database& database_;
  store::LedgerStore& ledger_store_;
  store::BlockStore block_store_;
  BatchCache batches_;
  VerifiedSignatures signatures_;
  store::WorkerThread hashing_;
  execution::SpeculativeLedger ledger_;
  std::unique_ptr<consensus::Consensus> core_;
  Submissions submissions_;
  OnFinal on_final_;
  OnEvidence on_evidence_;
  std::function<void(const consensus::EpochContext&)> on_epoch_end_;

  asio::io_context core_io_{1};
  asio::io_context net_io_{1};
  asio::thread_pool checks_{kCheckThreads};
  asio::thread_pool writer_{1};
  std::array<std::atomic<std::uint32_t>, kObserversMax> observer_requests_{};  // waiting
  std::array<std::atomic<std::uint32_t>, kFirstObserver + kObserversMax> snapshot_requests_{};
  asio::thread_pool observer_work_{1};  // of its own, so that nobody who votes waits for it
  std::vector<asio::strand<asio::thread_pool::executor_type>> peer_strands_;
  net::Transport transport_;
  std::vector<std::optional<PublicKey>> observer_keys_;  // relink's: who has which place
  std::atomic<std::size_t> observer_places_;             // ever taken
  SnapshotServer snapshots_;                             // on observer_work_
  Observers observers_;
  std::vector<asio::steady_timer> timers_;
  asio::steady_timer pack_timer_{core_io_};
  std::thread core_thread_;
  std::thread net_thread_;

  std::deque<Effect> effects_;  // not performed yet, in order
  bool writing_ = false;        // a group is on its way to the disk
  bool checkpointing_ = false;  // a checkpoint is
  bool packing_ = false;        // pack() is on its way
  bool stopped_ = false;
  std::uint64_t last_pack_steady_us_ = 0;
  const std::uint64_t made_steady_us_ = read_clock().steady_us;
  std::uint64_t last_checkpoint_steady_us_ = made_steady_us_;
  std::uint64_t batch_sequence_;
  TimestampUs last_expire_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::size_t> unordered_bytes_{0};
  std::atomic<std::size_t> submitted_bytes_{0};  // posted to the core
  std::atomic<std::size_t> waiting_{0};          // transactions whose end is not known
  std::atomic<std::uint64_t> vote_sent_{0};      // a round
  std::vector<std::uint64_t> ticks_us_;  // network thread: when each validator's last tick counted
  mutable std::mutex fault_mutex_;
  std::string fault_;
};

}  // namespace pennypost::runtime
