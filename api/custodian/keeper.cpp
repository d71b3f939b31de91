#include "api/custodian/keeper.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::custodian {
namespace {

constexpr std::size_t kUserBytesMax = 128;
/// Beyond what the ledger takes with a nonce nothing is worth a signature.
constexpr std::uint64_t kExpiryAheadUsMax = 15 * (kHourUs / 60);
constexpr std::size_t kPrunedAtOnceMax = 4;

SealingKey derived(std::string_view tag, const SealingKey& master) {
  return SealingKey(crypto::hash(tag, master.view()).bytes);
}

Result<void> check_user(const std::string& user) {
  const bool good = !user.empty() && user.size() <= kUserBytesMax &&
                    std::ranges::all_of(user, [](char c) { return c > ' ' && c <= '~'; });
  if (!good) return fail("malformed", "A user's id has 1 to 128 printable characters.");
  return {};
}

Result<void> check_expiry(TimestampUs expiry, TimestampUs now) {
  if (expiry <= now || expiry > now + kExpiryAheadUsMax) {
    return fail("not_permitted", "Its expiry has passed, or is more than 15 minutes ahead.");
  }
  return {};
}

/// What a payment moves, by currency. Errors: `not_permitted` where it is no payment.
Result<Allowances::Sums> sums_of(const Operation& operation) {
  Allowances::Sums out;
  bool fits = true;
  const auto add = [&](const CurrencyCode& currency, Amount amount) {
    const auto sum = out[currency].plus(amount.value());
    fits = fits && sum && amount.value() > 0;
    out[currency] = sum.value_or(Amount(UINT64_MAX));
  };
  if (const auto* transfer = std::get_if<Transfer>(&operation)) {
    add(transfer->currency, transfer->amount);
  } else if (const auto* refundable = std::get_if<RefundableTransfer>(&operation)) {
    add(refundable->currency, refundable->amount);
  } else if (const auto* hold = std::get_if<CreateHold>(&operation)) {
    add(hold->currency, hold->amount);
  } else if (const auto* batch = std::get_if<TransferBatch>(&operation)) {
    for (const auto& leg : batch->legs) add(leg.currency, leg.amount);
  } else {
    return fail("not_permitted", "The custodian signs payments with a user's key, nothing else.");
  }
  if (!fits || out.empty())
    return fail("not_permitted", "This payment moves nothing, or too much.");
  return out;
}

std::string order_key(const std::string& user, const Nonce& nonce) {
  return user + " " + nonce.hex();
}

std::string order_hash(const PaymentOrder& order) {
  const Bytes item = wire::encode_item({.sender = {},
                                        .replay = order.nonce,
                                        .expiry = order.expiry,
                                        .memo_hash = order.memo_hash,
                                        .operation = order.operation});
  return crypto::hash("pennypost/custodian_order/1", item).hex();
}

std::vector<SetMandate::Limit> ledger_limits(const std::vector<MoneyLimit>& limits) {
  std::vector<SetMandate::Limit> out;
  for (const auto& limit : limits) {
    out.push_back({limit.currency, limit.payment_max, limit.day_max});
  }
  return out;
}

/// Everything answers at once: the work is done where the caller runs.
class LocalCustodian final : public Custodian {
 public:
  explicit LocalCustodian(Keeper& keeper) : keeper_(keeper) {}
  template <class T>
  using Task = boost::asio::awaitable<Result<T>>;

  Task<AccountKey> account_key(std::string user) override { co_return keeper_.account_key(user); }
  Task<Bytes> open_account(std::string user, Nonce nonce, TimestampUs expiry) override {
    co_return keeper_.open_account(user, nonce, expiry);
  }
  Task<Bytes> mandate(std::string user, Nonce nonce, TimestampUs expiry,
                      TimestampUs until) override {
    co_return keeper_.mandate(user, nonce, expiry, until);
  }
  Task<Bytes> sign(PaymentOrder order, Approval approval) override {
    co_return keeper_.sign(order, approval);
  }
  Task<Evidence> evidence(std::string user) override { co_return keeper_.evidence(user); }
  Task<Evidence> set_pin(std::string user, std::string pin, Approval approval) override {
    co_return keeper_.set_pin(user, pin, approval);
  }
  Task<Evidence> reset_pin(std::string user) override { co_return keeper_.reset_pin(user); }
  Task<Evidence> add_device(std::string user, PublicKey key, Approval approval) override {
    co_return keeper_.add_device(user, key, approval);
  }
  Task<Evidence> check(std::string user, Bytes purpose, Approval approval) override {
    co_return keeper_.check(user, purpose, approval);
  }
  Task<Evidence> forget(std::string user) override { co_return keeper_.forget(user); }

