#include "api/gateway/submitter.h"

#include <gtest/gtest.h>

#include <condition_variable>

#include "tests/gateway/scene.h"

namespace pennypost::gateway {
namespace {

using namespace std::chrono_literals;
using test::begin;
using test::finish;
using test::run;
using test::Scene;
using test::ScriptedNode;
using test::TestLedger;

class SubmitterTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { ledger_ = new TestLedger(); }
  static void TearDownTestSuite() { delete ledger_; }

  /// A stored, signed payment of a cent from the first to the second.
  static Operation stored(Scene& scene, const std::string& intent,
                          std::uint64_t expiry_us = kExpiryUs) {
    const auto payer = scene.desk().people.find("demo", "alice");
    const auto payee = scene.desk().people.find("demo", "bob");
    Operation draft;
    draft.id = operation_id(intent, 0, 0);
    draft.intent = intent;
    draft.user = payer->id;
    draft.to = payee->address;
    draft.to_handle = "bob";
    draft.currency = test::kUsd;
    draft.amount = Amount(10'000);
    draft.amount_text = "0.01";
    draft.created_at = scene.now();
    draft.expiry = scene.now() + expiry_us;
    const auto ready = run(scene.io(), scene.desk().submitter.sign(std::move(draft)));
    CHECK(ready.has_value());
    gateway_store::Change change;
    scene.desk().records.put(change, *ready);
    CHECK(run(scene.io(), scene.desk().records.commit(std::move(change))));
    return *ready;
  }
  static Operation carried(Scene& scene, const Operation& operation) {
    return run(scene.io(), scene.desk().submitter.carry_out(operation.id));
  }

  static TestLedger* ledger_;
};
TestLedger* SubmitterTest::ledger_ = nullptr;

TEST_F(SubmitterTest, SigningTwiceGivesTheSameBytes) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  Operation draft = stored(scene, "sign");
  const auto again = run(scene.io(), scene.desk().submitter.sign(draft));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->signed_transaction, draft.signed_transaction);
  EXPECT_EQ(again->transaction_id, draft.transaction_id);
  draft.attempt = 1;
  EXPECT_NE(run(scene.io(), scene.desk().submitter.sign(draft))->transaction_id,
            again->transaction_id);
}

TEST_F(SubmitterTest, ManyWaitersOneSubmission) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_, {.nodes = {node.url()}});
  scene.meet({"alice", "bob"});
  const Operation operation = stored(scene, "many");
  const auto before = node.requests();
  std::vector<std::future<Operation>> waiters;
  for (int i = 0; i < 5; ++i) {
    waiters.push_back(begin(scene.io(), scene.desk().submitter.carry_out(operation.id)));
  }
  for (auto& waiter : waiters) {
    const Operation done = finish(scene.io(), std::move(waiter));
    EXPECT_EQ(done.state, OperationState::final);
    EXPECT_GT(done.final_us, 0U);
    EXPECT_TRUE(done.version.has_value());
  }
  EXPECT_EQ(node.requests(), before + 1);
  EXPECT_EQ(carried(scene, operation).state, OperationState::final);  // and nothing more is sent
  EXPECT_EQ(node.requests(), before + 1);
  EXPECT_EQ(scene.desk().records.known_version(), *carried(scene, operation).version);
}

// One waiter's deadline once woke the others, who then called the payment "checking" too early.
TEST_F(SubmitterTest, AnImpatientWaiterLeavesTheOthersWaiting) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_, {.nodes = {node.url()}});
  scene.meet({"alice", "bob"});
  const Operation operation = stored(scene, "impatient");
  std::promise<void> open_gate;
  const std::shared_future<void> gate = open_gate.get_future().share();
  node.play([gate](http::Request,
                   ScriptedNode::Forward forward) -> boost::asio::awaitable<http::Response> {
    while (gate.wait_for(0s) != std::future_status::ready) {
      boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 5ms);
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
    co_return co_await forward();
  });
  auto& submitter = scene.desk().submitter;
  const auto soon = std::chrono::steady_clock::now() + 50ms;
  auto impatient = begin(scene.io(), submitter.carry_out(operation.id, soon));
  auto patient = begin(scene.io(), submitter.carry_out(operation.id, soon + test::kPatience));
  EXPECT_EQ(finish(scene.io(), std::move(impatient)).state, OperationState::checking);
  EXPECT_NE(patient.wait_for(0s), std::future_status::ready);
  open_gate.set_value();
  EXPECT_EQ(finish(scene.io(), std::move(patient)).state, OperationState::final);
  // Who was told "checking" is owed the end.
  EXPECT_EQ(scene.desk().records.notices(operation.user).size(), 1U);
}

