#include <algorithm>

#include "ledger/codec/canonical.h"

namespace pennypost::codec {
namespace {

template <class Number>
Number read_big_endian(ByteView bytes) {
  Number value = 0;
  for (const std::uint8_t b : bytes) value = static_cast<Number>((value << 8) | b);
  return value;
}

}  // namespace

Bytes Writer::take() {
  const auto size = static_cast<std::size_t>(at_ - begin_);
  if (begin_ == short_.data()) return {begin_, at_};
  long_.resize(size);
  return std::move(long_);
}

void Writer::grow(std::size_t size) {
  const auto used = static_cast<std::size_t>(at_ - begin_);
  const bool was_short = begin_ == short_.data();
  long_.resize(std::max(used + size, 2 * long_.size()));
  if (was_short) std::memcpy(long_.data(), short_.data(), used);
  begin_ = long_.data();
  at_ = begin_ + used;
  end_ = begin_ + long_.size();
}

ByteView Reader::raw(std::size_t size) {
  if (!good_ || size > rest_.size()) {
    good_ = false;
    return {};
  }
  const ByteView out = rest_.first(size);
  rest_ = rest_.subspan(size);
  return out;
}

std::uint8_t Reader::u8() {
  const ByteView bytes = raw(1);
  return bytes.empty() ? std::uint8_t{0} : bytes[0];
}

std::uint16_t Reader::u16() {
  return read_big_endian<std::uint16_t>(raw(2));
}

std::uint32_t Reader::u32() {
  return read_big_endian<std::uint32_t>(raw(4));
}

std::uint64_t Reader::u64() {
  return read_big_endian<std::uint64_t>(raw(8));
}

Uint128 Reader::u128() {
  return read_big_endian<Uint128>(raw(16));
}

std::uint32_t Reader::count(std::size_t max) {
  const std::uint32_t value = u32();
  if (value > max) refuse();
  return good_ ? value : 0;
}

}  // namespace pennypost::codec
