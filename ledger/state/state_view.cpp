#include "ledger/state/state_view.h"

namespace pennypost::state {

bool StateView::nonce_live(const Address& account, const Nonce& nonce, TimestampUs at) const {
  const auto expiry = nonce_expiry(account, nonce);
  return expiry && *expiry > at;
}

const Parameters* StateView::parameters() const {
  return get<Parameters>(StateKey::parameters());
}

const ValidatorSet* StateView::validators() const {
  return get<ValidatorSet>(StateKey::validators());
}

std::optional<TimestampUs> StateView::next_due() const {
  const auto first = due(DueClass::payment, TimestampUs(UINT64_MAX), 1);
  if (first.empty()) return std::nullopt;
  return first.front().at;
}

const StateEntry* MemoryState::find(const StateKey& key) const {
  const auto at = entries_.find(key);
  return at == entries_.end() ? nullptr : &at->second;
}

std::optional<TimestampUs> MemoryState::nonce_expiry(const Address& account,
                                                     const Nonce& nonce) const {
  return nonces_.expiry(account, nonce);
}

std::size_t MemoryState::nonce_count(const Address& account, TimestampUs at) const {
  return nonces_.count(account, at);
}

std::size_t MemoryState::nonce_bound(const Address& account) const {
  return nonces_.bound(account);
}

std::size_t MemoryState::nonce_total(TimestampUs at) const {
  return nonces_.total(at);
}

std::vector<Due> MemoryState::due(DueClass due_class, TimestampUs at, std::size_t max) const {
  std::vector<Due> out;
  for (const Due& each : due_[static_cast<std::size_t>(due_class)]) {
    if (each.at > at || out.size() == max) break;
    out.push_back(each);
  }
  return out;
}

template <class Entry>
void MemoryState::change(const StateKey& key, Entry&& entry) {
  if (falls_due(key.kind)) {
    const auto at = entries_.find(key);
    const auto before = at == entries_.end() ? std::nullopt : due_of(at->second);
    if (before) due_of_class(before->due_class).erase(Due{before->at, key});
    const auto after = due_of(entry);
    if (after) due_of_class(after->due_class).insert(Due{after->at, key});
  }
  const bool removed = std::holds_alternative<Removed>(entry);
  if (removed) {
    entries_.erase(key);
  } else {
    entries_.insert_or_assign(key, std::forward<Entry>(entry));
  }
  if (!is_listed(key.kind)) return;
  if (removed) {
    listed_.erase(key);
  } else {
    listed_.insert(key);
  }
}

void MemoryState::apply(const StateChanges& changes, TimestampUs block_time) {
  // First: a nonce may be used again in the very block that forgets its first use.
  nonces_.forget(block_time);
  entries_.match(changes.entries,
                 [this](const StateKey& key, const StateEntry& entry) { change(key, entry); });
  nonces_.insert(changes.nonces);
}

void MemoryState::load(std::vector<Entries::value_type> entries) {
  for (auto& [key, entry] : entries) change(key, std::move(entry));
}

}  // namespace pennypost::state
