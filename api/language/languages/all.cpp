#include "api/language/languages/all.h"

namespace pennypost::language {

std::span<const Language> languages() {
  static const std::vector<Language> all = {
      english(),   french(),  spanish(),    portuguese(), german(),  italian(),   hindi(),
      filipino(),  swahili(), indonesian(), arabic(),     chinese(), vietnamese()};
  return all;
}

}  // namespace pennypost::language
