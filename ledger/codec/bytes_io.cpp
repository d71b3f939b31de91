#include "ledger/codec/canonical.h"

namespace pennypost::codec {
namespace {

template <class Number>
void append_big_endian(Bytes& out, Number value) {
  std::array<std::uint8_t, sizeof(Number)> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(value >> (8 * (bytes.size() - 1 - i)));
  }
  out.insert(out.end(), bytes.begin(), bytes.end());
}

template <class Number>
Number read_big_endian(ByteView bytes) {
  Number value = 0;
  for (const std::uint8_t b : bytes) value = static_cast<Number>((value << 8) | b);
  return value;
}

}  // namespace

Writer& Writer::u8(std::uint8_t value) {
  out_.push_back(value);
  return *this;
}

Writer& Writer::u16(std::uint16_t value) {
  append_big_endian(out_, value);
  return *this;
}

Writer& Writer::u32(std::uint32_t value) {
  append_big_endian(out_, value);
  return *this;
}

Writer& Writer::u64(std::uint64_t value) {
  append_big_endian(out_, value);
  return *this;
}

Writer& Writer::u128(Uint128 value) {
  append_big_endian(out_, value);
  return *this;
}

Writer& Writer::raw(ByteView bytes) {
  out_.insert(out_.end(), bytes.begin(), bytes.end());
  return *this;
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
