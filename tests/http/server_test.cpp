#include "api/http/server.h"

#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/http/problem.h"
#include "api/http/static_files.h"
#include "tests/http/support.h"

namespace pennypost::http::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string get(std::string_view target, std::string_view fields = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(fields) + "\r\n";
}

Router sample() {
  Router router;
  router.add("GET /v1/ledger", says("ledger"));
  router.add("POST /echo", echo());
  router.add("GET /v1/accounts/{address}", [](Request request) -> asio::awaitable<Response> {
    co_return Response{.status = 200,
                       .headers = {{"X-Peer", request.peer}},
                       .body = std::string(*request.captures.get("address")) + "|" +
                               std::string(request.query.get("proof").value_or("-")) + "|" +
                               request.route + "|" +
                               std::string(request.headers.get("x-TEST").value_or("-"))};
  });
  router.add("GET /throws", [](Request) -> asio::awaitable<Response> {
    throw std::runtime_error("a secret");
    co_return Response{};
  });
  router.add("GET /throws-anything", [](Request) -> asio::awaitable<Response> {
    throw 7;
    co_return Response{};
  });
  router.add("GET /forged", [](Request) -> asio::awaitable<Response> {
    co_return Response{.status = 200, .headers = {{"X", "a\r\nSet-Cookie: b"}}, .body = {}};
  });
  router.add("GET /no-status", [](Request) -> asio::awaitable<Response> {
    co_return Response{.status = 42, .headers = {}, .body = {}};
  });
  router.add("DELETE /nothing", [](Request) -> asio::awaitable<Response> {
    co_return Response{.status = 204, .headers = {}, .body = {}};
  });
  return router;
}

