#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {
namespace {

bool is_officer_of(const Call& call, const Address& institution) {
  const auto* officers = call.state.get<Officers>(state::StateKey::officers(institution));
  return officers && std::ranges::binary_search(officers->officers, call.sender);
}

/// An officer of the account's institution or of governance; never about itself, or governance.
bool may_freeze(const Call& call, const Address& address, const Account& account) {
  const Parameters* parameters = call.state.parameters();
  CHECK(parameters != nullptr);
  if (address == call.sender || address == parameters->governance) return false;
  return is_officer_of(call, parameters->governance) ||
         (account.role == AccountRole::user && is_officer_of(call, account.parent));
}

bool in_force(const Freeze& freeze, TimestampUs now) {
  return now < freeze.terms.until;
}

/// Whether this signer approves what another one proposed; `already_approved` where it was the same
/// signer, `success` where there is nothing to approve.
struct Second {
  Code code = Code::success;
  Address first;  // zero: a proposal is made
};
Second second_of(const Freeze* freeze, const FreezeTerms& terms, const Call& call) {
  if (!freeze || !freeze->proposal) return {};
  const Freeze::Proposal& proposal = *freeze->proposal;
  if (proposal.terms != terms || call.block_time >= proposal.lapses) return {};
  if (proposal.by == call.sender) return {Code::already_approved, {}};
  return {Code::success, proposal.by};
}

void propose(Call& call, const Address& account, const FreezeTerms& terms) {
  const state::StateKey key = state::StateKey::freeze(account);
  const auto* found = call.state.get<Freeze>(key);
  Freeze freeze = found ? *found : Freeze{};
  freeze.proposal = Freeze::Proposal{terms, call.sender, call.block_time + kProposalUs};
  call.state.put(key, freeze);
}

Code check_account(const Call& call, const Address& address, std::uint16_t reason,
                   const Hash& reference) {
  const Account* account = call.state.account(address);
  if (!account) return Code::unknown_account;
  if (!may_freeze(call, address, *account)) return Code::not_permitted;
  if (account->has(AccountFlag::closed)) return Code::account_closed;
  return reason == 0 || reference == Hash{} ? Code::invalid_settings : Code::success;
}

}  // namespace

bool is_frozen(const state::StateView& state, const Address& address, const Account& account,
               TimestampUs block_time) {
  if (!account.has(AccountFlag::frozen)) return false;
  const auto* freeze = state.get<Freeze>(state::StateKey::freeze(address));
  CHECK(freeze != nullptr);
  return in_force(*freeze, block_time);
}

// L85
Outcome perform(const SetOfficers& set, Call& call) {
  const Account* sender = call.state.account(call.sender);
  CHECK(sender != nullptr);
  if (sender->role == AccountRole::user) return failed(Code::not_permitted);
  if (set.officers.size() > kOfficersMax ||
      std::ranges::adjacent_find(set.officers, std::ranges::greater_equal()) !=
          set.officers.end()) {
    return failed(Code::invalid_settings);
  }
  for (const Address& officer : set.officers) {
    if (!call.state.account(officer)) return failed(Code::unknown_account);
  }
  const state::StateKey key = state::StateKey::officers(call.sender);
  if (!set.officers.empty()) {
    call.state.put(key, Officers{set.officers});
  } else if (call.state.find(key)) {
    call.state.remove(key);
  }
  return succeeded(Event{EventKind::officers_set, call.sender, {}, {}, {}});
}

// L86: two officers sign the same.
Outcome perform(const FreezeAccount& set, Call& call) {
  const Code code = check_account(call, set.account, set.reason, set.reference);
  if (code != Code::success) return failed(code);
  if (set.until <= call.block_time || us_between(call.block_time, set.until) > kFreezeUsMax) {
    return failed(Code::invalid_expiry);
  }
  const FreezeTerms terms{set.reason, set.reference, set.until};
  const state::StateKey key = state::StateKey::freeze(set.account);
  const Second second = second_of(call.state.get<Freeze>(key), terms, call);
  if (second.code != Code::success) return failed(second.code);
  if (second.first.is_zero()) {
    propose(call, set.account, terms);
    return succeeded(
        Event{EventKind::freeze_proposed, call.sender, set.account, {}, {}, set.reference});
  }
  call.state.put(key, Freeze{terms, second.first, call.sender, {}});
  call.state.edit_account(set.account).set(AccountFlag::frozen, true);
  return succeeded(Event{EventKind::frozen, call.sender, set.account, {}, {}, set.reference},
                   {set.account});
}

Outcome perform(const UnfreezeAccount& set, Call& call) {
  const Code code = check_account(call, set.account, set.reason, set.reference);
  if (code != Code::success) return failed(code);
  const state::StateKey key = state::StateKey::freeze(set.account);
  const auto* freeze = call.state.get<Freeze>(key);
  if (!freeze || !in_force(*freeze, call.block_time)) return failed(Code::not_frozen);
  const FreezeTerms terms{set.reason, set.reference, TimestampUs(0)};
  const Second second = second_of(freeze, terms, call);
  if (second.code != Code::success) return failed(second.code);
  if (second.first.is_zero()) {
    propose(call, set.account, terms);
    return succeeded(
        Event{EventKind::unfreeze_proposed, call.sender, set.account, {}, {}, set.reference});
  }
  call.state.remove(key);
  call.state.edit_account(set.account).set(AccountFlag::frozen, false);
  return succeeded(Event{EventKind::unfrozen, call.sender, set.account, {}, {}, set.reference},
                   {set.account});
}

// L39: what was proposed in the meantime, other than its end, stays.
Outcome end_freeze(const Address& account, state::Overlay& state, TimestampUs block_time) {
  const state::StateKey key = state::StateKey::freeze(account);
  const auto* found = state.get<Freeze>(key);
  CHECK(found != nullptr);
  const Freeze freeze = *found;
  const bool goes_on = freeze.proposal && freeze.proposal->terms.until != TimestampUs(0) &&
                       block_time < freeze.proposal->lapses;
  if (goes_on) {
    state.put(key, Freeze{{}, {}, {}, freeze.proposal});
  } else {
    state.remove(key);
  }
  state.edit_account(account).set(AccountFlag::frozen, false);
  return succeeded(Event{EventKind::unfrozen, {}, account, {}, {}, freeze.terms.reference},
                   {account});
}

}  // namespace pennypost::execution
