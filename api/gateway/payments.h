#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/gateway/ledger_view.h"
#include "api/gateway/people.h"
#include "api/gateway/replies.h"

namespace pennypost::gateway {

inline constexpr std::size_t kPaymentsPerMessageMax = 10;
inline constexpr std::uint64_t kRepeatWindowUs = 2 * kMinuteUs;
inline constexpr std::uint64_t kStaleUs = 10 * kMinuteUs;
inline constexpr std::uint64_t kCardAgeMaxUs = 10 * kMinuteUs;  ///< of a button
inline constexpr std::size_t kOpenPaymentsMax = 20;    ///< of one user, submitted and not ended
inline constexpr std::size_t kDayPaymentsMax = 1'000;  ///< beyond, every payment gets a card

/// One payment with payee and amount settled.
struct Wish {
  std::string to_handle;
  Address to;
  CurrencyCode currency;
  Amount amount;
  std::string amount_text;  ///< major units
};

/// What somebody wants to pay at one time, all or none of it.
struct Plan {
  User payer;
  std::string intent;  ///< the message it comes from
  std::vector<Wish> wishes;
  std::optional<std::string> memo;
  TimestampUs asked_at;
};

/// Why a plan needs a card: a reply's code and words.
struct Question {
  std::string code;
  Words words;
};

/// The rules between a wish and the ledger: people, limits, cards. Errors carry a reply's code and
/// its text. Used from one thread; one call for one payer at a time.
class Payments {
 public:
  Payments(Records& records, People& people, LedgerView& ledger, Submitter& submitter, Now now);

  /// `to` as the language gives it, `amount` in major units. Errors: unknown_recipient,
  /// unknown_name, ambiguous_name, unsupported_recipient, self_payment, unknown_currency,
  /// invalid_amount.
  Result<Wish> settle(const User& payer, const std::string& to, const std::string& amount,
                      const std::string& currency);

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
  /// Carries out an open card, or joins a confirmed one. Errors: card_closed, over_limit,
  /// too_many_open, ledger_unavailable.
  boost::asio::awaitable<Result<std::vector<Operation>>> confirm(Card card, std::string by);
  /// False: it was confirmed meanwhile.
  boost::asio::awaitable<bool> cancel(Card card, std::string by);

  /// The payments that this intent has made already.
  std::vector<Operation> of_intent(const std::string& intent);
  std::string card_id(const std::string& intent) const;
  std::vector<Operation> of_card(const Card& card);

 private:
  Result<Wish> settle_payee(const User& payer, const std::string& to, Wish wish);
  std::optional<Question> repeated(const Plan& plan);
  /// The user's payments of the last day, newest first, at most kDayPaymentsMax.
  std::vector<Operation> latest(const User& payer);
  Amount paid_today(const User& payer, const CurrencyCode& currency);
  boost::asio::awaitable<Result<void>> check_balance(Plan plan);
  Result<void> check_open(const User& payer, std::size_t more);
  /// A limit may have been used up by another card since this one was shown.
  Result<void> check_limit(const User& payer, const std::vector<Operation>& operations);
  std::vector<Operation> draft(const Plan& plan, const std::string& intent) const;
  boost::asio::awaitable<std::vector<Operation>> carry_out(std::vector<Operation> operations);

  Records& records_;
  People& people_;
  LedgerView& ledger_;
  Submitter& submitter_;
  Now now_;
};

/// "$0.50".
std::string money_text(const Operation& operation);
std::string money_text(const Wish& wish);
/// "@maria, @bob": all the payees; amounts of a plan: "$3.00", or "$5.00 and 2.00 EUR".
std::string payees_text(const std::vector<Wish>& wishes);
/// The reply's code and text as an Error.
std::unexpected<Error> refuse(std::string_view code, const Words& words = {});

}  // namespace pennypost::gateway
