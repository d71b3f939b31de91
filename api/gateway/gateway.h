#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/gateway/dialogue.h"
#include "api/gateway/executors.h"
#include "api/gateway/outbox.h"
#include "api/gateway/user_locks.h"

namespace pennypost::gateway {

/// Messages in, replies out, exactly once: a message is durable before it is read, its answer is
/// stored beside it, a repeated delivery joins the first or gets the stored answer, and a restart
/// goes on where the process ended. A user's messages are answered one at a time. Used from one
/// thread; what it is made of outlives it.
class Gateway {
 public:
  Gateway(const Executors& executors, Records& records, People& people, Payments& payments,
          Dialogue& dialogue, Identity& identity, Outbox& outbox, Now now,
          Leases* leases = nullptr);

  /// What a delivery that finds the first one still in flight gets: its answer, or `in_flight`.
  enum class Repeated { join, refuse };
  /// No replies at all: the message is of a group, and not for the bot. Errors: `message_conflict`
  /// (other content under this id), `handle_reserved` (a newcomer by a chat platform's handle whom
  /// no platform delivers), `busy` (too many messages of this user wait), `in_flight`, `internal`.
  boost::asio::awaitable<Result<std::vector<Reply>>> deliver(InboundMessage message,
                                                             Repeated repeated = Repeated::join);
  /// The same for who does not wait: returns once the message is durable. Its answer goes to the
  /// outbox where its channel is one of `push_answers_to`, so that a repeated delivery is not
  /// answered again. Errors: `message_conflict`, `busy`.
  boost::asio::awaitable<Result<void>> accept(InboundMessage message);
  void push_answers_to(std::string channel) { pushed_channels_.insert(std::move(channel)); }
  /// So many of the user's messages wait for their answers that no more are taken now.
  bool is_crowded(const std::string& user) const { return locks_.full(user); }
  /// The last words to somebody on such a channel, whose data the change destroys: how they are
  /// reached goes into the change. What it returns is called behind the commit.
  using Farewell = std::function<std::function<void()>(gateway_store::Change&, const InboxRecord&,
                                                       const Reply&)>;
  void on_farewell(Farewell send) { send_farewell_ = std::move(send); }
  /// Whether a message of this identity was delivered before.
  bool knows(const InboundMessage& message);

  /// Opens the account where it is not. Errors: `account_opening`; `handle_reserved` for a new
  /// handle of those that chat platforms give.
  boost::asio::awaitable<Result<People::Welcome>> open_user(std::string tenant, std::string handle);
  /// The card that the payment waits on, answered by the app. Errors: card_closed, card_expired,
  /// over_limit, ledger_unavailable.
  boost::asio::awaitable<Result<Operation>> confirm(Operation payment);
  /// For the user, as if they had asked in the chat. Errors: those of Requests::ask.
  boost::asio::awaitable<Result<MoneyRequest>> request(User user, std::string intent, Wish wish,
                                                       std::optional<std::string> memo,
                                                       Requests& requests);
  /// Gives an unclaimed hold back to its payer; see Holds::release.
  boost::asio::awaitable<Operation> release(Operation hold, Holds& holds);
  /// Destroys the user's data, unless `may`, asked when nothing else of the user runs, says no.
  boost::asio::awaitable<bool> erase(User user, std::function<bool()> may);
  /// Errors: nothing_to_cancel.
  boost::asio::awaitable<Result<Operation>> cancel(Operation payment);

  /// The payer's PIN was right: the card is carried out. Errors: those of confirm.
  boost::asio::awaitable<Result<std::vector<Operation>>> confirm_with_pin(User payer, Card card,
                                                                          std::string pin);
  std::vector<Operation> payments_of(const Card& card) { return payments_.of_card(card); }
  Reply payment_reply(const Operation& operation) const {
    return dialogue_.payment_reply(operation);
  }
  /// From a signed-in page: as `/claim`, with a code that was checked.
  boost::asio::awaitable<Holds::Outcome> claim(User claimant, Operation hold, Holds& holds);
  /// The platform showed that another person may stand behind the chat of that handle: nothing is
  /// spent from it before they proved to be who they were. False: nobody has that handle.
  boost::asio::awaitable<bool> suspect(std::string tenant, std::string handle);
  /// The page has shown these words: they need not be shown again.
  boost::asio::awaitable<void> shown(User user, std::vector<std::string> ids);
  /// They have: by a PIN on its page.
  boost::asio::awaitable<void> trust_again(User user);

  /// Goes on with messages that were not answered when the process ended.
  void resume();
  /// The same with those that a gateway has left which is dead now.
  void take_over();

 private:
  /// A message on its way to its answer.
  struct Flight {
    explicit Flight(const boost::asio::any_io_executor& executor)
        : stored(executor), landed(executor) {}
    std::string content_hash;
    bool durable = false;              ///< in the inbox
    boost::asio::steady_timer stored;  ///< never expires: cancelled when it is durable, or landed
    boost::asio::steady_timer landed;  ///< never expires: cancelled at the end
    std::optional<Result<std::vector<Reply>>> answer;
  };

  /// The flight of a message, or the answer that it got before.
  struct Boarding {
    std::shared_ptr<Flight> flight{};
    std::vector<Reply> answer{};
  };
  Result<Boarding> board(InboundMessage message, Repeated repeated);
  std::shared_ptr<Flight> depart(InboxRecord record, bool fresh);
  boost::asio::awaitable<void> fly(InboxRecord record, bool fresh, std::shared_ptr<Flight> flight,
                                   UserLocks::Place place);
  /// Into the inbox. The answer where another gateway has given one.
  boost::asio::awaitable<std::optional<Result<std::vector<Reply>>>> store(InboxRecord& record,
                                                                          Flight& flight);
  boost::asio::awaitable<Result<std::vector<Reply>>> answer(InboxRecord record,
                                                            UserLocks::Place place);
  void push(gateway_store::Change& change, const InboxRecord& record,
            const std::vector<Reply>& replies) const;
  /// What a message was answered, by whomever.
  std::optional<std::vector<Reply>> settled(const std::string& key);
  boost::asio::awaitable<std::vector<Reply>> destroy(InboxRecord record,
                                                     gateway_store::Change change);
  void hide_pin(InboundMessage& message, const std::string& user);
  std::vector<Reply> refreshed(std::vector<Reply> replies);
  boost::asio::awaitable<void> wait_for_older(const InboxRecord& record, UserLocks::Place& place);

  Executors executors_;
  Records& records_;
  People& people_;
  Payments& payments_;
  Dialogue& dialogue_;
  Identity& identity_;
  Outbox& outbox_;
  Now now_;
  Leases* leases_;
  UserLocks locks_;
  std::unordered_map<std::string, std::shared_ptr<Flight>> flights_;  ///< by message key
  std::set<std::string> pushed_channels_;
  Farewell send_farewell_;
};

}  // namespace pennypost::gateway
