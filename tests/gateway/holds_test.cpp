#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>

#include "tests/gateway/scene.h"

namespace pennypost::gateway {
namespace {

using test::kDollar;
using test::Scene;
using namespace std::chrono_literals;

Policy policy(const std::string& text) {
  const store::Folder folder;
  std::ofstream(folder.path() / "policy.toml") << text;
  auto loaded = Policy::load(folder.path() / "policy.toml");
  CHECK(loaded.has_value());
  return std::move(*loaded);
}

class HoldsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { ledger_ = new test::TestLedger(); }
  static void TearDownTestSuite() {
    delete ledger_;
    ledger_ = nullptr;
  }

  static std::vector<std::string> told(Scene& scene, const std::string& user) {
    std::vector<std::string> out;
    auto& records = scene.desk().records;
    for (const auto& message : records.untold(records.user_id("demo", user), 100)) {
      out.push_back(message.reply.code);
    }
    return out;
  }
  static std::string code_of(const Reply& held) {
    const auto hash = held.text.find('#');
    return held.text.substr(hash + 1, held.text.find_first_of(" \n", hash) - hash - 1);
  }

  static test::TestLedger* ledger_;
};
test::TestLedger* HoldsTest::ledger_ = nullptr;

TEST_F(HoldsTest, AnUndoWindowIsAHoldThatArrivesByItself) {
  Scene scene(*ledger_, {.policy = policy("[currency.USD]\nfirst = \"0\"\nundo_seconds = 60\n")});
  scene.meet({"alice", "bob"});
  const auto card = scene.say("alice", "send 2 to @bob");
  EXPECT_EQ(card[0].code, "confirm_first_payment");
  EXPECT_NE(card[0].text.find("undo it for 1 minute"), std::string::npos) << card[0].text;
  EXPECT_EQ(scene.code("alice", "yes"), "sent_with_undo");
  EXPECT_EQ(told(scene, "bob"), std::vector<std::string>{"arriving"});
  EXPECT_EQ(scene.balance("alice"), 8 * kDollar);
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar);
  test::run(scene.io(), scene.desk().parts.holds.do_what_is_due());
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar);
  scene.skip(61 * kSecondUs);
  test::run(scene.io(), scene.desk().parts.holds.do_what_is_due());
  EXPECT_EQ(scene.balance("bob"), 12 * kDollar);
  EXPECT_EQ(told(scene, "bob"), (std::vector<std::string>{"arriving", "arrived"}));
  test::run(scene.io(), scene.desk().parts.holds.do_what_is_due());
  EXPECT_EQ(scene.balance("bob"), 12 * kDollar);
}

TEST_F(HoldsTest, WithinItsWindowAPaymentIsUndone) {
  Scene scene(*ledger_, {.policy = policy("[currency.USD]\nfirst = \"0\"\nundo_seconds = 60\n")});
  scene.meet({"alice", "bob"});
  scene.say("alice", "send 2 to @bob");
  EXPECT_EQ(scene.code("alice", "yes"), "sent_with_undo");
  EXPECT_EQ(scene.code("alice", "cancel"), "undone");
  EXPECT_EQ(scene.balance("alice"), 10 * kDollar);
  EXPECT_EQ(told(scene, "bob"), (std::vector<std::string>{"arriving", "undone_for_you"}));
  scene.skip(61 * kSecondUs);
  test::run(scene.io(), scene.desk().parts.holds.do_what_is_due());
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar);
}

TEST_F(HoldsTest, ALinkLosesNothingThatIsWrittenMeanwhile) {
  Scene scene(*ledger_);
  scene.meet({"alice", "phone"});
  const auto told = scene.say("alice", "/link")[0].text;
  const std::string code = told.substr(told.find("/link ") + 6, 14);
  // Another gateway serves the account's owner at the very moment.
  test::asio::thread_pool pool(1);
  Records theirs(scene.store(), pool, scene.data_key());
  const std::string id = theirs.user_id("demo", "alice");
  std::atomic<bool> written = false;
  scene.store().watch([&](const gateway_store::Change& change) {
    const bool links = std::ranges::any_of(
        change.writes, [](const auto& write) { return write.table == "linked_by"; });
    if (!links || written.exchange(true)) return;
    User alice = *theirs.user(id);
    alice.suspects = {"somewhere"};
    gateway_store::Change other;
    theirs.put(other, alice);
    other.complete();
    CHECK(scene.store().commit(other));
  });
  EXPECT_EQ(scene.say("phone", "/link " + code).back().code, "link_done");
  EXPECT_TRUE(written);
  const auto alice = *scene.desk().records.user(id);
  EXPECT_EQ(alice.suspects, (std::vector<std::string>{"somewhere"}));
  EXPECT_EQ(alice.linked, (std::vector<std::string>{"phone"}));
  scene.store().watch({});
}

