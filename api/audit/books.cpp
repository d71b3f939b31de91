#include "api/audit/books.h"

#include <algorithm>
#include <set>
#include <string>

namespace pennypost::audit {
namespace {

std::unexpected<Error> broken(const std::string& what) {
  return fail("broken_books", what);
}

std::string about(const Address& account) {
  return "Account " + account.hex() + " ";
}

}  // namespace

Books::Books(const state::Entries& state) {
  const auto hold = [this](const state::StateKey& key, CurrencyCode currency, Amount amount) {
    holds_.emplace(Hash{key.id}, Held{currency, amount});
    totals_[currency].held += amount.value();
  };
  for (const auto& [key, entry] : state) {
    if (const auto* currency = std::get_if<Currency>(&entry)) {
      totals_[currency->code].supply = currency->supply.value();
    } else if (const auto* account = std::get_if<Account>(&entry)) {
      Owner& owner = owners_[Address{key.id}];
      owner.last = account->last_version;
      for (const Balance& balance : account->balances) {
        owner.balances[balance.currency] = balance.amount;
        totals_[balance.currency].balances += balance.amount.value();
      }
    } else if (const auto* held = std::get_if<Hold>(&entry)) {
      hold(key, held->currency, held->amount);
    } else if (const auto* request = std::get_if<SupplyRequest>(&entry)) {
      if (request->change == SupplyChange::burn) hold(key, request->currency, request->amount);
    } else if (const auto* basket = std::get_if<Basket>(&entry)) {
      for (const Basket::Component& each : basket->components) {
        totals_[each.currency].held += each.held.value();
      }
    }
  }
}

// What each kind of event means for balances, holds and supplies (L14).
Result<void> Books::apply(const Event& event, std::vector<Change>& changes) {
  const Change out{event.from, event.currency, event.amount, false};
  const Change in{event.to, event.currency, event.amount, true};
  switch (event.kind) {
    case EventKind::transfer:
    case EventKind::refundable_transfer:
    case EventKind::refunded:
    case EventKind::exchanged:
      changes.push_back(out);
      changes.push_back(in);
      return {};
    case EventKind::mint:
      totals_[event.currency].supply += event.amount.value();
      changes.push_back(in);
      return {};
    case EventKind::burned:
      totals_[event.currency].supply -= event.amount.value();
      changes.push_back(out);
      return {};
    case EventKind::held:
      changes.push_back(out);
      totals_[event.currency].held += event.amount.value();
      if (!holds_.emplace(event.subject, Held{event.currency, event.amount}).second) {
        return broken("Hold " + event.subject.hex() + " is made a second time.");
      }
      if (open_since_) made_.insert(event.subject);
      return {};
    case EventKind::burn_requested:  // set aside like a hold; approved, it is burned out of hand
      changes.push_back(out);
      totals_[event.currency].held += event.amount.value();
      if (!holds_.emplace(event.subject, Held{event.currency, event.amount}).second) {
        return broken("Request " + event.subject.hex() + " is made a second time.");
      }
      if (open_since_) made_.insert(event.subject);
      return {};
    case EventKind::request_approved:
    case EventKind::request_ended:
      return holds_.contains(event.subject) ? release(event, changes) : Result<void>{};
    case EventKind::paid_in:  // a basket holds it
      changes.push_back(out);
      totals_[event.currency].held += event.amount.value();
      return {};
    case EventKind::paid_out:
      if (open_since_) open_basket(event);
      if (totals_[event.currency].held < event.amount.value()) {
        return broken("More comes out of a basket than is in it.");
      }
      changes.push_back(in);
      totals_[event.currency].held -= event.amount.value();
      return {};
    case EventKind::claimed:
    case EventKind::released:
    case EventKind::returned:
      return release(event, changes);
    case EventKind::account_created:
      if (owners_.try_emplace(event.to).second) return {};
      return broken(about(event.to) + "is opened a second time.");
    case EventKind::currency_registered:
      if (totals_.try_emplace(event.currency).second) return {};
      return broken(std::string(event.currency.view()) + " is registered a second time.");
    case EventKind::key_rotated:
    case EventKind::recovery_set:
    case EventKind::recovery_approved:
    case EventKind::recovery_cancelled:
    case EventKind::recovered:
    case EventKind::account_closed:
    case EventKind::delegate_set:
    case EventKind::mandate_set:
    case EventKind::limits_set:
    case EventKind::tier_set:
    case EventKind::deposit_rule_set:
    case EventKind::validators_changed:
    case EventKind::parameters_set:
    case EventKind::currency_set:
    case EventKind::dealers_set:
    case EventKind::mint_requested:
    case EventKind::reserve_stated:
    case EventKind::officers_set:
    case EventKind::freeze_proposed:
    case EventKind::frozen:
    case EventKind::unfreeze_proposed:
    case EventKind::unfrozen:
    case EventKind::attested:
    case EventKind::quota_set:
    case EventKind::equivocation_reported:
    case EventKind::upgrade_scheduled:
    case EventKind::upgraded:
      return {};
  }
  return broken("An event is of a kind that does not exist.");
}

Result<void> Books::release(const Event& event, std::vector<Change>& changes) {
  const auto held = holds_.find(event.subject);
  if (held == holds_.end() || held->second.currency != event.currency ||
      held->second.amount < event.amount) {
    return broken("More comes out of hold " + event.subject.hex() + " than is in it.");
  }
  held->second.amount = *held->second.amount.minus(event.amount.value());
  totals_[event.currency].held -= event.amount.value();
  if (held->second.amount == Amount(0)) holds_.erase(held);
  changes.push_back({event.to, event.currency, event.amount, true});
  return {};
}

Result<void> Books::carry_out(const std::vector<Change>& changes, const Receipt& receipt) {
  for (const Change& change : changes) {
    const auto owner = owners_.find(change.account);
    if (owner == owners_.end()) return broken(about(change.account) + "was never opened.");
    if (!std::ranges::binary_search(receipt.accounts, change.account, {},
                                    &TouchedAccount::address)) {
      return broken(about(change.account) + "changes without being named.");
    }
    Amount& balance = owner->second.balances[change.currency];
    Uint128& total = totals_[change.currency].balances;
    const auto after =
        change.in ? balance.plus(change.amount.value()) : balance.minus(change.amount.value());
    if (!after) return broken(about(change.account) + "gives what it has not, or overflows.");
    balance = *after;
    total = change.in ? total + change.amount.value() : total - change.amount.value();
    if (balance == Amount(0)) owner->second.balances.erase(change.currency);
  }
  return {};
}

Result<void> Books::check_touched(Version version, const TouchedAccount& touched) {
  const auto owner = owners_.find(touched.address);
  if (owner == owners_.end()) return broken(about(touched.address) + "was never opened.");
  if (owner->second.last != touched.previous) {
    return broken(about(touched.address) + "does not point to the version that touched it last.");
  }
  owner->second.last = version;
  const bool same = std::ranges::equal(
      owner->second.balances, touched.balances, [](const auto& own, const Balance& said) {
        return own.first == said.currency && own.second == said.amount;
      });
  if (same) return {};
  return broken(about(touched.address) + "has other balances than its events give.");
}

Result<void> Books::enter(Version version, const Receipt& receipt) {
  std::vector<Change> changes;
  std::set<CurrencyCode> currencies;
  if (open_since_) open_holds(receipt);
  for (const Event& event : receipt.events) {
    PP_CHECKED(apply(event, changes));
    if (event_shape(event.kind).currency == Presence::yes) currencies.insert(event.currency);
  }
  if (open_since_) PP_CHECKED(open_accounts(receipt, changes));
  PP_CHECKED(carry_out(changes, receipt));
  for (const TouchedAccount& touched : receipt.accounts) {
    PP_CHECKED(check_touched(version, touched));
  }
  for (const CurrencyCode& currency : currencies) {
    const Totals& total = totals_[currency];
    if (total.supply != total.balances + total.held) {
      return broken("The supply of " + std::string(currency.view()) +
                    " is not what accounts and holds have together.");
    }
  }
  return {};
}

/// L84, by the books' own supply.
Result<void> Books::check_cover(const state::StateKey& key, const Basket& basket) const {
  for (const auto& [code, total] : totals_) {
    if (state::StateKey::basket(code) != key) continue;
    for (const Basket::Component& each : basket.components) {
      if (Uint128{each.held.value()} * basket.per.value() < total.supply * each.amount.value()) {
        return broken("The basket " + std::string(code.view()) + " is not covered.");
      }
    }
    return {};
  }
  return broken("The state has a basket that the books do not know.");
}

Result<void> Books::compare(const state::Entries& entries) const {
  for (const auto& [key, entry] : entries) {
    if (const auto* currency = std::get_if<Currency>(&entry)) {
      const auto own = totals_.find(currency->code);
      if (own == totals_.end() || own->second.supply != currency->supply.value()) {
        return broken("The state has another supply of " + std::string(currency->code.view()) +
                      " than the books.");
      }
    } else if (const auto* account = std::get_if<Account>(&entry)) {
      const auto own = owners_.find(Address{key.id});
      const bool same = own != owners_.end() && own->second.last == account->last_version &&
                        std::ranges::equal(own->second.balances, account->balances,
                                           [](const auto& a, const Balance& b) {
                                             return a.first == b.currency && a.second == b.amount;
                                           });
      if (!same)
        return broken(about(Address{key.id}) + "is another in the state than in the books.");
    } else if (const auto* hold = std::get_if<Hold>(&entry)) {
      const auto own = holds_.find(Hash{key.id});
      if (own == holds_.end() || own->second.currency != hold->currency ||
          own->second.amount != hold->amount) {
        return broken("Hold " + to_hex(key.id) + " is another in the state than in the books.");
      }
    } else if (const auto* request = std::get_if<SupplyRequest>(&entry)) {
      const auto own = holds_.find(Hash{key.id});
      const bool burns = request->change == SupplyChange::burn;
      if (burns != (own != holds_.end()) || (burns && own->second.amount != request->amount)) {
        return broken("Request " + to_hex(key.id) + " is another in the state than in the books.");
      }
    } else if (const auto* basket = std::get_if<Basket>(&entry)) {
      PP_CHECKED(check_cover(key, *basket));
    } else if (std::holds_alternative<state::Removed>(entry) &&
               (key.kind == state::EntryKind::hold ||
                key.kind == state::EntryKind::supply_request) &&
               holds_.contains(Hash{key.id})) {
      return broken("Hold " + to_hex(key.id) + " is gone from the state with money in it.");
    }
  }
  return {};
}

}  // namespace pennypost::audit
