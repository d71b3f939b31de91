#include "api/store/mirror.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "tests/store/folder.h"

namespace pennypost::gateway_store {
namespace {

std::unique_ptr<Store> open_in(const std::filesystem::path& path,
                               const std::vector<std::string>& queues) {
  auto opened = open_rocksdb(path.string(), queues);
  EXPECT_TRUE(opened.has_value());
  return opened ? std::move(*opened) : nullptr;
}

std::string text_of(const std::vector<Row>& rows) {
  std::string out;
  for (const auto& row : rows) out += row.key + "=" + row.value + ";";
  return out;
}

/// Random scans of both stores say the same.
void compare(const Store& mirrored, const Store& plain, std::mt19937& random) {
  const auto word = [&] {
    return std::string(1 + random() % 2, static_cast<char>('a' + random() % 3));
  };
  for (int i = 0; i < 20; ++i) {
    const std::string key = word() + word();
    ASSERT_EQ(mirrored.get("queue", key), plain.get("queue", key));
    const Scan scan{.table = random() % 4 == 0 ? "other" : "queue",
                    .prefix = random() % 2 == 0 ? "" : word(),
                    .after = random() % 2 == 0 ? "" : key,
                    .backwards = random() % 2 == 0,
                    .limit = 1 + random() % 8};
    ASSERT_EQ(text_of(mirrored.scan(scan)), text_of(plain.scan(scan)))
        << scan.table << " " << scan.prefix << " " << scan.after << " " << scan.backwards;
  }
}

TEST(MirrorTest, SaysWhatTheDiskSays) {
  const store::Folder folder;
  std::mt19937 random(7);
  const auto plain = open_in(folder.path() / "plain", {});
  for (int start = 0; start < 5; ++start) {  // opened again, it is filled from the disk
    const auto mirrored = open_in(folder.path() / "mirrored", {"queue"});
    compare(*mirrored, *plain, random);
    for (int step = 0; step < 200; ++step) {
      Change change{.synced = false};
      for (std::size_t i = 0; i <= random() % 3; ++i) {
        std::string key;
        for (int letter = 0; letter < 3; ++letter)
          key.push_back(static_cast<char>('a' + random() % 3));
        const std::string table = random() % 4 == 0 ? "other" : "queue";
        if (random() % 3 == 0) change.expect(table, key, plain->get(table, key));
        random() % 2 == 0 ? change.put(table, key, std::to_string(random()))
                          : change.erase(table, key);
      }
      ASSERT_EQ(mirrored->commit(change), plain->commit(change));
      if (step % 10 == 0) compare(*mirrored, *plain, random);
    }
  }
}

TEST(MirrorTest, OfSeveralWritesToARowTheLastStays) {
  const store::Folder folder;
  for (const auto& queues : {std::vector<std::string>{}, {"q"}}) {
    const auto store = open_in(folder.path() / std::to_string(queues.size()), queues);
    Change first{.synced = false};
    first.put("q", "a", "1").erase("q", "a").put("q", "b", "1").put("q", "b", "2");
    Change second{.synced = false};
    second.expect("q", "a", std::nullopt).expect("q", "b", "2").put("q", "a", "3");
    Change third{.synced = false};
    third.expect("q", "a", "wrong").erase("q", "b");
    const std::vector<const Change*> group = {&first, &second, &third};
    EXPECT_EQ(store->write_group(group), (std::vector<bool>{true, true, false}));
    EXPECT_EQ(text_of(store->scan({.table = "q"})), "a=3;b=2;");
  }
}

TEST(MirrorTest, AQueueThatGrowsTooLargeIsReadFromTheDisk) {
  Mirror mirror({"large", "small"}, 100);
  const auto put = [&](const std::string& table, const std::string& key, const std::string& value) {
    const Write write{.table = table, .key = key, .value = value};
    const Write* const one[] = {&write};
    mirror.apply(one);
  };
  put("small", "k", "v");
  put("large", "k", std::string(60, 'x'));
  put("large", "k", std::string(90, 'y'));  // in the place of the other
  EXPECT_TRUE(mirror.has("large"));
  const auto absent = mirror.get("large", "absent");
  EXPECT_TRUE(absent && !absent->has_value());
  put("large", "l", std::string(20, 'x'));
  EXPECT_FALSE(mirror.has("large"));
  EXPECT_FALSE(mirror.scan({.table = "large"}).has_value());
  EXPECT_EQ(mirror.get("small", "k").value(), "v");
  EXPECT_FALSE(mirror.get("elsewhere", "k").has_value());
}

TEST(MirrorTest, AScanSeesAChangeWholeOrNotAtAll) {
  const store::Folder folder;
  const auto store = open_in(folder.path() / "db", {"q"});
  std::thread writer([&] {
    for (int i = 0; i < 500; ++i) {
      Change change{.synced = false};
      for (const char* key : {"a", "b", "c", "d"}) {
        i % 2 == 0 ? change.put("q", key, "") : change.erase("q", key);
      }
      EXPECT_TRUE(store->commit(change));
    }
  });
  for (int i = 0; i < 2'000; ++i) {
    const auto rows = store->scan({.table = "q"}).size();
    EXPECT_TRUE(rows == 0 || rows == 4) << rows;
  }
  writer.join();
}

}  // namespace
}  // namespace pennypost::gateway_store
