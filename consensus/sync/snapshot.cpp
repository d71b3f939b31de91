#include "consensus/sync/snapshot.h"

#include <algorithm>
#include <bit>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/codec/receipt_file.h"
#include "ledger/crypto/hash.h"
#include "ledger/execution/validation.h"

namespace pennypost::sync {
namespace {

std::unexpected<Error> malformed(const char* what) {
  return fail("malformed", what);
}
std::unexpected<Error> unproven(const char* what) {
  return fail("invalid_proof", what);
}

/// The root over a power of two of subtrees.
Hash root_of(std::span<const Hash> nodes) {
  if (nodes.size() == 1) return nodes[0];
  const std::size_t half = nodes.size() / 2;
  return crypto::hash_node(root_of(nodes.first(half)), root_of(nodes.subspan(half)));
}

}  // namespace

Result<void> verify_manifest(const consensus::EpochContext& epoch, const Manifest& manifest,
                             const crypto::Verify& verify) {
  const LedgerInfo& anchor = manifest.anchor();
  if (anchor.chain_id != epoch.chain_id || anchor.epoch != epoch.epoch) {
    return fail("wrong_epoch", "The snapshot is of another chain or epoch.");
  }
  PP_CHECKED(codec::verify_certificate(manifest.certificate, epoch.validators, verify));
  if (manifest.depth > state::kPartDepthMax || manifest.parts.size() != std::size_t{1}
                                                                            << manifest.depth) {
    return malformed("The parts are not a power of two.");
  }
  if (state::root_of_parts(manifest.parts) == anchor.state_root) return {};
  return unproven("The parts do not make up the state root.");
}

Result<std::vector<state::KeyedEntry>> read_part(const state::Part& part, unsigned depth,
                                                 ByteView bytes) {
  PP_TRY(auto entries, state::read_entries(bytes));
  PP_TRY(const auto leaves, state::leaves_of(entries));
  // All in one part, or the hash of the whole would be of another shape.
  const bool together = leaves.empty() || state::part_of(leaves.front().path, depth) ==
                                              state::part_of(leaves.back().path, depth);
  if (together && state::part_root(leaves, depth) == part) return entries;
  return unproven("The entries are not those of the part.");
}

std::uint64_t HistoryStart::size() const {
  return subtrees.size() * kSubtreeLeaves + tail.size();
}

state::Accumulator HistoryStart::accumulator() const {
  std::vector<Hash> peaks;
  std::span<const Hash> rest(subtrees);
  while (!rest.empty()) {
    const std::size_t count = std::bit_floor(rest.size());
    peaks.push_back(root_of(rest.first(count)));
    rest = rest.subspan(count);
  }
  auto accumulator =
      state::Accumulator::restore(subtrees.size() * kSubtreeLeaves, std::move(peaks));
  CHECK(accumulator);
  for (const Hash& leaf : tail) accumulator->append(leaf);
  return std::move(*accumulator);
}

HistoryCheck::HistoryCheck(ChainId chain, LedgerInfo anchor, const HistoryStart& start,
                           EpochEnds ends)
    : chain_(chain),
      anchor_(std::move(anchor)),
      accumulator_(start.accumulator()),
      start_size_(start.size()),
      from_genesis_(start.size() == 1),
      ends_(std::move(ends)) {}

/// Each block names its parent's id, and an id is the hash of its block: so the anchor's id, which
/// is certified, proves them all. The first of an epoch stands on the epoch's genesis block, whose
/// id follows from the block that ended the epoch before.
Result<void> HistoryCheck::check_link(const consensus::Block& block) const {
  if (block.epoch > anchor_.epoch || block.id != consensus::block_id(chain_, block)) {
    return malformed("The block is of a later epoch, or its id is not its hash.");
  }
  const bool follows =
      block.parent_id() == last_id_ && block.height == height_ && block.epoch == epoch_;
  if (first_time_ && !follows) {
    return malformed("The blocks are not a chain.");
  }
  return {};
}

Result<std::shared_ptr<const execution::ExecutedBlock>> HistoryCheck::add(const HistoryBlock& in) {
  PP_CHECKED(check_link(in.block));
  if (complete()) return malformed("A block behind the last.");
  PP_CHECKED(note_nonces(in));
  auto out = std::make_shared<execution::ExecutedBlock>();
  out->context = consensus::context_of(in.block);
  out->first_version = Version(accumulator_.size());
  out->kept = in.kept;
  for (const execution::KeptTransaction& kept : in.kept) {
    out->leaf_hashes.push_back(
        codec::transaction_leaf(kept.receipt.transaction_id, codec::hash_of(kept.receipt)));
  }
  out->leaf_hashes.push_back(
      codec::block_leaf({in.block.epoch, in.block.round, in.block.id, in.block.timestamp,
                         in.state_root, out->first_version}));
  for (const Hash& leaf : out->leaf_hashes) accumulator_.append(leaf);
  out->ledger_info = {.chain_id = chain_,
                      .epoch = in.block.epoch,
                      .round = in.block.round,
                      .height = in.block.height,
                      .block_id = in.block.id,
                      .version = Version(accumulator_.size() - 1),
                      .state_root = in.state_root,
                      .accumulator_root = accumulator_.root(),
                      .timestamp = in.block.timestamp,
                      .next_validators_hash = std::nullopt};
  out->accumulator = accumulator_;
  if (!first_time_) {
    first_time_ = in.block.timestamp;
    from_genesis_ = from_genesis_ && in.block.height == Height(1);
  }
  height_ = in.block.height.next();
  epoch_ = in.block.epoch;
  last_id_ = in.block.id;
  end_epoch(*out);
  return out;
}

/// C9: where this is the block that ended its epoch: the version that the epoch's end is certified
/// at tells.
void HistoryCheck::end_epoch(execution::ExecutedBlock& block) {
  LedgerInfo& info = block.ledger_info;
  const auto end = ends_.find(info.epoch);
  if (end == ends_.end() || info.epoch == anchor_.epoch ||
      end->second.certificate.ledger_info.version != info.version) {
    return;
  }
  const ValidatorSet& next = end->second.next;
  info.next_validators_hash = codec::hash_of(next);
  block.next_validators = next;
  epoch_ = info.epoch.next();
  last_id_ = consensus::epoch_genesis(info, next).block_id;
}

/// The batches are those that the block names; a kept transaction is the one that its receipt says.
Result<void> HistoryCheck::note_nonces(const HistoryBlock& in) {
  if (in.batches.size() != in.block.batches.size()) return malformed("Batches are missing.");
  for (std::size_t i = 0; i < in.batches.size(); ++i) {
    if (consensus::reference_of(*in.batches[i]) != in.block.batches[i]) {
      return malformed("A batch is not the one that the block names.");
    }
  }
  for (const execution::KeptTransaction& kept : in.kept) {
    if (kept.batch == execution::kSweepBatch) continue;
    if (kept.batch >= in.batches.size() ||
        kept.index >= in.batches[kept.batch]->transactions->size()) {
      return malformed("A kept transaction is in no batch.");
    }
    const Transaction& transaction = (*in.batches[kept.batch]->transactions)[kept.index];
    if (transaction.id != kept.receipt.transaction_id) {
      return malformed("A receipt is another transaction's.");
    }
    const auto* nonce = std::get_if<Nonce>(&transaction.replay);
    if (nonce != nullptr && transaction.expiry > anchor_.timestamp) {
      nonces_.push_back({transaction.expiry, transaction.sender, *nonce});
    }
  }
  return {};
}

Result<std::vector<state::LiveNonce>> HistoryCheck::finish() const {
  if (!complete() || accumulator_.root() != anchor_.accumulator_root ||
      accumulator_.size() != anchor_.version.value() + 1) {
    return unproven("The history does not lead to the certified accumulator.");
  }
  const std::uint64_t last_subtree = accumulator_.size() / kSubtreeLeaves * kSubtreeLeaves;
  if (!from_genesis_ && start_size_ > last_subtree) {
    return unproven("The history lacks leaves of the last incomplete subtree.");
  }
  // A nonce lives so long at most: whoever used one that still lives stands in a later block.
  const bool covered =
      from_genesis_ || us_between(*first_time_, anchor_.timestamp) >= execution::kNonceExpiryUsMax;
  if (!covered) return unproven("The history does not reach back to every live nonce.");
  return nonces_;
}

}  // namespace pennypost::sync
