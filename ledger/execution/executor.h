#pragma once

#include <vector>

#include "ledger/execution/operations.h"
#include "ledger/state/overlay.h"
#include "ledger/types/receipt.h"
#include "ledger/types/transaction.h"

namespace pennypost::execution {

/// Executes the transactions of one block, one after the other, on a copy-on-write view of the
/// parent's state, which it borrows.
class Executor {
 public:
  /// About so many transactions are expected.
  Executor(const state::StateView& parent, ChainId chain_id, TimestampUs block_time,
           std::size_t transactions = 0);

  /// The code of a kept transaction, which takes this version and has this receipt; or why it is
  /// discarded, in which case nothing has changed, the receipt neither. `receipt` is a new one.
  Code execute(const Transaction& transaction, Version version, Receipt& receipt);

  /// Returns what is due, in order, before any transaction (L38): receipts that take the versions
  /// from `first` on. Forgets what has expired and moves nothing.
  std::vector<Receipt> sweep(Version first);

  /// Behind the last transaction: what governance decided enters the state, where only the next
  /// epoch reads it (L25). The set that it names; nothing where the epoch goes on.
  std::optional<ValidatorSet> finish();

  const state::Overlay& state() const { return state_; }
  /// What changed. Leaves the executor unusable.
  state::StateChanges take_changes() { return state_.take(); }

 private:
  void count(const Address& sender);
  void use_replay_protection(const Transaction& transaction);
  void touch(Addresses& addresses, Version version, TouchedAccounts& touched);

  state::Overlay state_;
  ChainId chain_id_;
  TimestampUs block_time_;
  Caps caps_;  // of the parent: a change holds from the next epoch on
  std::optional<EpochChange> epoch_change_;
};

}  // namespace pennypost::execution