 private:
  Keeper& keeper_;
};

}  // namespace

Result<std::unique_ptr<Keeper>> Keeper::open(std::unique_ptr<gateway_store::Store> store,
                                             const SealingKey& master, KeeperOptions options,
                                             Now now) {
  std::unique_ptr<Keeper> out(
      new Keeper(std::move(store), master, std::move(options), std::move(now)));
  PP_CHECKED(out->roots_.claim_store());
  return out;
}

Keeper::Keeper(std::unique_ptr<gateway_store::Store> store, const SealingKey& master,
               KeeperOptions options, Now now)
    : store_(std::move(store)),
      options_(std::move(options)),
      now_(std::move(now)),
      roots_(*store_, derived("pennypost/custodian_root_key/1", master)),
      approvals_(*store_, derived("pennypost/custodian_evidence_key/1", master),
                 derived("pennypost/custodian_pepper/1", master), options_.approvals, now_),
      allowances_(*store_) {}

Result<void> Keeper::known(const std::string& user) const {
  PP_CHECKED(check_user(user));
  if (!roots_.has(user)) return fail("unknown_user", "The custodian keeps no key of this user.");
  return {};
}

Result<AccountKey> Keeper::account_key(const std::string& user) {
  PP_CHECKED(check_user(user));
  if (user == kFaucetUser) return fail("not_permitted", "The faucet has no key of a user's.");
  if (!roots_.has(user)) {
    const std::lock_guard lock(mutex_);
    PP_CHECKED(allowances_.use("accounts", now_(), options_.accounts));
  }
  PP_TRY(const Root root, roots_.find_or_create(user));
  return AccountKey{root.key.public_key(), root.salt};
}

Result<Bytes> Keeper::open_account(const std::string& user, const Nonce& nonce,
                                   TimestampUs expiry) {
  PP_CHECKED(known(user));
  PP_CHECKED(check_expiry(expiry, now_()));
  PP_TRY(const Root root, roots_.find(user));
  {
    const std::lock_guard lock(mutex_);
    PP_CHECKED(allowances_.use("openings", now_(), options_.accounts));
  }
  return sign_as(options_.institution_key, options_.institution, nonce, expiry, {},
                 CreateAccount{root.authentication_key(), root.salt, AccountRole::user});
}

Result<Bytes> Keeper::mandate(const std::string& user, const Nonce& nonce, TimestampUs expiry,
                              TimestampUs until) {
  PP_CHECKED(check_user(user));
  PP_CHECKED(check_expiry(expiry, now_()));
  const bool faucet = user == kFaucetUser;
  if (faucet && !options_.faucet) return fail("unknown_user", "There is no faucet here.");
  const MandateTerms& terms = faucet ? options_.faucet->terms : options_.mandate;
  SetMandate operation{
      .delegate = codec::delegate_id(options_.institution, options_.delegate_number),
      .until = std::min(until, now_() + terms.lifetime_us_max),
      .new_payees_max = terms.new_payees_max,
      .limits = ledger_limits(terms.limits)};
  if (operation.until <= now_()) return fail("not_permitted", "The mandate would be over already.");
  if (faucet) {
    return sign_as(options_.faucet->key, options_.faucet->address, nonce, expiry, {},
                   std::move(operation));
  }
  PP_TRY(const Root root, roots_.find(user));
  {
    const std::lock_guard lock(mutex_);
    PP_CHECKED(allowances_.use("mandates " + user, now_(), options_.mandates_user));
  }
  return sign_as(root.key, root.address(options_.chain), nonce, expiry, {}, std::move(operation));
}

Result<Bytes> Keeper::sign_claim(const PaymentOrder& order, const ClaimHold& claim) {
  PP_TRY(const Root root, roots_.find(order.user));
  const Address claimant = root.address(options_.chain);
  if (!claim.proof || claim.to != claimant) {
    return fail("not_permitted",
                "A claim is signed with the hold's key, for the user's own account.");
  }
  {
    const std::lock_guard lock(mutex_);
    PP_CHECKED(allowances_.use("claims " + order.user, now_(), options_.payments_user));
  }
  return sign_as(root.key, claimant, order.nonce, order.expiry, order.memo_hash, order.operation);
}

