#include <set>

#include "ledger/state/entry.h"
#include "tests/model/model_ledger.h"

// Freezes, attestations, quotas, reports, upgrades; and what falls due by itself.
namespace pennypost::model {
namespace {

constexpr std::uint64_t kHour = 3'600'000'000;
constexpr std::uint64_t kDay = 24 * kHour;

unsigned kind_of(state::EntryKind kind) {
  return static_cast<unsigned>(kind);
}

Hash subject_of(std::uint32_t version) {
  Hash out;
  for (std::size_t i = 0; i < 4; ++i) {
    out.bytes[31 - i] = static_cast<std::uint8_t>(version >> (8 * i));
  }
  return out;
}

}  // namespace

bool ModelLedger::frozen(const Address& address) const {
  return freezes.contains(address) && freezes.at(address).terms.until.value() > now_;
}

bool ModelLedger::may_freeze(const Address& sender, const Address& address) const {
  const auto is_officer_of = [&](const Address& institution) {
    if (!officers.contains(institution)) return false;
    const auto& all = officers.at(institution);
    return std::ranges::find(all, sender) != all.end();
  };
  if (sender == address || address == governance) return false;
  if (is_officer_of(governance)) return true;
  return accounts.at(address).role == AccountRole::user &&
         is_officer_of(accounts.at(address).parent);
}

Code ModelLedger::check_freeze(const Address& sender, const Address& address, std::uint16_t reason,
                               const Hash& reference) const {
  if (!accounts.contains(address)) return Code::unknown_account;
  if (!may_freeze(sender, address)) return Code::not_permitted;
  if (accounts.at(address).closed) return Code::account_closed;
  if (reason == 0 || reference == Hash{}) return Code::invalid_settings;
  return Code::success;
}

/// Who proposed the same before; makes it a proposal where nobody did.
Code ModelLedger::propose(const Address& sender, const Address& address, const FreezeTerms& terms,
                          Address& first) {
  auto& proposal = freezes[address].proposal;
  if (proposal && proposal->terms == terms && proposal->lapses.value() > now_) {
    if (proposal->by == sender) return Code::already_approved;
    first = proposal->by;
  } else {
    proposal = Freeze::Proposal{terms, sender, TimestampUs(now_ + kDay)};
  }
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const SetOfficers& set, Events& events) {
  if (accounts.at(sender).role == AccountRole::user) return Code::not_permitted;
  const std::set<Address> all(set.officers.begin(), set.officers.end());
  if (all.size() > 8 || all.size() != set.officers.size() ||
      !std::ranges::is_sorted(set.officers)) {
    return Code::invalid_settings;
  }
  for (const Address& officer : all) {
    if (!accounts.contains(officer)) return Code::unknown_account;
  }
  officers.erase(sender);
  if (!all.empty()) officers[sender] = set.officers;
  events.push_back({EventKind::officers_set, sender, {}, {}, {}});
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const FreezeAccount& freeze, Events& events) {
  const Code code = check_freeze(sender, freeze.account, freeze.reason, freeze.reference);
  if (code != Code::success) return code;
  const std::uint64_t until = freeze.until.value();
  if (until <= now_ || until - now_ > 366 * kDay) return Code::invalid_expiry;
  const FreezeTerms terms{freeze.reason, freeze.reference, freeze.until};
  Address first;
  const Code proposed = propose(sender, freeze.account, terms, first);
  if (proposed != Code::success) return proposed;
  const bool both = first != Address{};
  events.push_back(about(both ? EventKind::frozen : EventKind::freeze_proposed, freeze.reference,
                         sender, freeze.account));
  if (both) {
    freezes[freeze.account] = {terms, first, sender, std::nullopt};
    about_ = freeze.account;
  }
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const UnfreezeAccount& unfreeze, Events& events) {
  const Code code = check_freeze(sender, unfreeze.account, unfreeze.reason, unfreeze.reference);
  if (code != Code::success) return code;
  if (!frozen(unfreeze.account)) return Code::not_frozen;
  Address first;
  const FreezeTerms terms{unfreeze.reason, unfreeze.reference, {}};
  const Code proposed = propose(sender, unfreeze.account, terms, first);
  if (proposed != Code::success) return proposed;
  const bool both = first != Address{};
  events.push_back(about(both ? EventKind::unfrozen : EventKind::unfreeze_proposed,
                         unfreeze.reference, sender, unfreeze.account));
  if (both) {
    freezes.erase(unfreeze.account);
    about_ = unfreeze.account;
  }
  return Code::success;
}

Address ModelLedger::institution_of(const Address& address) const {
  const ModelAccount& account = accounts.at(address);
  if (account.role != AccountRole::user || account.parent == Address{}) return address;
  return account.parent;
}

Code ModelLedger::attested(const Address& payer, const Address& payee, const CurrencyCode& code,
                           std::uint64_t amount) {
  if (amount <= currencies.at(code).attested_above.value()) return Code::success;
  const Address institution = institution_of(payee);
  if (institution == institution_of(payer)) return Code::success;
  const auto found = attestations.find(codec::attestation_id(payer, payee, code));
  if (found == attestations.end() || found->second.institution != institution ||
      found->second.until.value() <= now_ || found->second.amount.value() < amount) {
    return Code::attestation_missing;
  }
  attestations.erase(found);
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const Attest& attest, Events& events) {
  if (attest.amount == Amount(0)) return Code::invalid_amount;
  if (attest.reference == Hash{}) return Code::invalid_settings;
  if (attest.payer == attest.payee) return Code::self_transfer;
  if (!currencies.contains(attest.currency)) return Code::unknown_currency;
  if (!accounts.contains(attest.payer) || !accounts.contains(attest.payee)) {
    return Code::unknown_account;
  }
  if (institution_of(attest.payee) != sender) return Code::not_permitted;
  const std::uint64_t until = attest.until.value();
  if (until <= now_ || until - now_ > 7 * kDay) return Code::invalid_expiry;
  attestations[codec::attestation_id(attest.payer, attest.payee, attest.currency)] = {
      sender, attest.amount, attest.reference, attest.until};
  events.push_back(
      about(EventKind::attested, attest.reference, attest.payer, attest.payee, attest.amount));
  events.back().currency = attest.currency;
  return Code::success;
}

bool ModelLedger::quota_left(const Transaction& transaction, std::uint64_t now) {
  const bool is_user = accounts.at(transaction.sender).role == AccountRole::user;
  std::uint64_t most = is_user ? caps.transactions_hour_max : UINT32_MAX;
  if (quotas.contains(transaction.sender) && quotas.at(transaction.sender).first != 0) {
    most = quotas.at(transaction.sender).first;
  }
  if (most == UINT32_MAX) return true;
  if (transaction.delegate.is_zero()) most *= 2;
  std::uint64_t before = 0;
  for (const auto& [address, at] : counted) {
    before += address == transaction.sender && at / kHour == now / kHour ? 1U : 0U;
  }
  if (before >= most) return false;
  counted.emplace_back(transaction.sender, now);
  return true;
}

bool ModelLedger::opens_too_many(const Address& institution) {
  if (institution == governance) return false;
  std::uint32_t most = caps.accounts_day_max;
  if (quotas.contains(institution) && quotas.at(institution).second != 0) {
    most = quotas.at(institution).second;
  }
  if (most == UINT32_MAX) return false;
  std::uint64_t before = 0;
  for (const auto& [address, at] : opened) {
    before += address == institution && at / kDay == now_ / kDay ? 1U : 0U;
  }
  opened.emplace_back(institution, now_);
  return before >= most;
}

Code ModelLedger::run(const Address& sender, const SetQuota& set, Events& events) {
  if (sender != governance) return Code::not_permitted;
  if (!accounts.contains(set.account)) return Code::unknown_account;
  if (accounts.at(set.account).closed) return Code::account_closed;
  quotas[set.account] = {set.transactions_hour_max, set.accounts_day_max};
  about_ = set.account;
  events.push_back({EventKind::quota_set, sender, set.account, {}, {}});
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const ReportEquivocation& report, Events& events) {
  bool known = false;
  for (const Validator& each : validators.validators) {
    known = known || each.consensus_key == report.key;
  }
  if (!known) return Code::unknown_validator;
  auto& reports = equivocations[report.key];
  for (const auto& each : reports) {
    if (each.epoch == report.epoch && each.round == report.round &&
        each.message == report.message) {
      return Code::already_reported;
    }
  }
  if (reports.size() >= 16) return Code::too_many_reports;
  reports.push_back({report.epoch, report.round, report.message, TimestampUs(now_)});
  events.push_back(about(EventKind::equivocation_reported, report.key, sender, {}));
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const ScheduleUpgrade& schedule, Events& events) {
  if (sender != governance) return Code::not_permitted;
  const Upgrade before = upgrade.value_or(Upgrade{});
  const std::uint64_t at = schedule.at.value();
  if (schedule.version == 0) {
    if (before.next == 0 || at != 0) return Code::invalid_settings;
    upgrade = Upgrade{before.version, 0, {}};
  } else {
    if (schedule.version <= before.version) return Code::invalid_settings;
    if (at < now_ + kHour || at > now_ + 366 * kDay) return Code::invalid_expiry;
    upgrade = Upgrade{before.version, schedule.version, schedule.at};
  }
  events.push_back(
      {EventKind::upgrade_scheduled, sender, {}, {}, {}, subject_of(schedule.version)});
  return Code::success;
}

// --- What falls due ------------------------------------------------------------------------------

std::vector<ModelLedger::DueThing> ModelLedger::due_at(std::uint64_t now) const {
  std::vector<DueThing> out;
  const auto add_due = [&](TimestampUs at, state::EntryKind kind, const auto& id) {
    if (at.value() <= now) out.push_back({at.value(), kind_of(kind), id});
  };
  for (const auto& [id, hold] : holds) add_due(hold.due, state::EntryKind::hold, id.bytes);
  for (const auto& [id, request] : requests) {
    add_due(request.due, state::EntryKind::supply_request, id.bytes);
  }
  for (const auto& [address, freeze] : freezes) {
    if (freeze.terms.until == TimestampUs(0)) continue;
    add_due(freeze.terms.until, state::EntryKind::freeze, address.bytes);
  }
  if (upgrade && upgrade->next != 0) {
    add_due(upgrade->at, state::EntryKind::upgrade, std::array<std::uint8_t, 32>{});
  }
  std::ranges::sort(out);
  return out;
}

ModelLedger::Outcome ModelLedger::end(const DueThing& due, std::uint64_t version) {
  const ModelLedger before = *this;
  Outcome outcome;
  outcome.id = codec::due_id(static_cast<std::uint8_t>(due.kind), due.id, TimestampUs(due.at));
  const TimestampUs again(now_ + kDay);
  Address subject;
  if (due.kind == kind_of(state::EntryKind::hold)) {
    const HoldId id{due.id};
    const Hold hold = holds.at(id);
    subject = hold.payer;
    outcome.id = codec::return_id(id, TimestampUs(due.at));
    holds.erase(id);
    outcome.code = add(hold.payer, hold.currency, hold.amount.value());
    outcome.events.push_back(about(EventKind::returned, id, {}, hold.payer, hold.amount));
    outcome.events.back().currency = hold.currency;
  } else if (due.kind == kind_of(state::EntryKind::supply_request)) {
    subject = requests.at(RequestId{due.id}).dealer;
    outcome.code = end_request(RequestId{due.id}, {}, outcome.events);
  } else if (due.kind == kind_of(state::EntryKind::freeze)) {
    subject = Address{due.id};
    Freeze& freeze = freezes.at(subject);
    outcome.events.push_back(about(EventKind::unfrozen, freeze.terms.reference, {}, subject));
    const auto proposal = freeze.proposal;
    freezes.erase(subject);
    if (proposal && proposal->terms.until.value() != 0 && proposal->lapses.value() > now_) {
      freezes[subject].proposal = proposal;
    }
  } else {
    upgrade = Upgrade{upgrade->next, 0, {}};
    outcome.events.push_back({EventKind::upgraded, {}, {}, {}, {}, subject_of(upgrade->version)});
  }
  if (outcome.code != Code::success) {
    *this = before;
    outcome.events.clear();
    if (holds.contains(HoldId{due.id})) holds.at(HoldId{due.id}).due = again;
    if (requests.contains(RequestId{due.id})) requests.at(RequestId{due.id}).due = again;
  }
  about_.reset();
  finish(outcome, before, subject, version);
  return outcome;
}

std::vector<ModelLedger::Outcome> ModelLedger::sweep(std::uint64_t now, std::uint64_t version) {
  now_ = now;
  about_.reset();
  std::vector<Outcome> outcomes;
  for (const DueThing& due : due_at(now)) outcomes.push_back(end(due, version++));
  const auto is_over = [now](const auto& each) { return each.second.until.value() <= now; };
  std::erase_if(refundables, is_over);
  std::erase_if(attestations, is_over);
  std::erase_if(used_quotes, [now](const auto& each) { return each.second <= now; });
  std::erase_if(freezes, [now](const auto& each) {
    const Freeze& freeze = each.second;
    return freeze.terms.until == TimestampUs(0) && freeze.proposal->lapses.value() <= now;
  });
  count();
  return outcomes;
}

}  // namespace pennypost::model
