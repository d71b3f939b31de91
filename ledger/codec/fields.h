#pragma once

#include "ledger/codec/canonical.h"

// The canonical formats as parts of larger ones. Reading never fails by itself: the Reader
// remembers, and its owner asks once at the end.
namespace pennypost::codec {

/// A byte 0 or 1.
bool read_flag(Reader& in);
void write_code(Writer& out, const CurrencyCode& code);
/// Three to eight letters and digits, padded with zeros; all zeros is no code.
CurrencyCode read_code(Reader& in);

void write(Writer& out, const Balances& balances);
void write(Writer& out, const TouchedAccount& touched);
/// A path of a tree.
void write(Writer& out, const std::vector<Hash>& hashes);
void write(Writer& out, const Event& event);
void write(Writer& out, const Receipt& receipt);
void write(Writer& out, const LedgerInfo& info);
void write(Writer& out, const Voters& voters);
void write(Writer& out, const std::vector<IndexedSignature>& signatures);

Balances read_balances(Reader& in);
/// The same behind a count that was read.
Balances read_balances(Reader& in, std::uint32_t count);
Event read_event(Reader& in);
std::vector<Hash> read_hashes(Reader& in, std::size_t max);
Receipt read_receipt(Reader& in);
LedgerInfo read_ledger_info(Reader& in);
Voters read_voters(Reader& in);
std::vector<IndexedSignature> read_signatures(Reader& in);

}  // namespace pennypost::codec
