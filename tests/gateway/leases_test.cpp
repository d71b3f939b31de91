#include "api/gateway/leases.h"

#include <gtest/gtest.h>

#include "api/gateway/user_locks.h"
#include "tests/gateway/support.h"

namespace pennypost::gateway {
namespace {

using namespace std::chrono_literals;
using test::begin;
using test::finish;
using test::run;
using test::SharedStore;

/// A machine may stand still for a while: only a silence longer than that means anything here.
constexpr LeaseOptions kQuick{.beat = 20ms, .silence = 2s, .retry = 5ms};

/// One of several gateways.
struct Member {
  Member(test::Memory& memory, SharedStore& store)
      : records(store, memory.disk, test::sealing_key(1)),
        leases(memory.io.get_executor(), records, kQuick),
        locks(memory.io.get_executor(), &leases) {}
  Records records;
  Leases leases;
  UserLocks locks;
};

struct LeasesTest : ::testing::Test {
  test::Memory memory;
  SharedStore store{*memory.store};
  Member a{memory, store};
  Member b{memory, store};

  ~LeasesTest() override {
    a.leases.stop();
    b.leases.stop();
    memory.io.restart();
    memory.io.run_for(100ms);
  }
  void wait(std::chrono::milliseconds time) {
    memory.io.restart();
    memory.io.run_for(time);
  }
  /// Once it is free.
  bool gets(Leases& leases, const char* name) {
    const auto end = std::chrono::steady_clock::now() + test::kPatience;
    while (!run(memory.io, leases.try_acquire(name))) {
      if (std::chrono::steady_clock::now() > end) return false;
      wait(5ms);
    }
    return true;
  }
};

TEST_F(LeasesTest, OneHolderAtATime) {
  a.leases.start({});
  b.leases.start({});
  EXPECT_TRUE(run(memory.io, a.leases.try_acquire("x")));
  EXPECT_TRUE(run(memory.io, a.leases.try_acquire("x")));
  EXPECT_FALSE(run(memory.io, b.leases.try_acquire("x")));
  EXPECT_TRUE(run(memory.io, b.leases.try_acquire("y")));
  wait(kQuick.silence + 500ms);  // both show that they live
  EXPECT_FALSE(run(memory.io, b.leases.try_acquire("x")));
  a.leases.release("x");
  EXPECT_TRUE(gets(b.leases, "x"));
  EXPECT_FALSE(run(memory.io, a.leases.try_acquire("x")));
}

TEST_F(LeasesTest, ASilentHolderLosesIt) {
  a.leases.start({});
  b.leases.start({});
  ASSERT_TRUE(run(memory.io, a.leases.try_acquire("x")));
  wait(100ms);
  EXPECT_TRUE(b.leases.alive(a.leases.id()));
  a.leases.stop();
  EXPECT_TRUE(gets(b.leases, "x"));
  EXPECT_FALSE(b.leases.alive(a.leases.id()));
}

TEST_F(LeasesTest, AReleaseOnItsWayEndsNoLaterHolding) {
  a.leases.start({});
  b.leases.start({});
  ASSERT_TRUE(run(memory.io, a.leases.try_acquire("x")));
  a.leases.release("x");
  // Whether the release got through before this looks, between its look and its writing, or later.
  EXPECT_TRUE(run(memory.io, a.leases.try_acquire("x")));
  wait(100ms);
  EXPECT_FALSE(run(memory.io, b.leases.try_acquire("x")));
  a.leases.release("x");
  EXPECT_TRUE(gets(b.leases, "x"));
}

TEST_F(LeasesTest, UsersAreServedByOneGatewayAtATime) {
  a.leases.start({});
  b.leases.start({});
  auto first = std::make_optional(a.locks.line_up("alice"));
  run(memory.io, first->turn());
  auto place = b.locks.line_up("alice");
  auto second = begin(memory.io, place.turn());
  wait(100ms);
  EXPECT_NE(second.wait_for(0s), std::future_status::ready);
  auto other = b.locks.line_up("bob");
  run(memory.io, other.turn());  // others are free
  first.reset();
  finish(memory.io, std::move(second));
}

TEST_F(LeasesTest, AloneItCostsNothing) {
  Records records(*memory.store, memory.disk, test::sealing_key(1));
  Leases leases(memory.io.get_executor(), records, kQuick);
  EXPECT_FALSE(leases.shared());
  EXPECT_TRUE(run(memory.io, leases.try_acquire("x")));
  EXPECT_EQ(records.lease("x"), std::nullopt);
}

}  // namespace
}  // namespace pennypost::gateway
