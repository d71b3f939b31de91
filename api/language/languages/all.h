#pragma once

#include "api/language/lexicon.h"

// One function a language, one file each.

namespace pennypost::language {

Language english();

}  // namespace pennypost::language
