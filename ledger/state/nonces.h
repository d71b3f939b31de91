#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ledger/memory/chunks.h"
#include "ledger/memory/place_index.h"
#include "ledger/types/identifiers.h"

namespace pennypost::state {

/// A nonce in use until its expiry.
struct LiveNonce {
  TimestampUs expiry;
  Address account;
  Nonce nonce;
  auto operator<=>(const LiveNonce&) const = default;
};

/// Nonces in use: by name, by account, and by when they expire. About a hundred bytes each, and
/// none of what is asked or done for a transaction takes longer when there are many. At most
/// 2^32 - 2 of them.
class LiveNonces {
 public:
  LiveNonces() = default;
  LiveNonces(std::vector<LiveNonce> nonces);  // NOLINT(google-explicit-constructor)
  LiveNonces(LiveNonces&&) noexcept = default;
  LiveNonces& operator=(LiveNonces&&) noexcept = default;
  LiveNonces(const LiveNonces& other) : LiveNonces(other.all()) {}
  LiveNonces& operator=(const LiveNonces& other) { return *this = LiveNonces(other); }

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  std::optional<TimestampUs> expiry(const Address& account, const Nonce& nonce) const;
  /// Has the memory read that `expiry` and `bound` will read.
  void fetch(const Address& account, const Nonce& nonce) const;
  /// How many of the account expire after `at`. Looks at each of the account's.
  std::size_t count(const Address& account, TimestampUs at) const;
  /// Never less than the account's, at once.
  std::size_t bound(const Address& account) const;
  /// How many of all expire after `at`. Looks at those that do not.
  std::size_t total(TimestampUs at) const;

  /// Room for so many.
  void reserve(std::size_t size);
  /// A later use of the same nonce takes the place of the earlier.
  void insert(const LiveNonce& live);
  void insert(const LiveNonces& others);
  /// Forgets those with expiry <= `at`.
  void forget(TimestampUs at);

  /// Ascending.
  std::vector<LiveNonce> all() const;
  bool operator==(const LiveNonces& other) const { return all() == other.all(); }
  /// In no order that anybody may observe.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (records_[i].used) visit(records_[i].live);
    }
  }

 private:
  using Place = std::uint32_t;
  static constexpr Place kNone = UINT32_MAX;

  struct Record {
    LiveNonce live;
    bool used = true;
    // Neighbours among those whose accounts have the same hash; `next` of what is free, too.
    Place before = kNone;
    Place next = kNone;
  };
  struct Chain {
    Place first = kNone;
    std::uint32_t length = 0;
  };
  struct Expiring {
    TimestampUs at;
    Place place;
  };
  // Those that expire in one slice of time are forgotten together, but for the newest slice.
  using Slices = std::map<std::uint64_t, std::vector<Expiring>>;

  const Chain* chain_of(const Address& account) const;
  Place take_place(const LiveNonce& live);
  void link(Place place);
  void unlink(Place place);
  void set_chains(std::size_t size);
  void erase(const Expiring& expired);

  memory::Chunks<Record> records_;
  memory::PlaceIndex names_;                               // by account and nonce
  std::vector<Chain, memory::LargeBlocks<Chain>> chains_;  // by account; a power of two
  Slices slices_;
  Place free_ = kNone;
  std::size_t count_ = 0;
};

}  // namespace pennypost::state
