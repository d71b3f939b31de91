#pragma once

#include "consensus/core/batches.h"
#include "consensus/core/block_fetch.h"
#include "consensus/core/block_tree.h"
#include "consensus/core/consensus.h"
#include "consensus/core/output.h"
#include "consensus/core/pacemaker.h"
#include "consensus/core/safety_rules.h"
#include "consensus/core/vote_aggregator.h"

namespace pennypost::consensus {

/// At most one unasked SyncInfo a peer in this time.
inline constexpr std::uint64_t kSyncInfoIntervalUs = 100'000;
/// C7: how long a round, or a tick, without anything new keeps a validator from being quiet.
inline constexpr std::uint64_t kRoundFreshUs = 10'000'000;
/// C10: requests of one peer that are served in a ping interval.
inline constexpr std::uint32_t kBlockRequestsMax = 64;
inline constexpr std::uint32_t kBatchRequestsMax = 64;
inline constexpr std::uint32_t kEpochRequestsMax = 64;
/// Bytes of batches sent again to one peer at a time.
inline constexpr std::size_t kResendBytesMax = 4 * 1024 * 1024;
/// C10: above so many blocks that are not final, only empty blocks are proposed.
inline constexpr std::uint64_t kUnfinalBlocksMax = 64;
/// C10: a payload far above what is final gets no vote.
inline constexpr std::uint64_t kUnfinalVoteMax = 256;
/// C10: while so many blocks are held, certified or not, only empty ones are proposed; voters are
/// twice as patient.
inline constexpr std::size_t kTreeBlocksMax = 512;

/// The step function, in files by theme: consensus.cpp (events, timers, recovery), voting.cpp (C2),
/// certificates.cpp (C3-C5), proposing.cpp (C1, C7), dissemination.cpp (batches), catching_up.cpp.
class Consensus::Impl {
 public:
  Impl(Config config, Recovered recovered, execution::SpeculativeLedger& ledger,
       const Signer& signer);
  std::vector<Effect> step(const Input& input);
  bool unfinished() const { return coming_.has_value(); }
  std::vector<Effect> resume();
  Status status() const;
  Held held() const;
  std::size_t unordered_bytes() const { return batches_.bytes(); }

 private:
  /// A proposal of the current round that is being looked at (C10: one slot a validator and round;
  /// who leads is known once the parent is).
  struct Candidate {
    Proposal proposal;
    bool timely = false;         // C2, judged at arrival
    bool closed = false;         // voted for or refused; it keeps the slot until the round ends
    std::uint32_t attempts = 0;  // to fetch its missing batches
  };
  using Sent = std::map<BatchDigest, std::shared_ptr<const Batch>>;
  /// A response to this request, whose first `final` blocks may be taken as final (F4).
  struct Coming {
    ValidatorIndex from = 0;
    BlockRequest request;
    BlockResponse response;
    Sent sent;  // its batches
    std::size_t final = 0;
  };
  struct Peer {
    std::optional<std::uint64_t> last_ping_us;
    std::optional<std::uint64_t> sync_sent_us;
    std::uint32_t block_requests = 0;
    std::uint32_t batch_requests = 0;
    std::uint32_t epoch_requests = 0;
  };

  // consensus.cpp
  void recover(Recovered& recovered);
  void on(const Started& event);
  void on(const Received& event);
  void on(const LocalBatch& event);
  void on(const Connected& event);
  void on(const TimerFired& event);
  void on(const TickRequested& event);
  void receive(ValidatorIndex from, const Ping& ping);
  void send_sync_info(ValidatorIndex to);
  bool may_answer(ValidatorIndex to);
  Ping own_ping() const;
  void compare_epochs(ValidatorIndex from, Epoch epoch);
  std::vector<Message> unanswered() const;
  void finish_step();
  void ping();
  void resend();
  bool quiet() const;
  bool timed_out() const;
  /// C7: what the current round waits for may still come.
  bool round_is_fresh() const { return now_.steady_us < work_us_ + kRoundFreshUs; }
  void update_timers();
  void set_timer(TimerKind kind, std::optional<std::uint64_t> at_us);
  void fault(std::string reason);
  void persist_safety();
  void persist_chain(const BlockId& id);
  ValidatorIndex leader_of_round() const;
  ValidatorIndex leader_on(const BlockId& parent, Round round) const;

  // voting.cpp
  void receive(ValidatorIndex from, const Proposal& proposal);
  void receive(ValidatorIndex from, const Vote& vote);
  void try_vote();
  bool try_vote_for(Candidate& candidate);
  bool is_timely(const Block& block) const;
  bool may_be_empty(const Block& block) const;
  bool may_name(const Block& block) const;
  bool may_lead(const Block& block) const;
  const TreeBlock* insert(const Block& block,
                          const std::vector<std::shared_ptr<const Batch>>& batches,
                          const std::optional<Hash>& certified_root = std::nullopt);
  void cast_vote(const BlockId& id, const std::optional<TimeoutCertificate>& tc);

