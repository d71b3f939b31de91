#pragma once

#include <fstream>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>

#include "api/client/node_client.h"
#include "api/custodian/keeper.h"
#include "api/gateway/submitter.h"
#include "api/http/client.h"
#include "api/http/server.h"
#include "api/node/genesis_file.h"
#include "api/node/proof_rpc.h"
#include "consensus/runtime/clock.h"
#include "consensus/runtime/key_signer.h"
#include "consensus/store/block_store.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/genesis.h"
#include "tests/gateway/support.h"
#include "tests/net/reserved_port.h"

namespace pennypost::gateway::test {

inline constexpr ChainId kChain{7};
inline const CurrencyCode kUsd = *CurrencyCode::from("USD");
inline constexpr std::uint64_t kDollar = 1'000'000;
inline constexpr std::uint64_t kFaucetDollars = 100'000;

/// An HTTP server on a free loopback port with a thread of its own.
class TestServer {
 public:
  explicit TestServer(
      const std::function<void(http::Router&, const asio::any_io_executor&)>& fill) {
    http::Router router;
    fill(router, context_.get_executor());
    server_ = std::make_unique<http::Server>(context_.get_executor(), std::move(router));
    const auto port = server_->listen("127.0.0.1", 0);
    CHECK(port.has_value());
    url_ = "http://127.0.0.1:" + std::to_string(*port);
    thread_ = std::thread([this] { context_.run(); });
  }
  ~TestServer() { stop(); }
  /// Ends the thread; the context lives on until the end.
  void stop() {
    server_.reset();
    work_.reset();
    if (thread_.joinable()) thread_.join();
  }
  const std::string& url() const { return url_; }

 private:
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_ =
      asio::make_work_guard(context_);
  std::unique_ptr<http::Server> server_;
  std::string url_;
  std::thread thread_;
};

/// A ledger of test money: one validator, which is a quorum, with its RPC, in this process.
class TestLedger {
 public:
  /// `supply`: what the faucet has.
  explicit TestLedger(std::uint64_t supply = kFaucetDollars * kDollar) {
    execution::Genesis genesis{.chain_id = kChain,
                               .timestamp = runtime::read_clock().unix_time,
                               .validators = {},
                               .parameters = {},
                               .currencies = {},
                               .accounts = {}};
    const auto account = [&](const crypto::KeyPair& key, AccountRole role) {
      execution::GenesisAccount out;
      out.account.authentication_key = codec::authentication_key(1, {key.public_key()});
      out.account.role = role;
      out.address = codec::account_address(kChain, out.account.authentication_key, Salt{});
      return out;
    };
    const auto governance = account(key(3), AccountRole::governance);
    const auto institution = account(key(4), AccountRole::institution);
    auto faucet = account(key(5), AccountRole::user);
    faucet.account.set_balance(kUsd, Amount(supply));
    genesis.parameters.governance = governance.address;
    genesis.accounts = {governance, institution, faucet};
    genesis.currencies = {{.code = kUsd,
                           .decimals = 6,
                           .display_decimals = 2,
                           .issuer = governance.address,
                           .supply = Supply(supply)}};
    genesis.validators.validators = {{.consensus_key = key(1).public_key(),
                                      .network_key = key(2).public_key(),
                                      .power = Power(1),
                                      .name = "v0"}};
    auto made = execution::make_genesis(genesis);
    CHECK(made.has_value());
    waypoint_ = made->waypoint;
    institution_ = institution.address;
    faucet_ = faucet.address;
    database_ = *store::Database::open(folder_.path() / "ledger");
    store_ = std::make_unique<store::LedgerStore>(*database_, store::batch_format(kChain));
    CHECK(store_->init_genesis(*made, genesis.validators).has_value());
    const LedgerInfo epoch = consensus::epoch_genesis(made->block->ledger_info, genesis.validators);
    auto started =
        runtime::Validator::start({.epoch = {.chain_id = kChain,
                                             .epoch = epoch.epoch,
                                             .validators = genesis.validators,
                                             .genesis = epoch},
                                   .own_index = consensus::ValidatorIndex{0},
                                   .signer = std::make_shared<const runtime::KeySigner>(seed(1)),
                                   .network_seed = seed(2),
                                   .listen = port_.endpoint(),
                                   .peers = {std::nullopt}},
                                  *database_, *store_);
    CHECK(started.has_value());
    validator_ = std::move(*started);
    blocks_ = std::make_unique<store::BlockStore>(*database_, *store_);
    const auto file = folder_.path() / "genesis.json";
    std::ofstream(file) << node::genesis_text(genesis);
    genesis_ = *node::GenesisSource::open(file, folder_.path() / "genesis.note");
    server_ = std::make_unique<TestServer>([&](http::Router& router,
                                               const asio::any_io_executor& executor) {
      const node::RpcOptions options{.chain_id = kChain, .sandbox = true, .reader_token = {}};
      rpc_ = std::make_unique<node::Rpc>(options, executor, *validator_, *store_);
      proof_rpc_ = std::make_unique<node::ProofRpc>(
          *rpc_, options, executor, node::ProofSources{*validator_, *store_, *blocks_, *genesis_});
      rpc_->add_routes(router);
      proof_rpc_->add_routes(router);
    });
    set_delegate(true);
  }
  ~TestLedger() {
    validator_.reset();  // first: it calls into the RPC
    server_.reset();
  }

