#pragma once

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/base/check.h"
#include "ledger/state/state_view.h"

namespace pennypost::state {

/// The state behind a block that is executed but not final: the final state under the changes of
/// each block since. Borrows all of them.
class LayeredView final : public StateView {
 public:
  /// `layers` oldest first.
  LayeredView(const StateView& base, std::vector<const StateChanges*> layers);

  const StateEntry* find(const StateKey& key) const override;
  std::optional<TimestampUs> nonce_expiry(const Address& account,
                                          const Nonce& nonce) const override;
  std::size_t nonce_count(const Address& account, TimestampUs at) const override;
  std::size_t nonce_total(TimestampUs at) const override;
  std::vector<Due> due(DueClass due_class, TimestampUs at, std::size_t max) const override;

 private:
  const StateView& base_;
  std::vector<const StateChanges*> layers_;
};

/// What the block under execution changes, on top of its parent's state, which it borrows.
class Overlay final : public StateView {
 public:
  /// `block_time` is the block's: nonces are counted at no other (CHECK).
  Overlay(const StateView& parent, TimestampUs block_time);

  const StateEntry* find(const StateKey& key) const override;
  std::optional<TimestampUs> nonce_expiry(const Address& account,
                                          const Nonce& nonce) const override;
  std::size_t nonce_count(const Address& account, TimestampUs at) const override;
  std::size_t nonce_total(TimestampUs at) const override;
  /// Only before anything that falls due has changed (CHECK).
  std::vector<Due> due(DueClass due_class, TimestampUs at, std::size_t max) const override;

  /// An entry to change in place, copied from the parent the first time. It must exist (CHECK). The
  /// reference stays valid; pointers that `find` gave for the same key before may be the parent's.
  template <class Entry>
  Entry& edit(const StateKey& key) {
    Entry* entry = std::get_if<Entry>(&edit_entry(key));
    CHECK(entry != nullptr);
    return *entry;
  }
  Account& edit_account(const Address& address) { return edit<Account>(StateKey::of(address)); }
  Currency& edit_currency(const CurrencyCode& code) { return edit<Currency>(StateKey::of(code)); }
  /// A new entry, or one to replace.
  void put(const StateKey& key, StateEntry entry);
  /// The entry must exist (CHECK).
  void remove(const StateKey& key);
  void use_nonce(const LiveNonce& nonce);

  const Entries& entries() const { return entries_; }
  /// Leaves the overlay unusable.
  StateChanges take();

 private:
  StateEntry& edit_entry(const StateKey& key);

  const StateView& parent_;
  TimestampUs block_time_;
  Entries entries_;
  std::vector<StateKey> due_keys_;  // changed entries of kinds that fall due; may repeat
  std::map<std::pair<Address, Nonce>, TimestampUs> nonces_;
  std::size_t nonce_total_;
  // An account's count, once somebody asked for it or changed it.
  mutable std::unordered_map<Address, std::size_t> nonce_counts_;
};

}  // namespace pennypost::state
