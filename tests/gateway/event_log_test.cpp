#include "api/gateway/event_log.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/gateway/support.h"

namespace pennypost::gateway {
namespace {

using gateway_store::Change;
using test::Memory;
using test::run;

User user_of(Records& records, const std::string& tenant, const std::string& handle) {
  User out;
  out.id = records.user_id(tenant, handle);
  out.tenant = tenant;
  out.handle = handle;
  return out;
}

struct Scene {
  Memory memory{};
  TimestampUs now{kDayUs};
  User alice = user_of(memory.records, "demo", "alice");
  User theirs = user_of(memory.records, "other", "alice");
  std::unique_ptr<EventLog> log = open();

  Scene() {
    Change change;
    memory.records.put(change, alice);
    memory.records.put(change, theirs);
    CHECK(memory.commit(std::move(change)));
  }
  ~Scene() { close(); }
  std::unique_ptr<EventLog> open() {
    auto out = std::make_unique<EventLog>(
        memory.io.get_executor(), memory.records, [this] { return now; },
        EventOptions{.kept_us = kDayUs});
    out->resume();
    memory.records.on_event([log = out.get()] { log->wake(); });
    return out;
  }
  void close() {
    if (!log) return;
    memory.records.on_event({});
    log->stop();
    memory.io.restart();
    memory.io.run();
    log.reset();
  }
  void put(const User& user, const std::string& id, const std::string& type = "payment.final") {
    Change change;
    memory.records.put_event(change, user.id, id, type, {{"n", id}});
    CHECK(memory.commit(std::move(change)));
  }
  void reach(const std::string& tenant, std::uint64_t next) {
    test::run_until(memory.io, [&] { return log->span(tenant).next >= next; });
  }
  std::vector<std::string> ids(const std::string& tenant, std::uint64_t after = 0) {
    std::vector<std::string> out;
    for (const auto& event : log->read(tenant, after, 100).events) out.push_back(event.id);
    return out;
  }
};

TEST(EventLogTest, EachTenantCountsItsOwnWithoutGaps) {
  Scene scene;
  scene.put(scene.alice, "evt_1");
  scene.put(scene.theirs, "evt_2");
  scene.put(scene.alice, "evt_3");
  scene.reach("demo", 3);
  scene.reach("other", 2);
  EXPECT_EQ(scene.ids("demo"), (std::vector<std::string>{"evt_1", "evt_3"}));
  EXPECT_EQ(scene.ids("demo", 1), (std::vector<std::string>{"evt_3"}));
  EXPECT_EQ(scene.ids("other"), (std::vector<std::string>{"evt_2"}));
  EXPECT_EQ(scene.ids("nobody"), (std::vector<std::string>{}));
  const auto event = scene.log->find("demo", 2);
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->data.at("user").as_string(), "alice");
  EXPECT_FALSE(scene.log->find("other", 2).has_value());
}

TEST(EventLogTest, TheSameEventStandsOnce) {
  Scene scene;
  Change change;
  scene.memory.records.put_event(change, scene.alice.id, "evt_1", "payment.final", {});
  scene.memory.records.put_event(change, scene.alice.id, "evt_1", "payment.final", {});
  ASSERT_TRUE(scene.memory.commit(std::move(change)));
  scene.put(scene.alice, "evt_2");
  scene.reach("demo", 3);
  scene.put(scene.alice, "evt_1");
  scene.put(scene.alice, "evt_3");
  scene.reach("demo", 4);
  EXPECT_EQ(scene.ids("demo"), (std::vector<std::string>{"evt_1", "evt_2", "evt_3"}));
}

TEST(EventLogTest, WhatWasQueuedWhenTheProcessEndedIsNumberedThen) {
  Scene scene;
  scene.put(scene.alice, "evt_1");
  scene.reach("demo", 2);
  scene.close();
  Change change;
  scene.memory.records.put_event(change, scene.alice.id, "evt_2", "payment.final", {});
  ASSERT_TRUE(scene.memory.commit(std::move(change)));
  scene.log = scene.open();
  scene.reach("demo", 3);
  EXPECT_EQ(scene.ids("demo"), (std::vector<std::string>{"evt_1", "evt_2"}));
}

TEST(EventLogTest, TwoOnOneStoreShareOneLog) {
  Scene scene;
  EventLog second(scene.memory.io.get_executor(), scene.memory.records, [&] { return scene.now; });
  second.resume();
  for (int i = 0; i < 50; ++i) {
    Change change;
    scene.memory.records.put_event(change, scene.alice.id, "evt_" + std::to_string(i),
                                   "payment.final", {});
    ASSERT_TRUE(scene.memory.commit(std::move(change)));
    second.wake();
    scene.log->wake();
  }
  scene.reach("demo", 51);
  auto found = scene.ids("demo");
  second.stop();
  scene.close();  // both have ended before either goes
  std::ranges::sort(found);
  EXPECT_EQ(std::ranges::unique(found).size(), 0U);
  EXPECT_EQ(found.size(), 50U);
}

TEST(EventLogTest, AnEventNumberedElsewhereAfterItWasLookedForIsNotNumberedAgain) {
  Scene scene;
  bool once = false;
  scene.memory.store->after_get("event_ids", [&] {
    if (std::exchange(once, true)) return;
    Change others;
    others.put("event_ids", "evt_1", "demo\n0000000000000001");
    others.put("event_heads", "demo", "1 2");
    ASSERT_TRUE(scene.memory.store->commit(others));
  });
  scene.put(scene.alice, "evt_1");
  scene.put(scene.alice, "evt_2");
  scene.reach("demo", 3);
  EXPECT_EQ(scene.ids("demo"), std::vector<std::string>{"evt_2"});
}

TEST(EventLogTest, WhatASubscriberPutsStandsInTheSameChange) {
  Scene scene;
  int told = 0;
  scene.log->subscribe(
      [](Change& change, const std::string& tenant, const Event& event) {
        change.put("heard", tenant + " " + event.id, std::to_string(event.number));
      },
      [&] { ++told; });
  scene.put(scene.alice, "evt_1");
  scene.reach("demo", 2);
  EXPECT_EQ(scene.memory.store->get("heard", "demo evt_1"), "1");
  test::run_until(scene.memory.io, [&] { return told > 0; });
}

TEST(EventLogTest, OldEventsAreForgottenAndTheSpanSaysSo) {
  Scene scene;
  // Events carry the wall clock's time; the log is pruned by the clock that it is given.
  scene.put(scene.alice, "evt_1");
  scene.put(scene.alice, "evt_2");
  scene.reach("demo", 3);
  scene.now = system_now();
  EXPECT_TRUE(run(scene.memory.io, scene.log->prune()));
  EXPECT_EQ(scene.log->span("demo").first, 1U);
  scene.now = system_now() + 2 * kDayUs;
  EXPECT_TRUE(run(scene.memory.io, scene.log->prune()));
  EXPECT_EQ(scene.log->span("demo").first, 3U);
  EXPECT_EQ(scene.log->span("demo").next, 3U);
  EXPECT_TRUE(scene.ids("demo").empty());
  scene.put(scene.alice, "evt_3");
  scene.reach("demo", 4);
  EXPECT_EQ(scene.log->read("demo", 2, 10).events.at(0).number, 3U);
}

TEST(EventLogTest, APaymentsStatesAreEventsAndItsSubmissionIsNone) {
  Scene scene;
  Operation payment;
  payment.id = operation_id("card", 0, 0);
  payment.user = scene.alice.id;
  payment.currency = *CurrencyCode::from("USD");
  for (const auto state : {OperationState::awaiting_confirmation, OperationState::submitted,
                           OperationState::checking, OperationState::final}) {
    payment.state = state;
    Change change;
    scene.memory.records.put(change, payment);
    ASSERT_TRUE(scene.memory.commit(std::move(change)));
  }
  scene.reach("demo", 4);
  std::vector<std::string> types;
  for (const auto& event : scene.log->read("demo", 0, 10).events) types.push_back(event.type);
  EXPECT_EQ(types, (std::vector<std::string>{"payment.awaiting_confirmation", "payment.checking",
                                             "payment.final"}));
}

}  // namespace
}  // namespace pennypost::gateway
