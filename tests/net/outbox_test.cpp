#include "consensus/net/outbox.h"

#include <gtest/gtest.h>

namespace pennypost::net {
namespace {

SharedBytes frame(std::uint8_t mark, std::size_t bytes = 1) {
  return std::make_shared<const Bytes>(bytes, mark);
}

// The first byte of each frame, in the order in which they leave.
Bytes drain(Outbox& outbox) {
  Bytes marks;
  while (const SharedBytes payload = outbox.pop()) marks.push_back(payload->front());
  return marks;
}

TEST(Outbox, KeepsTheOrderWithinAPriorityAndLetsUrgentOvertake) {
  Outbox outbox({.bytes_max = 100, .frames_max = 100});
  for (const std::uint8_t mark : Bytes{1, 2}) outbox.push(frame(mark), Priority::kBulk);
  for (const std::uint8_t mark : Bytes{3, 4}) outbox.push(frame(mark), Priority::kUrgent);
  EXPECT_EQ(drain(outbox), (Bytes{3, 4, 1, 2}));
  EXPECT_EQ(outbox.pop(), nullptr);
}

TEST(Outbox, DropsTheOldestBeyondTheFrames) {
  Outbox outbox({.bytes_max = 100, .frames_max = 2});
  EXPECT_EQ(outbox.push(frame(1), Priority::kBulk), 0u);
  EXPECT_EQ(outbox.push(frame(2), Priority::kBulk), 0u);
  EXPECT_EQ(outbox.push(frame(3), Priority::kBulk), 1u);
  EXPECT_EQ(outbox.frames(), 2u);
  EXPECT_EQ(drain(outbox), (Bytes{2, 3}));
}

TEST(Outbox, DropsTheOldestBeyondTheBytes) {
  Outbox outbox({.bytes_max = 10, .frames_max = 100});
  outbox.push(frame(1, 4), Priority::kUrgent);
  outbox.push(frame(2, 4), Priority::kUrgent);
  EXPECT_EQ(outbox.push(frame(3, 2), Priority::kUrgent), 0u);
  EXPECT_EQ(outbox.bytes(), 10u);
  EXPECT_EQ(outbox.push(frame(4, 5), Priority::kUrgent), 2u);
  EXPECT_EQ(outbox.bytes(), 7u);
  EXPECT_EQ(drain(outbox), (Bytes{3, 4}));
  EXPECT_EQ(outbox.bytes(), 0u);
}

TEST(Outbox, HasRoomForOneFrameHoweverLong) {
  Outbox outbox({.bytes_max = 10, .frames_max = 100});
  outbox.push(frame(1), Priority::kBulk);
  EXPECT_EQ(outbox.push(frame(2, 50), Priority::kBulk), 1u);
  EXPECT_EQ(outbox.push(frame(3), Priority::kBulk), 1u);
  EXPECT_EQ(drain(outbox), Bytes{3});
}

TEST(Outbox, BulkPushesOutNothingUrgent) {
  Outbox outbox({.bytes_max = 10, .frames_max = 3});
  outbox.push(frame(1), Priority::kUrgent);
  for (std::uint8_t mark = 10; mark < 20; ++mark) outbox.push(frame(mark), Priority::kBulk);
  EXPECT_EQ(drain(outbox), (Bytes{1, 17, 18, 19}));
}

TEST(Outbox, ClearCountsWhatItDrops) {
  Outbox outbox({.bytes_max = 100, .frames_max = 100});
  outbox.push(frame(1), Priority::kUrgent);
  outbox.push(frame(2), Priority::kBulk);
  EXPECT_EQ(outbox.clear(), 2u);
  EXPECT_TRUE(outbox.empty());
  EXPECT_EQ(outbox.bytes(), 0u);
}

}  // namespace
}  // namespace pennypost::net
