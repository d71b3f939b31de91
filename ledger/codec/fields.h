#pragma once

#include "ledger/codec/canonical.h"

// The canonical formats as parts of larger ones. Reading never fails by itself: the Reader
// remembers, and its owner asks once at the end.
namespace pennypost::codec {

void write(Writer& out, const std::vector<Balance>& balances);
void write(Writer& out, const Receipt& receipt);
void write(Writer& out, const LedgerInfo& info);
void write(Writer& out, const Voters& voters);
void write(Writer& out, const std::vector<IndexedSignature>& signatures);

std::vector<Balance> read_balances(Reader& in);
Receipt read_receipt(Reader& in);
LedgerInfo read_ledger_info(Reader& in);
Voters read_voters(Reader& in);
std::vector<IndexedSignature> read_signatures(Reader& in);

}  // namespace pennypost::codec
