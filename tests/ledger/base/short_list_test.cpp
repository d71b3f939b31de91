#include "ledger/base/short_list.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "ledger/base/rare.h"

namespace pennypost {
namespace {

// Too long for the string's own room: what is lost or freed twice, the sanitizers see.
std::string word(std::size_t number) {
  return "a word that lies elsewhere, number " + std::to_string(number);
}

template <class T>
std::vector<T> items_of(const auto& list) {
  return {list.begin(), list.end()};
}

/// The same done to a ShortList and to a vector.
template <std::uint32_t kInside>
void expect_like_a_vector() {
  ShortList<std::string, kInside> list;
  std::vector<std::string> model;
  std::uint32_t state = kInside + 7;
  const auto next = [&state](std::size_t below) {
    state = state * 1'664'525 + 1'013'904'223;
    return (state >> 8) % below;
  };
  for (std::size_t step = 0; step < 5'000; ++step) {
    const std::size_t place = next(model.size() + 1);
    const auto at = static_cast<std::ptrdiff_t>(place);
    switch (next(9)) {
      case 0:
      case 1:
        list.push_back(word(step));
        model.push_back(word(step));
        break;
      case 2:
        EXPECT_EQ(*list.insert(list.begin() + at, word(step)), word(step));
        model.insert(model.begin() + at, word(step));
        break;
      case 3: {
        if (place == model.size()) break;
        list.erase(list.begin() + at);
        model.erase(model.begin() + at);
        break;
      }
      case 4:
        list.erase(list.begin(), list.begin() + at);
        model.erase(model.begin(), model.begin() + at);
        break;
      case 5: {  // to another list and back
        ShortList<std::string, kInside> other(std::move(list));
        EXPECT_TRUE(list.empty());
        list = std::move(other);
        break;
      }
      case 6: {
        const ShortList<std::string, kInside> copy(list);
        EXPECT_EQ(copy, list);
        list.clear();
        EXPECT_EQ(copy == list, model.empty());
        list = copy;
        break;
      }
      case 7:
        list.resize(place);
        model.resize(place);
        list.resize(place + 2);
        model.resize(place + 2);
        break;
      default:
        if (model.empty()) break;
        list.emplace_back(list.front());  // of its own, also where it has to grow
        model.emplace_back(std::string(model.front()));
    }
    ASSERT_EQ(items_of<std::string>(list), model) << step;
    if (!model.empty()) ASSERT_EQ(list.back(), model.back());
  }
}

TEST(ShortList, DoesWhatAVectorDoes) {
  expect_like_a_vector<1>();
  expect_like_a_vector<2>();
  expect_like_a_vector<8>();
}

TEST(ShortList, ShortOnesLieInThemselves) {
  ShortList<std::uint64_t, 2> list{1, 2};
  const auto* begin = reinterpret_cast<const char*>(&list);
  const auto* first = reinterpret_cast<const char*>(list.data());
  EXPECT_TRUE(begin <= first && first < begin + sizeof list);
  list.push_back(3);
  first = reinterpret_cast<const char*>(list.data());
  EXPECT_FALSE(begin <= first && first < begin + sizeof list);
}

TEST(ShortList, TakesAnotherOfAnyLengthAndItself) {
  const ShortList<std::uint64_t, 1> none;
  const ShortList<std::uint64_t, 1> one{7};
  const ShortList<std::uint64_t, 1> many{1, 2, 3, 4};
  for (const auto* before : {&none, &one, &many}) {
    for (const auto* after : {&none, &one, &many}) {
      ShortList<std::uint64_t, 1> list(*before);
      list = *after;
      EXPECT_EQ(list, *after);
      const auto& itself = list;
      list = itself;
      EXPECT_EQ(list, *after);
    }
  }
  EXPECT_FALSE(one == many);
}

TEST(Rare, IsAnOptionalValue) {
  Rare<std::string> none;
  EXPECT_FALSE(none);
  Rare<std::string> some(word(1));
  ASSERT_TRUE(some.has_value());
  EXPECT_EQ(*some, word(1));
  Rare<std::string> copy(some);
  EXPECT_EQ(copy, some);
  copy->append("!");
  EXPECT_FALSE(copy == some);
  EXPECT_EQ(*some, word(1));
  EXPECT_FALSE(none == some);
  copy = none;
  EXPECT_EQ(copy, none);
  copy.emplace() = word(2);
  EXPECT_EQ(copy->size(), word(2).size());
  copy.reset();
  EXPECT_FALSE(copy);
}

}  // namespace
}  // namespace pennypost
