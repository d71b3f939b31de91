#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/http/client.h"
#include "api/http/router.h"
#include "api/platform_sim/platform.h"

namespace pennypost::commands {

/// A simulated platform with a clock and sockets. Used from one thread; outlives what it started.
class PlatformServer {
 public:
  PlatformServer(boost::asio::any_io_executor executor,
                 std::unique_ptr<platform_sim::Platform> platform, http::Client gateway);

  /// The platform's API and, under /sim, its people.
  void add_routes(http::Router& router, std::string_view platform);
  /// Sends webhooks when they are due, until `stop`.
  boost::asio::awaitable<void> run();
  void stop();

 private:
  using Answer = boost::asio::awaitable<http::Response>;

  platform_sim::TimeUs now() const;
  void wake();
  boost::asio::awaitable<void> deliver(std::uint64_t number, platform_sim::Webhook webhook);
  Answer api(http::Request request);
  Answer add_person(http::Request request);
  Answer say(http::Request request);
  Answer press(http::Request request);
  Answer change_id(http::Request request);
  Answer block(http::Request request);
  Answer join(http::Request request);
  Answer leave(http::Request request);
  Answer set_inside(http::Request request, bool inside);
  Answer outage(http::Request request);
  Answer clock(http::Request request);
  Answer chat(http::Request request);
  Answer state(http::Request request);

  boost::asio::any_io_executor executor_;
  std::unique_ptr<platform_sim::Platform> platform_;
  http::Client gateway_;
  boost::asio::steady_timer due_;
  platform_sim::TimeUs ahead_ = 0;  // of the machine's clock
  bool stopping_ = false;
};

}  // namespace pennypost::commands