TEST_F(HoldsTest, WhatNobodyCollectsComesBackAndTheSenderHearsOfIt) {
  Scene scene(*ledger_, {.policy = policy("[currency.USD]\nhold_seconds = 2\n")});
  scene.meet({"alice"});
  EXPECT_EQ(scene.code("alice", "send 3 to @zora"), "confirm_hold");
  const auto held = scene.say("alice", "yes");
  ASSERT_EQ(held[0].code, "held");
  EXPECT_EQ(scene.balance("alice"), 7 * kDollar);
  const auto id = held[0].payment->id;
  test::run_until(scene.io(), [&] {
    test::run(scene.io(), scene.desk().parts.holds.do_what_is_due());
    return scene.desk().records.operation(id)->state == OperationState::returned;
  });
  EXPECT_EQ(scene.balance("alice"), 10 * kDollar);
  EXPECT_EQ(told(scene, "alice").back(), "hold_returned");
  EXPECT_EQ(told(scene, "alice").front(), "hold_reminder");
  EXPECT_EQ(scene.say("bob", "/claim " + code_of(held[0])).back().code, "claim_gone");
}

TEST_F(HoldsTest, AboveTheLimitTheSenderApprovesWhoClaims) {
  Scene scene(*ledger_, {.policy = policy("[currency.USD]\nclaim = \"1\"\n")});
  scene.meet({"alice", "bob", "maria"});
  scene.say("alice", "send 3 to @zora");
  const auto held = scene.say("alice", "yes");
  const std::string code = code_of(held[0]);
  EXPECT_EQ(scene.code("bob", "/claim " + code), "claim_waits");
  EXPECT_EQ(scene.code("bob", "/claim " + code), "claim_waits");
  auto card = scene.say("alice", "help").back();
  ASSERT_EQ(card.code, "approve_claimant");
  EXPECT_EQ(scene.code("alice", "no"), "claim_disapproved");
  EXPECT_EQ(scene.say("bob", "/claim " + code).back().code, "claim_refused");
  EXPECT_EQ(scene.code("maria", "/claim " + code), "claim_waits");
  card = scene.say("alice", "help").back();
  ASSERT_EQ(card.code, "approve_claimant");
  EXPECT_EQ(scene.code("alice", "yes"), "claim_approved");
  EXPECT_EQ(scene.balance("maria"), 13 * kDollar);
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar);
  EXPECT_EQ(told(scene, "maria"), std::vector<std::string>{"claimed"});
}

TEST_F(HoldsTest, TwoWhoClaimAtOnceGetItOnce) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob", "maria"});
  scene.say("alice", "send 3 to @zora");
  const std::string code = code_of(scene.say("alice", "yes")[0]);
  auto first = scene.begin_deliver(scene.message("bob", "/claim " + code));
  auto second = scene.begin_deliver(scene.message("maria", "/claim " + code));
  auto back = scene.begin_deliver(scene.message("alice", "cancel"));
  (void)test::finish(scene.io(), std::move(first));
  (void)test::finish(scene.io(), std::move(second));
  (void)test::finish(scene.io(), std::move(back));
  EXPECT_EQ(scene.balance("alice") + scene.balance("bob") + scene.balance("maria"), 30 * kDollar);
}

TEST_F(HoldsTest, WrongCodesAreCounted) {
  Scene scene(*ledger_);
  scene.meet({"bob"});
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(scene.code("bob", "/claim AAAA-BBBB-CCCC"), "claim_unknown");
  EXPECT_EQ(scene.code("bob", "/claim AAAA-BBBB-CCCC"), "claim_too_often");
  scene.skip(11 * kMinuteUs);
  EXPECT_EQ(scene.code("bob", "/claim AAAA-BBBB-CCCC"), "claim_unknown");
}

