#pragma once

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
  void fetch_place(const StateKey& key) const override { base_.fetch_place(key); }
  void fetch_entry(const StateKey& key) const override { base_.fetch_entry(key); }
  void fetch_nonce(const Address& account, const Nonce& nonce) const override {
    base_.fetch_nonce(account, nonce);
  }
  std::optional<TimestampUs> nonce_expiry(const Address& account,
                                          const Nonce& nonce) const override;
  std::size_t nonce_count(const Address& account, TimestampUs at) const override;
  std::size_t nonce_bound(const Address& account) const override;
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
  /// About so many transactions are expected.
  Overlay(const StateView& parent, TimestampUs block_time, std::size_t transactions = 0);
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;

  const StateEntry* find(const StateKey& key) const override {
    const Seen& seen = this->seen(key);
    if (seen.entry != nullptr && seen.key == key) return present(*seen.entry);
    return look_up(key);
  }
  void fetch_place(const StateKey& key) const override {
    entries_.fetch_place(key);
    parent_.fetch_place(key);
  }
  void fetch_entry(const StateKey& key) const override { parent_.fetch_entry(key); }
  void fetch_nonce(const Address& account, const Nonce& nonce) const override {
    parent_.fetch_nonce(account, nonce);
  }
  std::optional<TimestampUs> nonce_expiry(const Address& account,
                                          const Nonce& nonce) const override;
  std::size_t nonce_count(const Address& account, TimestampUs at) const override;
  std::size_t nonce_bound(const Address& account) const override;
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

  /// For each changed entry, in no order that anybody may observe: what it was in the parent (null
  /// where there was none), and what it is (`Removed` where it is gone).
  template <class Visit>
  void for_each_change(Visit visit) const {
    auto ahead = originals_.begin();
    for (std::size_t i = 0; i < kFetchedAhead && ahead != originals_.end(); ++i) fetch(*ahead++);
    auto original = originals_.begin();
    for (const auto& [key, entry] : entries_) {
      if (ahead != originals_.end()) fetch(*ahead++);
      visit(*original++, entry);
    }
  }
  /// Leaves the overlay unusable.
  StateChanges take();

 private:
  /// Where a transaction finds what it just looked at, for it does so again and again.
  struct Seen {
    StateKey key;
    const StateEntry* entry = nullptr;  // null: nothing stands here
    bool own = false;                   // one of entries_
  };
  static constexpr std::size_t kSeen = 128;
  // That most transactions change: two accounts, and a mandate with or without its payees.
  static constexpr std::size_t kEntriesEach = 4;
  static constexpr std::size_t kFetchedAhead = 12;

  /// The end of an entry, where it says what it is, and an account what it holds.
  static void fetch(const StateEntry* entry) {
    if (entry == nullptr) return;
    __builtin_prefetch(reinterpret_cast<const char*>(entry) + sizeof(StateEntry) - 1);
  }
  const StateEntry* look_up(const StateKey& key) const;
  Seen& seen(const StateKey& key) const { return seen_[Entries::hash_of(key) % kSeen]; }
  StateEntry& edit_entry(const StateKey& key);

  const StateView& parent_;
  TimestampUs block_time_;
  Entries entries_;
  std::vector<const StateEntry*> originals_;  // of entries_, in their order: the parent's
  mutable std::array<Seen, kSeen> seen_{};
  std::vector<StateKey> due_keys_;  // changed entries of kinds that fall due; may repeat
  LiveNonces nonces_;
  std::size_t parent_nonces_;  // live ones
  // Of accounts that somebody asked about: the parent's.
  mutable std::unordered_map<Address, std::size_t> parent_counts_;
};

}  // namespace pennypost::state
