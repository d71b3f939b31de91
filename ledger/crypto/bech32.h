#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/result.h"
#include "ledger/types/identifiers.h"

// Bech32m (BIP 350): text with a prefix and a checksum that finds any four wrong characters.
namespace pennypost::crypto {

struct Bech32m {
  std::string prefix;  // lower case
  Bytes groups;        // five bits each
  bool operator==(const Bech32m&) const = default;
};

/// `prefix` is lower-case printable ASCII, `groups` below 32 (CHECK).
std::string bech32m_encode(std::string_view prefix, ByteView groups);
/// Nothing unless the text is at most 90 characters, of one case, and its checksum right.
std::optional<Bech32m> bech32m_decode(std::string_view text);

/// An account's address as people see it: `pp1…`, on test chains `tpp1…`.
std::string address_text(const Address& address, bool test_chain);
/// Strict: the chain's own prefix, 32 bytes, no padding bits set. All upper case (as in QR codes)
/// is the same address. Errors: `invalid_address`, with what is wrong.
Result<Address> parse_address(std::string_view text, bool test_chain);

}  // namespace pennypost::crypto
