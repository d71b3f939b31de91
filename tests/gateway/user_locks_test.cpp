#include "api/gateway/user_locks.h"

#include <gtest/gtest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "tests/gateway/support.h"

namespace pennypost::gateway {
namespace {

namespace asio = boost::asio;
using test::begin;
using test::finish;

struct Scene {
  asio::io_context io;
  UserLocks locks{io.get_executor()};
  std::vector<std::string> log;
  int inside = 0;

  asio::awaitable<bool> work(std::string user, std::string name) {
    const auto hold = co_await locks.acquire(user);
    log.push_back(name);
    const int before = inside++;
    asio::steady_timer timer(io, std::chrono::milliseconds(2));
    co_await timer.async_wait(asio::use_awaitable);
    --inside;
    co_return before == 0;
  }
};

TEST(UserLocksTest, OneAtATimeInTheOrderOfAsking) {
  Scene scene;
  std::vector<std::future<bool>> all;
  std::vector<std::string> expected;
  for (int i = 0; i < 10; ++i) {
    expected.push_back(std::to_string(i));
    all.push_back(begin(scene.io, scene.work("alice", expected.back())));
  }
  for (auto& one : all) EXPECT_TRUE(finish(scene.io, std::move(one)));
  EXPECT_EQ(scene.log, expected);
}

TEST(UserLocksTest, DifferentUsersDoNotWaitForEachOther) {
  Scene scene;
  const auto alice = scene.locks.line_up("alice");
  EXPECT_TRUE(finish(scene.io, begin(scene.io, scene.work("bob", "b"))));
  EXPECT_EQ(scene.log, std::vector<std::string>{"b"});
}

TEST(UserLocksTest, APlaceIsTakenAtOnceAndLeftWithoutATurn) {
  Scene scene;
  auto first = std::make_unique<UserLocks::Place>(scene.locks.line_up("alice"));
  auto second = std::make_unique<UserLocks::Place>(scene.locks.line_up("alice"));
  auto third = begin(scene.io, scene.work("alice", "third"));
  scene.io.poll();
  second.reset();  // it never had its turn, and the first still has it
  scene.io.restart();
  scene.io.poll();
  EXPECT_TRUE(scene.log.empty());
  first.reset();
  EXPECT_TRUE(finish(scene.io, std::move(third)));
  EXPECT_EQ(scene.log, std::vector<std::string>{"third"});
}

TEST(UserLocksTest, WhoIsCutOffLeavesTheLine) {
  auto io = std::make_unique<asio::io_context>();
  {
    UserLocks locks(io->get_executor());
    for (int i = 0; i < 3; ++i) {
      asio::co_spawn(
          *io,
          [&locks]() -> asio::awaitable<void> {
            const auto place = co_await locks.acquire("alice");
            asio::steady_timer timer(co_await asio::this_coro::executor, test::kPatience);
            co_await timer.async_wait(asio::use_awaitable);
          },
          [](std::exception_ptr) {});
    }
    io->poll();
  }
  io.reset();  // as at the end of the process: coroutines go after what they used
}

TEST(UserLocksTest, AUserCanBeFull) {
  Scene scene;
  std::vector<std::future<bool>> all;
  EXPECT_FALSE(scene.locks.full("alice"));
  for (std::size_t i = 0; i <= UserLocks::kWaitersMax; ++i) {
    all.push_back(begin(scene.io, scene.work("alice", "a")));
  }
  scene.io.poll();
  EXPECT_TRUE(scene.locks.full("alice"));
  EXPECT_FALSE(scene.locks.full("bob"));
  for (auto& one : all) EXPECT_TRUE(finish(scene.io, std::move(one)));
  EXPECT_FALSE(scene.locks.full("alice"));
}

}  // namespace
}  // namespace pennypost::gateway
