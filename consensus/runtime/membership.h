#pragma once

#include "consensus/runtime/validator.h"

namespace pennypost::runtime {

/// An observer is asked for no signature.
std::shared_ptr<const consensus::Signer> no_signer();

/// C9: what a node started with these options runs with in an epoch: its place by its consensus
/// key, links with that epoch's validators, dialled where their addresses are known (of `peers`,
/// `observers` and `addresses`, by network key or by name) and waited for elsewhere, and as
/// observers beside the listed ones those who were validators in `before`.
ValidatorOptions options_in(const ValidatorOptions& started, const consensus::EpochContext& epoch,
                            const ValidatorSet& before);

/// The epoch that the newest final block is in, or that begins on it. Errors: `corrupt_store`.
Result<consensus::EpochContext> current_epoch(const consensus::EpochContext& first,
                                              const execution::ExecutedBlock& final_block,
                                              const store::LedgerStore& store);

/// How an epoch ended, from the store. Errors: `not_found`, `corrupt_store`.
Result<consensus::EpochEnd> epoch_end(Epoch epoch, const store::LedgerStore& store);

}  // namespace pennypost::runtime
