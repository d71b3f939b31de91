#include "ledger/execution/genesis.h"

#include <map>
#include <string>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"
#include "ledger/execution/seal.h"

namespace pennypost::execution {
namespace {

using Accounts = std::map<Address, const Account*>;
using Totals = std::map<CurrencyCode, Uint128>;

std::unexpected<Error> refuse(std::string why) {
  return fail("invalid_genesis", std::move(why));
}

std::unexpected<Error> refuse_account(const Address& address, const char* why) {
  return refuse("The account " + address.hex() + " " + why);
}

std::unexpected<Error> refuse_currency(const CurrencyCode& code, const char* why) {
  return refuse("The currency \"" + std::string(code.view()) + "\" " + why);
}

Result<Accounts> index_accounts(const Genesis& genesis) {
  Accounts accounts;
  for (const GenesisAccount& each : genesis.accounts) {
    if (each.address.is_zero()) return refuse_account(each.address, "has the zero address.");
    if (!accounts.emplace(each.address, &each.account).second) {
      return refuse_account(each.address, "stands there twice.");
    }
  }
  return accounts;
}

/// What the state's format can say: decoding checks it, so encoding must come back the same.
bool has_canonical_form(const Account& account) {
  const auto decoded = codec::decode_account(codec::encode(account));
  CHECK(!decoded || *decoded == account);
  return decoded.has_value();
}

bool has_canonical_form(const Currency& currency) {
  const auto decoded = codec::decode_currency(codec::encode(currency));
  CHECK(!decoded || *decoded == currency);
  return decoded.has_value();
}

Result<void> check_account(const Address& address, const Account& account, const Genesis& genesis,
                           const Accounts& accounts) {
  if (!has_canonical_form(account)) {
    return refuse_account(
        address, "has balances out of order, of zero, too many, or a number out of range.");
  }
  if (account.flags != 0 || account.hour != 0 || account.transactions != 0 || account.holds != 0 ||
      account.mandates != 0 || account.refundables != 0) {
    return refuse_account(address, "counts something that the first state does not have.");
  }
  if (account.last_version) return refuse_account(address, "names a version before the first.");
  if ((account.role == AccountRole::governance) != (address == genesis.parameters.governance)) {
    return refuse_account(address, "and the parameters disagree about who is governance.");
  }
  if (account.parent.is_zero()) return {};
  const auto parent = accounts.find(account.parent);
  if (parent == accounts.end() || parent->second->role == AccountRole::user ||
      account.role != AccountRole::user) {
    return refuse_account(address, "has a parent that cannot have opened it.");
  }
  return {};
}

Result<void> check_currencies(const Genesis& genesis, const Accounts& accounts, Totals& totals) {
  std::map<CurrencyCode, const Currency*> currencies;
  for (const Currency& currency : genesis.currencies) {
    if (!currencies.emplace(currency.code, &currency).second) {
      return refuse_currency(currency.code, "stands there twice.");
    }
    if (!has_canonical_form(currency)) {
      return refuse_currency(currency.code, "has a wrong code or decimals out of range.");
    }
    if (currency.policy == CurrencyPolicy::basket) {
      return refuse_currency(currency.code, "is a basket, which begins without supply, later.");
    }
    if (!accounts.contains(currency.issuer)) {
      return refuse_currency(currency.code, "has an issuer that does not exist.");
    }
    if (Supply(totals[currency.code]) != currency.supply) {
      return refuse_currency(currency.code, "has a supply that is not the sum of its balances.");
    }
  }
  for (const auto& [code, total] : totals) {
    if (!currencies.contains(code)) return refuse_currency(code, "is held but not registered.");
  }
  return {};
}

Result<void> check_genesis(const Genesis& genesis) {
  if (genesis.chain_id == ChainId(0)) return refuse("The chain id is zero.");
  if (genesis.timestamp == TimestampUs(0)) return refuse("The timestamp is missing.");
  if (const auto set = check_validator_set(genesis.validators); !set) {
    return refuse(set.error().message);
  }
  PP_TRY(const Accounts accounts, index_accounts(genesis));
  if (!accounts.contains(genesis.parameters.governance)) {
    return refuse("The governance account does not exist.");
  }
  if (!codec::decode_parameters(codec::encode(genesis.parameters))) {
    return refuse("A parameter is zero, or above what this program was built for.");
  }
  Totals totals;
  for (const GenesisAccount& each : genesis.accounts) {
    PP_CHECKED(check_account(each.address, each.account, genesis, accounts));
    for (const Balance& balance : each.account.balances) {
      totals[balance.currency] += balance.amount.value();
    }
  }
  return check_currencies(genesis, accounts, totals);
}

state::StateChanges first_entries(const Genesis& genesis) {
  state::StateChanges changes;
  changes.entries.emplace(state::StateKey::parameters(), genesis.parameters);
  changes.entries.emplace(state::StateKey::validators(), genesis.validators);
  for (const Currency& currency : genesis.currencies) {
    changes.entries.emplace(state::StateKey::of(currency.code), currency);
  }
  for (const GenesisAccount& each : genesis.accounts) {
    changes.entries.emplace(state::StateKey::of(each.address), each.account);
  }
  return changes;
}

}  // namespace

// L24
Result<GenesisState> make_genesis(const Genesis& genesis) {
  PP_CHECKED(check_genesis(genesis));
  ExecutedBlock block;
  block.context.timestamp = genesis.timestamp;
  block.changes = first_entries(genesis);
  block.next_validators = genesis.validators;
  block.tree = block.tree.with(block.changes);
  seal_block(block, genesis.chain_id, block.tree.root());

  GenesisState out;
  out.state.apply(block.changes, genesis.timestamp);
  out.waypoint = Waypoint{block.ledger_info.version, codec::hash_of(block.ledger_info)};
  out.block = std::make_shared<const ExecutedBlock>(std::move(block));
  return out;
}

}  // namespace pennypost::execution
