#include "api/gateway/service.h"

#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <csignal>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/custodian/key_file.h"
#include "api/custodian/remote_custodian.h"
#include "api/gateway/app_side.h"
#include "api/gateway/custodian_pins.h"
#include "api/gateway/desk.h"
#include "api/gateway/executors.h"
#include "api/gateway/spawn.h"
#include "api/gateway/web_api.h"
#include "api/http/address.h"
#include "api/http/json.h"
#include "api/http/server.h"
#include "api/web/pages.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"

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
    {"gateway", "public_url", "\"\"",
     "Where people's browsers reach this gateway, for links; empty: http:// and gateway.listen."},
    {"gateway", "policy_file", "\"\"",
     "How much goes through without asking, by tenant and currency; empty: the built-in table."},
    {"gateway", "operator_key_file", "\"operator.key\"",
     "The operator's key for tenants and their keys; made at the first start, mode 0600."},
    {"gateway", "sandbox", "false",
     "Sign-in without a password and test money for newcomers. Test chains and loopback only."},
    {"gateway", "seed_users", "[]", "Handles that exist from the start, on a sandbox."},
    {"store", "url", "\"\"",
     "\"postgresql://…\": where several gateways serve one set of users. Empty: in data_dir."},
    {"nodes", "rpc", "[\"http://127.0.0.1:8101\"]",
     "The nodes' RPC; several, so that any may be down."},
    {"nodes", "waypoint", "\"\"", "The genesis waypoint: what the gateway believes nodes by."},
    {"nodes", "chain_id", "0", "The chain's number."},
    {"keys", "institution_address", "\"\"", "The institution whose users these are."},
    {"keys", "delegate_number", "0", "Which of the institution's delegates this gateway is."},
    {"keys", "delegate_key_file", "\"delegate.key\"",
     "Signs everyday payments: 64 hex digits, mode 0600; made at the first start."},
    {"keys", "faucet_address", "\"\"", "Who gives test money away, on a sandbox."},
    {"keys", "data_key_file", "\"data.key\"",
     "Users' data is encrypted under it: 64 hex digits, mode 0600; made at the first start."},
    {"custodian", "address", "\"127.0.0.1:8402\"",
     "Who keeps users' root keys: \"HOST:PORT\" (TLS 1.3) or \"unix:PATH\"."},
    {"custodian", "public_key", "\"\"", "Its network key, 64 hex digits; not for a Unix socket."},
    {"custodian", "network_key_file", "\"network.key\"",
     "Who the gateway is for the custodian: 64 hex digits, mode 0600; made at the first start."},
    {"limits", "key_per_second", "5000", "Requests of one API key; 0: any number."},
    {"limits", "key_burst", "10000", "That many of them at once."},
    {"limits", "user_per_second", "20", "New messages and payments of one user."},
    {"limits", "user_burst", "200", "That many of them at once."},
    {"limits", "platform_per_second", "5000", "New messages of one channel of a tenant."},
    {"limits", "platform_burst", "10000", "That many of them at once."},
    {"webhooks", "allow_private", "false",
     "Send webhooks over plain HTTP and to private addresses too. On a sandbox only."},
    {"events", "kept_seconds", "2592000", "How long apps can read events, and replay webhooks."},
    {"log", "level", "\"info\"", "trace, debug, info, warn, error or critical."},
};

constexpr std::string_view kGrantCurrency = "USD";
constexpr std::string_view kGrantText = "10.00";
constexpr std::size_t kDiskThreads = 32;  // they wait for syncs, which they share
constexpr auto kStartRetry = std::chrono::milliseconds(200);

struct Setup {
  config::HostPort listen;
  config::HostPort metrics_listen;
  fs::path data_dir;
  std::string store_url;
  std::string tenant;
  std::string api_key;
  std::string public_url;
  Policy policy;
  AppOptions apps;
  bool sandbox = false;
  std::vector<std::string> seed_users;
  std::vector<std::string> nodes;
  ChainId chain;
  Waypoint waypoint;
  House house;
  DelegateKey delegate;
  custodian::CustodianAddress custodian;
  PublicKey custodian_key;
  net::TlsIdentity identity;
  custodian::SealingKey data_key;
};

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

Result<void> check_store(const Setup& setup) {
  const std::string& url = setup.store_url;
  if (url.empty() || url.starts_with("postgresql://") || url.starts_with("postgres://")) return {};
  return fail("config_invalid", "store.url is empty or begins with \"postgresql://\".");
}

