#include "api/node/render.h"

#include <gtest/gtest.h>

namespace pennypost::node {
namespace {

TEST(RenderTest, TimesAreReadAsTheyAreWritten) {
  for (const std::uint64_t us :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{951'782'399'999'999},
        std::uint64_t{1'795'283'732'000'001}}) {
    const std::string text = time_text(TimestampUs(us));
    EXPECT_EQ(parse_time(text)->value(), us) << text;
  }
  EXPECT_EQ(time_text(TimestampUs(0)), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(time_text(TimestampUs(1'582'934'400'000'000)), "2020-02-29T00:00:00.000000Z");
}

TEST(RenderTest, NothingElseIsATime) {
  for (const char* text :
       {"", "2020-02-30T00:00:00.000000Z", "2020-02-29T24:00:00.000000Z",
        "2020-02-29T00:60:00.000000Z", "2020-02-29T00:00:60.000000Z", "2020-02-29 00:00:00.000000Z",
        "2020-02-29T00:00:00Z", "1969-12-31T23:59:59.000000Z", "2020-02-29T00:00:00.000000+",
        "2O20-02-29T00:00:00.000000Z"}) {
    EXPECT_FALSE(parse_time(text).has_value()) << text;
  }
}

TEST(RenderTest, AmountsFollowTheirCurrency) {
  Renderer render{ChainId(2)};
  const CurrencyCode usd = *CurrencyCode::from("USD");
  render.set_currency(usd, {6, 2});
  EXPECT_EQ(render.amount(usd, 500'000), "0.50");
  EXPECT_EQ(render.amount(usd, 1), "0.000001");
  EXPECT_TRUE(render.address(Address{}).starts_with("tpp1"));
  EXPECT_TRUE(Renderer(kMainChain).address(Address{}).starts_with("pp1"));
}

}  // namespace
}  // namespace pennypost::node
