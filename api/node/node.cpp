#include "api/node/node.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iostream>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/custodian/key_file.h"
#include "api/http/server.h"
#include "api/node/genesis_file.h"
#include "api/node/genesis_source.h"
#include "api/node/identity.h"
#include "api/node/proof_rpc.h"
#include "api/node/reporter.h"
#include "api/web/pages.h"
#include "consensus/runtime/membership.h"
#include "consensus/runtime/observers.h"
#include "consensus/runtime/snapshot_client.h"
#include "consensus/store/block_store.h"

namespace pennypost::node {
namespace {

namespace asio = boost::asio;

// A message that comes a week late still finds what became of its payment.
constexpr std::int64_t kKeepHistoryDaysMin = 8;
constexpr std::int64_t kKeepHistoryDaysMax = 36'500;
constexpr std::size_t kAddressesMax = 1024;

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
    {"links", "peers", "[]",
     "Where the other validators listen, also those to come: \"name@host:port\", or "
     "\"name@<network key in hex>@host:port\". Without an address a validator is waited for. This "
     "and observers are read again on SIGHUP."},
    {"links", "observers", "[]",
     "Who may follow this validator: \"name@<network key in hex>\"; also who is to become one."},
    {"rpc", "listen", "\"127.0.0.1:8101\"", "The public RPC."},
    {"rpc", "reader_token_file", "\"\"",
     "Who holds this token may read accounts and transactions where sandbox is false."},
    {"admin", "listen", "\"127.0.0.1:8301\"", "Metrics at /metrics, health at /livez and /readyz."},
    {"sync", "snapshot_blocks", "10000",
     "A node without a ledger fetches a proven snapshot where the others are so many blocks ahead; "
     "0: never."},
    {"signer", "socket", "\"\"",
     "A remote signer's socket (see pennypost signer): the consensus key is there and not here."},
    {"signer", "public_key", "\"\"",
     "The consensus key that the signer holds, in hex; without it that of node.name in the "
     "genesis."},
    {"log", "level", "\"info\"", "trace, debug, info, warn, error or critical."},
};

/// Everything read and checked before anything starts.
struct Setup {
  std::unique_ptr<GenesisSource> genesis;
  runtime::ValidatorOptions validator;
  Identity identity;
  std::string name;
  RpcOptions rpc;
  config::HostPort rpc_listen;
  config::HostPort admin_listen;
  std::filesystem::path data_dir;
  std::uint64_t snapshot_blocks = 0;
  std::filesystem::path own_key_file;  // empty where this process holds no consensus key
};

Result<std::vector<runtime::KnownAddress>> read_addresses(const config::Config& config) {
  std::vector<runtime::KnownAddress> out;
  for (const std::string& text : config.list("links", "peers")) {
    const auto wrong = fail("config_invalid", "links.peers: \"" + text +
                                                  "\" is neither name@host:port nor "
                                                  "name@<64 hex digits>@host:port.");
    const std::size_t first = text.find('@');
    const std::size_t last = text.rfind('@');
    if (first == std::string::npos || first == 0) return wrong;
    runtime::KnownAddress each{.name = text.substr(0, first), .network_key = {}, .endpoint = {}};
    if (first != last) {
      each.network_key =
          PublicKey::from_hex(std::string_view(text).substr(first + 1, last - first - 1));
      if (!each.network_key) return wrong;
    }
    PP_TRY(const auto address, config::parse_host_port(std::string_view(text).substr(last + 1)));
    each.endpoint = {address.host, address.port};
    out.push_back(std::move(each));
  }
  if (out.size() <= kAddressesMax) return out;
  return fail("config_invalid",
              "links.peers: at most " + std::to_string(kAddressesMax) + " are read.");
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
  const auto data_dir = config.path("node", "data_dir");
  PP_TRY(auto source,
         GenesisSource::open(config.path("node", "genesis_file"), data_dir / "genesis.note"));
  const GenesisSource::Head& genesis = source->head();
  const ChainId chain_id = genesis.chain_id();
  const std::string& waypoint = config.text("node", "waypoint");
  if (!waypoint.empty() && waypoint != genesis.waypoint().text()) {
    return fail("wrong_waypoint", "The genesis file gives the waypoint " +
                                      genesis.waypoint().text() +
                                      ", not the configured one. Fetch the right genesis file.");
  }
  PP_TRY(auto identity, read_identity(config, genesis.validators));
  PP_TRY(auto addresses, read_addresses(config));
  PP_TRY(auto observers, read_observers(config));
  PP_TRY(const std::uint64_t keep_history_us, read_keep_history_us(config));
  PP_TRY(const auto links, config::parse_host_port(config.text("links", "listen")));
  PP_TRY(const auto rpc_listen, config::parse_host_port(config.text("rpc", "listen")));
  PP_TRY(const auto admin_listen, config::parse_host_port(config.text("admin", "listen")));
  const bool sandbox = config.flag("node", "sandbox");
  if (sandbox && !is_test_chain(chain_id)) {
    return fail("config_invalid", "node.sandbox is for test chains; this is the main chain.");
  }
  std::string reader_token;
  if (!config.text("rpc", "reader_token_file").empty()) {
    PP_TRY(reader_token,
           custodian::read_secret_file(config.path("rpc", "reader_token_file").string()));
  }
  const LedgerInfo epoch_start = consensus::epoch_genesis(genesis.ledger_info, genesis.validators);
  const std::int64_t snapshot_blocks = config.number("sync", "snapshot_blocks");
  if (snapshot_blocks < 0) return fail("config_invalid", "sync.snapshot_blocks is below 0.");
  const auto own_key_file = identity.consensus_key && !identity.remote
                                ? config.path("node", "consensus_key_file")
                                : std::filesystem::path();
  runtime::ValidatorOptions validator{.epoch = {.chain_id = chain_id,
                                                .epoch = epoch_start.epoch,
                                                .validators = genesis.validators,
                                                .genesis = epoch_start},
                                      .own_index = std::nullopt,  // as each epoch's set says
                                      .signer = identity.signer,
                                      .signer_remembers = identity.remote != nullptr,
                                      .network_seed = identity.network_seed,
                                      .listen = {links.host, links.port},
                                      .peers = {},
                                      .observers = std::move(observers),
                                      .keep_history_us = keep_history_us,
                                      .consensus_key = identity.consensus_key,
                                      .addresses = std::move(addresses)};
  Setup out{
      .genesis = std::move(source),
      .validator = std::move(validator),
      .identity = std::move(identity),
      .name = config.text("node", "name"),
      .rpc = {.chain_id = chain_id, .sandbox = sandbox, .reader_token = std::move(reader_token)},
      .rpc_listen = rpc_listen,
      .admin_listen = admin_listen,
      .data_dir = data_dir,
      .snapshot_blocks = static_cast<std::uint64_t>(snapshot_blocks),
      .own_key_file = own_key_file};
  return out;
}

/// C6: a key that has never signed may begin to, though the ledger it finds is old already: it came
/// by a snapshot, or was followed without a key.
Result<void> begin_record(const Setup& setup, store::Database& database) {
  if (setup.own_key_file.empty() || has_signed(setup.own_key_file)) return {};
  store::SafetyStore safety(database);
  PP_TRY(const auto record, safety.load());
  if (record) return {};
  consensus::SafetyData data;
  data.epoch = setup.validator.epoch.epoch;
  data.high_qc = consensus::genesis_certificate(setup.validator.epoch.genesis);
  store::WriteBatch batch(database);
  safety.put(batch, data);
  database.write(std::move(batch), true);
  return {};
}

/// Where there is no ledger yet, and the others' is long: a snapshot instead of all blocks.
Result<void> join_by_snapshot(const Setup& setup) {
  const std::filesystem::path ledger = setup.data_dir / "ledger";
  const std::filesystem::path snapshot = setup.data_dir / "snapshot";
  if (setup.snapshot_blocks == 0 || std::filesystem::exists(ledger)) return {};
  // Whoever asks us to stop meanwhile loses nothing: what was fetched stays.
  PP_TRY(const auto genesis, setup.genesis->whole());
  for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, [](int) { ::_exit(0); });
  const auto fetched = runtime::fetch_snapshot(setup.validator, genesis->state, snapshot,
                                               {.blocks_min = setup.snapshot_blocks});
  for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, SIG_DFL);
  if (!fetched && fetched.error().code != "no_snapshot") return std::unexpected(fetched.error());
  if (!fetched) spdlog::warn("{} Fetching all blocks instead.", fetched.error().message);
  std::error_code error;
  if (fetched && *fetched) {
    std::filesystem::rename(snapshot / "ledger", ledger, error);
    if (error) return fail("store_unavailable", "Cannot make " + ledger.string() + ".");
    spdlog::info("joined by a snapshot");
  }
  std::filesystem::remove_all(snapshot, error);
  return {};
}