Result<Bytes> Keeper::sign(const PaymentOrder& order, const Approval& approval) {
  PP_CHECKED(known(order.user));
  PP_CHECKED(check_expiry(order.expiry, now_()));
  if (const auto* claim = std::get_if<ClaimHold>(&order.operation)) {
    return sign_claim(order, *claim);
  }
  PP_TRY(const auto sums, sums_of(order.operation));
  PP_TRY(const Root root, roots_.find(order.user));
  const Address payer = root.address(options_.chain);
  const auto message =
      approval_bytes(options_.chain, payer, order.nonce, order.expiry, order.operation);
  CHECK(message.has_value());  // sums_of has looked at the operation
  bool again = false;
  {
    const std::lock_guard lock(mutex_);
    PP_TRY(again, was_signed(order.user, order));
  }
  if (!again) {
    PP_CHECKED(approvals_.verify(order.user, approval, *message));
    const std::lock_guard lock(mutex_);
    PP_TRY(again, was_signed(order.user, order));
    if (!again) {
      const TimestampUs now = now_();
      PP_CHECKED(allowances_.use("payments " + order.user, now, options_.payments_user, sums,
                                 options_.approved));
      PP_CHECKED(
          allowances_.use("payments", now, options_.payments_all, sums, options_.approved_all));
      remember(order.user, order);
    }
  }
  return sign_as(root.key, payer, order.nonce, order.expiry, order.memo_hash, order.operation);
}

Result<bool> Keeper::was_signed(const std::string& user, const PaymentOrder& order) const {
  const auto known = store_->get("orders", order_key(user, order.nonce));
  if (!known) return false;
  if (*known == order_hash(order)) return true;
  return fail("nonce_conflict", "Another payment was signed under this nonce.");
}

void Keeper::remember(const std::string& user, const PaymentOrder& order) {
  const std::string key = order_key(user, order.nonce);
  gateway_store::Change change;
  change.put("orders", key, order_hash(order));
  change.put("orders_due", fmt::format("{:016x} {}", order.expiry.value(), key), "");
  // Nobody can use them any more; a few at a time keep the table small.
  const std::string past = fmt::format("{:016x}", now_().value());
  for (const auto& row : store_->scan({.table = "orders_due", .limit = kPrunedAtOnceMax})) {
    if (row.key >= past) break;
    change.erase("orders_due", row.key).erase("orders", row.key.substr(past.size() + 1));
  }
  CHECK(store_->commit(change));
}

Result<Bytes> Keeper::sign_as(const crypto::KeyPair& key, const Address& sender, const Nonce& nonce,
                              TimestampUs expiry, const std::optional<Hash>& memo_hash,
                              Operation operation) const {
  wire::TransactionDraft draft{.chain_id = options_.chain,
                               .sender = sender,
                               .public_keys = {key.public_key()},
                               .replay = nonce,
                               .expiry = expiry,
                               .memo_hash = memo_hash,
                               .operation = std::move(operation)};
  return wire::sign_transaction(draft, key);
}

Result<Evidence> Keeper::evidence(const std::string& user) {
  PP_CHECKED(known(user));
  return approvals_.evidence(user);
}
Result<Evidence> Keeper::set_pin(const std::string& user, const std::string& pin,
                                 const Approval& approval) {
  PP_CHECKED(known(user));
  return approvals_.set_pin(user, pin, approval);
}
Result<Evidence> Keeper::reset_pin(const std::string& user) {
  PP_CHECKED(known(user));
  return approvals_.reset_pin(user);
}
Result<Evidence> Keeper::add_device(const std::string& user, const PublicKey& key,
                                    const Approval& approval) {
  PP_CHECKED(known(user));
  return approvals_.add_device(user, key, approval);
}
Result<Evidence> Keeper::check(const std::string& user, ByteView purpose,
                               const Approval& approval) {
  PP_CHECKED(known(user));
  PP_CHECKED(approvals_.verify(user, approval, check_bytes(user, purpose)));
  return approvals_.evidence(user);
}
Result<Evidence> Keeper::forget(const std::string& user) {
  PP_CHECKED(known(user));
  return approvals_.forget(user);
}

std::unique_ptr<Custodian> make_local_custodian(Keeper& keeper) {
  return std::make_unique<LocalCustodian>(keeper);
}

}  // namespace pennypost::custodian
