#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace pennypost {

/// A list that nearly always has at most `kInside` items, which then lie in the list itself: no
/// memory of their own to ask for, to find and to give back. Longer ones lie elsewhere, as a
/// vector's do. Moving or changing the list moves its items: references are gone.
template <class T, std::uint32_t kInside>
class ShortList {
  static_assert(std::is_nothrow_move_constructible_v<T>);

 public:
  using value_type = T;
  using size_type = std::size_t;
  using iterator = T*;
  using const_iterator = const T*;

  ShortList() noexcept {}
  ShortList(std::initializer_list<T> items) { append(items.begin(), items.end()); }
  template <class At>
  ShortList(At first, At last) {
    append(first, last);
  }
  ShortList(const ShortList& other) { append(other.begin(), other.end()); }
  ShortList(ShortList&& other) noexcept { take(other); }
  ShortList& operator=(const ShortList& other) {
    if (this == &other) return *this;
    if constexpr (std::is_trivially_copyable_v<T>) {
      if (other.size_ <= capacity_) {
        std::copy(other.begin(), other.end(), data());
        size_ = other.size_;
        return *this;
      }
    }
    return *this = ShortList(other);
  }
  ShortList& operator=(ShortList&& other) noexcept {
    if (this == &other) return *this;
    drop();
    take(other);
    return *this;
  }
  ~ShortList() { drop(); }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return capacity_ == kInside ? items_ : elsewhere_; }
  const T* data() const { return capacity_ == kInside ? items_ : elsewhere_; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  T& operator[](std::size_t at) { return data()[at]; }
  const T& operator[](std::size_t at) const { return data()[at]; }
  T& front() { return *begin(); }
  const T& front() const { return *begin(); }
  T& back() { return end()[-1]; }
  const T& back() const { return end()[-1]; }

  void reserve(std::size_t size) {
    if (size > capacity_) grow(size);
  }
  template <class... Args>
  T& emplace_back(Args&&... args) {
    T item{std::forward<Args>(args)...};  // it may refer to one of the list
    if (size_ == capacity_) grow(std::size_t{2} * capacity_ + 1);
    T* place = std::construct_at(end(), std::move(item));
    ++size_;
    return *place;
  }
  void push_back(T item) { emplace_back(std::move(item)); }
  /// Before `at`.
  T* insert(T* at, T item) {
    const std::ptrdiff_t place = at - begin();
    emplace_back(std::move(item));
    std::rotate(begin() + place, end() - 1, end());
    return begin() + place;
  }
  T* erase(T* at) { return erase(at, at + 1); }
  T* erase(T* first, T* last) {
    if (first == last) return first;  // nothing is moved onto itself
    T* rest = std::move(last, end(), first);
    std::destroy(rest, end());
    size_ = static_cast<std::uint32_t>(rest - begin());
    return first;
  }
  void pop_back() { erase(end() - 1); }
  /// New items are as their type makes them.
  void resize(std::size_t size) {
    if (size < size_) erase(begin() + size, end());
    reserve(size);
    while (size_ < size) emplace_back();
  }
  void clear() { erase(begin(), end()); }

  friend bool operator==(const ShortList& a, const ShortList& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  template <class At>
  void append(At first, At last) {
    reserve(size_ + static_cast<std::size_t>(std::distance(first, last)));
    std::uninitialized_copy(first, last, end());
    size_ += static_cast<std::uint32_t>(std::distance(first, last));
  }
  void grow(std::size_t size) {
    T* items = std::allocator<T>().allocate(size);
    std::uninitialized_move(begin(), end(), items);
    const std::uint32_t count = size_;
    drop();
    elsewhere_ = items;
    capacity_ = static_cast<std::uint32_t>(size);
    size_ = count;
  }
  /// Of a list that has nothing.
  void take(ShortList& other) noexcept {
    if (other.capacity_ == kInside) {
      std::uninitialized_move(other.begin(), other.end(), items_);
      size_ = other.size_;
      other.clear();
      return;
    }
    elsewhere_ = other.elsewhere_;
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, kInside);
  }
  void drop() noexcept {
    std::destroy(begin(), end());
    if (capacity_ != kInside) std::allocator<T>().deallocate(elsewhere_, capacity_);
    size_ = 0;
    capacity_ = kInside;
  }

  union {
    T items_[kInside];
    T* elsewhere_;  // where there is room for more than kInside
  };
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = kInside;
};

}  // namespace pennypost
