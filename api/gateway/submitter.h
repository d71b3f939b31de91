#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/client/node_client.h"
#include "api/custodian/custodian.h"
#include "api/gateway/clock.h"
#include "api/gateway/metrics.h"
#include "api/gateway/records.h"

namespace pennypost::gateway {

/// Who signs what the gateway does in its own name.
struct HouseKeys {
  crypto::KeyPair institution;  ///< opens accounts
  Address institution_address;
  crypto::KeyPair faucet;  ///< gives test money away
  Address faucet_address;
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
            custodian::Custodian& custodian, const HouseKeys& keys, Metrics& metrics, Now now,
            SubmitterOptions options = {});

  /// Signs the draft: fills in transaction id and bytes. Errors: the custodian's.
  boost::asio::awaitable<Result<Operation>> sign(Operation draft);

  /// Submits a stored operation, or joins who does it already; returns at its end, or after
  /// reply_wait as `checking`.
  boost::asio::awaitable<Operation> carry_out(std::string id);

  /// The same with a deadline of the caller's, for several at once: start all of them first.
  boost::asio::awaitable<Operation> carry_out(std::string id,
                                              std::chrono::steady_clock::time_point until);
  void start(const std::string& id);
  std::chrono::milliseconds reply_wait() const { return options_.reply_wait; }

  /// Goes on with everything that was open when the process ended.
  void resume();
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
  boost::asio::awaitable<void> conclude(std::string id, client::FinalTransaction final,
                                        std::uint64_t took_us);
  boost::asio::awaitable<void> give_up(std::string id);
  /// Ends an open operation by compare-and-set.
  using EndIt = std::function<void(Operation&, gateway_store::Change&)>;
  boost::asio::awaitable<void> end(std::string id, EndIt end_it);
  boost::asio::awaitable<void> mark_checking(std::string id);

  boost::asio::any_io_executor executor_;
  Records& records_;
  client::NodeClient& nodes_;
  custodian::Custodian& custodian_;
  const HouseKeys& keys_;
  Metrics& metrics_;
  Now now_;
  SubmitterOptions options_;
  std::map<std::string, std::shared_ptr<Chase>> chases_;
  bool stopping_ = false;
};

}  // namespace pennypost::gateway
