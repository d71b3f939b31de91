#include "api/gateway/gateway.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/gateway/scene.h"

namespace pennypost::gateway {
namespace {

using namespace std::chrono_literals;
using test::finish;
using test::kDollar;
using test::Scene;
using test::ScriptedNode;
using test::TestLedger;

class GatewayTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { ledger_ = new TestLedger(); }
  static void TearDownTestSuite() { delete ledger_; }
  static std::string texts(const std::vector<Reply>& replies) {
    std::string out;
    for (const auto& reply : replies) out += reply.id + reply.code + reply.text + "\n";
    return out;
  }
  static TestLedger* ledger_;
};
TestLedger* GatewayTest::ledger_ = nullptr;

TEST_F(GatewayTest, ADuplicateGetsTheSameAnswerAndPaysNothing) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  const auto message = scene.message("alice", "send 50 cents to @bob");
  const auto first = scene.deliver(message);
  auto late = message;
  late.received_at = scene.now() + 5 * kMinuteUs;  // when it came is no part of it
  EXPECT_EQ(texts(scene.deliver(late)), texts(first));
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar + 500'000);
  scene.restart();
  EXPECT_EQ(texts(scene.deliver(message)), texts(first));
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar + 500'000);
}

TEST_F(GatewayTest, DeliveriesAtOnceJoinTheFirst) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  const auto message = scene.message("alice", "send 50 cents to @bob");
  std::vector<std::future<Result<std::vector<Reply>>>> all;
  for (int i = 0; i < 20; ++i) all.push_back(scene.begin_deliver(message));
  std::set<std::string> answers;
  for (auto& one : all) answers.insert(texts(*finish(scene.io(), std::move(one))));
  EXPECT_EQ(answers.size(), 1U);
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar + 500'000);
}

TEST_F(GatewayTest, OtherContentUnderTheSameIdIsAConflict) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  const auto message = scene.message("alice", "send 50 cents to @bob");
  auto other = message;
  other.text = "send 51 cents to @bob";
  auto first = scene.begin_deliver(message);
  const auto racing = finish(scene.io(), scene.begin_deliver(other));
  ASSERT_FALSE(racing.has_value());
  EXPECT_EQ(racing.error().code, "message_conflict");
  EXPECT_TRUE(finish(scene.io(), std::move(first)).has_value());
  const auto after = finish(scene.io(), scene.begin_deliver(other));
  ASSERT_FALSE(after.has_value());
  EXPECT_EQ(after.error().code, "message_conflict");
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar + 500'000);
}

TEST_F(GatewayTest, MessagesOfOneUserKeepTheirOrder) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  // Their writes to the inbox are held up unevenly, so that the later ones would overtake.
  std::atomic<int> commits = 0;
  scene.store().watch([&](const gateway_store::Change&) {
    if (commits++ == 0) std::this_thread::sleep_for(100ms);
  });
  auto asks = scene.begin_deliver(scene.message("alice", "send 6 to @bob"));
  auto cancels = scene.begin_deliver(scene.message("alice", "cancel"));
  EXPECT_EQ(finish(scene.io(), std::move(asks))->back().code, "confirm_first_payment");
  EXPECT_EQ(finish(scene.io(), std::move(cancels))->back().code, "cancelled");
  scene.store().watch({});
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar);
}

// The way of the process: one thread writes for all, and what was written is kept in memory.
TEST_F(GatewayTest, GroupsOfWritesPayOnceInOrderAndSurviveARestart) {
  Scene scene(*ledger_, {.grouped = true});
  scene.meet({"alice", "bob", "maria", "dora"});
  std::vector<InboundMessage> messages;
  for (const std::string payer : {"alice", "bob", "maria"}) {
    for (int i = 1; i <= 10; ++i) {
      messages.push_back(
          scene.message(payer, "send 0.0" + std::to_string(i % 9 + 1) + " to @dora"));
    }
  }
  std::vector<std::future<Result<std::vector<Reply>>>> first;
  std::vector<std::future<Result<std::vector<Reply>>>> second;
  for (const auto& message : messages) {
    first.push_back(scene.begin_deliver(message));
    second.push_back(scene.begin_deliver(message));
  }
  std::vector<std::vector<Reply>> answers;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    answers.push_back(*finish(scene.io(), std::move(first[i])));
    EXPECT_EQ(answers.back().back().code, "sent");
    EXPECT_EQ(finish(scene.io(), std::move(second[i]))->back().id, answers.back().back().id);
  }
  const auto paid = scene.balance("dora");
  EXPECT_GT(paid, 10 * kDollar);
  const auto card = scene.deliver(scene.message("alice", "send 6 to @bob")).back();
  EXPECT_EQ(card.code, "confirm_first_payment");
  scene.restart();
  for (std::size_t i = 0; i < messages.size(); ++i) {
    EXPECT_EQ(scene.deliver(messages[i]).back().id, answers[i].back().id);
  }
  EXPECT_EQ(scene.balance("dora"), paid);
  EXPECT_EQ(scene.code("alice", "yes"), "sent");
}

