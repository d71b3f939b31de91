#include "api/store/committer.h"

#include <gtest/gtest.h>

#include <future>
#include <random>

#include "api/gateway/executors.h"
#include "api/gateway/spawn.h"
#include "tests/gateway/support.h"

namespace pennypost::gateway_store {
namespace {

using namespace std::chrono_literals;

/// A store whose sync takes until it is let go on, and that counts.
class SlowStore final : public Store {
 public:
  explicit SlowStore(std::unique_ptr<Store> inner) : inner_(std::move(inner)) {}

  std::optional<std::string> get(const std::string& table, const std::string& key) const override {
    return inner_->get(table, key);
  }
  std::vector<Row> scan(const Scan& scan) const override { return inner_->scan(scan); }
  bool commit(const Change& change) override { return inner_->commit(change); }
  bool groups() const override { return true; }
  std::vector<bool> write_group(std::span<const Change* const> changes) override {
    group_sizes.push_back(changes.size());
    return inner_->write_group(changes);
  }
  void sync() override {
    if (syncs++ == 0) first_sync.get_future().wait_for(gateway::test::kPatience);
    inner_->sync();
  }

  std::promise<void> first_sync;
  std::atomic<std::size_t> syncs = 0;
  std::vector<std::size_t> group_sizes;

 private:
  std::unique_ptr<Store> inner_;
};

class CommitterTest : public ::testing::Test {
 protected:
  struct Told {
    std::string name;
    bool done = false;
  };

  void add(Change change, const std::string& name) {
    committer_->add({.change = std::move(change), .caller = std::make_shared<std::string>(name)});
  }
  std::vector<Told> told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }
  void wait_for(std::size_t count) {
    const auto end = std::chrono::steady_clock::now() + gateway::test::kPatience;
    while (told().size() < count && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(1ms);
    }
  }

  store::Folder folder_;
  SlowStore store_{std::move(*open_rocksdb((folder_.path() / "db").string()))};
  std::mutex mutex_;
  std::vector<Told> told_;
  std::unique_ptr<Committer> committer_ =
      std::make_unique<Committer>(store_, [this](std::vector<Committer::Job> jobs) {
        const std::lock_guard lock(mutex_);
        for (const auto& job : jobs) {
          told_.push_back({*std::static_pointer_cast<std::string>(job.caller), job.done});
        }
      });
};

TEST_F(CommitterTest, WhatComesDuringASyncIsWrittenTogetherWithOneSync) {
  add(Change{}.put("t", "first", "1"), "first");
  while (store_.syncs == 0) std::this_thread::sleep_for(1ms);
  for (int i = 0; i < 20; ++i) {
    add(Change{}.put("t", std::to_string(i), "x"), std::to_string(i));
  }
  EXPECT_TRUE(told().empty());  // nothing is durable yet
  store_.first_sync.set_value();
  wait_for(21);
  EXPECT_EQ(told().size(), 21U);
  EXPECT_EQ(store_.syncs, 2U);
  EXPECT_EQ(store_.group_sizes, (std::vector<std::size_t>{1, 20}));
}

TEST_F(CommitterTest, EachChangeSeesThoseBeforeItAndFailsAlone) {
  add(Change{}.put("t", "other", "1"), "other");
  while (store_.syncs == 0) std::this_thread::sleep_for(1ms);
  add(Change{}.expect("t", "a", std::nullopt).put("t", "a", "1"), "makes");
  add(Change{}.expect("t", "a", std::nullopt).put("t", "a", "2").put("t", "b", "2"), "too late");
  add(Change{}.expect("t", "a", "1").put("t", "a", "3"), "follows");
  add(Change{}.expect("t", "a", "3").erase("t", "a"), "erases");
  add(Change{}.expect("t", "a", std::nullopt).put("t", "c", "5"), "sees it gone");
  store_.first_sync.set_value();
  wait_for(6);
  std::vector<bool> done;
  std::vector<std::string> names;
  for (const auto& each : told()) {
    names.push_back(each.name);
    done.push_back(each.done);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"other", "makes", "too late", "follows", "erases",
                                             "sees it gone"}));
  EXPECT_EQ(done, (std::vector<bool>{true, true, false, true, true, true}));
  EXPECT_EQ(store_.get("t", "a"), std::nullopt);
  EXPECT_EQ(store_.get("t", "b"), std::nullopt);
  EXPECT_EQ(store_.get("t", "c"), "5");
}

