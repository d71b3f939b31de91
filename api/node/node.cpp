#include "api/node/node.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "api/custodian/key_file.h"
#include "api/http/server.h"
#include "api/node/genesis_file.h"
#include "api/node/identity.h"
#include "api/node/proof_rpc.h"
#include "consensus/runtime/observers.h"
#include "consensus/store/block_store.h"

namespace pennypost::node {
namespace {

// A message that comes a week late still finds what became of its payment.
constexpr std::int64_t kKeepHistoryDaysMin = 8;
constexpr std::int64_t kKeepHistoryDaysMax = 36'500;

constexpr config::Key kKeys[] = {
    {"node", "name", "\"\"",
     "This validator's name in the genesis file; an observer's is its own."},
    {"node", "data_dir", "\"data\"", "Where its database lives. One process at a time."},
    {"node", "genesis_file", "\"genesis.json\"", "The chain's genesis, equal on every node."},
    {"node", "waypoint", "\"\"",
     "The genesis waypoint; where set, a genesis file that does not give it is refused."},
    {"node", "consensus_key_file", "\"consensus.key\"",
     "Signs votes: 64 hex digits, mode 0600. \"\" makes this an observer: it follows, verifies and "
     "serves, and never votes."},
    {"node", "network_key_file", "\"network.key\"",
     "Proves who we are on links: 64 hex digits, mode 0600."},
    {"node", "keep_history_days", "0",
     "Final blocks older than this are pruned: at least 8, or 0 to keep everything, as auditors "
     "need it."},
    {"node", "sandbox", "false",
     "Accounts and transactions may be read by anybody. Test chains only."},
    {"links", "listen", "\"127.0.0.1:8201\"", "Where other validators reach this one."},
    {"links", "peers", "[]", "The other validators: \"name@host:port\"."},
    {"links", "observers", "[]", "Who may follow this validator: \"name@<network key in hex>\"."},
    {"rpc", "listen", "\"127.0.0.1:8101\"", "The public RPC."},
    {"rpc", "reader_token_file", "\"\"",
     "Who holds this token may read accounts and transactions where sandbox is false."},
    {"admin", "listen", "\"127.0.0.1:8301\"", "Metrics at /metrics, health at /livez and /readyz."},
    {"signer", "socket", "\"\"",
     "A remote signer's socket (see pennypost signer): the consensus key is there and not here."},
    {"log", "level", "\"info\"", "trace, debug, info, warn, error or critical."},
};

/// Everything read and checked before anything starts.
struct Setup {
  execution::Genesis genesis;
  execution::GenesisState state;
  runtime::ValidatorOptions validator;
  RpcOptions rpc;
  config::HostPort rpc_listen;
  config::HostPort admin_listen;
  std::filesystem::path data_dir;
  std::filesystem::path own_key_file;  // empty where this process holds no consensus key
};

Result<std::vector<std::optional<net::Peer>>> read_peers(const config::Config& config,
                                                         const ValidatorSet& set) {
  std::vector<std::optional<net::Peer>> peers(set.size());
  for (const std::string& text : config.list("links", "peers")) {
    const std::size_t at = text.find('@');
    const std::string name = text.substr(0, at);
    const auto validator = std::ranges::find(set.validators, name, &Validator::name);
    if (at == std::string::npos || validator == set.validators.end()) {
      return fail("config_invalid",
                  "links.peers: \"" + text + "\" is not name@host:port with a validator's name.");
    }
    PP_TRY(const auto address, config::parse_host_port(std::string_view(text).substr(at + 1)));
    const auto index = static_cast<std::size_t>(validator - set.validators.begin());
    peers[index] = net::Peer{validator->network_key, name, {address.host, address.port}};
  }
  return peers;
}

Result<std::vector<net::Peer>> read_observers(const config::Config& config) {
  std::vector<net::Peer> observers;
  for (const std::string& text : config.list("links", "observers")) {
    const std::size_t at = text.find('@');
    const auto key = at == std::string::npos
                         ? std::nullopt
                         : PublicKey::from_hex(std::string_view(text).substr(at + 1));
    if (!key) {
      return fail("config_invalid",
                  "links.observers: \"" + text + "\" is not name@<64 hex digits>.");
    }
    observers.push_back({.network_key = *key, .name = text.substr(0, at), .endpoint = {}});
  }
  if (observers.size() <= runtime::kObserversMax) return observers;
  return fail("config_invalid", "links.observers: at most " +
                                    std::to_string(runtime::kObserversMax) + " are served.");
}

/// 0 keeps everything.
Result<std::uint64_t> read_keep_history_us(const config::Config& config) {
  const std::int64_t days = config.number("node", "keep_history_days");
  if (days == 0) return std::uint64_t{0};
  if (days >= kKeepHistoryDaysMin && days <= kKeepHistoryDaysMax) {
    return static_cast<std::uint64_t>(days) * kDayUs;
  }
  return fail("config_invalid", "node.keep_history_days is 0, or between " +
                                    std::to_string(kKeepHistoryDaysMin) + " and " +
                                    std::to_string(kKeepHistoryDaysMax) + ".");
}

Result<Setup> read_setup(const config::Config& config) {
  PP_TRY(auto genesis, read_genesis_file(config.path("node", "genesis_file")));
  PP_TRY(auto state, execution::make_genesis(genesis));
  const std::string& waypoint = config.text("node", "waypoint");
  if (!waypoint.empty() && waypoint != state.waypoint.text()) {
    return fail("wrong_waypoint", "The genesis file gives the waypoint " + state.waypoint.text() +
                                      ", not the configured one. Fetch the right genesis file.");
  }
  PP_TRY(auto identity, read_identity(config, genesis.validators));
  PP_TRY(auto peers, read_peers(config, genesis.validators));
  PP_TRY(auto observers, read_observers(config));
  PP_TRY(const std::uint64_t keep_history_us, read_keep_history_us(config));
  PP_TRY(const auto links, config::parse_host_port(config.text("links", "listen")));
  PP_TRY(const auto rpc_listen, config::parse_host_port(config.text("rpc", "listen")));
  PP_TRY(const auto admin_listen, config::parse_host_port(config.text("admin", "listen")));
  const bool sandbox = config.flag("node", "sandbox");
  if (sandbox && !is_test_chain(genesis.chain_id)) {
    return fail("config_invalid", "node.sandbox is for test chains; this is the main chain.");
  }
  std::string reader_token;
  if (!config.text("rpc", "reader_token_file").empty()) {
    PP_TRY(reader_token,
           custodian::read_secret_file(config.path("rpc", "reader_token_file").string()));
  }
  const LedgerInfo epoch_start =
      consensus::epoch_genesis(state.block->ledger_info, genesis.validators);
  const auto own_key_file = identity.own_index && !identity.remote
                                ? config.path("node", "consensus_key_file")
                                : std::filesystem::path();
  Setup out{.genesis = genesis,
            .state = std::move(state),
            .validator = {.epoch = {.chain_id = genesis.chain_id,
                                    .epoch = epoch_start.epoch,
                                    .validators = genesis.validators,
                                    .genesis = epoch_start},
                          .own_index = identity.own_index,
                          .signer = std::move(identity.signer),
                          .signer_remembers = identity.remote,
                          .network_seed = identity.network_seed,
                          .listen = {links.host, links.port},
                          .peers = std::move(peers),
                          .observers = std::move(observers),
                          .keep_history_us = keep_history_us},
            .rpc = {.chain_id = genesis.chain_id,
                    .validators = genesis.validators,
                    .own_index = identity.own_index,
                    .sandbox = sandbox,
                    .reader_token = std::move(reader_token)},
            .rpc_listen = rpc_listen,
            .admin_listen = admin_listen,
            .data_dir = config.path("node", "data_dir"),
            .own_key_file = own_key_file};
  return out;
}

/// A copy beside the database, so that the data folder alone is enough to audit the chain.
Result<void> keep_genesis(const Setup& setup) {
  const std::filesystem::path file = setup.data_dir / "genesis.json";
  if (std::filesystem::exists(file)) return {};
  const std::filesystem::path part = file.string() + ".part";
  std::ofstream out(part, std::ios::trunc);
  out << genesis_text(setup.genesis);
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(part, file, error);
  if (!out || error) return fail("write_failed", "Cannot write " + file.string() + ".");
  return {};
}

/// Serves until a signal comes, then lets requests in flight finish.
Result<void> serve(Setup& setup) {
  std::error_code error;
  std::filesystem::create_directories(setup.data_dir, error);
  PP_TRY(const auto database, store::Database::open(setup.data_dir / "ledger"));
  store::LedgerStore ledger_store(*database, store::batch_format(setup.genesis.chain_id));
  std::ofstream(setup.data_dir / "pid", std::ios::trunc) << ::getpid() << "\n";
  PP_CHECKED(ledger_store.init_genesis(setup.state, setup.genesis.validators));
  PP_CHECKED(keep_genesis(setup));
  if (!setup.own_key_file.empty()) {
    PP_TRY(setup.validator.signed_before,
           signed_with_another_disk(setup.own_key_file, database->folder()));
  }
  PP_TRY(const auto validator, runtime::Validator::start(setup.validator, *database, ledger_store));

  boost::asio::io_context io{1};
  Rpc rpc(setup.rpc, io.get_executor(), *validator, ledger_store);
  const store::BlockStore block_store(*database, ledger_store);
  ProofRpc proof_rpc(rpc, setup.rpc, io.get_executor(),
                     {.validator = *validator,
                      .ledger = ledger_store,
                      .blocks = block_store,
                      .genesis = setup.genesis,
                      .first = setup.state});
  http::Router routes;
  rpc.add_routes(routes);
  proof_rpc.add_routes(routes);
  http::Router admin_routes;
  admin_routes.add("GET /metrics", [&rpc](const http::Request&) { return rpc.metrics(); });
  http::Server server(io.get_executor(), std::move(routes));
  http::Server admin(io.get_executor(), std::move(admin_routes));
  PP_TRY(const auto rpc_port, server.listen(setup.rpc_listen.host, setup.rpc_listen.port));
  PP_TRY(const auto admin_port, admin.listen(setup.admin_listen.host, setup.admin_listen.port));
  spdlog::info("chain {}, waypoint {}", setup.genesis.chain_id.value(),
               setup.state.waypoint.text());
  spdlog::info("rpc on {}:{}, admin on {}:{}", setup.rpc_listen.host, rpc_port,
               setup.admin_listen.host, admin_port);

  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code&, int signal) {
    spdlog::info("stopping on signal {}", signal);
    server.stop();
    admin.stop();
    boost::asio::co_spawn(
        io,
        [&]() -> boost::asio::awaitable<void> {
          co_await server.stopped();
          co_await admin.stopped();
          io.stop();
        },
        boost::asio::detached);
  });
  io.run();
  return {};
}

}  // namespace

std::span<const config::Key> node_keys() {
  return kKeys;
}

int run_node(const std::filesystem::path& config_file) {
  const auto config = config::Config::load(config_file, kKeys);
  if (!config) {
    std::cerr << "pennypost node: " << config.error().message << "\n";
    return 1;
  }
  spdlog::set_level(spdlog::level::from_str(config->text("log", "level")));
  spdlog::flush_on(spdlog::level::info);
  auto setup = read_setup(*config);
  const Result<void> served = setup ? serve(*setup) : Result<void>(std::unexpected(setup.error()));
  if (!served) {
    std::cerr << "pennypost node: " << served.error().message << "\n";
    return 1;
  }
  return 0;
}

}  // namespace pennypost::node
