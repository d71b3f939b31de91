#pragma once

#include "consensus/types/messages.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::consensus {

/// What messages of an epoch are checked against.
struct EpochContext {
  ChainId chain_id;
  Epoch epoch;
  ValidatorSet validators;
  LedgerInfo genesis;  // epoch_genesis(...): round 0 of this epoch
};

/// Checks everything that needs no history: epoch, sender (`from` signs its own votes and
/// timeouts), block id, sizes, every signature, every certificate (a quorum, ascending, distinct).
/// Pure, so that a pool of threads may run it. Errors: `wrong_epoch`, `invalid_signature`,
/// `invalid_certificate`, `malformed`.
Result<void> verify_message(const EpochContext& context, ValidatorIndex from,
                            const Message& message, const crypto::Verify& verify);

/// Errors: `invalid_certificate`.
Result<void> verify_certificate(const EpochContext& context, const QuorumCertificate& qc,
                                const crypto::Verify& verify);
Result<void> verify_certificate(const EpochContext& context, const TimeoutCertificate& tc,
                                const crypto::Verify& verify);

}  // namespace pennypost::consensus
