#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/language/reading.h"

namespace pennypost::language {

struct Name {
  std::string text;  ///< as written, without articles, possessives and titles
  Span span;
  std::size_t used = 0;  ///< pieces taken from the front of the run
  bool capital = false;
  bool sure = false;     ///< kin, or a common given name
};

/// The name that the pieces of `run` begin with. `marked`: a preposition says that a person stands
/// here, so any word may be one.
std::optional<Name> read_name(const Reading& reading, const std::vector<Piece>& run, bool marked);

}  // namespace pennypost::language
