#include "tests/simulator/world.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::simulator {
namespace {

constexpr ChainId kChain(7);
constexpr std::uint64_t kStartingBalance = 1'000'000;

template <class Id>
Id id_of(const std::string& name) {
  const Hash hash = crypto::hash("pennypost/simulator/1", view_of(name));
  return *Id::from(hash.view().first(Id::kSize));
}

class RealSigner final : public consensus::SigningKey {
 public:
  explicit RealSigner(const crypto::Seed& seed) : key_(seed) {}
  Signature sign(ByteView message) const override { return key_.sign(message); }
  const PublicKey& public_key() const { return key_.public_key(); }

 private:
  crypto::KeyPair key_;
};

Signature keyed_hash(const PublicKey& key, ByteView message) {
  Bytes bytes = bytes_of(key.view());
  bytes.insert(bytes.end(), message.begin(), message.end());
  const Hash hash = crypto::hash("pennypost/simulator/signature/1", bytes);
  Signature out;
  std::ranges::copy(hash.bytes, out.bytes.begin());
  std::ranges::copy(key.bytes, out.bytes.begin() + Hash::kSize);
  return out;
}

class HashSigner final : public consensus::SigningKey {
 public:
  explicit HashSigner(const PublicKey& key) : key_(key) {}
  Signature sign(ByteView message) const override { return keyed_hash(key_, message); }

 private:
  PublicKey key_;
};

std::string account_name(std::uint64_t index) {
  return "account-" + std::to_string(index);
}
AuthenticationKey key_of(const std::string& name) {
  return id_of<AuthenticationKey>(name);
}
Address address_of(const std::string& name) {
  return codec::account_address(kChain, key_of(name), Salt{});
}

execution::Genesis make_genesis(const ValidatorSet& validators) {
  const CurrencyCode usd = *CurrencyCode::from("USD");
  execution::Genesis genesis;
  genesis.chain_id = kChain;
  genesis.timestamp = kGenesisTime;
  genesis.validators = validators;
  genesis.parameters.governance = address_of("governance");
  genesis.currencies = {{.code = usd,
                         .decimals = 6,
                         .display_decimals = 2,
                         .issuer = address_of("institution"),
                         .supply = Supply(kAccounts * kStartingBalance)}};
  const auto add = [&genesis](const std::string& name, AccountRole role, const Address& parent,
                              std::vector<Balance> balances) {
    Account account;
    account.authentication_key = key_of(name);
    account.role = role;
    account.parent = parent;
    account.balances = std::move(balances);
    genesis.accounts.push_back({address_of(name), std::move(account)});
  };
  add("governance", AccountRole::governance, Address{}, {});
  add("institution", AccountRole::institution, Address{}, {});
  for (std::size_t i = 0; i < kAccounts; ++i) {
    add(account_name(i), AccountRole::user, address_of("institution"),
        {{usd, Amount(kStartingBalance)}});
  }
  return genesis;
}

}  // namespace

World::World(std::vector<std::uint64_t> powers, bool real_signatures)
    : supply_(kAccounts * kStartingBalance) {
  for (std::uint64_t i = 0; i < kAccounts; ++i) addresses_.push_back(address_of(account_name(i)));
  ValidatorSet set;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    const std::string name = "validator-" + std::to_string(i);
    PublicKey key = id_of<PublicKey>(name);
    if (real_signatures) {
      auto signer = std::make_unique<RealSigner>(crypto::Seed(key.bytes));
      key = signer->public_key();
      signers_.push_back(std::move(signer));
    } else {
      signers_.push_back(std::make_unique<HashSigner>(key));
    }
    set.validators.push_back({key, id_of<PublicKey>(name + "/link"), Power(powers[i]), name});
  }
  if (real_signatures) {
    verify_ = crypto::verify;
  } else {
    verify_ = [](const PublicKey& key, ByteView message, const Signature& signature) {
      return signature == keyed_hash(key, message);
    };
  }
  auto made = execution::make_genesis(make_genesis(set));
  CHECK(made.has_value());
  genesis_ = *std::move(made);
  context_ = {.chain_id = kChain,
              .epoch = genesis_.block->ledger_info.epoch.next(),
              .validators = set,
              .genesis = consensus::epoch_genesis(genesis_.block->ledger_info, set)};
  auto root = std::make_shared<execution::ExecutedBlock>(*genesis_.block);
  root->ledger_info = context_.genesis;
  root->context.id = context_.genesis.block_id;
  root->context.epoch = context_.epoch;
  root->next_validators.reset();
  root_ = std::move(root);
}

Transaction World::from(std::uint64_t account, std::uint64_t number, TimestampUs expiry) const {
  Transaction out;
  out.id = id_of<TransactionId>("transaction-" + std::to_string(number));
  out.sender = addresses_[account];
  out.authentication_key = key_of(account_name(account));
  out.replay = id_of<Nonce>("nonce-" + std::to_string(number));
  out.expiry = expiry;
  return out;
}

Transaction World::transfer(Random& random, TimestampUs expiry) const {
  const std::uint64_t payer = random.below(kAccounts);
  const std::uint64_t payee = (payer + 1 + random.below(kAccounts - 1)) % kAccounts;
  Transaction out = from(payer, random.next(), expiry);
  out.operation = Transfer{.to = addresses_[payee],
                           .currency = *CurrencyCode::from("USD"),
                           .amount = Amount(random.between(1, 1000))};
  return out;
}

Transaction World::hold(std::uint64_t payer, Random& random, std::optional<SequenceNumber> sequence,
                        TimestampUs expiry, TimestampUs until) const {
  Transaction out = from(payer, random.next(), expiry);
  if (sequence) out.replay = *sequence;
  out.operation = CreateHold{.payee = addresses_[(payer + 1) % kAccounts],
                             .claim_key = {},
                             .currency = *CurrencyCode::from("USD"),
                             .amount = Amount(random.between(1, 100)),
                             .expiry = until,
                             .payer_may_cancel = false};
  return out;
}

std::shared_ptr<const consensus::Batch> World::batch(consensus::ValidatorIndex author,
                                                     std::uint64_t sequence, TimestampUs expiry,
                                                     std::vector<Transaction> transactions) {
  codec::Writer out;
  out.u16(author).u64(sequence).number(expiry);
  for (const Transaction& transaction : transactions) out.fixed(transaction.id);
  consensus::Batch batch;
  batch.epoch = Epoch(1);
  batch.author = author;
  batch.sequence = sequence;
  batch.expiry = expiry;
  batch.bytes = out.take();
  batch.digest = crypto::as_id<BatchDigest>(crypto::hash("pennypost/batch/1", batch.bytes));
  batch.transactions = std::make_shared<const execution::Transactions>(std::move(transactions));
  return std::make_shared<const consensus::Batch>(std::move(batch));
}

}  // namespace pennypost::simulator