TEST_F(CommitterTest, WhatNeedsNoSyncIsToldWithoutOne) {
  Change loose;
  loose.synced = false;
  loose.put("t", "a", "1");
  add(std::move(loose), "loose");
  wait_for(1);
  EXPECT_EQ(told().size(), 1U);
  EXPECT_EQ(store_.syncs, 0U);
}

TEST_F(CommitterTest, ItsEndWritesWhateverWasAdded) {
  store_.first_sync.set_value();
  for (int i = 0; i < 100; ++i) {
    add(Change{}.put("t", std::to_string(i), "x"), std::to_string(i));
  }
  committer_.reset();
  EXPECT_EQ(told().size(), 100U);
  EXPECT_EQ(store_.scan({.table = "t"}).size(), 100U);
}

}  // namespace
}  // namespace pennypost::gateway_store

namespace pennypost::gateway {
namespace {

namespace asio = boost::asio;
using gateway_store::Change;

/// Records as the process has them on a store of its own: what they wrote is kept in memory.
struct Grouped {
  store::Folder folder{};
  std::unique_ptr<gateway_store::Store> store =
      std::move(*gateway_store::open_rocksdb((folder.path() / "gateway").string()));
  test::asio::thread_pool disk{1};
  test::asio::io_context io{};
  Records records{*store, disk, test::sealing_key(1)};

