#include "tests/simulator/disk.h"

#include <algorithm>
#include <set>

#include "consensus/wire/consensus_wire.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kDropIntervalUs = 1'000'000;  // of final time

Hash checksum(ByteView bytes) {
  return crypto::hash("pennypost/simulator/record/1", bytes);
}

Bytes record_of(ByteView bytes) {
  Bytes out = bytes_of(bytes);
  const Hash sum = checksum(bytes);
  out.insert(out.end(), sum.bytes.begin(), sum.bytes.end());
  return out;
}

bool is_whole(ByteView record) {
  if (record.size() < Hash::kSize) return false;
  const ByteView bytes = record.first(record.size() - Hash::kSize);
  return std::ranges::equal(checksum(bytes).view(), record.last(Hash::kSize));
}

/// The bytes of a Persist, as far as they were written.
Bytes encoded(const consensus::Persist& persist) {
  Bytes out;
  const auto add = [&out](const Bytes& bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
  };
  if (persist.safety) add(wire::encode(*persist.safety));
  for (const consensus::Block& block : persist.blocks) add(wire::encode(block));
  for (const auto& batch : persist.batches) add(batch->bytes);
  return out;
}

}  // namespace

void Disk::sync(const consensus::Persist& persist) {
  if (persist.safety) safety_ = persist.safety;
  for (const auto& block : persist.blocks) {
    blocks_.emplace(block.id, block);
    written_.insert(block.id);
  }
  for (const auto& batch : persist.batches) batches_.emplace(batch->digest, Held{.batch = batch});
}

void Disk::sync_all() {
  if (durable_final_ == final_.size()) return;
  durable_final_ = final_.size();
  const TimestampUs final_time = final_.back().block.timestamp;
  if (us_between(dropped_at_, final_time) < kDropIntervalUs) return;
  dropped_at_ = final_time;
  drop();
}

void Disk::drop() {
  const consensus::Block& last = final_.back().block;
  std::erase_if(blocks_, [&](const auto& entry) { return entry.second.height <= last.height; });
  std::erase_if(batches_, [&](const auto& entry) {
    return !entry.second.named && entry.second.batch->expiry <= last.timestamp;
  });
}

void Disk::name(const consensus::Block& block, bool named) {
  for (const auto& reference : block.batches) {
    const auto at = batches_.find(reference.digest);
    if (at != batches_.end()) at->second.named = named;
  }
}

void Disk::append(const consensus::Finalize& effect) {
  for (std::size_t i = 0; i < effect.blocks.size(); ++i) {
    const consensus::Block& block = effect.blocks[i];
    name(block, true);
    final_.push_back({block, effect.executed[i], std::nullopt});
  }
  final_.back().certificate = effect.certificate;
  if (effect.executed.back()->next_validators) {
    endings_[effect.blocks.back().epoch] = final_.size() - 1;
  }
}

void Disk::lose_power(const consensus::Persist* unsynced, Random& random, Faults& faults) {
  std::size_t keep = durable_final_ + random.below(final_.size() - durable_final_ + 1);
  // A Finalize is one atomic write.
  while (keep > durable_final_ && !final_[keep - 1].certificate) --keep;
  faults.lost_final_blocks += final_.size() - keep;
  while (final_.size() > keep) {
    const FinalBlock& entry = final_.back();
    name(entry.block, false);
    const auto ending = endings_.find(entry.block.epoch);
    if (ending != endings_.end() && ending->second == final_.size() - 1) endings_.erase(ending);
    final_.pop_back();
  }
  // Writes keep their order: what came after a lost one is lost.
  if (unsynced == nullptr || keep < final_.size()) return;
  switch (random.below(3)) {
    case 0:
      ++faults.dropped_writes;
      break;
    case 1: {
      const Bytes whole = record_of(encoded(*unsynced));
      const Bytes part(whole.begin(),
                       whole.begin() + static_cast<std::ptrdiff_t>(random.below(whole.size())));
      CHECK(!is_whole(part));  // so recovery leaves it out
      ++faults.torn_writes;
      break;
    }
    default:
      sync(*unsynced);
      sync_all();
      ++faults.silent_writes;
      break;
  }
}

