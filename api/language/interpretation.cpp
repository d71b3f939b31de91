#include <array>

#include "api/language/interpret.h"

namespace pennypost::language {
namespace {

constexpr std::array<std::string_view, 11> kIntents = {"send",    "request", "split",   "balance",
                                                       "history", "cancel",  "confirm", "decline",
                                                       "help",    "clarify", "none"};
constexpr std::array<std::string_view, 4> kMissing = {"amount", "currency", "recipient", "meaning"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view word) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Intent intent) {
  return kIntents[static_cast<std::size_t>(intent)];
}
std::string_view to_string(Missing missing) {
  return kMissing[static_cast<std::size_t>(missing)];
}
std::optional<Intent> intent_from(std::string_view word) {
  return find<Intent>(kIntents, word);
}
std::optional<Missing> missing_from(std::string_view word) {
  return find<Missing>(kMissing, word);
}

}  // namespace pennypost::language