TEST_F(GatewayTest, TooManyWaitingMessagesAreTurnedAway) {
  Scene scene(*ledger_);
  scene.meet({"alice"});
  std::vector<std::future<Result<std::vector<Reply>>>> all;
  for (std::size_t i = 0; i < UserLocks::kWaitersMax + 5; ++i) {
    all.push_back(scene.begin_deliver(scene.message("alice", "help")));
  }
  std::size_t busy = 0;
  for (auto& one : all) {
    const auto replies = finish(scene.io(), std::move(one));
    if (replies) continue;
    EXPECT_EQ(replies.error().code, "busy");
    ++busy;
  }
  EXPECT_GE(busy, 4U);
  EXPECT_EQ(scene.code("alice", "help"), "help");
}

/// The gateway dies behind its n-th write, whichever that is, and a new one goes on.
class CrashTest : public GatewayTest, public ::testing::WithParamInterface<int> {
 protected:
  /// Delivers until the n-th commit has been written, dies there, restarts and delivers again.
  static std::vector<Reply> deliver_with_crash(Scene& scene, const InboundMessage& message) {
    std::atomic<int> commits = 0;
    std::atomic<bool> crashed = false;
    scene.store().watch([&](const gateway_store::Change&) {
      // The n-th write and all after it never reach the disk of a process that is gone: they are
      // held until it is. Which of them a pool thread had begun does not matter then.
      if (commits++ >= GetParam()) {
        crashed = true;
        throw std::runtime_error("the process ends here");
      }
    });
    auto lost = scene.begin_deliver(message);
    try {
      test::run_until(scene.io(),
                      [&] { return crashed || lost.wait_for(0s) == std::future_status::ready; });
    } catch (const std::exception&) {
      crashed = true;
    }
    scene.store().watch({});
    scene.restart();
    return Scene::without_welcome(scene.deliver(message));
  }
};
INSTANTIATE_TEST_SUITE_P(AfterEachWrite, CrashTest, ::testing::Range(0, 5));

TEST_P(CrashTest, APaymentHappensOnce) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  const auto message = scene.message("alice", "send 50 cents to @bob");
  const auto replies = deliver_with_crash(scene, message);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_TRUE(replies[0].code == "sent" || replies[0].code == "sent_late") << replies[0].code;
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar + 500'000);
  EXPECT_EQ(scene.balance("alice"), 10 * kDollar - 500'000);
  EXPECT_EQ(texts(Scene::without_welcome(scene.deliver(message))), texts(replies));
}

TEST_P(CrashTest, ACardIsShownAndConfirmedOnce) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  const auto card = deliver_with_crash(scene, scene.message("alice", "send 6 to @bob"));
  ASSERT_EQ(card.size(), 1U);
  EXPECT_EQ(card[0].code, "confirm_first_payment");
  const auto yes = deliver_with_crash(scene, scene.message("alice", "yes"));
  ASSERT_EQ(yes.size(), 1U);
  EXPECT_TRUE(yes[0].code == "sent" || yes[0].code == "sent_late") << yes[0].code;
  EXPECT_EQ(scene.balance("bob"), 16 * kDollar);
  EXPECT_EQ(scene.code("alice", "yes"), "nothing_open");
  EXPECT_EQ(scene.balance("bob"), 16 * kDollar);
}

TEST_P(CrashTest, ACancelledCardStaysCancelled) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  EXPECT_EQ(scene.code("alice", "send 6 to @bob"), "confirm_first_payment");
  const auto cancelled = deliver_with_crash(scene, scene.message("alice", "cancel"));
  ASSERT_EQ(cancelled.size(), 1U);
  EXPECT_EQ(cancelled[0].code, "cancelled");
  EXPECT_EQ(scene.code("alice", "yes"), "nothing_open");
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar);
}

