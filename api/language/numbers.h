#pragma once

#include <cstddef>
#include <optional>

#include "api/language/reading.h"

// Numbers in digits, words, or both.

namespace pennypost::language {

struct Number {
  std::optional<Decimal>
      value;  ///< nothing where it is no certain number ("1,50" in English, "two fifty")
  bool spelled = false;
  bool article_only = false;  ///< just "un" or "ein": a number only beside a currency
};

/// A number that begins at token `at`: how many tokens it takes; 0 where there is none.
std::size_t read_number(const Reading& reading, std::size_t at, Number& number);

}  // namespace pennypost::language
