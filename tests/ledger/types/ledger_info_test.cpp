#include "ledger/types/ledger_info.h"

#include <gtest/gtest.h>

namespace pennypost {
namespace {

TEST(Quorum, IsTotalMinusAThirdOfTheRest) {
  const std::uint64_t expected[] = {1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 7};
  for (std::uint64_t total = 0; total <= 10; ++total) {
    EXPECT_EQ(quorum_of(Power(total)), Power(expected[total])) << total;
  }
}

TEST(Quorum, TwoQuorumsShareAnHonestValidator) {
  for (std::uint64_t total = 1; total < 200; ++total) {
    ValidatorSet set;
    set.validators.push_back(Validator{{}, {}, Power(total), ""});
    const std::uint64_t f = (total - 1) / 3;
    EXPECT_EQ(set.quorum(), quorum_of(Power(total)));
    EXPECT_GT(2 * set.quorum().value(), total + f);
    EXPECT_EQ(set.one_honest(), Power(f + 1));
    EXPECT_GE(total - f, set.quorum().value());  // the honest alone are one
  }
}

TEST(WaypointTest, TextComesBack) {
  Waypoint waypoint{Version(42), Hash{}};
  waypoint.ledger_info_hash.bytes[0] = 0xab;
  const auto parsed = Waypoint::parse(waypoint.text());
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(*parsed, waypoint);
}

TEST(WaypointTest, ParsesNothingElse) {
  const std::string hash(64, 'a');
  EXPECT_TRUE(Waypoint::parse("0:" + hash).has_value());
  EXPECT_TRUE(Waypoint::parse("9007199254740991:" + hash).has_value());
  for (const std::string& bad :
       {std::string(), std::string("0"), ":" + hash, "0:" + hash + "a", "0:" + hash.substr(1),
        "00:" + hash, "-1:" + hash, "+1:" + hash, " 0:" + hash, "0 :" + hash, "0:" + hash + "\n",
        "9007199254740992:" + hash, "0x1:" + hash, "0:" + std::string(64, 'A')}) {
    const auto parsed = Waypoint::parse(bad);
    ASSERT_FALSE(parsed.has_value()) << bad;
    EXPECT_EQ(parsed.error().code, "invalid_waypoint");
  }
}

}  // namespace
}  // namespace pennypost
