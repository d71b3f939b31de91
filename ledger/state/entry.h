#pragma once

#include <array>
#include <optional>
#include <variant>

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

namespace pennypost::codec {
class Writer;
}
namespace pennypost::state {

/// Stands in a block's changes for an entry that the block took away. No state holds it.
struct Removed {
  bool operator==(const Removed&) const = default;
};

/// What the state is made of. An entry's kind is its place here: part of the state root's format.
using StateEntry = std::variant<Removed, Parameters, Currency, Account, Hold, Recovery, Delegate,
                                Mandate, Payees, Refundable, DepositRule, Limits, Meter, UsedQuote,
                                ValidatorSet, Dealers, SupplyRequest, Reserve, Basket, Officers,
                                Freeze, Attestation, Quota, Equivocations, Upgrade>;

/// Null for `Removed`.
inline const StateEntry* present(const StateEntry& entry) {
  return std::holds_alternative<Removed>(entry) ? nullptr : &entry;
}

enum class EntryKind : std::uint8_t {
  parameters = 1,
  currency = 2,
  account = 3,
  hold = 4,
  recovery = 5,
  delegate = 6,
  mandate = 7,
  payees = 8,
  refundable = 9,
  deposit_rule = 10,
  limits = 11,
  meter = 12,
  used_quote = 13,
  validators = 14,
  dealers = 15,
  supply_request = 16,
  reserve = 17,
  basket = 18,
  officers = 19,
  freeze = 20,
  attestation = 21,
  quota = 22,
  equivocations = 23,
  upgrade = 24,
};
inline constexpr std::size_t kEntryKinds = std::variant_size_v<StateEntry>;  // with none of kind 0

/// Names an entry of the state. `id` is an address, another id of 32 bytes, a currency code padded
/// with zeros, or zero.
struct StateKey {
  EntryKind kind = EntryKind::account;
  std::array<std::uint8_t, 32> id{};
  auto operator<=>(const StateKey&) const = default;

  static StateKey of(const Address& address) { return {EntryKind::account, address.bytes}; }
  static StateKey of(const CurrencyCode& code, EntryKind kind = EntryKind::currency);
  static StateKey of(const HoldId& id) { return {EntryKind::hold, id.bytes}; }
  static StateKey of(const DelegateId& id) { return {EntryKind::delegate, id.bytes}; }
  static StateKey of(const MandateId& id) { return {EntryKind::mandate, id.bytes}; }
  static StateKey payees(const MandateId& id) { return {EntryKind::payees, id.bytes}; }
  static StateKey recovery(const Address& address) { return {EntryKind::recovery, address.bytes}; }
  static StateKey of(const RefundableId& id) { return {EntryKind::refundable, id.bytes}; }
  static StateKey of(const QuoteId& id) { return {EntryKind::used_quote, id.bytes}; }
  static StateKey deposit_rule(const Address& address) {
    return {EntryKind::deposit_rule, address.bytes};
  }
  static StateKey meter(const Address& address) { return {EntryKind::meter, address.bytes}; }
  /// Of an account, or of an institution's tier above 0: as good as a hash of both, because
  /// addresses are hashes and institutions have no limits of their own.
  static StateKey limits(const Address& address, std::uint8_t tier = 0) {
    StateKey key{EntryKind::limits, address.bytes};
    key.id.back() ^= tier;
    return key;
  }
  static StateKey dealers(const CurrencyCode& code) { return of(code, EntryKind::dealers); }
  static StateKey reserve(const CurrencyCode& code) { return of(code, EntryKind::reserve); }
  static StateKey basket(const CurrencyCode& code) { return of(code, EntryKind::basket); }
  static StateKey of(const RequestId& id) { return {EntryKind::supply_request, id.bytes}; }
  static StateKey officers(const Address& address) { return {EntryKind::officers, address.bytes}; }
  static StateKey freeze(const Address& address) { return {EntryKind::freeze, address.bytes}; }
  static StateKey of(const AttestationId& id) { return {EntryKind::attestation, id.bytes}; }
  static StateKey quota(const Address& address) { return {EntryKind::quota, address.bytes}; }
  static StateKey equivocations(const PublicKey& key) {
    return {EntryKind::equivocations, key.bytes};
  }
  static StateKey upgrade() { return {EntryKind::upgrade, {}}; }
  static StateKey parameters() { return {EntryKind::parameters, {}}; }
  static StateKey validators() { return {EntryKind::validators, {}}; }
};

/// The canonical bytes behind an entry's hash. Not of `Removed` (CHECK).
Bytes encode_entry(const StateEntry& entry);
void write_entry(codec::Writer& out, const StateEntry& entry);
/// Errors: `malformed`, for a kind that does not exist too.
Result<StateEntry> decode_entry(std::uint8_t kind, ByteView bytes);

/// What happens when an entry falls due: something that a receipt tells of, with a version of its
/// own (money goes back, a freeze ends, …), or what no longer means anything is forgotten.
enum class DueClass : std::uint8_t { payment = 0, housekeeping = 1 };
inline constexpr std::size_t kDueClasses = 2;

struct Due {
  TimestampUs at;
  StateKey key;
  auto operator<=>(const Due&) const = default;
};
/// Whether there are so few entries of this kind that somebody may ask for all of them: those that
/// institutions and governance make, not users.
bool is_listed(EntryKind kind);
/// Whether entries of this kind fall due.
bool falls_due(EntryKind kind);
struct DueOf {
  DueClass due_class = DueClass::payment;
  TimestampUs at;
};
/// When the entry falls due; nothing for most.
std::optional<DueOf> due_of(const StateEntry& entry);

}  // namespace pennypost::state
