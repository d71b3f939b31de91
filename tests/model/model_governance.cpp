#include <set>

#include "tests/model/model_ledger.h"

namespace pennypost::model {

Code ModelLedger::run(const Address& sender, const ChangeValidators& change, Events& events) {
  if (sender != governance) return Code::not_permitted;
  const std::vector<Validator>& all = change.validators.validators;
  std::set<PublicKey> consensus_keys;
  std::set<PublicKey> network_keys;
  Uint128 total = 0;
  bool good = !all.empty() && all.size() <= 100;
  for (const Validator& each : all) {
    good = good && each.power.value() > 0 && consensus_keys.insert(each.consensus_key).second &&
           network_keys.insert(each.network_key).second && each.name.size() <= 32;
    for (const char c : each.name) good = good && c >= 32 && c < 127;
    total += each.power.value();
  }
  if (!good || total >= Uint128{1} << 53) return Code::invalid_validators;
  if (next_validators || next_parameters) return Code::epoch_ending;
  next_validators = change.validators;
  events.push_back(
      about(EventKind::validators_changed, codec::hash_of(change.validators), sender, {}));
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const SetParameters& set, Events& events) {
  if (sender != governance) return Code::not_permitted;
  const auto fits = [](std::uint32_t value, std::uint32_t most) { return value - 1 < most; };
  const Caps& to = set.caps;
  if (!fits(to.transactions_hour_max, UINT32_MAX) || !fits(to.accounts_day_max, UINT32_MAX) ||
      !fits(to.account_nonces_max, 1'024) || !fits(to.network_nonces_max, 16'777'216) ||
      !fits(to.account_holds_max, 4'096) || !fits(to.account_refundables_max, 4'096) ||
      !fits(to.account_mandates_max, 32)) {
    return Code::invalid_settings;
  }
  if (next_validators || next_parameters) return Code::epoch_ending;
  next_parameters = to;
  events.push_back({EventKind::parameters_set, sender, {}, {}, {}});
  return Code::success;
}

}  // namespace pennypost::model
