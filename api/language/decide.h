#pragma once

#include <vector>

#include "api/language/clause.h"
#include "api/language/interpret.h"

namespace pennypost::language {

/// What all sentences of a message come to together.
Interpretation decide(const Reading& reading, std::vector<Clause> clauses);

/// Transfers, memo and what is missing of one command; intent is the command's or clarify.
Interpretation settle(const Reading& reading, const Clause& command);

}  // namespace pennypost::language