// The mark "checking" and the end race on the disk's threads: the one who was told is owed a notice
// whichever is written first.
TEST_F(SubmitterTest, AMarkOvertakenByTheEndIsNotForgotten) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_, {.nodes = {node.url()}});
  scene.meet({"alice", "bob"});
  const Operation operation = stored(scene, "overtaken");
  std::promise<void> open_gate;
  const std::shared_future<void> gate = open_gate.get_future().share();
  node.play([gate](http::Request,
                   ScriptedNode::Forward forward) -> boost::asio::awaitable<http::Response> {
    while (gate.wait_for(0s) != std::future_status::ready) {
      boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 2ms);
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
    co_return co_await forward();
  });
  // The mark is held before it is written until the end waits to be written too; then it goes
  // first.
  std::mutex mutex;
  std::condition_variable changed;
  int commits = 0;
  bool marked = false;
  scene.store().watch([&](const gateway_store::Change&) {
    std::unique_lock lock(mutex);
    const int order = ++commits;
    if (order == 1) {
      open_gate.set_value();
      changed.wait_for(lock, test::kPatience, [&] { return commits >= 2; });
      marked = true;
      changed.notify_all();
    } else if (order == 2) {
      changed.notify_all();
      changed.wait_for(lock, test::kPatience, [&] { return marked; });
      lock.unlock();
      std::this_thread::sleep_for(50ms);  // lets the mark be written first
    }
  });
  const auto soon = std::chrono::steady_clock::now() + 20ms;
  const auto told =
      finish(scene.io(), begin(scene.io(), scene.desk().submitter.carry_out(operation.id, soon)));
  test::run_until(scene.io(),
                  [&] { return !scene.desk().records.operation(operation.id)->open(); });
  scene.store().watch({});
  EXPECT_EQ(scene.desk().records.operation(operation.id)->state, OperationState::final);
  const std::size_t owed = told.state == OperationState::checking ? 1 : 0;
  EXPECT_EQ(told.state, OperationState::checking);
  EXPECT_EQ(scene.desk().records.notices(operation.user).size(), owed);
}

// Another gateway once ended a payment between two reads of it; the mark "checking" then took the
// end away, and nobody looked after the payment any more.
TEST_F(SubmitterTest, AMarkNeverTakesTheEndOfAnotherGatewayAway) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_, {.nodes = {node.url()}});
  scene.meet({"alice", "bob"});
  node.play(ScriptedNode::lose_answers);
  std::size_t moments = 0;
  for (std::size_t moment = 1; moment <= std::max<std::size_t>(moments, 1); ++moment) {
    const Operation operation = stored(scene, "taken-" + std::to_string(moment));
    Operation ended = operation;
    ended.state = OperationState::failed;
    ended.failure = "limit_exceeded";
    gateway_store::Change theirs;
    scene.desk().records.put(theirs, ended);
    theirs.complete();
    std::size_t reads = 0;
    bool writing = false;
    scene.store().after_get(Records::kOperations, [&] {
      if (writing || ++reads != moment) return;
      writing = true;
      CHECK(scene.store().commit(theirs));
      writing = false;
    });
    const auto at_once = std::chrono::steady_clock::now();
    const auto told = run(scene.io(), scene.desk().submitter.carry_out(operation.id, at_once));
    scene.store().after_get("", {});
    moments = std::max(moments, reads);
    const auto now = scene.desk().records.operation(operation.id);
    if (reads >= moment) {
      EXPECT_EQ(now->failure, "limit_exceeded")
          << "read " << moment << ", told " << to_string(told.state);
    }
  }
  EXPECT_GE(moments, 3U);
}

