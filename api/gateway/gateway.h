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

/// Messages in, replies out, exactly once: a message is durable before it is read, its answer is
/// stored beside it, a repeated delivery joins the first or gets the stored answer, and a restart
/// goes on where the process ended. A user's messages are answered one at a time. Used from one
/// thread; what it is made of outlives it.
class Gateway {
 public:
  Gateway(boost::asio::any_io_executor executor, Records& records, People& people,
          Payments& payments, Dialogue& dialogue, Now now);

  /// What a delivery that finds the first one still in flight gets: its answer, or `in_flight`.
  enum class Repeated { join, refuse };
  /// No replies at all: the message is of a group, and not for the bot. Errors: `message_conflict`
  /// (other content under this id), `busy` (too many messages of this user wait), `in_flight`,
  /// `internal`.
  boost::asio::awaitable<Result<std::vector<Reply>>> deliver(InboundMessage message,
                                                             Repeated repeated = Repeated::join);
  /// Whether a message of this identity was delivered before.
  bool knows(const InboundMessage& message);

  /// Opens the account where it is not. Errors: `account_opening`.
  boost::asio::awaitable<Result<People::Welcome>> open_user(std::string tenant, std::string handle);
  /// The card that the payment waits on, answered by the app. Errors: card_closed, card_expired,
  /// over_limit, ledger_unavailable.
  boost::asio::awaitable<Result<Operation>> confirm(Operation payment);
  /// Errors: nothing_to_cancel.
  boost::asio::awaitable<Result<Operation>> cancel(Operation payment);

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
  boost::asio::awaitable<void> fly(InboxRecord record, bool fresh, std::shared_ptr<Flight> flight,
                                   UserLocks::Place place);
  boost::asio::awaitable<Result<std::vector<Reply>>> answer(InboxRecord record, bool fresh,
                                                            UserLocks::Place place);
  std::vector<Reply> refreshed(std::vector<Reply> replies);

  boost::asio::any_io_executor executor_;
  Records& records_;
  People& people_;
  Payments& payments_;
  Dialogue& dialogue_;
  Now now_;
  UserLocks locks_;
  std::map<std::string, std::shared_ptr<Flight>> flights_;  ///< by message key
};

}  // namespace pennypost::gateway
