#include "ledger/crypto/bech32.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost::crypto {
namespace {

constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::uint32_t kFinal = 0x2bc830a3;  // BIP 350's constant, where Bech32 has 1
constexpr std::size_t kChecksumGroups = 6;
constexpr std::size_t kTextMax = 90;
constexpr std::size_t kAddressGroups = (Address::kSize * 8 + 4) / 5;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The checksum's polynomial over GF(32), fed group by group.
class Checksum {
 public:
  explicit Checksum(std::string_view prefix) {
    for (const char c : prefix) add(static_cast<std::uint8_t>(c) >> 5);
    add(0);
    for (const char c : prefix) add(static_cast<std::uint8_t>(c) & 31);
  }
  void add(std::uint32_t group) {
    static constexpr std::uint32_t kGenerator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                   0x2a1462b3};
    const std::uint32_t top = state_ >> 25;
    state_ = ((state_ & 0x1ffffff) << 5) ^ group;
    for (std::uint32_t bit = 0; bit < 5; ++bit) {
      if ((top >> bit) & 1) state_ ^= kGenerator[bit];
    }
  }
  std::uint32_t state() const { return state_; }

 private:
  std::uint32_t state_ = 1;
};

/// Regroups bits, most significant first; the last group is filled with zeros.
Bytes to_groups(ByteView bytes) {
  Bytes groups;
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const std::uint8_t b : bytes) {
    pending = (pending << 8 | b) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) {
      groups.push_back(static_cast<std::uint8_t>(pending >> (bits - 5) & 31));
    }
  }
  if (bits > 0) groups.push_back(static_cast<std::uint8_t>(pending << (5 - bits) & 31));
  return groups;
}

/// The reverse; nothing where a padding bit is set or a whole group is padding.
std::optional<Bytes> to_bytes(ByteView groups) {
  Bytes bytes;
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const std::uint8_t group : groups) {
    pending = (pending << 5 | group) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(pending >> bits & 255));
    }
  }
  if (bits >= 5 || (pending & ((1U << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

std::string_view prefix_of(bool test_chain) {
  return test_chain ? "tpp" : "pp";
}

}  // namespace

std::string bech32m_encode(std::string_view prefix, ByteView groups) {
  CHECK(!prefix.empty() && prefix.size() + 1 + groups.size() + kChecksumGroups <= kTextMax);
  std::string text(prefix);
  text.push_back('1');
  Checksum checksum(prefix);
  for (const std::uint8_t group : groups) {
    CHECK(group < 32);
    checksum.add(group);
    text.push_back(kAlphabet[group]);
  }
  for (std::size_t i = 0; i < kChecksumGroups; ++i) checksum.add(0);
  const std::uint32_t sum = checksum.state() ^ kFinal;
  for (std::size_t i = 0; i < kChecksumGroups; ++i) {
    text.push_back(kAlphabet[sum >> (5 * (kChecksumGroups - 1 - i)) & 31]);
  }
  return text;
}

std::optional<Bech32m> bech32m_decode(std::string_view text) {
  if (text.size() > kTextMax) return std::nullopt;
  const bool has_lower = std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
  const bool has_upper = std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  const bool printable = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
  if (!printable || (has_lower && has_upper)) return std::nullopt;
  const std::size_t separator = text.rfind('1');
  if (separator == std::string_view::npos || separator == 0) return std::nullopt;
  if (text.size() - separator - 1 < kChecksumGroups) return std::nullopt;

  Bech32m out;
  std::ranges::transform(text.substr(0, separator), std::back_inserter(out.prefix), lower);
  Checksum checksum(out.prefix);
  for (const char c : text.substr(separator + 1)) {
    const std::size_t group = kAlphabet.find(lower(c));
    if (group == std::string_view::npos) return std::nullopt;
    checksum.add(static_cast<std::uint32_t>(group));
    out.groups.push_back(static_cast<std::uint8_t>(group));
  }
  if (checksum.state() != kFinal) return std::nullopt;
  out.groups.resize(out.groups.size() - kChecksumGroups);
  return out;
}

// L5
std::string address_text(const Address& address, bool test_chain) {
  return bech32m_encode(prefix_of(test_chain), to_groups(address.view()));
}

Result<Address> parse_address(std::string_view text, bool test_chain) {
  const auto decoded = bech32m_decode(text);
  if (!decoded) {
    return fail("invalid_address", "This is not an address: a character is wrong or missing.");
  }
  if (decoded->prefix != prefix_of(test_chain)) {
    return fail("invalid_address",
                "This address is of another kind of chain: here they begin with " +
                    std::string(prefix_of(test_chain)) + "1.");
  }
  if (decoded->groups.size() != kAddressGroups) {
    return fail("invalid_address", "This address has the wrong length.");
  }
  const auto bytes = to_bytes(decoded->groups);
  if (!bytes) return fail("invalid_address", "This address has bits behind its end.");
  return *Address::from(*bytes);
}

}  // namespace pennypost::crypto
