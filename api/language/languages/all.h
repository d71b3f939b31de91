#pragma once

#include "api/language/lexicon.h"

// One function a language, one file each.

namespace pennypost::language {

Language english();
Language french();
Language spanish();
Language portuguese();
Language german();
Language italian();
Language hindi();
Language filipino();
Language swahili();
Language indonesian();
Language arabic();
Language chinese();
Language vietnamese();

}  // namespace pennypost::language
