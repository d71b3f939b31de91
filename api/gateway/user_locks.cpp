#include "api/gateway/user_locks.h"

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds kGiveWay{30};

std::string lease_of(const std::string& user) {
  return "user " + user;
}

}  // namespace

bool UserLocks::full(const std::string& user) const {
  const auto found = lines_->find(user);
  return found != lines_->end() && found->second.size() > kWaitersMax;
}

UserLocks::Place UserLocks::line_up(const std::string& user) {
  auto timer =
      std::make_shared<asio::steady_timer>(executor_, std::chrono::steady_clock::time_point::max());
  (*lines_)[user].push_back(timer);
  return {lines_, leases_, user, std::move(timer)};
}

asio::awaitable<UserLocks::Place> UserLocks::acquire(std::string user) {
  auto place = line_up(user);
  co_await place.turn();
  co_return place;
}

asio::awaitable<void> UserLocks::Place::turn() {
  // Nobody else may end the wait: a woken place looks again.
  while (lines_->at(user_).front() != timer_) {
    boost::system::error_code ignored;
    co_await timer_->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (leases_ != nullptr) co_await leases_->acquire(lease_of(user_));
}

asio::awaitable<void> UserLocks::Place::give_way() {
  if (leases_ == nullptr) co_return;
  leases_->release(lease_of(user_));
  asio::steady_timer pause(co_await asio::this_coro::executor, kGiveWay);
  co_await pause.async_wait(asio::use_awaitable);
  co_await leases_->acquire(lease_of(user_));
}

UserLocks::Place::~Place() {
  if (!lines_) return;
  const auto line = lines_->find(user_);
  CHECK(line != lines_->end());
  const auto place = std::ranges::find(line->second, timer_);
  CHECK(place != line->second.end());
  const bool was_first = place == line->second.begin();
  line->second.erase(place);
  if (line->second.empty()) {
    lines_->erase(line);
    if (leases_ != nullptr && was_first) leases_->release(lease_of(user_));
  } else if (was_first) {
    line->second.front()->cancel();
  }
}

}  // namespace pennypost::gateway
