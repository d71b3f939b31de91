#include "api/platform_sim/webhook_queue.h"

#include <gmock/gmock.h>

namespace pennypost::platform_sim {
namespace {

std::vector<std::string> bodies(WebhookQueue& queue, TimeUs now) {
  std::vector<std::string> out;
  for (const auto& [number, webhook] : queue.take_due(now)) out.push_back(webhook.body);
  return out;
}

TEST(WebhookQueue, SendsAgainWithGrowingPausesAndGivesUp) {
  WebhookQueue queue({.first_us = 10, .pause_us_max = 25, .give_up_us = 100}, {});
  queue.add({.body = "a"}, 0);
  TimeUs now = 0;
  std::vector<TimeUs> sent;
  for (int i = 0; i < 20 && queue.waiting(); ++i) {
    for (const auto& [number, webhook] : queue.take_due(now)) {
      sent.push_back(now);
      queue.answered(number, 500, now);
    }
    now = queue.next_due().value_or(now);
  }
  EXPECT_THAT(sent, testing::ElementsAre(0, 10, 30, 55, 80, 105));
  EXPECT_EQ(queue.given_up(), 1U);
}

TEST(WebhookQueue, GivesOutNothingTwiceWhileItIsUnderWay) {
  WebhookQueue queue({}, {});
  queue.add({.body = "a"}, 0);
  const auto first = queue.take_due(0);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_THAT(queue.take_due(kDayUs), testing::IsEmpty());
  queue.answered(first[0].first, 200, 1);
  queue.answered(first[0].first, 500, 1);  // too late to matter
  EXPECT_EQ(queue.waiting(), 0U);
  EXPECT_EQ(queue.taken(), 1U);
}

TEST(WebhookQueue, KeepsItsOrderWhereThePlatformDoes) {
  WebhookQueue queue({.first_us = 10, .give_up_us = 0, .in_order = true}, {});
  queue.add({.body = "a"}, 0);
  queue.add({.body = "b"}, 0);
  const auto first = queue.take_due(0);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_THAT(queue.take_due(5), testing::IsEmpty());
  queue.answered(first[0].first, 0, 5);
  EXPECT_THAT(bodies(queue, 14), testing::IsEmpty());
  const auto again = queue.take_due(15);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].second.body, "a");
  queue.answered(again[0].first, 200, 15);
  EXPECT_THAT(bodies(queue, 15), testing::ElementsAre("b"));
}

TEST(WebhookQueue, CopiesAndOvertakesByItsSeed) {
  const auto run = [](std::uint64_t seed) {
    WebhookQueue queue({}, {.seed = seed, .copies_max = 50, .late_us_max = kDayUs});
    for (const char* body : {"a", "b", "c"}) queue.add({.body = body}, 0);
    return bodies(queue, kDayUs);
  };
  const auto one = run(7);
  EXPECT_EQ(one, run(7));
  EXPECT_NE(one, run(8));
  EXPECT_GT(one.size(), 3U);
  EXPECT_FALSE(std::ranges::is_sorted(one));
  EXPECT_THAT(one, testing::IsSupersetOf({"a", "b", "c"}));
}

}  // namespace
}  // namespace pennypost::platform_sim
