#pragma once

#include "ledger/base/result.h"
#include "ledger/types/account.h"
#include "ledger/types/hold.h"
#include "ledger/types/ledger_info.h"
#include "ledger/types/limits.h"
#include "ledger/types/mandate.h"
#include "ledger/types/oversight.h"
#include "ledger/types/parameters.h"
#include "ledger/types/quote.h"
#include "ledger/types/recovery.h"
#include "ledger/types/supply.h"

// The canonical bytes of the state's entries (L10). Writing and reading follow one description of
// each format.
namespace pennypost::codec {

Bytes encode(const Account& account);
Bytes encode(const Currency& currency);
Bytes encode(const Parameters& parameters);
Bytes encode(const Hold& hold);
Bytes encode(const Recovery& recovery);
Bytes encode(const Delegate& delegate);
Bytes encode(const Mandate& mandate);
Bytes encode(const Payees& payees);
Bytes encode(const Refundable& refundable);
Bytes encode(const DepositRule& rule);
Bytes encode(const Limits& limits);
Bytes encode(const Meter& meter);
Bytes encode(const UsedQuote& quote);
Bytes encode(const ValidatorSet& set);
Bytes encode(const Dealers& entry);
Bytes encode(const SupplyRequest& entry);
Bytes encode(const Reserve& entry);
Bytes encode(const Basket& entry);
Bytes encode(const Officers& entry);
Bytes encode(const Freeze& entry);
Bytes encode(const Attestation& entry);
Bytes encode(const Quota& entry);
Bytes encode(const Equivocations& entry);
Bytes encode(const Upgrade& entry);

class Writer;
/// The same bytes, behind what was written before.
void write(Writer& out, const Account& entry);
void write(Writer& out, const Currency& entry);
void write(Writer& out, const Parameters& entry);
void write(Writer& out, const Hold& entry);
void write(Writer& out, const Recovery& entry);
void write(Writer& out, const Delegate& entry);
void write(Writer& out, const Mandate& entry);
void write(Writer& out, const Payees& entry);
void write(Writer& out, const Refundable& entry);
void write(Writer& out, const DepositRule& entry);
void write(Writer& out, const Limits& entry);
void write(Writer& out, const Meter& entry);
void write(Writer& out, const UsedQuote& entry);
void write(Writer& out, const ValidatorSet& entry);
void write(Writer& out, const Dealers& entry);
void write(Writer& out, const SupplyRequest& entry);
void write(Writer& out, const Reserve& entry);
void write(Writer& out, const Basket& entry);
void write(Writer& out, const Officers& entry);
void write(Writer& out, const Freeze& entry);
void write(Writer& out, const Attestation& entry);
void write(Writer& out, const Quota& entry);
void write(Writer& out, const Equivocations& entry);
void write(Writer& out, const Upgrade& entry);

/// Any of the types above. Errors: `malformed`.
template <class Entry>
Result<Entry> decode(ByteView bytes);

template <>
Result<ValidatorSet> decode<ValidatorSet>(ByteView bytes);

inline Result<Account> decode_account(ByteView bytes) {
  return decode<Account>(bytes);
}
inline Result<Currency> decode_currency(ByteView bytes) {
  return decode<Currency>(bytes);
}
inline Result<Parameters> decode_parameters(ByteView bytes) {
  return decode<Parameters>(bytes);
}

}  // namespace pennypost::codec
