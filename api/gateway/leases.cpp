#include "api/gateway/leases.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

namespace {

std::string random_id() {
  Salt salt;
  crypto::random_bytes(salt.bytes);
  return salt.hex();
}

}  // namespace

Leases::Leases(asio::any_io_executor executor, Records& records, LeaseOptions options)
    : executor_(executor),
      records_(records),
      options_(options),
      shared_(records.shared()),
      id_(random_id()),
      began_(SteadyClock::now()),
      pause_(std::make_shared<asio::steady_timer>(executor)) {
  records_.set_owner(id_);
}

bool Leases::alive(const std::string& gateway) const {
  if (gateway == id_) return true;
  const auto now = SteadyClock::now();
  const auto seen = seen_.find(gateway);
  // Whoever was here before us has the same time to show itself.
  if (seen == seen_.end()) return shared_ && now - began_ < options_.silence;
  return now - seen->second.at < options_.silence;
}

asio::awaitable<bool> Leases::try_acquire(std::string name) {
  if (!shared_) co_return true;
  while (!held_.contains(name)) {
    const auto mark = records_.lease(name);
    if (mark) {
      const std::string holder = mark->substr(0, mark->find(' '));
      // What is marked as ours and not held is being released: it need not be waited for.
      if (holder != id_ && alive(holder)) co_return false;
    }
    const std::string ours = next_mark();
    gateway_store::Change change{.synced = false};
    change.expect(Records::kLeases, name, mark).put(Records::kLeases, name, ours);
    if (co_await records_.commit(std::move(change))) {
      held_[name] = ours;
      co_return true;
    }
    // It changed meanwhile, which may have freed it: a release on its way got through, for one.
    if (records_.lease(name) == mark) co_return false;
  }
  co_return true;
}

asio::awaitable<void> Leases::acquire(std::string name) {
  while (!stopping_ && !co_await try_acquire(name)) {
    asio::steady_timer pause(executor_, options_.retry);
    boost::system::error_code ignored;
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

void Leases::release(const std::string& name) {
  const auto mine = held_.find(name);
  if (mine == held_.end()) return;
  const std::string mark = std::move(mine->second);
  held_.erase(mine);
  if (stopping_) return;  // who has given no sign of life for long is not waited for
  gateway_store::Change change{.synced = false};
  change.expect(Records::kLeases, name, mark).erase(Records::kLeases, name);
  spawn(executor_, [](Records& records, gateway_store::Change what) -> asio::awaitable<void> {
    (void)co_await records.commit(std::move(what));
  }(records_, std::move(change)));
}

bool Leases::still_holds(const std::string& name) {
  if (!shared_) return true;
  const auto mine = held_.find(name);
  if (mine == held_.end()) return false;
  if (records_.lease(name) == mine->second) return true;
  held_.erase(mine);
  return false;
}

void Leases::watch() {
  const auto now = SteadyClock::now();
  std::map<std::string, Seen> seen;
  for (auto& [gateway, beat] : records_.heartbeats()) {
    if (gateway == id_) continue;
    const auto before = seen_.find(gateway);
    const bool same = before != seen_.end() && before->second.beat == beat;
    seen[gateway] = Seen{beat, same ? before->second.at : now};
  }
  seen_ = std::move(seen);
}

asio::awaitable<void> Leases::run() {
  while (!stopping_) {
    gateway_store::Change change{.synced = false};
    change.put(Records::kGateways, id_, std::to_string(++beats_));
    // One that has been dead for long is forgotten: nothing is held by it any more.
    for (const auto& [gateway, seen] : seen_) {
      if (SteadyClock::now() - seen.at > options_.silence * 20) {
        change.erase(Records::kGateways, gateway);
      }
    }
    (void)co_await records_.commit(std::move(change));
    watch();
    if (look_around_ && !stopping_) look_around_();
    pause_->expires_after(options_.beat);
    boost::system::error_code ignored;
    co_await pause_->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

void Leases::start(std::function<void()> look_around) {
  look_around_ = std::move(look_around);
  if (shared_) spawn(executor_, run());
}

void Leases::stop() {
  stopping_ = true;
  pause_->cancel();
}

}  // namespace pennypost::gateway
