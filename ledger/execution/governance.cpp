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
  if (!is_valid(set.caps)) return failed(Code::invalid_settings);
  if (call.epoch_change) return failed(Code::epoch_ending);

  call.epoch_change = current(call);
  call.epoch_change->parameters.caps = set.caps;
  return succeeded(Event{EventKind::parameters_set, call.sender, {}, {}, {}});
}

namespace {

Hash subject_of(std::uint32_t version) {
  const Bytes bytes = codec::Writer().u64(0).u64(0).u64(0).u32(0).u32(version).take();
  return *Hash::from(bytes);
}

}  // namespace

// L82
Outcome perform(const ScheduleUpgrade& schedule, Call& call) {
  if (!is_governance(call, call.sender)) return failed(Code::not_permitted);
  const state::StateKey key = state::StateKey::upgrade();
  const auto* found = call.state.get<Upgrade>(key);
  Upgrade upgrade = found ? *found : Upgrade{};
  if (schedule.version == 0) {
    if (upgrade.next == 0 || schedule.at != TimestampUs(0)) return failed(Code::invalid_settings);
    upgrade.next = 0;
    upgrade.at = TimestampUs(0);
  } else {
    if (schedule.version <= upgrade.version) return failed(Code::invalid_settings);
    const std::uint64_t ahead_us = us_between(call.block_time, schedule.at);
    if (ahead_us < kUpgradeAheadUsMin || ahead_us > kUpgradeAheadUsMax) {
      return failed(Code::invalid_expiry);
    }
    upgrade.next = schedule.version;
    upgrade.at = schedule.at;
  }
  call.state.put(key, upgrade);
  const Hash subject = schedule.version == 0 ? Hash{} : subject_of(schedule.version);
  return succeeded(Event{EventKind::upgrade_scheduled, call.sender, {}, {}, {}, subject});
}

// L39
Outcome begin_upgrade(state::Overlay& state) {
  Upgrade& upgrade = state.edit<Upgrade>(state::StateKey::upgrade());
  CHECK(upgrade.next > upgrade.version);
  upgrade = Upgrade{.version = upgrade.next, .next = 0, .at = TimestampUs(0)};
  return succeeded(Event{EventKind::upgraded, {}, {}, {}, {}, subject_of(upgrade.version)});
}

}  // namespace pennypost::execution
