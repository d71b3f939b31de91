#include <spdlog/spdlog.h>

#include <condition_variable>

#include "consensus/runtime/membership.h"
#include "consensus/runtime/validator_impl.h"
#include "ledger/base/check.h"

// C9: from epoch to epoch. Each has an Impl of its own, with its own links and its own core; the
// ledger and what clients wait for pass from one to the next.
namespace pennypost::runtime {

class Validator::Keeper {
 public:
  Keeper(ValidatorOptions options, store::Database& database, store::LedgerStore& store)
      : database_(database), store_(store), options_(std::move(options)) {}
  ~Keeper();

  Result<void> start();
  /// On the Impl of this moment; while epochs change, on the next one, later.
  void with_impl(std::function<void(Impl&)> use);
  Result<void> submit(wire::PendingTransaction transaction, OnOutcome done);
  Result<void> request_tick();
  void on_final(OnFinal call);
  void on_evidence(OnEvidence call);
  void set_links(std::vector<KnownAddress> addresses, std::vector<net::Peer> observers);
  Membership membership() const;
  std::vector<net::PeerStats> link_stats() const;
  Round last_vote_sent() const;
  std::string fault() const;

 private:
  Result<std::shared_ptr<Impl>> make(ValidatorOptions options, execution::SpeculativeLedger ledger,
                                     consensus::Recovered recovered);
  void run();
  void change_epoch(const consensus::EpochContext& next);
  std::shared_ptr<Impl> current() const {
    const std::lock_guard lock(mutex_);
    return impl_;
  }

  store::Database& database_;
  store::LedgerStore& store_;
  std::thread thread_;

  mutable std::mutex mutex_;
  ValidatorOptions options_;  // as started; links as they were set since
  ValidatorSet before_;       // of the epoch before this one
  Membership membership_;
  std::condition_variable wake_;
  std::shared_ptr<Impl> impl_;  // null while epochs change
  std::vector<std::function<void(Impl&)>> waiting_;
  std::optional<consensus::EpochContext> next_;
  OnFinal on_final_;
  OnEvidence on_evidence_;
  std::string failure_;
  bool stopping_ = false;
};

Result<std::shared_ptr<Validator::Impl>> Validator::Keeper::make(
    ValidatorOptions options, execution::SpeculativeLedger ledger, consensus::Recovered recovered) {
  PP_TRY(auto identity, net::TlsIdentity::from_seed(options.network_seed));
  auto impl = std::make_shared<Impl>(std::move(options), database_, store_, std::move(identity),
                                     std::move(ledger), std::move(recovered));
  impl->on_epoch_end([this](const consensus::EpochContext& next) {
    const std::lock_guard lock(mutex_);
    next_ = next;
    wake_.notify_all();
  });
  return impl;
}

Result<void> Validator::Keeper::start() {
  PP_TRY(store::Loaded loaded, store_.load());
  PP_TRY(auto recovered, store::BlockStore(database_, store_).recover(options_.epoch.chain_id));
  PP_TRY(const auto epoch, current_epoch(options_.epoch, *loaded.final_block, store_));
  const bool begins = loaded.final_block->next_validators && epoch.epoch > options_.epoch.epoch;
  if (loaded.final_block->ledger_info.height == Height(0)) {
    // C9: blocks of the first epoch stand on its genesis block, not on the ledger's version 0.
    auto genesis = std::make_shared<execution::ExecutedBlock>(*loaded.final_block);
    genesis->ledger_info = options_.epoch.genesis;
    genesis->context.id = options_.epoch.genesis.block_id;
    genesis->context.epoch = options_.epoch.epoch;
    genesis->next_validators.reset();
    loaded.final_block = std::move(genesis);
  }
  execution::SpeculativeLedger ledger(std::move(loaded.state), std::move(loaded.final_block));
  if (begins) ledger.begin_epoch(epoch.genesis);
  if (epoch.epoch > options_.epoch.epoch) {
    if (const auto step = store_.epoch_step(*epoch.epoch.minus(1))) before_ = step->next_validators;
  }
  PP_TRY(impl_,
         make(options_in(options_, epoch, before_), std::move(ledger), std::move(recovered)));
  membership_ = impl_->membership();
  PP_CHECKED(impl_->start());
  thread_ = std::thread([this] { run(); });
  return {};
}

Validator::Keeper::~Keeper() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  if (impl_) impl_->stop(true);
}

void Validator::Keeper::run() {
  while (true) {
    std::optional<consensus::EpochContext> next;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || next_.has_value(); });
      if (stopping_) return;
      next = std::exchange(next_, std::nullopt);
    }
    change_epoch(*next);
  }
}

