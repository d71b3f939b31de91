#pragma once

#include "api/gateway/gateway.h"
#include "tests/gateway/test_ledger.h"

namespace pennypost::gateway::test {

/// A gateway as the process has it, on a store that outlives it, before any nodes.
class Desk {
 public:
  Desk(asio::io_context& io, gateway_store::Store& store,
       std::unique_ptr<gateway_store::Store> keys, const TestLedger& ledger,
       const std::vector<std::string>& nodes, const Now& now, SubmitterOptions submitter_options,
       bool grants, const custodian::SealingKey& data_key)
      : custodian_(custodian::make_local_custodian(std::move(keys), sealing_key(8))),
        nodes_(std::move(
            *client::NodeClient::create(io.get_executor(), nodes, ledger.verifier(),
                                        {.read_deadline = std::chrono::milliseconds(2'000),
                                         .hedge_after = std::chrono::milliseconds(100),
                                         .retry_pause = std::chrono::milliseconds(10)}))),
        house_(ledger.house()),
        records(store, disk_, data_key),
        submitter(io.get_executor(), records, *nodes_, *custodian_, house_, metrics, now,
                  submitter_options),
        ledger_view(*nodes_, records, house_.faucet_address),
        people(records, submitter, *nodes_, *custodian_,
               {.grants = grants,
                .grant_currency = kUsd,
                .grant_amount = Amount(10 * kDollar),
                .grant_text = "10.00"},
               now),
        payments(records, people, ledger_view, submitter, now),
        dialogue(records, people, payments, ledger_view, metrics, now),
        gateway(io.get_executor(), records, people, payments, dialogue, now) {}

 private:
  asio::thread_pool disk_{4};
  std::unique_ptr<custodian::Custodian> custodian_;
  std::unique_ptr<client::NodeClient> nodes_;
  HouseKeys house_;

 public:
  Metrics metrics;
  Records records;
  Submitter submitter;
  LedgerView ledger_view;
  People people;
  Payments payments;
  Dialogue dialogue;
  Gateway gateway;
};

struct SceneOptions {
  std::vector<std::string> nodes{};  ///< none: the ledger itself
  SubmitterOptions submitter{.reply_wait = std::chrono::seconds(20)};
  bool grants = true;
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
    open();
  }
  ~Scene() { end(); }

  /// Ends the gateway as a signal from outside would: whatever it was doing stays undone.
  void end() {
    if (!io_) return;
    desk_->submitter.stop();
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
  /// The replies to a message, without welcomes.
  std::vector<Reply> say(const std::string& user, const std::string& text) {
    return without_welcome(deliver(message(user, text)));
  }
  static std::vector<Reply> without_welcome(std::vector<Reply> replies) {
    std::erase_if(replies, [](const Reply& reply) { return reply.code.starts_with("welcome"); });
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
        [this] { return now(); }, options_.submitter, options_.grants, data_key_);
    (void)run(*io_, desk().ledger_view.load_currencies());
  }

  TestLedger& ledger_;
  SceneOptions options_;
  store::Folder folder_;
  custodian::SealingKey data_key_ = custodian::SealingKey::random();
  std::unique_ptr<WatchedStore> store_;
  std::uint64_t skew_us_ = 0;
  int count_ = 0;
  std::unique_ptr<asio::io_context> io_;
  std::unique_ptr<Desk> desk_;
};

}  // namespace pennypost::gateway::test
