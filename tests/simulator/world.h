#pragma once

#include <map>
#include <memory>
#include <vector>

#include "consensus/core/signer.h"
#include "consensus/core/verify.h"
#include "ledger/execution/genesis.h"
#include "tests/simulator/random.h"

namespace pennypost::simulator {

inline constexpr std::uint64_t kSecondUs = 1'000'000;
inline constexpr std::uint64_t kClockSkewUsMax = 400'000;  // of an honest clock
inline constexpr std::uint64_t kAccounts = 13;
inline constexpr TimestampUs kGenesisTime(1'700'000'000ULL * kSecondUs);

/// The chain that all simulated nodes share: validators, a few accounts with money, and how to
/// sign.
class World {
 public:
  /// `real_signatures`: Ed25519; otherwise a keyed hash, which is quicker and as good for verified
  /// inputs.
  /// The same powers again share what was made of them.
  World(const std::vector<std::uint64_t>& powers, bool real_signatures,
        std::uint64_t accounts = kAccounts);

  const consensus::EpochContext& context() const { return beginning_->context; }
  const execution::GenesisState& genesis() const { return beginning_->genesis; }
  /// The epoch's genesis block, executed: what the first block stands on.
  std::shared_ptr<const execution::ExecutedBlock> root() const { return beginning_->root; }
  /// A machine's entry in a validator set, with the consensus key of a generation; links know it by
  /// the same key always.
  Validator validator_of(std::size_t machine, std::uint64_t generation, std::uint64_t power);
  /// Whose link this is.
  std::size_t machine_of(const PublicKey& network_key) const { return machines_.at(network_key); }
  const consensus::SigningKey& signer_of(const PublicKey& consensus_key) const {
    return *by_key_.at(consensus_key);
  }
  bool has_key(const PublicKey& consensus_key) const { return by_key_.contains(consensus_key); }
  /// By governance: the next epoch's validators.
  Transaction change_validators(ValidatorSet next, Random& random, TimestampUs expiry) const;
  const consensus::SigningKey& signer(consensus::ValidatorIndex validator) const {
    return signer_of(context().validators.validators[validator].consensus_key);
  }
  const crypto::Verify& verify() const { return verify_; }
  /// All money there is.
  Uint128 supply() const { return supply_; }
  std::uint64_t accounts() const { return beginning_->addresses.size(); }

  /// A transfer between two of the accounts that passed the stateless checks.
  Transaction transfer(Random& random, TimestampUs expiry) const;
  /// From one account to another, by their numbers. The same values are the same transaction.
  Transaction payment(std::uint64_t payer, std::uint64_t payee, Amount amount, const Nonce& nonce,
                      TimestampUs expiry) const;
  /// With a sequence number where one is given, else with a nonce: a hold for another account until
  /// `until`, given to nobody: it comes back by itself. `payer` is one of the kAccounts.
  Transaction hold(std::uint64_t payer, Random& random, std::optional<SequenceNumber> sequence,
                   TimestampUs expiry, TimestampUs until) const;
  /// Its bytes name the transactions; `bytes_each` of them stand for one.
  static std::shared_ptr<const consensus::Batch> batch(
      consensus::ValidatorIndex author, std::uint64_t sequence, TimestampUs expiry,
      std::vector<Transaction> transactions, Epoch epoch = Epoch(1),
      std::size_t bytes_each = TransactionId::kSize);

 private:
  /// What follows from the powers.
  struct Beginning {
    std::vector<Address> addresses;  // of the accounts
    std::vector<AuthenticationKey> keys;
    Address governance;
    AuthenticationKey governance_key;
    consensus::EpochContext context;
    execution::GenesisState genesis;
    std::shared_ptr<const execution::ExecutedBlock> root;
  };
  static std::shared_ptr<const Beginning> make_beginning(const ValidatorSet& validators,
                                                         std::uint64_t accounts);

  Transaction from(std::uint64_t account, std::uint64_t number, TimestampUs expiry) const;

  std::shared_ptr<const Beginning> beginning_;
  std::map<PublicKey, std::unique_ptr<consensus::SigningKey>> by_key_;
  std::map<PublicKey, std::size_t> machines_;  // by network key
  bool real_signatures_ = false;
  crypto::Verify verify_;
  Uint128 supply_ = 0;
};

}  // namespace pennypost::simulator
