#include "tests/simulator/world.h"

#include <sodium.h>

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

/// Whoever does not have the key makes no signature, because nobody here tries. SipHash (Aumasson,
/// Bernstein 2012) with the public key is enough to tell messages apart, and quick.
Signature keyed_hash(const PublicKey& key, ByteView message) {
  static_assert(crypto_shorthash_siphashx24_KEYBYTES + crypto_shorthash_siphashx24_BYTES <=
                sizeof(Signature::bytes));
  Signature out;
  CHECK(crypto_shorthash_siphashx24(out.bytes.data(), message.data(), message.size(),
                                    key.bytes.data()) == 0);
  std::ranges::copy(key.bytes, out.bytes.begin() + crypto_shorthash_siphashx24_BYTES);
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

execution::Genesis genesis_of(const ValidatorSet& validators, std::uint64_t accounts) {
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
                         .supply = Supply(accounts * kStartingBalance)}};
  const auto add = [&genesis](const std::string& name, AccountRole role, const Address& parent,
                              Balances balances) {
    Account account;
    account.authentication_key = key_of(name);
    account.role = role;
    account.parent = parent;
    account.balances = std::move(balances);
    genesis.accounts.push_back({address_of(name), std::move(account)});
  };
  add("governance", AccountRole::governance, Address{}, {});
  add("institution", AccountRole::institution, Address{}, {});
  for (std::size_t i = 0; i < accounts; ++i) {
    add(account_name(i), AccountRole::user, address_of("institution"),
        {{usd, Amount(kStartingBalance)}});
  }
  return genesis;
}

}  // namespace

std::shared_ptr<const World::Beginning> World::make_beginning(const ValidatorSet& validators,
                                                              std::uint64_t accounts) {
  auto out = std::make_shared<Beginning>();
  for (std::uint64_t i = 0; i < accounts; ++i) {
    out->addresses.push_back(address_of(account_name(i)));
    out->keys.push_back(key_of(account_name(i)));
  }
  out->governance = address_of("governance");
  out->governance_key = key_of("governance");
  auto made = execution::make_genesis(genesis_of(validators, accounts));
  CHECK(made.has_value());
  out->genesis = *std::move(made);
  out->context = {.chain_id = kChain,
                  .epoch = out->genesis.block->ledger_info.epoch.next(),
                  .validators = validators,
                  .genesis = consensus::epoch_genesis(out->genesis.block->ledger_info, validators)};
  auto root = std::make_shared<execution::ExecutedBlock>(*out->genesis.block);
  root->ledger_info = out->context.genesis;
  root->context.id = out->context.genesis.block_id;
  root->context.epoch = out->context.epoch;
  root->next_validators.reset();
  out->root = std::move(root);
  return out;
}

World::World(const std::vector<std::uint64_t>& powers, bool real_signatures, std::uint64_t accounts)
    : real_signatures_(real_signatures), supply_(accounts * kStartingBalance) {
  ValidatorSet set;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    set.validators.push_back(validator_of(i, 0, powers[i]));
  }
  if (real_signatures) {
    verify_ = crypto::verify;
  } else {
    verify_ = [](const PublicKey& key, ByteView message, const Signature& signature) {
      return signature == keyed_hash(key, message);
    };
  }
  using Wanted = std::tuple<std::vector<std::uint64_t>, bool, std::uint64_t>;
  static thread_local std::map<Wanted, std::shared_ptr<const Beginning>> made;
  if (made.size() > 100) made.clear();
  auto& beginning = made[{powers, real_signatures, accounts}];
  if (beginning == nullptr) beginning = make_beginning(set, accounts);
  beginning_ = beginning;
}

