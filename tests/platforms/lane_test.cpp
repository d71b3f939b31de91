#include "api/platforms/lane.h"

#include <gmock/gmock.h>

#include <deque>

#include "tests/gateway/support.h"

namespace pennypost::platforms {
namespace {

namespace asio = boost::asio;
using connectors::CallAnswer;
using connectors::Outgoing;
using Kind = CallAnswer::Kind;
using testing::ElementsAre;

/// A platform that answers as it is told, and remembers what it was sent.
class LaneTest : public testing::Test {
 protected:
  LaneTest() { open(); }
  ~LaneTest() override { lane_->stop(); }

  void open(Lane::Limits limits = {.per_second = 1'000}) {
    lane_ = std::make_unique<Lane>(
        memory_.io.get_executor(), memory_.records, "telegram",
        Lane::Hooks{.send = [this](Outgoing out) { return send(std::move(out)); },
                    .wanted = [this](const Errand& errand) { return wanted(errand); },
                    .ended = [this](Errand errand, Kind how) { return ended(errand, how); }},
        limits, [this] { return TimestampUs(1'000'000 + late_us_); });
  }
  asio::awaitable<CallAnswer> send(Outgoing out) {
    sent_.push_back(out.outbox_id);
    auto& answers = answers_[out.outbox_id];
    if (answers.empty()) co_return CallAnswer{.kind = Kind::sent};
    const CallAnswer answer = answers.front();
    answers.pop_front();
    co_return answer;
  }
  bool wanted(const Errand& errand) const { return !unwanted_.contains(errand.out.outbox_id); }
  asio::awaitable<void> ended(Errand errand, Kind how) {
    ended_.emplace_back(errand.out.outbox_id, how);
    co_return;
  }

  void put(const std::string& id, const std::string& person, std::uint64_t at = 1) {
    Errand errand{.out = {.outbox_id = id, .account = "42", .to_id = person},
                  .user = "usr_" + person,
                  .created_at = TimestampUs(at)};
    errand.out.text = "words";
    gateway::test::run(memory_.io, lane_->put(std::move(errand)));
  }
  void wait(std::size_t ended) {
    gateway::test::run_until(memory_.io,
                             [&] { return ended_.size() >= ended && lane_->waiting() == 0; });
  }
  void wait_for_sends(std::size_t count) {
    gateway::test::run_until(memory_.io, [&] { return sent_.size() >= count; });
  }

  gateway::test::Memory memory_;
  std::map<std::string, std::deque<CallAnswer>> answers_;
  std::set<std::string> unwanted_;
  std::vector<std::string> sent_;
  std::vector<std::pair<std::string, Kind>> ended_;
  std::uint64_t late_us_ = 0;
  std::unique_ptr<Lane> lane_;
};

TEST_F(LaneTest, OneChatIsToldInOrderWhateverFails) {
  answers_["a"] = {{.kind = Kind::again}, {.kind = Kind::again}};
  put("a", "ana", 1);
  put("b", "ana", 2);
  put("c", "ana", 3);
  wait(3);
  EXPECT_THAT(sent_, ElementsAre("a", "a", "a", "b", "c"));
  EXPECT_EQ(lane_->stats().sent, 3U);
  EXPECT_EQ(lane_->stats().retried, 2U);
  EXPECT_EQ(lane_->stats().failing_since_us, 0U);
}

TEST_F(LaneTest, ThePauseOfOneChatHoldsUpNoOther) {
  answers_["a"] = {{.kind = Kind::again, .retry_after = std::chrono::seconds(1)}};
  put("a", "ana", 1);
  wait_for_sends(1);
  put("b", "bob", 2);
  gateway::test::run_until(memory_.io, [&] { return ended_.size() == 1; });
  EXPECT_THAT(sent_, ElementsAre("a", "b"));
  EXPECT_EQ(lane_->stats().failing_since_us, 0U) << "asked to wait is not failing";
  wait(2);
  EXPECT_EQ(sent_.back(), "a");
}

TEST_F(LaneTest, TheSameMessageIsThereOnce) {
  answers_["a"] = {{.kind = Kind::again, .retry_after = std::chrono::seconds(1)}};
  put("a", "ana");
  wait_for_sends(1);
  put("a", "ana");
  wait(1);
  EXPECT_THAT(sent_, ElementsAre("a", "a"));
}

TEST_F(LaneTest, WhatWasOnItsWayGoesOnInTheNextProcess) {
  answers_["a"] = {{.kind = Kind::again, .retry_after = std::chrono::seconds(60)}};
  put("a", "ana");
  wait_for_sends(1);
  lane_->stop();
  auto gone = std::move(lane_);
  open();
  lane_->wake();
  wait(1);
  EXPECT_THAT(sent_, ElementsAre("a", "a"));
}

TEST_F(LaneTest, HowItEndedIsTold) {
  answers_["blocked"] = {{.kind = Kind::unreachable}};
  answers_["odd"] = {{.kind = Kind::refused}};
  put("blocked", "ana", 1);
  put("odd", "bob", 2);
  put("good", "leo", 3);
  wait(3);
  EXPECT_THAT(ended_, testing::UnorderedElementsAre(std::pair("blocked", Kind::unreachable),
                                                    std::pair("odd", Kind::refused),
                                                    std::pair("good", Kind::sent)));
  EXPECT_EQ(lane_->stats().unreachable, 1U);
  EXPECT_EQ(lane_->stats().refused, 1U);
}

TEST_F(LaneTest, ADayOfOutageEndsIt) {
  answers_["a"] = {{.kind = Kind::again, .error = "503"}, {.kind = Kind::again, .error = "503"}};
  put("a", "ana");
  wait_for_sends(1);
  gateway::test::run_until(memory_.io, [&] { return lane_->stats().failing_since_us > 0; });
  EXPECT_EQ(lane_->stats().last_error, "503");
  late_us_ = kSendUsMax;
  wait(1);
  EXPECT_THAT(ended_, ElementsAre(std::pair("a", Kind::again)));
  EXPECT_EQ(lane_->stats().given_up, 1U);
}

TEST_F(LaneTest, AnOutageIsAskedAfterMoreAndMoreSeldom) {
  for (int i = 0; i < 3; ++i) answers_["a"].push_back({.kind = Kind::again});
  const auto start = std::chrono::steady_clock::now();
  put("a", "ana");
  wait(1);
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_GE(took, std::chrono::milliseconds(500 + 1'000 + 2'000));
  EXPECT_EQ(sent_.size(), 4U);
}

TEST_F(LaneTest, WhatIsReadElsewhereMeanwhileIsNotSent) {
  unwanted_.insert("a");
  put("a", "ana", 1);
  put("b", "ana", 2);
  wait(1);
  EXPECT_THAT(sent_, ElementsAre("b"));
}

TEST_F(LaneTest, NothingIsSentOfSomebodyWhoseDataIsDestroyed) {
  answers_["a"] = {{.kind = Kind::again, .retry_after = std::chrono::seconds(1)}};
  put("a", "ana", 1);
  put("b", "ana", 2);
  wait_for_sends(1);
  gateway::User ana;
  ana.id = "usr_ana";
  gateway_store::Change change;
  memory_.records.destroy(change, ana);
  ASSERT_TRUE(memory_.commit(std::move(change)));
  gateway::test::run_until(memory_.io, [&] { return lane_->waiting() == 0; });
  EXPECT_THAT(sent_, ElementsAre("a"));
}

}  // namespace
}  // namespace pennypost::platforms
