#include "api/http/address.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/system/error_code.hpp>

namespace pennypost::http {

namespace {

namespace ip = boost::asio::ip;

struct Range4 {
  std::uint32_t network;
  unsigned bits;
};

// IANA IPv4 special-purpose registry: everything that is not globally reachable.
constexpr std::array kNotGlobal4{
    Range4{0x00000000, 8},   // this network
    Range4{0x0A000000, 8},   // private
    Range4{0x64400000, 10},  // shared (carriers)
    Range4{0x7F000000, 8},   // loopback
    Range4{0xA9FE0000, 16},  // link-local, cloud metadata
    Range4{0xAC100000, 12},  // private
    Range4{0xC0000000, 24},  // protocol assignments
    Range4{0xC0000200, 24},  // documentation
    Range4{0xC0586300, 24},  // 6to4 relays
    Range4{0xC0A80000, 16},  // private
    Range4{0xC6120000, 15},  // benchmarking
    Range4{0xC6336400, 24},  // documentation
    Range4{0xCB007100, 24},  // documentation
    Range4{0xE0000000, 4},   // multicast
    Range4{0xF0000000, 4},   // reserved, broadcast
};

bool is_global4(std::uint32_t address) {
  return std::ranges::none_of(kNotGlobal4, [&](const Range4& range) {
    return (address >> (32 - range.bits)) == (range.network >> (32 - range.bits));
  });
}

bool is_global6(const ip::address_v6& address) {
  const auto bytes = address.to_bytes();
  const auto word = [&](std::size_t i) {
    return static_cast<unsigned>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  };
  if ((word(0) & 0xE000U) != 0x2000U) return false;          // only 2000::/3 is unicast space
  if (word(0) == 0x2001 && word(1) < 0x0200) return false;   // assignments, Teredo, ORCHID
  if (word(0) == 0x2001 && word(1) == 0x0DB8) return false;  // documentation
  if (word(0) == 0x2002) return false;                       // 6to4
  return !(word(0) == 0x3FFF && (word(1) & 0xF000U) == 0);   // documentation
}

std::optional<ip::address> parse(std::string_view text) {
  boost::system::error_code ec;
  const auto address = ip::make_address(std::string(text), ec);
  if (ec) return std::nullopt;
  return address;
}

struct Range {
  ip::address first;
  unsigned bits = 0;
};

std::optional<Range> parse_range(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse(text.substr(0, slash));
  if (!address || (address->is_v6() && address->to_v6().scope_id() != 0)) return std::nullopt;
  const unsigned bits_max = address->is_v4() ? 32 : 128;
  if (slash == std::string_view::npos) return Range{*address, bits_max};
  unsigned bits = 0;
  const auto digits = text.substr(slash + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || bits > bits_max) {
    return std::nullopt;
  }
  if (address->is_v4()) {
    const ip::network_v4 network(address->to_v4(), static_cast<unsigned short>(bits));
    if (network.canonical().address() != address->to_v4()) return std::nullopt;
  } else {
    const ip::network_v6 network(address->to_v6(), static_cast<unsigned short>(bits));
    if (network.canonical().address() != address->to_v6()) return std::nullopt;
  }
  return Range{*address, bits};
}

}  // namespace

bool is_address_range(std::string_view range) {
  return parse_range(range).has_value();
}

bool is_within_range(std::string_view inner_text, std::string_view outer_text) {
  const auto inner = parse_range(inner_text);
  const auto outer = parse_range(outer_text);
  if (!inner || !outer || inner->bits < outer->bits) return false;
  if (inner->first.is_v4() != outer->first.is_v4()) return false;
  const auto bits = static_cast<unsigned short>(outer->bits);
  if (inner->first.is_v4()) {
    return ip::network_v4(inner->first.to_v4(), bits).canonical().address() == outer->first.to_v4();
  }
  return ip::network_v6(inner->first.to_v6(), bits).canonical().address() == outer->first.to_v6();
}

bool is_loopback_address(std::string_view text) {
  const auto address = parse(text);
  if (!address) return false;
  if (address->is_v6() && address->to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, address->to_v6()).is_loopback();
  }
  return address->is_loopback();
}

bool is_global_address(std::string_view text) {
  const auto address = parse(text);
  if (!address) return false;
  return address->is_v4() ? is_global4(address->to_v4().to_uint()) : is_global6(address->to_v6());
}

}  // namespace pennypost::http
