#include "ledger/state/state_view.h"

#include <algorithm>
#include <cstring>

namespace pennypost::state {

StateKey StateKey::of(const CurrencyCode& code) {
  StateKey key{EntryKind::currency, {}};
  std::memcpy(key.id.data(), code.text.data(), code.text.size());
  return key;
}

std::size_t StateKeyHash::operator()(const StateKey& key) const noexcept {
  // Addresses are hashes; the few other entries are told apart by their kind and first bytes.
  std::size_t out;
  std::memcpy(&out, key.id.data(), sizeof out);
  return out ^ static_cast<std::size_t>(key.kind);
}

bool StateView::nonce_live(const Address& account, const Nonce& nonce, TimestampUs at) const {
  const auto expiry = nonce_expiry(account, nonce);
  return expiry && *expiry > at;
}

const Account* StateView::account(const Address& address) const {
  const StateEntry* entry = find(StateKey::of(address));
  return entry ? std::get_if<Account>(entry) : nullptr;
}

const Currency* StateView::currency(const CurrencyCode& code) const {
  const StateEntry* entry = find(StateKey::of(code));
  return entry ? std::get_if<Currency>(entry) : nullptr;
}

const Parameters* StateView::parameters() const {
  const StateEntry* entry = find(StateKey::parameters());
  return entry ? std::get_if<Parameters>(entry) : nullptr;
}

const StateEntry* MemoryState::find(const StateKey& key) const {
  const auto at = entries_.find(key);
  return at == entries_.end() ? nullptr : &at->second;
}

std::optional<TimestampUs> MemoryState::nonce_expiry(const Address& account,
                                                     const Nonce& nonce) const {
  const auto of_account = nonces_by_account_.find(account);
  if (of_account == nonces_by_account_.end()) return std::nullopt;
  const auto at = of_account->second.find(nonce);
  if (at == of_account->second.end()) return std::nullopt;
  return at->second;
}

std::size_t MemoryState::nonce_count(const Address& account, TimestampUs at) const {
  const auto of_account = nonces_by_account_.find(account);
  if (of_account == nonces_by_account_.end()) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(
      of_account->second, [at](const auto& live) { return live.second > at; }));
}

std::size_t MemoryState::nonce_total(TimestampUs at) const {
  // Those expired but not forgotten are few: what fell due since the newest final block.
  std::size_t expired = 0;
  for (auto live = nonces_.begin(); live != nonces_.end() && live->expiry <= at; ++live) ++expired;
  return nonces_.size() - expired;
}

void MemoryState::forget(TimestampUs block_time) {
  while (!nonces_.empty() && nonces_.begin()->expiry <= block_time) {
    const LiveNonce& expired = *nonces_.begin();
    const auto of_account = nonces_by_account_.find(expired.account);
    of_account->second.erase(expired.nonce);
    if (of_account->second.empty()) nonces_by_account_.erase(of_account);
    nonces_.erase(nonces_.begin());
  }
}

void MemoryState::apply(const StateChanges& changes, TimestampUs block_time) {
  // First: a nonce may be used again in the very block that forgets its first use.
  forget(block_time);
  for (const auto& [key, entry] : changes.entries) entries_.insert_or_assign(key, entry);
  for (const LiveNonce& nonce : changes.nonces) {
    nonces_.insert(nonce);
    nonces_by_account_[nonce.account].insert_or_assign(nonce.nonce, nonce.expiry);
  }
}

}  // namespace pennypost::state
