#include "api/commands/custodian.h"

#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <iostream>

#include <boost/asio/signal_set.hpp>

#include "api/custodian/custodian_config.h"
#include "api/custodian/key_file.h"
#include "consensus/runtime/clock.h"

namespace pennypost::commands {
namespace {

Result<void> serve(const config::Config& config) {
  PP_TRY(auto setup, custodian::read_custodian_setup(config));
  PP_TRY(const auto master, custodian::read_master_key(config));
  PP_TRY(const auto seed, custodian::read_or_create_seed_file(setup.network_key_file.string()));
  PP_TRY(auto identity, net::TlsIdentity::from_seed(seed));
  const PublicKey own = identity.public_key();
  PP_TRY(auto store, gateway_store::open_rocksdb(setup.data_dir.string()));
  PP_TRY(const auto keeper,
         custodian::Keeper::open(std::move(store), master, std::move(setup.keeper),
                                 [] { return runtime::read_clock().unix_time; }));
  boost::asio::io_context io{1};
  custodian::CustodianServer server(io, *keeper, std::move(identity), std::move(setup.clients));
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code&, int) { server.stop(); });
  PP_TRY(const auto port, server.listen(setup.listen));
  spdlog::info("keeping keys on {}, known as {}",
               setup.listen.unix_path.empty() ? setup.listen.host + ":" + std::to_string(port)
                                              : setup.listen.unix_path,
               own.hex());
  io.run();
  return {};
}

}  // namespace

int run_custodian(const std::filesystem::path& config_file) {
  ::umask(0077);  // whatever it writes is for its own user
  const auto config = config::Config::load(config_file, custodian::custodian_keys());
  if (!config) {
    std::cerr << "pennypost custodian: " << config.error().message << "\n";
    return 1;
  }
  spdlog::set_level(spdlog::level::from_str(config->text("log", "level")));
  spdlog::flush_on(spdlog::level::info);
  const auto served = serve(*config);
  if (served) return 0;
  std::cerr << "pennypost custodian: " << served.error().message << "\n";
  return 1;
}

}  // namespace pennypost::commands
