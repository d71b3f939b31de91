#include "ledger/base/check.h"
#include "ledger/execution/balances.h"
#include "ledger/execution/operations.h"
#include "ledger/execution/spending.h"

namespace pennypost::execution {

// L31
Outcome perform(const Transfer& transfer, Call& call) {
  if (transfer.amount == Amount(0)) return failed(Code::invalid_amount);
  if (transfer.to == call.sender) return failed(Code::self_transfer);
  const Currency* currency = call.state.currency(transfer.currency);
  if (!currency) return failed(Code::unknown_currency);
  const Account* payee = call.state.account(transfer.to);
  if (!payee) return failed(Code::unknown_account);
  const Account* payer = call.state.account(call.sender);
  CHECK(payer != nullptr);
  Code code = can_move(*payer, *payee, transfer.currency, transfer.amount);
  if (code != Code::success) return failed(code);
  Spending spending(call);
  code = spending.pay(transfer.to, payee, *currency, transfer.amount);
  if (code != Code::success) return failed(code);

  spending.commit();
  move(call.state.edit_account(call.sender), call.state.edit_account(transfer.to),
       transfer.currency, transfer.amount);
  const Event event{EventKind::transfer, call.sender, transfer.to, transfer.currency,
                    transfer.amount};
  return succeeded(event, {transfer.to});
}

}  // namespace pennypost::execution
