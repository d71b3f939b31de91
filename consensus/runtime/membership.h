#pragma once

#include "consensus/runtime/validator.h"

namespace pennypost::runtime {

/// An observer is asked for no signature.
std::shared_ptr<const consensus::Signer> no_signer();

/// C9: who is to become a validator and listens is listed with its address everywhere, from the
/// beginning, so that both ends of a link know who dials. What a node started with these options
/// runs with in an epoch: its place by its consensus key, links with that epoch's validators where
/// their addresses are known (of `peers` and `observers`, by network key), and as observers beside
/// the listed ones those who were validators in `before`.
ValidatorOptions options_in(const ValidatorOptions& started, const consensus::EpochContext& epoch,
                            const ValidatorSet& before);

/// The epoch that the newest final block is in, or that begins on it. Errors: `corrupt_store`.
Result<consensus::EpochContext> current_epoch(const consensus::EpochContext& first,
                                              const execution::ExecutedBlock& final_block,
                                              const store::LedgerStore& store);

}  // namespace pennypost::runtime
