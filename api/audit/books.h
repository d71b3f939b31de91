#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/state/state_view.h"
#include "ledger/types/receipt.h"

namespace pennypost::audit {

/// The auditor's own books: double entry, out of receipts alone, without a line of the execution
/// that it checks. After every version each touched account has to hold what the events before say,
/// and each currency's supply has to be what accounts and holds have together. Pure.
class Books {
 public:
  struct Totals {
    Uint128 supply = 0;
    Uint128 balances = 0;
    Uint128 held = 0;
    bool operator==(const Totals&) const = default;
  };

  /// Begins with what a state holds: the genesis's, or one that is certified.
  explicit Books(const state::Entries& state);
  /// Begins where the state is not known, at this version. What an account or a hold had before is
  /// what its first receipt says, undone; from then on it is checked like any other.
  static Books open(Version first);
  /// Of open books: the state behind what was entered is this one. They go on with all of it.
  /// Errors: `broken_books` where it is not what the receipts left.
  Result<void> settle(const state::Entries& state);

  /// The receipt at this version. Errors: `broken_books` with what does not fit; the books are of
  /// no use afterwards.
  Result<void> enter(Version version, const Receipt& receipt);

  /// At a block's end: the currencies, accounts and holds among these entries of the state are
  /// what the books say. Errors: `broken_books`.
  Result<void> compare(const state::Entries& entries) const;

  const std::map<CurrencyCode, Totals>& totals() const { return totals_; }

 private:
  Books() = default;
  using Balances = std::map<CurrencyCode, Amount>;
  struct Owner {
    std::optional<Version> last;
    Balances balances;
  };
  struct Held {
    CurrencyCode currency;
    Amount amount;
  };
  struct Change {
    Address account;
    CurrencyCode currency;
    Amount amount;
    bool in = false;
  };

  // Of open books: what has to have been there before this receipt.
  void open_holds(const Receipt& receipt);
  void open_basket(const Event& event);
  Result<void> open_accounts(const Receipt& receipt, const std::vector<Change>& changes);
  bool is_burn(const Event& ending, const Receipt& receipt) const;
  Result<void> settle_account(const Address& address, const Account& account) const;
  Result<void> settle_hold(const Hash& id, CurrencyCode currency, Amount amount) const;

  /// Carries out an event; the changes of balances that it means go to `changes`.
  Result<void> apply(const Event& event, std::vector<Change>& changes);
  Result<void> release(const Event& event, std::vector<Change>& changes);
  Result<void> carry_out(const std::vector<Change>& changes, const Receipt& receipt);
  Result<void> check_cover(const state::StateKey& key, const Basket& basket) const;
  Result<void> check_touched(Version version, const TouchedAccount& touched);

  std::unordered_map<Address, Owner> owners_;
  std::unordered_map<Hash, Held> holds_;
  std::map<CurrencyCode, Totals> totals_;  // of open books, of what is known
  std::optional<Version> open_since_;
  std::unordered_set<Hash> made_;  // of open books, the holds made since
};

}  // namespace pennypost::audit
