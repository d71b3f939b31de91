#include "ledger/memory/arena.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace pennypost::memory {
namespace {

constexpr std::size_t kLargePageBytes = std::size_t{2} << 20;
constexpr std::size_t kFirstPieceBytes = std::size_t{64} << 10;
constexpr std::size_t kDoublings = 7;  // to 8 MiB

// Sanitizers watch every block by itself.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr std::size_t kPooledBytesMax = 0;
#else
constexpr std::size_t kPooledBytesMax = Arena::kBlockBytesMax;
#endif

constexpr std::size_t steps_of(std::size_t bytes) {
  return (bytes + Arena::kStepBytes - 1) / Arena::kStepBytes;
}

/// What is handed out next has not been touched for long: its memory is read meanwhile.
void fetch_for_writing(void* block, std::size_t bytes) {
  for (std::size_t line = 0; line < bytes; line += 64) {
    __builtin_prefetch(static_cast<std::byte*>(block) + line, 1);
  }
}

}  // namespace

Arena::~Arena() {
  for (void* block : single_) ::operator delete(block);
  for (void* piece : pieces_) ::operator delete(piece, std::align_val_t(kLargePageBytes));
}

void* Arena::allocate(std::size_t bytes) {
  const std::size_t steps = steps_of(bytes);
  used_bytes_ += steps * kStepBytes;
  if (bytes > kPooledBytesMax) return *single_.insert(::operator new(bytes)).first;
  std::vector<void*>& free = free_[steps];
  if (free.empty()) return carve(steps * kStepBytes);
  void* block = free.back();
  free.pop_back();
  if (!free.empty()) fetch_for_writing(free.back(), bytes);
  return block;
}

void Arena::free(void* block, std::size_t bytes) {
  const std::size_t steps = steps_of(bytes);
  used_bytes_ -= steps * kStepBytes;
  if (bytes > kPooledBytesMax) {
    single_.erase(block);
    return ::operator delete(block);
  }
  free_[steps].push_back(block);
}

void* Arena::carve(std::size_t bytes) {
  if (rest_bytes_ < bytes) {
    // Small at first: most states are. What was left of the last piece is lost.
    const std::size_t doublings = std::min<std::size_t>(pieces_.size(), kDoublings);
    const std::size_t size = kFirstPieceBytes << doublings;
    void* piece = ::operator new(size, std::align_val_t(kLargePageBytes));
    if (size >= kLargePageBytes) ::madvise(piece, size, MADV_HUGEPAGE);  // a hint, no more
    pieces_.push_back(piece);
    rest_ = static_cast<std::byte*>(piece);
    rest_bytes_ = size;
  }
  void* block = rest_;
  rest_ += bytes;
  rest_bytes_ -= bytes;
  return block;
}

}  // namespace pennypost::memory
