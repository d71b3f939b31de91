#pragma once

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <variant>
#include <vector>

#include "ledger/types/account.h"
#include "ledger/types/identifiers.h"

namespace pennypost::state {

/// Values are part of the state root's format.
enum class EntryKind : std::uint8_t { parameters = 1, currency = 2, account = 3 };

/// Names an entry of the state. `id` is an address, a currency code padded with zeros, or zero.
struct StateKey {
  EntryKind kind = EntryKind::account;
  std::array<std::uint8_t, 32> id{};
  auto operator<=>(const StateKey&) const = default;

  static StateKey of(const Address& address) { return {EntryKind::account, address.bytes}; }
  static StateKey of(const CurrencyCode& code);
  static StateKey parameters() { return {EntryKind::parameters, {}}; }
};

using StateEntry = std::variant<Parameters, Currency, Account>;

struct StateKeyHash {
  std::size_t operator()(const StateKey& key) const noexcept;
};

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

  /// Whether this nonce was used by the account and has not expired at `at`.
  bool nonce_live(const Address& account, const Nonce& nonce, TimestampUs at) const;
  const Account* account(const Address& address) const;
  const Currency* currency(const CurrencyCode& code) const;
  const Parameters* parameters() const;
};

/// A nonce in use until its expiry.
struct LiveNonce {
  TimestampUs expiry;
  Address account;
  Nonce nonce;
  auto operator<=>(const LiveNonce&) const = default;
};

/// What a block changes. Entries are never removed; an account closed later keeps a tombstone.
struct StateChanges {
  std::map<StateKey, StateEntry> entries;
  std::vector<LiveNonce> nonces;  // new ones, ascending by (account, nonce)
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

  /// Forgets nonces with expiry <= `block_time`, then applies a block's changes. A state may be
  /// loaded in several calls, in any order.
  void apply(const StateChanges& changes, TimestampUs block_time);
  const std::unordered_map<StateKey, StateEntry, StateKeyHash>& entries() const { return entries_; }
  const std::set<LiveNonce>& nonces() const { return nonces_; }

 private:
  void forget(TimestampUs block_time);

  std::unordered_map<StateKey, StateEntry, StateKeyHash> entries_;
  std::set<LiveNonce> nonces_;  // by expiry, for forgetting
  std::unordered_map<Address, std::map<Nonce, TimestampUs>> nonces_by_account_;
};

}  // namespace pennypost::state