Result<House> read_house(const config::Config& config, ChainId chain, bool sandbox) {
  House out;
  PP_TRY(out.institution,
         crypto::parse_address(config.text("keys", "institution_address"), is_test_chain(chain)));
  if (!sandbox) return out;
  PP_TRY(out.faucet,
         crypto::parse_address(config.text("keys", "faucet_address"), is_test_chain(chain)));
  return out;
}

Result<DelegateKey> read_delegate(const config::Config& config, const Address& institution) {
  const std::int64_t number = config.number("keys", "delegate_number");
  if (number < 0 || number >= kDelegatesMax) {
    return fail("config_invalid", "keys.delegate_number is 0 to 15.");
  }
  return DelegateKey::open(codec::delegate_id(institution, static_cast<std::uint32_t>(number)),
                           config.path("keys", "delegate_key_file"));
}

Result<PublicKey> read_custodian_key(const config::Config& config,
                                     const custodian::CustodianAddress& address) {
  if (!address.unix_path.empty()) return PublicKey{};
  const auto key = PublicKey::from_hex(config.text("custodian", "public_key"));
  if (key) return *key;
  return fail("config_invalid", "custodian.public_key has to be the custodian's 64 hex digits.");
}

/// Without a slash at its end.
std::string public_url_of(const config::Config& config, const config::HostPort& listen) {
  std::string url = config.text("gateway", "public_url");
  while (url.ends_with('/')) url.pop_back();
  if (!url.empty()) return url;
  const bool v6 = listen.host.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + listen.host + "]" : listen.host) + ":" +
         std::to_string(listen.port);
}

/// Errors: `config_invalid`.
Result<Rate> read_rate(const config::Config& config, const std::string& what) {
  const auto per_second = config.number("limits", what + "_per_second");
  const auto burst = config.number("limits", what + "_burst");
  constexpr std::int64_t kRateMax = 1'000'000;
  if (per_second < 0 || per_second > kRateMax || burst < 1 || burst > kRateMax) {
    return fail("config_invalid", "limits." + what + "_per_second is 0 to 1000000, and limits." +
                                      what + "_burst 1 to 1000000.");
  }
  return Rate{static_cast<std::uint64_t>(per_second), static_cast<std::uint64_t>(burst)};
}

Result<AppOptions> read_apps(const config::Config& config) {
  AppOptions out;
  PP_TRY(out.operator_key,
         read_or_create_api_key(config.path("gateway", "operator_key_file"), "ppo_"));
  PP_TRY(out.rates.key, read_rate(config, "key"));
  PP_TRY(out.rates.user, read_rate(config, "user"));
  PP_TRY(out.rates.platform, read_rate(config, "platform"));
  const auto kept_seconds = config.number("events", "kept_seconds");
  if (kept_seconds < 1) return fail("config_invalid", "events.kept_seconds is at least 1.");
  out.events.kept_us = static_cast<std::uint64_t>(kept_seconds) * kSecondUs;
  out.webhooks.allow_private = config.flag("webhooks", "allow_private");
  if (out.webhooks.allow_private && !config.flag("gateway", "sandbox")) {
    return fail("config_invalid", "webhooks.allow_private needs gateway.sandbox = true.");
  }
  return out;
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
  PP_TRY(const House house, read_house(config, chain, sandbox));
  PP_TRY(const auto delegate, read_delegate(config, house.institution));
  PP_TRY(const auto custodian,
         custodian::parse_custodian_address(config.text("custodian", "address")));
  PP_TRY(const PublicKey custodian_key, read_custodian_key(config, custodian));
  PP_TRY(const auto network_seed, custodian::read_or_create_seed_file(
                                      config.path("custodian", "network_key_file").string()));
  PP_TRY(const auto identity, net::TlsIdentity::from_seed(network_seed));
  PP_TRY(const auto data_key,
         custodian::read_or_create_seed_file(config.path("keys", "data_key_file").string()));
  Policy policy;
  if (!config.text("gateway", "policy_file").empty()) {
    PP_TRY(policy, Policy::load(config.path("gateway", "policy_file")));
  }
  PP_TRY(const auto api_key, read_or_create_api_key(config.path("gateway", "api_key_file")));
  PP_TRY(auto apps, read_apps(config));
  Setup out{.listen = listen,
            .metrics_listen = metrics,
            .data_dir = config.path("gateway", "data_dir"),
            .store_url = config.text("store", "url"),
            .tenant = config.text("gateway", "tenant"),
            .api_key = api_key,
            .public_url = public_url_of(config, listen),
            .policy = policy,
            .apps = std::move(apps),
            .sandbox = sandbox,
            .seed_users = config.list("gateway", "seed_users"),
            .nodes = config.list("nodes", "rpc"),
            .chain = chain,
            .waypoint = waypoint,
            .house = house,
            .delegate = delegate,
            .custodian = custodian,
            .custodian_key = custodian_key,
            .identity = identity,
            .data_key = *custodian::SealingKey::from(data_key.view())};
  if (!is_tenant_name(out.tenant)) {
    return fail("config_invalid", "gateway.tenant is 1 to 32 of a-z, 0-9, _, - and .");
  }
  PP_CHECKED(check_sandbox(out));
  PP_CHECKED(check_store(out));
  return out;
}

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
  out.one_thread = true;
  out.check_origin = true;
  // Pages of other names that resolve to this machine get nothing from a sandbox.
  if (setup.sandbox) out.allowed_hosts = {"127.0.0.1", "localhost", "::1", "[::1]"};
  return out;
}

