#include <gmock/gmock.h>

#include <atomic>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "tests/http/support.h"

namespace pennypost::http::test {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

const std::string kGet = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";

// A handler that says when it was entered, and goes on when it is let.
struct Slow {
  std::promise<void> entered;
  std::atomic<bool> go{false};
  std::atomic<bool> cancelled{false};

  Router router() {
    Router out;
    out.add("GET /quick", says("quick"));
    out.add("GET /slow", [this](Request) -> asio::awaitable<Response> {
      entered.set_value();
      asio::steady_timer timer(co_await asio::this_coro::executor);
      try {
        while (!go) {
          timer.expires_after(milliseconds(1));
          co_await timer.async_wait(asio::use_awaitable);
        }
      } catch (const boost::system::system_error&) {
        cancelled = true;
        throw;
      }
      co_return Response{.status = 200, .headers = {}, .body = "done"};
    });
    return out;
  }
};

TEST(Stop, FinishesWhatIsInFlight) {
  Slow slow;
  TestServer server(slow.router(), {}, 2);
  RawClient idle(server.port());
  EXPECT_EQ(status_of(idle.ask("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
  RawClient busy(server.port());
  busy.send(kGet);
  ASSERT_EQ(slow.entered.get_future().wait_for(kPatience), std::future_status::ready);
  server.server().stop();
  server.server().stop();
  EXPECT_EQ(idle.read_all(), "");  // closed at once
  EXPECT_FALSE(idle.failed);
  EXPECT_THROW(RawClient{server.port()}, boost::system::system_error);
  slow.go = true;
  const auto response = busy.read_all();
  EXPECT_EQ(body_of(response), "done");
  EXPECT_THAT(response, HasSubstr("\r\nConnection: close\r\n"));
  busy.socket().close();
  EXPECT_TRUE(server.wait_stopped());
  EXPECT_FALSE(slow.cancelled);
}

TEST(Stop, CancelsWhatOutlivesTheDeadline) {
  Slow slow;
  ServerOptions options;
  options.stop_deadline = milliseconds(50);
  TestServer server(slow.router(), options);
  RawClient busy(server.port());
  busy.send(kGet);
  ASSERT_EQ(slow.entered.get_future().wait_for(kPatience), std::future_status::ready);
  server.server().stop();
  EXPECT_EQ(busy.read_all(), "");
  EXPECT_TRUE(server.wait_stopped());
  EXPECT_TRUE(slow.cancelled);
}

TEST(Stop, LeavesNothingToRun) {
  asio::io_context context;
  Router router;
  router.add("GET /", says("x"));
  Server server(context.get_executor(), std::move(router));
  ASSERT_TRUE(server.listen("127.0.0.1", 0));
  ASSERT_TRUE(server.listen("127.0.0.1", 0));
  server.stop();
  EXPECT_GT(context.run(), 0U);  // returns
}

TEST(Stop, IsPartOfDestruction) {
  Slow slow;
  auto server = std::make_unique<TestServer>(slow.router());
  RawClient busy(server->port());
  busy.send(kGet);
  ASSERT_EQ(slow.entered.get_future().wait_for(kPatience), std::future_status::ready);
  server.reset();
  EXPECT_EQ(busy.read_all(), "");
  EXPECT_TRUE(slow.cancelled);
}

}  // namespace
}  // namespace pennypost::http::test
