#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/client/node_client.h"
#include "api/custodian/custodian.h"
#include "api/gateway/clock.h"
#include "api/gateway/envelopes.h"
#include "api/gateway/mandates.h"
#include "api/gateway/metrics.h"
#include "api/gateway/records.h"

namespace pennypost::gateway {

/// What the gateway acts for. The keys of these accounts lie with the custodian.
struct House {
  Address institution;  ///< opens accounts
  Address faucet;       ///< gives test money away; zero: there is none
};

struct SubmitterOptions {
  std::chrono::milliseconds reply_wait{8'000};  ///< then the answer says "checking"
  std::chrono::milliseconds slice{5'000};       ///< of a later submission
  std::chrono::milliseconds retry_pause_max{15'000};
};

/// Brings operations to their definite end, exactly once: signed bytes are stored by
/// compare-and-set before they are first submitted, every retry sends the same bytes, and only a
/// verified receipt or a certified time beyond the expiry ends one. Used from one thread.
class Submitter {
 public:
  Submitter(boost::asio::any_io_executor executor, Records& records, client::NodeClient& nodes,
            custodian::Custodian& custodian, DelegateKey& delegate, const House& house,
            Metrics& metrics, Now now, SubmitterOptions options = {});

  /// Fills in transaction id and bytes. Payments and grants become items of the delegate's, which
  /// its key signs whenever they travel; a payment with an approval, which the mandate need not
  /// allow, and everything else the custodian signs. Errors: the custodian's.
  boost::asio::awaitable<Result<Operation>> sign(
      Operation draft, std::optional<custodian::Approval> approval = std::nullopt);

  /// Begins to get the user's mandate, so that the first payment need not wait for it.
  void prepare(const std::string& user);

  /// Submits a stored operation, or joins who does it already; returns at its end, or after
  /// reply_wait as `checking`.
  boost::asio::awaitable<Operation> carry_out(std::string id);

  /// The same with a deadline of the caller's, for several at once: start all of them first.
  boost::asio::awaitable<Operation> carry_out(std::string id,
                                              std::chrono::steady_clock::time_point until);
  void start(const std::string& id);
  std::chrono::milliseconds reply_wait() const { return options_.reply_wait; }

  /// What follows from an operation's end (people are told, a hold is claimed): put into the same
  /// change. Called again where the change did not go through.
  using Consequences = std::function<void(const Operation&, gateway_store::Change&)>;
  void on_end(Consequences consequences) { consequences_ = std::move(consequences); }
  /// Called with each verified receipt.
  using Witness = std::function<void(const client::FinalTransaction&)>;
  void on_receipt(Witness witness) { witness_ = std::move(witness); }
  /// Called behind each end that is stored.
  void after_end(std::function<void()> notify) { notify_ = std::move(notify); }

  /// Whether a transaction that the ledger makes by itself at `due` is there; where the ledger is
  /// idle it is asked for a block.
  boost::asio::awaitable<bool> has_happened(TransactionId id, TimestampUs due);

  /// Goes on with everything that was open when the process ended.
  void resume();
  /// The same with what a gateway has left that is dead now, and whatever of our own nobody chases.
  void take_over(const std::function<bool(const std::string&)>& alive);
  /// Lets the coroutines end at their next step.
  void stop();

 private:
  struct Chase {
    explicit Chase(const boost::asio::any_io_executor& executor) : changed(executor) {}
    boost::asio::steady_timer changed;  ///< never expires: cancelled at the end
    bool done = false;
  };

  std::shared_ptr<Chase> chase(const std::string& id);
  boost::asio::awaitable<void> run(std::string id, std::shared_ptr<Chase> chase);
  boost::asio::awaitable<bool> step(Operation operation, std::chrono::milliseconds wait);
  boost::asio::awaitable<std::optional<client::FinalTransaction>> submit(
      Operation operation, std::chrono::milliseconds wait);
  boost::asio::awaitable<Result<Bytes>> ask_custodian(Operation draft,
                                                      std::optional<custodian::Approval> approval);
  boost::asio::awaitable<void> conclude(std::string id, client::FinalTransaction final,
                                        std::uint64_t took_us);
  boost::asio::awaitable<void> give_up(std::string id);
  /// Ends an open operation by compare-and-set.
  using EndIt = std::function<void(Operation&, gateway_store::Change&)>;
  boost::asio::awaitable<void> end(std::string id, EndIt end_it);
  boost::asio::awaitable<void> mark_checking(std::string id);
  /// What the operation does on the ledger.
  pennypost::Operation effect(const Operation& draft) const;
  /// For whose account the delegate signs it: a user, or the faucet.
  std::string spender(const Operation& operation);

  boost::asio::any_io_executor executor_;
  Records& records_;
  client::NodeClient& nodes_;
  custodian::Custodian& custodian_;
  DelegateKey& delegate_;
  House house_;
  Metrics& metrics_;
  Now now_;
  SubmitterOptions options_;
  Envelopes envelopes_;
  Mandates mandates_;
  Consequences consequences_;
  std::function<void()> notify_;
  Witness witness_;
  std::unordered_map<std::string, std::shared_ptr<Chase>> chases_;
  bool stopping_ = false;
};

}  // namespace pennypost::gateway