TEST_F(SubmitterTest, ALostAnswerPaysOnce) {
  ScriptedNode forgetful(ledger_->url(), ScriptedNode::pass);
  ScriptedNode other(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_, {.nodes = {forgetful.url(), other.url()}});
  scene.meet({"alice", "bob"});
  const auto before = scene.balance("bob");
  const Operation operation = stored(scene, "lost");
  forgetful.play(ScriptedNode::lose_answers);
  other.play(ScriptedNode::lose_answers);
  auto waiting = begin(scene.io(), scene.desk().submitter.carry_out(operation.id));
  test::run_until(scene.io(), [&] { return ledger_->knows(operation.transaction_id); });
  forgetful.play(ScriptedNode::pass);
  other.play(ScriptedNode::pass);
  EXPECT_EQ(finish(scene.io(), std::move(waiting)).state, OperationState::final);
  EXPECT_EQ(scene.balance("bob"), before + 10'000);
}

TEST_F(SubmitterTest, ARefusalOfTheLedgerIsADefiniteEnd) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  Operation draft = stored(scene, "too much");
  draft.amount = Amount(50 * test::kDollar);
  draft.id = operation_id("too much", 1, 0);
  draft.command_index = 1;
  auto ready = run(scene.io(), scene.desk().submitter.sign(draft));
  gateway_store::Change change;
  scene.desk().records.put(change, *ready);
  ASSERT_TRUE(run(scene.io(), scene.desk().records.commit(std::move(change))));
  const Operation done = carried(scene, *ready);
  EXPECT_EQ(done.state, OperationState::failed);
  EXPECT_EQ(done.failure, "insufficient_balance");
  EXPECT_FALSE(scene.desk().records.is_known_payee(done.user, done.to));
}

TEST_F(SubmitterTest, WhatExpiredUnseenFailsOnlyWithAProof) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_,
              {.nodes = {node.url()},
               .submitter = {.reply_wait = 50ms, .slice = 50ms, .retry_pause_max = 100ms}});
  scene.desk();
  node.play(ScriptedNode::pass);
  while (!run(scene.io(), scene.desk().people.ensure("demo", "alice"))) {
  }
  while (!run(scene.io(), scene.desk().people.ensure("demo", "bob"))) {
  }
  const Operation operation = stored(scene, "expires", 300'000);
  node.play(ScriptedNode::broken);
  EXPECT_EQ(carried(scene, operation).state, OperationState::checking);
  std::this_thread::sleep_for(400ms);
  scene.skip(10 * kSecondUs);  // beyond the margin; yet nobody can be asked
  const auto until = std::chrono::steady_clock::now() + 500ms;
  while (std::chrono::steady_clock::now() < until) scene.io().run_one_for(20ms);
  EXPECT_EQ(scene.desk().records.operation(operation.id)->state, OperationState::checking);
  node.play(ScriptedNode::pass);
  test::run_until(scene.io(),
                  [&] { return !scene.desk().records.operation(operation.id)->open(); });
  const auto done = *scene.desk().records.operation(operation.id);
  EXPECT_EQ(done.state, OperationState::failed);
  EXPECT_EQ(done.failure, "expired");
  EXPECT_EQ(scene.desk().records.notices(operation.user).size(), 1U);
  EXPECT_FALSE(ledger_->knows(operation.transaction_id));
}

TEST_F(SubmitterTest, WhatHappenedBeforeItsExpiryIsFoundAfterwards) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_,
              {.nodes = {node.url()},
               .submitter = {.reply_wait = 10s, .slice = 50ms, .retry_pause_max = 100ms}});
  scene.meet({"alice", "bob"});
  const Operation operation = stored(scene, "found", 3'000'000);
  node.play(ScriptedNode::lose_answers);
  auto lost = begin(scene.io(), scene.desk().submitter.carry_out(operation.id));
  test::run_until(scene.io(), [&] { return ledger_->knows(operation.transaction_id); });
  node.play(ScriptedNode::pass);
  scene.skip(60 * kSecondUs);  // only the gateway has not heard of it
  const auto done = carried(scene, operation);
  EXPECT_EQ(done.state, OperationState::final);
}

TEST_F(SubmitterTest, ARestartGoesOnWithWhatWasOpen) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_,
              {.nodes = {node.url()},
               .submitter = {.reply_wait = 10s, .slice = 200ms, .retry_pause_max = 100ms}});
  scene.meet({"alice", "bob"});
  const auto before = scene.balance("bob");
  const Operation operation = stored(scene, "restart");
  node.play(ScriptedNode::lose_answers);
  auto lost = begin(scene.io(), scene.desk().submitter.carry_out(operation.id));
  test::run_until(scene.io(), [&] { return ledger_->knows(operation.transaction_id); });
  node.play(ScriptedNode::pass);
  scene.restart();
  test::run_until(scene.io(),
                  [&] { return !scene.desk().records.operation(operation.id)->open(); });
  EXPECT_EQ(scene.desk().records.operation(operation.id)->state, OperationState::final);
  EXPECT_EQ(scene.balance("bob"), before + 10'000);
}

}  // namespace
}  // namespace pennypost::gateway
