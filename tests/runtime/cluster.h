#pragma once

#include <spdlog/cfg/env.h>

#include <chrono>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "consensus/runtime/clock.h"
#include "consensus/runtime/key_signer.h"
#include "consensus/runtime/validator.h"
#include "consensus/store/block_store.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/genesis.h"
#include "ledger/wire/ledger_wire.h"
#include "tests/net/reserved_port.h"
#include "tests/store/folder.h"

namespace pennypost::runtime {

inline constexpr ChainId kTestChain{7};
inline const CurrencyCode kUsd = *CurrencyCode::from("USD");

inline crypto::Seed seed_of(std::uint8_t kind, std::size_t i) {
  std::array<std::uint8_t, 32> bytes{};
  bytes[0] = kind;
  bytes[1] = static_cast<std::uint8_t>(i);
  return crypto::Seed(bytes);
}

/// An account of the genesis with 1000 units of test money.
struct TestAccount {
  explicit TestAccount(std::size_t i) : key(seed_of(3, i)) {
    authentication_key = codec::authentication_key(1, {key.public_key()});
    address = codec::account_address(kTestChain, authentication_key, Salt{});
  }
  crypto::KeyPair key;
  AuthenticationKey authentication_key;
  Address address;
};

/// Validators in one process: real links, real databases, real signatures.
class Cluster {
 public:
  using Tune = std::function<void(ValidatorOptions&)>;
  explicit Cluster(std::size_t size, std::size_t accounts = 3, Tune tune = nullptr)
      : tune_(std::move(tune)), ports_(size) {
    spdlog::cfg::load_env_levels();  // SPDLOG_LEVEL=trace shows every message
    for (std::size_t i = 0; i < accounts; ++i) accounts_.emplace_back(i);
    execution::Genesis genesis{.chain_id = kTestChain,
                               .timestamp = read_clock().unix_time,
                               .validators = {},
                               .parameters = {.governance = accounts_[0].address},
                               .currencies = {},
                               .accounts = {}};
    for (std::size_t i = 0; i < size; ++i) {
      genesis.validators.validators.push_back(
          {.consensus_key = crypto::KeyPair(seed_of(1, i)).public_key(),
           .network_key = crypto::KeyPair(seed_of(2, i)).public_key(),
           .power = Power(1),
           .name = "v" + std::to_string(i)});
    }
    std::uint64_t supply = 0;
    for (std::size_t i = 0; i < accounts; ++i) {
      Account account;
      account.authentication_key = accounts_[i].authentication_key;
      account.role = i == 0 ? AccountRole::governance : AccountRole::user;
      account.set_balance(kUsd, Amount(1000));
      supply += 1000;
      genesis.accounts.push_back({accounts_[i].address, account});
    }
    genesis.currencies.push_back({.code = kUsd,
                                  .decimals = 2,
                                  .display_decimals = 2,
                                  .issuer = accounts_[0].address,
                                  .supply = Supply(supply)});
    genesis_ = *execution::make_genesis(genesis);
    validators_ = genesis.validators;
    folders_ = std::vector<store::Folder>(size + 1);
    nodes_.resize(size + 1);
    for (std::size_t i = 0; i < size; ++i) start(i);
  }

  /// Starts validator i; or, one place behind the last, an observer.
  void start(std::size_t i) {
    const bool votes = i < validators_.size();
    auto node = std::make_unique<Node>();
    node->database = *store::Database::open(folders_[i].path() / "ledger");
    node->store =
        std::make_unique<store::LedgerStore>(*node->database, store::batch_format(kTestChain));
    ASSERT_TRUE(node->store->init_genesis(genesis_, validators_).has_value());
    const LedgerInfo epoch = consensus::epoch_genesis(genesis_.block->ledger_info, validators_);
    std::vector<std::optional<net::Peer>> peers;
    for (std::size_t j = 0; j < validators_.size(); ++j) {
      peers.emplace_back(net::Peer{validators_.validators[j].network_key, "v" + std::to_string(j),
                                   ports_[j].endpoint()});
    }
    ValidatorOptions options{
        .epoch = {.chain_id = kTestChain,
                  .epoch = epoch.epoch,
                  .validators = validators_,
                  .genesis = epoch},
        .own_index = std::nullopt,
        .signer = nullptr,
        .network_seed = seed_of(2, i),
        .listen = {},
        .peers = std::move(peers),
        .observers = {{crypto::KeyPair(seed_of(2, validators_.size())).public_key(), "o", {}}}};
    if (votes) {
      options.own_index = static_cast<consensus::ValidatorIndex>(i);
      options.signer = std::make_shared<const KeySigner>(seed_of(1, i));
      options.listen = ports_[i].endpoint();
    } else {
      options.observers.clear();
    }
    if (tune_) tune_(options);
    auto started = Validator::start(std::move(options), *node->database, *node->store);
    ASSERT_TRUE(started.has_value()) << started.error().message;
    node->validator = std::move(*started);
    nodes_[i] = std::move(node);
  }
  void stop(std::size_t i) { nodes_[i].reset(); }