  bool commit(Change change) { return test::run(io, records.commit(std::move(change))); }
  User meet(const std::string& handle) {
    User out;
    out.id = records.user_id("demo", handle);
    out.tenant = "demo";
    out.handle = handle;
    out.address = Address{{static_cast<std::uint8_t>(handle.size()), 7}};
    Change change;
    records.put(change, out);
    CHECK(commit(std::move(change)));
    return out;
  }
};

TEST(GroupedRecordsTest, WhatIsKeptInMemoryIsWhatStandsInTheStore) {
  Grouped grouped;
  User user = grouped.meet("alice");
  EXPECT_EQ(grouped.records.user(user.id)->handle, "alice");
  user.currency = "EUR";
  Change change;
  grouped.records.put(change, user);
  EXPECT_EQ(grouped.records.user(user.id)->currency, "");  // not before it is written
  EXPECT_TRUE(grouped.commit(std::move(change)));
  EXPECT_EQ(grouped.records.user(user.id)->currency, "EUR");
  Records afresh(*grouped.store, grouped.disk, test::sealing_key(1));
  EXPECT_EQ(afresh.user(user.id)->currency, "EUR");
  EXPECT_EQ(afresh.user(user.id)->currency, "EUR");
}

TEST(GroupedRecordsTest, AChangeThatFailsLeavesWhatIsKept) {
  Grouped grouped;
  User user = grouped.meet("alice");
  user.currency = "EUR";
  Change change;
  change.expect("users", user.id, "something else");
  grouped.records.put(change, user);
  EXPECT_FALSE(grouped.commit(std::move(change)));
  EXPECT_EQ(grouped.records.user(user.id)->currency, "");
}

TEST(GroupedRecordsTest, AWriteBetweenReadingAndWritingWins) {
  Grouped grouped;
  User user = grouped.meet("alice");
  Change ours;
  grouped.records.expect_unchanged(ours, "users", user.id);
  auto now = *grouped.records.user(user.id);
  user.locale = "fr";
  Change theirs;
  grouped.records.put(theirs, user);
  EXPECT_TRUE(grouped.commit(std::move(theirs)));
  now.currency = "EUR";
  grouped.records.put(ours, now);
  EXPECT_FALSE(grouped.commit(std::move(ours)));
  EXPECT_EQ(grouped.records.user(user.id)->locale, "fr");
}

TEST(GroupedRecordsTest, AnErasureLeavesNothingInMemory) {
  Grouped grouped;
  const User user = grouped.meet("alice");
  Change text;
  grouped.records.put_sealed(text, "notes", "n", user.id, {{"text", "lessons"}});
  EXPECT_TRUE(grouped.commit(std::move(text)));
  EXPECT_TRUE(grouped.records.get_sealed("notes", "n").has_value());
  Change change;
  grouped.records.destroy(change, user);
  EXPECT_TRUE(grouped.records.user(user.id).has_value());  // read again before it is written
  EXPECT_TRUE(grouped.commit(std::move(change)));
  EXPECT_FALSE(grouped.records.user(user.id).has_value());
  EXPECT_FALSE(grouped.records.get_sealed("notes", "n").has_value());
}

TEST(GroupedRecordsTest, WhatIsWrittenOfAnErasedUserIsReadByNobody) {
  Grouped grouped;
  Records& records = grouped.records;
  const User user = grouped.meet("alice");
  const auto tell = [&](const std::string& id) {
    Change change;
    records.put(change, OutgoingMessage{.id = id,
                                        .tenant = "demo",
                                        .user = user.id,
                                        .handle = "alice",
                                        .reply = {.id = "r", .code = "received", .text = "lessons"},
                                        .created_at = TimestampUs(1)});
    records.put_event(change, user.id, "evt_" + id, "payment.final", {{"memo", "lessons"}});
    EXPECT_TRUE(grouped.commit(std::move(change)));
  };
  const auto read = [&] {
    std::size_t out = records.untold(user.id, 10).size();
    for (const auto& row : records.outgoing("", 10)) out += row.message ? 1 : 0;
    for (const auto& row : grouped.store->scan({.table = Records::kEventQueue})) {
      out += records.open_sealed(Records::kEventQueue, row) ? 1 : 0;
    }
    return out;
  };
  tell("out_1");
  EXPECT_EQ(read(), 3U);
  Change change;
  records.destroy(change, user);
  EXPECT_TRUE(grouped.commit(std::move(change)));
  EXPECT_EQ(read(), 0U);
  tell("out_2");
  EXPECT_EQ(grouped.store->scan({.table = Records::kEventQueue}).size(), 2U);
  EXPECT_EQ(read(), 0U);
}

TEST(GroupedRecordsTest, ChangesFromBothLinesAreSettledInTheOrderOfTheStore) {
  Grouped grouped;
  User user = grouped.meet("alice");
  grouped.io.restart();
  TwoLines lines(grouped.io);
  const Executors executors = lines.executors();
  grouped.records.settle_on(executors.first);
  const auto put = [&](const asio::any_io_executor& executor, std::string currency) {
    Change change{.synced = false};
    user.currency = std::move(currency);
    grouped.records.put(change, user);
    spawn(executor, [](Records& records, Change what) -> asio::awaitable<void> {
      EXPECT_TRUE(co_await records.commit(std::move(what)));
    }(grouped.records, std::move(change)));
  };
  for (int i = 0; i < 300; ++i) {
    put(executors.later, std::to_string(i));
    // Behind it in the store, and ahead of it in the first line.
    asio::post(executors.later, [&, i] { put(executors.first, std::to_string(i) + "f"); });
  }
  lines.run();
  const auto kept = grouped.records.user(user.id);
  Records afresh(*grouped.store, grouped.disk, test::sealing_key(1));
  EXPECT_EQ(kept->currency, afresh.user(user.id)->currency);
}

TEST(GroupedRecordsTest, TheLatestPaymentsAreThoseOfTheStore) {
  constexpr std::size_t kMost = 6;
  Grouped grouped;
  const std::vector<User> users = {grouped.meet("alice"), grouped.meet("bob")};
  std::mt19937 random(11);
  std::vector<Operation> made;
  std::uint64_t clock = 1'000'000;
  for (int step = 0; step < 800; ++step) {
    // Now and then the clock runs far ahead for a few steps, and back.
    const std::uint64_t ahead = step % 40 >= 35 ? 150 : 0;
    const std::uint64_t since = clock + ahead;
    Operation operation;
    if (made.empty() || random() % 2 == 0) {
      operation.id = "pay_" + std::to_string(random());
      operation.user = users[random() % users.size()].id;
      operation.kind = random() % 5 == 0 ? OperationKind::claim : OperationKind::payment;
      operation.created_at = TimestampUs((random() % 4 == 0 ? since : clock) + random() % 50);
      operation.transaction_id.bytes[0] = static_cast<std::uint8_t>(random());
      operation.signed_transaction = {1};
      made.push_back(operation);
    } else {
      operation = made[random() % made.size()];
      operation.state = random() % 2 == 0 ? OperationState::checking : OperationState::final;
    }
    Change change{.synced = false};
    grouped.records.put(change, operation);
    ASSERT_TRUE(grouped.commit(std::move(change)));
    clock += random() % 3;
    for (const auto& user : users) {
      if (random() % 3 == 0) continue;
      const std::size_t most = kMost - random() % 3;
      std::string kept;
      for (const auto& one : grouped.records.recent_payments(user.id, TimestampUs(since), most)) {
        kept += one->id + std::string(to_string(one->state)) + " ";
      }
      std::string stored;
      for (const auto& one : grouped.records.operations_of(user.id, "", most).operations) {
        if (one.created_at >= TimestampUs(since)) {
          stored += one.id + std::string(to_string(one.state)) + " ";
        }
      }
      ASSERT_EQ(kept, stored) << step;
      ASSERT_EQ(grouped.records.operation_by_transaction(operation.transaction_id)->transaction_id,
                operation.transaction_id);
    }
  }
  Change change;
  grouped.records.destroy(change, users[0]);
  EXPECT_TRUE(grouped.commit(std::move(change)));
  EXPECT_TRUE(grouped.records.recent_payments(users[0].id, TimestampUs(0), kMost).empty());
}

TEST(GroupedRecordsTest, ThatThereIsNothingIsForgottenWithTheFirstRow) {
  Grouped grouped;
  const User user = grouped.meet("alice");
  const std::string prefix = user.id + " ";
  EXPECT_TRUE(grouped.records.rows_of("notes", prefix).empty());
  EXPECT_TRUE(grouped.records.rows_of("notes", prefix).empty());
  Change others;
  others.put("notes", "usr_other x", "1").put("scraps", prefix + "x", "1");
  EXPECT_TRUE(grouped.commit(std::move(others)));
  EXPECT_TRUE(grouped.records.rows_of("notes", prefix).empty());
  Change change;
  change.put("notes", prefix + "a b", "1");
  EXPECT_TRUE(grouped.commit(std::move(change)));
  EXPECT_EQ(grouped.records.rows_of("notes", prefix).size(), 1U);
  Change gone;
  gone.erase("notes", prefix + "a b");
  EXPECT_TRUE(grouped.commit(std::move(gone)));
  EXPECT_TRUE(grouped.records.rows_of("notes", prefix).empty());
}

TEST(RowCacheTest, KeepsWhatIsAskedForAndForgetsTheRest) {
  RowCache cache;
  cache.put("users", "often", "o", {});
  cache.put("users", "never", "n", {});
  cache.put("operations", "other table", "t", {});
  for (int i = 0; i < 40'000; ++i) {
    cache.put("users", std::to_string(i), "x", {});
    ASSERT_NE(cache.find("users", "often"), nullptr);
  }
  EXPECT_EQ(cache.find("users", "never"), nullptr);
  EXPECT_EQ(cache.find("users", "often")->value, "o");
  EXPECT_NE(cache.find("users", "39999"), nullptr);
  EXPECT_EQ(cache.find("users", "0"), nullptr);
  EXPECT_EQ(cache.find("operations", "other table")->value, "t");
  Change change;
  change.erase("users", "often").put("users", "39999", "y").put("cold", "k", "v");
  cache.apply(change);
  EXPECT_EQ(cache.find("users", "often"), nullptr);
  EXPECT_EQ(cache.find("users", "39999")->value, "y");
  EXPECT_EQ(cache.find("cold", "k"), nullptr);
}

}  // namespace
}  // namespace pennypost::gateway