  // certificates.cpp
  void receive(ValidatorIndex from, const OrderVote& vote);
  void receive(ValidatorIndex from, const Timeout& timeout);
  void receive(ValidatorIndex from, const SyncInfo& info);
  void count_vote(const Vote& vote, ValidatorIndex from);
  void count_order_vote(const OrderVote& vote, ValidatorIndex from);
  void count_timeout(const Timeout& timeout);
  void accuse(ValidatorIndex validator, std::optional<Message> first, Message second);
  void process(const QuorumCertificate& qc, ValidatorIndex hint);
  void process(const TimeoutCertificate& tc);
  void process(const OrderedCertificate& certificate, ValidatorIndex hint);
  void act_on_high_qc(ValidatorIndex hint);
  void act_on_ordered(ValidatorIndex hint);
  void finalize(const BlockId& id, const OrderedCertificate& certificate);
  void advance(const BlockId& id, Finalize& effect);
  void conclude(Finalize effect, const OrderedCertificate& certificate);
  void end_epoch(const ValidatorSet& next);
  void receive(ValidatorIndex from, const EpochChange& change);
  void enter_round();
  void time_out();

  // proposing.cpp
  bool try_propose();
  bool may_propose_empty(TimestampUs timestamp);
  void wake_at(std::uint64_t at_us);
  void wake_at(TimestampUs at);

  // dissemination.cpp
  void receive(ValidatorIndex from, const BatchMessage& message);
  void receive(ValidatorIndex from, const BatchAck& ack);
  void receive(ValidatorIndex from, const BatchRequest& request);
  bool we_named(const BatchDigest& digest) const;
  bool asked_for(const BatchDigest& digest) const;
  void request_missing();
  void request_missing(Candidate& candidate);
  void send_unacknowledged(ValidatorIndex peer, std::uint64_t before);
  void expire_batches();

  // catching_up.cpp
  void receive(ValidatorIndex from, const BlockRequest& request);
  void receive(ValidatorIndex from, const BlockResponse& response);
  void take_up(const Coming& coming);
  void want(const BlockId& target, Round round, ValidatorIndex hint);
  void request_blocks();
  bool insert_certified(const Block& block, const Sent& sent, ValidatorIndex from,
                        const std::optional<Hash>& certified_root = std::nullopt);
  bool may_prove(const OrderedCertificate& certificate, const Block& block) const;
  std::optional<std::vector<std::shared_ptr<const Batch>>> batches_for(const Block& block,
                                                                       const Sent& sent) const;
  std::size_t count_final(const BlockResponse& response, const Sent& sent) const;
  bool ask_on(const Coming& coming);
  void insert_final(const Coming& coming);
  bool settle();
  void after_insertion(ValidatorIndex hint);

  Config config_;
  std::optional<ValidatorIndex> own_;  // none: never sign
  bool safety_lost_ = false;
  bool first_start_ = false;  // on a new disk
  bool stopped_ = false;      // after a Fault, or the epoch's end
  bool ended_ = false;        // C9
  execution::SpeculativeLedger& ledger_;
  SafetyRules rules_;
  Pacemaker pacemaker_;
  LeaderSchedule schedule_;
  BlockTree tree_;
  VoteAggregator votes_;
  Batches batches_;
  BlockFetch fetch_;
  std::optional<Coming> coming_;        // while the step is unfinished
  std::size_t unhashed_responses_ = 0;  // F4
  Output out_;
  Now now_;

  std::vector<Peer> peers_;
  std::map<ValidatorIndex, Candidate> candidates_;
  std::optional<OrderVote> last_order_vote_;
  std::optional<OrderedCertificate> pending_ordered_;    // of a block that we lack
  std::optional<OrderedCertificate> final_certificate_;  // of the root
  std::set<ValidatorIndex> accused_;
  bool root_matters_ = false;  // C7: see may_be_empty
  std::uint64_t tick_asked_us_ = 0;
  std::uint64_t work_us_ = 0;             // when the round's newest proposal came, or our vote left
  std::uint64_t qc_seen_us_ = 0;          // when the highest QC was first seen
  std::optional<TimestampUs> tick_at_;    // a block of at least this time is asked for
  std::optional<std::uint64_t> wake_us_;  // the leader waits for a moment to propose

  /// leader_on of the same again.
  struct LeaderMemo {
    BlockId parent;
    Round round;
    ValidatorIndex leader = 0;
  };
  mutable std::optional<LeaderMemo> leader_memo_;

  // Timers, by kind: what the host was last told.
  std::map<TimerKind, std::uint64_t> timers_;
  std::optional<std::uint64_t> round_since_us_;
  std::optional<std::uint64_t> resend_us_;
  std::uint64_t ping_us_ = 0;
  Round resend_round_;                 // of the last resend
  std::uint64_t resend_arrivals_ = 0;  // batches held before it
};

}  // namespace pennypost::consensus
