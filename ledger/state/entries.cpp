#include "ledger/state/entries.h"

#include <algorithm>

namespace pennypost::state {

Entries::Entries(const Entries& other) {
  for (const auto& [key, entry] : other) add(key, entry);
}

std::size_t Entries::place_of(const StateKey& key) const {
  const std::size_t place =
      index_.find(hash_of(key), [&](std::size_t at) { return items_[at].first == key; });
  return place == memory::PlaceIndex::kNone ? size() : place;
}

bool Entries::operator==(const Entries& other) const {
  return size() == other.size() && std::ranges::all_of(*this, [&other](const value_type& each) {
           const auto at = other.find(each.first);
           return at != other.end() && at->second == each.second;
         });
}

void Entries::fetch_place(const StateKey& key) const {
  index_.fetch(hash_of(key));
}

void Entries::fetch_entry(const StateKey& key) const {
  const std::size_t place = index_.find(hash_of(key), [](std::size_t) { return true; });
  if (place == memory::PlaceIndex::kNone) return;
  const auto* bytes = reinterpret_cast<const char*>(&items_[place]);
  for (std::size_t line = 0; line < sizeof(value_type); line += 64) {
    __builtin_prefetch(bytes + line);
  }
}

Entries::iterator Entries::add(const StateKey& key, const StateEntry& entry) {
  index_.add(hash_of(key), size());
  items_.emplace_back(key, entry);
  return {this, size() - 1};
}

std::pair<Entries::iterator, bool> Entries::try_emplace(const StateKey& key) {
  const std::size_t place = place_of(key);
  const bool is_new = place == size();
  if (is_new) {
    index_.add(hash_of(key), place);
    items_.emplace_back(key, Removed{});
  }
  return {{this, place}, is_new};
}

void Entries::emplace(const StateKey& key, StateEntry entry) {
  const auto [at, is_new] = try_emplace(key);
  if (is_new) at->second = std::move(entry);
}

void Entries::insert_or_assign(const StateKey& key, const StateEntry& entry) {
  try_emplace(key).first->second = entry;
}

void Entries::insert_or_assign(const StateKey& key, StateEntry&& entry) {
  try_emplace(key).first->second = std::move(entry);
}

void Entries::insert_or_assign(const Entries& others) {
  match(others,
        [this](const StateKey& key, const StateEntry& entry) { insert_or_assign(key, entry); });
}

void Entries::erase(const StateKey& key) {
  const std::size_t place = place_of(key);
  if (place == size()) return;
  index_.remove(hash_of(key), place);
  const std::size_t last = size() - 1;
  if (place != last) {  // the last one takes its place
    index_.move(hash_of(items_[last].first), last, place);
    items_[place] = std::move(items_[last]);
  }
  items_.pop_back();
}

void Entries::clear() {
  items_.clear();
  index_.clear();
}

}  // namespace pennypost::state
