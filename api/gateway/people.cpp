#include "api/gateway/people.h"

#include "api/gateway/replies.h"
#include "ledger/codec/canonical.h"
#include "ledger/types/parameters.h"

namespace pennypost::gateway {

namespace asio = boost::asio;

namespace {

constexpr std::uint32_t kAttemptsMax = 1'000;

/// That an institution can take in a second, at least: each takes a nonce of its account (L20).
constexpr std::uint64_t kNewPeopleMin = 50;
static_assert(kLiveNoncesPerAccountMax * 1'000'000ull >= kNewPeopleMin * kHouseExpiryUs);

bool already_there(const Operation& operation) {
  return operation.kind == OperationKind::open_account && operation.failure == "account_exists";
}

}  // namespace

People::People(Records& records, Submitter& submitter, client::NodeClient& nodes,
               custodian::Custodian& custodian, PeopleOptions options, Now now)
    : records_(records),
      submitter_(submitter),
      nodes_(nodes),
      custodian_(custodian),
      options_(std::move(options)),
      now_(std::move(now)) {}

std::string People::grant_text(std::string_view locale) const {
  return money_text(options_.grant_text, options_.grant_currency.view(), locale);
}

std::optional<User> People::find(const std::string& tenant, const std::string& handle) {
  if (!is_handle(handle)) return std::nullopt;
  auto user = records_.user(records_.user_id(tenant, handle));
  if (!user || !user->opened) return std::nullopt;
  return user;
}

asio::awaitable<Result<People::Welcome>> People::ensure(std::string tenant, std::string handle) {
  auto user = records_.user(records_.user_id(tenant, handle));
  const bool created = !user;
  if (!user) {
    auto made = co_await create(std::move(tenant), std::move(handle));
    if (!made) co_return std::unexpected(made.error());
    user = std::move(*made);
  }
  const User before = *user;
  if (!user->opened) {
    user->opened = co_await happen(*user, OperationKind::open_account) == Step::done;
    if (user->opened) submitter_.prepare(user->id);
  }
  bool waits = !user->opened;
  if (user->opened && options_.grants && !user->funded) {
    const Step grant = co_await happen(*user, OperationKind::grant);
    user->funded = grant == Step::done;
    waits = grant == Step::pending;
  }
  if (user->opened != before.opened || user->funded != before.funded) {
    const auto changed = co_await records_.change_user(
        user->id,
        [&](User& now) {
          now.opened = now.opened || user->opened;
          now.funded = now.funded || user->funded;
        },
        false);
    if (changed) user = changed;
  }
  if (waits) co_return fail("account_opening", "The account is being opened.");
  co_return Welcome{std::move(*user), created};
}

asio::awaitable<Result<User>> People::create(std::string tenant, std::string handle) {
  User user;
  user.id = records_.user_id(tenant, handle);
  user.tenant = std::move(tenant);
  user.handle = std::move(handle);
  user.created_at = now_();
  const auto key = co_await custodian_.account_key(user.id);
  if (!key) co_return std::unexpected(key.error());
  user.address = codec::account_address(nodes_.verifier().chain(),
                                        codec::authentication_key(1, {key->public_key}), key->salt);
  gateway_store::Change change;
  records_.put(change, user);
  (void)co_await records_.commit(std::move(change));
  co_return user;
}

asio::awaitable<People::Step> People::happen(User user, OperationKind kind) {
  const std::string intent = std::string(to_string(kind)) + " " + user.id;
  for (std::uint32_t attempt = 0; attempt < kAttemptsMax; ++attempt) {
    const std::string id = operation_id(intent, 0, attempt);
    if (!records_.operation(id)) {
      Operation draft{
          .id = id, .kind = kind, .user = user.id, .intent = intent, .attempt = attempt};
      if (kind == OperationKind::grant) {
        draft.to = user.address;
        draft.to_handle = user.handle;
        draft.currency = options_.grant_currency;
        draft.amount = options_.grant_amount;
        draft.amount_text = options_.grant_text;
      }
      draft.created_at = now_();
      draft.expiry = draft.created_at + kHouseExpiryUs;
      auto ready = co_await submitter_.sign(std::move(draft));
      if (!ready) co_return Step::pending;
      gateway_store::Change change;
      records_.put(change, *ready);
      change.expect(Records::kOperations, id, std::nullopt);
      (void)co_await records_.commit(std::move(change));
    }
    const Operation done = co_await submitter_.carry_out(id);
    if (done.state == OperationState::final || already_there(done)) co_return Step::done;
    // Only what certainly never happened may be tried anew; a kept failure would fail again.
    if (done.state != OperationState::failed) co_return Step::pending;
    if (done.failure != "expired") co_return Step::refused;
  }
  co_return Step::refused;
}

}  // namespace pennypost::gateway
