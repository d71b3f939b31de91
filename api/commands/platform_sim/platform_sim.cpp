#include "api/commands/platform_sim/platform_sim.h"

#include <csignal>
#include <fstream>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "api/commands/platform_sim/server.h"
#include "api/config/config.h"
#include "api/http/server.h"

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;

/// Public on purpose: a simulated platform guards nothing.
constexpr const char* kSecret = "simulated-secret";
constexpr const char* kToken = "simulated-token";
constexpr std::uint32_t kCopiesMax = 50;
constexpr std::uint64_t kLateSMax = 7 * 24 * 3'600;

/// The first line of a file, or what stands for it.
Result<std::string> read_line(const std::string& file, const char* otherwise) {
  if (file.empty()) return std::string(otherwise);
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line) || line.empty()) {
    return fail("unreadable", "There is nothing to read in " + file + ".");
  }
  return line;
}

std::string webhook_target(const PlatformSimOptions& options) {
  if (options.polled) return {};
  if (options.platform == "matrix") return "/_matrix/app/v1";
  return "/hooks/" + options.platform;
}

Result<std::unique_ptr<platform_sim::Platform>> make(const PlatformSimOptions& options) {
  if (options.polled && options.platform != "telegram") {
    return fail("usage", "Only telegram can be polled.");
  }
  if (options.copies < 1 || options.copies > kCopiesMax) {
    return fail("usage", "--copies is a number from 1 to 50.");
  }
  if (options.late_s > kLateSMax) return fail("usage", "--late is at most 604800, seven days.");
  PP_TRY(const auto secret, read_line(options.secret_file, kSecret));
  PP_TRY(const auto token, read_line(options.token_file, kToken));
  auto platform = platform_sim::make_platform(
      options.platform, {.faults = {.seed = options.seed,
                                    .copies_max = options.copies,
                                    .late_us_max = options.late_s * platform_sim::kSecondUs},
                         .secret = secret,
                         .token = token,
                         .webhook_target = webhook_target(options)});
  if (!platform) {
    return fail("usage", "There is no platform \"" + options.platform +
                             "\": whatsapp, messenger, telegram or matrix.");
  }
  return platform;
}

Result<void> serve(const PlatformSimOptions& options) {
  PP_TRY(auto platform, make(options));
  PP_TRY(const auto address, config::parse_host_port(options.listen));
  asio::io_context io{1};
  PP_TRY(auto gateway, http::Client::create(io.get_executor(), options.gateway));
  PlatformServer sim(io.get_executor(), std::move(platform), std::move(gateway));
  http::Router routes;
  sim.add_routes(routes, options.platform);
  http::Server server(io.get_executor(), std::move(routes));
  PP_TRY(const auto port, server.listen(address.host, address.port));
  std::cout << "A simulated " << options.platform << " is at http://" << address.host << ":" << port
            << "; people write by POST /sim/say." << std::endl;
  asio::co_spawn(io, sim.run(), asio::detached);
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    sim.stop();
    server.stop();
    io.stop();
  });
  io.run();
  return {};
}

}  // namespace

int platform_sim_command(const PlatformSimOptions& options) {
  const auto served = serve(options);
  if (served) return 0;
  std::cerr << "pennypost platform-sim: " << served.error().message << "\n";
  return served.error().code == "usage" ? 2 : 1;
}

}  // namespace pennypost::commands
