#include "api/gateway/submitter.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/wire/ledger_wire.h"

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
                     custodian::Custodian& custodian, DelegateKey& delegate, const House& house,
                     Metrics& metrics, Now now, SubmitterOptions options)
    : executor_(executor),
      records_(records),
      nodes_(nodes),
      custodian_(custodian),
      delegate_(delegate),
      house_(house),
      metrics_(metrics),
      now_(now),
      options_(options),
      // A block costs the validators much the same with few items as with many: while envelopes are
      // on their way, the next one waits for company. What is stuck holds up nobody for long.
      envelopes_(
          executor, nodes, delegate,
          {.worth_sending = 256, .gather = milliseconds(12), .gather_max = milliseconds(100)}),
      mandates_(executor, records, nodes.verifier().chain(), delegate.id(),
                {.sign = [this](Operation draft) { return sign(std::move(draft)); },
                 .carry_out = [this](std::string id) { return carry_out(std::move(id)); }},
                std::move(now)) {}

pennypost::Operation Submitter::effect(const Operation& draft) const {
  switch (draft.kind) {
    case OperationKind::hold: {
      CreateHold hold{.payee = draft.claim_code.empty() ? draft.to : Address{},
                      .claim_key = {},
                      .currency = draft.currency,
                      .amount = draft.amount,
                      .expiry = draft.hold_expiry,
                      .payer_may_cancel = true};
      if (!draft.claim_code.empty()) {
        hold.claim_key = records_.claim_key(draft.id, draft.claim_code).public_key();
      }
      return hold;
    }
    case OperationKind::claim: {
      ClaimHold claim{.hold = draft.hold_id, .to = draft.to, .amount = draft.amount, .proof = {}};
      if (!draft.claim_code.empty()) {
        const auto key = records_.claim_key(draft.hold, draft.claim_code);
        const auto bytes = codec::claim_signing_bytes(nodes_.verifier().chain(), draft.hold_id,
                                                      draft.to, draft.amount, draft.expiry);
        claim.proof = ClaimProof{key.public_key(), draft.expiry, key.sign(bytes)};
      }
      return claim;
    }
    case OperationKind::release:
      return ReleaseHold{draft.hold_id};
    case OperationKind::payment:
    case OperationKind::grant:
    case OperationKind::open_account:
    case OperationKind::mandate:
      break;
  }
  return Transfer{draft.to, draft.currency, draft.amount};
}

std::string Submitter::spender(const Operation& operation) {
  if (operation.kind == OperationKind::grant) return custodian::kFaucetUser;
  return operation.user;
}

asio::awaitable<Result<Operation>> Submitter::sign(Operation draft,
                                                   std::optional<custodian::Approval> approval) {
  // L36: a delegate brings no claim key's signature.
  const bool by_code = draft.kind == OperationKind::claim && !draft.claim_code.empty();
  const bool by_custodian = draft.kind == OperationKind::open_account ||
                            draft.kind == OperationKind::mandate || by_code || approval;
  if (!by_custodian) {
    const std::string whose = spender(draft);
    wire::EnvelopeItem item;
    item.sender = house_.faucet;
    if (whose != custodian::kFaucetUser) {
      const auto user = records_.user(whose);
      CHECK(user.has_value());
      item.sender = user->address;
    }
    item.replay = nonce_of(draft.intent, draft.command_index, draft.attempt);
    item.expiry = draft.expiry;
    if (draft.memo) item.memo_hash = memo_hash(draft.memo_salt, *draft.memo);
    item.operation = effect(draft);
    draft.signer = Signer::delegate;
    draft.signed_transaction = wire::encode_item(item);
    draft.transaction_id = codec::envelope_item_id(nodes_.verifier().chain(), delegate_.id(),
                                                   draft.signed_transaction);
    co_return draft;
  }
  auto bytes = co_await ask_custodian(draft, std::move(approval));
  if (!bytes) co_return std::unexpected(bytes.error());
  const auto signed_part = wire::signed_bytes(*bytes);
  if (!signed_part || signed_part->empty()) {
    co_return fail("unavailable", "The custodian answers something else.");
  }
  draft.signer = Signer::custodian;
  draft.signed_transaction = std::move(*bytes);
  draft.transaction_id = codec::transaction_id(*signed_part);
  co_return draft;
}

