#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/gateway/contacts.h"
#include "api/gateway/ledger_view.h"
#include "api/gateway/people.h"
#include "api/gateway/policy.h"
#include "api/gateway/replies.h"

namespace pennypost::gateway {

inline constexpr std::size_t kPaymentsPerMessageMax = 10;
inline constexpr std::uint64_t kRepeatWindowUs = 2 * kMinuteUs;
inline constexpr std::uint64_t kStaleUs = 10 * kMinuteUs;
inline constexpr std::uint64_t kCardAgeMaxUs = 10 * kMinuteUs;  ///< of a payment's button
inline constexpr std::size_t kOpenPaymentsMax = 20;    ///< of one user, submitted and not ended
inline constexpr std::size_t kDayPaymentsMax = 1'000;  ///< beyond, every payment gets a card

/// One payment with payee and amount settled.
struct Wish {
  std::string to_handle;
  Address to;  ///< zero: nobody here has that handle yet, so a hold waits for them
  CurrencyCode currency;
  Amount amount;
  std::string amount_text{};  ///< major units

  bool for_stranger() const { return to == Address{}; }
};

/// What somebody wants to pay at one time, all or none of it.
struct Plan {
  User payer;
  std::string intent;  ///< the message it comes from
  std::vector<Wish> wishes;
  std::optional<std::string> memo;
  TimestampUs asked_at;
  bool may_undo = false;  ///< a card promises an undo window
};

/// Why a plan needs a card: a reply's code and words.
struct Question {
  std::string code;
  Words words;
};

/// The rules between a wish and the ledger: people, limits, cards. Errors carry a reply's code and
/// its text in the payer's language. Used from one thread; one call for one payer at a time.
class Payments {
 public:
  Payments(Records& records, People& people, LedgerView& ledger, Submitter& submitter,
           const Policy& policy, Now now);

  /// `to` as the language gives it, `amount` in major units. A handle, phone or address that nobody
  /// here has is a stranger's. Errors: unknown_name, ambiguous_name, self_payment,
  /// unknown_currency, invalid_amount, unsupported_recipient.
  Result<Wish> settle(const User& payer, const std::string& to, const std::string& amount,
                      const std::string& currency);
  /// Handles that the writer may mean by a bare name: own contacts, then past payees.
  std::vector<std::string> people_named(const User& user, const std::string& name);

  /// Nothing: pay at once. Errors: not_enough_money, over_limit, same_person_twice,
  /// too_many_payments, too_many_open, ledger_unavailable.
  boost::asio::awaitable<Result<std::optional<Question>>> examine(Plan plan);

  /// Stores, submits and waits; a plan whose intent was paid before is only joined.
  boost::asio::awaitable<Result<std::vector<Operation>>> pay(Plan plan);
  /// Stores a card with its payments waiting; the one that this intent already has, where it does.
  boost::asio::awaitable<Result<Card>> ask(Plan plan);
  bool asked(const Plan& plan) { return records_.card(card_id(plan.intent)).has_value(); }
  /// Who, what and how much, without a reason for asking.
  Question plain_question(const Plan& plan) const;
  /// Puts an open card with the plan's payments, frozen, into `change`. A card's payments take
  /// their nonces from it.
  Card put_card(gateway_store::Change& change, const Plan& plan, Card card);

  /// Whether it takes a PIN to confirm this card now.
  bool needs_pin(const Card& card);
  /// Carries out an open card, or joins a confirmed one. `pin`: the payer's, where it was right.
  /// Errors: card_closed, over_limit, pin_needed, too_many_open, not_enough_money,
  /// ledger_unavailable.
  boost::asio::awaitable<Result<std::vector<Operation>>> confirm(Card card, std::string by,
                                                                 std::string pin = {});
  /// False: it was confirmed meanwhile.
  boost::asio::awaitable<bool> cancel(Card card, std::string by);
  /// What follows where a card is answered, in the same change: a request ends, and who asked is
  /// told.
  using Answered = std::function<void(const Card&, gateway_store::Change&)>;
  void on_answer(Answered answered) { answered_ = std::move(answered); }

  /// The payments that this intent has made already.
  std::vector<Operation> of_intent(const std::string& intent);
  std::string card_id(const std::string& intent) const;
  std::vector<Operation> of_card(const Card& card);

  PolicyLimits limits(const User& user, const CurrencyCode& currency) const;
  /// What the user has paid in the last 24 hours.
  Amount paid_today(const User& payer, const CurrencyCode& currency);
  /// The user's payments of the last day, newest first, at most kDayPaymentsMax.
  Records::Recent latest(const User& payer);
  /// Whether one of them has not ended.
  bool any_open(const User& payer);

 private:
  Result<Wish> settle_payee(const User& payer, const std::string& to, Wish wish);
  std::optional<Question> repeated(const Plan& plan, const Records::Recent& recent) const;
  std::optional<Question> look_alikes(const Plan& plan) const;
  /// `recent`: the payer's, as latest() gives them.
  Result<Verdict> verdict_of(const Plan& plan, const Records::Recent& recent) const;
  Amount paid_in(const Records::Recent& recent, const User& payer,
                 const CurrencyCode& currency) const;
  bool is_new_payee(const User& payer, const Wish& wish) const;
  boost::asio::awaitable<Result<void>> check_balance(Plan plan);
  Result<void> check_open(const User& payer, const Records::Recent& recent, std::size_t more) const;
  /// A limit may have been used up by another card since this one was shown.
  Result<Verdict> check_limit(const User& payer, const std::vector<Operation>& operations);
  std::vector<Operation> draft(const Plan& plan, const std::string& intent) const;
  /// Times of an operation that is about to be signed.
  void begin(Operation& operation, const User& payer, TimestampUs from) const;
  boost::asio::awaitable<std::vector<Operation>> carry_out(std::vector<Operation> operations);

  Records& records_;
  People& people_;
  LedgerView& ledger_;
  Submitter& submitter_;
  const Policy& policy_;
  Contacts contacts_;
  Now now_;
  Answered answered_;
};

/// "@maria, @bob": all the payees, with their amounts where there are several.
std::string payees_text(const std::vector<Wish>& wishes, std::string_view locale);
/// The reply's code and text, in the user's language, as an Error.
std::unexpected<Error> refuse(const User& user, std::string_view code, const Words& words = {});
/// 12 characters of a code that nobody guesses (60 bits), in the letters that people do not mix
/// up: "7K3M-XQ2A-9RTB".
std::string random_code();
/// The same without hyphens, in upper case, with O, I and L read as digits; nothing where it is
/// none.
std::optional<std::string> read_code(std::string_view text);

}  // namespace pennypost::gateway
