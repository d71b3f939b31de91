#pragma once

#include <memory>
#include <vector>

#include "consensus/core/signer.h"
#include "consensus/core/verify.h"
#include "ledger/execution/genesis.h"
#include "tests/simulator/random.h"

namespace pennypost::simulator {

inline constexpr std::uint64_t kSecondUs = 1'000'000;
inline constexpr std::uint64_t kAccounts = 13;
inline constexpr TimestampUs kGenesisTime(1'700'000'000ULL * kSecondUs);

/// The chain that all simulated nodes share: validators, a few accounts with money, and how to
/// sign.
class World {
 public:
  /// `real_signatures`: Ed25519; otherwise a keyed hash, which is quicker and as good for verified
  /// inputs.
  World(std::vector<std::uint64_t> powers, bool real_signatures);

  const consensus::EpochContext& context() const { return context_; }
  const execution::GenesisState& genesis() const { return genesis_; }
  /// The epoch's genesis block, executed: what the first block stands on.
  std::shared_ptr<const execution::ExecutedBlock> root() const { return root_; }
  const consensus::SigningKey& signer(consensus::ValidatorIndex validator) const {
    return *signers_[validator];
  }
  const crypto::Verify& verify() const { return verify_; }
  /// All money there is.
  Uint128 supply() const { return supply_; }

  /// A transfer between two of the accounts that passed the stateless checks.
  Transaction transfer(Random& random, TimestampUs expiry) const;
  /// With a sequence number where one is given, else with a nonce: a hold for another account until
  /// `until`, given to nobody: it comes back by itself. `payer` is one of the kAccounts.
  Transaction hold(std::uint64_t payer, Random& random, std::optional<SequenceNumber> sequence,
                   TimestampUs expiry, TimestampUs until) const;
  static std::shared_ptr<const consensus::Batch> batch(consensus::ValidatorIndex author,
                                                       std::uint64_t sequence, TimestampUs expiry,
                                                       std::vector<Transaction> transactions);

 private:
  Transaction from(std::uint64_t account, std::uint64_t number, TimestampUs expiry) const;

  consensus::EpochContext context_;
  execution::GenesisState genesis_;
  std::shared_ptr<const execution::ExecutedBlock> root_;
  std::vector<std::unique_ptr<consensus::SigningKey>> signers_;
  crypto::Verify verify_;
  std::vector<Address> addresses_;  // of the accounts
  Uint128 supply_ = 0;
};

}  // namespace pennypost::simulator
