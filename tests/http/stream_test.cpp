#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "tests/http/support.h"

namespace pennypost::http::test {
namespace {

using std::chrono::milliseconds;
using testing::EndsWith;
using testing::HasSubstr;

const std::string kGet = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";

// A stream that tells when it has ended.
struct Watched {
  std::shared_ptr<std::promise<void>> ended = std::make_shared<std::promise<void>>();
  Router router;

  explicit Watched(StreamFunction function) {
    router.add("GET /events", [ended = ended, function](Request) -> asio::awaitable<Response> {
      Response response;
      response.stream = [ended, function](EventStream& stream) -> asio::awaitable<void> {
        struct Tell {
          std::promise<void>& promise;
          ~Tell() { promise.set_value(); }
        } const tell{*ended};
        co_await function(stream);
      };
      co_return response;
    });
  }
  bool ends() const { return ended->get_future().wait_for(kPatience) == std::future_status::ready; }
};

asio::awaitable<void> wait_for_ever(EventStream&) {
  asio::steady_timer never(co_await asio::this_coro::executor,
                           std::chrono::steady_clock::time_point::max());
  co_await never.async_wait(asio::use_awaitable);
}

TEST(Stream, SendsEventsAndEnds) {
  Watched watched([](EventStream& stream) -> asio::awaitable<void> {
    for (int i = 1; i <= 3; ++i) {
      const bool sent =
          co_await stream.send({.id = std::to_string(i), .event = "tick", .data = "a\nb"});
      if (!sent) co_return;
    }
  });
  TestServer server(watched.router);
  RawClient client(server.port());
  client.send(kGet);
  const auto all = client.read_all();
  EXPECT_FALSE(client.failed);
  EXPECT_EQ(status_of(all), 200);
  EXPECT_THAT(all, HasSubstr("\r\nContent-Type: text/event-stream\r\n"));
  EXPECT_THAT(all, HasSubstr("\r\nCache-Control: no-store\r\n"));
  EXPECT_EQ(body_of(all),
            ":\n\nid: 1\nevent: tick\ndata: a\ndata: b\n\nid: 2\nevent: tick\ndata: a\ndata: b\n\n"
            "id: 3\nevent: tick\ndata: a\ndata: b\n\n");
}

TEST(Stream, BeatsWhileNothingHappens) {
  Watched watched(wait_for_ever);
  ServerOptions options;
  options.heartbeat_interval = milliseconds(20);
  TestServer server(watched.router, options);
  RawClient client(server.port());
  client.send(kGet);
  EXPECT_EQ(status_of(client.read_until("\r\n\r\n")), 200);
  EXPECT_EQ(client.read_until(":\n\n:\n\n:\n\n:\n\n"), ":\n\n:\n\n:\n\n:\n\n");
}

TEST(Stream, EndsWhenTheClientGoes) {
  Watched watched(wait_for_ever);
  TestServer server(watched.router);
  {
    RawClient client(server.port());
    client.send(kGet);
    client.read_until(":\n\n");
  }
  EXPECT_TRUE(watched.ends());
}

TEST(Stream, TellsASenderThatTheClientWent) {
  const auto refused = std::make_shared<std::atomic<bool>>(false);
  Watched watched([refused](EventStream& stream) -> asio::awaitable<void> {
    while (co_await stream.send({.id = "", .event = "", .data = "x"})) {
      if (!co_await stream.sleep(milliseconds(1))) break;
    }
    *refused = stream.closed();
  });
  TestServer server(watched.router);
  {
    RawClient client(server.port());
    client.send(kGet);
    client.read_until("data: x\n\n");
  }
  EXPECT_TRUE(watched.ends());
  EXPECT_TRUE(*refused);
}

TEST(Stream, ClosesAClientThatDoesNotRead) {
  Watched watched([](EventStream& stream) -> asio::awaitable<void> {
    while (co_await stream.send({.id = "", .event = "", .data = std::string(100'000, 'x')})) {
    }
  });
  ServerOptions options;
  options.write_timeout = milliseconds(100);
  TestServer server(watched.router, options);
  RawClient client(server.port());
  client.send(kGet);
  EXPECT_TRUE(watched.ends());
}

TEST(Stream, SurvivesAHandlerThatThrows) {
  Watched watched([](EventStream& stream) -> asio::awaitable<void> {
    co_await stream.send({.id = "", .event = "", .data = "once"});
    throw std::runtime_error("a secret");
  });
  TestServer server(watched.router);
  RawClient client(server.port());
  client.send(kGet);
  EXPECT_THAT(client.read_all(), EndsWith("data: once\n\n"));
  EXPECT_FALSE(client.failed);
}

TEST(Stream, AnswersHeadWithItsHeaderAlone) {
  Watched watched(wait_for_ever);
  TestServer server(watched.router);
  RawClient client(server.port());
  const auto head = client.ask("HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n", true);
  EXPECT_EQ(status_of(head), 200);
  EXPECT_THAT(head, HasSubstr("Content-Type: text/event-stream\r\n"));
}

TEST(Stream, EndsWhenTheServerStops) {
  Watched watched(wait_for_ever);
  TestServer server(watched.router);
  RawClient client(server.port());
  client.send(kGet);
  client.read_until(":\n\n");
  server.server().stop();
  EXPECT_TRUE(watched.ends());
  EXPECT_EQ(client.read_all(), "");
  EXPECT_FALSE(client.failed);
  EXPECT_TRUE(server.wait_stopped());
}

}  // namespace
}  // namespace pennypost::http::test
