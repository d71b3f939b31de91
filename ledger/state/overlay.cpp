#include "ledger/state/overlay.h"

#include <algorithm>
#include <ranges>
#include <set>
#include <tuple>

namespace pennypost::state {
namespace {

std::pair<const Address&, const Nonce&> name_of(const LiveNonce& live) {
  return {live.account, live.nonce};
}

const StateEntry* present(const StateEntry& entry) {
  return std::holds_alternative<Removed>(entry) ? nullptr : &entry;
}

}  // namespace

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
  const std::pair<const Address&, const Nonce&> name{account, nonce};
  for (const StateChanges* layer : std::views::reverse(layers_)) {
    const auto at = std::ranges::lower_bound(layer->nonces, name, {}, name_of);
    if (at != layer->nonces.end() && name_of(*at) == name) return at->expiry;
  }
  return base_.nonce_expiry(account, nonce);
}

std::size_t LayeredView::nonce_count(const Address& account, TimestampUs at) const {
  // A nonce is used again only after its expiry, so no two layers count the same one.
  std::size_t count = base_.nonce_count(account, at);
  for (const StateChanges* layer : layers_) {
    const auto own = std::ranges::equal_range(layer->nonces, account, {}, &LiveNonce::account);
    count += static_cast<std::size_t>(
        std::ranges::count_if(own, [at](const LiveNonce& live) { return live.expiry > at; }));
  }
  return count;
}

std::size_t LayeredView::nonce_total(TimestampUs at) const {
  std::size_t total = base_.nonce_total(at);
  for (const StateChanges* layer : layers_) {
    total += static_cast<std::size_t>(std::ranges::count_if(
        layer->nonces, [at](const LiveNonce& live) { return live.expiry > at; }));
  }
  return total;
}

Overlay::Overlay(const StateView& parent, TimestampUs block_time)
    : parent_(parent), block_time_(block_time), nonce_total_(parent.nonce_total(block_time)) {}

const StateEntry* Overlay::find(const StateKey& key) const {
  const auto at = entries_.find(key);
  return at == entries_.end() ? parent_.find(key) : present(at->second);
}

std::vector<Due> Overlay::due(DueClass due_class, TimestampUs at, std::size_t max) const {
  CHECK(due_keys_.empty());
  return parent_.due(due_class, at, max);
}

std::optional<TimestampUs> Overlay::nonce_expiry(const Address& account, const Nonce& nonce) const {
  const auto at = nonces_.find({account, nonce});
  return at == nonces_.end() ? parent_.nonce_expiry(account, nonce) : std::optional(at->second);
}

std::size_t Overlay::nonce_count(const Address& account, TimestampUs at) const {
  CHECK(at == block_time_);
  const auto [known, is_new] = nonce_counts_.try_emplace(account, 0);
  if (is_new) known->second = parent_.nonce_count(account, at);
  return known->second;
}

std::size_t Overlay::nonce_total(TimestampUs at) const {
  CHECK(at == block_time_);
  return nonce_total_;
}

StateEntry& Overlay::edit_entry(const StateKey& key) {
  if (falls_due(key.kind)) due_keys_.push_back(key);
  const auto [at, is_new] = entries_.try_emplace(key);
  if (is_new) {
    const StateEntry* original = parent_.find(key);
    CHECK(original != nullptr);
    at->second = *original;
  }
  return at->second;
}

void Overlay::put(const StateKey& key, StateEntry entry) {
  if (falls_due(key.kind)) due_keys_.push_back(key);
  entries_.insert_or_assign(key, std::move(entry));
}

void Overlay::remove(const StateKey& key) {
  CHECK(find(key) != nullptr);
  put(key, Removed{});
}

void Overlay::use_nonce(const LiveNonce& nonce) {
  // Validation refused it otherwise: an expired use counts nowhere, a live one would count twice.
  CHECK(nonce.expiry > block_time_);
  CHECK(!nonce_live(nonce.account, nonce.nonce, block_time_));
  const std::size_t count = nonce_count(nonce.account, block_time_);
  nonces_.insert_or_assign({nonce.account, nonce.nonce}, nonce.expiry);
  nonce_counts_.insert_or_assign(nonce.account, count + 1);
  ++nonce_total_;
}

StateChanges Overlay::take() {
  StateChanges out;
  out.entries = std::move(entries_);
  std::ranges::sort(due_keys_);
  const auto repeated = std::ranges::unique(due_keys_);
  due_keys_.erase(repeated.begin(), repeated.end());
  out.due_keys = std::move(due_keys_);
  out.nonces.reserve(nonces_.size());
  for (const auto& [name, expiry] : nonces_) {
    out.nonces.push_back(LiveNonce{expiry, name.first, name.second});
  }
  return out;
}

}  // namespace pennypost::state
