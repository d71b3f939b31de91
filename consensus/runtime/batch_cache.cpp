#include "consensus/runtime/batch_cache.h"

#include "ledger/crypto/ed25519.h"

namespace pennypost::runtime {

Result<std::shared_ptr<const consensus::Batch>> BatchCache::read(ByteView bytes) {
  const BatchDigest digest = wire::batch_digest(bytes);
  if (auto known = find(digest)) return known;
  PP_TRY(auto batch, wire::read_hashed_batch(bytes, digest, chain_, crypto::verify));
  add(batch);
  return batch;
}

Result<std::shared_ptr<const consensus::Batch>> BatchCache::read_unchecked(ByteView bytes) {
  const BatchDigest digest = wire::batch_digest(bytes);
  if (auto known = find(digest)) return known;
  const auto accept = [](const PublicKey&, ByteView, const Signature&) { return true; };
  return wire::read_hashed_batch(bytes, digest, chain_, accept);
}

void BatchCache::add(const std::shared_ptr<const consensus::Batch>& batch) {
  const std::lock_guard lock(mutex_);
  if (batches_.size() >= purge_at_) {
    std::erase_if(batches_, [](const auto& entry) { return entry.second.expired(); });
    purge_at_ = std::max<std::size_t>(1024, 2 * batches_.size());
  }
  batches_[batch->digest] = batch;
}

std::shared_ptr<const consensus::Batch> BatchCache::find(const BatchDigest& digest) {
  const std::lock_guard lock(mutex_);
  const auto at = batches_.find(digest);
  return at == batches_.end() ? nullptr : at->second.lock();
}

}  // namespace pennypost::runtime
