#include <algorithm>

#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/records.h"

// How changes reach the store, and what is kept in memory.
namespace pennypost::gateway {

using gateway_store::Change;

void Records::settled(std::vector<gateway_store::Committer::Job> jobs) {
  for (auto& job : jobs) {
    const bool tells = job.done && std::ranges::any_of(job.change.writes, [](const auto& write) {
                         return write.table == kEventQueue && !write.erases();
                       });
    for (const auto& write : job.change.writes) {
      if (!job.done || !destroys_key(write)) continue;
      // What was read of this user meanwhile goes with the key.
      forget_user(write.key);
      rows_.clear();
    }
    if (job.done && caches_) {
      for (const auto& write : job.change.writes) keep_recent(write);
      rows_.apply(job.change);
    }
    if (tells && on_event_) on_event_();
  }
}

/// On the committer's thread: brings each job back to whoever waits for it.
void Records::tell_callers(std::vector<gateway_store::Committer::Job> jobs) {
  const auto place_of = [](const gateway_store::Committer::Job& job) {
    const auto& waiter = static_cast<const Waiter&>(*std::static_pointer_cast<Waiter>(job.caller));
    return waiter.settles_on ? waiter.settles_on : waiter.executor;
  };
  while (!jobs.empty()) {
    const auto executor = place_of(jobs.front());
    const auto end =
        std::ranges::find_if(jobs, [&](const auto& job) { return place_of(job) != executor; });
    std::vector<gateway_store::Committer::Job> theirs(std::make_move_iterator(jobs.begin()),
                                                      std::make_move_iterator(end));
    jobs.erase(jobs.begin(), end);
    tell_on(executor, std::move(theirs));
  }
}

void Records::tell_on(const boost::asio::any_io_executor& executor,
                      std::vector<gateway_store::Committer::Job> jobs) {
  boost::asio::post(executor, [jobs = std::move(jobs)]() mutable {
    std::vector<std::pair<std::shared_ptr<Waiter>, bool>> waiters;
    for (auto& job : jobs) {
      waiters.emplace_back(std::static_pointer_cast<Waiter>(std::move(job.caller)), job.done);
    }
    if (Records* records = *waiters.front().first->records) records->settled(std::move(jobs));
    for (const auto& [waiter, done] : waiters) {
      if (waiter->settles_on) {
        boost::asio::post(waiter->executor, [who = waiter, how = done] { who->go_on(how); });
      } else {
        waiter->go_on(done);
      }
    }
  });
}

boost::asio::awaitable<std::optional<User>> Records::change_user(std::string id,
                                                                 std::function<void(User&)> edit,
                                                                 bool synced) {
  while (true) {
    Change change{.synced = synced};
    expect_unchanged(change, "users", id);
    auto now = user(id);
    if (!now) co_return std::nullopt;
    edit(*now);
    put(change, *now);
    if (co_await commit(std::move(change))) co_return now;
  }
}

boost::asio::awaitable<bool> Records::commit(Change change) {
  if (committer_) {
    const auto executor = boost::asio::prefer(co_await boost::asio::this_coro::executor,
                                              boost::asio::execution::outstanding_work.tracked);
    co_return co_await boost::asio::async_initiate<decltype(boost::asio::use_awaitable),
                                                   void(bool)>(
        [&](auto handler) {
          committer_->add({.change = std::move(change),
                           .caller = std::make_shared<Waiter>(
                               Waiter{self_, executor, settles_on_, std::move(handler)})});
        },
        boost::asio::use_awaitable);
  }
  const bool tells = std::ranges::any_of(change.writes, [](const auto& write) {
    return write.table == kEventQueue && !write.erases();
  });
  std::vector<std::string> destroyed;
  for (const auto& write : change.writes) {
    if (destroys_key(write)) destroyed.push_back(write.key);
  }
  // Back on the caller's executor afterwards; the pool lets several changes share one sync.
  const bool done = co_await boost::asio::co_spawn(
      pool_,
      [&store = store_, change = std::move(change)]() mutable -> boost::asio::awaitable<bool> {
        change.complete();
        co_return store.commit(change);
      },
      boost::asio::use_awaitable);
  if (done) {  // whoever read of the person meanwhile has cached the key again
    for (const auto& user : destroyed) forget_user(user);
  }
  if (done && tells && on_event_) on_event_();
  co_return done;
}

}  // namespace pennypost::gateway
