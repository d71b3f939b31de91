#pragma once

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/gateway/leases.h"

namespace pennypost::gateway {

/// One at a time for each user, in the order of asking; different users run concurrently. Where
/// gateways share a store, one of them at a time serves a user. Used from one thread.
class UserLocks {
 public:
  static constexpr std::size_t kWaitersMax = 100;  ///< of one user, behind the one whose turn it is

  using Line = std::deque<std::shared_ptr<boost::asio::steady_timer>>;
  /// Whose turn it is stands in front; nobody's line is empty.
  using Lines = std::unordered_map<std::string, Line>;

  /// A place in a user's line, left when it goes, whether or not its turn has come.
  class Place {
   public:
    Place(Place&&) noexcept = default;
    Place& operator=(Place&&) = delete;
    ~Place();
    /// Returns when everybody before it has left, here and in other gateways.
    boost::asio::awaitable<void> turn();
    /// Lets another gateway go first, whose message is older; then it is our turn again.
    boost::asio::awaitable<void> give_way();

   private:
    friend class UserLocks;
    Place(std::shared_ptr<Lines> lines, Leases* leases, std::string user,
          std::shared_ptr<boost::asio::steady_timer> timer)
        : lines_(std::move(lines)),
          leases_(leases),
          user_(std::move(user)),
          timer_(std::move(timer)) {}

    /// Shared, because a coroutine that the end of the process cuts off may outlive the locks.
    std::shared_ptr<Lines> lines_;
    Leases* leases_;  ///< null: nobody else writes to the store
    std::string user_;
    std::shared_ptr<boost::asio::steady_timer> timer_;  ///< never expires: cancelled at its turn
  };

  explicit UserLocks(boost::asio::any_io_executor executor, Leases* leases = nullptr)
      : executor_(std::move(executor)),
        leases_(leases != nullptr && leases->shared() ? leases : nullptr) {}
  bool full(const std::string& user) const;
  /// Takes the place at once, so that what is done before its turn keeps the order.
  Place line_up(const std::string& user);
  /// line_up and turn.
  boost::asio::awaitable<Place> acquire(std::string user);

 private:
  boost::asio::any_io_executor executor_;
  Leases* leases_;
  std::shared_ptr<Lines> lines_ = std::make_shared<Lines>();
};

}  // namespace pennypost::gateway
