#pragma once

#include "api/language/lexicon.h"

// One function a language, one file each.

namespace pennypost::language {

Language english();
Language french();
Language spanish();
Language portuguese();

}  // namespace pennypost::language
