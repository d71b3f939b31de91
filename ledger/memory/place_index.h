#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ledger/memory/large_block.h"

namespace pennypost::memory {

/// Finds places in a list by a hash of what stands there: open addressing, eight bytes a slot. Who
/// asks compares the items. At most 2^32 - 2 of them.
class PlaceIndex {
 public:
  static constexpr std::size_t kNone = SIZE_MAX;

  /// The place with this hash of which `is_it(place)` holds; else kNone.
  template <class IsIt>
  std::size_t find(std::uint32_t hash, IsIt is_it) const {
    if (slots_.empty()) return kNone;
    for (std::size_t at = home(hash);; at = (at + 1) & mask()) {
      const Slot& slot = slots_[at];
      if (slot.place == 0) return kNone;
      if (slot.hash == hash && is_it(slot.place - 1U)) return slot.place - 1U;
    }
  }
  /// Of a place that is not there yet.
  void add(std::uint32_t hash, std::size_t place) {
    if ((used_ + 1) * 4 > slots_.size() * 3) grow(std::max(kFirstSlots, 2 * slots_.size()));
    put({hash, static_cast<std::uint32_t>(place + 1)});
    ++used_;
  }
  /// Must be there.
  void remove(std::uint32_t hash, std::size_t place) {
    std::size_t hole = slot_of(hash, place);
    // What stands behind moves up, unless it would stand before its home.
    for (std::size_t at = (hole + 1) & mask(); slots_[at].place != 0; at = (at + 1) & mask()) {
      const std::size_t distance = (at - home(slots_[at].hash)) & mask();
      if (distance < ((at - hole) & mask())) continue;
      slots_[hole] = slots_[at];
      hole = at;
    }
    slots_[hole] = {};
    --used_;
  }
  void move(std::uint32_t hash, std::size_t from, std::size_t to) {
    slots_[slot_of(hash, from)].place = static_cast<std::uint32_t>(to + 1);
  }
  void fetch(std::uint32_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home(hash)]);
  }
  /// Room for so many places without growing.
  void reserve(std::size_t places) {
    std::size_t slots = kFirstSlots;
    while (slots * 3 < (places + 1) * 4) slots *= 2;
    if (slots > slots_.size()) grow(slots);
  }
  void clear() {
    slots_.clear();
    used_ = 0;
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t place = 0;  // one more; zero: empty
  };
  using Slots = std::vector<Slot, LargeBlocks<Slot>>;
  static constexpr std::size_t kFirstSlots = 16;

  std::size_t mask() const { return slots_.size() - 1; }
  /// By the hash's first bits: the rest tells neighbours apart.
  std::size_t home(std::uint32_t hash) const {
    return static_cast<std::size_t>((std::uint64_t{hash} * slots_.size()) >> 32);
  }
  std::size_t slot_of(std::uint32_t hash, std::size_t place) const {
    std::size_t at = home(hash);
    while (slots_[at].place != place + 1) at = (at + 1) & mask();
    return at;
  }
  void put(const Slot& slot) {
    std::size_t at = home(slot.hash);
    while (slots_[at].place != 0) at = (at + 1) & mask();
    slots_[at] = slot;
  }
  void grow(std::size_t slots) {
    Slots before(slots);
    std::swap(slots_, before);
    for (const Slot& slot : before) {
      if (slot.place != 0) put(slot);
    }
  }

  Slots slots_;
  std::size_t used_ = 0;
};

}  // namespace pennypost::memory
