#include <map>

#include "ledger/base/check.h"
#include "ledger/execution/balances.h"
#include "ledger/execution/operations.h"
#include "ledger/execution/spending.h"

namespace pennypost::execution {
namespace {

/// The accounts of a batch as its legs leave them; the state sees them when every leg went well.
class Scratch {
 public:
  explicit Scratch(Call& call) : call_(call), spending_(call) {
    const Account* payer = call.state.account(call.sender);
    CHECK(payer != nullptr);
    payer_ = *payer;
  }

  Code pay(const Transfer& leg) {
    if (leg.amount == Amount(0)) return Code::invalid_amount;
    if (leg.to == call_.sender) return Code::self_transfer;
    const Currency* currency = call_.state.currency(leg.currency);
    if (!currency) return Code::unknown_currency;
    Account* payee = this->payee(leg.to);
    if (!payee) return Code::unknown_account;
    const Code code = can_move(payer_, *payee, leg.currency, leg.amount);
    if (code != Code::success) return code;
    const Code spent = spending_.pay(leg.to, payee, *currency, leg.amount);
    if (spent == Code::success) move(payer_, *payee, leg.currency, leg.amount);
    return spent;
  }

  Addresses commit() {
    spending_.commit();
    Addresses touched;
    touched.reserve(payees_.size());
    for (auto& [address, account] : payees_) {
      touched.push_back(address);
      call_.state.edit_account(address) = std::move(account);
    }
    call_.state.edit_account(call_.sender) = std::move(payer_);
    return touched;
  }

 private:
  Account* payee(const Address& address) {
    const auto at = payees_.lower_bound(address);
    if (at != payees_.end() && at->first == address) return &at->second;
    const Account* account = call_.state.account(address);
    return account ? &payees_.emplace_hint(at, address, *account)->second : nullptr;
  }

  Call& call_;
  Spending spending_;
  Account payer_;
  std::map<Address, Account> payees_;
};

}  // namespace

// L32: the first leg that fails, in order, names the code.
Outcome perform(const TransferBatch& batch, Call& call) {
  if (batch.legs.empty() || batch.legs.size() > kLegsMax) return failed(Code::invalid_batch);
  Scratch scratch(call);
  for (const Transfer& leg : batch.legs) {
    const Code code = scratch.pay(leg);
    if (code != Code::success) return failed(code);
  }
  Outcome outcome;
  outcome.touched = scratch.commit();
  outcome.events.reserve(batch.legs.size());
  for (const Transfer& leg : batch.legs) {
    outcome.events.push_back(
        Event{EventKind::transfer, call.sender, leg.to, leg.currency, leg.amount});
  }
  return outcome;
}

}  // namespace pennypost::execution
