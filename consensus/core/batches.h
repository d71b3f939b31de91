#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "consensus/types/messages.h"

namespace pennypost::consensus {

/// C10: bytes of batches not yet final that one peer may make us hold. Batches asked for by name
/// are held beyond it: blocks bound those.
inline constexpr std::size_t kPeerBytesMax = 16 * 1024 * 1024;
/// How far ahead of our clock a batch's expiry may be: its lifetime, and clocks that differ.
inline constexpr std::uint64_t kExpiryAheadUsMax = kBatchLifetimeUsMax + 10'000'000;
/// C2: a voter's tolerance. A block that is further behind its clock gets no vote, so a batch whose
/// expiry is further behind can only become final where others vote for it.
inline constexpr std::uint64_t kClockAheadUsMax = 1'000'000;
inline constexpr std::uint64_t kClockBehindUsMax = 10'000'000;
/// How long the author of a batch that had to be fetched is named only with acknowledgements.
inline constexpr std::uint64_t kDistrustRounds = 100;

/// The batches held and not yet final, who else holds them, and which digests final blocks named.
/// A value without clock: times come in. One thread.
class Batches {
 public:
  Batches(const ValidatorSet& validators, std::optional<ValidatorIndex> own)
      : validators_(validators), own_(own) {}

  enum class Added { fresh, known, refused };
  /// `sender` pays for the bytes; `asked` says that a block needs it. Refused: expired, expiring
  /// too far ahead, or beyond the sender's share.
  Added add(std::shared_ptr<const Batch> batch, ValidatorIndex sender, TimestampUs now, bool asked);
  /// Null where it is not held.
  std::shared_ptr<const Batch> find(const BatchDigest& digest) const;
  /// The batches behind the references; fewer than asked where one is missing or is not what the
  /// reference says.
  std::vector<std::shared_ptr<const Batch>> find_all(
      const std::vector<BatchReference>& references) const;
  /// Named by a final block, and not yet expired there.
  bool is_final(const BatchDigest& digest) const { return final_.contains(digest); }
  void set_final(const BatchDigest& digest, TimestampUs expiry);

  void acknowledge(ValidatorIndex peer, const BatchDigest& digest);
  /// This author's batches need f+1 power of acknowledgements before they are named, until `until`.
  void distrust(ValidatorIndex author, Round until);

  struct Choice {
    std::vector<BatchReference> references;
    std::optional<TimestampUs> retry_at;  // a batch may be named from this block time on
  };
  /// What a block of this timestamp and round may name, oldest arrivals first, within the block's
  /// caps. `named` are the digests of its ancestors above the final block.
  Choice choose(const std::set<BatchDigest>& named, TimestampUs timestamp, Round round) const;

  /// A block of the tree names these; it is no longer in the tree; it is final.
  void on_named(const std::vector<BatchReference>& references);
  void on_unnamed(const std::vector<BatchReference>& references);
  void on_final(const std::vector<BatchReference>& references);

  /// Forgets digests of final blocks that no block may name any more.
  void forget_final(TimestampUs final_time);
  /// Whether expire() has anything to look at.
  bool any_expired(TimestampUs final_time, TimestampUs now) const;
  /// Forgets what no block may name any more: unnamed, and expired by final time, or so far behind
  /// our clock that it gets no vote of ours. Returns own batches that will not become final, each
  /// once; `certified` are the digests named on the certified chain, which may still.
  std::vector<std::shared_ptr<const Batch>> expire(TimestampUs final_time, TimestampUs now,
                                                   const std::set<BatchDigest>& certified);

  /// C9: own batches that were not handed out yet.
  std::vector<std::shared_ptr<const Batch>> own_left() const;

  /// Whether any held batch can still become final by the clock.
  bool any_live(TimestampUs now) const;
  /// How many batches ever arrived: a mark for `unacknowledged`.
  std::uint64_t arrivals() const { return arrivals_; }
  /// Live batches among the first `before` arrivals that `peer` has not acknowledged, oldest first,
  /// up to `bytes_max`.
  std::vector<std::shared_ptr<const Batch>> unacknowledged(ValidatorIndex peer, TimestampUs now,
                                                           std::uint64_t before,
                                                           std::size_t bytes_max) const;

  std::size_t bytes() const { return bytes_; }
  std::size_t size() const { return held_.size(); }
  std::size_t final_names() const { return final_.size(); }

 private:
  struct Held {
    std::shared_ptr<const Batch> batch;
    ValidatorIndex sender = 0;
    std::uint32_t names = 0;  // blocks of the tree that name it
    bool given_back = false;  // handed to Rebatch
    std::set<ValidatorIndex> acknowledged{};
  };
  using Order = std::map<std::uint64_t, Held>;  // by arrival

  bool trusted(const Held& held, Round round) const;
  void forget(Order::iterator at);
  Held* held(const BatchDigest& digest);

  ValidatorSet validators_;
  std::optional<ValidatorIndex> own_;
  std::uint64_t arrivals_ = 0;
  Order held_;
  std::map<BatchDigest, std::uint64_t> by_digest_;
  std::set<std::pair<TimestampUs, std::uint64_t>> by_expiry_;
  std::map<ValidatorIndex, std::size_t> bytes_by_sender_;
  std::size_t bytes_ = 0;
  std::map<BatchDigest, TimestampUs> final_;
  std::set<std::pair<TimestampUs, BatchDigest>> final_by_expiry_;
  std::map<ValidatorIndex, Round> distrusted_;
};

}  // namespace pennypost::consensus
