#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>

#include "consensus/wire/consensus_wire.h"

namespace pennypost::runtime {

/// Batches that this process has checked and that somebody still holds: a batch that arrives twice,
/// or again inside a block response, is not checked again. Any thread.
class BatchCache {
 public:
  explicit BatchCache(ChainId chain) : chain_(chain) {}

  /// The batch of these bytes, out of the cache or checked now.
  Result<std::shared_ptr<const consensus::Batch>> read(ByteView bytes);
  /// The same without a look at the signatures of what is not in the cache, and never kept there.
  Result<std::shared_ptr<const consensus::Batch>> read_unchecked(ByteView bytes);
  void add(const std::shared_ptr<const consensus::Batch>& batch);

 private:
  std::shared_ptr<const consensus::Batch> find(const BatchDigest& digest);

  ChainId chain_;
  std::mutex mutex_;
  std::unordered_map<BatchDigest, std::weak_ptr<const consensus::Batch>> batches_;
  std::size_t purge_at_ = 1024;
};

}  // namespace pennypost::runtime
