#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace pennypost::gateway {

/// One at a time for each user, in the order of asking; different users run concurrently. Used from
/// one thread.
class UserLocks {
 public:
  static constexpr std::size_t kWaitersMax = 100;  ///< of one user

  /// A user with an entry is held; the timers are who waits.
  using Waiting = std::map<std::string, std::deque<std::shared_ptr<boost::asio::steady_timer>>>;

  /// Releases when it goes.
  class Hold {
   public:
    Hold(Hold&&) noexcept = default;
    Hold& operator=(Hold&&) = delete;
    ~Hold() {
      if (waiting_) release(*waiting_, user_);
    }

   private:
    friend class UserLocks;
    Hold(std::shared_ptr<Waiting> waiting, std::string user)
        : waiting_(std::move(waiting)), user_(std::move(user)) {}

    /// Shared, because a coroutine that the end of the process cuts off may outlive the locks.
    std::shared_ptr<Waiting> waiting_;
    std::string user_;
  };

  explicit UserLocks(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
  bool full(const std::string& user) const;
  boost::asio::awaitable<Hold> acquire(std::string user);

 private:
  static void release(Waiting& waiting, const std::string& user);

  boost::asio::any_io_executor executor_;
  std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
};

}  // namespace pennypost::gateway