  const std::string& url() const { return server_->url(); }
  client::Verifier verifier() const { return {kChain, waypoint_}; }
  House house() const { return {institution_, faucet_}; }
  /// Whose key may spend within mandates, set when the ledger began.
  DelegateKey delegate() const { return {codec::delegate_id(institution_, 0), key(6)}; }
  /// A custodian that lets through whatever the ledger does.
  custodian::KeeperOptions keeper_options() const {
    constexpr Amount kMuch(1'000'000 * kDollar);
    const custodian::MandateTerms terms{.limits = {{kUsd, kMuch, kMuch}},
                                        .new_payees_max = 1'000,
                                        .lifetime_us_max = 30 * pennypost::kDayUs};
    const custodian::Rate often{1'000'000, 1'000'000};
    return {.chain = kChain,
            .institution_key = key(4),
            .institution = institution_,
            .delegate_number = 0,
            .mandate = terms,
            .faucet = custodian::FaucetKey{key(5), faucet_, terms},
            .approved = {{kUsd, kMuch, kMuch}},
            .approved_all = {{kUsd, kMuch, kMuch}},
            .accounts = often,
            .mandates_user = often,
            .payments_user = often,
            .payments_all = often,
            .approvals = {.new_delay_us = 0, .reset_delay_us = 0}};
  }
  /// Transactions of the ledger so far, block ends included.
  std::uint64_t version() const { return store_->latest_ledger_info().version.value(); }
  bool knows(const TransactionId& id) const { return store_->transaction_by_id(id).has_value(); }

  static crypto::Seed seed(std::uint8_t number) {
    return crypto::Seed(std::array<std::uint8_t, 32>{number, 9});
  }
  static crypto::KeyPair key(std::uint8_t number) { return crypto::KeyPair(seed(number)); }

  struct Signed {
    Bytes bytes;
    TransactionId id;
  };
  /// The faucet pays `to`.
  Signed payment(std::uint8_t nonce, TimestampUs expiry, const Address& to) const {
    wire::TransactionDraft draft;
    draft.chain_id = kChain;
    draft.sender = faucet_;
    draft.public_keys = {key(5).public_key()};
    draft.replay = Nonce{{nonce}};
    draft.expiry = expiry;
    draft.operation = Transfer{to, kUsd, Amount(1)};
    Signed out;
    out.bytes = wire::sign_transaction(draft, key(5));
    out.id = codec::transaction_id(*wire::signed_bytes(out.bytes));
    return out;
  }
  const Address& institution() const { return institution_; }

  /// By the institution; final when it returns.
  void set_delegate(bool active) {
    constexpr Amount kMuch(1'000'000 * kDollar);
    wire::TransactionDraft draft;
    draft.chain_id = kChain;
    draft.sender = institution_;
    draft.public_keys = {key(4).public_key()};
    Nonce nonce;
    crypto::random_bytes(nonce.bytes);
    draft.replay = nonce;
    draft.expiry = runtime::read_clock().unix_time + pennypost::kHourUs / 10;
    draft.operation =
        SetDelegate{.number = 0,
                    .authentication_key = codec::authentication_key(1, {key(6).public_key()}),
                    .active = active,
                    .limits = {{kUsd, kMuch, kMuch}}};
    const auto answer =
        http::fetch(url() + "/v1/transactions?wait=final",
                    {.method = "POST",
                     .headers = {{"Content-Type", "application/x-protobuf"}},
                     .body = std::string(text_of(wire::sign_transaction(draft, key(4))))});
    CHECK(answer && answer->status == 200);
  }