/// The parts in the order of their lives: what stands later uses what stands before.
class Service {
 public:
  static Result<std::unique_ptr<Service>> create(asio::io_context& io, const Executors& executors,
                                                 Setup setup) {
    std::error_code error;
    fs::create_directories(setup.data_dir, error);
    PP_TRY(auto store, setup.store_url.empty()
                           ? gateway_store::open_rocksdb((setup.data_dir / "gateway").string(),
                                                         Records::queues())
                           : gateway_store::open_postgres(setup.store_url));
    PP_TRY(auto nodes, client::NodeClient::create(executors.later, setup.nodes,
                                                  client::Verifier(setup.chain, setup.waypoint)));
    return std::make_unique<Service>(io, executors, std::move(setup), std::move(store),
                                     std::move(nodes));
  }

  Service(asio::io_context& io, const Executors& executors, Setup setup,
          std::unique_ptr<gateway_store::Store> store, std::unique_ptr<client::NodeClient> nodes)
      : io_(io),
        executors_(executors),
        setup_(std::move(setup)),
        store_(std::move(store)),
        custodian_(custodian::make_remote_custodian(executors_.later, setup_.custodian,
                                                    setup_.custodian_key, setup_.identity)),
        nodes_(std::move(nodes)),
        records_(*store_, disk_, setup_.data_key),
        leases_(executors_.later, records_),
        submitter_(executors_.later, records_, *nodes_, *custodian_, setup_.delegate, setup_.house,
                   metrics_, system_now),
        ledger_(*nodes_, records_, setup_.house.faucet) {
    records_.settle_on(executors_.first);
  }

  /// Before anything below.
  void extend(std::unique_ptr<Extension> extension) { extension_ = std::move(extension); }
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
  Executors executors_;
  Setup setup_;
  Metrics metrics_;
  std::unique_ptr<gateway_store::Store> store_;
  asio::thread_pool disk_{kDiskThreads};  // its threads write to the store, so they end before it
  std::unique_ptr<custodian::Custodian> custodian_;
  CustodianPins pins_{*custodian_};
  std::unique_ptr<client::NodeClient> nodes_;
  Records records_;
  Leases leases_;
  Submitter submitter_;
  LedgerView ledger_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<Extension> extension_;
  AppSide app_side_{executors_.later, records_, metrics_, system_now, setup_.apps, &leases_};
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
                             .body = metrics_.text() + extension_->metrics()};
  });
  app_side_.add_operator_routes(metrics);
  metrics_server_ = std::make_unique<http::Server>(io_.get_executor(), std::move(metrics));
  PP_TRY([[maybe_unused]] const auto metrics_port,
         metrics_server_->listen(setup_.metrics_listen.host, setup_.metrics_listen.port));
  return {};
}

