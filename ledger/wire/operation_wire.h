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

/// A currency's code. False where it is none.
inline bool read(const std::string& field, CurrencyCode& out) {
  const auto code = CurrencyCode::from(field);
  if (code) out = *code;
  return code.has_value();
}

// Supply, oversight and governance: what few may do.
void set(proto::Transaction& out, const RegisterBasket& operation);
void set(proto::Transaction& out, const SetCurrency& operation);
void set(proto::Transaction& out, const SetDealers& operation);
void set(proto::Transaction& out, const RequestSupply& operation);
void set(proto::Transaction& out, const ApproveRequest& operation);
void set(proto::Transaction& out, const CancelRequest& operation);
void set(proto::Transaction& out, const StateReserve& operation);
void set(proto::Transaction& out, const MintBasket& operation);
void set(proto::Transaction& out, const RedeemBasket& operation);
void set(proto::Transaction& out, const SetOfficers& operation);
void set(proto::Transaction& out, const FreezeAccount& operation);
void set(proto::Transaction& out, const UnfreezeAccount& operation);
void set(proto::Transaction& out, const Attest& operation);
void set(proto::Transaction& out, const ReportEquivocation& operation);
void set(proto::Transaction& out, const ScheduleUpgrade& operation);
void set(proto::Transaction& out, const SetQuota& operation);
/// The same for reading; nothing for every other operation too.
std::optional<Operation> read_governed(const proto::Transaction& in);

void write_operation(proto::Transaction& out, const Operation& operation);

/// Nothing where there is none, or where a field has the wrong size or an impossible value.
std::optional<Operation> read_operation(const proto::Transaction& in);

/// The signatures that an operation carries inside. Errors: `invalid_signature`.
Result<void> check_proofs(const Operation& operation, ChainId chain, const crypto::Verify& verify);

}  // namespace pennypost::wire