asio::awaitable<Result<Bytes>> Submitter::ask_custodian(
    Operation draft, std::optional<custodian::Approval> approval) {
  const Nonce nonce = nonce_of(draft.intent, draft.command_index, draft.attempt);
  if (draft.kind == OperationKind::open_account) {
    co_return co_await custodian_.open_account(draft.user, nonce, draft.expiry);
  }
  if (draft.kind == OperationKind::mandate) {
    co_return co_await custodian_.mandate(draft.user, nonce, draft.expiry,
                                          draft.created_at + kMandateUs);
  }
  custodian::PaymentOrder order{
      .user = draft.user, .nonce = nonce, .expiry = draft.expiry, .operation = effect(draft)};
  if (draft.memo) order.memo_hash = memo_hash(draft.memo_salt, *draft.memo);
  co_return co_await custodian_.sign(std::move(order), approval.value_or(custodian::Approval{}));
}

void Submitter::prepare(const std::string& user) {
  spawn(executor_, [](Mandates& mandates, std::string whom) -> asio::awaitable<void> {
    (void)co_await mandates.ensure(std::move(whom));
  }(mandates_, user));
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
  gateway_store::Change change{.synced = false};
  records_.expect_unchanged(change, Records::kOperations, id);  // it may end at this moment
  auto operation = records_.operation(id);
  if (!operation || operation->state != OperationState::submitted) co_return;
  operation->state = OperationState::checking;
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
  auto final =
      expired ? co_await nodes_.find(operation.transaction_id) : co_await submit(operation, wait);
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

asio::awaitable<std::optional<client::FinalTransaction>> Submitter::submit(Operation operation,
                                                                           milliseconds wait) {
  if (operation.signer == Signer::custodian) {
    co_return co_await nodes_.submit(operation.signed_transaction, operation.transaction_id, wait);
  }
  const std::string payer = spender(operation);
  if (!co_await mandates_.ensure(payer)) co_return std::nullopt;
  auto end =
      co_await envelopes_.submit(operation.signed_transaction, operation.transaction_id, wait);
  if (end.discarded == code_text(Code::no_mandate).word) mandates_.doubt(payer);
  if (end.discarded == code_text(Code::wrong_key).word && delegate_.refresh()) {
    spdlog::info("the delegate has another key now");
  }
  co_return std::move(end.final);
}

asio::awaitable<void> Submitter::conclude(std::string id, client::FinalTransaction final,
                                          std::uint64_t took_us) {
  if (witness_) witness_(final);
  co_await end(std::move(id), [&](Operation& operation, gateway_store::Change& change) {
    const bool holds = operation.kind == OperationKind::hold;
    operation.state = !final.succeeded() ? OperationState::failed
                      : holds            ? OperationState::held
                                         : OperationState::final;
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
    gateway_store::Change change;
    // A waiter may be marking it "checking" at this moment, and who was told so is owed a notice.
    records_.expect_unchanged(change, Records::kOperations, id);
    auto operation = records_.operation(id);
    CHECK(operation.has_value());
    if (!operation->open()) co_return;
    if (operation->state == OperationState::checking) records_.put_notice(change, *operation);
    end_it(*operation, change);
    records_.put(change, *operation);
    if (consequences_) consequences_(*operation, change);
    if (co_await records_.commit(std::move(change))) {
      metrics_.count_operation(to_string(operation->state));
      if (notify_) notify_();
      co_return;
    }
  }
}

asio::awaitable<bool> Submitter::has_happened(TransactionId id, TimestampUs due) {
  if (co_await nodes_.find(id)) co_return true;
  (void)co_await nodes_.never_happened(id, due);  // asks for a block at that time
  co_return (co_await nodes_.find(id)).has_value();
}

void Submitter::resume() {
  for (const auto& id : records_.open_operations()) chase(id);
}

void Submitter::take_over(const std::function<bool(const std::string&)>& alive) {
  for (const auto& [id, owner] : records_.owned_operations()) {
    if (owner == records_.owner() || !alive(owner)) chase(id);
  }
}

void Submitter::stop() {
  stopping_ = true;
  envelopes_.stop();
}

}  // namespace pennypost::gateway
