#pragma once

#include "api/language/reading.h"

namespace pennypost::language {

/// Sets `language` and `home_language`: the one whose words explain the message best; the locale's
/// own, then English, wins a tie.
void choose_language(Reading& reading);

}  // namespace pennypost::language
