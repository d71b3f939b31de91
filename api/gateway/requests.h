#pragma once

#include <string>
#include <vector>

#include "api/gateway/payments.h"

namespace pennypost::gateway {

inline constexpr std::size_t kOpenRequestsMax = 50;  ///< of one user

/// One person asks another for money: the payer's card, frozen, beside it. `refund_of`: asks for
/// the money of that payment back.
struct MoneyRequest {
  enum class State { open, paid, declined, withdrawn };
  std::string id;  ///< "req_…"
  std::string user;
  std::string payer;
  std::string payer_handle;
  State state = State::open;
  std::string card;
  CurrencyCode currency;
  std::string amount_text;
  std::optional<std::string> memo{};
  std::string refund_of{};
  TimestampUs created_at;
};
std::string_view to_string(MoneyRequest::State state);

/// Asking for money, and what becomes of it. Used from one thread; asks for one user at a time.
class Requests {
 public:
  Requests(Records& records, Payments& payments, Now now);

  /// Stores requests, the payers' cards and the words that tell them, in one change; those that
  /// this intent has asked already stay. `wishes` name the payers. Errors: request_unknown,
  /// request_self, request_blocked, request_too_many, too_many_payments, same_person_twice.
  boost::asio::awaitable<Result<std::vector<MoneyRequest>>> ask(User user, std::string intent,
                                                                std::vector<Wish> wishes,
                                                                std::optional<std::string> memo,
                                                                std::string refund_of = {});
  std::vector<MoneyRequest> of_intent(const std::string& intent);
  std::optional<MoneyRequest> find(const std::string& id);
  /// Of the card that asks the payer, nothing where it asks for something else.
  std::optional<MoneyRequest> of_card(const Card& card);
  /// Newest first, made by the user or, with `to_pay`, waiting for their money; behind `after`, the
  /// cursor of the last one before ("" begins).
  struct Page {
    std::vector<MoneyRequest> requests;
    std::string cursor;
    bool more = false;
  };
  Page list(const std::string& user, bool to_pay, const std::string& after, std::size_t limit);
  std::vector<MoneyRequest> open_of(const std::string& user);

  /// By who asked; false: it is paid or declined already.
  boost::asio::awaitable<bool> withdraw(MoneyRequest request, std::string by);

  /// In the change that answers a card: declined or withdrawn, and the other one is told.
  void card_answered(const Card& card, gateway_store::Change& change);
  /// In the change that ends a payment.
  void payment_ended(const Operation& operation, gateway_store::Change& change);

  /// What the payer is shown, without its buttons.
  Question question(const MoneyRequest& request, const User& payer);

 private:
  void put(gateway_store::Change& change, const MoneyRequest& request);

  Records& records_;
  Payments& payments_;
  Contacts contacts_;
  Now now_;
};

/// The token of a card's button: at most 64 bytes, of this card, payer and answer alone.
std::string card_token(const Records& records, const Card& card, std::string_view answer);

}  // namespace pennypost::gateway
