#include "ledger/memory/large_block.h"

#include <sys/mman.h>

#include <new>

namespace pennypost::memory {
namespace {

constexpr std::size_t kLargePageBytes = std::size_t{2} << 20;

std::align_val_t alignment_of(std::size_t bytes) {
  return std::align_val_t(bytes < kLargePageBytes ? 64 : kLargePageBytes);
}

}  // namespace

void* allocate_large(std::size_t bytes) {
  void* block = ::operator new(bytes, alignment_of(bytes));
  if (bytes >= kLargePageBytes) ::madvise(block, bytes, MADV_HUGEPAGE);  // a hint, no more
  return block;
}

void free_large(void* block, std::size_t bytes) {
  ::operator delete(block, alignment_of(bytes));
}

}  // namespace pennypost::memory
