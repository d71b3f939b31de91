#include <gtest/gtest.h>

#include <deque>
#include <thread>

#include "api/commands/bench/postgres.h"
#include "api/store/store.h"
#include "ledger/base/check.h"
#include "tests/store/folder.h"

namespace pennypost::gateway_store {
namespace {

/// One database for all tests; each works in tables of its own.
class PostgresStoreTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new store::Folder;
    auto started = commands::Postgres::start(folder_->path() / "postgres");
    if (started) {
      postgres_ = started->release();
    } else {
      why_not_ = started.error().message;
    }
  }
  void SetUp() override {
    ASSERT_NE(postgres_, nullptr) << "PostgreSQL, which ./dev test installs, does not start: "
                                  << why_not_;
  }
  static void TearDownTestSuite() {
    delete postgres_;
    delete folder_;
  }
  static std::unique_ptr<Store> open() {
    auto store = open_postgres(postgres_->url());
    CHECK(store.has_value());
    return std::move(*store);
  }
  static std::vector<std::string> keys(const Store& store, const Scan& scan) {
    std::vector<std::string> out;
    for (const auto& row : store.scan(scan)) out.push_back(row.key);
    return out;
  }

  static store::Folder* folder_;
  static commands::Postgres* postgres_;
  static std::string why_not_;
};
store::Folder* PostgresStoreTest::folder_ = nullptr;
commands::Postgres* PostgresStoreTest::postgres_ = nullptr;
std::string PostgresStoreTest::why_not_;

TEST_F(PostgresStoreTest, KeepsAnyBytes) {
  const auto store = open();
  EXPECT_TRUE(store->shared());
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  for (const std::string& key :
       {std::string(), bytes, std::string("\0", 1), std::string("'\"\\{},")}) {
    Change change;
    EXPECT_TRUE(store->commit(change.put("bytes", key, bytes + key)));
    EXPECT_EQ(open()->get("bytes", key), bytes + key);
  }
  EXPECT_EQ(store->get("bytes", "other"), std::nullopt);
  EXPECT_EQ(store->get("other", ""), std::nullopt);
}

TEST_F(PostgresStoreTest, ScansInTheOrderOfBytes) {
  const auto store = open();
  Change change;
  for (const char* key : {"b", "a", "ab", "a\xff", "a\xff\xff", "aa", "B"})
    change.put("scan", key, key);
  change.put("scanother", "a", "x");
  ASSERT_TRUE(store->commit(change));
  using Keys = std::vector<std::string>;
  EXPECT_EQ(keys(*store, {.table = "scan"}),
            (Keys{"B", "a", "aa", "ab", "a\xff", "a\xff\xff", "b"}));
  EXPECT_EQ(keys(*store, {.table = "scan", .prefix = "a"}),
            (Keys{"a", "aa", "ab", "a\xff", "a\xff\xff"}));
  EXPECT_EQ(keys(*store, {.table = "scan", .prefix = "a\xff"}), (Keys{"a\xff", "a\xff\xff"}));
  EXPECT_EQ(keys(*store, {.table = "scan", .prefix = "a", .after = "aa", .limit = 2}),
            (Keys{"ab", "a\xff"}));
  EXPECT_EQ(keys(*store, {.table = "scan", .prefix = "a", .after = "ab", .backwards = true}),
            (Keys{"aa", "a"}));
  EXPECT_EQ(keys(*store, {.table = "scan", .backwards = true, .limit = 1}), (Keys{"b"}));
}

TEST_F(PostgresStoreTest, AllOrNothing) {
  const auto store = open();
  Change first;
  ASSERT_TRUE(store->commit(first.put("cas", "a", "1").put("cas", "b", "1")));
  Change wrong;
  EXPECT_FALSE(store->commit(wrong.expect("cas", "a", "1")
                                 .expect("cas", "b", "2")
                                 .put("cas", "a", "9")
                                 .erase("cas", "b")));
  EXPECT_EQ(store->get("cas", "a"), "1");
  EXPECT_EQ(store->get("cas", "b"), "1");
  Change absent;
  EXPECT_FALSE(store->commit(absent.expect("cas", "a", std::nullopt).put("cas", "c", "1")));
  EXPECT_EQ(store->get("cas", "c"), std::nullopt);
  Change right{.synced = false};
  EXPECT_TRUE(store->commit(right.expect("cas", "a", "1")
                                .expect("cas", "c", std::nullopt)
                                .erase("cas", "a")
                                .put("cas", "c", "")));
  EXPECT_EQ(store->get("cas", "a"), std::nullopt);
  EXPECT_EQ(store->get("cas", "c"), "");
}

