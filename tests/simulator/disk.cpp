#include "tests/simulator/disk.h"

#include <algorithm>
#include <set>

namespace pennypost::simulator {

void Disk::sync(const consensus::Persist& persist) {
  if (persist.safety) safety_ = persist.safety;
  for (const auto& block : persist.blocks) blocks_.emplace(block.id, block);
  for (const auto& batch : persist.batches) batches_.emplace(batch->digest, batch);
}

void Disk::append(const consensus::Finalize& effect) {
  for (const consensus::Block& block : effect.blocks) final_.push_back({block, std::nullopt});
  final_.back().certificate = effect.certificate;
}

void Disk::lose_unsynced(Random& random) {
  std::size_t keep = durable_final_ + random.below(final_.size() - durable_final_ + 1);
  // A Finalize is one atomic write.
  while (keep > durable_final_ && !final_[keep - 1].certificate) --keep;
  final_.resize(keep);
}

bool Disk::has_block(const BlockId& id) const {
  return blocks_.contains(id) ||
         std::ranges::any_of(final_, [&](const FinalBlock& f) { return f.block.id == id; });
}

std::shared_ptr<const consensus::Batch> Disk::batch(const BatchDigest& digest) const {
  const auto at = batches_.find(digest);
  return at == batches_.end() ? nullptr : at->second;
}

consensus::Recovered Disk::recover() const {
  consensus::Recovered out;
  out.safety = safety_;
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
  for (const auto& [digest, batch] : batches_) {
    if (!out.named.contains(digest) && batch->expiry > final_time) out.batches.push_back(batch);
  }
  if (!final_.empty()) out.final_certificate = final_.back().certificate;
  const std::size_t turns = std::min(final_.size(), consensus::kTurnsMax);
  for (std::size_t i = final_.size() - turns; i < final_.size(); ++i) {
    out.turns.push_back(consensus::turn_of(final_[i].block));
  }
  return out;
}

consensus::BlockResponse Disk::respond(const consensus::ServeBlocks& effect,
                                       std::size_t blocks_max) const {
  consensus::BlockResponse out;
  const std::uint64_t from = std::max<std::uint64_t>(effect.request.from_height.value(), 1);
  for (std::uint64_t i = from - 1; i < final_.size() && out.blocks.size() < blocks_max; ++i) {
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
