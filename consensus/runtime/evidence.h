#pragma once

#include "consensus/core/effect.h"
#include "ledger/types/transaction.h"

namespace pennypost::runtime {

/// What the ledger takes as proof that a validator signed two messages where one is allowed (L88):
/// from what the core saw in an epoch. Nothing where the two are not of one kind, or do not differ
/// in what is signed.
std::optional<ReportEquivocation> report_of(const consensus::EpochContext& epoch,
                                            const consensus::Equivocation& evidence);

}  // namespace pennypost::runtime
