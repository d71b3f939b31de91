#include "api/commands/bench/traffic.h"

#include <algorithm>

#include "consensus/runtime/clock.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "proto/node.pb.h"

namespace pennypost::commands {
namespace {

constexpr std::uint64_t kPaymentUnits = 10'000;  // a cent of a currency with six decimals
constexpr std::uint64_t kPaymentLifetimeUs = 60'000'000;
// The ledger remembers a nonce until its expiry, and only so many.
constexpr std::uint64_t kEnvelopeLifetimeUs = 10'000'000;
constexpr std::uint64_t kSetupLifetimeUs = 600'000'000;
// Apart from each other, so that the accounts of a block are many.
constexpr std::uint64_t kStride = 7'919;

const CurrencyCode kUsd = *CurrencyCode::from("USD");

/// Unique as long as the number is.
template <class Id>
Id numbered(std::uint64_t number) {
  Id out;
  for (std::size_t i = 0; i < 8; ++i) {
    out.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  }
  return out;
}

TimestampUs after(std::uint64_t us) {
  return runtime::read_clock().unix_time + us;
}

Submission signed_submission(const wire::TransactionDraft& draft, const crypto::KeyPair& key) {
  const Bytes bytes = wire::encode_transaction(draft);
  const Bytes whole = wire::encode_signed_transaction(
      bytes, {{0, key.sign(codec::transaction_signing_bytes(bytes))}});
  return {.body = std::string(text_of(whole)), .id = codec::transaction_id(bytes), .transfers = 1};
}

}  // namespace

Traffic::Traffic(ChainId chain, std::size_t accounts, std::size_t idle)
    : chain_(chain), key_(crypto::Seed::random()), idle_(idle) {
  CHECK(accounts > kPayees);
  for (std::size_t i = 0; i < accounts; ++i) accounts_.push_back(address(i));
}

Address Traffic::address(std::size_t number) const {
  const AuthenticationKey key = codec::authentication_key(1, {key_.public_key()});
  return codec::account_address(chain_, key, numbered<Salt>(number));
}

void Traffic::shape_genesis(execution::Genesis& genesis) const {
  const auto rich = std::ranges::find_if(
      genesis.accounts, [](const auto& each) { return !each.account.balances.empty(); });
  const auto institution = std::ranges::find(genesis.accounts, AccountRole::institution,
                                             [](const auto& each) { return each.account.role; });
  CHECK(rich != genesis.accounts.end() && institution != genesis.accounts.end());
  const std::size_t count = accounts_.size() + idle_;
  const std::uint64_t share = rich->account.balance(kUsd).value() / (count + 1);
  rich->account.set_balance(kUsd, Amount(rich->account.balance(kUsd).value() - share * count));
  execution::GenesisAccount account;
  account.account.authentication_key = codec::authentication_key(1, {key_.public_key()});
  account.account.parent = institution->address;
  account.account.set_balance(kUsd, Amount(share));
  for (std::size_t i = 0; i < count; ++i) {
    account.address = i < accounts_.size() ? accounts_[i] : address(i);
    genesis.accounts.push_back(account);
  }
}

Submission Traffic::delegate(const crypto::KeyPair& institution) {
  const AuthenticationKey key = codec::authentication_key(1, {institution.public_key()});
  const Address address = codec::account_address(chain_, key, Salt{});
  delegate_ = codec::delegate_id(address, 0);
  return signed_submission(
      {.chain_id = chain_,
       .sender = address,
       .public_keys = {institution.public_key()},
       .replay = SequenceNumber(0),
       .expiry = after(kSetupLifetimeUs),
       .operation =
           SetDelegate{.number = 0,
                       .authentication_key = codec::authentication_key(1, {key_.public_key()}),
                       .active = true,
                       .limits = {{kUsd, Amount(UINT64_MAX), Amount(UINT64_MAX)}}}},
      institution);
}

std::vector<Submission> Traffic::mandates() const {
  std::vector<Submission> out;
  for (const Address& account : accounts_) {
    out.push_back(signed_submission(
        {.chain_id = chain_,
         .sender = account,
         .public_keys = {key_.public_key()},
         .replay = SequenceNumber(0),
         .expiry = after(kSetupLifetimeUs),
         .operation = SetMandate{.delegate = delegate_,
                                 .until = after(kDayUs),
                                 .new_payees_max = UINT32_MAX,
                                 .limits = {{kUsd, Amount(UINT64_MAX), Amount(UINT64_MAX)}}}},
        key_));
  }
  return out;
}

const Address& Traffic::payer(std::uint64_t number) const {
  return accounts_[number * kStride % accounts_.size()];
}

std::pair<std::uint64_t, Transfer> Traffic::next() {
  const std::uint64_t number = made_++;
  const std::uint64_t from = number * kStride % accounts_.size();
  const std::uint64_t to = (from + 1 + number / accounts_.size() % kPayees) % accounts_.size();
  return {number, {.to = accounts_[to], .currency = kUsd, .amount = Amount(kPaymentUnits)}};
}

Submission Traffic::payment(TimestampUs expiry) {
  const auto [number, transfer] = next();
  return signed_submission({.chain_id = chain_,
                            .sender = payer(number),
                            .public_keys = {key_.public_key()},
                            .replay = numbered<Nonce>(number),
                            .expiry = expiry,
                            .operation = transfer},
                           key_);
}

std::vector<Submission> Traffic::payments(std::size_t count, std::size_t in_submission) {
  std::vector<Submission> out;
  const TimestampUs expiry = after(kPaymentLifetimeUs);
  if (in_submission == 1) {
    for (std::size_t i = 0; i < count; ++i) out.push_back(payment(expiry));
    return out;
  }
  for (std::size_t i = 0; i < count; i += in_submission) {
    Submission submission{.body = {}, .id = {}, .transfers = in_submission, .list = true};
    proto::Submissions list;
    for (std::size_t k = 0; k < in_submission; ++k) {
      Submission each = payment(expiry);
      if (!submission.id) submission.id = each.id;
      list.add_signed_transactions(std::move(each.body));
    }
    submission.body = list.SerializeAsString();
    out.push_back(std::move(submission));
  }
  return out;
}

std::vector<Submission> Traffic::envelopes(std::size_t count, std::size_t items) {
  std::vector<Submission> out;
  out.reserve(count);
  const TimestampUs expiry = after(kEnvelopeLifetimeUs);
  for (std::size_t i = 0; i < count; ++i) {
    wire::EnvelopeDraft draft{
        .chain_id = chain_, .delegate = delegate_, .public_keys = {key_.public_key()}, .items = {}};
    draft.items.reserve(items);
    for (std::size_t k = 0; k < items; ++k) {
      const auto [number, transfer] = next();
      draft.items.push_back({.sender = payer(number),
                             .replay = numbered<Nonce>(number),
                             .expiry = expiry,
                             .operation = transfer});
    }
    const Bytes bytes = wire::sign_envelope(draft, key_);
    out.push_back({.body = std::string(text_of(bytes)), .id = std::nullopt, .transfers = items});
  }
  return out;
}

}  // namespace pennypost::commands
