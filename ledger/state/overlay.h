#pragma once

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

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

  /// An entry to change in place, copied from the parent the first time. It must exist (CHECK). The
  /// reference stays valid; pointers that `find` gave for the same key before may be the parent's.
  Account& edit_account(const Address& address);
  Currency& edit_currency(const CurrencyCode& code);
  /// A new entry, or one to replace.
  void put(const StateKey& key, StateEntry entry);
  void use_nonce(const LiveNonce& nonce);

  const std::map<StateKey, StateEntry>& entries() const { return entries_; }
  /// Leaves the overlay unusable.
  StateChanges take();

 private:
  StateEntry& edit(const StateKey& key);

  const StateView& parent_;
  TimestampUs block_time_;
  std::map<StateKey, StateEntry> entries_;
  std::map<std::pair<Address, Nonce>, TimestampUs> nonces_;
  std::size_t nonce_total_;
  // An account's count, once somebody asked for it or changed it.
  mutable std::unordered_map<Address, std::size_t> nonce_counts_;
};

}  // namespace pennypost::state
