#pragma once

#include <string>
#include <vector>

#include "api/gateway/challenges.h"
#include "api/gateway/holds.h"
#include "api/gateway/identity.h"
#include "api/gateway/order.h"
#include "api/gateway/requests.h"

namespace pennypost::gateway {

/// What a message gets, and where the conversation stands then.
struct DialogueAnswer {
  std::vector<Reply> replies;
  DialogueState state;
  std::vector<Operation> told{};        ///< notices that these replies bring
  std::vector<OutgoingMessage> news{};  ///< words that waited for the writer, shown with it
  std::optional<User> user{};           ///< where the message changed what we know of the writer
  bool erased = false;                  ///< the writer's data is gone, and so is the message
};

/// What a conversation is led with; all of it outlives the dialogue.
struct DialogueParts {
  Records& records;
  People& people;
  Payments& payments;
  Requests& requests;
  Holds& holds;
  Identity& identity;
  Challenges& challenges;
  LedgerView& ledger;
  Metrics& metrics;
  Now now;
};

/// One person's conversation: from a message to replies. May be run again for a message after a
/// crash at any point, and then comes to the same outcome. One call for one user at a time.
/// dialogue.cpp leads; dialogue_words.cpp reads; dialogue_money.cpp pays, asks and takes back;
/// dialogue_commands.cpp does what begins with a slash.
class Dialogue {
 public:
  explicit Dialogue(DialogueParts parts);

  boost::asio::awaitable<DialogueAnswer> answer(InboxRecord record);

  /// The reply that tells how a payment stands, in its payer's language.
  Reply payment_reply(const Operation& operation) const;
  Reply payment_reply(const Operation& operation, const std::string& locale) const;
  /// What is said to somebody whose data is gone.
  static Reply farewell(const std::string& locale);

 private:
  /// One message being answered.
  struct Turn {
    const InboxRecord& record;
    User user;
    DialogueState state;
    std::vector<Reply> replies;
    std::string default_currency{};
    bool erased = false;

    Reply& say(std::string_view code, const Words& words = {});
    void say(const Error& error);
    const std::string& locale() const { return user.locale; }
    bool in_group() const { return record.message.group; }
  };
  using Done = boost::asio::awaitable<void>;

  Done respond(Turn& turn, const std::optional<language::Interpretation>& read);
  Done act(Turn& turn);
  Done act_on_card(Turn& turn, Card card, bool yes);
  Done money(Turn& turn, const language::Interpretation& read);
  Done balance(Turn& turn);
  Done history(Turn& turn, bool more);
  void clarify(Turn& turn, const language::Interpretation& read);
  std::string choose_locale(const User& user, const InboundMessage& message,
                            const std::optional<language::Interpretation>& read) const;
  language::Interpretation read_words(const std::optional<User>& user,
                                      language::Message message) const;
  language::Message language_message(const InboundMessage& message, const DialogueState& state,
                                     const std::string& currency) const;
  Done greet(Turn& turn, bool created);
  std::vector<OutgoingMessage> tell_news(Turn& turn, std::size_t before);
  /// `news`: how many replies stand before those to this message.
  void settle_visibility(Turn& turn, std::size_t news) const;

  // dialogue_money.cpp
  Done send(Turn& turn, const language::Interpretation& read);
  Done request(Turn& turn, const language::Interpretation& read);
  Done order(Turn& turn);
  Done finish_or_ask(Turn& turn, Plan plan);
  Done confirm(Turn& turn);
  Done cancel(Turn& turn, bool declined);
  Done take_back(Turn& turn);
  std::optional<std::string> what_to_take_back(Turn& turn);
  Done take_back_hold(Turn& turn, Operation hold);
  Done ask_for_return(Turn& turn, Operation payment);
  Done answer_card(Turn& turn, Card card, bool yes);
  Done void_open_card(Turn& turn);
  Done tell_confirmed(Turn& turn, Card card);
  Done claim(Turn& turn, std::string code);
  void tell_claim(Turn& turn, Holds::Outcome outcome, const Operation& hold);
  void tell(Turn& turn, const std::vector<Operation>& operations);
  void show_card(Turn& turn, const Card& card, const Question& question);
  /// Whether somebody else may stand behind this chat now.
  static bool in_doubt(const Turn& turn);
  /// In doubt it says so.
  bool must_verify(Turn& turn);
  void offer_picks(Turn& turn, const language::Interpretation& read);

  // dialogue_commands.cpp
  Done slash(Turn& turn, std::string text);
  Done name_command(Turn& turn, std::string rest);
  Done language_command(Turn& turn, std::string rest);
  Done currency_command(Turn& turn, std::string rest);
  Done pin_command(Turn& turn, std::string rest);
  Done link_command(Turn& turn, std::string rest);
  Done join_account(Turn& turn, std::string code);
  Done mark_command(Turn& turn, std::string rest, Contacts::Mark mark);
  Done delete_command(Turn& turn);
  Done erase(Turn& turn);
  void limits(Turn& turn);

  Records& records_;
  People& people_;
  Payments& payments_;
  Requests& requests_;
  Holds& holds_;
  Identity& identity_;
  Challenges& challenges_;
  LedgerView& ledger_;
  Metrics& metrics_;
  Now now_;
  Contacts contacts_;
};

/// Whether a text is nothing but four to twelve digits: a PIN that went astray.
bool looks_like_pin(std::string_view text);
/// Whether it tells a PIN: "/pin 4711", "my PIN is 4711"; no sentence that moves money does.
bool tells_pin(const InboundMessage& message);
/// A command's one line, from its slash on: what is copied from a text that runs from right to left
/// brings marks along that nobody sees. Empty where the text does not begin with a slash.
std::string command_text(std::string_view text);
struct PlainCommand {
  std::string_view command;            ///< "/limits"
  std::vector<std::string> languages;  ///< that say it so
};
/// The command that a text says in plain words, and nothing beside it ("what are my limits?").
std::optional<PlainCommand> plain_command(std::string_view text);
/// Whether it is a command by its slash, and no sentence behind one ("/send 5 to @maria").
bool is_slash_command(const InboundMessage& message);

}  // namespace pennypost::gateway
