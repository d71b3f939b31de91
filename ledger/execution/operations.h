#pragma once

#include <vector>

#include "ledger/state/overlay.h"
#include "ledger/types/receipt.h"
#include "ledger/types/transaction.h"

// What each operation does to the state. Every handler has the same order: guards, reads,
// arithmetic, writes; nothing is written until nothing can fail.
namespace pennypost::execution {

/// Whose operation it is, and on what.
struct Call {
  state::Overlay& state;
  ChainId chain_id;
  const Address& sender;  // exists
};

struct Outcome {
  Code code = Code::success;
  std::vector<Event> events;     // none unless success
  std::vector<Address> touched;  // accounts that changed; the sender need not be named
};

inline Outcome failed(Code code) {
  return Outcome{code, {}, {}};
}

Outcome perform(const CreateAccount& operation, Call& call);
Outcome perform(const Transfer& operation, Call& call);
Outcome perform(const TransferBatch& operation, Call& call);
Outcome perform(const RegisterCurrency& operation, Call& call);
Outcome perform(const Mint& operation, Call& call);

/// Whether the account is the one that the parameters name.
bool is_governance(const Call& call, const Address& account);

}  // namespace pennypost::execution
