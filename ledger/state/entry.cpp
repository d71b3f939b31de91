#include "ledger/state/entry.h"

#include <cstring>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"

namespace pennypost::state {
namespace {

template <EntryKind kKind, class Entry>
constexpr bool kStandsAt =
    std::is_same_v<std::variant_alternative_t<static_cast<std::size_t>(kKind), StateEntry>, Entry>;
static_assert(kStandsAt<EntryKind::parameters, Parameters>);
static_assert(kStandsAt<EntryKind::currency, Currency>);
static_assert(kStandsAt<EntryKind::account, Account>);
static_assert(kStandsAt<EntryKind::hold, Hold>);
static_assert(kStandsAt<EntryKind::recovery, Recovery>);
static_assert(kStandsAt<EntryKind::delegate, Delegate>);
static_assert(kStandsAt<EntryKind::mandate, Mandate>);
static_assert(kStandsAt<EntryKind::payees, Payees>);
static_assert(kStandsAt<EntryKind::refundable, Refundable>);
static_assert(kStandsAt<EntryKind::deposit_rule, DepositRule>);
static_assert(kStandsAt<EntryKind::limits, Limits>);
static_assert(kStandsAt<EntryKind::meter, Meter>);
static_assert(kStandsAt<EntryKind::used_quote, UsedQuote>);
static_assert(kStandsAt<EntryKind::validators, ValidatorSet>);
static_assert(kStandsAt<EntryKind::dealers, Dealers>);
static_assert(kStandsAt<EntryKind::supply_request, SupplyRequest>);
static_assert(kStandsAt<EntryKind::reserve, Reserve>);
static_assert(kStandsAt<EntryKind::basket, Basket>);
static_assert(kStandsAt<EntryKind::officers, Officers>);
static_assert(kStandsAt<EntryKind::freeze, Freeze>);
static_assert(kStandsAt<EntryKind::attestation, Attestation>);
static_assert(kStandsAt<EntryKind::quota, Quota>);
static_assert(kStandsAt<EntryKind::equivocations, Equivocations>);
static_assert(kStandsAt<EntryKind::upgrade, Upgrade>);

template <std::size_t kKind>
Result<StateEntry> decode_as(ByteView bytes) {
  auto decoded = codec::decode<std::variant_alternative_t<kKind, StateEntry>>(bytes);
  if (!decoded) return std::unexpected(std::move(decoded).error());
  return StateEntry(std::move(*decoded));
}

/// A freeze in force ends; a proposal alone lapses.
DueOf due_of_freeze(const Freeze& freeze) {
  if (freeze.terms.until != TimestampUs(0)) return DueOf{DueClass::payment, freeze.terms.until};
  CHECK(freeze.proposal.has_value());
  return DueOf{DueClass::housekeeping, freeze.proposal->lapses};
}

}  // namespace

StateKey StateKey::of(const CurrencyCode& code, EntryKind kind) {
  StateKey key{kind, {}};
  std::memcpy(key.id.data(), code.text.data(), code.text.size());
  return key;
}

Bytes encode_entry(const StateEntry& entry) {
  codec::Writer out;
  write_entry(out, entry);
  return out.take();
}

void write_entry(codec::Writer& out, const StateEntry& entry) {
  std::visit(
      [&out](const auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Removed>) {
          CHECK(false);
        } else {
          codec::write(out, value);
        }
      },
      entry);
}

Result<StateEntry> decode_entry(std::uint8_t kind, ByteView bytes) {
  using Decode = Result<StateEntry> (*)(ByteView);
  static constexpr auto kDecoders = []<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
    return std::array<Decode, kEntryKinds - 1>{decode_as<kIndex + 1>...};
  }(std::make_index_sequence<kEntryKinds - 1>());
  if (kind == 0 || kind > kDecoders.size()) return fail("malformed", "There is no such kind.");
  return kDecoders[kind - 1U](bytes);
}

bool is_listed(EntryKind kind) {
  return kind == EntryKind::currency || kind == EntryKind::supply_request ||
         kind == EntryKind::reserve || kind == EntryKind::basket || kind == EntryKind::freeze ||
         kind == EntryKind::equivocations || kind == EntryKind::upgrade;
}

bool falls_due(EntryKind kind) {
  return kind == EntryKind::hold || kind == EntryKind::refundable ||
         kind == EntryKind::used_quote || kind == EntryKind::supply_request ||
         kind == EntryKind::freeze || kind == EntryKind::attestation || kind == EntryKind::upgrade;
}

std::optional<DueOf> due_of(const StateEntry& entry) {
  if (const auto* hold = std::get_if<Hold>(&entry)) return DueOf{DueClass::payment, hold->due};
  if (const auto* request = std::get_if<SupplyRequest>(&entry)) {
    return DueOf{DueClass::payment, request->due};
  }
  if (const auto* freeze = std::get_if<Freeze>(&entry)) return due_of_freeze(*freeze);
  if (const auto* attestation = std::get_if<Attestation>(&entry)) {
    return DueOf{DueClass::housekeeping, attestation->until};
  }
  if (const auto* upgrade = std::get_if<Upgrade>(&entry)) {
    if (upgrade->next == 0) return std::nullopt;
    return DueOf{DueClass::payment, upgrade->at};
  }
  if (const auto* quote = std::get_if<UsedQuote>(&entry)) {
    return DueOf{DueClass::housekeeping, quote->expiry};
  }
  if (const auto* refundable = std::get_if<Refundable>(&entry)) {
    return DueOf{DueClass::housekeeping, refundable->until};
  }
  return std::nullopt;
}

}  // namespace pennypost::state
