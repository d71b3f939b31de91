#include "ledger/state/overlay.h"

#include <algorithm>
#include <ranges>
#include <set>

namespace pennypost::state {

LayeredView::LayeredView(const StateView& base, std::vector<const StateChanges*> layers)
    : base_(base), layers_(std::move(layers)) {}

const StateEntry* LayeredView::find(const StateKey& key) const {
  for (const StateChanges* layer : std::views::reverse(layers_)) {
    const auto at = layer->entries.find(key);
    if (at != layer->entries.end()) return present(at->second);
  }
  return base_.find(key);
}

std::vector<Due> LayeredView::due(DueClass due_class, TimestampUs at, std::size_t max) const {
  std::set<StateKey> changed;
  for (const StateChanges* layer : layers_) {
    changed.insert(layer->due_keys.begin(), layer->due_keys.end());
  }
  // Of the base's, all but those that a layer says something newer about.
  std::vector<Due> out = base_.due(due_class, at, max + changed.size());
  std::erase_if(out, [&](const Due& each) { return changed.contains(each.key); });
  for (const StateKey& key : changed) {
    const StateEntry* entry = find(key);
    const auto due = entry ? due_of(*entry) : std::nullopt;
    if (due && due->due_class == due_class && due->at <= at) out.push_back(Due{due->at, key});
  }
  std::ranges::sort(out);
  if (out.size() > max) out.resize(max);
  return out;
}

std::optional<TimestampUs> LayeredView::nonce_expiry(const Address& account,
                                                     const Nonce& nonce) const {
  for (const StateChanges* layer : std::views::reverse(layers_)) {
    if (const auto expiry = layer->nonces.expiry(account, nonce)) return expiry;
  }
  return base_.nonce_expiry(account, nonce);
}

std::size_t LayeredView::nonce_count(const Address& account, TimestampUs at) const {
  // A nonce is used again only after its expiry, so no two layers count the same one.
  std::size_t count = base_.nonce_count(account, at);
  for (const StateChanges* layer : layers_) count += layer->nonces.count(account, at);
  return count;
}

std::size_t LayeredView::nonce_bound(const Address& account) const {
  std::size_t bound = base_.nonce_bound(account);
  for (const StateChanges* layer : layers_) bound += layer->nonces.bound(account);
  return bound;
}

std::size_t LayeredView::nonce_total(TimestampUs at) const {
  std::size_t total = base_.nonce_total(at);
  for (const StateChanges* layer : layers_) total += layer->nonces.total(at);
  return total;
}

Overlay::Overlay(const StateView& parent, TimestampUs block_time, std::size_t transactions)
    : parent_(parent), block_time_(block_time), parent_nonces_(parent.nonce_total(block_time)) {
  entries_.reserve(kEntriesEach * transactions);
  originals_.reserve(kEntriesEach * transactions);
  nonces_.reserve(transactions);
}

const StateEntry* Overlay::look_up(const StateKey& key) const {
  const auto at = entries_.find(key);
  const bool own = at != entries_.end();
  const StateEntry* entry = own ? &at->second : parent_.find(key);
  if (!entry) return nullptr;
  seen(key) = {key, entry, own};
  return present(*entry);
}

std::vector<Due> Overlay::due(DueClass due_class, TimestampUs at, std::size_t max) const {
  CHECK(due_keys_.empty());
  return parent_.due(due_class, at, max);
}

std::optional<TimestampUs> Overlay::nonce_expiry(const Address& account, const Nonce& nonce) const {
  const auto own = nonces_.expiry(account, nonce);
  return own ? own : parent_.nonce_expiry(account, nonce);
}

std::size_t Overlay::nonce_count(const Address& account, TimestampUs at) const {
  CHECK(at == block_time_);
  const auto [known, is_new] = parent_counts_.try_emplace(account, 0);
  if (is_new) known->second = parent_.nonce_count(account, at);
  return known->second + nonces_.count(account, at);
}

std::size_t Overlay::nonce_bound(const Address& account) const {
  return parent_.nonce_bound(account) + nonces_.bound(account);
}

std::size_t Overlay::nonce_total(TimestampUs at) const {
  CHECK(at == block_time_);
  return parent_nonces_ + nonces_.size();  // a block's own live as long as it takes
}

StateEntry& Overlay::edit_entry(const StateKey& key) {
  if (falls_due(key.kind)) due_keys_.push_back(key);
  Seen& seen = this->seen(key);
  const bool known = seen.entry && seen.key == key;
  if (known && seen.own) return const_cast<StateEntry&>(*seen.entry);
  // Whatever is seen and not our own is the parent's, and none of ours.
  auto at = known ? entries_.end() : entries_.find(key);
  if (at == entries_.end()) {
    const StateEntry* original = known ? seen.entry : parent_.find(key);
    CHECK(original != nullptr);
    originals_.push_back(original);
    at = entries_.add(key, *original);
  }
  seen = {key, &at->second, true};
  return at->second;
}

void Overlay::put(const StateKey& key, StateEntry entry) {
  if (falls_due(key.kind)) due_keys_.push_back(key);
  const auto [at, is_new] = entries_.try_emplace(key);
  if (is_new) originals_.push_back(parent_.find(key));
  at->second = std::move(entry);
  seen(key) = {key, &at->second, true};
}

void Overlay::remove(const StateKey& key) {
  CHECK(find(key) != nullptr);
  put(key, Removed{});
}

void Overlay::use_nonce(const LiveNonce& nonce) {
  // Validation refused it otherwise: an expired use counts nowhere, a live one would count twice.
  CHECK(nonce.expiry > block_time_);
  CHECK(!nonce_live(nonce.account, nonce.nonce, block_time_));
  nonces_.insert(nonce);
}

StateChanges Overlay::take() {
  StateChanges out;
  out.entries = std::move(entries_);
  std::ranges::sort(due_keys_);
  const auto repeated = std::ranges::unique(due_keys_);
  due_keys_.erase(repeated.begin(), repeated.end());
  out.due_keys = std::move(due_keys_);
  out.nonces = std::move(nonces_);
  return out;
}

}  // namespace pennypost::state
