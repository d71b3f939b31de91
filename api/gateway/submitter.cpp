#include "api/gateway/submitter.h"

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr milliseconds kFirstRetryPause{1'000};
/// Behind the expiry, before anybody is asked for a certified time: clocks differ a little.
constexpr std::uint64_t kExpiryMarginUs = 2 * kSecondUs;

std::uint64_t us_since(SteadyClock::time_point start) {
  const auto took = SteadyClock::now() - start;
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(took).count());
}

}  // namespace

Submitter::Submitter(asio::any_io_executor executor, Records& records, client::NodeClient& nodes,
                     custodian::Custodian& custodian, const HouseKeys& keys, Metrics& metrics,
                     Now now, SubmitterOptions options)
    : executor_(std::move(executor)),
      records_(records),
      nodes_(nodes),
      custodian_(custodian),
      keys_(keys),
      metrics_(metrics),
      now_(std::move(now)),
      options_(options) {}

asio::awaitable<Result<Operation>> Submitter::sign(Operation draft) {
  wire::TransactionDraft transaction;
  transaction.chain_id = nodes_.verifier().chain();
  transaction.replay = nonce_of(draft.intent, draft.command_index, draft.attempt);
  transaction.expiry = draft.expiry;
  if (draft.memo) transaction.memo_hash = memo_hash(draft.memo_salt, *draft.memo);
  if (draft.kind != OperationKind::open_account) {
    transaction.operation = Transfer{draft.to, draft.currency, draft.amount};
  }
  if (draft.kind == OperationKind::payment) {
    const auto user = records_.user(draft.user);
    CHECK(user.has_value());
    transaction.sender = user->address;
    auto bytes = co_await custodian_.sign(draft.user, std::move(transaction));
    if (!bytes) co_return std::unexpected(bytes.error());
    draft.signed_transaction = std::move(*bytes);
  } else {
    const bool opens = draft.kind == OperationKind::open_account;
    if (opens) {
      const auto key = co_await custodian_.account_key(draft.user);
      if (!key) co_return std::unexpected(key.error());
      transaction.operation = CreateAccount{codec::authentication_key(1, {key->public_key}),
                                            key->salt, AccountRole::user};
    }
    const auto& key = opens ? keys_.institution : keys_.faucet;
    transaction.sender = opens ? keys_.institution_address : keys_.faucet_address;
    transaction.public_keys = {key.public_key()};
    draft.signed_transaction = wire::sign_transaction(transaction, key);
  }
  const auto signed_part = wire::signed_bytes(draft.signed_transaction);
  CHECK(signed_part.has_value());
  draft.transaction_id = codec::transaction_id(*signed_part);
  co_return draft;
}

std::shared_ptr<Submitter::Chase> Submitter::chase(const std::string& id) {
  if (const auto found = chases_.find(id); found != chases_.end()) return found->second;
  const auto chase = std::make_shared<Chase>(executor_);
  chase->changed.expires_at(SteadyClock::time_point::max());
  chases_.emplace(id, chase);
  spawn(executor_, run(id, chase));
  return chase;
}

void Submitter::start(const std::string& id) {
  chase(id);
}

asio::awaitable<Operation> Submitter::carry_out(std::string id) {
  return carry_out(std::move(id), SteadyClock::now() + options_.reply_wait);
}

asio::awaitable<Operation> Submitter::carry_out(std::string id, SteadyClock::time_point until) {
  auto operation = records_.operation(id);
  CHECK(operation.has_value());
  if (!operation->open()) co_return *operation;
  const auto running = chase(id);
  asio::steady_timer deadline(executor_, until);
  deadline.async_wait([running](boost::system::error_code error) {
    if (!error) running->changed.cancel();
  });
  // Others wait on the same chase with deadlines of their own: whoever is woken looks again.
  while (!running->done && SteadyClock::now() < until) {
    boost::system::error_code ignored;
    co_await running->changed.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  deadline.cancel();
  co_await mark_checking(id);  // where it is still open: also when the gateway stops
  co_return *records_.operation(id);
}

asio::awaitable<void> Submitter::mark_checking(std::string id) {
  auto operation = records_.operation(id);
  if (!operation || operation->state != OperationState::submitted) co_return;
  operation->state = OperationState::checking;
  gateway_store::Change change{.synced = false};
  records_.expect_unchanged(change, Records::kOperations, id);  // it may end at this moment
  records_.put(change, *operation);
  if (co_await records_.commit(std::move(change))) metrics_.count_operation("checking");
}

asio::awaitable<void> Submitter::run(std::string id, std::shared_ptr<Chase> chase) {
  milliseconds pause = kFirstRetryPause;
  bool first = true;
  while (!stopping_) {
    auto operation = records_.operation(id);
    CHECK(operation.has_value());
    if (!operation->open()) break;
    const auto wait = first ? options_.reply_wait : options_.slice;
    first = false;
    if (co_await step(std::move(*operation), wait)) break;
    asio::steady_timer timer(executor_, pause);
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    pause = std::min(pause * 2, options_.retry_pause_max);
  }
  chase->done = true;
  chases_.erase(id);
  chase->changed.cancel();
}

asio::awaitable<bool> Submitter::step(Operation operation, milliseconds wait) {
  const auto start = SteadyClock::now();
  const bool expired = now_() >= operation.expiry + kExpiryMarginUs;
  auto final = expired ? co_await nodes_.find(operation.transaction_id)
                       : co_await nodes_.submit(operation.signed_transaction,
                                                operation.transaction_id, wait);
  if (final) {
    co_await conclude(operation.id, std::move(*final), expired ? 0 : us_since(start));
    co_return true;
  }
  if (expired && co_await nodes_.never_happened(operation.transaction_id, operation.expiry)) {
    co_await give_up(operation.id);
    co_return true;
  }
  co_return false;
}

asio::awaitable<void> Submitter::conclude(std::string id, client::FinalTransaction final,
                                          std::uint64_t took_us) {
  co_await end(std::move(id), [&](Operation& operation, gateway_store::Change& change) {
    operation.state = final.succeeded() ? OperationState::final : OperationState::failed;
    if (!final.succeeded()) operation.failure = code_text(final.receipt.code).word;
    operation.version = final.version;
    operation.final_at = now_();
    operation.final_us = took_us;
    change.synced = false;  // should the host lose it, the receipt is found again
    records_.put_known_version(change, final.version);
  });
  if (took_us > 0) metrics_.observe_final(took_us);
}

asio::awaitable<void> Submitter::give_up(std::string id) {
  co_await end(std::move(id), [](Operation& operation, gateway_store::Change&) {
    operation.state = OperationState::failed;
    operation.failure = "expired";
  });
}

asio::awaitable<void> Submitter::end(std::string id, EndIt end_it) {
  while (true) {
    auto operation = records_.operation(id);
    CHECK(operation.has_value());
    if (!operation->open()) co_return;
    gateway_store::Change change;
    // A waiter may be marking it "checking" at this moment, and who was told so is owed a notice.
    records_.expect_unchanged(change, Records::kOperations, id);
    if (operation->state == OperationState::checking) records_.put_notice(change, *operation);
    end_it(*operation, change);
    records_.put(change, *operation);
    if (co_await records_.commit(std::move(change))) {
      metrics_.count_operation(to_string(operation->state));
      co_return;
    }
  }
}

void Submitter::resume() {
  for (const auto& id : records_.open_operations()) chase(id);
}

void Submitter::stop() {
  stopping_ = true;
}

}  // namespace pennypost::gateway
