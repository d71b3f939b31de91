#pragma once

#include <limits>
#include <optional>

#include "ledger/base/bytes.h"

// L60 in one pass: reads a message whose fields are known, without a copy, and accepts exactly the
// bytes that the canonical serializer writes. For what there is a lot of; all other messages go
// through parse_strict.
namespace pennypost::wire {

/// Asked for every field of the message once, in ascending order. A field that is not there reads
/// as its default; what should not be there stays unread, so that `done` is false. After anything
/// that is not canonical `done` is false too, and everything reads as its default. Views point into
/// the bytes.
class StrictReader {
 public:
  explicit StrictReader(ByteView bytes) : rest_(bytes) {}

  // Singular fields without presence: the default is not written.
  std::uint64_t u64(std::uint32_t field) {
    if (!take_tag(field, kVarint)) return 0;
    const std::uint64_t value = varint();
    if (value == 0) refuse();
    return value;
  }
  std::uint32_t u32(std::uint32_t field) {
    const std::uint64_t value = u64(field);
    if (value > std::numeric_limits<std::uint32_t>::max()) refuse();
    return good_ ? static_cast<std::uint32_t>(value) : 0;
  }
  ByteView bytes(std::uint32_t field) {
    const auto value = present_bytes(field);
    if (value && value->empty()) refuse();
    return value.value_or(ByteView{});
  }

  // Messages, members of a oneof and elements of a repeated field: their presence shows.
  std::optional<std::uint64_t> present_u64(std::uint32_t field) {
    if (!take_tag(field, kVarint)) return std::nullopt;
    return varint();
  }
  std::optional<ByteView> present_bytes(std::uint32_t field) {
    if (!take_tag(field, kLengthDelimited)) return std::nullopt;
    const std::uint64_t size = varint();
    if (size > rest_.size()) refuse();
    if (!good_) return std::nullopt;
    const ByteView out = rest_.first(size);
    rest_ = rest_.subspan(size);
    return out;
  }

  /// Everything was read, and all of it canonical.
  bool done() const { return good_ && rest_.empty(); }

 private:
  static constexpr std::uint32_t kVarint = 0;
  static constexpr std::uint32_t kLengthDelimited = 2;

  void refuse() {
    good_ = false;
    rest_ = {};
  }

  /// Fields below 2^11: a tag has one byte or two.
  bool take_tag(std::uint32_t field, std::uint32_t type) {
    const std::uint32_t tag = field << 3 | type;
    const std::size_t size = tag < 0x80 ? 1 : 2;
    if (rest_.size() < size) return false;
    const bool found =
        size == 1 ? rest_[0] == tag : rest_[0] == ((tag & 0x7f) | 0x80) && rest_[1] == tag >> 7;
    if (found) rest_ = rest_.subspan(size);
    return found;
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < kVarintBytesMax && i < rest_.size(); ++i) {
      const std::uint8_t byte = rest_[i];
      if (i == kVarintBytesMax - 1 && byte > 1) break;  // beyond 64 bits
      value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
      if (byte & 0x80) continue;
      if (byte == 0 && i > 0) break;  // not minimal
      rest_ = rest_.subspan(i + 1);
      return value;
    }
    refuse();
    return 0;
  }

  static constexpr unsigned kVarintBytesMax = 10;
  ByteView rest_;
  bool good_ = true;
};

}  // namespace pennypost::wire
