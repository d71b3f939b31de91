#include "api/gateway/mandates.h"

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"
#include "ledger/base/check.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::gateway {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kMandatesCachedMax = 100'000;
constexpr std::uint32_t kAttemptsMax = 1'000;
constexpr std::uint64_t kFirstPauseUs = kSecondUs;
constexpr std::uint32_t kDoublingsMax = 9;  // to about nine minutes

/// Until when the signed mandate allows anything: the custodian may have given less than asked for.
TimestampUs until_of(const Operation& operation, ChainId chain) {
  const auto checked = wire::check_transaction(operation.signed_transaction, chain, crypto::verify);
  const auto* mandate = checked ? std::get_if<SetMandate>(&checked->operation) : nullptr;
  return mandate != nullptr ? mandate->until : TimestampUs(0);
}

}  // namespace

struct Mandates::Renewal {
  explicit Renewal(const asio::any_io_executor& executor) : ended(executor) {
    ended.expires_at(std::chrono::steady_clock::time_point::max());
  }
  asio::steady_timer ended;  // cancelled at the end
  std::optional<bool> done;
};

Mandates::Mandates(asio::any_io_executor executor, Records& records, ChainId chain,
                   const DelegateId& delegate, Hands hands, Now now)
    : executor_(std::move(executor)),
      records_(records),
      chain_(chain),
      delegate_(delegate),
      hands_(std::move(hands)),
      now_(std::move(now)) {}

TimestampUs Mandates::until(const std::string& user) {
  if (const auto known = until_.find(user); known != until_.end()) return known->second;
  if (until_.size() >= kMandatesCachedMax) until_.clear();
  return until_[user] = records_.mandate(user, delegate_).until;
}

void Mandates::doubt(const std::string& user) {
  until_[user] = TimestampUs(0);
}

asio::awaitable<bool> Mandates::ensure(std::string user) {
  const TimestampUs now = now_();
  const TimestampUs ends = until(user);
  if (ends > now + kMandateRenewUs) co_return true;
  if (ends > now + kMandateSureUs) {
    if (!renewals_.contains(user)) {
      const auto renewal = renewals_[user] = std::make_shared<Renewal>(executor_);
      spawn(executor_, run(std::move(user), renewal));
    }
    co_return true;
  }
  co_return co_await renew(std::move(user));
}

asio::awaitable<bool> Mandates::renew(std::string user) {
  const auto failed = failures_.find(user);
  if (failed != failures_.end() && now_() < failed->second.retry_at) co_return false;
  auto& place = renewals_[user];
  if (!place) {
    place = std::make_shared<Renewal>(executor_);
    spawn(executor_, run(user, place));
  }
  const auto renewal = place;
  boost::system::error_code ignored;
  if (!renewal->done) {
    co_await renewal->ended.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return renewal->done.value_or(false);
}

asio::awaitable<void> Mandates::run(std::string user, std::shared_ptr<Renewal> renewal) {
  renewal->done = co_await make(user);
  if (*renewal->done) {
    failures_.erase(user);
  } else {
    if (failures_.size() >= kMandatesCachedMax) failures_.clear();
    auto& failures = failures_[user];
    failures.retry_at = now_() + (kFirstPauseUs << std::min(failures.count++, kDoublingsMax));
  }
  renewals_.erase(user);
  renewal->ended.cancel();
}

asio::awaitable<bool> Mandates::make(std::string user) {
  MandateRecord record = records_.mandate(user, delegate_);
  // Nonces follow from it. Under a key of the store's own: the faucet's name is the same wherever
  // there is one, and another store's first mandate must not take the nonce of ours.
  const std::string name = user + " " + delegate_.hex() + " " + std::to_string(record.made);
  const std::string intent = "mandate " + records_.keyed_hash("mandate", name).hex();
  for (std::uint32_t attempt = 0; attempt < kAttemptsMax; ++attempt) {
    const std::string id = operation_id(intent, 0, attempt);
    if (!records_.operation(id)) {
      Operation draft{.id = id,
                      .kind = OperationKind::mandate,
                      .user = user,
                      .intent = intent,
                      .attempt = attempt};
      draft.created_at = now_();
      draft.expiry = draft.created_at + kExpiryUs;
      auto ready = co_await hands_.sign(std::move(draft));
      if (!ready) co_return false;
      gateway_store::Change change;
      change.expect(Records::kOperations, id, std::nullopt);
      records_.put(change, *ready);
      (void)co_await records_.commit(std::move(change));
    }
    const Operation done = co_await hands_.carry_out(id);
    if (done.open()) co_return false;
    // Only what certainly never happened is tried anew under the same number.
    if (done.failure == "expired") continue;
    const bool good = done.state == OperationState::final;
    ++record.made;
    if (good) record.until = until_of(done, chain_);
    gateway_store::Change change{.synced = false};
    records_.put(change, user, delegate_, record);
    (void)co_await records_.commit(std::move(change));
    until_[user] = record.until;
    co_return good&& record.until > now_();
  }
  co_return false;
}

}  // namespace pennypost::gateway
