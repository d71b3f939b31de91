#pragma once

#include "api/language/lexicon.h"

namespace pennypost::language {

/// What every language says in its own words and the tables would repeat: apologies and formulas of
/// letters around a command, and the trades of people one pays ("the window cleaner").
std::vector<Entry> manners(std::string_view code);

}  // namespace pennypost::language
