#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/gateway/clock.h"
#include "api/gateway/records.h"

namespace pennypost::gateway {

inline constexpr std::uint64_t kMandateUs = 30 * kDayUs;  ///< asked for; the custodian has the say
inline constexpr std::uint64_t kMandateRenewUs = 7 * kDayUs;  ///< before its end it is renewed
inline constexpr std::uint64_t kMandateSureUs =
    15 * kMinuteUs;  ///< left: payments wait for a new one

/// Whom the delegate may spend for, and until when: each user's mandate is signed by the custodian,
/// lives on the ledger, and is renewed before it ends. Used from one thread.
class Mandates {
 public:
  /// Brings a mandate's operation to its end, as Submitter does.
  struct Hands {
    std::function<boost::asio::awaitable<Result<Operation>>(Operation)> sign;
    std::function<boost::asio::awaitable<Operation>(std::string)> carry_out;
  };
  Mandates(boost::asio::any_io_executor executor, Records& records, ChainId chain,
           const DelegateId& delegate, Hands hands, Now now);

  /// True where the user has a mandate that will not end soon, made now if need be; a later one is
  /// begun in time and not waited for. False: not now (custodian or ledger cannot be reached, or
  /// refuse).
  boost::asio::awaitable<bool> ensure(std::string user);
  /// A node says that there is none: looked after again at the next ensure.
  void doubt(const std::string& user);

 private:
  struct Renewal;
  boost::asio::awaitable<bool> renew(std::string user);
  boost::asio::awaitable<void> run(std::string user, std::shared_ptr<Renewal> renewal);
  boost::asio::awaitable<bool> make(std::string user);
  TimestampUs until(const std::string& user);

  boost::asio::any_io_executor executor_;
  Records& records_;
  ChainId chain_;
  DelegateId delegate_;
  Hands hands_;
  Now now_;
  /// After a failure the next try waits, longer each time: every try may cost a signature.
  struct Failures {
    std::uint32_t count = 0;
    TimestampUs retry_at;
  };

  std::unordered_map<std::string, TimestampUs> until_;  ///< cache, at most kMandatesCachedMax
  std::unordered_map<std::string, Failures> failures_;  ///< the same
  std::unordered_map<std::string, std::shared_ptr<Renewal>> renewals_;
};

}  // namespace pennypost::gateway