  /// Signed by account `from`, with a nonce made of `number`.
  wire::PendingTransaction transfer(std::size_t from, std::size_t to, std::uint64_t amount,
                                    std::uint64_t number) const {
    Nonce nonce;
    std::memcpy(nonce.bytes.data(), &number, sizeof number);
    const Bytes bytes =
        wire::sign_transaction({.chain_id = kTestChain,
                                .sender = accounts_[from].address,
                                .threshold = 1,
                                .public_keys = {accounts_[from].key.public_key()},
                                .replay = nonce,
                                .expiry = read_clock().unix_time + 600'000'000,
                                .memo_hash = std::nullopt,
                                .metadata = {},
                                .operation = Transfer{accounts_[to].address, kUsd, Amount(amount)}},
                               accounts_[from].key);
    auto transaction = wire::check_transaction(bytes, kTestChain, crypto::verify);
    return {bytes, *transaction};
  }

  /// Submits at node i; ready once the outcome is known there.
  std::future<Outcome> submit(std::size_t i, const wire::PendingTransaction& transaction) {
    auto promise = std::make_shared<std::promise<Outcome>>();
    auto future = promise->get_future();
    EXPECT_TRUE(
        nodes_[i]
            ->validator
            ->submit(transaction, [promise](Outcome outcome) { promise->set_value(outcome); })
            .has_value());
    return future;
  }

  std::string refusal(std::size_t i, const wire::PendingTransaction& transaction) {
    const auto submitted = nodes_[i]->validator->submit(transaction, [](Outcome) {});
    return submitted ? "" : submitted.error().code;
  }

  struct View {
    LedgerInfo info;
    std::uint64_t balance = 0;
    bool quiet = false;
    std::size_t leader = 0;
    Round last_voted_round;
  };
  View view(std::size_t i, std::size_t account) const {
    std::promise<View> promise;
    nodes_[i]->validator->read(
        [&](const execution::SpeculativeLedger& ledger, const consensus::Status& status) {
          const Account* found = ledger.final_state().account(accounts_[account].address);
          promise.set_value({.info = status.final_info,
                             .balance = found->balance(kUsd).value(),
                             .quiet = status.quiet,
                             .leader = status.leader,
                             .last_voted_round = status.last_voted_round});
        });
    return promise.get_future().get();
  }
  store::LedgerStore& store(std::size_t i) { return *nodes_[i]->store; }

  Result<void> tick(std::size_t i) { return nodes_[i]->validator->request_tick(); }
  const ValidatorSet& validators() const { return validators_; }
  consensus::EpochContext epoch() const {
    const LedgerInfo start = consensus::epoch_genesis(genesis_.block->ledger_info, validators_);
    return {
        .chain_id = kTestChain, .epoch = start.epoch, .validators = validators_, .genesis = start};
  }
  net::Endpoint endpoint(std::size_t i) const { return ports_[i].endpoint(); }
  std::filesystem::path folder(std::size_t i) const { return folders_[i].path(); }

 private:
  struct Node {
    std::unique_ptr<store::Database> database;
    std::unique_ptr<store::LedgerStore> store;
    std::unique_ptr<Validator> validator;
  };
  Tune tune_;
  std::vector<net::ReservedPort> ports_;
  std::vector<TestAccount> accounts_;
  execution::GenesisState genesis_;
  ValidatorSet validators_;
  std::vector<store::Folder> folders_;
  std::vector<std::unique_ptr<Node>> nodes_;
};

/// Waits for what happens on other threads; the patience only bounds a failing test.
template <class Condition>
bool eventually(Condition condition, std::chrono::seconds patience = std::chrono::seconds(30)) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace pennypost::runtime
