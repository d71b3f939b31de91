#include "api/store/store.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/store/folder.h"

namespace pennypost::gateway_store {
namespace {

std::unique_ptr<Store> open_in(const store::Folder& folder) {
  auto opened = open_rocksdb((folder.path() / "db").string());
  EXPECT_TRUE(opened.has_value());
  return opened ? std::move(*opened) : nullptr;
}

std::vector<std::string> keys(const Store& store, const Scan& scan) {
  std::vector<std::string> out;
  for (const auto& row : store.scan(scan)) out.push_back(row.key);
  return out;
}

using Keys = std::vector<std::string>;

TEST(GatewayStoreTest, WritesEverythingOrNothing) {
  const store::Folder folder;
  const auto store = open_in(folder);
  Change first;
  first.put("a", "1", "one").put("b", "1", "other");
  EXPECT_TRUE(store->commit(first));
  EXPECT_EQ(store->get("a", "1"), "one");
  EXPECT_EQ(store->get("b", "1"), "other");
  EXPECT_EQ(store->get("a", "2"), std::nullopt);

  Change refused;
  refused.expect("a", "1", "one")
      .expect("b", "1", "wrong")
      .put("a", "1", "changed")
      .erase("b", "1");
  EXPECT_FALSE(store->commit(refused));
  EXPECT_EQ(store->get("a", "1"), "one");
  EXPECT_EQ(store->get("b", "1"), "other");

  Change good;
  good.expect("a", "1", "one").expect("a", "2", std::nullopt).put("a", "2", "two").erase("a", "1");
  EXPECT_TRUE(store->commit(good));
  EXPECT_EQ(store->get("a", "1"), std::nullopt);
  EXPECT_EQ(store->get("a", "2"), "two");
  EXPECT_FALSE(store->commit(good));  // its expectations hold only once
}

TEST(GatewayStoreTest, AValueIsMadeOnceAndBeforeItIsWritten) {
  const store::Folder folder;
  const auto store = open_in(folder);
  int made = 0;
  Change change;
  change.put("a", "1", std::string("one"), [&](const std::any& meaning) {
    ++made;
    return std::any_cast<const std::string&>(meaning) + "!";
  });
  change.erase("a", "2");
  EXPECT_FALSE(change.writes[0].erases());
  EXPECT_TRUE(change.writes[1].erases());
  EXPECT_DEATH((void)store->commit(change), "");
  EXPECT_EQ(store->get("a", "1"), std::nullopt);
  change.complete();
  change.complete();
  EXPECT_EQ(made, 1);
  EXPECT_TRUE(store->commit(change));
  EXPECT_EQ(store->get("a", "1"), "one!");
}

TEST(GatewayStoreTest, AbsentIsNotEmpty) {
  const store::Folder folder;
  const auto store = open_in(folder);
  Change change;
  change.put("a", "k", "");
  ASSERT_TRUE(store->commit(change));
  Change absent;
  absent.expect("a", "k", std::nullopt).put("a", "k", "x");
  EXPECT_FALSE(store->commit(absent));
  Change empty;
  empty.expect("a", "k", "").put("a", "k", "x");
  EXPECT_TRUE(store->commit(empty));
  Change missing;
  missing.expect("a", "never", "").put("a", "k", "y");
  EXPECT_FALSE(store->commit(missing));
  EXPECT_EQ(store->get("a", "k"), "x");
}

TEST(GatewayStoreTest, SurvivesReopening) {
  const store::Folder folder;
  {
    const auto store = open_in(folder);
    Change synced;
    synced.put("a", "synced", std::string("\0bytes\xff", 7));
    Change quick{.synced = false};
    quick.put("a", "quick", "v");
    EXPECT_TRUE(store->commit(synced) && store->commit(quick));
    const auto second = open_rocksdb((folder.path() / "db").string());
    ASSERT_FALSE(second.has_value());  // one process, one opener
    EXPECT_EQ(second.error().code, "unavailable");
  }
  const auto store = open_in(folder);
  EXPECT_EQ(store->get("a", "synced"), std::string("\0bytes\xff", 7));
  EXPECT_EQ(store->get("a", "quick"), "v");
}

TEST(GatewayStoreTest, AFolderThatCannotBeIsRefused) {
  const auto opened = open_rocksdb("/proc/nothing/here");
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, "unavailable");
}

TEST(GatewayStoreTest, ScansOneTableAndPrefixInOrder) {
  const store::Folder folder;
  const auto store = open_in(folder);
  Change change;
  for (const char* key : {"u1 a", "u1 b", "u1 c", "u10 a", "u2 a"}) change.put("t", key, key);
  change.put("t2", "u1 x", "").put("s", "u1 y", "");
  ASSERT_TRUE(store->commit(change));

  EXPECT_EQ(keys(*store, {.table = "t"}), (Keys{"u1 a", "u1 b", "u1 c", "u10 a", "u2 a"}));
  EXPECT_EQ(keys(*store, {.table = "t", .prefix = "u1 "}), (Keys{"u1 a", "u1 b", "u1 c"}));
  EXPECT_EQ(keys(*store, {.table = "t", .prefix = "u1 ", .after = "u1 a"}), (Keys{"u1 b", "u1 c"}));
  EXPECT_EQ(keys(*store, {.table = "t", .prefix = "u1 ", .backwards = true}),
            (Keys{"u1 c", "u1 b", "u1 a"}));
  EXPECT_EQ(keys(*store, {.table = "t", .prefix = "u1 ", .after = "u1 b", .backwards = true}),
            (Keys{"u1 a"}));
  // A cursor need not be a key that exists.
  EXPECT_EQ(keys(*store, {.table = "t", .prefix = "u1 ", .after = "u1 aa", .backwards = true}),
            (Keys{"u1 a"}));
  EXPECT_EQ(keys(*store, {.table = "t", .prefix = "u1 ", .after = "u1 aa"}),
            (Keys{"u1 b", "u1 c"}));
  EXPECT_EQ(keys(*store, {.table = "t", .limit = 2}), (Keys{"u1 a", "u1 b"}));
  EXPECT_EQ(keys(*store, {.table = "t", .prefix = "u3 "}), Keys{});
  EXPECT_EQ(keys(*store, {.table = "none"}), Keys{});
}

TEST(GatewayStoreTest, OfManyRacersOneWins) {
  const store::Folder folder;
  const auto store = open_in(folder);
  std::atomic<int> winners = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 20; ++round) {
        Change change;
        const std::string key = "k" + std::to_string(round);
        change.expect("race", key, std::nullopt).put("race", key, std::to_string(i));
        if (store->commit(change)) ++winners;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(winners, 20);
}

}  // namespace
}  // namespace pennypost::gateway_store
