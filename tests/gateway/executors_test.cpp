#include "api/gateway/executors.h"

#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"

namespace pennypost::gateway {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

class TwoLinesTest : public ::testing::Test {
 protected:
  void note(const asio::any_io_executor& executor, const std::string& name) {
    asio::post(executor, [this, name] { order_ += name; });
  }

  asio::io_context io_{1};
  TwoLines lines_{io_};
  Executors executors_ = lines_.executors();
  std::string order_;
};

TEST_F(TwoLinesTest, TheFirstLineGoesFirstAndEachKeepsItsOrder) {
  for (const char* name : {"a", "b", "c"}) note(executors_.later, name);
  for (const char* name : {"1", "2", "3"}) note(executors_.first, name);
  lines_.run();
  EXPECT_EQ(order_, "123abc");
}

TEST_F(TwoLinesTest, WhatBecomesReadyMeanwhileGoesBeforeTheRestOfTheLaterLine) {
  asio::post(executors_.later, [&] {
    order_ += "a";
    note(executors_.first, "1");
    std::this_thread::sleep_for(2ms);  // longer than a look
  });
  note(executors_.later, "b");
  lines_.run();
  EXPECT_EQ(order_, "a1b");
}

TEST_F(TwoLinesTest, AFloodInTheFirstLineDoesNotStopTheLaterOne) {
  bool stopped = false;
  std::function<void()> flood = [&] {
    if (!stopped) asio::post(executors_.first, flood);
  };
  for (int i = 0; i < 10; ++i) flood();
  asio::post(executors_.later, [&] { stopped = true; });
  lines_.run();
  EXPECT_TRUE(stopped);
}

TEST_F(TwoLinesTest, AHandlerFromAnotherThreadIsHeardAtOnce) {
  // Tracked: the line is waited for, as a commit on the writing thread is.
  auto tracked = asio::prefer(executors_.later, asio::execution::outstanding_work.tracked);
  std::promise<void> running;
  asio::post(executors_.first, [&] { running.set_value(); });
  std::thread other([&] {
    running.get_future().wait();
    std::this_thread::sleep_for(20ms);  // by now it waits for something to do
    note(tracked, "a");
    tracked = {};
  });
  lines_.run();
  other.join();
  EXPECT_EQ(order_, "a");
}

asio::awaitable<int> wait_a_moment(const Executors& executors) {
  asio::steady_timer timer(co_await asio::this_coro::executor, 1ms);
  co_await timer.async_wait(asio::use_awaitable);
  EXPECT_EQ(co_await asio::this_coro::executor, executors.later);
  co_return 7;
}

asio::awaitable<void> wait_for_the_other(const Executors& executors, bool& done) {
  EXPECT_EQ(co_await asio::co_spawn(executors.later, wait_a_moment(executors), asio::use_awaitable),
            7);
  EXPECT_EQ(co_await asio::this_coro::executor, executors.first);
  done = true;
}

TEST_F(TwoLinesTest, CoroutinesStayOnTheirLineAndMayWaitForTheOther) {
  bool done = false;
  spawn(executors_.first, wait_for_the_other(executors_, done));
  lines_.run();
  EXPECT_TRUE(done);
}

TEST(TwoLinesEndTest, WhatWaitsIsDestroyed) {
  asio::io_context io{1};
  const auto held = std::make_shared<int>(1);
  {
    TwoLines lines(io);
    const auto later = lines.executors().later;
    asio::post(later, [held, later] {});
    EXPECT_EQ(held.use_count(), 2);
  }
  EXPECT_EQ(held.use_count(), 1);
}

TEST_F(TwoLinesTest, WhatIsThrownComesOutAndStopEndsBoth) {
  asio::post(executors_.later, [] { throw std::runtime_error("here"); });
  note(executors_.later, "a");
  EXPECT_THROW(lines_.run(), std::runtime_error);
  lines_.run();
  EXPECT_EQ(order_, "a");
  io_.restart();
  asio::post(executors_.later, [&] { io_.stop(); });
  note(executors_.later, "b");
  lines_.run();
  EXPECT_EQ(order_, "a");
}

}  // namespace
}  // namespace pennypost::gateway
