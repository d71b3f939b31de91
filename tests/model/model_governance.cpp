#include <set>

#include "tests/model/model_ledger.h"

namespace pennypost::model {

Code ModelLedger::run(const Address& sender, const ChangeValidators& change,
                      std::vector<Event>& events) {
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

Code ModelLedger::run(const Address& sender, const SetParameters& set, std::vector<Event>& events) {
  if (sender != governance) return Code::not_permitted;
  if (set.transactions_hour_max < 1 || set.accounts_day_max < 1) return Code::invalid_settings;
  if (next_validators || next_parameters) return Code::epoch_ending;
  next_parameters = {set.transactions_hour_max, set.accounts_day_max};
  events.push_back({EventKind::parameters_set, sender, {}, {}, {}});
  return Code::success;
}

}  // namespace pennypost::model
