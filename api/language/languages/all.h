#pragma once

#include "api/language/lexicon.h"

// One function a language, one file each; the largest keep their questions and answers in a second.

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

std::vector<Entry> english_answers();
std::vector<Entry> french_answers();
std::vector<Entry> spanish_answers();
std::vector<Entry> portuguese_answers();

}  // namespace pennypost::language
