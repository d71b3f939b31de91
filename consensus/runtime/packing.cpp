#include <algorithm>

#include <boost/asio/post.hpp>

#include "consensus/runtime/clock.h"
#include "consensus/runtime/validator_impl.h"
#include "ledger/execution/validation.h"

namespace pennypost::runtime {
namespace {

std::unexpected<Error> only_observes() {
  return fail("observer", "This node only observes; turn to a validator.");
}

}  // namespace

/// Only the leader can serve it at once, but who leads may be dead: so all hear of it.
Result<void> Validator::Impl::request_tick() {
  if (!options_.own_index) return only_observes();
  asio::post(net_io_, [this] {
    const std::uint64_t now = read_clock().steady_us;
    std::uint64_t& last = ticks_us_.at(*options_.own_index);
    if (now < last + kTickRequestUs) return;
    last = now;
    post_event(consensus::TickRequested{});
    const auto bytes = std::make_shared<const Bytes>(wire::encode_tick_request());
    for (std::size_t peer = 0; peer < options_.peers.size(); ++peer) {
      if (peer != options_.own_index) transport_.send(peer, bytes, net::Priority::kUrgent);
    }
  });
  return {};
}

void Validator::Impl::receive_tick(std::size_t peer) {
  const std::uint64_t now = read_clock().steady_us;
  if (now < ticks_us_.at(peer) + kTickRequestUs) return;
  ticks_us_.at(peer) = now;
  post_event(consensus::TickRequested{});
}

Result<void> Validator::Impl::submit(wire::PendingTransaction transaction, OnOutcome done) {
  if (!options_.own_index) return only_observes();
  const std::size_t bytes = transaction.bytes.size();
  if (unordered_bytes_ + submitted_bytes_ > options_.unordered_bytes_max ||
      waiting_ > options_.waiting_max) {
    return fail("busy", "This validator has as much work as it can hold; try again in a second.");
  }
  submitted_bytes_ += bytes;
  asio::post(core_io_,
             [this, bytes, transaction = std::move(transaction), done = std::move(done)]() mutable {
               submitted_bytes_ -= bytes;
               if (const auto code = refusal_of(transaction)) return refuse(*code, std::move(done));
               submissions_.add(std::move(transaction), std::move(done));
               note_submissions();
               schedule_packing();
             });
  return {};
}

/// Why a new single transaction could only be discarded. Execution's own answer stands above this
/// one: the final state may be a moment old.
std::optional<Code> Validator::Impl::refusal_of(const wire::PendingTransaction& pending) const {
  if (!pending.rest.empty() || submissions_.knows(pending.transaction.id)) return std::nullopt;
  const TimestampUs time =
      std::max(read_clock().unix_time, ledger_.final_block().context.timestamp);
  const state::MemoryState& state = ledger_.final_state();
  return execution::discard_reason(state, state.parameters()->caps, pending.transaction, time);
}

/// Once the store has what the final state has: it may have been this very transaction.
void Validator::Impl::refuse(Code code, OnOutcome done) {
  if (!done) return;
  asio::post(writer_, [this, code, done = std::move(done)]() mutable {
    asio::post(core_io_, [code, done = std::move(done)] {
      done({.final = false, .code = code, .block = nullptr});
    });
  });
}

// The first transaction goes out at once; under load a batch collects what arrives in an interval.
void Validator::Impl::schedule_packing() {
  if (packing_ || stopped_ || !submissions_.has_pending()) return;
  packing_ = true;
  using std::chrono::microseconds;
  const std::uint64_t interval_us =
      submissions_.under_way() < kBusyTransactions ? kBatchIntervalUs : kBatchIntervalBusyUs;
  pack_timer_.expires_at(
      std::chrono::steady_clock::time_point(microseconds(last_pack_steady_us_ + interval_us)));
  pack_timer_.async_wait([this](const boost::system::error_code&) { pack(); });
}

/// What `submit` measures its clients by.
void Validator::Impl::note_submissions() {
  unordered_bytes_ = core_->unordered_bytes() + submissions_.pending_bytes();
  waiting_ = submissions_.waiting();
}

void Validator::Impl::pack() {
  packing_ = false;
  if (stopped_ || !options_.own_index) return;
  const consensus::Now now = read_clock();
  last_pack_steady_us_ = now.steady_us;
  auto batch = wire::make_batch({.epoch = options_.epoch.epoch,
                                 .author = *options_.own_index,
                                 .sequence = batch_sequence_++,
                                 .expiry = now.unix_time + kBatchLifetimeUs},
                                submissions_.take());
  batches_.add(batch);
  step({.now = now, .event = consensus::LocalBatch{std::move(batch)}});
  schedule_packing();
}

void Validator::Impl::rebatch(const std::shared_ptr<const consensus::Batch>& batch) {
  const TimestampUs now = read_clock().unix_time;
  const auto is_over = [&](const Transaction& transaction) {
    return transaction.expiry <= now || ledger_store_.transaction_by_id(transaction.id);
  };
  for (wire::PendingTransaction& each : wire::submissions_in(*batch)) {
    if (is_over(each.transaction) && std::ranges::all_of(each.rest, is_over)) continue;
    asio::post(core_io_, [this, pending = std::move(each)]() mutable {
      submissions_.add_again(std::move(pending));
      schedule_packing();
    });
  }
}

}  // namespace pennypost::runtime
