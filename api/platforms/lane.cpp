#include "api/platforms/lane.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"

namespace pennypost::platforms {

namespace asio = boost::asio;
using connectors::CallAnswer;
using connectors::Outgoing;
using std::chrono::milliseconds;

namespace {

constexpr const char* kTable = "platform_outbox";
constexpr std::size_t kScan = 200;
constexpr milliseconds kBackOffFirst{500};
constexpr milliseconds kBackOffMax{60'000};
constexpr milliseconds kLookPause{200};  ///< while another gateway sends

std::string chat_of(const Outgoing& out) {
  return out.chat.empty() ? out.to_id : out.chat;
}

}  // namespace

Lane::Lane(asio::any_io_executor executor, gateway::Records& records, std::string name, Hooks hooks,
           Limits limits, gateway::Now now, gateway::Leases* leases)
    : executor_(std::move(executor)),
      records_(records),
      name_(std::move(name)),
      hooks_(std::move(hooks)),
      limits_(limits),
      now_(std::move(now)),
      leases_(leases != nullptr && leases->shared() ? leases : nullptr) {}

void Lane::add(gateway_store::Change& change, const Errand& errand) {
  // In the order of coming; the same message has the same key.
  const std::string key =
      fmt::format("{}/{:020}/{}", name_, errand.created_at.value(), errand.out.outbox_id);
  records_.put_sealed(change, kTable, key, errand.user, to_json(errand));
}

asio::awaitable<void> Lane::put(Errand errand) {
  gateway_store::Change change;
  add(change, errand);
  (void)co_await records_.commit(std::move(change));
  wake();
}

std::size_t Lane::waiting() const {
  return records_.store().scan({.table = kTable, .prefix = name_ + "/"}).size();
}

void Lane::wake() {
  again_ = true;
  if (running_ || stopping_) return;
  running_ = true;
  gateway::spawn(executor_, run());
}

asio::awaitable<void> Lane::pause(milliseconds duration) {
  if (hooks_.pause) co_return co_await hooks_.pause(duration);
  asio::steady_timer timer(executor_, duration);
  boost::system::error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> Lane::run() {
  if (co_await take_turn()) co_await send_waiting();
  running_ = false;
  // A chat that has to wait keeps the lease: another gateway would not know that it has to.
  if (leases_ != nullptr && busy_.empty()) leases_->release(lease());
}

/// False: nothing is left to send, or others do it.
asio::awaitable<bool> Lane::take_turn() {
  while (leases_ != nullptr && !stopping_) {
    const bool ready = !hooks_.can_send || hooks_.can_send();
    if (ready && co_await leases_->try_acquire(lease())) co_return true;
    if (!ready && busy_.empty()) leases_->release(lease());
    const auto rows = records_.store().scan({.table = kTable, .prefix = name_ + "/", .limit = 1});
    if (rows.empty()) co_return false;
    co_await pause(kLookPause);
  }
  co_return !stopping_;
}

/// Who was taken for dead, and goes on, finds that another one sends now.
bool Lane::still_ours() {
  return leases_ == nullptr || leases_->still_holds(lease());
}

asio::awaitable<void> Lane::send_waiting() {
  const milliseconds spacing(1'000 / std::max(1U, limits_.per_second));
  std::string behind;
  std::set<std::string> passed;  // chats whose oldest message this pass has seen: the rest waits
  while (!stopping_) {
    if (std::exchange(again_, false)) {
      behind.clear();
      passed.clear();
    }
    const auto rows = records_.store().scan(
        {.table = kTable, .prefix = name_ + "/", .after = behind, .limit = kScan});
    for (const auto& row : rows) {
      if (stopping_) break;
      if (!still_ours()) co_return;
      behind = row.key;
      const auto opened = records_.get_sealed(kTable, row.key);
      if (!opened) {  // its person's data is gone
        co_await forget(row.key);
        continue;
      }
      Errand errand = errand_from(*opened);
      const std::string chat = chat_of(errand.out);
      if (!passed.insert(chat).second || !busy_.insert(chat).second) continue;
      ++in_flight_;
      gateway::spawn(executor_, carry(row.key, std::move(errand)));
      co_await pause(std::max(spacing, back_off_));
      while (in_flight_ >= kInFlightMax && !stopping_) co_await pause(milliseconds(5));
    }
    if (rows.size() < kScan && !again_) break;  // whoever is in flight wakes us at its end
  }
}

asio::awaitable<void> Lane::forget(std::string key) {
  gateway_store::Change change{.synced = false};  // done again where the host loses it
  change.erase(kTable, std::move(key));
  (void)co_await records_.commit(std::move(change));
}

asio::awaitable<CallAnswer> Lane::send(Outgoing out) {
  try {
    co_return co_await hooks_.send(std::move(out));
  } catch (const std::exception& error) {
    spdlog::error("{}: sending failed: {}", name_, error.what());
  }
  co_return CallAnswer{.kind = CallAnswer::Kind::again, .error = "internal"};
}

asio::awaitable<void> Lane::carry(std::string key, Errand errand) {
  const std::string chat = chat_of(errand.out);
  milliseconds rest{0};
  if (hooks_.wanted(errand)) {
    const auto answer = co_await send(errand.out);
    --in_flight_;
    note(answer);
    co_await settle(std::move(key), std::move(errand), answer);
    const bool later =
        answer.kind == CallAnswer::Kind::again || answer.kind == CallAnswer::Kind::no_access;
    rest = limits_.chat_pause;
    if (later) rest = std::max({rest, back_off_, milliseconds(answer.retry_after)});
  } else {
    --in_flight_;
    co_await forget(std::move(key));  // they have read it beside an answer
  }
  if (rest.count() > 0 && !stopping_) co_await pause(rest);
  busy_.erase(chat);
  wake();
}

void Lane::note(const CallAnswer& answer) {
  using Kind = CallAnswer::Kind;
  const bool works = answer.kind != Kind::again && answer.kind != Kind::no_access;
  if (works) {
    stats_.failing_since_us = 0;
    back_off_ = milliseconds(0);
    return;
  }
  ++stats_.retried;
  stats_.last_error = answer.error;
  if (answer.retry_after.count() > 0 || !answer.moved_to.empty()) return;  // of this chat only
  if (stats_.failing_since_us == 0) {
    stats_.failing_since_us = now_().value();
    spdlog::warn("{} does not take messages: {}", name_, answer.error);
  }
  back_off_ = std::min(std::max(back_off_ * 2, kBackOffFirst), kBackOffMax);
}

asio::awaitable<void> Lane::settle(std::string key, Errand errand, CallAnswer answer) {
  using Kind = CallAnswer::Kind;
  switch (answer.kind) {
    case Kind::sent:
      ++stats_.sent;
      break;
    case Kind::unreachable:
      ++stats_.unreachable;
      break;
    case Kind::refused:
      ++stats_.refused;
      stats_.last_error = answer.error;
      spdlog::warn("{} refused a message: {}", name_, answer.error);
      break;
    case Kind::again:
    case Kind::no_access:
      if (now_().value() < errand.created_at.value() + kSendUsMax) co_return;
      ++stats_.given_up;
      answer.kind = Kind::again;
      break;
  }
  co_await hooks_.ended(std::move(errand), answer.kind);
  co_await forget(std::move(key));
}

}  // namespace pennypost::platforms