TEST_F(PostgresStoreTest, EachOfAGroupSeesThoseBeforeItAndFailsAlone) {
  const auto store = open();
  ASSERT_TRUE(store->groups());
  Change first, wrong, second, empty, third{.synced = false};
  first.expect("group", "a", std::nullopt).put("group", "a", "1").put("group", "b", "1");
  wrong.expect("group", "a", "1")
      .expect("group", "b", "2")
      .put("group", "a", "9")
      .erase("group", "b");
  second.expect("group", "a", "1").erase("group", "a").put("group", "c", "2");
  third.expect("group", "a", std::nullopt).expect("group", "c", "2").put("group", "c", "3");
  const std::vector<const Change*> group{&first, &wrong, &second, &empty, &third, &first};
  EXPECT_EQ(store->write_group(group), (std::vector<bool>{true, false, true, true, true, true}));
  store->sync();
  const auto other = open();
  EXPECT_EQ(other->get("group", "a"), "1");
  EXPECT_EQ(other->get("group", "b"), "1");
  EXPECT_EQ(other->get("group", "c"), "3");
  EXPECT_EQ(other->write_group(group), (std::vector<bool>{false, false, true, true, true, true}));
}

TEST_F(PostgresStoreTest, GroupsOfSeveralLoseNothing) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 25;
  constexpr int kKeys = 8;
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&done, i] {
      const auto store = open();
      for (int round = 0; round < kRounds; ++round) {
        std::deque<Change> changes;
        std::vector<const Change*> group;
        for (int k = 0; k < kKeys; ++k) {  // in an order of its own
          const std::string key = std::to_string((k * 3 + i) % kKeys);
          const auto before = store->get("sums", key);
          const int next = (before ? std::stoi(*before) : 0) + 1;
          auto& change = changes.emplace_back(Change{.synced = false});
          change.expect("sums", key, before).put("sums", key, std::to_string(next));
          group.push_back(&change);
        }
        for (const bool each : store->write_group(group)) done += each ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  int sum = 0;
  for (const auto& row : open()->scan({.table = "sums"})) sum += std::stoi(row.value);
  EXPECT_EQ(sum, done);
  EXPECT_GE(done, kRounds * kKeys);  // of each round somebody's
}

TEST_F(PostgresStoreTest, OneOfManyWins) {
  constexpr int kThreads = 8;
  constexpr int kRounds = 50;
  std::atomic<int> won = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&won, i] {
      const auto store = open();
      for (int round = 0; round < kRounds; ++round) {
        Change change{.synced = false};
        const std::string key = "k" + std::to_string(round);
        if (store->commit(
                change.expect("race", key, std::nullopt).put("race", key, std::to_string(i)))) {
          ++won;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, kRounds);
}

TEST_F(PostgresStoreTest, CountersLoseNothing) {
  constexpr int kThreads = 6;
  constexpr int kRounds = 40;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([] {
      const auto store = open();
      for (int done = 0; done < kRounds;) {
        const auto before = store->get("counter", "c");
        Change change{.synced = false};
        const int next = (before ? std::stoi(*before) : 0) + 1;
        if (store->commit(
                change.expect("counter", "c", before).put("counter", "c", std::to_string(next)))) {
          ++done;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(open()->get("counter", "c"), std::to_string(kThreads * kRounds));
}

TEST_F(PostgresStoreTest, ADatabaseThatIsNot) {
  EXPECT_EQ(open_postgres("postgresql:///x?host=/nowhere").error().code, "unavailable");
  EXPECT_EQ(open_postgres("nonsense").error().code, "unavailable");
}

TEST_F(PostgresStoreTest, SurvivesARestartOfTheDatabase) {
  const auto store = open();
  Change before;
  ASSERT_TRUE(store->commit(before.put("restart", "a", "1")));
  ASSERT_TRUE(postgres_->restart().has_value());
  EXPECT_EQ(store->get("restart", "a"), "1");
  Change after;
  EXPECT_TRUE(store->commit(after.expect("restart", "a", "1").put("restart", "a", "2")));
}

TEST_F(PostgresStoreTest, WhatGotThroughBeforeAConnectionBrokeIsNotDoneTwice) {
  const auto store = open();
  std::atomic<bool> ended = false;
  std::thread breaker([&] {  // whatever is being written may lose its answer
    const auto kill = [] {
      const std::string command = "psql -X -q '" + postgres_->url() +
                                  "' -c \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                  "WHERE pid <> pg_backend_pid() AND query LIKE "
                                  "'%pennypost_commit%'\" >/dev/null 2>&1";
      return std::system(command.c_str());
    };
    while (!ended) (void)kill();
  });
  constexpr int kRounds = 150;
  int done = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string before = std::to_string(round);
    Change change;
    change.expect("broken", "n", round == 0 ? std::nullopt : std::optional(before));
    change.put("broken", "n", std::to_string(round + 1));
    // The next one overwrites it in the same group: what stands there proves nothing.
    Change next;
    next.expect("broken", "n", std::to_string(round + 1)).put("broken", "other", "x");
    const std::vector<const Change*> group{&change, &next};
    const auto results = store->write_group(group);
    done += results[0] && results[1] ? 1 : 0;
  }
  ended = true;
  breaker.join();
  EXPECT_EQ(done, kRounds);
}

}  // namespace
}  // namespace pennypost::gateway_store
