#pragma once

#include <string>

#include "ledger/base/bytes.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::gateway {

/// `bytes` random bytes in hex: tokens that nobody can guess.
inline std::string random_hex(std::size_t bytes) {
  Bytes random(bytes);
  crypto::random_bytes(random);
  return to_hex(random);
}

}  // namespace pennypost::gateway
