#include "ledger/store/database.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "tests/store/folder.h"

namespace pennypost::store {
namespace {

std::unique_ptr<Database> open(const Folder& folder) {
  auto database = Database::open(folder.path());
  EXPECT_TRUE(database) << database.error().message;
  return database ? std::move(*database) : nullptr;
}

void put(Database& database, Column column, std::string_view key, std::string_view value,
         bool sync = false) {
  WriteBatch batch(database);
  batch.put(column, view_of(key), view_of(value));
  database.write(std::move(batch), sync);
}

std::string get(const Database& database, Column column, std::string_view key) {
  const auto value = database.get(column, view_of(key));
  EXPECT_TRUE(value) << value.error().message;
  return value && *value ? std::string(text_of(**value)) : "(none)";
}

TEST(Database, KeepsEveryColumnApart) {
  const Folder folder;
  {
    const auto database = open(folder);
    for (std::size_t i = 0; i < kColumns; ++i) {
      put(*database, static_cast<Column>(i), "key", "value " + std::to_string(i));
    }
  }
  const auto database = open(folder);
  for (std::size_t i = 0; i < kColumns; ++i) {
    EXPECT_EQ(get(*database, static_cast<Column>(i), "key"), "value " + std::to_string(i));
    EXPECT_EQ(get(*database, static_cast<Column>(i), "other"), "(none)");
  }
}

TEST(Database, WritesOneBatchAsAWhole) {
  const Folder folder;
  const auto database = open(folder);
  put(*database, Column::safety, "old", "1");
  WriteBatch batch(*database);
  EXPECT_TRUE(batch.empty());
  batch.put(Column::safety, view_of("new"), view_of("2"));
  batch.remove(Column::safety, view_of("old"));
  batch.put(Column::batches, view_of("digest"), view_of(std::string(100'000, 'x')));
  EXPECT_FALSE(batch.empty());
  EXPECT_GT(batch.bytes(), 100'000U);
  EXPECT_EQ(get(*database, Column::safety, "new"), "(none)");
  database->write(std::move(batch), true);
  EXPECT_EQ(get(*database, Column::safety, "old"), "(none)");
  EXPECT_EQ(get(*database, Column::safety, "new"), "2");
  EXPECT_EQ(get(*database, Column::batches, "digest").size(), 100'000U);
}

TEST(Database, TakesInTablesAsAWhole) {
  const Folder folder;
  {
    const auto database = open(folder);
    put(*database, Column::state, "a", "old");
    put(*database, Column::state, "b", "old");
    std::vector<Table> tables;
    tables.emplace_back(*database, Column::state);
    tables.back().put(view_of("a"), view_of("new"));
    tables.back().remove(view_of("b"));
    tables.back().put(view_of("c"), view_of("new"));
    tables.emplace_back(*database, Column::transactions);
    tables.back().put(view_of("id"), view_of("version"));
    tables.emplace_back(*database, Column::chain);  // nothing in it
    EXPECT_EQ(get(*database, Column::state, "a"), "old");
    database->ingest(std::move(tables));
    EXPECT_EQ(get(*database, Column::state, "a"), "new");
    put(*database, Column::state, "c", "newest");
    // One that was begun and given up.
    Table(*database, Column::state).put(view_of("a"), view_of("never"));
  }
  const auto database = open(folder);
  EXPECT_EQ(get(*database, Column::state, "a"), "new");
  EXPECT_EQ(get(*database, Column::state, "b"), "(none)");
  EXPECT_EQ(get(*database, Column::state, "c"), "newest");
  EXPECT_EQ(get(*database, Column::transactions, "id"), "version");
  EXPECT_TRUE(files::is_empty(folder.path() / "tables"));
}

TEST(Database, ATableTakesAscendingKeysOnly) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Folder folder;
  const auto database = open(folder);
  EXPECT_DEATH(
      {
        Table table(*database, Column::state);
        table.put(view_of("b"), view_of(""));
        table.put(view_of("a"), view_of(""));
      },
      "InvalidArgument");
}

TEST(Database, FindsTheEntryAtOrBefore) {
  const Folder folder;
  const auto database = open(folder);
  put(*database, Column::chain, "b", "1");
  put(*database, Column::chain, "d", "2");
  const auto found = [&](std::string_view key) -> std::string {
    const auto entry = database->find_at_or_before(Column::chain, view_of(key));
    return entry && *entry ? std::string(text_of((*entry)->key)) : "(none)";
  };
  EXPECT_EQ(found("a"), "(none)");
  EXPECT_EQ(found("b"), "b");
  EXPECT_EQ(found("c"), "b");
  EXPECT_EQ(found("z"), "d");
}

TEST(Database, ScansInOrderFromAKeyUntilToldToStop) {
  const Folder folder;
  const auto database = open(folder);
  for (const char* key : {"c", "a", "b", "d"}) put(*database, Column::blocks, key, key);
  std::string seen;
  ASSERT_TRUE(database->scan(Column::blocks, view_of("b"), [&](ByteView key, ByteView value) {
    EXPECT_TRUE(std::ranges::equal(key, value));
    seen += text_of(key);
    return seen.size() < 2;
  }));
  EXPECT_EQ(seen, "bc");
}

TEST(Database, RefusesASecondProcessOrHandle) {
  const Folder folder;
  const auto database = open(folder);
  const auto second = Database::open(folder.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "store_unavailable");
  EXPECT_THAT(second.error().message, testing::HasSubstr(folder.path().string()));
}

TEST(Database, SaysWhyAFolderCannotBeUsed) {
  const Folder folder;
  std::ofstream(folder.path() / "file") << "not a folder";
  const auto database = Database::open(folder.path() / "file");
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, "store_unavailable");
}

TEST(Database, TakesWritesFromSeveralThreads) {
  constexpr int kThreads = 4;
  constexpr int kWrites = 50;
  const Folder folder;
  {
    const auto database = open(folder);
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&database, thread] {
        for (int i = 0; i < kWrites; ++i) {
          put(*database, Column::blocks, std::to_string(thread) + "/" + std::to_string(i), "x",
              i % 5 == 0);
        }
      });
    }
  }
  const auto database = open(folder);
  int count = 0;
  ASSERT_TRUE(database->scan(Column::blocks, {}, [&](ByteView, ByteView) { return ++count > 0; }));
  EXPECT_EQ(count, kThreads * kWrites);
}

std::uint64_t bytes_written_by_this_process() {
  std::ifstream io("/proc/self/io");
  std::string name;
  std::uint64_t value = 0;
  while (io >> name >> value) {
    if (name == "write_bytes:") return value;
  }
  return 0;
}

TEST(Database, WritesNothingWhileIdle) {
  if (!files::exists("/proc/self/io")) GTEST_SKIP() << "no /proc/self/io";
  const Folder folder(true);
  const auto database = open(folder);
  for (int i = 0; i < 1000; ++i) {
    put(*database, Column::state, "key " + std::to_string(i), "value", i % 100 == 0);
  }
  database->sync();
  const std::uint64_t before = bytes_written_by_this_process();
  EXPECT_GT(before, 0U);
  std::this_thread::sleep_for(std::chrono::seconds(5));
  EXPECT_EQ(bytes_written_by_this_process(), before);
}

}  // namespace
}  // namespace pennypost::store
