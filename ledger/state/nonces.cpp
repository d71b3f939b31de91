#include "ledger/state/nonces.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace pennypost::state {
namespace {

constexpr std::uint64_t kSliceUs = 1 << 16;
constexpr std::size_t kFirstChains = 8;
constexpr std::size_t kFetchedAhead = 8;

template <class Id>
std::uint64_t first_bytes(const Id& id) {
  std::uint64_t out;
  std::memcpy(&out, id.bytes.data(), sizeof out);
  return out;
}

// Clients choose nonces, also bad ones; an account's address is a hash.
std::uint32_t hash_of(const Address& account, const Nonce& nonce) {
  std::uint64_t rest;
  std::memcpy(&rest, nonce.bytes.data() + sizeof rest, sizeof rest);
  std::uint64_t mixed = first_bytes(account) ^ (first_bytes(nonce) * 0xbf58476d1ce4e5b9U);
  mixed = (mixed ^ (mixed >> 29) ^ rest) * 0x9e3779b97f4a7c15U;
  return static_cast<std::uint32_t>(mixed >> 32);
}

std::uint64_t slice_of(TimestampUs expiry) {
  return expiry.value() / kSliceUs;
}

}  // namespace

LiveNonces::LiveNonces(std::vector<LiveNonce> nonces) {
  for (const LiveNonce& live : nonces) insert(live);
}

const LiveNonces::Chain* LiveNonces::chain_of(const Address& account) const {
  return chains_.empty() ? nullptr : &chains_[first_bytes(account) & (chains_.size() - 1)];
}

std::optional<TimestampUs> LiveNonces::expiry(const Address& account, const Nonce& nonce) const {
  const std::size_t place = names_.find(hash_of(account, nonce), [&](std::size_t at) {
    const LiveNonce& live = records_[at].live;
    return live.nonce == nonce && live.account == account;
  });
  if (place == memory::PlaceIndex::kNone) return std::nullopt;
  return records_[place].live.expiry;
}

void LiveNonces::fetch(const Address& account, const Nonce& nonce) const {
  names_.fetch(hash_of(account, nonce));
  __builtin_prefetch(chain_of(account));
}

std::size_t LiveNonces::count(const Address& account, TimestampUs at) const {
  const Chain* chain = chain_of(account);
  std::size_t count = 0;
  for (Place place = chain ? chain->first : kNone; place != kNone; place = records_[place].next) {
    const LiveNonce& live = records_[place].live;
    if (live.expiry > at && live.account == account) ++count;
  }
  return count;
}

std::size_t LiveNonces::bound(const Address& account) const {
  const Chain* chain = chain_of(account);
  return chain ? chain->length : 0;
}

std::size_t LiveNonces::total(TimestampUs at) const {
  std::size_t expired = 0;
  for (const auto& [slice, expiring] : slices_) {
    if (slice > slice_of(at)) break;
    expired += static_cast<std::size_t>(
        std::ranges::count_if(expiring, [at](const Expiring& each) { return each.at <= at; }));
  }
  return count_ - expired;
}

void LiveNonces::insert(const LiveNonce& live) {
  const std::uint32_t hash = hash_of(live.account, live.nonce);
  const std::size_t known = names_.find(hash, [&](std::size_t at) {
    return records_[at].live.nonce == live.nonce && records_[at].live.account == live.account;
  });
  if (known != memory::PlaceIndex::kNone) {
    const Expiring before{records_[known].live.expiry, static_cast<Place>(known)};
    std::erase_if(slices_[slice_of(before.at)],
                  [&](const Expiring& each) { return each.place == before.place; });
    erase(before);
  }
  if (count_ >= chains_.size()) set_chains(std::max(kFirstChains, 2 * chains_.size()));
  const Place place = take_place(live);
  names_.add(hash, place);
  link(place);
  slices_[slice_of(live.expiry)].push_back({live.expiry, place});
  ++count_;
}

void LiveNonces::insert(const LiveNonces& others) {
  for (std::size_t i = 0; i < others.records_.size(); ++i) {
    if (i + kFetchedAhead < others.records_.size()) {
      const LiveNonce& next = others.records_[i + kFetchedAhead].live;
      fetch(next.account, next.nonce);
    }
    if (others.records_[i].used) insert(others.records_[i].live);
  }
}

LiveNonces::Place LiveNonces::take_place(const LiveNonce& live) {
  if (free_ == kNone) {
    records_.emplace_back(Record{.live = live});
    return static_cast<Place>(records_.size() - 1);
  }
  const Place place = free_;
  free_ = records_[place].next;
  records_[place] = Record{.live = live};
  return place;
}

void LiveNonces::link(Place place) {
  Record& record = records_[place];
  Chain& chain = chains_[first_bytes(record.live.account) & (chains_.size() - 1)];
  record.before = kNone;
  record.next = chain.first;
  if (chain.first != kNone) records_[chain.first].before = place;
  chain.first = place;
  ++chain.length;
}

void LiveNonces::unlink(Place place) {
  const Record& record = records_[place];
  Chain& chain = chains_[first_bytes(record.live.account) & (chains_.size() - 1)];
  (record.before == kNone ? chain.first : records_[record.before].next) = record.next;
  if (record.next != kNone) records_[record.next].before = record.before;
  --chain.length;
}

void LiveNonces::reserve(std::size_t size) {
  names_.reserve(size);
  if (size > chains_.size()) set_chains(std::bit_ceil(size));
}

void LiveNonces::set_chains(std::size_t size) {
  chains_.assign(size, Chain{});
  for (std::size_t i = 0; i < records_.size(); ++i) {
    if (records_[i].used) link(static_cast<Place>(i));
  }
}

void LiveNonces::erase(const Expiring& expired) {
  Record& record = records_[expired.place];
  names_.remove(hash_of(record.live.account, record.live.nonce), expired.place);
  unlink(expired.place);
  record.used = false;
  record.next = free_;
  free_ = expired.place;
  --count_;
}

void LiveNonces::forget(TimestampUs at) {
  while (!slices_.empty() && slices_.begin()->first <= slice_of(at)) {
    const auto slice = slices_.begin();
    const auto live =
        std::ranges::partition(slice->second, [at](const Expiring& each) { return each.at <= at; });
    for (auto each = slice->second.begin(); each != live.begin(); ++each) erase(*each);
    slice->second.erase(slice->second.begin(), live.begin());
    if (!slice->second.empty()) return;  // the slice of `at` itself
    slices_.erase(slice);
  }
}

std::vector<LiveNonce> LiveNonces::all() const {
  std::vector<LiveNonce> out;
  out.reserve(count_);
  for_each([&out](const LiveNonce& live) { out.push_back(live); });
  std::ranges::sort(out);
  return out;
}

}  // namespace pennypost::state