TEST_P(CrashTest, APersonIsMadeOnce) {
  Scene scene(*ledger_);
  const auto replies = deliver_with_crash(scene, scene.message("newcomer", "balance"));
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies[0].code, "balance");
  EXPECT_EQ(scene.balance("newcomer"), 10 * kDollar);
}

TEST_F(GatewayTest, AQuestionAskedBeforeACrashIsNotTakenBack) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  EXPECT_EQ(scene.code("alice", "send 2 to @bob"), "sent");
  const auto again = scene.message("alice", "send 2 to @bob");
  std::atomic<bool> asked = false;
  std::atomic<bool> crashed = false;
  // What the payment before still has to write counts for nothing here.
  scene.store().watch([&](const gateway_store::Change& change) {
    const auto writes = [&](std::string_view table) {
      return std::ranges::find(change.writes, table, &gateway_store::Write::table) !=
             change.writes.end();
    };
    if (writes(Records::kCards)) asked = true;
    if (!asked || !writes(Records::kMessages)) return;
    crashed = true;  // the inbox and the card are written, the answer is not
    throw std::runtime_error("the process ends here");
  });
  auto lost = scene.begin_deliver(again);
  test::run_until(scene.io(), [&] { return crashed.load(); });
  scene.store().watch({});
  scene.skip(3 * kMinuteUs);  // by now it would not look repeated
  scene.restart();
  const auto replies = scene.deliver(again);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_TRUE(replies[0].code.starts_with("confirm")) << replies[0].code;
  EXPECT_EQ(scene.balance("bob"), 12 * kDollar);
}

TEST_F(GatewayTest, ARestartAnswersInTheOrderOfComing) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  gateway_store::Change change;
  std::vector<InboundMessage> waiting;
  for (const char* text : {"send 6 to @bob", "cancel", "send 7 to @bob", "no", "send 1 to @bob"}) {
    auto message = scene.message("alice", text);
    message.received_at = scene.now() + waiting.size();
    InboxRecord record{.key = scene.desk().records.message_key(message),
                       .user = scene.desk().records.user_id("demo", "alice"),
                       .content_hash = content_hash(message),
                       .message = message};
    scene.desk().records.put(change, record);
    waiting.push_back(message);
  }
  ASSERT_TRUE(test::run(scene.io(), scene.desk().records.commit(std::move(change))));
  scene.restart();
  std::vector<std::string> codes;
  for (const auto& message : waiting) codes.push_back(scene.deliver(message).back().code);
  EXPECT_EQ(codes, (std::vector<std::string>{"confirm_first_payment", "cancelled",
                                             "confirm_first_payment", "declined", "sent"}));
  EXPECT_EQ(scene.balance("bob"), 11 * kDollar);
}

TEST_F(GatewayTest, CheckingBecomesTheEndForWhoAsksAgain) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene slow(*ledger_, {.nodes = {node.url()},
                        .submitter = {.reply_wait = 3s, .slice = 200ms, .retry_pause_max = 50ms}});
  slow.meet({"alice", "bob"});
  node.play([](http::Request request,
               ScriptedNode::Forward forward) -> boost::asio::awaitable<http::Response> {
    if (request.method == "POST") co_return ScriptedNode::empty(503);
    co_return co_await forward();
  });
  const auto message = slow.message("alice", "send 50 cents to @bob");
  const auto first = slow.deliver(message);
  ASSERT_EQ(first.back().code, "checking");
  EXPECT_EQ(first.back().payment->state, "checking");
  EXPECT_EQ(texts(slow.deliver(message)), texts(first));
  // The same again, at any amount, asks while the first is unknown.
  EXPECT_EQ(slow.code("alice", "send 50 cents to @bob"), "confirm_while_checking");
  node.play(ScriptedNode::pass);
  const auto id = first.back().payment->id;
  test::run_until(slow.io(), [&] { return !slow.desk().records.operation(id)->open(); });
  const auto after = slow.deliver(message);
  EXPECT_EQ(after.back().id, first.back().id);
  EXPECT_TRUE(after.back().code.starts_with("sent")) << after.back().code;
  EXPECT_EQ(after.back().payment->id, id);
  // And the next message brings the news, once.
  const auto news = slow.say("alice", "help");
  ASSERT_EQ(news.size(), 2U);
  EXPECT_EQ(news[0].payment->id, id);
  EXPECT_EQ(slow.code("alice", "help"), "help");
  EXPECT_EQ(slow.balance("bob"), 10 * kDollar + 500'000);
}

