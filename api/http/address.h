#pragma once

#include <string_view>

namespace pennypost::http {

/// An IP literal of this machine only (127.0.0.0/8, ::1, also IPv4-mapped). Names are not: false.
bool is_loopback_address(std::string_view address);

/// An IP literal that is reachable across the internet: none of the private, shared, loopback,
/// link-local, documentation, benchmarking, multicast, reserved, translation or unspecified ranges
/// of the IANA special-purpose registries (RFC 6890 and updates). Addresses that embed an IPv4
/// address (mapped, 6to4, NAT64, Teredo) are not global: they would be a way around this test.
bool is_global_address(std::string_view address);

/// "203.0.113.7", "10.0.0.0/8", "2001:db8::/32": an IP literal, or a network whose host bits are
/// zero.
bool is_address_range(std::string_view range);
/// Whether the IP literal, or the whole of another range, lies in the range. False where either is
/// malformed or they are of different families.
bool is_within_range(std::string_view inner, std::string_view outer);

}  // namespace pennypost::http
