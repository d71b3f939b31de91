#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "ledger/memory/arena.h"

namespace pennypost::memory {

struct Block {
  void* at = nullptr;
  std::size_t bytes = 0;
};

/// Which blocks the versions of one persistent structure still need. A version is made of another
/// one: it makes some blocks, no longer uses some of its parent's, and shares the rest. Nothing is
/// counted in the blocks themselves, so sharing one does not touch it.
///
/// The blocks that a version replaced go when its parent, and every fork beside it, is dropped; the
/// ones that it made go when it is dropped before anything was made of it. A version that is
/// dropped between others keeps its blocks until the oldest one is dropped too. Any thread.
class Lineage {
 public:
  class Version;

  /// Makes a version. One thread, which does nothing else with the lineage meanwhile.
  class Writer {
   public:
    explicit Writer(Lineage& lineage);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void* make(std::size_t bytes);
    /// Of the parent, or made just now.
    void replace(void* block, std::size_t bytes) { replaced_.push_back({block, bytes}); }
    /// The version with these blocks, held once. The writer is used up.
    Version* done(Version* parent);

   private:
    static constexpr std::size_t kMadeAtATime = 256;

    Lineage& lineage_;
    std::unique_lock<std::mutex> lock_;  // held while it makes some
    std::vector<Block> made_;
    std::vector<Block> replaced_;
  };

  Lineage() = default;
  ~Lineage();
  Lineage(const Lineage&) = delete;
  Lineage& operator=(const Lineage&) = delete;

  void hold(Version* version);
  void drop(Version* version);

  /// What all versions take, with what they took.
  std::size_t used_bytes() const;

 private:
  friend class Writer;
  // Lists that were used up are used again: memory of their size comes back from the system as
  // zeros, and making those took as long as a tenth of the hashing.
  static constexpr std::size_t kSpareListsMax = 8;
  static constexpr std::size_t kSpareBlocksMax = std::size_t{1} << 18;

  void collect(Version* version);
  void free(std::vector<Block> blocks);
  void keep_list(std::vector<Block> blocks);
  std::vector<Block> take_list();

  mutable std::mutex mutex_;
  Arena arena_;
  std::vector<std::vector<Block>> spare_lists_;  // empty
};

}  // namespace pennypost::memory
