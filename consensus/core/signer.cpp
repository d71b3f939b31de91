#include "consensus/core/signer.h"

namespace pennypost::consensus {

Epoch epoch_of(const SigningRequest& request) {
  struct Of {
    Epoch operator()(const SignProposal& in) const { return in.block.epoch; }
    Epoch operator()(const SignVote& in) const { return in.block.epoch; }
    Epoch operator()(const SignOrderVote& in) const { return in.qc.ledger_info.epoch; }
    Epoch operator()(const SignTimeout& in) const { return in.epoch; }
  };
  return std::visit(Of{}, request);
}

}  // namespace pennypost::consensus
