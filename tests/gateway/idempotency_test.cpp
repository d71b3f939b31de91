#include "api/gateway/idempotency.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "tests/gateway/support.h"

namespace pennypost::gateway {
namespace {

using test::Memory;
using test::run;

http::Request order(const std::string& body) {
  http::Request out;
  out.method = "POST";
  out.path = "/v1/payments";
  out.body = body;
  return out;
}

struct Counter {
  Memory memory{};
  TimestampUs now{1'000 * kDayUs};
  Idempotency once{memory.records, [this] { return now; }};

  Idempotency::Attempt begin(const std::string& body, const std::string& key = "k",
                             const std::string& tenant = "demo") {
    return run(memory.io, once.begin(tenant, key, order(body)));
  }
  void finish(const Idempotency::Attempt& attempt, int status, const std::string& key = "k") {
    run(memory.io, [&]() -> test::asio::awaitable<int> {
      const http::Response response{
          .status = status, .headers = {{"Location", "/v1/payments/p"}}, .body = "{\"a\":1}"};
      co_await once.finish(attempt.id, "demo", key, response);
      co_return 0;
    }());
  }
  static std::string code(const Idempotency::Attempt& attempt) {
    if (!attempt.answer) return "run";
    const auto body = boost::json::parse(attempt.answer->body).as_object();
    return body.contains("code") ? std::string(body.at("code").as_string()) : "replayed";
  }
};

TEST(IdempotencyTest, ARepeatedRequestGetsTheFirstAnswer) {
  Counter counter;
  const auto first = counter.begin(R"({"to":"@m","amount":"1.00"})");
  EXPECT_EQ(Counter::code(first), "run");
  EXPECT_EQ(Counter::code(counter.begin(R"({"to":"@m","amount":"1.00"})")), "in_flight");
  counter.finish(first, 201);
  const auto again = counter.begin(R"({ "amount": "1.00", "to": "@m" })");
  ASSERT_EQ(Counter::code(again), "replayed");
  EXPECT_EQ(again.answer->status, 201);
  EXPECT_EQ(again.answer->headers.get("Location"), "/v1/payments/p");
  EXPECT_EQ(again.answer->headers.get("Idempotency-Replayed"), "true");
}

TEST(IdempotencyTest, OtherContentUnderTheKeyIsRefused) {
  Counter counter;
  counter.finish(counter.begin("{\"a\":1}"), 201);
  EXPECT_EQ(Counter::code(counter.begin("{\"a\":2}")), "idempotency_conflict");
  EXPECT_EQ(Counter::code(counter.begin("{\"a\":\"1\"}")), "idempotency_conflict");
}

TEST(IdempotencyTest, TenantsShareNoKeys) {
  Counter counter;
  counter.finish(counter.begin("{\"a\":1}"), 201);
  const auto theirs = counter.begin("{\"a\":2}", "k", "another");
  EXPECT_EQ(Counter::code(theirs), "run");
  EXPECT_NE(theirs.once, counter.begin("{\"a\":2}", "k2").once);
}

TEST(IdempotencyTest, ARefusalLeavesTheKeyFreeAndAnUnknownOutcomeDoesNot) {
  Counter counter;
  counter.finish(counter.begin("{\"a\":1}"), 400);
  const auto second = counter.begin("{\"a\":2}");
  EXPECT_EQ(Counter::code(second), "run");
  counter.finish(second, 503);
  EXPECT_EQ(Counter::code(counter.begin("{\"a\":3}")), "idempotency_conflict");
  const auto third = counter.begin("{\"a\":2}");
  EXPECT_EQ(Counter::code(third), "run");
  EXPECT_EQ(third.once, second.once);
  counter.finish(third, 422);
  EXPECT_EQ(counter.begin("{\"a\":2}").answer->status, 422);
}

TEST(IdempotencyTest, AnswersAreKeptForAWeekAndMore) {
  Counter counter;
  counter.finish(counter.begin("{\"a\":1}"), 201);
  counter.now = counter.now + 7 * kDayUs;
  EXPECT_TRUE(run(counter.memory.io, counter.once.prune()));
  EXPECT_EQ(Counter::code(counter.begin("{\"a\":1}")), "replayed");
  counter.now = counter.now + 2 * kDayUs;
  EXPECT_TRUE(run(counter.memory.io, counter.once.prune()));
  EXPECT_EQ(Counter::code(counter.begin("{\"a\":2}")), "run");
}

TEST(IdempotencyTest, AYoungerUseOfAFreedKeyIsNotForgottenWithTheOldOne) {
  Counter counter;
  counter.finish(counter.begin("{\"a\":1}"), 404);
  counter.now = counter.now + 5 * kDayUs;
  counter.finish(counter.begin("{\"a\":1}"), 201);
  counter.now = counter.now + 5 * kDayUs;
  EXPECT_TRUE(run(counter.memory.io, counter.once.prune()));
  EXPECT_EQ(Counter::code(counter.begin("{\"a\":1}")), "replayed");
}

TEST(IdempotencyTest, OtherContentAtAnotherGatewayAtTheSameMomentIsRefused) {
  Counter counter;
  Records records(*counter.memory.store, counter.memory.disk, test::sealing_key(1));
  Idempotency theirs(records, [&] { return counter.now; });
  test::asio::io_context io;
  bool done = false;
  counter.memory.store->after_get("idempotency", [&] {
    if (std::exchange(done, true)) return;
    EXPECT_EQ(Counter::code(run(io, theirs.begin("demo", "k", order("{\"a\":1}")))), "run");
  });
  EXPECT_EQ(Counter::code(counter.begin("{\"a\":2}")), "idempotency_conflict");
  EXPECT_TRUE(done);
}

TEST(IdempotencyTest, TheStoreAloneDoesNotShowAnAnswer) {
  Counter counter;
  counter.finish(counter.begin("{\"a\":1}", "a-key-that-is-not-stored"), 201,
                 "a-key-that-is-not-stored");
  const auto rows = counter.memory.store->scan({.table = "idempotency"});
  ASSERT_EQ(rows.size(), 1U);
  const auto record = counter.memory.records.get_house("idempotency", rows[0].key);
  EXPECT_EQ(std::string(record->at("answer").as_string()).find("7b2261223a317d"),
            std::string::npos);
}

}  // namespace
}  // namespace pennypost::gateway
