#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {
namespace {

/// What holds now, for an operation to change a part of it.
EpochChange current(const Call& call) {
  const ValidatorSet* validators = call.state.validators();
  const Parameters* parameters = call.state.parameters();
  CHECK(validators != nullptr && parameters != nullptr);
  return {*validators, *parameters};
}

}  // namespace

bool is_governance(const Call& call, const Address& account) {
  const Parameters* parameters = call.state.parameters();
  CHECK(parameters != nullptr);
  return parameters->governance == account;
}

// L80
Outcome perform(const ChangeValidators& change, Call& call) {
  if (!is_governance(call, call.sender)) return failed(Code::not_permitted);
  if (!check_validator_set(change.validators)) return failed(Code::invalid_validators);
  if (call.epoch_change) return failed(Code::epoch_ending);

  call.epoch_change = current(call);
  call.epoch_change->validators = change.validators;
  return succeeded(Event{
      EventKind::validators_changed, call.sender, {}, {}, {}, codec::hash_of(change.validators)});
}

// L81
Outcome perform(const SetParameters& set, Call& call) {
  if (!is_governance(call, call.sender)) return failed(Code::not_permitted);
  if (set.transactions_hour_max == 0 || set.accounts_day_max == 0) {
    return failed(Code::invalid_settings);
  }
  if (call.epoch_change) return failed(Code::epoch_ending);

  call.epoch_change = current(call);
  call.epoch_change->parameters.transactions_hour_max = set.transactions_hour_max;
  call.epoch_change->parameters.accounts_day_max = set.accounts_day_max;
  return succeeded(Event{EventKind::parameters_set, call.sender, {}, {}, {}});
}

}  // namespace pennypost::execution