void Disk::rot(Random& random, Faults& faults) {
  std::vector<std::pair<std::string, Bytes>> records;
  if (safety_) records.emplace_back("the safety record", wire::encode(*safety_));
  if (durable_final_ > 0) {
    const FinalBlock& entry = final_[random.below(durable_final_)];
    records.emplace_back("final block " + to_string(entry.block.height), wire::encode(entry.block));
  }
  if (!blocks_.empty()) {
    const auto& [id, block] =
        *std::next(blocks_.begin(), static_cast<std::ptrdiff_t>(random.below(blocks_.size())));
    records.emplace_back("block " + id.hex(), wire::encode(block));
  }
  if (!batches_.empty()) {
    const auto& [digest, held] =
        *std::next(batches_.begin(), static_cast<std::ptrdiff_t>(random.below(batches_.size())));
    records.emplace_back("batch " + digest.hex(), held.batch->bytes);
  }
  if (records.empty() || rotten_) return;
  auto& [name, bytes] = records[random.below(records.size())];
  rotten_ = Rotten{.name = std::move(name), .record = record_of(bytes)};
  const std::size_t bit = random.below(rotten_->record.size() * 8);
  rotten_->record[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
  ++faults.bit_rot;
}

std::string Disk::damage() const {
  return rotten_ && !is_whole(rotten_->record) ? rotten_->name : std::string();
}

std::shared_ptr<const consensus::Batch> Disk::batch(const BatchDigest& digest) const {
  const auto at = batches_.find(digest);
  return at == batches_.end() ? nullptr : at->second.batch;
}

const OrderedCertificate* Disk::ending(Epoch epoch) const {
  const auto at = endings_.find(epoch);
  return at == endings_.end() ? nullptr : &*final_[at->second].certificate;
}

consensus::Recovered Disk::recover() const {
  consensus::Recovered out;
  if (safety_) out.safety = *safety_;
  const Height final_height = final_.empty() ? Height(0) : final_.back().block.height;
  const TimestampUs final_time = final_.empty() ? TimestampUs(0) : final_.back().block.timestamp;
  for (const auto& [id, block] : blocks_) {
    if (block.height > final_height) out.blocks.push_back(block);
  }
  std::ranges::sort(out.blocks, {}, [](const auto& block) { return block.height; });
  for (const FinalBlock& entry : final_) {
    for (const auto& reference : entry.block.batches) {
      if (reference.expiry > final_time) out.named.emplace(reference.digest, reference.expiry);
    }
  }
  for (const auto& [digest, held] : batches_) {
    if (!held.named && held.batch->expiry > final_time) out.batches.push_back(held.batch);
  }
  if (!final_.empty()) out.final_certificate = final_.back().certificate;
  const std::size_t turns = std::min(final_.size(), consensus::kTurnsMax);
  for (std::size_t i = final_.size() - turns; i < final_.size(); ++i) {
    if (final_[i].block.epoch != final_.back().block.epoch) continue;
    out.turns.push_back(consensus::turn_of(final_[i].block));
  }
  return out;
}

consensus::BlockResponse Disk::respond(const consensus::ServeBlocks& effect,
                                       std::size_t blocks_max) const {
  consensus::BlockResponse out;
  const std::uint64_t from = std::max<std::uint64_t>(effect.request.from_height.value(), 1);
  for (std::uint64_t i = from - 1; i < final_.size() && out.blocks.size() < blocks_max; ++i) {
    if (!out.blocks.empty() && final_[i].block.epoch != out.blocks.back().epoch) break;  // C9
    out.blocks.push_back(final_[i].block);
    if (final_[i].certificate) out.ordered = final_[i].certificate;
  }
  for (const consensus::Block& block : effect.suffix) {
    const bool fits = out.blocks.empty() || out.blocks.back().id == block.parent_id();
    if (!fits || out.blocks.size() >= blocks_max) break;
    out.blocks.push_back(block);
  }
  std::set<BatchDigest> sent;
  for (const consensus::Block& block : out.blocks) {
    for (const auto& reference : block.batches) {
      auto found = batch(reference.digest);
      if (found != nullptr && sent.insert(reference.digest).second) out.batches.push_back(found);
    }
  }
  return out;
}

}  // namespace pennypost::simulator