TEST(Server, RoutesRequests) {
  TestServer server(sample());
  RawClient client(server.port());
  const auto ledger = client.ask(get("/v1/ledger"));
  EXPECT_EQ(status_of(ledger), 200);
  EXPECT_EQ(body_of(ledger), "ledger");
  EXPECT_THAT(ledger, HasSubstr("\r\nContent-Type: text/plain\r\n"));
  EXPECT_THAT(ledger, HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"));
  EXPECT_THAT(ledger, HasSubstr("\r\nDate: "));
  const auto account = client.ask(get("/v1/accounts/pp%31x?proof=true", "X-Test: yes\r\n"));
  EXPECT_EQ(body_of(account), "pp1x|true|/v1/accounts/{address}|yes");
  EXPECT_THAT(account, HasSubstr("X-Peer: 127.0.0.1\r\n"));
}

TEST(Server, AnswersWhatIsNotRouted) {
  TestServer server(sample());
  RawClient client(server.port());
  const auto none = client.ask(get("/v2"));
  EXPECT_EQ(status_of(none), 404);
  EXPECT_EQ(code_of(none), "not_found");
  const auto wrong = client.ask("DELETE /v1/ledger HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(wrong), 405);
  EXPECT_EQ(code_of(wrong), "method_not_allowed");
  EXPECT_THAT(wrong, HasSubstr("\r\nAllow: GET, HEAD, OPTIONS\r\n"));
  const auto options = client.ask("OPTIONS /echo HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(options), 204);
  EXPECT_THAT(options, HasSubstr("\r\nAllow: POST, OPTIONS\r\n"));
  EXPECT_THAT(options, Not(HasSubstr("Content-Length")));
  EXPECT_EQ(status_of(client.ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")), 204);
  EXPECT_EQ(status_of(client.ask("DELETE /nothing HTTP/1.1\r\nHost: x\r\n\r\n")), 204);
  EXPECT_EQ(body_of(client.ask(get("/v1/ledger"))), "ledger");  // the connection lives
}

TEST(Server, AnswersHeadWithoutABody) {
  TestServer server(sample());
  RawClient client(server.port());
  const auto head = client.ask("HEAD /v1/ledger HTTP/1.1\r\nHost: x\r\n\r\n", true);
  EXPECT_EQ(status_of(head), 200);
  EXPECT_THAT(head, HasSubstr("\r\nContent-Length: 6\r\n"));
  EXPECT_EQ(client.got, "");
  const auto missing = client.ask("HEAD /v2 HTTP/1.1\r\nHost: x\r\n\r\n", true);
  EXPECT_EQ(status_of(missing), 404);
  EXPECT_EQ(body_of(client.ask(get("/v1/ledger"))), "ledger");
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  TestServer server(sample(), {}, 2);
  RawClient client(server.port());
  std::string all = "\r\n";  // some clients send an empty line first
  for (int i = 0; i < 100; ++i) {
    const auto body = std::to_string(i);
    all += "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body + (i % 3 == 0 ? "\r\n" : "");
  }
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(body_of(client.read_response()), std::to_string(i));
}

TEST(Server, ReadsChunkedBodies) {
  TestServer server(sample());
  RawClient client(server.port());
  EXPECT_EQ(
      body_of(client.ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n")),
      "abcde");
  EXPECT_EQ(body_of(client.ask(get("/v1/ledger"))), "ledger");
}

TEST(Server, ClosesWhenAsked) {
  TestServer server(sample());
  RawClient client(server.port());
  client.send(get("/v1/ledger", "Connection: close\r\n"));
  const auto all = client.read_all();
  EXPECT_EQ(body_of(all), "ledger");
  EXPECT_THAT(all, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_FALSE(client.failed);
  RawClient old(server.port());
  old.send("GET /v1/ledger HTTP/1.0\r\n\r\n");
  EXPECT_EQ(body_of(old.read_all()), "ledger");
}

TEST(Server, RefusesMalformedRequests) {
  TestServer server(sample());
  const std::vector<std::string> bad{
      "nonsense\r\n\r\n",
      "GET\r\n\r\n",
      "GET /v1/ledger\r\n\r\n",
      "GET /v1/ledger HTTP/2.0\r\nHost: x\r\n\r\n",
      "G@T /v1/ledger HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /v1/ledger HTTP/1.1\r\n\r\n",
      "GET /v1/ledger HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
      "GET /v1/ledger HTTP/1.1\r\nHost : x\r\n\r\n",
      "GET /v1/ledger HTTP/1.1\r\nHost: x\r\nbad line\r\n\r\n",
      "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /v1/ledger?a=1&a=2 HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET http://y/v1/ledger HTTP/1.1\r\nHost: x\r\n\r\n",
      "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
      "0\r\n\r\n",
      "POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
      "POST /echo HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n",
      std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + std::string(64, '\x01'),
  };
  for (const auto& request : bad) {
    RawClient client(server.port());
    client.send(request);
    client.socket().shutdown(tcp::socket::shutdown_send);
    const auto response = client.read_all();
    EXPECT_EQ(status_of(response), 400) << request << "\n" << response;
    EXPECT_EQ(code_of(response), "malformed") << request;
    EXPECT_FALSE(client.failed) << request;
  }
}

TEST(Server, RefusesWhatItDoesNotUnderstand) {
  TestServer server(sample());
  RawClient gzip(server.port());
  EXPECT_EQ(status_of(gzip.ask(
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")),
            501);
  RawClient expecting(server.port());
  EXPECT_EQ(status_of(expecting.ask(
                "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: more\r\nContent-Length: 1\r\n\r\n")),
            417);
}

TEST(Server, KeepsFailuresOfHandlersToItself) {
  TestServer server(sample());
  RawClient client(server.port());
  for (const auto* path : {"/throws", "/throws-anything", "/forged", "/no-status"}) {
    const auto response = client.ask(get(path));
    EXPECT_EQ(status_of(response), 500) << path;
    EXPECT_EQ(code_of(response), "internal") << path;
    EXPECT_THAT(response, Not(HasSubstr("secret")));
    EXPECT_THAT(response, Not(HasSubstr("Set-Cookie")));
  }
  EXPECT_EQ(body_of(client.ask(get("/v1/ledger"))), "ledger");
}

TEST(Server, ChecksHostAndOrigin) {
  ServerOptions options;
  options.allowed_hosts = {"127.0.0.1"};
  options.check_origin = true;
  options.allowed_origins = {"https://chat.example"};
  TestServer server(sample(), options);
  RawClient client(server.port());
  const auto ask = [&](std::string_view host, std::string_view origin) {
    auto text = "GET /v1/ledger HTTP/1.1\r\nHost: " + std::string(host) + "\r\n";
    if (!origin.empty()) text += "Origin: " + std::string(origin) + "\r\n";
    return client.ask(text + "\r\n");
  };
  EXPECT_EQ(status_of(ask("127.0.0.1:8080", "")), 200);
  EXPECT_EQ(status_of(ask("127.0.0.1:8080", "http://127.0.0.1:8080")), 200);
  EXPECT_EQ(status_of(ask("127.0.0.1:8080", "https://chat.example")), 200);
  EXPECT_EQ(code_of(ask("rebound.example:8080", "")), "wrong_host");
  EXPECT_EQ(code_of(ask("127.0.0.1:8080", "http://evil.example")), "cross_origin");
  EXPECT_EQ(code_of(ask("127.0.0.1:8080", "null")), "cross_origin");
}

TEST(Server, ServesFilesFromMemory) {
  Router router;
  add_static_files(router,
                   {{"/", {.bytes = "<p>hi", .content_type = "text/html; charset=utf-8"}},
                    {"/chat.js", {.bytes = "let x", .content_type = "text/javascript"}}},
                   {{"Content-Security-Policy", "default-src 'self'"}});
  TestServer server(std::move(router));
  RawClient client(server.port());
  const auto page = client.ask(get("/"));
  EXPECT_EQ(body_of(page), "<p>hi");
  EXPECT_THAT(page, HasSubstr("Content-Type: text/html; charset=utf-8\r\n"));
  EXPECT_THAT(page, HasSubstr("Content-Security-Policy: default-src 'self'\r\n"));
  const auto script = client.ask(get("/chat.js"));
  EXPECT_EQ(body_of(script), "let x");
  const auto at = page.find("ETag: ") + 6;
  const auto etag = page.substr(at, page.find('\r', at) - at);
  EXPECT_THAT(script, Not(HasSubstr(etag)));
  for (const auto& tag : {etag, "W/" + etag, "\"other\", " + etag, std::string("*")}) {
    const auto again = client.ask(get("/", "If-None-Match: " + tag + "\r\n"));
    EXPECT_EQ(status_of(again), 304) << tag;
    EXPECT_THAT(again, HasSubstr("Content-Security-Policy: "));
  }
  EXPECT_EQ(status_of(client.ask(get("/", "If-None-Match: \"other\"\r\n"))), 200);
  EXPECT_EQ(status_of(client.ask(get("/%2e%2e/chat.js"))), 400);
  EXPECT_EQ(status_of(client.ask("HEAD /chat.js HTTP/1.1\r\nHost: x\r\n\r\n", true)), 200);
}

TEST(Server, ServesManyConnectionsAtOnce) {
  constexpr int kConnections = 50;
  // Every handler waits until all requests are in: only a concurrent server gets there.
  struct Gate {
    std::atomic<int> waiting{0};
  };
  const auto gate = std::make_shared<Gate>();
  Router router;
  router.add("GET /{n}", [gate](Request request) -> asio::awaitable<Response> {
    ++gate->waiting;
    asio::steady_timer timer(co_await asio::this_coro::executor);
    while (gate->waiting < kConnections) {
      timer.expires_after(std::chrono::milliseconds(1));
      co_await timer.async_wait(asio::use_awaitable);
    }
    co_return Response{
        .status = 200, .headers = {}, .body = std::string(*request.captures.get("n"))};
  });
  TestServer server(std::move(router), {}, 4);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < kConnections; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send(get("/" + std::to_string(i)));
  }
  for (int i = 0; i < kConnections; ++i) {
    EXPECT_EQ(body_of(clients[static_cast<std::size_t>(i)]->read_response()), std::to_string(i));
  }
}

TEST(Server, SaysWhereItCannotListen) {
  TestServer server(sample());
  asio::io_context context;
  Server other(context.get_executor(), sample());
  EXPECT_EQ(other.listen("127.0.0.1", server.port()).error().code, "unavailable");
  EXPECT_EQ(other.listen("nowhere", 0).error().code, "malformed");
  EXPECT_TRUE(other.listen("127.0.0.1", 0));
}

}  // namespace
}  // namespace pennypost::http::test
