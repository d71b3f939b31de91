#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace pennypost {

/// A number with a meaning: explicit to make, ordered, and without arithmetic but the checked kind.
template <class Tag, class Rep = std::uint64_t>
class StrongInt {
 public:
  using rep = Rep;
  constexpr StrongInt() = default;
  constexpr explicit StrongInt(Rep value) : value_(value) {}

  constexpr Rep value() const { return value_; }
  constexpr auto operator<=>(const StrongInt&) const = default;

  /// Nothing on overflow.
  constexpr std::optional<StrongInt> plus(Rep delta) const {
    Rep out{};
    if (__builtin_add_overflow(value_, delta, &out)) return std::nullopt;
    return StrongInt(out);
  }
  /// Nothing below zero.
  constexpr std::optional<StrongInt> minus(Rep delta) const {
    Rep out{};
    if (__builtin_sub_overflow(value_, delta, &out)) return std::nullopt;
    return StrongInt(out);
  }
  /// The one after. Counters of this system stay below 2^53, so it cannot wrap.
  constexpr StrongInt next() const { return StrongInt(static_cast<Rep>(value_ + 1)); }

 private:
  Rep value_ = 0;
};

template <class Tag, class Rep>
std::string to_string(StrongInt<Tag, Rep> value) {
  return std::to_string(value.value());
}

}  // namespace pennypost

template <class Tag, class Rep>
struct std::hash<pennypost::StrongInt<Tag, Rep>> {
  std::size_t operator()(pennypost::StrongInt<Tag, Rep> value) const noexcept {
    return std::hash<Rep>{}(value.value());
  }
};
