#pragma once

#include <string>
#include <vector>

#include "api/gateway/order.h"
#include "api/gateway/payments.h"

namespace pennypost::gateway {

/// What a message gets, and where the conversation stands then.
struct DialogueAnswer {
  std::vector<Reply> replies;
  DialogueState state;
  std::vector<Operation> told;  ///< notices that these replies bring
};

/// One person's conversation: from a message to replies. May be run again for a message after a
/// crash at any point, and then comes to the same outcome. One call for one user at a time.
class Dialogue {
 public:
  Dialogue(Records& records, People& people, Payments& payments, LedgerView& ledger,
           Metrics& metrics, Now now);

  boost::asio::awaitable<DialogueAnswer> answer(InboxRecord record);

  /// The reply that tells how a payment stands.
  Reply payment_reply(const Operation& operation) const;

 private:
  /// One message being answered.
  struct Turn {
    const InboxRecord& record;
    User user;
    DialogueState state;
    std::vector<Reply> replies;

    Reply& say(std::string_view code, const Words& words = {});
    void say(const Error& error);
  };
  using Done = boost::asio::awaitable<void>;

  Done respond(Turn& turn);
  Done act(Turn& turn);
  Done slash(Turn& turn);
  Done money(Turn& turn, const language::Interpretation& read);
  Done send(Turn& turn, const language::Interpretation& read);
  Done order(Turn& turn);
  Done finish_or_ask(Turn& turn, Plan plan);
  Done balance(Turn& turn);
  Done history(Turn& turn);
  Done confirm(Turn& turn);
  Done cancel(Turn& turn, bool declined);
  Done void_open_card(Turn& turn);
  Done tell_confirmed(Turn& turn, Card card);
  void tell(Turn& turn, const std::vector<Operation>& operations);
  void show_card(Turn& turn, const Card& card, const Question& question);
  void clarify(Turn& turn, const language::Interpretation& read);
  /// `news`: how many replies stand before those to this message.
  void settle_visibility(Turn& turn, std::size_t news) const;
  std::string token(const Card& card, std::string_view action) const;

  Records& records_;
  People& people_;
  Payments& payments_;
  LedgerView& ledger_;
  Metrics& metrics_;
  Now now_;
};

}  // namespace pennypost::gateway
