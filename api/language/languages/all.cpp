#include "api/language/languages/all.h"

namespace pennypost::language {

std::span<const Language> languages() {
  static const std::vector<Language> all = {english()};
  return all;
}

}  // namespace pennypost::language
