#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pennypost {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The bytes of a text, without a copy.
inline ByteView view_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
/// The text over bytes, without a copy.
inline std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes bytes_of(ByteView view) {
  return {view.begin(), view.end()};
}

/// Lower-case hex.
std::string to_hex(ByteView bytes);
/// Exactly what to_hex writes (lower case only); nothing else.
std::optional<Bytes> from_hex(std::string_view text);

/// N bytes with a meaning: `Tag` keeps a block id from being passed as an address.
template <class Tag, std::size_t N>
struct FixedBytes {
  static constexpr std::size_t kSize = N;
  std::array<std::uint8_t, N> bytes{};

  /// Nothing where the length is not N.
  static std::optional<FixedBytes> from(ByteView view) {
    if (view.size() != N) return std::nullopt;
    FixedBytes out;
    std::memcpy(out.bytes.data(), view.data(), N);
    return out;
  }
  static std::optional<FixedBytes> from_hex(std::string_view text) {
    const auto decoded = pennypost::from_hex(text);
    return decoded ? from(*decoded) : std::nullopt;
  }
  ByteView view() const { return bytes; }
  std::string hex() const { return to_hex(bytes); }
  bool is_zero() const { return *this == FixedBytes{}; }

  auto operator<=>(const FixedBytes&) const = default;
};

}  // namespace pennypost

// Hashing for containers whose order is never observed. The values are hashes or random: their
// first bytes are as good as any.
template <class Tag, std::size_t N>
struct std::hash<pennypost::FixedBytes<Tag, N>> {
  std::size_t operator()(const pennypost::FixedBytes<Tag, N>& value) const noexcept {
    static_assert(N >= sizeof(std::size_t));
    std::size_t out;
    std::memcpy(&out, value.bytes.data(), sizeof out);
    return out;
  }
};
