#include "api/gateway/user_locks.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;

bool UserLocks::full(const std::string& user) const {
  const auto found = waiting_->find(user);
  return found != waiting_->end() && found->second.size() >= kWaitersMax;
}

asio::awaitable<UserLocks::Hold> UserLocks::acquire(std::string user) {
  const auto [at, free] = waiting_->try_emplace(user);
  if (!free) {
    const auto turn = std::make_shared<asio::steady_timer>(
        executor_, std::chrono::steady_clock::time_point::max());
    at->second.push_back(turn);
    boost::system::error_code ignored;
    co_await turn->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return Hold(waiting_, std::move(user));
}

void UserLocks::release(Waiting& waiting, const std::string& user) {
  const auto at = waiting.find(user);
  CHECK(at != waiting.end());
  if (at->second.empty()) {
    waiting.erase(at);
    return;
  }
  // The next one holds it from now on.
  const auto next = at->second.front();
  at->second.pop_front();
  next->cancel();
}

}  // namespace pennypost::gateway
