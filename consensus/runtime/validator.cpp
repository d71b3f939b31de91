#include "consensus/runtime/validator.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <ranges>

#include <boost/asio/post.hpp>

#include "consensus/runtime/clock.h"
#include "consensus/runtime/evidence.h"
#include "consensus/runtime/links.h"
#include "consensus/runtime/validator_impl.h"
#include "ledger/base/check.h"

namespace pennypost::runtime {
namespace {

// Of each, a response of a few megabytes and what executing it gave.
constexpr std::ptrdiff_t kGroupsWaitingMax = 4;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

/// Those of one group commit go out as one message, where the last of them stands.
void join_acknowledgements(std::deque<Effect>& effects) {
  const auto acknowledgement = [](Effect& effect) -> consensus::BatchAck* {
    auto* broadcast = std::get_if<consensus::Broadcast>(&effect);
    return broadcast ? std::get_if<consensus::BatchAck>(&broadcast->message) : nullptr;
  };
  consensus::BatchAck* last = nullptr;
  for (Effect& effect : std::views::reverse(effects)) {
    consensus::BatchAck* each = acknowledgement(effect);
    if (each == nullptr) continue;
    if (last == nullptr || last->digests.size() + each->digests.size() > consensus::kDigestsMax) {
      last = each;
      continue;
    }
    last->digests.insert(last->digests.end(), each->digests.begin(), each->digests.end());
    each->digests.clear();
  }
  std::erase_if(effects, [&](Effect& effect) {
    const consensus::BatchAck* each = acknowledgement(effect);
    return each != nullptr && each->digests.empty();
  });
}

bool is_block_request(const Effect& effect) {
  const auto* send = std::get_if<consensus::Send>(&effect);
  return send != nullptr && std::holds_alternative<consensus::BlockRequest>(send->message);
}

net::Priority priority_of(const consensus::Message& message) {
  const bool bulk = std::holds_alternative<consensus::BatchMessage>(message) ||
                    std::holds_alternative<consensus::BlockResponse>(message);
  return bulk ? net::Priority::kBulk : net::Priority::kUrgent;
}

}  // namespace

Validator::Impl::Impl(ValidatorOptions options, store::Database& database,
                      store::LedgerStore& ledger_store, net::TlsIdentity identity,
                      execution::SpeculativeLedger ledger, consensus::Recovered recovered)
    : options_(std::move(options)),
      database_(database),
      ledger_store_(ledger_store),
      block_store_(database, ledger_store),
      batches_(options_.epoch.chain_id),
      ledger_(std::move(ledger)),
      transport_(
          net_io_, std::move(identity), options_.consensus_key ? options_.listen : net::Endpoint{},
          links_of(options_), options_.own_index ? *options_.own_index : SIZE_MAX,
          net::Handlers{.on_frame = [this](std::size_t peer,
                                           Bytes payload) { receive(peer, std::move(payload)); },
                        .on_connected = [this](std::size_t peer) { on_connected(peer); },
                        .on_disconnected = [](std::size_t) {}}),
      observer_places_(options_.observers.size()),
      snapshots_(options_.epoch.chain_id, database_, block_store_, ledger_store_),
      observers_(options_.epoch, block_store_, ledger_store_,
                 [this](std::size_t to, const consensus::Message& message, net::Priority priority) {
                   transport_.send(to, std::make_shared<const Bytes>(wire::encode(message)),
                                   priority);
                 }),
      // Unique across restarts without a write: more than one batch a microsecond is never made.
      batch_sequence_(read_clock().unix_time.value()),
      ticks_us_(options_.peers.size()) {
  ledger_.set_worker(&hashing_);
  for (const auto& batch : recovered.batches) batches_.add(batch);
  core_ = std::make_unique<consensus::Consensus>(
      consensus::Config{.epoch = options_.epoch,
                        .own_index = options_.own_index,
                        .keeps_record = options_.consensus_key.has_value(),
                        .signed_before = options_.signed_before,
                        .signer_remembers = options_.signer_remembers},
      std::move(recovered), ledger_, *options_.signer);
  if (core_->status().safety_lost) {
    spdlog::critical(
        "this validator signs nothing: its key has signed with another disk, and this one does not "
        "know what. It follows and serves. Put the old disk back as it was; if it is gone, have "
        "governance replace the key (change_validators) and start again with the new one");
  }
  for (const net::Peer& observer : options_.observers) {
    observer_keys_.emplace_back(observer.network_key);
  }
  for (std::size_t i = 0; i < kTimerKinds; ++i) timers_.emplace_back(core_io_);
  for (std::size_t i = 0; i < options_.peers.size(); ++i) {
    peer_strands_.push_back(asio::make_strand(checks_.get_executor()));
  }
}

Result<void> Validator::Impl::start() {
  PP_CHECKED(transport_.start());
  post_event(consensus::Started{});
  core_thread_ = std::thread([this] {
    const auto guard = asio::make_work_guard(core_io_);
    core_io_.run();
  });
  net_thread_ = std::thread([this] { net_io_.run(); });
  return {};
}

void Validator::Impl::stop(bool with_checkpoint) {
  stopping_ = true;
  transport_.stop();
  if (net_thread_.joinable()) net_thread_.join();
  checks_.join();
  observer_work_.join();
  if (!core_thread_.joinable()) return;
  std::promise<void> done;
  asio::post(core_io_, [this, &done, with_checkpoint] {
    stopped_ = true;
    // Effects that still wait for the disk are derived again at the next start.
    if (with_checkpoint) checkpoint();
    done.set_value();
  });
  done.get_future().wait();
  writer_.join();
  // What was written last is still told to those who wait for it.
  std::promise<void> told;
  asio::post(core_io_, [&told] { told.set_value(); });
  told.get_future().wait();
  core_io_.stop();
  core_thread_.join();
}

void Validator::Impl::post_event(decltype(consensus::Input::event) event) {
  asio::post(core_io_, [this, event = std::move(event)]() mutable {
    step({.now = read_clock(), .event = std::move(event)});
  });
}

void Validator::Impl::on_connected(std::size_t peer) {
  if (peer < kFirstObserver) {
    post_event(consensus::Connected{static_cast<ValidatorIndex>(peer)});
  } else {
    asio::post(observer_work_, [this, peer] { observers_.on_connected(peer); });
  }
}

void Validator::Impl::receive_snapshot(std::size_t peer, Bytes payload) {
  // C10: whoever asks faster than we answer is not heard.
  std::atomic<std::uint32_t>& waiting = snapshot_requests_.at(peer);
  if (waiting >= kObserverRequestsMax) return transport_.release(peer, payload.size());
  ++waiting;
  asio::post(observer_work_, [this, peer, &waiting, payload = std::move(payload)] {
    transport_.send(
        peer, std::make_shared<const Bytes>(snapshots_.answer(payload, read_clock().steady_us)),
        net::Priority::kBulk);
    --waiting;
    transport_.release(peer, payload.size());
  });
}

void Validator::Impl::receive_from_observer(std::size_t peer, Bytes payload) {
  // C10: whoever asks faster than we answer is not heard.
  std::atomic<std::uint32_t>& waiting = observer_requests_.at(peer - kFirstObserver);
  if (waiting >= kObserverRequestsMax) return transport_.release(peer, payload.size());
  ++waiting;
  asio::post(observer_work_, [this, peer, &waiting, payload = std::move(payload)] {
    observers_.receive(peer, payload);
    --waiting;
    transport_.release(peer, payload.size());
  });
}

void Validator::Impl::announce(const OrderedCertificate& certificate) {
  if (observer_places_ == 0) return;
  const auto bytes =
      std::make_shared<const Bytes>(wire::encode(observers_.announcement(certificate)));
  for (std::size_t i = 0; i < observer_places_; ++i) {
    transport_.send(kFirstObserver + i, bytes, net::Priority::kUrgent);
  }
}

/// A message with everything checked that needs no history.
Result<consensus::Message> Validator::Impl::read_message(ValidatorIndex from, ByteView payload) {
  PP_TRY(auto message, wire::decode_message(
                           payload, [this](ByteView bytes) { return batches_.read(bytes); },
                           [this](ByteView bytes) { return batches_.read_unchecked(bytes); }));
  PP_CHECKED(consensus::verify_message(
      options_.epoch, from, message,
      [this](const PublicKey& key, ByteView bytes, const Signature& signature) {
        return signatures_.verify(key, bytes, signature);
      }));
  // F2: where a quorum certified a block, f+1 of its voters checked the signatures in its batches.
  if (const auto* response = std::get_if<consensus::BlockResponse>(&message)) {
    for (const auto& batch : consensus::unproven_batches(*response)) {
      PP_CHECKED(batches_.read(batch->bytes));
    }
  }
  return message;
}

void Validator::Impl::receive(std::size_t peer, Bytes payload) {
  if (wire::is_snapshot_message(payload)) return receive_snapshot(peer, std::move(payload));
  if (peer >= kFirstObserver) return receive_from_observer(peer, std::move(payload));
  if (wire::is_tick_request(payload)) {
    receive_tick(peer);
    return transport_.release(peer, payload.size());
  }
  asio::post(peer_strands_.at(peer), [this, peer, payload = std::move(payload)] {
    const auto from = static_cast<ValidatorIndex>(peer);
    auto message = read_message(from, payload);
    if (!message) {
      spdlog::debug("refused a message of validator {}: {}, {}", peer, message.error().code,
                    message.error().message);
      transport_.release(peer, payload.size());
      return;
    }
    // Released only when the core has taken it: a slow core slows its peers down (C10).
    asio::post(
        core_io_, [this, from, bytes = payload.size(), message = std::move(*message)]() mutable {
          step({.now = read_clock(), .event = consensus::Received{from, std::move(message)}});
          transport_.release(from, bytes);
        });
  });
}

void Validator::Impl::step(consensus::Input input) {
  if (stopped_) return;
  if (const auto* received = std::get_if<consensus::Received>(&input.event)) {
    spdlog::trace("{} <- {} {}", own_index(), received->from,
                  consensus::name_of(received->message));
  }
  take(core_->step(input));
  while (core_->unfinished()) take(core_->resume());
  note_submissions();
}

void Validator::Impl::take(std::vector<Effect> effects) {
  for (Effect& effect : effects) {
    // F3: it promises nothing, so it does not wait for the disk, as long as not too much does.
    if (is_block_request(effect) && groups_waiting() < kGroupsWaitingMax) {
      perform(effect);
    } else {
      effects_.push_back(std::move(effect));
    }
  }
  drain();
}

std::ptrdiff_t Validator::Impl::groups_waiting() const {
  return std::ranges::count_if(effects_, [](const Effect& effect) {
    return std::holds_alternative<consensus::Persist>(effect);
  });
}

void Validator::Impl::drain() {
  while (!writing_ && !effects_.empty()) {
    if (std::holds_alternative<consensus::Persist>(effects_.front())) {
      write_group();
    } else {
      Effect effect = std::move(effects_.front());
      effects_.pop_front();
      perform(effect);
    }
  }
  if (!checkpointing_ && !stopped_ && checkpoint_due()) {
    checkpoint();
    if (options_.keep_history_us > 0) asio::post(writer_, [this] { prune(); });
  }
}

bool Validator::Impl::checkpoint_due() const {
  if (!ledger_store_.checkpoint_due()) return false;
  const std::uint64_t now_us = read_clock().steady_us;
  if (now_us >= last_checkpoint_steady_us_ + kCheckpointPauseUs) return true;
  return now_us >= made_steady_us_ + kCheckpointPauseUs / 2 && effects_.empty() && !writing_ &&
         !core_->status().catching_up;
}

// C6: one group commit covers every effect that waits; what stands behind the first Persist is
// performed once it is durable. What is final is written behind it at once, whatever the core does
// meanwhile.
void Validator::Impl::write_group() {
  writing_ = true;
  auto group = std::make_shared<std::deque<Effect>>(std::exchange(effects_, {}));
  asio::post(writer_, [this, group] {
    store::WriteBatch batch(database_);
    for (const Effect& effect : *group) {
      if (const auto* persist = std::get_if<consensus::Persist>(&effect)) {
        block_store_.put(batch, *persist);
      }
    }
    database_.write(std::move(batch), true);
    for (const Effect& effect : *group) {
      if (const auto* final_blocks = std::get_if<consensus::Finalize>(&effect)) {
        append(*final_blocks);
      }
    }
    asio::post(core_io_, [this, group] {
      const bool over = stopped_;
      if (!over) join_acknowledgements(*group);
      for (Effect& effect : *group) {
        if (const auto* final_blocks = std::get_if<consensus::Finalize>(&effect)) {
          publish(*final_blocks);  // written, so it is told in any case
        } else if (!over) {
          perform(effect);
        }
      }
      if (over) return;
      writing_ = false;
      drain();
    });
  });
}

void Validator::Impl::perform(Effect& effect) {
  std::visit(
      Overloaded{
          [](const consensus::Persist&) {},  // written with its group
          [&](consensus::Send& send_effect) { send(send_effect.to, send_effect.message); },
          [&](consensus::Broadcast& broadcast) {
            spdlog::trace("{} -> all {}", own_index(), consensus::name_of(broadcast.message));
            const auto bytes = std::make_shared<const Bytes>(wire::encode(broadcast.message));
            const net::Priority priority = priority_of(broadcast.message);
            for (std::size_t peer = 0; peer < options_.peers.size(); ++peer) {
              if (peer != options_.own_index) transport_.send(peer, bytes, priority);
            }
            if (const auto* vote = std::get_if<consensus::Vote>(&broadcast.message)) {
              vote_sent_ = vote->ledger_info.round.value();
            }
          },
          [&](consensus::SetTimer& timer) { set_timer(timer.kind, timer.at_steady_us); },
          [&](consensus::CancelTimer& timer) {
            timers_.at(static_cast<std::size_t>(timer.kind)).cancel();
          },
          [&](consensus::Finalize& final_blocks) { finalize(std::move(final_blocks)); },
          [&](consensus::ServeBlocks& request) {
            asio::post(checks_, [this, request = std::move(request)] { serve(request); });
          },
          [&](const consensus::ServeEpoch& request) {
            asio::post(checks_, [this, request] { serve_epoch(request); });
          },
          [&](const consensus::EndEpoch& end) {
            stopped_ = true;
            if (on_epoch_end_) on_epoch_end_(end.next);
          },
          [&](const consensus::Equivocation& evidence) { accuse(evidence); },
          [&](consensus::Rebatch& expired) {
            asio::post(checks_, [this, batch = expired.batch] { rebatch(batch); });
          },
          [&](consensus::Fault& fault) { halt(fault.reason); }},
      effect);
}

void Validator::Impl::send(std::size_t to, const consensus::Message& message) {
  spdlog::trace("{} -> {} {}", own_index(), to, consensus::name_of(message));
  transport_.send(to, std::make_shared<const Bytes>(wire::encode(message)), priority_of(message));
}

void Validator::Impl::finalize(consensus::Finalize effect) {
  asio::post(writer_, [this, effect = std::move(effect)] {
    append(effect);
    asio::post(core_io_, [this, effect] { publish(effect); });
  });
}

// On the writer's thread.
void Validator::Impl::append(const consensus::Finalize& effect) {
  store::WriteBatch batch(database_);
  block_store_.put_final(batch, effect);
  std::vector<store::FinalBlock> blocks;
  for (std::size_t i = 0; i < effect.blocks.size(); ++i) {
    std::vector<BatchDigest> digests;
    for (const auto& reference : effect.blocks[i].batches) digests.push_back(reference.digest);
    blocks.push_back({effect.executed[i], std::move(digests)});
  }
  ledger_store_.append(std::move(batch), blocks, effect.certificate);
}

void Validator::Impl::publish(const consensus::Finalize& effect) {
  const auto stands = [this](const TransactionId& id) {
    return ledger_store_.transaction_by_id(id).has_value();
  };
  for (const auto& block : effect.executed) submissions_.on_final(block, stands);
  const TimestampUs final_time = effect.certificate.ledger_info.timestamp;
  if (us_between(last_expire_, final_time) > 1'000'000) {
    last_expire_ = final_time;
    submissions_.expire(final_time);
  }
  announce(effect.certificate);
  if (on_final_) on_final_(effect.executed, effect.certificate);
}

/// C11. At most once a validator and epoch, so nobody can fill the log.
void Validator::Impl::accuse(const consensus::Equivocation& evidence) {
  spdlog::warn("{} signed two different messages of one kind in a round: {}",
               options_.epoch.validators.validators.at(evidence.validator).name,
               consensus::name_of(evidence.first));
  const auto report = report_of(options_.epoch, evidence);
  if (report && on_evidence_) on_evidence_(*report);
}

// Behind what is final by now; the core goes on meanwhile.
void Validator::Impl::checkpoint() {
  checkpointing_ = true;
  asio::post(writer_, [this] {
    ledger_store_.checkpoint();
    asio::post(core_io_, [this] {
      checkpointing_ = false;
      last_checkpoint_steady_us_ = read_clock().steady_us;
    });
  });
}

// On the writer's thread, a bounded step at a time, so that blocks never wait long for the disk.
void Validator::Impl::prune() {
  const std::uint64_t now = ledger_store_.latest_ledger_info().timestamp.value();
  const TimestampUs before(now - std::min(now, options_.keep_history_us));
  const auto gone = ledger_store_.prune(before, store::BlockStore::put_pruned);
  if (!gone) {
    spdlog::error("history is not pruned: {}", gone.error().message);
  } else if (*gone > 0 && !stopping_) {
    asio::post(writer_, [this] { prune(); });
  }
}

void Validator::Impl::set_timer(TimerKind kind, std::uint64_t at_steady_us) {
  asio::steady_timer& timer = timers_.at(static_cast<std::size_t>(kind));
  timer.expires_at(std::chrono::steady_clock::time_point(std::chrono::microseconds(at_steady_us)));
  timer.async_wait([this, kind](const boost::system::error_code& error) {
    if (!error) step({.now = read_clock(), .event = consensus::TimerFired{kind}});
  });
}

void Validator::Impl::serve(const consensus::ServeBlocks& request) {
  auto response = block_store_.respond(request);
  if (!response) {
    spdlog::error("cannot serve blocks: {}", response.error().message);
    return;
  }
  send(request.to, consensus::Message(std::move(*response)));
}

/// C9.
void Validator::Impl::serve_epoch(const consensus::ServeEpoch& request) {
  const auto step = ledger_store_.epoch_step(request.epoch.next());
  if (!step) return;  // the end of it is on its way to the store
  send(request.to, consensus::EpochChange{{step->ledger_info, step->signatures}});
}

/// After stop.
Validator::Impl::Remains Validator::Impl::take_remains() {
  const consensus::Status status = core_->status();
  ledger_.set_worker(nullptr);
  Remains out{.ledger = std::move(ledger_),
              .submissions = std::move(submissions_),
              .recovered = {},
              .validators = options_.epoch.validators};
  // C6: all that the next epoch wants to know of the record is that it is there.
  const bool recorded = options_.own_index || options_.consensus_key;
  if (recorded && !status.safety_lost) {
    out.recovered.safety.emplace().epoch = options_.epoch.epoch;
  }
  out.recovered.final_certificate = status.final_certificate;
  return out;
}

void Validator::Impl::adopt(Submissions submissions) {
  submissions_ = std::move(submissions);
  asio::post(core_io_, [this] {
    note_submissions();
    schedule_packing();
  });
}

void Validator::Impl::halt(const std::string& reason) {
  spdlog::critical("consensus stopped and signs nothing more: {}", reason);
  const std::lock_guard lock(fault_mutex_);
  fault_ = reason;
  stopped_ = true;
}

void Validator::Impl::read(Read read) {
  asio::post(core_io_, [this, read = std::move(read)] { read(ledger_, core_->status()); });
}

}  // namespace pennypost::runtime