Validator World::validator_of(std::size_t machine, std::uint64_t generation, std::uint64_t power) {
  const std::string name = "validator-" + std::to_string(machine);
  PublicKey key = id_of<PublicKey>(name + "/" + std::to_string(generation));
  std::unique_ptr<consensus::SigningKey> signer;
  if (real_signatures_) {
    auto real = std::make_unique<RealSigner>(crypto::Seed(key.bytes));
    key = real->public_key();
    signer = std::move(real);
  } else {
    signer = std::make_unique<HashSigner>(key);
  }
  by_key_.emplace(key, std::move(signer));
  const PublicKey link = id_of<PublicKey>(name + "/link");
  machines_.emplace(link, machine);
  return {key, link, Power(power), name};
}

Transaction World::change_validators(ValidatorSet next, Random& random, TimestampUs expiry) const {
  Transaction out = from(0, random.next(), expiry);
  out.sender = beginning_->governance;
  out.authentication_key = beginning_->governance_key;
  out.operation = ChangeValidators{std::move(next)};
  return out;
}

Transaction World::from(std::uint64_t account, std::uint64_t number, TimestampUs expiry) const {
  Transaction out;
  out.id = id_of<TransactionId>("transaction-" + std::to_string(number));
  out.sender = beginning_->addresses[account];
  out.authentication_key = beginning_->keys[account];
  Nonce nonce;
  std::ranges::copy(out.id.view().first(Nonce::kSize), nonce.bytes.begin());
  out.replay = nonce;
  out.expiry = expiry;
  return out;
}

Transaction World::transfer(Random& random, TimestampUs expiry) const {
  const std::uint64_t payer = random.below(accounts());
  const std::uint64_t payee = (payer + 1 + random.below(accounts() - 1)) % accounts();
  Transaction out = from(payer, random.next(), expiry);
  out.operation = Transfer{.to = beginning_->addresses[payee],
                           .currency = *CurrencyCode::from("USD"),
                           .amount = Amount(random.between(1, 1000))};
  return out;
}

Transaction World::payment(std::uint64_t payer, std::uint64_t payee, Amount amount,
                           const Nonce& nonce, TimestampUs expiry) const {
  Transaction out = from(payer, 0, expiry);
  out.id = id_of<TransactionId>(nonce.hex() + " " + std::to_string(expiry.value()) + " " +
                                std::to_string(payer) + " " + std::to_string(payee) + " " +
                                std::to_string(amount.value()));
  out.replay = nonce;
  out.operation = Transfer{
      .to = beginning_->addresses[payee], .currency = *CurrencyCode::from("USD"), .amount = amount};
  return out;
}

Transaction World::hold(std::uint64_t payer, Random& random, std::optional<SequenceNumber> sequence,
                        TimestampUs expiry, TimestampUs until) const {
  Transaction out = from(payer, random.next(), expiry);
  if (sequence) out.replay = *sequence;
  out.operation = CreateHold{.payee = beginning_->addresses[(payer + 1) % accounts()],
                             .claim_key = {},
                             .currency = *CurrencyCode::from("USD"),
                             .amount = Amount(random.between(1, 100)),
                             .expiry = until,
                             .payer_may_cancel = false};
  return out;
}

std::shared_ptr<const consensus::Batch> World::batch(consensus::ValidatorIndex author,
                                                     std::uint64_t sequence, TimestampUs expiry,
                                                     std::vector<Transaction> transactions,
                                                     Epoch epoch, std::size_t bytes_each) {
  codec::Writer out;
  out.number(epoch).u16(author).u64(sequence).number(expiry);
  for (const Transaction& transaction : transactions) {
    out.fixed(transaction.id);
    for (std::size_t i = TransactionId::kSize; i < bytes_each; ++i) out.u8(0);
  }
  consensus::Batch batch;
  batch.epoch = epoch;
  batch.author = author;
  batch.sequence = sequence;
  batch.expiry = expiry;
  batch.bytes = out.take();
  batch.digest = crypto::as_id<BatchDigest>(crypto::hash("pennypost/batch/1", batch.bytes));
  batch.transactions = std::make_shared<const execution::Transactions>(std::move(transactions));
  return std::make_shared<const consensus::Batch>(std::move(batch));
}

}  // namespace pennypost::simulator
