#pragma once

#include <vector>

#include "ledger/state/overlay.h"
#include "ledger/types/receipt.h"
#include "ledger/types/transaction.h"

// What each operation does to the state. Every handler has the same order: guards, reads,
// arithmetic, writes; nothing is written until nothing can fail.
namespace pennypost::execution {

/// What governance decided in this block for the next epoch.
struct EpochChange {
  ValidatorSet validators;
  Parameters parameters;
};

/// Whose operation it is, and on what.
struct Call {
  state::Overlay& state;
  ChainId chain_id;
  TimestampUs block_time;
  const Transaction& transaction;  // its sender exists
  const Address& sender;           // the transaction's
  std::optional<EpochChange>& epoch_change;

  bool by_delegate() const { return !transaction.delegate.is_zero(); }
};

/// Payee and payer of most operations lie in the list itself.
using Addresses = ShortList<Address, 2>;

struct Outcome {
  Code code = Code::success;
  Events events;      // none unless success
  Addresses touched;  // accounts that changed; a sender need not be named
};

inline Outcome failed(Code code) {
  return Outcome{code, {}, {}};
}
inline Outcome succeeded(Event event, Addresses touched = {}) {
  Outcome outcome{Code::success, {}, std::move(touched)};
  outcome.events.push_back(event);
  return outcome;
}

Outcome perform(const CreateAccount& operation, Call& call);
Outcome perform(const Transfer& operation, Call& call);
Outcome perform(const TransferBatch& operation, Call& call);
Outcome perform(const RegisterCurrency& operation, Call& call);
Outcome perform(const Mint& operation, Call& call);
Outcome perform(const CreateHold& operation, Call& call);
Outcome perform(const ClaimHold& operation, Call& call);
Outcome perform(const ReleaseHold& operation, Call& call);
Outcome perform(const RotateKey& operation, Call& call);
Outcome perform(const SetRecovery& operation, Call& call);
Outcome perform(const ApproveRecovery& operation, Call& call);
Outcome perform(const CancelRecovery& operation, Call& call);
Outcome perform(const CompleteRecovery& operation, Call& call);
Outcome perform(const CloseAccount& operation, Call& call);
Outcome perform(const SetDelegate& operation, Call& call);
Outcome perform(const SetMandate& operation, Call& call);

Outcome perform(const RefundableTransfer& operation, Call& call);
Outcome perform(const Refund& operation, Call& call);
Outcome perform(const SetLimits& operation, Call& call);
Outcome perform(const SetTier& operation, Call& call);
Outcome perform(const SetDepositRule& operation, Call& call);
Outcome perform(const Exchange& operation, Call& call);
Outcome perform(const Burn& operation, Call& call);
Outcome perform(const ChangeValidators& operation, Call& call);
Outcome perform(const SetParameters& operation, Call& call);
Outcome perform(const RegisterBasket& operation, Call& call);
Outcome perform(const SetCurrency& operation, Call& call);
Outcome perform(const SetDealers& operation, Call& call);
Outcome perform(const RequestSupply& operation, Call& call);
Outcome perform(const ApproveRequest& operation, Call& call);
Outcome perform(const CancelRequest& operation, Call& call);
Outcome perform(const StateReserve& operation, Call& call);
Outcome perform(const MintBasket& operation, Call& call);
Outcome perform(const RedeemBasket& operation, Call& call);
Outcome perform(const SetOfficers& operation, Call& call);
Outcome perform(const FreezeAccount& operation, Call& call);
Outcome perform(const UnfreezeAccount& operation, Call& call);
Outcome perform(const Attest& operation, Call& call);
Outcome perform(const ReportEquivocation& operation, Call& call);
Outcome perform(const ScheduleUpgrade& operation, Call& call);
Outcome perform(const SetQuota& operation, Call& call);

/// Takes away an entry that means nothing any more (L42).
void forget(const state::StateKey& key, state::Overlay& state);

/// L38: the hold is due. Kept as a failure where the payer cannot take it.
Outcome return_hold(const HoldId& id, state::Overlay& state, TimestampUs block_time);
/// L39: the same for a request that nobody approved, a freeze that ends, an upgrade that begins.
Outcome end_request(const RequestId& id, state::Overlay& state, TimestampUs block_time);
Outcome end_freeze(const Address& account, state::Overlay& state, TimestampUs block_time);
Outcome begin_upgrade(state::Overlay& state);

/// L86: whether the account may not pay out.
bool is_frozen(const state::StateView& state, const Address& address, const Account& account,
               TimestampUs block_time);

/// L78: whether a delegate may sign this for an account.
bool delegate_may(const Operation& operation);

/// L93: counts an account that an institution opens; false where it may not any more today.
bool count_opened(Call& call);

/// Whether the account is the one that the parameters name.
bool is_governance(const Call& call, const Address& account);

}  // namespace pennypost::execution
