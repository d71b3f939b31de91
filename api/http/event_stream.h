#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/http/message.h"

namespace pennypost::http {

/// The bytes of one event (WHATWG HTML, "server-sent events"): id, event, one data line per line.
std::string format_event(const ServerEvent& event);

/// An EventStream over any way of writing bytes. Used from one strand; several coroutines of it may
/// send.
class EventWriter final : public EventStream {
 public:
  /// Writes everything or returns false.
  using Write = std::function<boost::asio::awaitable<bool>(std::string)>;

  EventWriter(const boost::asio::any_io_executor& executor, Write write);

  boost::asio::awaitable<bool> send(ServerEvent event) override;
  boost::asio::awaitable<bool> sleep(std::chrono::milliseconds duration) override;
  bool closed() const override { return closed_; }

  /// Writes a comment whenever nothing was written for `interval`; returns when the stream closes.
  boost::asio::awaitable<void> heartbeats(std::chrono::milliseconds interval);
  /// Nothing is written from now on; wakes whoever waits.
  void close();

 private:
  boost::asio::awaitable<bool> write(std::string bytes);

  Write write_;
  boost::asio::steady_timer
      changed_;  ///< never expires: cancelled when writing_ or closed_ changes
  boost::asio::steady_timer heartbeat_;
  std::chrono::steady_clock::time_point last_write_;
  bool writing_ = false;
  bool closed_ = false;
};

}  // namespace pennypost::http
