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

/// The epoch that begins where the epoch's last block has this ledger info and names that set.
EpochContext epoch_after(const LedgerInfo& ending, const ValidatorSet& validators);
/// That a quorum of this epoch ended it so. Errors: `wrong_epoch`, `invalid_certificate`.
Result<void> verify_epoch_end(const EpochContext& epoch, const EpochEnd& end,
                              const crypto::Verify& verify);

/// Checks everything that needs no history: epoch, sender (`from` signs its own votes and
/// timeouts), block id, sizes, every signature, every certificate (a quorum, ascending, distinct).
/// Pure, so that a pool of threads may run it. Errors: `wrong_epoch`, `invalid_signature`,
/// `invalid_certificate`, `malformed`.
Result<void> verify_message(const EpochContext& context, ValidatorIndex from,
                            const Message& message, const crypto::Verify& verify);

/// F2: the batches of a response that was verified which only a block names that the response does
/// not prove certified: what nobody vouches for yet.
std::vector<std::shared_ptr<const Batch>> unproven_batches(const BlockResponse& response);

/// Errors: `invalid_certificate`.
Result<void> verify_certificate(const EpochContext& context, const QuorumCertificate& qc,
                                const crypto::Verify& verify);
Result<void> verify_certificate(const EpochContext& context, const TimeoutCertificate& tc,
                                const crypto::Verify& verify);

}  // namespace pennypost::consensus
