#pragma once

#include <map>
#include <unordered_map>
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

  /// Begins with what the genesis state holds.
  explicit Books(const state::Entries& genesis);

  /// The receipt at this version. Errors: `broken_books` with what does not fit; the books are of
  /// no use afterwards.
  Result<void> enter(Version version, const Receipt& receipt);

  /// At a block's end: the currencies, accounts and holds among these entries of the state are
  /// what the books say. Errors: `broken_books`.
  Result<void> compare(const state::Entries& entries) const;

  const std::map<CurrencyCode, Totals>& totals() const { return totals_; }

 private:
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

  /// Carries out an event; the changes of balances that it means go to `changes`.
  Result<void> apply(const Event& event, std::vector<Change>& changes);
  Result<void> release(const Event& event, std::vector<Change>& changes);
  Result<void> carry_out(const std::vector<Change>& changes, const Receipt& receipt);
  Result<void> check_cover(const state::StateKey& key, const Basket& basket) const;
  Result<void> check_touched(Version version, const TouchedAccount& touched);

  std::unordered_map<Address, Owner> owners_;
  std::unordered_map<Hash, Held> holds_;
  std::map<CurrencyCode, Totals> totals_;
};

}  // namespace pennypost::audit
