#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/gateway/payments.h"

namespace pennypost::gateway {

/// Money set aside: for people without an account until they come with its code, and for payees
/// until the payer can no longer undo it. Claims and releases are operations like payments, at most
/// one open at a time. Used from one thread.
class Holds {
 public:
  Holds(boost::asio::any_io_executor executor, Records& records, Payments& payments,
        Submitter& submitter, Now now);

  /// The hold that a code claims, whatever has become of it.
  std::optional<Operation> of_code(const std::string& code);
  /// The same by its id and the code of its link; nothing where they do not belong together.
  std::optional<Operation> of_link(const std::string& id, const std::string& code);
  /// The user's own that nobody has claimed yet, newest first.
  std::vector<Operation> waiting(const std::string& user);

  enum class Outcome { claimed, checking, asked_sender, own, gone, refused };
  /// For the claimant, with a code that was checked. Where policy wants it, the sender is asked
  /// first. The same claimant may ask again and again.
  boost::asio::awaitable<Outcome> claim(User claimant, Operation hold);
  /// The sender's answer about who wants to claim.
  boost::asio::awaitable<Outcome> approve(Card card, bool yes, std::string by);
  /// How the chat platform calls somebody beside their handle: their name there, as who names a
  /// stranger by it (kUnseenPrefix), and their number ("+15557654321"), both shown by the platform.
  using NamesOf = std::function<std::vector<std::string>(const std::string& handle)>;
  void set_names(NamesOf names_of) { names_of_ = std::move(names_of); }
  /// Where somebody is new here for whom holds wait, under their handle or a name of theirs: the
  /// senders are asked. The holds, of which the newcomer is told.
  boost::asio::awaitable<std::vector<Operation>> meet(User newcomer);

  /// Gives the hold back to its payer. The hold as it is then: `cancelled`, or still open, or
  /// claimed by who was quicker.
  boost::asio::awaitable<Operation> release(Operation hold);

  /// In the change that ends an operation: holds become claimed, cancelled, or due later.
  void operation_ended(const Operation& operation, gateway_store::Change& change);
  /// In the change that stores an operation for the first time; finds codes again.
  void index_codes(const std::vector<Operation>& operations, gateway_store::Change& change);

  /// Does what falls due from now on: arrivals, reminders, returns.
  void start();
  void stop() { stopping_ = true; }
  /// One round of it, for tests.
  boost::asio::awaitable<void> do_what_is_due();

  /// "https://…/c/pay_…#7K3M-XQ2A-9RTB".
  void set_public_url(std::string url) { public_url_ = std::move(url); }
  std::string link(const Operation& hold) const;

 private:
  struct ClaimCase;
  boost::asio::awaitable<Operation> carry_out(Operation draft);
  boost::asio::awaitable<Outcome> claim_now(User claimant, Operation hold);
  bool may_be_meant(const Operation& hold, const User& newcomer);
  boost::asio::awaitable<void> ask_sender(User claimant, Operation hold);
  boost::asio::awaitable<bool> do_task(std::string kind, Operation hold);
  boost::asio::awaitable<void> run();
  void schedule(gateway_store::Change& change, const Operation& hold) const;
  void settle(const Operation& end, gateway_store::Change& change);

  boost::asio::any_io_executor executor_;
  Records& records_;
  Payments& payments_;
  Submitter& submitter_;
  Now now_;
  std::string public_url_;
  NamesOf names_of_;
  std::shared_ptr<boost::asio::steady_timer> pause_;
  bool stopping_ = false;
};

}  // namespace pennypost::gateway