TEST_F(GatewayTest, NobodyTakesWhatChatPlatformsGive) {
  Scene scene(*ledger_);
  scene.meet({"alice"});
  for (const char* handle :
       {"maria.tg", "maria.wa", "maria.fb", "maria.xmpp", "maria.mx", "unseen-maria"}) {
    const auto opened = test::run(scene.io(), scene.desk().gateway.open_user("demo", handle));
    ASSERT_FALSE(opened.has_value()) << handle;
    EXPECT_EQ(opened.error().code, "handle_reserved");
    const auto said =
        test::run(scene.io(), scene.desk().gateway.deliver(scene.message(handle, "balance")));
    ASSERT_FALSE(said.has_value()) << handle;
    EXPECT_EQ(said.error().code, "handle_reserved");
    EXPECT_FALSE(scene.desk().people.find("demo", handle));
  }
  // A platform's own messages bring its people in, and then they may be met elsewhere too.
  auto message = scene.message("maria.tg", "balance");
  message.channel = "telegram";
  scene.desk().gateway.push_answers_to("telegram");
  EXPECT_TRUE(test::run(scene.io(), scene.desk().gateway.deliver(message)).has_value());
  EXPECT_TRUE(
      test::run(scene.io(), scene.desk().gateway.open_user("demo", "maria.tg")).has_value());
}

TEST_F(GatewayTest, AnAppAnswersACardOnce) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  const auto card = scene.say("alice", "send 6 to @bob");
  const auto payment = *scene.desk().records.operation(card.back().payment->id);
  auto one = test::begin(scene.io(), scene.desk().gateway.confirm(payment));
  auto two = test::begin(scene.io(), scene.desk().gateway.confirm(payment));
  EXPECT_EQ(finish(scene.io(), std::move(one))->state, OperationState::final);
  EXPECT_EQ(finish(scene.io(), std::move(two))->state, OperationState::final);
  EXPECT_EQ(scene.balance("bob"), 16 * kDollar);
  const auto cancelled = test::run(scene.io(), scene.desk().gateway.cancel(payment));
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().code, "nothing_to_cancel");
  EXPECT_EQ(scene.code("alice", "yes"), "nothing_open");
  // A payment that never had a card has nothing to answer.
  const auto plain = scene.say("alice", "send 1 to @bob");
  const auto paid = *scene.desk().records.operation(plain.back().payment->id);
  EXPECT_EQ(test::run(scene.io(), scene.desk().gateway.confirm(paid)).error().code, "card_closed");
}

TEST_F(GatewayTest, ARefusedOrderMayBeSentAgainUnderItsKey) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_, {.nodes = {node.url()}});
  scene.meet({"alice", "bob"});
  auto order = scene.message("alice", "");
  order.channel = kOrderChannel;
  order.text = order_text({"alice", "@bob", "0.50", "USD"});
  node.play(ScriptedNode::broken);
  EXPECT_EQ(scene.deliver(order).back().code, "ledger_unavailable");
  node.play(ScriptedNode::pass);
  EXPECT_EQ(scene.deliver(order).back().code, "sent");
  EXPECT_EQ(scene.deliver(order).back().code, "sent");
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar + 500'000);
}

TEST_F(GatewayTest, TheEndOfTheProcessWaitsForNobody) {
  ScriptedNode node(ledger_->url(), ScriptedNode::pass);
  Scene scene(*ledger_, {.nodes = {node.url()}});
  scene.meet({"alice", "bob"});
  node.play([](http::Request request,
               ScriptedNode::Forward forward) -> boost::asio::awaitable<http::Response> {
    if (request.method == "POST") co_return ScriptedNode::empty(503);
    co_return co_await forward();
  });
  std::vector<std::future<Result<std::vector<Reply>>>> all;
  for (int i = 1; i <= 5; ++i) {
    all.push_back(
        scene.begin_deliver(scene.message("alice", "send 0.0" + std::to_string(i) + " to @bob")));
  }
  test::run_until(scene.io(), [&] { return !scene.desk().records.open_operations().empty(); });
  scene.end();  // with coroutines waiting for locks, timers and answers
}

}  // namespace
}  // namespace pennypost::gateway
