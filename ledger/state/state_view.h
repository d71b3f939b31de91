#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "ledger/state/entry.h"

namespace pennypost::state {

/// The state as execution reads it. Pointers stay valid until the view is changed.
class StateView {
 public:
  virtual ~StateView() = default;
  /// Null where there is no such entry.
  virtual const StateEntry* find(const StateKey& key) const = 0;

  // Nonces. A view may remember some that have expired; when it forgets them is never observable,
  // because every question names the block time that it is asked at, and block times never fall.

  /// The newest expiry of this nonce that the view remembers.
  virtual std::optional<TimestampUs> nonce_expiry(const Address& account,
                                                  const Nonce& nonce) const = 0;
  /// How many nonces of the account expire after `at`.
  virtual std::size_t nonce_count(const Address& account, TimestampUs at) const = 0;
  /// How many nonces of all accounts expire after `at`.
  virtual std::size_t nonce_total(TimestampUs at) const = 0;

  /// The first entries of a class that are due at `at`, in order of (time, key); at most `max`.
  virtual std::vector<Due> due(DueClass due_class, TimestampUs at, std::size_t max) const = 0;

  /// When the next money goes back by itself, however far ahead.
  std::optional<TimestampUs> next_due() const;
  /// Whether this nonce was used by the account and has not expired at `at`.
  bool nonce_live(const Address& account, const Nonce& nonce, TimestampUs at) const;
  const Account* account(const Address& address) const;
  const Currency* currency(const CurrencyCode& code) const;
  const Parameters* parameters() const;
  const ValidatorSet* validators() const;
  /// The entry as what it has to be by its kind; null where there is none.
  template <class Entry>
  const Entry* get(const StateKey& key) const {
    const StateEntry* entry = find(key);
    return entry ? std::get_if<Entry>(entry) : nullptr;
  }
};

/// A nonce in use until its expiry.
struct LiveNonce {
  TimestampUs expiry;
  Address account;
  Nonce nonce;
  auto operator<=>(const LiveNonce&) const = default;
};

/// By their keys; in no order that anybody may observe.
using Entries = std::unordered_map<StateKey, StateEntry, StateKeyHash>;

/// What a block changes.
struct StateChanges {
  Entries entries;                      // `Removed` where the entry is gone
  std::vector<LiveNonce> nonces;        // new ones, ascending by (account, nonce)
  std::vector<StateKey> due_keys = {};  // of the entries, those of kinds that fall due; ascending
  bool empty() const { return entries.empty() && nonces.empty(); }
};

/// The final state: everything in memory.
class MemoryState final : public StateView {
 public:
  const StateEntry* find(const StateKey& key) const override;
  std::optional<TimestampUs> nonce_expiry(const Address& account,
                                          const Nonce& nonce) const override;
  std::size_t nonce_count(const Address& account, TimestampUs at) const override;
  std::size_t nonce_total(TimestampUs at) const override;
  std::vector<Due> due(DueClass due_class, TimestampUs at, std::size_t max) const override;

  /// Forgets nonces with expiry <= `block_time`, then applies a block's changes. A state may be
  /// loaded in several calls, in any order.
  void apply(const StateChanges& changes, TimestampUs block_time);
  const Entries& entries() const { return entries_; }
  /// The keys of entries of kinds of which there are few (is_listed), ascending.
  const std::set<StateKey>& listed() const { return listed_; }
  const std::set<LiveNonce>& nonces() const { return nonces_; }

 private:
  void forget(TimestampUs block_time);
  void change(const StateKey& key, const StateEntry& entry);
  std::set<Due>& due_of_class(DueClass due_class) {
    return due_[static_cast<std::size_t>(due_class)];
  }

  Entries entries_;
  std::array<std::set<Due>, kDueClasses> due_;  // by class
  std::set<StateKey> listed_;
  std::set<LiveNonce> nonces_;  // by expiry, for forgetting
  std::unordered_map<Address, std::map<Nonce, TimestampUs>> nonces_by_account_;
};

}  // namespace pennypost::state
