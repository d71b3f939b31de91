#pragma once

#include <cstddef>

namespace pennypost::memory {

/// Memory for many things, in large pages where the system has them and the block is worth it.
/// Aligned to 64 bytes. Freed with the same size.
void* allocate_large(std::size_t bytes);
void free_large(void* block, std::size_t bytes);

/// The same for containers.
template <class T>
struct LargeBlocks {
  using value_type = T;
  LargeBlocks() = default;
  template <class Other>
  LargeBlocks(const LargeBlocks<Other>&) {}  // NOLINT(google-explicit-constructor)
  T* allocate(std::size_t count) { return static_cast<T*>(allocate_large(count * sizeof(T))); }
  void deallocate(T* block, std::size_t count) { free_large(block, count * sizeof(T)); }
  bool operator==(const LargeBlocks&) const = default;
};

}  // namespace pennypost::memory
