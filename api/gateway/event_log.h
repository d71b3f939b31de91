#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/gateway/clock.h"
#include "api/gateway/queue_start.h"
#include "api/gateway/records.h"

namespace pennypost::gateway {

/// Something that happened to a tenant's user, as apps are told.
struct Event {
  std::uint64_t number = 0;  ///< of the tenant, 1 and up without gaps
  std::string id;            ///< "evt_…"
  std::string type;          ///< "payment.final"
  std::string user;          ///< whose it is, by id
  TimestampUs at;
  boost::json::object data;
};

/// {"type", "timestamp", "data"}: what a webhook carries, and an event stream.
boost::json::object to_json(const Event& event);

struct EventOptions {
  std::uint64_t kept_us = 30 * kDayUs;
};

/// What apps can listen to. Whatever changes a record puts its event into the same change
/// (Records::put_event); the log then gives each tenant's events their numbers, in one change with
/// what subscribers make of them. So an event is in the log exactly once, whenever the process
/// ends, and several gateways on one store share one log. Used from one thread.
class EventLog {
 public:
  EventLog(boost::asio::any_io_executor executor, Records& records, Now now,
           EventOptions options = {});

  /// Puts what follows from an event into the change that numbers it. Before resume.
  using Subscriber =
      std::function<void(gateway_store::Change&, const std::string& tenant, const Event&)>;
  void subscribe(Subscriber subscriber, std::function<void()> after);

  void resume();
  void stop();
  /// There is something new to number: at once, and not with the next look.
  void wake();

  /// The numbers in the log: first … next - 1. Empty where both are the same.
  struct Span {
    std::uint64_t first = 1;
    std::uint64_t next = 1;
  };
  Span span(const std::string& tenant);
  /// Behind `after`, oldest first. Events of people whose data was destroyed are left out; `last`
  /// is the number up to which the answer goes.
  struct Read {
    std::vector<Event> events;
    std::uint64_t last = 0;
  };
  Read read(const std::string& tenant, std::uint64_t after, std::size_t limit);
  std::optional<Event> find(const std::string& tenant, std::uint64_t number);
  /// Returns when something was numbered, or after the time.
  boost::asio::awaitable<void> news(std::chrono::milliseconds at_most);

  /// Forgets what is older than the options say; false: there may be more.
  boost::asio::awaitable<bool> prune();

 private:
  boost::asio::awaitable<void> run();
  void tell_listeners();
  bool others_numbered();
  /// How many were numbered.
  boost::asio::awaitable<std::size_t> number_queued();

  boost::asio::any_io_executor executor_;
  Records& records_;
  Now now_;
  EventOptions options_;
  std::vector<Subscriber> subscribers_;
  std::vector<std::function<void()>> after_;
  boost::asio::steady_timer woken_;
  /// Whoever waits for news. Shared, because a stream that the end of the process cuts off may
  /// outlive the log.
  std::shared_ptr<std::set<boost::asio::steady_timer*>> listeners_;
  std::string heads_;  ///< as last seen: another gateway may number too
  QueueStart start_;
  bool again_ = false;
  bool stopping_ = false;
};

}  // namespace pennypost::gateway
