#include "ledger/memory/lineage.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <random>
#include <set>

namespace pennypost::memory {
namespace {

TEST(Arena, UsesAgainWhatWasFreed) {
  Arena arena;
  void* first = arena.allocate(100);
  EXPECT_EQ(arena.used_bytes(), 128U);
  arena.free(first, 100);
  EXPECT_EQ(arena.used_bytes(), 0U);
  std::set<void*> blocks;
  for (int i = 0; i < 10'000; ++i) {
    void* block = arena.allocate(100);
    std::memset(block, i, 100);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % 16, 0U);
    EXPECT_TRUE(blocks.insert(block).second);
  }
}

TEST(Arena, HasLargeBlocksToo) {
  Arena arena;
  void* freed = arena.allocate(Arena::kBlockBytesMax + 1);
  void* left = arena.allocate(std::size_t{1} << 20);
  std::memset(left, 1, std::size_t{1} << 20);
  arena.free(freed, Arena::kBlockBytesMax + 1);
  EXPECT_EQ(arena.used_bytes(), std::size_t{1} << 20);
}

/// A structure of ten blocks, each of which says which version made it.
class Blocks {
 public:
  using Version = Lineage::Version;
  static constexpr std::size_t kCount = 10;
  static constexpr std::size_t kBytes = 64;
  struct Held {
    Version* version = nullptr;
    std::array<std::uint64_t*, kCount> blocks{};
    std::array<std::uint64_t, kCount> values{};
  };

  Held first() {
    Held out;
    Lineage::Writer writer(lineage_);
    for (std::size_t i = 0; i < kCount; ++i) make(out, i, writer);
    out.version = writer.done(nullptr);
    return out;
  }
  Held next(const Held& parent, std::mt19937_64& random) {
    Held out = parent;
    Lineage::Writer writer(lineage_);
    for (std::size_t i = 0; i < kCount; ++i) {
      if (random() % 3 != 0) continue;
      writer.replace(out.blocks[i], kBytes);
      make(out, i, writer);
      if (random() % 4 == 0) {  // made in vain
        writer.replace(out.blocks[i], kBytes);
        make(out, i, writer);
      }
    }
    out.version = writer.done(parent.version);
    return out;
  }
  void drop(const Held& held) { lineage_.drop(held.version); }
  std::size_t used() const { return lineage_.used_bytes() / kBytes; }

 private:
  void make(Held& out, std::size_t at, Lineage::Writer& writer) {
    out.blocks[at] = new (writer.make(kBytes)) std::uint64_t(++made_);
    out.values[at] = made_;
  }
  Lineage lineage_;
  std::uint64_t made_ = 0;
};

void expect_whole(const Blocks::Held& held) {
  for (std::size_t i = 0; i < Blocks::kCount; ++i) ASSERT_EQ(*held.blocks[i], held.values[i]);
}

TEST(Lineage, OfAChainKeepsWhatTheNewestNeeds) {
  std::mt19937_64 random(1);
  Blocks blocks;
  auto newest = blocks.first();
  for (int i = 0; i < 100; ++i) {
    const auto next = blocks.next(newest, random);
    expect_whole(newest);
    blocks.drop(newest);
    newest = next;
    expect_whole(newest);
    EXPECT_EQ(blocks.used(), Blocks::kCount);
  }
}

TEST(Lineage, KeepsEveryVersionThatIsHeldWhateverTheForks) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    std::mt19937_64 random(seed);
    Blocks blocks;
    std::vector<Blocks::Held> held = {blocks.first()};
    for (int step = 0; step < 200; ++step) {
      if (held.size() > 1 && random() % 2 == 0) {
        const auto at = held.begin() + static_cast<std::ptrdiff_t>(random() % held.size());
        blocks.drop(*at);
        held.erase(at);
      } else {
        held.push_back(blocks.next(held[random() % held.size()], random));
      }
      for (const auto& each : held) expect_whole(each);
    }
    while (held.size() > 1) {
      blocks.drop(held.front());
      held.erase(held.begin());
    }
    expect_whole(held[0]);
    EXPECT_EQ(blocks.used(), Blocks::kCount) << "seed " << seed;
  }
}

TEST(Lineage, AWriterThatIsNotDoneLeavesNothing) {
  Lineage lineage;
  {
    EXPECT_NE(Lineage::Writer(lineage).make(50), nullptr);
  }
  EXPECT_EQ(lineage.used_bytes(), 0U);
}

}  // namespace
}  // namespace pennypost::memory
