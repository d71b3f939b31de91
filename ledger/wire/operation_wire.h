#pragma once

#include "ledger/base/result.h"
#include "ledger/crypto/ed25519.h"
#include "ledger/types/transaction.h"
#include "proto/ledger.pb.h"

// Operations between protobuf and the ledger's types, for ledger_wire alone.
namespace pennypost::wire {

template <class Fixed>
std::string string_of(const Fixed& value) {
  return std::string(text_of(value.view()));
}

/// False where the field has another size.
template <class Fixed>
bool read(const std::string& field, Fixed& out) {
  const auto value = Fixed::from(view_of(field));
  if (value) out = *value;
  return value.has_value();
}

void write_operation(proto::Transaction& out, const Operation& operation);

/// Nothing where there is none, or where a field has the wrong size or an impossible value.
std::optional<Operation> read_operation(const proto::Transaction& in);

/// The signatures that an operation carries inside. Errors: `invalid_signature`.
Result<void> check_proofs(const Operation& operation, ChainId chain, const crypto::Verify& verify);

}  // namespace pennypost::wire
