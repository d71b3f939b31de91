#pragma once

#include <compare>
#include <cstring>
#include <iterator>
#include <utility>

#include "ledger/memory/chunks.h"
#include "ledger/memory/place_index.h"
#include "ledger/state/entry.h"

namespace pennypost::state {

/// Entries by their keys: in chunks of 192 bytes each, found by an index of 11 to 21 bytes an
/// entry (place_index.h); what an entry mostly has lies inside it. References stay valid until an
/// entry is erased; the order, in which they came but for what erasing moves, is none that anybody
/// may observe.
class Entries {
 public:
  using value_type = std::pair<StateKey, StateEntry>;
  static_assert(sizeof(value_type) <= 192, "an entry of a kind seldom used widens all of them");

  template <class Owner, class Item>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Entries::value_type;
    using difference_type = std::ptrdiff_t;
    using pointer = Item*;
    using reference = Item&;
    Iterator() = default;
    Iterator(Owner* owner, std::size_t at) : owner_(owner), at_(at) {}
    Item& operator*() const { return owner_->items_[at_]; }
    Item* operator->() const { return &owner_->items_[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return {owner_, at_++}; }
    bool operator==(const Iterator&) const = default;

   private:
    Owner* owner_ = nullptr;
    std::size_t at_ = 0;
  };
  using iterator = Iterator<Entries, value_type>;
  using const_iterator = Iterator<const Entries, const value_type>;

  Entries() = default;
  Entries(Entries&&) noexcept = default;
  Entries& operator=(Entries&&) noexcept = default;
  Entries(const Entries& other);
  Entries& operator=(const Entries& other) { return *this = Entries(other); }

  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.size() == 0; }
  iterator begin() { return {this, 0}; }
  iterator end() { return {this, size()}; }
  const_iterator begin() const { return {this, 0}; }
  const_iterator end() const { return {this, size()}; }

  iterator find(const StateKey& key) { return {this, place_of(key)}; }
  const_iterator find(const StateKey& key) const { return {this, place_of(key)}; }
  bool contains(const StateKey& key) const { return find(key) != end(); }
  bool operator==(const Entries& other) const;

  /// Has the memory read that `find` will read: first where the entry is, then itself. Between the
  /// two should be as much time as reading takes.
  void fetch_place(const StateKey& key) const;
  void fetch_entry(const StateKey& key) const;
  /// Calls `visit` with each of the others' items, while what this has of the next ones is read.
  template <class Visit>
  void match(const Entries& others, Visit visit) const {
    for (std::size_t i = 0; i < others.size(); ++i) {
      if (i + kPlacesAhead < others.size()) fetch_place(others.items_[i + kPlacesAhead].first);
      if (i + kEntriesAhead < others.size()) fetch_entry(others.items_[i + kEntriesAhead].first);
      visit(others.items_[i].first, others.items_[i].second);
    }
  }

  /// Room for so many without moving what finds them.
  void reserve(std::size_t size) { index_.reserve(size); }
  /// Ids are hashes; the few other entries are told apart by their kind and first bytes.
  static std::uint32_t hash_of(const StateKey& key) {
    std::uint64_t first;
    std::memcpy(&first, key.id.data(), sizeof first);
    first ^= static_cast<std::uint64_t>(key.kind) << 32;
    return static_cast<std::uint32_t>((first * 0x9e3779b97f4a7c15U) >> 32);
  }

  /// Of a key that is not there yet.
  iterator add(const StateKey& key, const StateEntry& entry);
  /// A `Removed` where there is none yet; whether it is new.
  std::pair<iterator, bool> try_emplace(const StateKey& key);
  void emplace(const StateKey& key, StateEntry entry);
  void insert_or_assign(const StateKey& key, const StateEntry& entry);
  void insert_or_assign(const StateKey& key, StateEntry&& entry);
  /// All of the others' items.
  void insert_or_assign(const Entries& others);
  void erase(const StateKey& key);
  void clear();

 private:
  static constexpr std::size_t kPlacesAhead = 16;
  static constexpr std::size_t kEntriesAhead = 8;

  std::size_t place_of(const StateKey& key) const;

  memory::Chunks<value_type> items_;
  memory::PlaceIndex index_;
};

}  // namespace pennypost::state
