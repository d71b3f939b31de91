#pragma once

#include "tests/ledger/support/world.h"
#include "tests/model/model_ledger.h"

// Where random chains begin, and the model of it.
namespace pennypost::model {

/// EUR is minted under dual control.
/// Every eighth chain begins with caps that are soon reached.
inline execution::Genesis genesis_of_the_test(std::uint64_t seed) {
  execution::Genesis genesis = test::small_genesis();
  genesis.currencies[0].policy = CurrencyPolicy::dealers;
  if (seed % 8 == 0) {
    genesis.parameters.caps = {.transactions_hour_max = 40,
                               .accounts_day_max = 1,
                               .account_nonces_max = 4,
                               .network_nonces_max = 9,
                               .account_holds_max = 2,
                               .account_refundables_max = 1,
                               .account_mandates_max = 1};
  }
  return genesis;
}

inline ModelLedger model_of(const execution::Genesis& genesis) {
  ModelLedger model;
  model.chain_id = genesis.chain_id;
  model.governance = genesis.parameters.governance;
  model.caps = genesis.parameters.caps;
  model.validators = genesis.validators;
  for (const Currency& each : genesis.currencies) {
    model.currencies[each.code] = {each.decimals,       each.display_decimals, each.issuer,
                                   each.supply.value(), each.policy,           each.attested_above};
  }
  for (const auto& [address, account] : genesis.accounts) {
    ModelAccount& copy = model.accounts[address];
    copy.key = account.authentication_key;
    copy.role = account.role;
    copy.parent = account.parent;
    for (const Balance& balance : account.balances) {
      copy.balances[balance.currency] = balance.amount.value();
    }
  }
  return model;
}

}  // namespace pennypost::model
