#pragma once

#include <vector>

#include "ledger/state/overlay.h"
#include "ledger/types/receipt.h"

namespace pennypost::execution {

struct Party {
  const Address& address;
  const Account& account;
};

/// Attestations for larger payments between institutions (L87). Payments are tried one after the
/// other; nothing is written before `commit`.
class TravelRule {
 public:
  TravelRule(state::Overlay& state, TimestampUs block_time) : state_(state), now_(block_time) {}

  /// `success`, and the attestation is used where one is needed; else `attestation_missing`.
  Code pass(const Party& payer, const Party& payee, const Currency& currency, Amount amount);
  void commit();

 private:
  state::Overlay& state_;
  TimestampUs now_;
  std::vector<AttestationId> used_;
};

/// Who answers for an account: the institution of a user, and everybody else itself.
const Address& institution_of(const Party& party);

}  // namespace pennypost::execution
