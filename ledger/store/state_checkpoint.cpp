#include "ledger/store/state_checkpoint.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"

namespace pennypost::store {
namespace {

// The first byte of a key in column state: the checkpoint's mark, a kind of entry, or a segment of
// nonces.
constexpr std::uint8_t kMarkKind = 0;
constexpr std::uint8_t kNoncesKind = 0xff;
constexpr std::size_t kLoadThreadsMax = 8;
constexpr std::size_t kLoadChunkEntries = 4096;
constexpr std::size_t kNonceBytes = 8 + Address::kSize + Nonce::kSize;

Bytes state_key(const state::StateKey& key) {
  return codec::Writer().u8(static_cast<std::uint8_t>(key.kind)).raw(key.id).take();
}

Bytes mark_key() {
  return {kMarkKind};
}

Bytes nonces_key(Version version) {
  return codec::Writer().u8(kNoncesKind).number(version).take();
}

using KeyedEntry = std::pair<state::StateKey, state::StateEntry>;

Result<KeyedEntry> decode_entry(ByteView key, ByteView value) {
  codec::Reader in(key);
  const std::uint8_t kind = in.u8();
  const state::StateKey out{static_cast<state::EntryKind>(kind), in.fixed<Address>().bytes};
  auto entry = state::decode_entry(kind, value);
  if (entry && in.done()) return KeyedEntry{out, std::move(*entry)};
  return fail("corrupt_store", "Entry " + to_hex(key) + " in column state is not one.");
}

/// One thread's share of the state: the keys [first, end).
struct Share {
  Bytes first;
  Bytes end;
  std::vector<std::pair<Hash, Hash>> leaves;
  Result<void> outcome;
};

/// Keys are a kind and a hash: accounts, nearly all of them, spread evenly over the second byte.
std::vector<Share> shares_of(std::size_t count) {
  std::vector<Share> shares(count);
  shares.front().first = {kMarkKind + 1};
  shares.back().end = {kNoncesKind};
  for (std::size_t i = 1; i < count; ++i) {
    const auto cut = static_cast<std::uint8_t>(256 * i / count);
    shares[i].first = {static_cast<std::uint8_t>(state::EntryKind::account), cut};
    shares[i - 1].end = shares[i].first;
  }
  return shares;
}

class StateLoader {
 public:
  explicit StateLoader(const Database& database) : database_(database) {}

  Result<StateCheckpoint::Loaded> load() {
    std::vector<Share> shares =
        shares_of(std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kLoadThreadsMax));
    std::jthread keeper([this] { keep(); });
    {
      std::vector<std::jthread> threads;
      for (Share& share : shares) {
        threads.emplace_back([this, &share] { share.outcome = read(share); });
      }
    }
    flush({});
    std::size_t count = 0;
    for (const Share& share : shares) count += share.leaves.size();
    std::vector<std::pair<Hash, Hash>> leaves;
    leaves.reserve(count);
    for (Share& share : shares) {
      PP_CHECKED(std::move(share.outcome));
      leaves.insert(leaves.end(), share.leaves.begin(), share.leaves.end());
      share.leaves = {};  // all of them twice would be the most memory that a start takes
    }
    state::StateTree tree = state::StateTree().with(std::move(leaves));
    keeper.join();
    return StateCheckpoint::Loaded{.state = std::move(state_), .tree = std::move(tree)};
  }

 private:
  Result<void> read(Share& share) {
    std::vector<KeyedEntry> chunk;
    Result<void> decoded;
    PP_CHECKED(database_.scan(Column::state, share.first, [&](ByteView key, ByteView value) {
      if (!std::ranges::lexicographical_compare(key, share.end)) return false;
      auto entry = decode_entry(key, value);
      if (!entry) {
        decoded = std::unexpected(std::move(entry).error());
        return false;
      }
      share.leaves.emplace_back(state::state_path(entry->first),
                                state::state_value_hash(entry->second));
      chunk.push_back(std::move(*entry));
      if (chunk.size() == kLoadChunkEntries) flush(std::exchange(chunk, {}));
      return true;
    }));
    if (!chunk.empty()) flush(std::move(chunk));
    return decoded;
  }

  /// An empty chunk is the last.
  void flush(std::vector<KeyedEntry> chunk) {
    const std::lock_guard lock(mutex_);
    chunks_.push_back(std::move(chunk));
    more_.notify_one();
  }

  /// On a thread of its own: those who read do not wait for it, nor does the tree.
  void keep() {
    while (true) {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return !chunks_.empty(); });
      std::vector<KeyedEntry> chunk = std::move(chunks_.front());
      chunks_.pop_front();
      lock.unlock();
      if (chunk.empty()) return;
      state_.load(std::move(chunk));
    }
  }

  const Database& database_;
  std::mutex mutex_;  // guards chunks_
  std::condition_variable more_;
  std::deque<std::vector<KeyedEntry>> chunks_;
  state::MemoryState state_;  // the keeper's
};

void put_mark(Table& table, const LedgerInfo& block) {
  table.put(mark_key(), codec::Writer().number(block.version).view());
}

