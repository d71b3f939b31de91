// L82: nobody executes a block by rules that are in force no more.
#include "ledger/execution/protocol.h"

#include <gmock/gmock.h>

#include "ledger/execution/speculative_ledger.h"
#include "tests/ledger/support/world.h"

namespace pennypost::execution {
namespace {

using test::kSecondUs;

class ProtocolTest : public testing::Test {
 protected:
  ProtocolTest() {
    EXPECT_EQ(version_at(chain_.state(), chain_.now()), 1U);
    EXPECT_EQ(chain_.run_one("governance", ScheduleUpgrade{2, at_}).code, Code::success);
  }
  BlockContext after(std::uint64_t us) const {
    BlockContext out;
    out.id = test::id_of<BlockId>("block after " + std::to_string(us));
    out.parent = chain_.block().context.id;
    out.epoch = Epoch(1);
    out.height = chain_.block().context.height.next();
    out.timestamp = chain_.now() + us;
    return out;
  }
  SpeculativeLedger ledger(std::uint32_t known) const {
    return {chain_.state(), std::make_shared<const ExecutedBlock>(chain_.block()), nullptr, known};
  }

  test::Chain chain_;
  TimestampUs at_ = chain_.now() + 2 * kHourUs;
};

TEST_F(ProtocolTest, BeginsToTheMicrosecondSweptOrNot) {
  EXPECT_EQ(version_at(chain_.state(), TimestampUs(at_.value() - 1)), 1U);
  EXPECT_EQ(version_at(chain_.state(), at_), 2U);
  EXPECT_TRUE(check_version(chain_.state(), TimestampUs(at_.value() - 1)));
  EXPECT_EQ(check_version(chain_.state(), at_).error().code, "unknown_version");
  EXPECT_THAT(check_version(chain_.state(), at_).error().message,
              testing::HasSubstr("Install a Pennypost that knows version 2"));
  EXPECT_TRUE(check_version(chain_.state(), at_, 2));
  chain_.run({}, us_between(chain_.now(), at_));
  EXPECT_EQ(chain_.block().kept.size(), 1U);
  EXPECT_EQ(version_at(chain_.state(), chain_.now() + 1), 2U);
  EXPECT_EQ(check_version(chain_.state(), chain_.now() + 1).error().code, "unknown_version");
}

TEST_F(ProtocolTest, AnOldProgramStopsWhereANewOneGoesOn) {
  SpeculativeLedger old_one = ledger(1);
  SpeculativeLedger new_one = ledger(2);
  const std::uint64_t until_us = us_between(chain_.now(), at_);
  const auto before = after(until_us - 1);
  const auto first = old_one.execute(before, {});
  ASSERT_TRUE(first);
  EXPECT_EQ((*first)->ledger_info, (*new_one.execute(before, {}))->ledger_info);
  const auto begins = after(until_us);
  EXPECT_EQ(old_one.execute(begins, {}).error().code, "unknown_version");
  EXPECT_EQ(old_one.find(begins.id), nullptr);
  const auto begun = new_one.execute(begins, {});
  ASSERT_TRUE(begun);
  EXPECT_EQ((*begun)->kept[0].receipt.events[0].kind, EventKind::upgraded);
  // On the block that it did execute, the old one stops as well.
  BlockContext next = begins;
  next.parent = before.id;
  next.height = before.height.next();
  next.id = test::id_of<BlockId>("next");
  EXPECT_EQ(old_one.execute(next, {}).error().code, "unknown_version");
  EXPECT_TRUE(new_one.execute(next, {}));
  EXPECT_EQ(old_one.check_version(test::id_of<BlockId>("nobody's"), at_).error().code,
            "unknown_parent");
}

TEST_F(ProtocolTest, WhatIsCancelledStopsNobody) {
  EXPECT_EQ(chain_.run_one("governance", ScheduleUpgrade{}).code, Code::success);
  EXPECT_TRUE(check_version(chain_.state(), at_ + kHourUs));
  EXPECT_EQ(version_at(chain_.state(), at_ + kHourUs), 1U);
}

}  // namespace
}  // namespace pennypost::execution