asio::awaitable<void> Service::start() {
  co_await open_desk();
  if (stopping_) co_return;
  Services services{records_,   desk_->people, ledger_,      desk_->gateway,    metrics_,
                    system_now, *desk_,        setup_.chain, app_side_.limits()};
  http::Router routes;
  routes.add("GET /livez", [](http::Request) -> asio::awaitable<http::Response> {
    co_return http::json_response(200, json::object{{"status", "alive"}});
  });
  routes.add("GET /readyz", [this](http::Request request) { return ready(std::move(request)); });
  app_side_.open(services, *nodes_, routes);
  web_api_ = std::make_unique<WebApi>(services, *desk_, *nodes_, setup_.tenant, setup_.sandbox);
  web_api_->add_routes(routes);
  http::add_static_files(routes, web::chat_files(), web::page_headers());
  http::add_static_files(routes, web::secret_link_files(), web::secret_page_headers());
  extension_->add_routes(routes);
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
  co_await app_side_.keys().adopt_file_key(setup_.tenant, setup_.api_key);
  desk_ = std::make_unique<Desk>(
      executors_, records_, submitter_, *nodes_, *custodian_, ledger_, pins_, metrics_,
      DeskOptions{
          .people = std::move(*options), .policy = setup_.policy, .public_url = setup_.public_url},
      system_now, &leases_);
  submitter_.on_receipt([this](const client::FinalTransaction& final) { ledger_.learn(final); });
  // With others about, only what dead ones have left is for us.
  if (!leases_.shared()) submitter_.resume();
  for (const std::string& handle : setup_.seed_users) {
    while (!stopping_ && !co_await desk_->gateway.open_user(setup_.tenant, handle)) {
      co_await pause(kStartRetry);
    }
  }
  extension_->start(executors_, *desk_, records_, setup_.tenant, app_side_.limits(), leases_);
  if (!leases_.shared()) desk_->gateway.resume();
  leases_.start([this] {
    const auto alive = [this](const std::string& gateway) { return leases_.alive(gateway); };
    submitter_.take_over(alive);
    desk_->gateway.take_over();
    app_side_.take_over(alive);
    extension_->take_over();
  });
  desk_->outbox.add(app_side_.sink());
  desk_->start();
}

asio::awaitable<http::Response> Service::ready(http::Request) {
  const auto answer = co_await nodes_->read("/readyz", records_.known_version());
  const bool ready = answer && answer->status == 200;
  json::array reasons;
  if (!ready) reasons.push_back("no node of the ledger is ready");
  co_return http::json_response(
      ready ? 200 : 503,
      json::object{
          {"ready", ready}, {"reasons", std::move(reasons)}, {"platforms", extension_->health()}});
}

asio::awaitable<void> Service::stop() {
  stopping_ = true;
  if (server_) server_->stop();
  metrics_server_->stop();
  submitter_.stop();
  extension_->stop();
  if (desk_) desk_->stop();
  leases_.stop();
  app_side_.stop();
  if (server_) co_await server_->stopped();
  co_await metrics_server_->stopped();
  io_.stop();
}

Result<void> serve(Setup setup, std::unique_ptr<Extension> extension) {
  // The language builds its tables on the first call: before anybody waits for an answer.
  (void)language::interpret({"help", "en-US", "USD", {}, {}});
  asio::io_context io{1};
  TwoLines lines(io);
  PP_TRY(const auto service, Service::create(io, lines.executors(), std::move(setup)));
  service->extend(std::move(extension));
  PP_CHECKED(service->claim_store());
  PP_CHECKED(service->listen());
  spawn(lines.executors().later, service->start());
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int signal) {
    if (error) return;
    spdlog::info("stopping on signal {}", signal);
    spawn(io.get_executor(), service->stop());
  });
  lines.run();
  if (service->failure()) return std::unexpected(*service->failure());
  return {};
}

}  // namespace

std::span<const config::Key> gateway_keys() {
  return kKeys;
}

int run_gateway(const fs::path& config_file, const ExtensionMaker& extension) {
  ::umask(0077);  // whatever it writes is for its own user
  std::vector<config::Key> keys(std::begin(kKeys), std::end(kKeys));
  keys.insert(keys.end(), extension.keys.begin(), extension.keys.end());
  const auto config = config::Config::load(config_file, keys);
  if (!config) {
    std::cerr << "pennypost gateway: " << config.error().message << "\n";
    return 1;
  }
  spdlog::set_level(spdlog::level::from_str(config->text("log", "level")));
  spdlog::flush_on(spdlog::level::info);
  auto setup = read_setup(*config);
  auto beside = extension.make(*config);
  if (setup && !beside) setup = std::unexpected(beside.error());
  const auto served = setup ? serve(std::move(*setup), std::move(*beside))
                            : Result<void>(std::unexpected(setup.error()));
  if (!served) {
    std::cerr << "pennypost gateway: " << served.error().message << "\n";
    return 1;
  }
  return 0;
}

}  // namespace pennypost::gateway
