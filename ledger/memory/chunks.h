#pragma once

#include <bit>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "ledger/memory/large_block.h"

namespace pennypost::memory {

/// A list whose items stay where they are while it grows: in chunks, each twice as large as the one
/// before. Memory that was never written to is none of the machine's.
template <class T>
class Chunks {
 public:
  Chunks() = default;
  ~Chunks() { clear(); }
  Chunks(Chunks&& other) noexcept
      : chunks_(std::move(other.chunks_)), size_(std::exchange(other.size_, 0)) {
    other.chunks_.clear();
  }
  Chunks& operator=(Chunks&& other) noexcept {
    std::swap(chunks_, other.chunks_);
    std::swap(size_, other.size_);
    return *this;
  }

  std::size_t size() const { return size_; }
  T& operator[](std::size_t at) { return *place(at); }
  const T& operator[](std::size_t at) const { return *place(at); }

  template <class... Args>
  T& emplace_back(Args&&... args) {
    const std::size_t chunk = chunk_of(size_);
    if (chunk == chunks_.size()) {
      chunks_.push_back(static_cast<T*>(allocate_large((kFirst << chunk) * sizeof(T))));
    }
    T* item = std::construct_at(place(size_), std::forward<Args>(args)...);
    ++size_;
    return *item;
  }
  void pop_back() {
    --size_;
    std::destroy_at(place(size_));
  }
  void clear() {
    while (size_ > 0) pop_back();
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      free_large(chunks_[i], (kFirst << i) * sizeof(T));
    }
    chunks_.clear();
  }

 private:
  static constexpr std::size_t kFirst = 8;

  static std::size_t chunk_of(std::size_t at) {
    return static_cast<std::size_t>(std::bit_width(at / kFirst + 1)) - 1;
  }
  T* place(std::size_t at) const {
    const std::size_t chunk = chunk_of(at);
    return chunks_[chunk] + (at - kFirst * ((std::size_t{1} << chunk) - 1));
  }

  std::vector<T*> chunks_;
  std::size_t size_ = 0;
};

}  // namespace pennypost::memory
