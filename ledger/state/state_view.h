#pragma once

#include <array>
#include <optional>
#include <set>
#include <vector>

#include "ledger/state/entries.h"
#include "ledger/state/nonces.h"

namespace pennypost::state {

/// The state as execution reads it. Pointers stay valid until the view is changed.
class StateView {
 public:
  virtual ~StateView() = default;
  /// Null where there is no such entry.
  virtual const StateEntry* find(const StateKey& key) const = 0;

  /// Has the memory read that `find` will read, as far as there is something to read (see Entries).
  virtual void fetch_place(const StateKey& key) const = 0;
  virtual void fetch_entry(const StateKey& key) const = 0;
  virtual void fetch_nonce(const Address& account, const Nonce& nonce) const = 0;

  // Nonces. A view may remember some that have expired; when it forgets them is never observable,
  // because every question names the block time that it is asked at, and block times never fall.

  /// The newest expiry of this nonce that the view remembers.
  virtual std::optional<TimestampUs> nonce_expiry(const Address& account,
                                                  const Nonce& nonce) const = 0;
  /// How many nonces of the account expire after `at`.
  virtual std::size_t nonce_count(const Address& account, TimestampUs at) const = 0;
  /// Never less than the account's: what costs little to ask first.
  virtual std::size_t nonce_bound(const Address& account) const = 0;
  /// How many nonces of all accounts expire after `at`.
  virtual std::size_t nonce_total(TimestampUs at) const = 0;

  /// The first entries of a class that are due at `at`, in order of (time, key); at most `max`.
  virtual std::vector<Due> due(DueClass due_class, TimestampUs at, std::size_t max) const = 0;

  /// When the next money goes back by itself, however far ahead.
  std::optional<TimestampUs> next_due() const;
  /// Whether this nonce was used by the account and has not expired at `at`.
  bool nonce_live(const Address& account, const Nonce& nonce, TimestampUs at) const;
  // Each as the type of the view finds it, so that where that is known nothing is looked up in a
  // table of functions.
  const Account* account(this const auto& self, const Address& address) {
    return self.template get<Account>(StateKey::of(address));
  }
  const Currency* currency(this const auto& self, const CurrencyCode& code) {
    return self.template get<Currency>(StateKey::of(code));
  }
  const Parameters* parameters() const;
  const ValidatorSet* validators() const;
  /// The entry as what it has to be by its kind; null where there is none.
  template <class Entry>
  const Entry* get(this const auto& self, const StateKey& key) {
    const StateEntry* entry = self.find(key);
    return entry ? std::get_if<Entry>(entry) : nullptr;
  }
};

/// What a block changes.
struct StateChanges {
  Entries entries;                      // `Removed` where the entry is gone
  LiveNonces nonces;                    // new ones
  std::vector<StateKey> due_keys = {};  // of the entries, those of kinds that fall due; ascending
  bool empty() const { return entries.empty() && nonces.empty(); }
};

/// The final state: everything in memory.
class MemoryState final : public StateView {
 public:
  const StateEntry* find(const StateKey& key) const override;
  void fetch_place(const StateKey& key) const override { entries_.fetch_place(key); }
  void fetch_entry(const StateKey& key) const override { entries_.fetch_entry(key); }
  void fetch_nonce(const Address& account, const Nonce& nonce) const override {
    nonces_.fetch(account, nonce);
  }
  std::optional<TimestampUs> nonce_expiry(const Address& account,
                                          const Nonce& nonce) const override;
  std::size_t nonce_count(const Address& account, TimestampUs at) const override;
  std::size_t nonce_bound(const Address& account) const override;
  std::size_t nonce_total(TimestampUs at) const override;
  std::vector<Due> due(DueClass due_class, TimestampUs at, std::size_t max) const override;

  /// Forgets nonces with expiry <= `block_time`, then applies a block's changes. A state may be
  /// loaded in several calls, in any order.
  void apply(const StateChanges& changes, TimestampUs block_time);
  /// The same for entries alone, none of which is there already.
  void load(std::vector<Entries::value_type> entries);
  const Entries& entries() const { return entries_; }
  /// The keys of entries of kinds of which there are few (is_listed), ascending.
  const std::set<StateKey>& listed() const { return listed_; }
  const LiveNonces& nonces() const { return nonces_; }

 private:
  template <class Entry>
  void change(const StateKey& key, Entry&& entry);
  std::set<Due>& due_of_class(DueClass due_class) {
    return due_[static_cast<std::size_t>(due_class)];
  }

  Entries entries_;
  std::array<std::set<Due>, kDueClasses> due_;  // by class
  std::set<StateKey> listed_;
  LiveNonces nonces_;
};

}  // namespace pennypost::state
