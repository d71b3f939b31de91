#include "consensus/core/consensus.h"

#include <algorithm>

#include "consensus/core/consensus_impl.h"
#include "consensus/core/mutants.h"
#include "ledger/base/check.h"

namespace pennypost::consensus {
namespace {

SafetyData fresh_safety(const EpochContext& epoch) {
  SafetyData data;
  data.epoch = epoch.epoch;
  data.high_qc = genesis_certificate(epoch.genesis);
  return data;
}

/// C6: the record of this epoch; none where signing would be unsafe.
std::optional<SafetyData> usable_safety(const Config& config, const Recovered& recovered,
                                        const LedgerInfo& final_info) {
  if (mutated(Mutant::forget_safety_on_restart)) return fresh_safety(config.epoch);
  if (config.signed_before) return std::nullopt;
  if (!recovered.safety) {
    if (config.signer_remembers) return fresh_safety(config.epoch);
    // The disk was lost, except on a new chain, or where the key signs nothing in this epoch.
    if (config.own_index && final_info.height != Height(0)) return std::nullopt;
    return fresh_safety(config.epoch);
  }
  if (recovered.safety->epoch > config.epoch.epoch) return std::nullopt;
  if (recovered.safety->epoch < config.epoch.epoch) return fresh_safety(config.epoch);
  if (mutated(Mutant::forget_qc_on_restart)) {
    SafetyData forgetful = fresh_safety(config.epoch);
    forgetful.last_proposed_round = recovered.safety->last_proposed_round;
    forgetful.last_voted_round = recovered.safety->last_voted_round;
    forgetful.highest_timeout_round = recovered.safety->highest_timeout_round;
    return forgetful;
  }
  return recovered.safety;
}

Round entered_round(const SafetyData& data) {
  const Round by_tc = data.high_tc ? data.high_tc->round : Round(0);
  return std::max(data.high_qc.round(), by_tc).next();
}

}  // namespace

Consensus::Consensus(Config config, Recovered recovered, execution::SpeculativeLedger& ledger,
                     const Signer& signer)
    : impl_(std::make_unique<Impl>(std::move(config), std::move(recovered), ledger, signer)) {}
Consensus::~Consensus() = default;

std::vector<Effect> Consensus::step(const Input& input) {
  return impl_->step(input);
}

bool Consensus::unfinished() const {
  return impl_->unfinished();
}

std::vector<Effect> Consensus::resume() {
  return impl_->resume();
}

Status Consensus::status() const {
  return impl_->status();
}

Held Consensus::held() const {
  return impl_->held();
}

std::size_t Consensus::unordered_bytes() const {
  return impl_->unordered_bytes();
}

Consensus::Impl::Impl(Config config, Recovered recovered, execution::SpeculativeLedger& ledger,
                      const Signer& signer)
    : config_(std::move(config)),
      own_(config_.own_index),
      safety_lost_(own_ && !usable_safety(config_, recovered, ledger.final_block().ledger_info)),
      first_start_(!safety_lost_ && (own_ || config_.keeps_record) &&
                   (!recovered.safety || recovered.safety->epoch < config_.epoch.epoch)),
      ledger_(ledger),
      rules_(config_.epoch.chain_id, safety_lost_ ? std::nullopt : own_,
             usable_safety(config_, recovered, ledger.final_block().ledger_info)
                 .value_or(fresh_safety(config_.epoch)),
             signer),
      pacemaker_({config_.round_timeout_us_min, config_.round_timeout_us_max},
                 entered_round(rules_.data()), 0),
      schedule_(config_.epoch.epoch, config_.epoch.validators),
      tree_(ledger, ledger.final_block().ledger_info,
            ledger.final_block().ledger_info.round == Round(0) ? std::vector<Turn>{}
                                                               : recovered.turns),
      votes_(config_.epoch.validators),
      batches_(config_.epoch.validators, own_),
      fetch_(config_.epoch.validators.size(), own_),
      peers_(config_.epoch.validators.size()) {
  CHECK(!own_ || *own_ < peers_.size());
  recover(recovered);
}

void Consensus::Impl::recover(Recovered& recovered) {
  final_certificate_ = recovered.final_certificate;
  root_matters_ = tree_.root() != config_.epoch.genesis;  // as far as we know
  for (const auto& [digest, expiry] : recovered.named) batches_.set_final(digest, expiry);
  for (const auto& batch : recovered.batches) {
    if (batch->epoch != config_.epoch.epoch) continue;  // C9
    batches_.add(batch, batch->author, TimestampUs(0), true);
  }
  for (const Block& block : recovered.blocks) {
    if (block.epoch != config_.epoch.epoch) continue;  // C9
    const auto batches = batches_.find_all(block.batches);
    if (batches.size() != block.batches.size()) continue;
    // L82: what cannot be executed is proposed again, and then said to be so.
    if (!tree_.contains(block.parent_id()) || !tree_.check_version(block)) continue;
    if (insert(block, batches) != nullptr) tree_.set_durable(block.id);
  }
  votes_.set_window(pacemaker_.round(), tree_.root().round);
}

std::vector<Effect> Consensus::Impl::step(const Input& input) {
  CHECK(!unfinished());
  if (ended_) {
    // C9: the host may not know yet.
    const auto* local = std::get_if<LocalBatch>(&input.event);
    if (local != nullptr) out_.emit(Rebatch{local->batch});
    return out_.take();
  }
  if (stopped_) return {};
  now_ = input.now;
  std::visit([this](const auto& event) { on(event); }, input.event);
  if (!unfinished()) finish_step();
  return out_.take();
}

std::vector<Effect> Consensus::Impl::resume() {
  CHECK(unfinished());
  take_up(*std::exchange(coming_, std::nullopt));
  finish_step();
  return out_.take();
}

void Consensus::Impl::finish_step() {
  // C7: where the others have a block of that time by their clocks, it would never come.
  if (tick_at_ && now_.steady_us >= tick_asked_us_ + kRoundFreshUs) tick_at_.reset();
  if (!stopped_ && !fetch_.waiting()) settle();  // F4: nothing follows
  while (!stopped_ && try_propose()) {
  }
  if (!stopped_) {
    expire_batches();
    update_timers();
  }
}

Status Consensus::Impl::status() const {
  const SafetyData& data = rules_.data();
  Status status{.round = pacemaker_.round(),
                .high_qc_round = data.high_qc.round(),
                .last_voted_round = data.last_voted_round,
                .final_info = tree_.root(),
                .final_certificate = final_certificate_,
                .leader = leader_of_round(),
                .quiet = quiet(),
                .catching_up = fetch_.target().has_value(),
                .unordered_bytes = batches_.bytes(),
                .last_ping_steady_us = {},
                .safety_lost = safety_lost_,
                .signing = rules_.may_sign(),
                .stopped = stopped_ && !ended_,
                .held_blocks = tree_.size(),
                .held_batches = batches_.size()};
  for (const Peer& peer : peers_) status.last_ping_steady_us.push_back(peer.last_ping_us);
  return status;
}

Held Consensus::Impl::held() const {
  return {.blocks = tree_.size(),
          .batches = batches_.size(),
          .messages = votes_.rounds() + candidates_.size()};
}

void Consensus::Impl::on(const Started&) {
  // C6: from the first start on there is a record, so that its absence later means a lost disk.
  if (first_start_) out_.persist().safety = std::make_shared<SafetyData>(rules_.data());
  pacemaker_ = Pacemaker({config_.round_timeout_us_min, config_.round_timeout_us_max},
                         pacemaker_.round(), now_.steady_us);
  qc_seen_us_ = work_us_ = now_.steady_us;
  const ValidatorIndex hint = leader_of_round();
  if (const auto ordered = rules_.data().high_ordered) process(*ordered, hint);
  if (!stopped_) act_on_high_qc(hint);
  const std::optional<Vote> vote = rules_.data().last_vote;
  const std::optional<Timeout> timeout = rules_.data().last_timeout;
  if (!stopped_ && vote) count_vote(*vote, vote->validator);
  if (!stopped_ && timeout) count_timeout(*timeout);
  // C6: the same bytes again; order votes were derived again.
  for (const Message& message : unanswered()) out_.emit(Broadcast{message});
  ping();
}

void Consensus::Impl::on(const Received& event) {
  if (event.from >= peers_.size() || event.from == own_) return;
  std::visit([&](const auto& message) { receive(event.from, message); }, event.message);
}

void Consensus::Impl::on(const Connected& event) {
  if (event.peer >= peers_.size() || event.peer == own_) return;
  peers_[event.peer].sync_sent_us.reset();
  out_.emit(Send{event.peer, own_ping()});
  send_sync_info(event.peer);
  for (const Message& message : unanswered()) out_.emit(Send{event.peer, message});
  send_unacknowledged(event.peer, UINT64_MAX);
  // F1: what was asked before is not answered over this link.
  if (fetch_.take_request(event.peer) && !fetch_.waiting()) {
    fetch_.prefer(event.peer);
    request_blocks();
  }
}

void Consensus::Impl::on(const TimerFired& event) {
  const auto at = timers_.find(event.kind);
  if (at == timers_.end() || now_.steady_us < at->second) return;  // replaced meanwhile
  timers_.erase(at);
  switch (event.kind) {
    case TimerKind::round:
      round_since_us_ = now_.steady_us;
      if (!mutated(Mutant::no_timeouts)) time_out();
      break;
    case TimerKind::resend:
      resend();
      break;
    case TimerKind::ping:
      ping();
      break;
    case TimerKind::idle:
      break;  // step() tries to propose
  }
}

void Consensus::Impl::on(const TickRequested&) {
  tick_at_ = std::max(tick_at_.value_or(now_.unix_time), now_.unix_time);
  tick_asked_us_ = now_.steady_us;
}

void Consensus::Impl::receive(ValidatorIndex from, const Ping& ping) {
  peers_[from].last_ping_us = now_.steady_us;
  // C7: whoever is ahead answers.
  if (mutated(Mutant::no_answer_to_pings)) return;
  if (ping.epoch != config_.epoch.epoch) return compare_epochs(from, ping.epoch);
  if (ping.high_qc_round < rules_.data().high_qc.round() ||
      ping.final_version < tree_.root().version) {
    send_sync_info(from);
  }
}

/// C9: whoever is in a later epoch shows the other its end; whoever is behind asks for that.
void Consensus::Impl::compare_epochs(ValidatorIndex from, Epoch epoch) {
  if (mutated(Mutant::no_epoch_answers)) return;
  if (epoch < config_.epoch.epoch) {
    // One that catches up asks for epoch after epoch.
    if (++peers_[from].epoch_requests > kEpochRequestsMax) return;  // C10
    out_.emit(ServeEpoch{.to = from, .epoch = epoch});
  } else if (may_answer(from)) {
    out_.emit(Send{from, own_ping()});
  }
}

Ping Consensus::Impl::own_ping() const {
  return {.epoch = config_.epoch.epoch,
          .high_qc_round = rules_.data().high_qc.round(),
          .final_version = tree_.root().version};
}

void Consensus::Impl::ping() {
  ping_us_ = now_.steady_us + config_.ping_interval_us;
  for (Peer& peer : peers_) {
    peer.block_requests = peer.batch_requests = peer.epoch_requests = 0;
  }
  out_.emit(Broadcast{own_ping()});
}

/// C7: what nobody asked for goes to a peer at most once in kSyncInfoIntervalUs.
bool Consensus::Impl::may_answer(ValidatorIndex to) {
  auto& sent = peers_[to].sync_sent_us;
  if (sent && now_.steady_us < *sent + kSyncInfoIntervalUs) return false;
  sent = now_.steady_us;
  return true;
}

void Consensus::Impl::send_sync_info(ValidatorIndex to) {
  if (!may_answer(to)) return;
  const SafetyData& data = rules_.data();
  SyncInfo info{
      .high_qc = data.high_qc, .high_ordered = data.high_ordered, .high_tc = data.high_tc};
  if (!info.high_ordered || (final_certificate_ && final_certificate_->ledger_info.round >
                                                       info.high_ordered->ledger_info.round)) {
    info.high_ordered = final_certificate_;
  }
  // A certificate of an epoch before proves nothing in this one.
  if (info.high_ordered && info.high_ordered->ledger_info.epoch != data.epoch) {
    info.high_ordered.reset();
  }
  out_.emit(Send{to, std::move(info)});
}

/// C7: what is sent again until it is superseded.
std::vector<Message> Consensus::Impl::unanswered() const {
  std::vector<Message> out;
  const SafetyData& data = rules_.data();
  const Round round = pacemaker_.round();
  if (last_order_vote_ && last_order_vote_->ledger_info.round > tree_.root().round) {
    out.emplace_back(*last_order_vote_);
  }
  if (timed_out()) {
    out.emplace_back(*data.last_timeout);
    return out;
  }
  if (data.last_proposal && data.last_proposal->block.round == round) {
    out.emplace_back(*data.last_proposal);
  }
  if (data.last_vote && data.last_vote->ledger_info.round == round) {
    out.emplace_back(*data.last_vote);
  }
  return out;
}

void Consensus::Impl::resend() {
  resend_us_ = now_.steady_us + config_.resend_interval_us;
  if (mutated(Mutant::no_resend)) return;
  fetch_.give_up(now_.steady_us - std::min(now_.steady_us, config_.resend_interval_us));
  if (!fetch_.waiting()) request_blocks();
  request_missing();
  const bool stuck = resend_round_ == pacemaker_.round();
  resend_round_ = pacemaker_.round();
  if (stuck) {
    for (Message& message : unanswered()) out_.emit(Broadcast{std::move(message)});
  }
  for (std::size_t peer = 0; peer < peers_.size(); ++peer) {
    send_unacknowledged(static_cast<ValidatorIndex>(peer), resend_arrivals_);
  }
  resend_arrivals_ = batches_.arrivals();
}

bool Consensus::Impl::timed_out() const {
  const auto& timeout = rules_.data().last_timeout;
  return timeout && timeout->epoch == config_.epoch.epoch && timeout->round == pacemaker_.round();
}

/// C7: everything held is final and nothing is due.
bool Consensus::Impl::quiet() const {
  const SafetyData& data = rules_.data();
  if (batches_.any_live(now_.unix_time) || fetch_.target()) return false;
  if (tick_at_) return false;  // the leader who should serve it may be dead
  if (round_is_fresh()) {
    for (const auto& [author, candidate] : candidates_) {
      if (!candidate.closed) return false;
    }
    if (data.last_vote && data.last_vote->ledger_info.round == pacemaker_.round()) return false;
  }
  if (tree_.is_due(data.high_qc.block_id(), now_.unix_time)) return false;
  return !tree_.chain_matters(data.high_qc.block_id());
}

void Consensus::Impl::update_timers() {
  const bool busy = !quiet();
  // C7: whoever is idle wakes when something falls due. The ping timer looks again at what is far.
  const auto due = tree_.next_due(rules_.data().high_qc.block_id());
  if (due && *due > now_.unix_time &&
      us_between(now_.unix_time, *due) <= 2 * config_.ping_interval_us) {
    wake_at(*due);
  }
  const bool waiting = timed_out() && (busy || round_is_fresh());
  if (busy && !waiting && rules_.may_sign()) {
    if (!round_since_us_) round_since_us_ = now_.steady_us;
    set_timer(TimerKind::round, *round_since_us_ + pacemaker_.timeout_us());
  } else {
    round_since_us_.reset();
    set_timer(TimerKind::round, std::nullopt);
  }
  if (busy || waiting) {
    if (!resend_us_) {
      resend_round_ = pacemaker_.round();
      resend_arrivals_ = batches_.arrivals();
      resend_us_ =
          now_.steady_us + std::min(config_.resend_interval_us, pacemaker_.timeout_us() / 2);
    }
  } else {
    resend_us_.reset();
  }
  set_timer(TimerKind::resend, resend_us_);
  set_timer(TimerKind::ping, ping_us_);
  set_timer(TimerKind::idle, wake_us_);
}

void Consensus::Impl::set_timer(TimerKind kind, std::optional<std::uint64_t> at_us) {
  const auto at = timers_.find(kind);
  if (!at_us) {
    if (at == timers_.end()) return;
    timers_.erase(at);
    out_.emit(CancelTimer{kind});
    return;
  }
  if (at != timers_.end() && at->second == *at_us) return;
  timers_[kind] = *at_us;
  out_.emit(SetTimer{kind, *at_us});
}

void Consensus::Impl::fault(std::string reason) {
  rules_.stop();
  stopped_ = true;
  out_.emit(Fault{std::move(reason)});
}

void Consensus::Impl::persist_safety() {
  if (!rules_.take_changed()) return;
  out_.persist().safety = std::make_shared<SafetyData>(rules_.data());
}

void Consensus::Impl::persist_chain(const BlockId& id) {
  for (const TreeBlock* block : tree_.chain_to(id)) {
    if (block->durable) continue;
    out_.persist().blocks.push_back(block->block);
    tree_.set_durable(block->block.id);
  }
}

/// C8: as the highest QC's chain has it, as far as that is here.
ValidatorIndex Consensus::Impl::leader_of_round() const {
  const BlockId& tip = rules_.data().high_qc.block_id();
  return leader_on(tree_.contains(tip) ? tip : tree_.root().block_id, pacemaker_.round());
}

/// C8, on a parent that is in the tree.
ValidatorIndex Consensus::Impl::leader_on(const BlockId& parent, Round round) const {
  if (!leader_memo_ || leader_memo_->round != round || leader_memo_->parent != parent) {
    leader_memo_ = {.parent = parent,
                    .round = round,
                    .leader = schedule_.leader(round, tree_.turns_to(parent))};
  }
  return leader_memo_->leader;
}

}  // namespace pennypost::consensus
