#include "api/commands/signer.h"

#include <spdlog/spdlog.h>

#include <iostream>

#include <boost/asio/signal_set.hpp>

#include "api/custodian/key_file.h"
#include "api/node/genesis_file.h"
#include "consensus/runtime/key_signer.h"
#include "consensus/signer/signer_server.h"

namespace pennypost::commands {
namespace {

constexpr config::Key kKeys[] = {
    {"signer", "name", "\"\"", "The validator's name."},
    {"signer", "socket", "\"signer.sock\"",
     "Where the validator asks; only this user may open it."},
    {"signer", "data_dir", "\"signer\"",
     "The record of what was signed. Never copy it back from a backup, never share it."},
    {"signer", "consensus_key_file", "\"consensus.key\"",
     "Signs votes: 64 hex digits, mode 0600. Only the signer needs it."},
    {"signer", "genesis_file", "\"genesis.json\"", "The chain's genesis, equal on every node."},
    {"signer", "waypoint", "\"\"",
     "The genesis waypoint; where set, a genesis file that does not give it is refused."},
    {"log", "level", "\"info\"", "trace, debug, info, warn, error or critical."},
};

Result<signer::SigningOptions> read_options(const config::Config& config) {
  PP_TRY(const auto genesis, node::read_genesis_file(config.path("signer", "genesis_file")));
  PP_TRY(const auto state, execution::make_genesis(genesis));
  const std::string& waypoint = config.text("signer", "waypoint");
  if (!waypoint.empty() && waypoint != state.waypoint.text()) {
    return fail("wrong_waypoint", "The genesis file gives the waypoint " + state.waypoint.text() +
                                      ", not the configured one. Fetch the right genesis file.");
  }
  PP_TRY(const auto seed,
         custodian::read_seed_file(config.path("signer", "consensus_key_file").string()));
  // It may also be a key that governance names later.
  const PublicKey key = crypto::KeyPair(seed).public_key();
  const auto own = genesis.validators.index_of(key);
  if (own && genesis.validators.validators[*own].name != config.text("signer", "name")) {
    return fail("wrong_key", "The consensus key is that of the validator \"" +
                                 genesis.validators.validators[*own].name +
                                 "\" in the genesis file, and signer.name is another.");
  }
  const LedgerInfo start = consensus::epoch_genesis(state.block->ledger_info, genesis.validators);
  return signer::SigningOptions{.epoch = {.chain_id = genesis.chain_id,
                                          .epoch = start.epoch,
                                          .validators = genesis.validators,
                                          .genesis = start},
                                .public_key = key,
                                .key = std::make_shared<const runtime::KeySigner>(seed)};
}

Result<void> serve(const config::Config& config, bool init) {
  PP_TRY(auto options, read_options(config));
  PP_TRY(const auto database, store::Database::open(config.path("signer", "data_dir")));
  if (init) {
    PP_CHECKED(signer::SigningService::init(options, *database));
    std::cout << "began the record of " << config.text("signer", "name") << " in "
              << config.path("signer", "data_dir").string() << "\n";
    return {};
  }
  PP_TRY(const auto service, signer::SigningService::open(std::move(options), *database));
  boost::asio::io_context io{1};
  signer::SignerServer server(io, *service);
  PP_CHECKED(server.listen(config.path("signer", "socket")));
  spdlog::info("signing as {} on {}, last voted in round {}", config.text("signer", "name"),
               config.path("signer", "socket").string(), service->data().last_voted_round.value());
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code&, int) { server.stop(); });
  io.run();
  return {};
}

}  // namespace

std::span<const config::Key> signer_keys() {
  return kKeys;
}

int run_signer(const std::filesystem::path& config_file, bool init) {
  const auto config = config::Config::load(config_file, kKeys);
  if (!config) {
    std::cerr << "pennypost signer: " << config.error().message << "\n";
    return 1;
  }
  spdlog::set_level(spdlog::level::from_str(config->text("log", "level")));
  spdlog::flush_on(spdlog::level::info);
  const auto served = serve(*config, init);
  if (served) return 0;
  std::cerr << "pennypost signer: " << served.error().message << "\n";
  return 1;
}

}  // namespace pennypost::commands
