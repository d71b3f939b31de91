#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {
namespace {

bool may_open(const Call& call, AccountRole role) {
  if (is_governance(call, call.sender)) return role != AccountRole::governance;
  const Account* sender = call.state.account(call.sender);
  CHECK(sender != nullptr);
  return sender->role == AccountRole::institution && role == AccountRole::user;
}

}  // namespace

// L30
Outcome perform(const CreateAccount& create, Call& call) {
  if (!may_open(call, create.role)) return failed(Code::not_permitted);
  const Address address =
      codec::account_address(call.chain_id, create.authentication_key, create.salt);
  if (call.state.account(address)) return failed(Code::account_exists);
  if (!count_opened(call)) return failed(Code::too_many_accounts);

  Account account;
  account.authentication_key = create.authentication_key;
  account.role = create.role;
  account.parent = call.sender;
  call.state.put(state::StateKey::of(address), std::move(account));
  const Event event{EventKind::account_created, {}, address, {}, {}};
  return Outcome{Code::success, {event}, {address}};
}

}  // namespace pennypost::execution
