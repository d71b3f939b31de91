#include "api/gateway/service.h"

#include <spdlog/spdlog.h>

#include <csignal>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/custodian/key_file.h"
#include "api/gateway/api_keys.h"
#include "api/gateway/app_api.h"
#include "api/gateway/spawn.h"
#include "api/gateway/web_api.h"
#include "api/http/address.h"
#include "api/http/json.h"
#include "api/http/server.h"
#include "api/web/pages.h"
#include "ledger/crypto/bech32.h"
#include "ledger/crypto/hash.h"

namespace pennypost::gateway {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
namespace fs = std::filesystem;

constexpr config::Key kKeys[] = {
    {"gateway", "listen", "\"127.0.0.1:8080\"", "Web chat and API."},
    {"gateway", "metrics_listen", "\"127.0.0.1:8401\"",
     "Metrics at /metrics, apart from the public port."},
    {"gateway", "data_dir", "\"data\"", "Where its databases live. One process at a time."},
    {"gateway", "tenant", "\"demo\"", "Whose users the API key and the web chat belong to."},
    {"gateway", "api_key_file", "\"api.key\"",
     "The tenant's API key; made at the first start, mode 0600."},
    {"gateway", "sandbox", "false",
     "Sign-in without a password and test money for newcomers. Test chains and loopback only."},
    {"gateway", "seed_users", "[]", "Handles that exist from the start, on a sandbox."},
    {"nodes", "rpc", "[\"http://127.0.0.1:8101\"]",
     "The nodes' RPC; several, so that any may be down."},
    {"nodes", "waypoint", "\"\"", "The genesis waypoint: what the gateway believes nodes by."},
    {"nodes", "chain_id", "0", "The chain's number."},
    {"keys", "institution_key_file", "\"institution.key\"",
     "Opens accounts: 64 hex digits, mode 0600."},
    {"keys", "institution_address", "\"\"", "The institution's account."},
    {"keys", "faucet_key_file", "\"\"",
     "Gives test money away, on a sandbox: 64 hex digits, mode 0600."},
    {"keys", "faucet_address", "\"\"", "The faucet's account."},
    {"keys", "master_key_file", "\"master.key\"",
     "Users' keys and data are encrypted under it: 64 hex digits, mode 0600."},
    {"log", "level", "\"info\"", "trace, debug, info, warn, error or critical."},
};

constexpr std::string_view kGrantCurrency = "USD";
constexpr std::string_view kGrantText = "10.00";
constexpr std::size_t kDiskThreads = 4;  // they share syncs
constexpr auto kStartRetry = std::chrono::milliseconds(200);

struct Setup {
  config::HostPort listen;
  config::HostPort metrics_listen;
  fs::path data_dir;
  std::string tenant;
  std::string api_key;
  bool sandbox = false;
  std::vector<std::string> seed_users;
  std::vector<std::string> nodes;
  ChainId chain;
  Waypoint waypoint;
  HouseKeys house;
  custodian::SealingKey custodian_key;
  custodian::SealingKey data_key;
};

custodian::SealingKey derived_key(std::string_view tag, const crypto::Seed& master) {
  return custodian::SealingKey(crypto::hash(tag, master.view()).bytes);
}

Result<void> check_sandbox(const Setup& setup) {
  if (!setup.sandbox) {
    if (setup.seed_users.empty()) return {};
    return fail("config_invalid", "gateway.seed_users needs gateway.sandbox = true.");
  }
  if (!is_test_chain(setup.chain)) {
    return fail("config_invalid", "gateway.sandbox is for test chains; this is the main chain.");
  }
  if (!http::is_loopback_address(setup.listen.host) ||
      !http::is_loopback_address(setup.metrics_listen.host)) {
    return fail("config_invalid",
                "gateway.sandbox lets anybody in without a password, so the gateway must listen on "
                "loopback. Set gateway.listen to 127.0.0.1, or gateway.sandbox to false.");
  }
  for (const std::string& handle : setup.seed_users) {
    if (!is_handle(handle)) return fail("config_invalid", "\"" + handle + "\" is no handle.");
  }
  return {};
}

/// A key file and the account that it signs for.
Result<crypto::KeyPair> read_key(const config::Config& config, std::string_view name) {
  PP_TRY(const auto seed, custodian::read_seed_file(config.path("keys", name).string()));
  return crypto::KeyPair(seed);
}

Result<Setup> read_setup(const config::Config& config) {
  PP_TRY(const auto listen, config::parse_host_port(config.text("gateway", "listen")));
  PP_TRY(const auto metrics, config::parse_host_port(config.text("gateway", "metrics_listen")));
  PP_TRY(const auto waypoint, Waypoint::parse(config.text("nodes", "waypoint")));
  const std::int64_t chain_number = config.number("nodes", "chain_id");
  if (chain_number <= 0 || chain_number > UINT32_MAX) {
    return fail("config_invalid", "nodes.chain_id has to be the chain's number.");
  }
  const ChainId chain(static_cast<std::uint32_t>(chain_number));
  const bool sandbox = config.flag("gateway", "sandbox");
  PP_TRY(const auto institution, read_key(config, "institution_key_file"));
  PP_TRY(const auto institution_address,
         crypto::parse_address(config.text("keys", "institution_address"), is_test_chain(chain)));
  // Without a sandbox nobody gets test money, and the faucet's place is never used.
  auto faucet = institution;
  Address faucet_address;
  if (sandbox) {
    PP_TRY(faucet, read_key(config, "faucet_key_file"));
    PP_TRY(faucet_address,
           crypto::parse_address(config.text("keys", "faucet_address"), is_test_chain(chain)));
  }
  PP_TRY(const auto master,
         custodian::read_seed_file(config.path("keys", "master_key_file").string()));
  PP_TRY(const auto api_key, read_or_create_api_key(config.path("gateway", "api_key_file")));
  Setup out{.listen = listen,
            .metrics_listen = metrics,
            .data_dir = config.path("gateway", "data_dir"),
            .tenant = config.text("gateway", "tenant"),
            .api_key = api_key,
            .sandbox = sandbox,
            .seed_users = config.list("gateway", "seed_users"),
            .nodes = config.list("nodes", "rpc"),
            .chain = chain,
            .waypoint = waypoint,
            .house = {institution, institution_address, faucet, faucet_address},
            .custodian_key = derived_key("pennypost/custodian_key/1", master),
            .data_key = derived_key("pennypost/gateway_data_key/1", master)};
  PP_CHECKED(check_sandbox(out));
  return out;
}

/// Everything that answers messages. Made once the ledger has told its currencies.
struct Desk {
  Desk(asio::any_io_executor executor, Records& records, Submitter& submitter,
       client::NodeClient& nodes, custodian::Custodian& custodian, LedgerView& ledger,
       Metrics& metrics, PeopleOptions options)
      : people(records, submitter, nodes, custodian, std::move(options), system_now),
        payments(records, people, ledger, submitter, system_now),
        dialogue(records, people, payments, ledger, metrics, system_now),
        gateway(executor, records, people, payments, dialogue, system_now) {}
  People people;
  Payments payments;
  Dialogue dialogue;
  Gateway gateway;
};

Result<PeopleOptions> people_options(const Setup& setup, const Currencies& currencies) {
  PeopleOptions out{.grants = setup.sandbox,
                    .grant_currency = *CurrencyCode::from(kGrantCurrency),
                    .grant_amount = Amount(0),
                    .grant_text = std::string(kGrantText)};
  if (!setup.sandbox) return out;
  const auto known = currencies.find(out.grant_currency);
  if (known == currencies.end()) {
    return fail("unknown_currency", "The sandbox's test money is in USD, which is not registered.");
  }
  PP_TRY(out.grant_amount,
         parse_amount(kGrantText, known->second.decimals, known->second.display_decimals));
  return out;
}

asio::awaitable<void> pause(std::chrono::milliseconds duration) {
  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

http::ServerOptions server_options(const Setup& setup) {
  http::ServerOptions out;
  out.check_origin = true;
  // Pages of other names that resolve to this machine get nothing from a sandbox.
  if (setup.sandbox) out.allowed_hosts = {"127.0.0.1", "localhost", "::1", "[::1]"};
  return out;
}

/// The parts in the order of their lives: what stands later uses what stands before.
class Service {
 public:
  static Result<std::unique_ptr<Service>> create(asio::io_context& io, Setup setup) {
    std::error_code error;
    fs::create_directories(setup.data_dir, error);
    PP_TRY(auto keys, gateway_store::open_rocksdb((setup.data_dir / "custodian").string()));
    PP_TRY(auto store, gateway_store::open_rocksdb((setup.data_dir / "gateway").string()));
    PP_TRY(auto nodes, client::NodeClient::create(io.get_executor(), setup.nodes,
                                                  client::Verifier(setup.chain, setup.waypoint)));
    return std::make_unique<Service>(io, std::move(setup), std::move(keys), std::move(store),
                                     std::move(nodes));
  }

  Service(asio::io_context& io, Setup setup, std::unique_ptr<gateway_store::Store> keys,
          std::unique_ptr<gateway_store::Store> store, std::unique_ptr<client::NodeClient> nodes)
      : io_(io),
        setup_(std::move(setup)),
        store_(std::move(store)),
        custodian_(custodian::make_local_custodian(std::move(keys), setup_.custodian_key)),
        nodes_(std::move(nodes)),
        records_(*store_, disk_, setup_.data_key),
        submitter_(io.get_executor(), records_, *nodes_, *custodian_, setup_.house, metrics_,
                   system_now),
        ledger_(*nodes_, records_, setup_.house.faucet_address) {}

  Result<void> claim_store() { return records_.claim_store(setup_.chain); }
  Result<void> listen();
  asio::awaitable<void> start();
  asio::awaitable<void> stop();
  /// Why the start failed.
  const std::optional<Error>& failure() const { return failure_; }

 private:
  void give_up(Error error) {
    failure_ = std::move(error);
    io_.stop();
  }
  asio::awaitable<http::Response> ready(http::Request request);
  asio::awaitable<void> open_desk();

  asio::io_context& io_;
  Setup setup_;
  Metrics metrics_;
  std::unique_ptr<gateway_store::Store> store_;
  asio::thread_pool disk_{kDiskThreads};  // its threads write to the store, so they end before it
  std::unique_ptr<custodian::Custodian> custodian_;
  std::unique_ptr<client::NodeClient> nodes_;
  Records records_;
  Submitter submitter_;
  LedgerView ledger_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<AppApi> app_api_;
  std::unique_ptr<WebApi> web_api_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<http::Server> metrics_server_;
  bool stopping_ = false;
  std::optional<Error> failure_;
};

Result<void> Service::listen() {
  http::Router metrics;
  metrics.add("GET /metrics", [this](http::Request) -> asio::awaitable<http::Response> {
    co_return http::Response{.headers = {{"Content-Type", "text/plain; version=0.0.4"}},
                             .body = metrics_.text()};
  });
  metrics_server_ = std::make_unique<http::Server>(io_.get_executor(), std::move(metrics));
  PP_TRY([[maybe_unused]] const auto metrics_port,
         metrics_server_->listen(setup_.metrics_listen.host, setup_.metrics_listen.port));
  return {};
}

asio::awaitable<void> Service::start() {
  co_await open_desk();
  if (stopping_) co_return;
  Services services{records_, desk_->people, ledger_, desk_->gateway, metrics_, system_now};
  app_api_ = std::make_unique<AppApi>(services, *nodes_);
  http::Router routes;
  routes.add("GET /livez", [](http::Request) -> asio::awaitable<http::Response> {
    co_return http::json_response(200, json::object{{"status", "alive"}});
  });
  routes.add("GET /readyz", [this](http::Request request) { return ready(std::move(request)); });
  app_api_->add_routes(routes);
  if (setup_.sandbox) {
    web_api_ = std::make_unique<WebApi>(services, *nodes_, setup_.tenant);
    web_api_->add_routes(routes);
    http::add_static_files(routes, web::chat_files(), web::page_headers());
  }
  server_ =
      std::make_unique<http::Server>(io_.get_executor(), std::move(routes), server_options(setup_));
  const auto port = server_->listen(setup_.listen.host, setup_.listen.port);
  if (!port) {
    give_up(port.error());
    co_return;
  }
  spdlog::info("listening on {}:{}", setup_.listen.host, *port);
}

/// Everything that was open goes on, and who has to be there is there, before anybody is let in.
asio::awaitable<void> Service::open_desk() {
  while (!stopping_ && !(co_await nodes_->learn_validators() && co_await ledger_.load_currencies()))
    co_await pause(kStartRetry);
  if (stopping_) co_return;
  auto options = people_options(setup_, ledger_.currencies());
  if (!options) {
    give_up(options.error());
    co_return;
  }
  gateway_store::Change change;
  put_api_key(records_, change, setup_.api_key, setup_.tenant);
  (void)co_await records_.commit(std::move(change));
  desk_ = std::make_unique<Desk>(io_.get_executor(), records_, submitter_, *nodes_, *custodian_,
                                 ledger_, metrics_, std::move(*options));
  submitter_.resume();
  for (const std::string& handle : setup_.seed_users) {
    while (!stopping_ && !co_await desk_->gateway.open_user(setup_.tenant, handle)) {
      co_await pause(kStartRetry);
    }
  }
  desk_->gateway.resume();
}

asio::awaitable<http::Response> Service::ready(http::Request) {
  const auto answer = co_await nodes_->read("/readyz", records_.known_version());
  const bool ready = answer && answer->status == 200;
  json::array reasons;
  if (!ready) reasons.push_back("no node of the ledger is ready");
  co_return http::json_response(ready ? 200 : 503,
                                json::object{{"ready", ready}, {"reasons", std::move(reasons)}});
}

asio::awaitable<void> Service::stop() {
  stopping_ = true;
  if (server_) server_->stop();
  metrics_server_->stop();
  submitter_.stop();
  if (server_) co_await server_->stopped();
  co_await metrics_server_->stopped();
  io_.stop();
}

Result<void> serve(Setup setup) {
  // The language builds its tables on the first call: before anybody waits for an answer.
  (void)language::interpret({"help", "en-US", "USD", {}, {}});
  asio::io_context io{1};
  PP_TRY(const auto service, Service::create(io, std::move(setup)));
  PP_CHECKED(service->claim_store());
  PP_CHECKED(service->listen());
  spawn(io.get_executor(), service->start());
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int signal) {
    if (error) return;
    spdlog::info("stopping on signal {}", signal);
    spawn(io.get_executor(), service->stop());
  });
  io.run();
  if (service->failure()) return std::unexpected(*service->failure());
  return {};
}

}  // namespace

std::span<const config::Key> gateway_keys() {
  return kKeys;
}

int run_gateway(const fs::path& config_file) {
  const auto config = config::Config::load(config_file, kKeys);
  if (!config) {
    std::cerr << "pennypost gateway: " << config.error().message << "\n";
    return 1;
  }
  spdlog::set_level(spdlog::level::from_str(config->text("log", "level")));
  spdlog::flush_on(spdlog::level::info);
  auto setup = read_setup(*config);
  const auto served =
      setup ? serve(std::move(*setup)) : Result<void>(std::unexpected(setup.error()));
  if (!served) {
    std::cerr << "pennypost gateway: " << served.error().message << "\n";
    return 1;
  }
  return 0;
}

}  // namespace pennypost::gateway