/// A copy beside the database, so that the data folder alone is enough to audit the chain.
Result<void> keep_genesis(const execution::Genesis& genesis,
                          const std::filesystem::path& data_dir) {
  const std::filesystem::path file = data_dir / "genesis.json";
  if (std::filesystem::exists(file)) return {};
  const std::filesystem::path part = file.string() + ".part";
  std::ofstream out(part, std::ios::trunc);
  out << genesis_text(genesis);
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(part, file, error);
  if (!out || error) return fail("write_failed", "Cannot write " + file.string() + ".");
  return {};
}

/// The chain's first state, in a database that has none. Errors: `wrong_chain`.
Result<void> begin_chain(const Setup& setup, store::LedgerStore& ledger) {
  PP_TRY(const bool begun, ledger.holds_chain(setup.genesis->head().waypoint()));
  if (!begun || !std::filesystem::exists(setup.data_dir / "genesis.json")) {
    PP_TRY(const auto genesis, setup.genesis->whole());
    PP_CHECKED(ledger.init_genesis(genesis->state, genesis->genesis.validators));
    PP_CHECKED(keep_genesis(genesis->genesis, setup.data_dir));
  }
  return setup.genesis->write_note();
}

/// Reads `links` of the configuration again, on SIGHUP; what is wrong changes nothing.
void reload_links(const std::filesystem::path& file, runtime::Validator& validator) {
  const auto read = [&]() -> Result<void> {
    PP_TRY(const auto config, config::Config::load(file, kKeys));
    PP_TRY(auto addresses, read_addresses(config));
    PP_TRY(auto observers, read_observers(config));
    spdlog::info("links were read again: {} addresses of validators, {} observers",
                 addresses.size(), observers.size());
    validator.set_links(std::move(addresses), std::move(observers));
    return {};
  };
  if (const auto done = read(); !done) {
    spdlog::error("links stay as they are: {}", done.error().message);
  }
}

