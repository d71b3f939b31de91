#include "api/language/languages/all.h"

#include "api/language/languages/manners.h"

namespace pennypost::language {

namespace {

std::vector<Language> with_manners() {
  std::vector<Language> out = {english(), french(),  spanish(),   portuguese(), german(),
                               italian(), hindi(),   filipino(),  swahili(),    indonesian(),
                               arabic(),  chinese(), vietnamese()};
  for (auto& language : out) {
    for (const auto& entry : manners(language.code)) language.entries.push_back(entry);
  }
  return out;
}

}  // namespace

std::span<const Language> languages() {
  static const std::vector<Language> all = with_manners();
  return all;
}

}  // namespace pennypost::language
