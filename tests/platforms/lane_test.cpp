#include "api/platforms/lane.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <deque>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/leases.h"
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
 public:
  LaneTest() { open(); }
  ~LaneTest() override { lane_->stop(); }

  using Pause = std::function<asio::awaitable<void>(std::chrono::milliseconds)>;
  void open(Pause pause = {}) {
    lane_ = std::make_unique<Lane>(
        memory_.io.get_executor(), memory_.records, "telegram",
        Lane::Hooks{.send = [this](Outgoing out) { return send(std::move(out)); },
                    .wanted = [this](const Errand& errand) { return wanted(errand); },
                    .ended = [this](Errand errand, Kind how) { return ended(errand, how); },
                    .pause = std::move(pause)},
        Lane::Limits{.per_second = 1'000}, [this] { return TimestampUs(1'000'000 + late_us_); });
  }
  /// Takes no time, and is remembered with what was sent before it.
  asio::awaitable<void> skip(std::chrono::milliseconds duration) {
    auto& longest = longest_pause_[sent_.size()];
    longest = std::max(longest, duration);
    co_await asio::post(asio::use_awaitable);
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
  std::map<std::size_t, std::chrono::milliseconds> longest_pause_;  // by how many were sent
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
  open([this](std::chrono::milliseconds duration) { return skip(duration); });
  for (int i = 0; i < 9; ++i) answers_["a"].push_back({.kind = Kind::again});
  put("a", "ana");
  wait(1);
  EXPECT_EQ(sent_.size(), 10U);
  std::vector<std::int64_t> ms;
  for (std::size_t i = 1; i < sent_.size(); ++i) ms.push_back(longest_pause_[i].count());
  EXPECT_THAT(ms, ElementsAre(500, 1'000, 2'000, 4'000, 8'000, 16'000, 32'000, 60'000, 60'000));
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

constexpr gateway::LeaseOptions kQuick{.beat = std::chrono::milliseconds(20),
                                       .silence = std::chrono::milliseconds(300),
                                       .retry = std::chrono::milliseconds(5)};

/// One of several gateways on one store, with a lane of its own to the same platform.
struct Sender {
  Sender(gateway::test::Memory& memory, gateway::test::SharedStore& store, LaneTest& platform)
      : records(store, memory.disk, gateway::test::sealing_key(1)),
        leases(memory.io.get_executor(), records, kQuick),
        lane(
            memory.io.get_executor(), records, "telegram",
            Lane::Hooks{
                .send = [this, &platform](Outgoing out) { return send(platform, std::move(out)); },
                .wanted = [](const Errand&) { return true; },
                .ended = [&platform](Errand errand,
                                     Kind how) { return platform.ended(std::move(errand), how); },
                .can_send = [this] { return line_open; }},
            {.per_second = 1'000}, [] { return TimestampUs(1'000'000); }, &leases) {
    leases.start([this] { lane.wake(); });
    lane.wake();
  }
  /// Everything at once, as a process that is killed.
  void die() {
    dead = true;
    lane.stop();
    leases.stop();
  }
  asio::awaitable<CallAnswer> send(LaneTest& platform, Outgoing out) {
    auto answer = co_await platform.send(std::move(out));
    ++sent;
    // While the platform thinks, the others look around.
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(60));
    co_await timer.async_wait(asio::use_awaitable);
    while (dead) {  // what it was told never gets into the store
      timer.expires_after(std::chrono::hours(1));
      co_await timer.async_wait(asio::use_awaitable);
    }
    co_return answer;
  }

  bool line_open = true;
  bool dead = false;
  int sent = 0;
  gateway::Records records;
  gateway::Leases leases;
  Lane lane;
};

class SharedLaneTest : public LaneTest {
 protected:
  SharedLaneTest() { lane_->stop(); }  // it only puts
  ~SharedLaneTest() override {
    a_.die();
    b_.die();
    memory_.io.restart();
    memory_.io.run_for(std::chrono::milliseconds(300));
  }
  std::size_t times(const std::string& id) const {
    return static_cast<std::size_t>(std::ranges::count(sent_, id));
  }

  gateway::test::SharedStore store_{*memory_.store};
  Sender a_{memory_, store_, *this};
  Sender b_{memory_, store_, *this};
};

TEST_F(SharedLaneTest, OfSeveralGatewaysOneSends) {
  for (int i = 0; i < 12; ++i) {
    const std::string number = std::to_string(i);
    put("m" + number, "person" + std::to_string(i % 3), static_cast<std::uint64_t>(i + 1));
    (i % 2 == 0 ? a_ : b_).lane.wake();
  }
  wait(12);
  EXPECT_EQ(sent_.size(), 12U);
  for (int i = 0; i < 12; ++i) EXPECT_EQ(times("m" + std::to_string(i)), 1U) << i;
}

TEST_F(SharedLaneTest, WhatADeadOneLeftIsTakenOver) {
  put("a", "ana", 1);
  wait_for_sends(1);
  Sender& first = a_.sent == 1 ? a_ : b_;
  Sender& second = &first == &a_ ? b_ : a_;
  first.die();  // the platform has it, and nobody knows
  put("b", "bob", 2);
  wait(2);
  EXPECT_EQ(times("a"), 2U) << "at least once";
  EXPECT_EQ(times("b"), 1U);
  EXPECT_EQ(second.sent, 2);
}

TEST_F(SharedLaneTest, WhoseLineIsClosedLeavesItToTheOther) {
  a_.line_open = false;
  put("a", "ana", 1);
  a_.lane.wake();
  wait(1);
  EXPECT_EQ(a_.sent, 0);
  EXPECT_EQ(b_.sent, 1);
  a_.line_open = true;
  b_.line_open = false;
  put("b", "ana", 2);
  wait(2);
  EXPECT_EQ(a_.sent, 1);
}

TEST_F(SharedLaneTest, AChatThatHasToWaitHoldsUpNoOtherGatewaysPeople) {
  answers_["a"] = {{.kind = Kind::again, .retry_after = std::chrono::seconds(2)}};
  put("a", "ana", 1);
  wait_for_sends(1);
  put("b", "bob", 2);  // in the store alone: the sender finds it by looking around
  gateway::test::run_until(memory_.io, [&] { return ended_.size() == 1; });
  EXPECT_EQ(sent_.back(), "b");
  wait(2);
  EXPECT_EQ(times("a"), 2U);
}

}  // namespace
}  // namespace pennypost::platforms