/// Takes away those that are `Removed`.
void put_entries(Table& table, const state::Entries& entries) {
  std::vector<std::pair<state::StateKey, const state::StateEntry*>> sorted;
  sorted.reserve(entries.size());
  for (const auto& [key, entry] : entries) sorted.emplace_back(key, &entry);
  std::ranges::sort(sorted);
  for (const auto& [key, entry] : sorted) {
    if (std::holds_alternative<state::Removed>(*entry)) {
      table.remove(state_key(key));
    } else {
      table.put(state_key(key), state::encode_entry(*entry));
    }
  }
}

}  // namespace

Result<std::optional<Version>> StateCheckpoint::version() const {
  PP_TRY(const auto value, database_.get(Column::state, mark_key()));
  if (!value) return std::nullopt;
  codec::Reader in(*value);
  const auto version = in.number<Version>();
  if (!in.done()) return fail("corrupt_store", "The checkpoint in column state is not one.");
  return version;
}

Result<StateCheckpoint::Loaded> StateCheckpoint::load(TimestampUs block_time) {
  PP_TRY(Loaded loaded, StateLoader(database_).load());
  PP_CHECKED(load_nonces(loaded.state, block_time));
  return loaded;
}

Result<void> StateCheckpoint::load_nonces(state::MemoryState& state, TimestampUs block_time) {
  segments_.clear();
  bool good = true;
  PP_CHECKED(
      database_.scan(Column::state, nonces_key(Version(0)), [&](ByteView key, ByteView value) {
        codec::Reader key_in(key.subspan(1));
        Segment segment{.version = key_in.number<Version>(), .last_expiry = TimestampUs(0)};
        good = key_in.done() && value.size() % kNonceBytes == 0;
        if (!good) return false;
        state::StateChanges changes;
        for (codec::Reader in(value); in.left() > 0;) {
          state::LiveNonce nonce;
          nonce.expiry = in.number<TimestampUs>();
          nonce.account = in.fixed<Address>();
          nonce.nonce = in.fixed<Nonce>();
          segment.last_expiry = std::max(segment.last_expiry, nonce.expiry);
          if (nonce.expiry > block_time) changes.nonces.insert(nonce);
        }
        state.apply(changes, block_time);
        segments_.push_back(segment);
        return true;
      }));
  if (!good) return fail("corrupt_store", "A segment of nonces in column state is not one.");
  return {};
}

void StateCheckpoint::note(const execution::ExecutedBlock& block) {
  newest_ = block.ledger_info;
  changed_.insert_or_assign(block.changes.entries);
  block.changes.nonces.for_each([this](const state::LiveNonce& live) { nonces_.push_back(live); });
  transactions_ += block.kept.size();
  ++blocks_;
  changes_ = changed_.size();
}

void StateCheckpoint::put(Table& table) {
  CHECK(blocks_ > 0);
  put_mark(table, newest_);
  put_entries(table, changed_);
  put_nonces(table);
}

/// The segments whose nonces all expired go, and one of those noted comes: keys ascend by version.
void StateCheckpoint::put_nonces(Table& table) {
  const TimestampUs now = newest_.timestamp;
  std::erase_if(segments_, [&](const Segment& old) {
    if (old.last_expiry > now) return false;
    table.remove(nonces_key(old.version));
    return true;
  });
  Segment segment{.version = newest_.version, .last_expiry = TimestampUs(0)};
  codec::Writer live;
  for (const state::LiveNonce& nonce : nonces_) {
    if (nonce.expiry <= now) continue;
    live.number(nonce.expiry).fixed(nonce.account).fixed(nonce.nonce);
    segment.last_expiry = std::max(segment.last_expiry, nonce.expiry);
  }
  if (live.view().empty()) return;
  table.put(nonces_key(segment.version), live.view());
  segments_.push_back(segment);
}

std::optional<Version> StateCheckpoint::read_mark(ByteView key, ByteView value) {
  if (!std::ranges::equal(key, mark_key())) return std::nullopt;
  codec::Reader in(value);
  const auto version = in.number<Version>();
  return in.done() ? std::optional(version) : std::nullopt;
}

bool StateCheckpoint::is_nonces_key(ByteView key) {
  return !key.empty() && key[0] == kNoncesKind;
}

Result<std::pair<state::StateKey, state::StateEntry>> StateCheckpoint::read_entry(ByteView key,
                                                                                  ByteView value) {
  return decode_entry(key, value);
}

void StateCheckpoint::put_entry(WriteBatch& batch, const state::StateKey& key,
                                const state::StateEntry& entry) {
  batch.put(Column::state, state_key(key), state::encode_entry(entry));
}

void StateCheckpoint::put_checkpoint(WriteBatch& batch, const LedgerInfo& block,
                                     const std::vector<state::LiveNonce>& nonces) {
  codec::Writer live;
  for (const state::LiveNonce& nonce : nonces) {
    live.number(nonce.expiry).fixed(nonce.account).fixed(nonce.nonce);
  }
  if (!nonces.empty()) batch.put(Column::state, nonces_key(block.version), live.view());
  batch.put(Column::state, mark_key(), codec::Writer().number(block.version).view());
}

void StateCheckpoint::forget() {
  changed_.clear();
  nonces_.clear();
  transactions_ = 0;
  blocks_ = 0;
  changes_ = 0;
}

void StateCheckpoint::put_genesis(Table& table, const state::MemoryState& state,
                                  const execution::ExecutedBlock& genesis) {
  CHECK(state.nonces().empty());
  put_mark(table, genesis.ledger_info);
  put_entries(table, state.entries());
}

}  // namespace pennypost::store
