#include "api/gateway/outbox.h"

#include <algorithm>
#include <array>
#include <map>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/news.h"
#include "api/gateway/spawn.h"

namespace pennypost::gateway {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kBatch = 32;  // a short turn: others wait for the thread
constexpr auto kRetryPause = std::chrono::seconds(2);

}  // namespace

struct Outbox::Work {
  explicit Work(const asio::any_io_executor& executor) : done(executor) {
    done.expires_at(asio::steady_timer::time_point::max());
  }
  asio::steady_timer done;  // cancelled with the last person's
  std::size_t people_left = 0;
  bool put_off = false;
  gateway_store::Change change{.synced = false};  // shown again where the host loses it
};

Outbox::Outbox(asio::any_io_executor executor, Records& records, Now now)
    : executor_(executor),
      records_(records),
      now_(std::move(now)),
      pause_(std::make_shared<asio::steady_timer>(executor)) {}

void Outbox::wake() {
  again_ = true;
  if (running_ || stopping_) return;
  running_ = true;
  spawn(executor_, run());
}

asio::awaitable<void> Outbox::run() {
  std::string behind;
  bool put_off = false;
  while (!stopping_) {
    if (std::exchange(again_, false)) behind = start_.next(system_now());
    const auto batch = records_.outgoing(behind, kBatch);
    if (!batch.empty()) {
      behind = batch.back().key;
      put_off = co_await carry(batch) || put_off;
      if (!put_off) start_.handled(behind, system_now());
    }
    if (batch.size() == kBatch || again_) continue;
    if (!put_off) break;
    put_off = false;
    behind.clear();
    start_.reset();
    const auto pause = pause_;
    pause->expires_after(kRetryPause);
    boost::system::error_code ignored;
    co_await pause->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  running_ = false;
}

asio::awaitable<bool> Outbox::carry(std::vector<Records::OutgoingRow> batch) {
  std::map<std::string, std::vector<Records::OutgoingRow>> people;
  for (auto& row : batch) {
    const std::string user = row.message ? row.message->user : "";
    people[user].push_back(std::move(row));
  }
  const auto work = std::make_shared<Work>(executor_);
  work->people_left = people.size();
  for (auto& [user, rows] : people) spawn(executor_, carry_to_one(work, std::move(rows)));
  boost::system::error_code ignored;
  while (work->people_left > 0) {
    co_await work->done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (!work->change.writes.empty()) (void)co_await records_.commit(std::move(work->change));
  co_return work->put_off;
}

asio::awaitable<void> Outbox::carry_to_one(std::shared_ptr<Work> work,
                                           std::vector<Records::OutgoingRow> rows) {
  for (const auto& row : rows) {
    if (stopping_) break;
    const Delivery delivery = row.message ? co_await offer(*row.message) : Delivery::told;
    if (delivery == Delivery::later) {
      work->put_off = true;
    } else {
      records_.sent(work->change, row, delivery == Delivery::told);
    }
    if (delivery == Delivery::unreachable) {
      if (const auto notice = not_told(records_, *row.message, now_())) {
        records_.put(work->change, *notice);
        again_ = true;
      }
    }
  }
  if (--work->people_left == 0) work->done.cancel();
}

asio::awaitable<Delivery> Outbox::offer(OutgoingMessage message) {
  // Whoever can reach the person settles it; nobody's failure hides it from the others.
  constexpr std::array kStrongest = {Delivery::later, Delivery::carried, Delivery::told,
                                     Delivery::unreachable, Delivery::kept};
  auto out = kStrongest.end() - 1;
  for (OutboxSink* sink : sinks_) {
    out = std::min(out, std::ranges::find(kStrongest, co_await sink->take(message)));
  }
  co_return *out;
}

}  // namespace pennypost::gateway
