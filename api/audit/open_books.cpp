#include <algorithm>
#include <string>

#include "api/audit/books.h"

// Books that begin in the middle of a history whose older part is gone. Whatever they have to take
// from a receipt counts on both sides, as supply and as balance or hold, so that from then on
// nothing may be missing.
namespace pennypost::audit {
namespace {

std::unexpected<Error> broken(const std::string& what) {
  return fail("broken_books", what);
}

const TouchedAccount* touched_in(const Receipt& receipt, const Address& address) {
  const auto at = std::ranges::lower_bound(receipt.accounts, address, {}, &TouchedAccount::address);
  return at != receipt.accounts.end() && at->address == address ? &*at : nullptr;
}

}  // namespace

Books Books::open(Version first) {
  Books out;
  out.open_since_ = first;
  return out;
}

/// Whether a request that ends here, of before, was one to burn: then what was set aside for it is
/// burned now, or comes back to the dealer.
bool Books::is_burn(const Event& ending, const Receipt& receipt) const {
  if (ending.kind == EventKind::request_approved) {
    return std::ranges::any_of(receipt.events, [&ending](const Event& event) {
      return event.kind == EventKind::burned && event.currency == ending.currency;
    });
  }
  // Of a dealer not met before, what its balance was is open anyway.
  const auto dealer = owners_.find(ending.to);
  const TouchedAccount* touched = touched_in(receipt, ending.to);
  if (dealer == owners_.end() || touched == nullptr) return false;
  const auto before = dealer->second.balances.find(ending.currency);
  const auto after = std::ranges::find(touched->balances, ending.currency, &Balance::currency);
  return after != touched->balances.end() &&
         (before == dealer->second.balances.end() || after->amount > before->second);
}

void Books::open_holds(const Receipt& receipt) {
  for (const Event& event : receipt.events) {
    const bool leaves = event.kind == EventKind::claimed || event.kind == EventKind::released ||
                        event.kind == EventKind::returned;
    const bool ends =
        event.kind == EventKind::request_approved || event.kind == EventKind::request_ended;
    if (!leaves && !(ends && is_burn(event, receipt))) continue;
    if (made_.contains(event.subject)) continue;
    // A claimed part and the rest that goes back are two events of one hold.
    const auto [held, is_new] = holds_.try_emplace(event.subject, Held{event.currency, Amount(0)});
    const auto more = held->second.amount.plus(event.amount.value());
    if (!more) continue;  // the release is refused
    held->second.amount = *more;
    totals_[event.currency].held += event.amount.value();
    totals_[event.currency].supply += event.amount.value();
  }
}

void Books::open_basket(const Event& event) {
  Totals& totals = totals_[event.currency];
  if (totals.held >= event.amount.value()) return;
  const Uint128 missing = event.amount.value() - totals.held;
  totals.held += missing;
  totals.supply += missing;
}

Result<void> Books::open_accounts(const Receipt& receipt, const std::vector<Change>& changes) {
  for (const TouchedAccount& touched : receipt.accounts) {
    if (owners_.contains(touched.address)) continue;
    if (touched.previous && *touched.previous >= *open_since_) {
      return broken("Account " + touched.address.hex() +
                    " points to a version that does not name it.");
    }
    Owner owner{.last = touched.previous, .balances = {}};
    for (const Balance& balance : touched.balances) {
      owner.balances[balance.currency] = balance.amount;
    }
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      if (change->account != touched.address) continue;
      Amount& balance = owner.balances[change->currency];
      const auto before =
          change->in ? balance.minus(change->amount.value()) : balance.plus(change->amount.value());
      if (!before) {
        return broken("Account " + touched.address.hex() +
                      " has other balances than its events give.");
      }
      balance = *before;
    }
    std::erase_if(owner.balances, [](const auto& each) { return each.second == Amount(0); });
    for (const auto& [currency, amount] : owner.balances) {
      totals_[currency].balances += amount.value();
      totals_[currency].supply += amount.value();
    }
    owners_.emplace(touched.address, std::move(owner));
  }
  return {};
}

Result<void> Books::settle_account(const Address& address, const Account& account) const {
  const auto own = owners_.find(address);
  const bool same = own == owners_.end()
                        ? !account.last_version || *account.last_version < *open_since_
                        : own->second.last == account.last_version &&
                              std::ranges::equal(
                                  own->second.balances, account.balances,
                                  [](const auto& a, const Balance& b) {
                                    return a.first == b.currency && a.second == b.amount;
                                  });
  if (same) return {};
  return broken("Account " + address.hex() + " is another in the state than its receipts left.");
}

Result<void> Books::settle_hold(const Hash& id, CurrencyCode currency, Amount amount) const {
  const auto own = holds_.find(id);
  const bool same = own == holds_.end()
                        ? !made_.contains(id)
                        : own->second.currency == currency && own->second.amount == amount;
  if (same) return {};
  return broken("Hold " + id.hex() + " is another in the state than its receipts left.");
}

Result<void> Books::settle(const state::Entries& state) {
  Books whole(state);
  for (const auto& [key, entry] : state) {
    if (const auto* account = std::get_if<Account>(&entry)) {
      PP_CHECKED(settle_account(Address{key.id}, *account));
    }
  }
  for (const auto& [id, held] : whole.holds_) {
    PP_CHECKED(settle_hold(id, held.currency, held.amount));
  }
  for (const auto& [address, owner] : owners_) {
    if (!whole.owners_.contains(address)) {
      return broken("Account " + address.hex() + " is not in the state.");
    }
  }
  for (const auto& [id, held] : holds_) {
    if (!whole.holds_.contains(id)) {
      return broken("Hold " + id.hex() + " is gone from the state with money in it.");
    }
  }
  for (const auto& [currency, totals] : whole.totals_) {
    if (totals.supply != totals.balances + totals.held) {
      return broken("The supply of " + std::string(currency.view()) +
                    " is not what accounts and holds have together.");
    }
  }
  *this = std::move(whole);
  return compare(state);
}

}  // namespace pennypost::audit
