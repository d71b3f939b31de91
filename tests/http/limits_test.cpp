#include <gmock/gmock.h>

#include "tests/http/support.h"

namespace pennypost::http::test {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::size_t kMegabyte = 1024 * 1024;

Router sample() {
  Router router;
  router.add("GET /", says("home"));
  router.add("POST /echo", echo());
  router.add("POST /small", echo(), {.body_bytes_max = 10});
  router.add("POST /large", echo(), {.body_bytes_max = 4 * kMegabyte});
  return router;
}

std::string post(std::string_view path, std::size_t length, std::string_view fields = "") {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}

TEST(Limits, RefuseALargeBodySoThatTheClientReadsIt) {
  TestServer server(sample());
  RawClient client(server.port());
  // A client that writes everything before it reads anything.
  EXPECT_TRUE(client.send(post("/echo", 10 * kMegabyte)));
  EXPECT_TRUE(client.send(std::string(10 * kMegabyte, 'x')));
  const auto response = client.read_all();
  EXPECT_EQ(status_of(response), 413);
  EXPECT_EQ(code_of(response), "too_large");
  EXPECT_FALSE(client.failed);
}

TEST(Limits, RefuseALargeChunkedBody) {
  TestServer server(sample());
  RawClient client(server.port());
  std::string all = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 160; ++i) all += "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  EXPECT_TRUE(client.send(all + "0\r\n\r\n"));
  const auto response = client.read_all();
  EXPECT_EQ(status_of(response), 413);
  EXPECT_FALSE(client.failed);
}

TEST(Limits, RefuseAnEndlessChunkExtension) {
  TestServer server(sample());
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;" +
              std::string(kMegabyte, 'x'));
  EXPECT_EQ(status_of(client.read_response()), 400);
}

TEST(Limits, BelongToTheRoute) {
  TestServer server(sample());
  RawClient client(server.port());
  EXPECT_EQ(body_of(client.ask(post("/small", 10) + "0123456789")), "0123456789");
  const std::string large(4 * kMegabyte, 'y');
  EXPECT_EQ(body_of(client.ask(post("/large", large.size()) + large)), large);
  EXPECT_EQ(body_of(client.ask(post("/echo", kMegabyte) + large.substr(0, kMegabyte))),
            large.substr(0, kMegabyte));
  EXPECT_EQ(status_of(client.ask(post("/small", 11) + "0123456789x")), 413);
}

TEST(Limits, AreToldBeforeTheBodyIsSent) {
  TestServer server(sample());
  RawClient client(server.port());
  client.send(post("/echo", 5, "Expect: 100-continue\r\n"));
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(body_of(client.ask("hello")), "hello");
  client.send(post("/echo", 10 * kMegabyte, "Expect: 100-continue\r\n"));
  EXPECT_EQ(status_of(client.read_response()), 413);
  RawClient lost(server.port());
  lost.send(post("/nowhere", 5, "Expect: 100-continue\r\n"));
  EXPECT_EQ(status_of(lost.read_response()), 404);
}

TEST(Limits, RefuseALargeHeader) {
  TestServer server(sample());
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n");
  client.send("X: " + std::string(2 * kHeaderBytesMax, 'x') + "\r\n\r\n");
  const auto response = client.read_all();
  EXPECT_EQ(status_of(response), 431);
  EXPECT_EQ(code_of(response), "too_large");
  EXPECT_FALSE(client.failed);
  RawClient fits(server.port());
  EXPECT_EQ(status_of(fits.ask("GET / HTTP/1.1\r\nHost: x\r\nX: " +
                               std::string(kHeaderBytesMax - 100, 'x') + "\r\n\r\n")),
            200);
}

// Whether a new connection is let in, sooner or later.
bool finds_a_place(TestServer& server, std::string_view request) {
  for (int tries = 0; tries < 2000; ++tries) {
    RawClient next(server.port());
    if (status_of(next.ask(request)) == 200) return true;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return false;
}

TEST(Limits, RefuseAConnectionTooMany) {
  ServerOptions options;
  options.connections_max = 2;
  TestServer server(sample(), options);
  RawClient first(server.port());
  auto second = std::make_unique<RawClient>(server.port());
  const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  EXPECT_EQ(status_of(first.ask(get)), 200);
  EXPECT_EQ(status_of(second->ask(get)), 200);
  RawClient third(server.port());
  const auto refusal = third.read_all();
  EXPECT_EQ(status_of(refusal), 503);
  EXPECT_EQ(code_of(refusal), "busy");
  EXPECT_THAT(refusal, HasSubstr("Retry-After: 1\r\n"));
  second.reset();
  // A place is free as soon as the server has seen the second go.
  EXPECT_TRUE(finds_a_place(server, get));
}

TEST(Limits, CloseSlowClients) {
  ServerOptions options;
  options.header_timeout = milliseconds(100);
  options.body_timeout = milliseconds(100);
  TestServer server(sample(), options);
  RawClient slow_header(server.port());
  RawClient slow_body(server.port());
  slow_header.send("GET / HTTP/1.1\r\nHo");
  slow_body.send(post("/echo", 5) + "he");
  // Drops of the header do not extend its time.
  for (int i = 0; i < 1000 && slow_header.send("s"); ++i) {
    std::this_thread::sleep_for(milliseconds(5));
  }
  EXPECT_FALSE(slow_header.send("s"));
  EXPECT_EQ(slow_body.read_all(), "");
}

TEST(Limits, CloseIdleConnections) {
  ServerOptions options;
  options.idle_timeout = milliseconds(50);
  TestServer server(sample(), options);
  RawClient silent(server.port());
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_FALSE(silent.failed);
  RawClient used(server.port());
  EXPECT_EQ(status_of(used.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
  EXPECT_EQ(used.read_all(), "");
  EXPECT_FALSE(used.failed);
}

TEST(Limits, CloseClientsThatDoNotRead) {
  ServerOptions options;
  options.write_timeout = milliseconds(50);
  options.connections_max = 1;
  Router router;
  router.add("GET /", says(std::string(64 * kMegabyte, 'z')));
  router.add("GET /free", says("free"));
  TestServer server(std::move(router), options);
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  // Its place is free when the server has given up on it.
  ASSERT_TRUE(finds_a_place(server, "GET /free HTTP/1.1\r\nHost: x\r\n\r\n"));
  const auto got = client.read_all();
  EXPECT_THAT(got, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_LT(got.size(), 64 * kMegabyte);
}

}  // namespace
}  // namespace pennypost::http::test
