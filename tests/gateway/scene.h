#pragma once

#include "api/gateway/desk.h"
#include "tests/gateway/test_ledger.h"

namespace pennypost::gateway::test {

/// PINs in memory, as the custodian keeps them on disk.
class Pins final : public PinKeeper {
 public:
  asio::awaitable<Result<PinState>> state(std::string user) override {
    co_return PinState{.set = pins_.contains(user)};
  }
  asio::awaitable<Result<PinState>> check(std::string user, std::string pin) override {
    if (!pins_.contains(user)) co_return fail("no_evidence", "There is no PIN.");
    if (pins_.at(user) != pin) co_return fail("wrong_pin", "The PIN is wrong.");
    co_return PinState{.set = true};
  }
  asio::awaitable<Result<PinState>> set(std::string user, std::string pin, std::string) override {
    pins_[user] = pin;
    co_return PinState{.set = true};
  }
  asio::awaitable<Result<PinState>> reset(std::string user) override {
    co_return PinState{.set = pins_.contains(user)};
  }
  asio::awaitable<void> forget(std::string user) override {
    pins_.erase(user);
    co_return;
  }

 private:
  std::map<std::string, std::string> pins_;
};

/// A gateway as the process has it, on a store that outlives it, before any nodes.
class Desk {
 public:
  Desk(asio::io_context& io, gateway_store::Store& store,
       std::unique_ptr<gateway_store::Store> keys, const TestLedger& ledger,
       const std::vector<std::string>& nodes, const Now& now, SubmitterOptions submitter_options,
       bool grants, const custodian::SealingKey& data_key, Pins& pins, const Policy& policy)
      : keeper_(std::move(*custodian::Keeper::open(std::move(keys), sealing_key(8),
                                                   ledger.keeper_options(), now))),
        custodian_(custodian::make_local_custodian(*keeper_)),
        nodes_(std::move(
            *client::NodeClient::create(io.get_executor(), nodes, ledger.verifier(),
                                        {.read_deadline = std::chrono::milliseconds(2'000),
                                         .hedge_after = std::chrono::milliseconds(100),
                                         .retry_pause = std::chrono::milliseconds(10)}))),
        house_(ledger.house()),
        delegate_(ledger.delegate()),
        records(store, disk_, data_key),
        submitter(io.get_executor(), records, *nodes_, *custodian_, delegate_, house_, metrics, now,
                  submitter_options),
        ledger_view(*nodes_, records, house_.faucet),
        parts(io.get_executor(), records, submitter, *nodes_, *custodian_, ledger_view, pins,
              metrics,
              {.people = {.grants = grants,
                          .grant_currency = kUsd,
                          .grant_amount = Amount(10 * kDollar),
                          .grant_text = "10.00"},
               .policy = policy,
               .public_url = "http://127.0.0.1:1"},
              now) {}

 private:
  asio::thread_pool disk_{4};
  std::unique_ptr<custodian::Keeper> keeper_;
  std::unique_ptr<custodian::Custodian> custodian_;
  std::unique_ptr<client::NodeClient> nodes_;
  House house_;
  DelegateKey delegate_;

 public:
  custodian::Custodian& custodian() { return *custodian_; }
  Metrics metrics;
  Records records;
  Submitter submitter;
  LedgerView ledger_view;
  gateway::Desk parts;
  People& people = parts.people;
  Payments& payments = parts.payments;
  Dialogue& dialogue = parts.dialogue;
  Gateway& gateway = parts.gateway;
};

struct SceneOptions {
  std::vector<std::string> nodes{};  ///< none: the ledger itself
  SubmitterOptions submitter{.reply_wait = std::chrono::seconds(20)};
  bool grants = true;
  Policy policy{};
  bool grouped = false;  ///< see WatchedStore::group
};

/// People who write to a gateway in front of a ledger. Its data key is its own, and so are its
/// users and nonces: scenes can share a ledger.
class Scene {
 public:
  explicit Scene(TestLedger& ledger, SceneOptions options = {})
      : ledger_(ledger),
        options_(std::move(options)),
        store_(open_store(folder_.path() / "gateway")) {
    if (options_.nodes.empty()) options_.nodes = {ledger.url()};
    if (options_.grouped) store_->group();
    open();
  }
  ~Scene() { end(); }

