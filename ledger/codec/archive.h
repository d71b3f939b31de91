#pragma once

#include <algorithm>
#include <vector>

#include "ledger/base/check.h"
#include "ledger/codec/fields.h"

// One description of a format serves both ways: a function template `fields(io, value)` names the
// parts in order, and `io` writes or reads them. What a value must fulfil stands there as
// `io.require(…)`, which only reading asks.
namespace pennypost::codec {

class Writing {
 public:
  template <class T>
  using Ref = const T&;

  /// Borrows it.
  explicit Writing(Writer& out) : out_(out) {}

  template <class Tag, std::size_t N>
  void operator()(const FixedBytes<Tag, N>& value) {
    out_.fixed(value);
  }
  template <class Tag>
  void operator()(StrongInt<Tag, std::uint64_t> value) {
    out_.number(value);
  }
  void operator()(Supply value) { out_.u128(value.value()); }
  void operator()(const CurrencyCode& code) { write_code(out_, code); }
  void operator()(std::uint8_t value) { out_.u8(value); }
  void operator()(std::uint16_t value) { out_.u16(value); }
  void operator()(std::uint32_t value) { out_.u32(value); }
  void operator()(std::uint64_t value) { out_.u64(value); }
  void operator()(bool value) { out_.u8(value ? 1 : 0); }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void operator()(Enum value) {
    out_.u8(static_cast<std::uint8_t>(value));
  }
  template <class T>
  void operator()(const std::vector<T>& values) {
    list(values, values.size());
  }
  template <class T>
  void operator()(const std::optional<T>& value) {
    maybe(value);
  }
  template <class T>
  void operator()(const Rare<T>& value) {
    maybe(value);
  }
  template <class List>
  void list(const List& values, std::size_t) {
    CHECK(values.size() <= UINT32_MAX);
    out_.u32(static_cast<std::uint32_t>(values.size()));
    for (const auto& value : values) part(value);
  }
  template <class Number>
  void counter(Number value) {
    out_.number(value);
  }
  template <class Enum>
  void choice(Enum value, Enum) {
    (*this)(value);
  }
  void require(bool) {}
  bool good() const { return true; }

 private:
  template <class T>
  void part(const T& value) {
    if constexpr (requires(Writing& io) { io(value); }) {
      (*this)(value);
    } else {
      fields(*this, value);
    }
  }
  template <class Optional>
  void maybe(const Optional& value) {
    out_.u8(value ? 1 : 0);
    if (value) part(*value);
  }

  Writer& out_;
};

class Reading {
 public:
  template <class T>
  using Ref = T&;

  explicit Reading(ByteView bytes) : in_(bytes) {}
  bool done() const { return in_.done(); }

  template <class Tag, std::size_t N>
  void operator()(FixedBytes<Tag, N>& value) {
    value = in_.fixed<FixedBytes<Tag, N>>();
  }
  template <class Tag>
  void operator()(StrongInt<Tag, std::uint64_t>& value) {
    value = in_.number<StrongInt<Tag, std::uint64_t>>();
  }
  void operator()(Supply& value) { value = Supply(in_.u128()); }
  void operator()(CurrencyCode& code) { code = read_code(in_); }
  void operator()(std::uint8_t& value) { value = in_.u8(); }
  void operator()(std::uint16_t& value) { value = in_.u16(); }
  void operator()(std::uint32_t& value) { value = in_.u32(); }
  void operator()(std::uint64_t& value) { value = in_.u64(); }
  void operator()(bool& value) { value = read_flag(in_); }
  template <class T>
  void operator()(std::optional<T>& value) {
    if (read_flag(in_)) part(value.emplace());
  }
  template <class T>
  void operator()(Rare<T>& value) {
    if (read_flag(in_)) part(value.emplace());
  }
  /// At most `max` of them.
  template <class List>
  void list(List& values, std::size_t max) {
    const std::uint32_t count = in_.count(max);
    for (std::uint32_t i = 0; i < count && in_.good(); ++i) part(values.emplace_back());
  }
  /// At most kCounterMax.
  template <class Number>
  void counter(Number& value) {
    value = in_.counter<Number>();
  }
  /// Up to `last`.
  template <class Enum>
  void choice(Enum& value, Enum last) {
    const std::uint8_t byte = in_.u8();
    require(byte <= static_cast<std::uint8_t>(last));
    value = static_cast<Enum>(byte);
  }
  void require(bool holds) {
    if (!holds) in_.refuse();
  }
  bool good() const { return in_.good(); }

 private:
  template <class T>
  void part(T& value) {
    if constexpr (requires(Reading& io) { io(value); }) {
      (*this)(value);
    } else {
      fields(*this, value);
    }
  }

  Reader in_;
};

/// Strictly ascending by the member.
template <class List, class Member>
bool ascends(const List& values, Member member) {
  return std::ranges::adjacent_find(values, std::ranges::greater_equal(), member) == values.end();
}

}  // namespace pennypost::codec
