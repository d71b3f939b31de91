#pragma once

#include <array>
#include <cstddef>
#include <unordered_set>
#include <vector>

namespace pennypost::memory {

/// Memory for very many small blocks of few sizes, which come and go: in large pieces from the
/// system, with large pages where it has them, because reading at random from gigabytes in small
/// pages costs more for finding the memory than for reading it. What is freed is used again for
/// blocks of the same size; the system gets it back at the end. One thread at a time.
class Arena {
 public:
  static constexpr std::size_t kStepBytes = 32;
  static constexpr std::size_t kBlockBytesMax = 4'096;  // larger ones come one by one

  Arena() = default;
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Aligned to 16 bytes.
  void* allocate(std::size_t bytes);
  /// `bytes` as they were asked for. What is never freed goes with the arena.
  void free(void* block, std::size_t bytes);

  /// What is in use, rounded up to steps.
  std::size_t used_bytes() const { return used_bytes_; }

 private:
  void* carve(std::size_t bytes);

  // By steps. Lists beside the blocks, so that freeing one does not touch it.
  std::array<std::vector<void*>, kBlockBytesMax / kStepBytes + 1> free_;
  std::vector<void*> pieces_;
  std::unordered_set<void*> single_;
  std::byte* rest_ = nullptr;  // of the newest piece
  std::size_t rest_bytes_ = 0;
  std::size_t used_bytes_ = 0;
};

}  // namespace pennypost::memory