 private:
  store::Folder folder_;
  net::ReservedPort port_;
  Waypoint waypoint_;
  Address institution_;
  Address faucet_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::LedgerStore> store_;
  std::unique_ptr<runtime::Validator> validator_;
  std::unique_ptr<store::BlockStore> blocks_;
  std::unique_ptr<node::GenesisSource> genesis_;
  std::unique_ptr<node::Rpc> rpc_;
  std::unique_ptr<node::ProofRpc> proof_rpc_;
  std::unique_ptr<TestServer> server_;
};

/// A node as it should not be: every request goes through a script, which may pass it on to a real
/// one.
class ScriptedNode {
 public:
  using Forward = std::function<asio::awaitable<http::Response>()>;
  /// Runs on the node's thread; may be replaced while it serves.
  using Script = std::function<asio::awaitable<http::Response>(http::Request, Forward)>;

  ScriptedNode(std::string upstream, Script script)
      : upstream_(std::move(upstream)), script_(std::make_shared<Script>(std::move(script))) {
    server_ = std::make_unique<TestServer>(
        [this](http::Router& router, const asio::any_io_executor& executor) {
          client_ = std::make_unique<http::Client>(*http::Client::create(executor, upstream_));
          for (const char* route : {"GET /{a}", "GET /{a}/{b}", "GET /{a}/{b}/{c}",
                                    "GET /{a}/{b}/{c}/{d}", "POST /{a}/{b}", "POST /{a}/{b}/{c}"}) {
            router.add(route, [this](http::Request request) { return serve(std::move(request)); });
          }
        });
  }

  ~ScriptedNode() {
    server_->stop();
    client_.reset();  // its connections live in the server's context
  }

  const std::string& url() const { return server_->url(); }
  std::size_t requests() const { return requests_; }
  void play(Script script) {
    const std::lock_guard lock(mutex_);
    script_ = std::make_shared<Script>(std::move(script));
  }

  static http::Response empty(int status) { return {.status = status, .headers = {}, .body = {}}; }
  static asio::awaitable<http::Response> pass(http::Request, Forward forward) {
    co_return co_await forward();
  }
  static asio::awaitable<http::Response> broken(http::Request, Forward) { co_return empty(500); }
  /// Does what it is asked to, and the answer is lost.
  static asio::awaitable<http::Response> lose_answers(http::Request, Forward forward) {
    (void)co_await forward();
    co_return empty(500);
  }
  /// Takes everything and answers nothing for as long as any test waits.
  static asio::awaitable<http::Response> hang(http::Request, Forward) {
    asio::steady_timer timer(co_await asio::this_coro::executor, kPatience);
    co_await timer.async_wait(asio::use_awaitable);
    co_return empty(500);
  }
  static Script says(int status, std::string body, std::string version = "0") {
    return [=](http::Request, Forward) -> asio::awaitable<http::Response> {
      co_return http::Response{
          .status = status,
          .headers = {{"Content-Type", "application/json"}, {"Pennypost-Ledger-Version", version}},
          .body = body};
    };
  }

 private:
  asio::awaitable<http::Response> serve(http::Request request) {
    ++requests_;
    std::shared_ptr<Script> script;
    {
      const std::lock_guard lock(mutex_);
      script = script_;
    }
    const auto forward = [this, request]() -> asio::awaitable<http::Response> {
      return forwarded(request);
    };
    co_return co_await (*script)(request, forward);
  }
  asio::awaitable<http::Response> forwarded(http::Request request) {
    http::ClientRequest out{.method = request.method,
                            .target = request.target,
                            .headers = {},
                            .body = request.body,
                            .idempotent = true};
    if (const auto type = request.headers.get("Content-Type")) {
      out.headers.add("Content-Type", std::string(*type));
    }
    const auto answer = co_await client_->request(std::move(out));
    if (!answer) co_return empty(502);
    http::Response back{.status = answer->status, .headers = {}, .body = answer->body};
    for (const char* name : {"Content-Type", "Pennypost-Ledger-Version"}) {
      if (const auto value = answer->headers.get(name)) back.headers.add(name, std::string(*value));
    }
    co_return back;
  }

  std::string upstream_;
  std::unique_ptr<http::Client> client_;
  std::mutex mutex_;
  std::shared_ptr<Script> script_;  // guarded by mutex_
  std::atomic<std::size_t> requests_ = 0;
  std::unique_ptr<TestServer> server_;
};

/// Where nobody listens.
inline std::string dead_url() {
  static const net::ReservedPort port;
  return "http://127.0.0.1:" + std::to_string(port.endpoint().port);
}

}  // namespace pennypost::gateway::test
