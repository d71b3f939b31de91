#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/gateway/dialogue.h"
#include "api/gateway/user_locks.h"

namespace pennypost::gateway {

/// Every message once: durable before it is read, its answer stored beside it, so that each
/// delivery of the same message gets the same answer. Used from one thread.
class Inbox {
 public:
  Inbox(boost::asio::any_io_executor executor, Records& records, Dialogue& dialogue);

  /// The answer to a message; a repeated delivery joins the first. Errors: `message_conflict`
  /// (other content under this id), `busy` (too many messages of this user wait), `internal`.
  boost::asio::awaitable<Result<std::vector<Reply>>> deliver(InboundMessage message);

  /// Goes on with messages that were not answered when the process ended.
  void resume();

 private:
  /// A message on its way to its answer.
  struct Flight {
    explicit Flight(const boost::asio::any_io_executor& executor) : landed(executor) {}
    std::string content_hash;
    boost::asio::steady_timer landed;  ///< never expires: cancelled at the end
    std::optional<Result<std::vector<Reply>>> answer;
  };

  std::shared_ptr<Flight> depart(InboxRecord record, bool fresh);
  boost::asio::awaitable<void> fly(InboxRecord record, bool fresh, std::shared_ptr<Flight> flight);
  boost::asio::awaitable<Result<std::vector<Reply>>> answer(InboxRecord record, bool fresh);

  boost::asio::any_io_executor executor_;
  Records& records_;
  Dialogue& dialogue_;
  UserLocks locks_;
  std::map<std::string, std::shared_ptr<Flight>> flights_;
};

}  // namespace pennypost::gateway