asio::awaitable<void> reload_on_signal(asio::signal_set& signals, std::filesystem::path file,
                                       runtime::Validator& validator) {
  while (true) {
    const auto [error, signal] = co_await signals.async_wait(asio::as_tuple(asio::use_awaitable));
    if (error) co_return;
    reload_links(file, validator);
  }
}

/// Serves until a signal comes, then lets requests in flight finish.
Result<void> serve(Setup& setup, const std::filesystem::path& config_file) {
  std::error_code error;
  std::filesystem::create_directories(setup.data_dir, error);
  std::ofstream(setup.data_dir / "pid", std::ios::trunc) << ::getpid() << "\n";
  PP_CHECKED(join_by_snapshot(setup));
  PP_TRY(const auto database, store::Database::open(setup.data_dir / "ledger"));
  const ChainId chain_id = setup.genesis->head().chain_id();
  store::LedgerStore ledger_store(*database, store::batch_format(chain_id));
  PP_CHECKED(begin_chain(setup, ledger_store));
  PP_CHECKED(begin_record(setup, *database));
  PP_CHECKED(check_identity(setup.identity, setup.name, newest_step(ledger_store).next_validators));
  if (!setup.own_key_file.empty()) {
    PP_TRY(setup.validator.signed_before,
           signed_with_another_disk(setup.own_key_file, database->folder()));
  }
  if (setup.identity.remote) {
    setup.identity.remote->set_ends(
        [&ledger_store](Epoch epoch) { return runtime::epoch_end(epoch, ledger_store); });
  }
  PP_TRY(auto validator, runtime::Validator::start(setup.validator, *database, ledger_store));

  asio::io_context io{1};
  Rpc rpc(setup.rpc, io.get_executor(), *validator, ledger_store);
  const Reporter reporter(chain_id, setup.identity.network_seed, io.get_executor(), *validator);
  const store::BlockStore block_store(*database, ledger_store);
  ProofRpc proof_rpc(rpc, setup.rpc, io.get_executor(),
                     {.validator = *validator,
                      .ledger = ledger_store,
                      .blocks = block_store,
                      .genesis = *setup.genesis});
  http::Router routes;
  rpc.add_routes(routes);
  proof_rpc.add_routes(routes);
  http::add_static_files(routes, web::receipt_files(), web::page_headers());
  http::Router admin_routes;
  admin_routes.add("GET /metrics",
                   [&](const http::Request&) { return rpc.metrics(reporter.counts()); });
  http::Server server(io.get_executor(), std::move(routes));
  http::Server admin(io.get_executor(), std::move(admin_routes));
  PP_TRY(const auto rpc_port, server.listen(setup.rpc_listen.host, setup.rpc_listen.port));
  PP_TRY(const auto admin_port, admin.listen(setup.admin_listen.host, setup.admin_listen.port));
  spdlog::info("chain {}, waypoint {}", chain_id.value(), setup.genesis->head().waypoint().text());
  spdlog::info("rpc on {}:{}, admin on {}:{}", setup.rpc_listen.host, rpc_port,
               setup.admin_listen.host, admin_port);

  asio::signal_set hangups(io, SIGHUP);
  asio::co_spawn(io, reload_on_signal(hangups, config_file, *validator), asio::detached);
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code&, int signal) {
    spdlog::info("stopping on signal {}", signal);
    server.stop();
    admin.stop();
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
          co_await server.stopped();
          co_await admin.stopped();
          io.stop();
        },
        asio::detached);
  });
  io.run();
  validator.reset();  // its threads speak to what is above
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
  const Result<void> served =
      setup ? serve(*setup, config_file) : Result<void>(std::unexpected(setup.error()));
  if (!served) {
    std::cerr << "pennypost node: " << served.error().message << "\n";
    return 1;
  }
  return 0;
}

}  // namespace pennypost::node
