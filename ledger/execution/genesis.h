#pragma once

#include "ledger/execution/block_execution.h"

namespace pennypost::execution {

struct GenesisAccount {
  Address address;
  Account account;
};

/// What a chain begins with. The ceremony writes it down; every node derives the same state from
/// it.
struct Genesis {
  ChainId chain_id;
  TimestampUs timestamp;
  ValidatorSet validators;
  Parameters parameters;
  std::vector<Currency> currencies;
  std::vector<GenesisAccount> accounts;
};

/// The chain's first state and the ledger info of version 0 (epoch 0, round 0, height 0, zero block
/// id), which names the validators of epoch 1. Its hash is the genesis waypoint.
struct GenesisState {
  state::MemoryState state;
  std::shared_ptr<const ExecutedBlock> block;  // next_validators are epoch 1's
  Waypoint waypoint;
};

/// Errors: `invalid_genesis` with what is wrong (no validators, no power, equal keys, a supply that
/// is not the sum of balances, a governance account that does not exist, …).
Result<GenesisState> make_genesis(const Genesis& genesis);

}  // namespace pennypost::execution