  /// Ends the gateway as a signal from outside would: whatever it was doing stays undone.
  void end() {
    if (!io_) return;
    desk_->submitter.stop();
    desk_->parts.stop();
    io_->stop();
    desk_.reset();
    io_.reset();  // cut-off coroutines go after what they used
  }
  /// A new process on the same disk.
  void restart() {
    end();
    open();
    desk().submitter.resume();
    desk().gateway.resume();
  }

  Desk& desk() { return *desk_; }
  asio::io_context& io() { return *io_; }
  WatchedStore& store() { return *store_; }
  const custodian::SealingKey& data_key() const { return data_key_; }
  TimestampUs now() const { return runtime::read_clock().unix_time + skew_us_; }
  /// Moves the gateway's clock; the ledger's stays.
  void skip(std::uint64_t us) { skew_us_ += us; }

  InboundMessage message(const std::string& user, const std::string& text) {
    InboundMessage out;
    out.tenant = "demo";
    out.channel = "web";
    out.user = user;
    out.message_id = "m-" + std::to_string(++count_);
    out.text = text;
    out.received_at = now();
    return out;
  }
  std::future<Result<std::vector<Reply>>> begin_deliver(InboundMessage message) {
    return begin(*io_, desk().gateway.deliver(std::move(message)));
  }
  std::vector<Reply> deliver(InboundMessage message) {
    auto replies = finish(*io_, begin_deliver(std::move(message)));
    CHECK(replies.has_value());
    return std::move(*replies);
  }
  /// The replies to a message, without welcomes and without what others did meanwhile; what others
  /// ask stays.
  std::vector<Reply> say(const std::string& user, const std::string& text) {
    return without_welcome(deliver(message(user, text)));
  }
  static std::vector<Reply> without_welcome(std::vector<Reply> replies) {
    std::erase_if(replies, [](const Reply& reply) {
      return reply.code.starts_with("welcome") ||
             (reply.id.starts_with("out_") && reply.actions.empty());
    });
    return replies;
  }
  std::string code(const std::string& user, const std::string& text) {
    const auto replies = say(user, text);
    return replies.size() == 1 ? replies[0].code : std::to_string(replies.size()) + " replies";
  }
  /// In millionths of a dollar, as the ledger has it.
  std::uint64_t balance(const std::string& user) {
    const auto found = desk().people.find("demo", user);
    CHECK(found.has_value());
    const auto account = run(*io_, desk().ledger_view.account(found->address));
    CHECK(account.has_value());
    const auto balance = account->balances.find(kUsd);
    return balance == account->balances.end() ? 0 : balance->second.value();
  }
  /// Makes accounts.
  void meet(std::initializer_list<const char*> users) {
    for (const char* user : users) {
      CHECK(run(*io_, desk().people.ensure("demo", user)).has_value());
    }
  }

 private:
  void open() {
    io_ = std::make_unique<asio::io_context>(1);
    desk_ = std::make_unique<Desk>(
        *io_, *store_, open_store(folder_.path() / ("keys")), ledger_, options_.nodes,
        [this] { return now(); }, options_.submitter, options_.grants, data_key_, pins_,
        options_.policy);
    (void)run(*io_, desk().ledger_view.load_currencies());
  }

  TestLedger& ledger_;
  SceneOptions options_;
  store::Folder folder_;
  custodian::SealingKey data_key_ = custodian::SealingKey::random();
  std::unique_ptr<WatchedStore> store_;
  std::uint64_t skew_us_ = 0;
  int count_ = 0;
  Pins pins_;
  std::unique_ptr<asio::io_context> io_;
  std::unique_ptr<Desk> desk_;
};

}  // namespace pennypost::gateway::test