void Validator::Keeper::change_epoch(const consensus::EpochContext& next) {
  std::shared_ptr<Impl> old;
  {
    const std::lock_guard lock(mutex_);
    old = std::exchange(impl_, nullptr);
  }
  old->stop(false);
  Impl::Remains remains = old->take_remains();
  old.reset();  // its listener with it
  remains.ledger.begin_epoch(next.genesis);
  const auto options = [&] {
    const std::lock_guard lock(mutex_);
    before_ = remains.validators;
    auto out = options_in(options_, next, before_);
    membership_ = {next.epoch, next.validators, out.own_index};
    return out;
  };
  auto made = make(options(), std::move(remains.ledger), std::move(remains.recovered));
  Result<void> started;
  if (made) {
    (*made)->adopt(std::move(remains.submissions));
    started = (*made)->start();
  } else {
    started = std::unexpected(made.error());
  }
  const std::lock_guard lock(mutex_);
  if (!started) {
    failure_ = started.error().message;
    spdlog::critical("epoch {} cannot be entered: {}", next.epoch.value(), failure_);
    return;
  }
  spdlog::info("epoch {}, {} validators", next.epoch.value(), next.validators.size());
  impl_ = std::move(*made);
  if (on_final_) impl_->on_final(on_final_);
  if (on_evidence_) impl_->on_evidence(on_evidence_);
  for (auto& use : std::exchange(waiting_, {})) use(*impl_);
}

void Validator::Keeper::with_impl(std::function<void(Impl&)> use) {
  const std::lock_guard lock(mutex_);
  if (impl_) {
    use(*impl_);
  } else {
    waiting_.push_back(std::move(use));
  }
}

Result<void> Validator::Keeper::submit(wire::PendingTransaction transaction, OnOutcome done) {
  const auto impl = current();
  if (impl) return impl->submit(std::move(transaction), std::move(done));
  return fail("busy", "The validators are changing; try again in a second.");
}

Result<void> Validator::Keeper::request_tick() {
  const auto impl = current();
  if (impl) return impl->request_tick();
  return fail("busy", "The validators are changing; try again in a second.");
}

void Validator::Keeper::on_final(OnFinal call) {
  const std::lock_guard lock(mutex_);
  on_final_ = std::move(call);
  if (impl_) impl_->on_final(on_final_);
}

void Validator::Keeper::on_evidence(OnEvidence call) {
  const std::lock_guard lock(mutex_);
  on_evidence_ = std::move(call);
  if (impl_) impl_->on_evidence(on_evidence_);
}

void Validator::Keeper::set_links(std::vector<KnownAddress> addresses,
                                  std::vector<net::Peer> observers) {
  const std::lock_guard lock(mutex_);
  options_.addresses = std::move(addresses);
  options_.observers = std::move(observers);
  const auto relink = [this](Impl& impl) {
    impl.relink(options_in(options_, impl.epoch(), before_));
  };
  if (impl_) {
    relink(*impl_);
  } else {
    waiting_.emplace_back(relink);
  }
}

Membership Validator::Keeper::membership() const {
  const std::lock_guard lock(mutex_);
  return membership_;
}

std::vector<net::PeerStats> Validator::Keeper::link_stats() const {
  const auto impl = current();
  return impl ? impl->link_stats() : std::vector<net::PeerStats>{};
}

Round Validator::Keeper::last_vote_sent() const {
  const auto impl = current();
  return impl ? impl->last_vote_sent() : Round(0);
}

std::string Validator::Keeper::fault() const {
  const auto impl = current();
  if (impl) return impl->fault();
  const std::lock_guard lock(mutex_);
  return failure_;
}

Result<std::unique_ptr<Validator>> Validator::start(ValidatorOptions options,
                                                    store::Database& database,
                                                    store::LedgerStore& store) {
  CHECK(!options.own_index || options.signer != nullptr);
  if (options.own_index && !options.consensus_key) {
    options.consensus_key = options.epoch.validators.validators[*options.own_index].consensus_key;
  }
  if (!options.signer) options.signer = no_signer();
  auto keeper = std::make_unique<Keeper>(std::move(options), database, store);
  PP_CHECKED(keeper->start());
  return std::unique_ptr<Validator>(new Validator(std::move(keeper)));
}

Validator::Validator(std::unique_ptr<Keeper> keeper) : keeper_(std::move(keeper)) {}
Validator::~Validator() = default;

Result<void> Validator::submit(wire::PendingTransaction transaction, OnOutcome done) {
  return keeper_->submit(std::move(transaction), std::move(done));
}
Result<void> Validator::request_tick() {
  return keeper_->request_tick();
}
void Validator::read(Read read) {
  keeper_->with_impl([read = std::move(read)](Impl& impl) { impl.read(read); });
}
void Validator::waits_for(const TransactionId& id, std::function<void(bool)> answer) {
  keeper_->with_impl([id, answer = std::move(answer)](Impl& impl) { impl.waits_for(id, answer); });
}
void Validator::on_final(OnFinal call) {
  keeper_->on_final(std::move(call));
}
void Validator::on_evidence(OnEvidence call) {
  keeper_->on_evidence(std::move(call));
}
void Validator::set_links(std::vector<KnownAddress> addresses, std::vector<net::Peer> observers) {
  keeper_->set_links(std::move(addresses), std::move(observers));
}
Membership Validator::membership() const {
  return keeper_->membership();
}
std::vector<net::PeerStats> Validator::link_stats() const {
  return keeper_->link_stats();
}
Round Validator::last_vote_sent() const {
  return keeper_->last_vote_sent();
}
std::string Validator::fault() const {
  return keeper_->fault();
}

}  // namespace pennypost::runtime
