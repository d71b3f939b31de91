#include "api/platforms/deliveries.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "tests/gateway/support.h"

namespace pennypost::platforms {
namespace {

using connectors::Delivery;
using State = Delivery::State;

class DeliveriesTest : public testing::Test {
 protected:
  void move(State state, const std::string& outbox_id = "o1", const std::string& message = "w1") {
    gateway::test::run(
        memory_.io,
        deliveries_.move({.message_id = message, .outbox_id = outbox_id, .state = state}));
  }
  void take(const std::string& outbox_id = "o1") {
    Errand errand{.out = {.outbox_id = outbox_id, .account = "880011", .to_id = "BR.1"},
                  .user = "usr_ana",
                  .created_at = TimestampUs(5),
                  .code = "received",
                  .card = "card_1",
                  .from = "usr_bob"};
    errand.out.text = "@bob sent you $1.00.";
    gateway::test::run(memory_.io, deliveries_.taken(std::move(errand)));
  }
  std::optional<State> state(const std::string& message = "w1") {
    return deliveries_.state("o1", message);
  }
  bool failed() { return deliveries_.failed("o1").has_value(); }

  std::uint64_t now_ = kDeliveryKeptUs;
  gateway::test::Memory memory_;
  Deliveries deliveries_{memory_.records, "whatsapp", [this] { return TimestampUs(now_); }};
};

TEST_F(DeliveriesTest, MovesForwardWhateverOrderTheyComeIn) {
  take();
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<State> states;
    for (int i = 0; i < 4; ++i) {
      states.insert(states.end(), {State::sent, State::delivered, State::read});
    }
    std::ranges::shuffle(states, random);
    const std::string message = "w" + std::to_string(round);
    auto furthest = State::sent;
    for (const State each : states) {
      move(each, "o1", message);
      furthest = std::max(furthest, each);
      ASSERT_EQ(state(message), furthest);
    }
    EXPECT_FALSE(failed());
  }
}

TEST_F(DeliveriesTest, CountsEachMoveOnce) {
  for (const State each : {State::read, State::sent, State::read, State::delivered}) move(each);
  EXPECT_EQ(deliveries_.count(State::read), 1U);
  EXPECT_EQ(deliveries_.count(State::sent), 0U);
  EXPECT_EQ(deliveries_.count(State::delivered), 0U);
}

TEST_F(DeliveriesTest, WhatFailsIsHandedBackUntilItIsSettled) {
  take();
  for (const State each : {State::failed, State::sent, State::failed}) move(each);
  EXPECT_EQ(state(), State::failed);
  const auto errand = deliveries_.failed("o1");
  ASSERT_TRUE(errand.has_value());
  EXPECT_EQ(errand->out.text, "@bob sent you $1.00.");
  EXPECT_EQ(errand->card, "card_1");
  EXPECT_EQ(errand->from, "usr_bob");
  gateway::test::run(memory_.io, deliveries_.settle("o1"));
  EXPECT_FALSE(failed());
  move(State::failed);
  EXPECT_FALSE(failed()) << "told once";
  EXPECT_EQ(deliveries_.count(State::failed), 1U);
}

TEST_F(DeliveriesTest, AFailureMayOvertakeTheAnswerToOurCall) {
  move(State::failed);
  EXPECT_FALSE(failed()) << "nobody knows yet what it was";
  take();
  EXPECT_TRUE(failed());
}

TEST_F(DeliveriesTest, WhatHasArrivedCannotFailAndWhatHasFailedDoesNotArrive) {
  take();
  move(State::delivered);
  move(State::failed);
  EXPECT_EQ(state(), State::delivered);
  EXPECT_FALSE(failed());
  move(State::failed, "o1", "w2");
  move(State::read, "o1", "w2");
  EXPECT_EQ(state("w2"), State::failed);
  EXPECT_TRUE(failed()) << "one piece of two";
}

TEST_F(DeliveriesTest, IsForgottenAfterAMonthAndWithItsReader) {
  take();
  now_ += kDeliveryKeptUs - 1;
  take("o2");
  move(State::failed);
  EXPECT_TRUE(failed());
  now_ += 2;
  take("o3");
  EXPECT_FALSE(failed());
  EXPECT_EQ(state(), std::nullopt);
  move(State::failed, "o2");
  EXPECT_TRUE(deliveries_.failed("o2").has_value());
  gateway::User ana;
  ana.id = "usr_ana";
  gateway_store::Change change;
  memory_.records.destroy(change, ana);
  ASSERT_TRUE(memory_.commit(std::move(change)));
  EXPECT_FALSE(deliveries_.failed("o2").has_value());
}

TEST_F(DeliveriesTest, WithoutAnIdOfOursNothingIsKept) {
  move(State::failed, "");
  EXPECT_EQ(deliveries_.count(State::failed), 0U);
}

}  // namespace
}  // namespace pennypost::platforms