/// The gateway dies behind its n-th write, whichever that is, and a new one goes on.
class PeopleCrashTest : public HoldsTest, public ::testing::WithParamInterface<int> {
 protected:
  static std::vector<Reply> say(Scene& scene, const std::string& user, const std::string& text) {
    const auto message = scene.message(user, text);
    std::atomic<int> commits = 0;
    std::atomic<bool> crashed = false;
    scene.store().watch([&](const gateway_store::Change&) {
      if (commits++ < GetParam()) return;
      crashed = true;
      throw std::runtime_error("the process ends here");
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
INSTANTIATE_TEST_SUITE_P(AfterEachWrite, PeopleCrashTest, ::testing::Range(0, 6));

TEST_P(PeopleCrashTest, ARequestIsAskedOnceAndPaidOnce) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  EXPECT_EQ(say(scene, "bob", "request 2 from @alice")[0].code, "request_sent");
  EXPECT_EQ(told(scene, "alice"), std::vector<std::string>{"request_card"});
  EXPECT_EQ(say(scene, "alice", "help").back().code, "request_card");
  const auto paid = say(scene, "alice", "yes");
  EXPECT_TRUE(paid[0].code.starts_with("sent")) << paid[0].code;
  EXPECT_EQ(scene.balance("bob"), 12 * kDollar);
  EXPECT_EQ(scene.balance("alice"), 8 * kDollar);
}

TEST_P(PeopleCrashTest, AHoldIsMadeClaimedAndTakenBackOnce) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  EXPECT_EQ(say(scene, "alice", "send 3 to @zora")[0].code, "confirm_hold");
  const auto held = say(scene, "alice", "yes");
  ASSERT_EQ(held[0].code, "held");
  EXPECT_EQ(scene.balance("alice"), 7 * kDollar);
  EXPECT_EQ(say(scene, "bob", "/claim " + code_of(held[0]))[0].code, "claimed");
  EXPECT_EQ(scene.balance("bob"), 13 * kDollar);
  EXPECT_EQ(scene.code("alice", "send 1 to @zora"), "confirm_hold");
  EXPECT_EQ(scene.say("alice", "yes").back().code, "held");
  EXPECT_EQ(say(scene, "alice", "cancel").back().code, "hold_cancelled");
  EXPECT_EQ(scene.balance("alice"), 7 * kDollar);
  EXPECT_EQ(
      scene.desk().parts.requests.open_of(scene.desk().records.user_id("demo", "alice")).size(),
      0U);
}

TEST_P(PeopleCrashTest, LinkedChatsShareOneAccountAndAllOfTheMoney) {
  Scene scene(*ledger_);
  scene.meet({"alice", "phone"});
  const auto told = scene.say("alice", "/link")[0].text;
  const std::string code = told.substr(told.find("/link ") + 6, 14);
  EXPECT_EQ(say(scene, "phone", "/link " + code).back().code, "link_done");
  EXPECT_EQ(scene.balance("alice"), 20 * kDollar);
  EXPECT_EQ(scene.balance("phone"), 20 * kDollar);
}

TEST_P(PeopleCrashTest, AnErasedAccountStaysErased) {
  Scene scene(*ledger_);
  scene.meet({"alice"});
  const std::string before = scene.desk().records.user_id("demo", "alice");
  const auto card = scene.say("alice", "/delete")[0];
  auto tap = scene.message("alice", "");
  tap.action = card.actions[0].id;
  std::atomic<int> commits = 0;
  scene.store().watch([&](const gateway_store::Change&) {
    if (commits++ >= GetParam()) throw std::runtime_error("the process ends here");
  });
  auto lost = scene.begin_deliver(tap);
  try {
    test::run_until(scene.io(), [&] {
      return commits > GetParam() || lost.wait_for(0s) == std::future_status::ready;
    });
  } catch (const std::exception&) {
  }
  scene.store().watch({});
  scene.restart();
  for (int i = 0; i < 2; ++i) EXPECT_EQ(scene.deliver(tap).back().code, "deleted");
  EXPECT_FALSE(scene.desk().records.user(before).has_value());
  EXPECT_NE(scene.desk().records.user_id("demo", "alice"), before);
}

TEST_F(HoldsTest, ASuspectChatProvesItselfBeforeItSpends) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  ASSERT_TRUE(test::run(scene.io(), scene.desk().gateway.suspect("demo", "alice")));
  for (const char* text :
       {"send 1 to @bob", "request 1 from @bob", "/delete", "/link", "/link remove", "/pin"}) {
    EXPECT_EQ(scene.code("alice", text), "verify_first") << text;
  }
  EXPECT_EQ(scene.code("alice", "balance"), "balance");
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar);
}

TEST_F(HoldsTest, APinCodeInTheChatIsNotKept) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  for (const char* text : {"/pin 73912846", "/PIN 73912846", " /pin 7391", "\u200e/pin 7391",
                           "my PIN is 7391", "mon code pin : 7391", "मेरा पिन 7391 है"}) {
    auto message = scene.message("alice", text);
    EXPECT_EQ(scene.deliver(message).back().code, "pin_never_here") << text;
    const auto kept = scene.desk().records.message(scene.desk().records.message_key(message));
    EXPECT_EQ(kept->message.text.find("7391"), std::string::npos) << text;
  }
  // A payment is one, whatever it is for.
  EXPECT_EQ(scene.code("alice", "send 1 to @bob for pin board 7391"), "sent");
}

TEST_F(HoldsTest, WhoLeavesAsksForNothingAnyMore) {
  Scene scene(*ledger_);
  scene.meet({"alice", "bob"});
  EXPECT_EQ(scene.code("alice", "request 2 from @bob"), "request_sent");
  auto tap = scene.message("alice", "");
  tap.action = scene.say("alice", "/delete")[0].actions[0].id;
  EXPECT_EQ(scene.deliver(tap).back().code, "deleted");
  const auto told = scene.deliver(scene.message("bob", "balance"));
  EXPECT_TRUE(std::ranges::any_of(
      told, [](const Reply& reply) { return reply.code == "request_withdrawn_by"; }));
  EXPECT_EQ(scene.balance("bob"), 10 * kDollar);
}

}  // namespace
}  // namespace pennypost::gateway
