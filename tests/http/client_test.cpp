#include "api/http/client.h"

#include <gmock/gmock.h>

#include <atomic>
#include <functional>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "tests/http/support.h"

namespace pennypost::http::test {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

// Answers each accepted connection with a script of its own thread's making, to misbehave on
// purpose.
class ScriptedServer {
 public:
  using Script = std::function<void(tcp::socket&, int connection)>;

  explicit ScriptedServer(Script script)
      : acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
        thread_([this, script = std::move(script)] {
          for (int connection = 0;; ++connection) {
            boost::system::error_code ec;
            tcp::socket socket(context_);
            acceptor_.accept(socket, ec);
            if (ec || done_) return;
            script(socket, connection);
          }
        }) {}
  ~ScriptedServer() {
    done_ = true;
    boost::system::error_code ignored;
    tcp::socket wake(context_);
    wake.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }
  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
  }

  // Reads up to the end of a request without a body; false where the client is gone.
  static bool read_request(tcp::socket& socket, std::string* request = nullptr) {
    std::string got;
    char c = 0;
    boost::system::error_code ec;
    while (!got.ends_with("\r\n\r\n")) {
      asio::read(socket, asio::buffer(&c, 1), ec);
      if (ec) return false;
      got += c;
    }
    if (request != nullptr) *request = got;
    return true;
  }
  static void write(tcp::socket& socket, std::string_view bytes) {
    boost::system::error_code ignored;
    asio::write(socket, asio::buffer(bytes), ignored);
  }

 private:
  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::atomic<bool> done_{false};
  std::thread thread_;
};

std::string code(const Result<ClientResponse>& result) {
  return result ? "status " + std::to_string(result->status) : result.error().code;
}

// A client with a context of its own, for tests that ask one thing after another.
class Asker {
 public:
  explicit Asker(const std::string& url, ClientOptions options = {})
      : client_(Client::create(context_.get_executor(), url, std::move(options)).value()) {}

  Result<ClientResponse> ask(ClientRequest request) {
    auto done = asio::co_spawn(context_, client_.request(std::move(request)), asio::use_future);
    context_.restart();
    context_.run();
    return done.get();
  }
  Result<ClientResponse> get(std::string target) { return ask({.target = std::move(target)}); }

 private:
  asio::io_context context_;
  Client client_;
};

Router sample() {
  Router router;
  router.add("POST /echo", echo());
  router.add("GET /v1/show", [](Request request) -> asio::awaitable<Response> {
    std::string out = request.target;
    for (const auto& [name, value] : request.headers) out += "\n" + name + ": " + value;
    co_return Response{.status = 200, .headers = {{"X-Answer", "42"}}, .body = out};
  });
  router.add("GET /large", says(std::string(300'000, 'l')));
  router.add("DELETE /gone", [](Request) -> asio::awaitable<Response> {
    co_return Response{.status = 204, .headers = {}, .body = {}};
  });
  router.add("GET /never", [](Request) -> asio::awaitable<Response> {
    asio::steady_timer never(co_await asio::this_coro::executor,
                             std::chrono::steady_clock::time_point::max());
    co_await never.async_wait(asio::use_awaitable);
    co_return Response{};
  });
  return router;
}

TEST(Client, AsksAndIsAnswered) {
  TestServer server(sample());
  Asker client(server.url() + "/v1/");
  const auto shown = client.ask({.target = "/show?x=" + encode_component("a b&c"),
                                 .headers = {{"X-Own", "yes"}, {"Host", "ignored"}}});
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown->status, 200);
  EXPECT_EQ(shown->headers.get("x-answer"), "42");
  EXPECT_THAT(shown->body, HasSubstr("/v1/show?x=a%20b%26c\n"));
  EXPECT_THAT(shown->body, HasSubstr("\nX-Own: yes"));
  EXPECT_THAT(shown->body, HasSubstr("\nHost: 127.0.0.1:" + std::to_string(server.port())));
  EXPECT_THAT(shown->body, HasSubstr("\nUser-Agent: pennypost"));
  EXPECT_EQ(code(client.get("/missing")), "status 404");
}

TEST(Client, SendsBodiesAndReadsAnyStatus) {
  TestServer server(sample());
  Asker client(server.url());
  const std::string body(1'000'000, 'b');
  const auto echoed = client.ask({.method = "POST", .target = "/echo", .body = body});
  ASSERT_TRUE(echoed);
  EXPECT_EQ(echoed->body, body);
  EXPECT_EQ(code(client.ask({.method = "POST", .target = "/echo"})), "status 200");
  EXPECT_EQ(code(client.ask({.method = "DELETE", .target = "/gone"})), "status 204");
  const auto head = client.ask({.method = "HEAD", .target = "/large"});
  ASSERT_TRUE(head);
  EXPECT_EQ(head->body, "");
  EXPECT_EQ(head->headers.get("Content-Length"), "300000");
  EXPECT_EQ(code(client.ask({.method = "POST", .target = "/echo", .body = body + body})),
            "status 413");
}

TEST(Client, ReusesConnections) {
  std::atomic<int> connections{0};
  ScriptedServer server([&](tcp::socket& socket, int) {
    ++connections;
    while (ScriptedServer::read_request(socket)) {
      ScriptedServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }
  });
  {
    Asker client(server.url());
    for (int i = 0; i < 10; ++i) EXPECT_EQ(code(client.get("/")), "status 200");
    EXPECT_EQ(connections, 1);
  }
  Asker forgetful(server.url(), {.pool_size = 0});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(code(forgetful.get("/")), "status 200");
  EXPECT_EQ(connections, 4);
}

TEST(Client, DoesNotReuseWhatIsNotItsOwn) {
  // The second answer comes unasked: a client that reused the connection would take it for its own.
  ScriptedServer server([&](tcp::socket& socket, int connection) {
    ScriptedServer::read_request(socket);
    const auto body = std::to_string(connection);
    ScriptedServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + body +
                                      "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
  });
  Asker client(server.url());
  EXPECT_EQ(client.get("/")->body, "0");
  EXPECT_EQ(client.get("/")->body, "1");
}

TEST(Client, NoticesAClosedPooledConnection) {
  std::atomic<int> closed{0};
  ScriptedServer server([&](tcp::socket& socket, int) {
    ScriptedServer::read_request(socket);
    ScriptedServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    socket.shutdown(tcp::socket::shutdown_both);
    ++closed;
  });
  Asker client(server.url());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(code(client.ask({.method = "POST", .target = "/"})), "status 200");
    while (closed <= i) std::this_thread::sleep_for(milliseconds(1));
  }
}

// Answers the first request of a connection, reads a second one and closes without a word.
void drop_the_second(tcp::socket& socket, std::atomic<int>& requests) {
  for (int i = 0; i < 2; ++i) {
    if (!ScriptedServer::read_request(socket)) return;
    ++requests;
    if (i == 0) {
      ScriptedServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }
  }
}

TEST(Client, RepeatsOnlyWhatIsIdempotent) {
  std::atomic<int> requests{0};
  ScriptedServer server([&](tcp::socket& socket, int) { drop_the_second(socket, requests); });
  const auto second = [&](ClientRequest request) {
    Asker client(server.url());
    EXPECT_EQ(code(client.get("/")), "status 200");
    requests = 0;
    return code(client.ask(std::move(request)));
  };
  EXPECT_EQ(second({.method = "GET"}), "status 200");
  EXPECT_EQ(requests, 2);
  EXPECT_EQ(second({.method = "POST"}), "timeout");
  EXPECT_EQ(requests, 1);
  EXPECT_EQ(second({.method = "POST", .idempotent = true}), "status 200");
  EXPECT_EQ(requests, 2);
}

TEST(Client, DoesNotRepeatOnANewConnection) {
  std::atomic<int> requests{0};
  ScriptedServer server([&](tcp::socket& socket, int) {
    if (ScriptedServer::read_request(socket)) ++requests;
  });
  Asker client(server.url());
  EXPECT_EQ(code(client.get("/")), "timeout");
  EXPECT_EQ(requests, 1);
}

TEST(Client, GivesUpInTime) {
  TestServer server(sample());
  Asker client(server.url());
  const auto result = client.ask({.target = "/never", .timeout = milliseconds(50)});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "timeout");
  EXPECT_TRUE(outcome_unknown(result.error()));
  // A slow answer is no answer either.
  ScriptedServer dripping([](tcp::socket& socket, int) {
    ScriptedServer::read_request(socket);
    ScriptedServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    boost::system::error_code ec;
    while (!ec) {
      asio::write(socket, asio::buffer("x", 1), ec);
      std::this_thread::sleep_for(milliseconds(10));
    }
  });
  Asker patient(dripping.url(), {.timeout = milliseconds(100)});
  EXPECT_EQ(code(patient.get("/")), "timeout");
}

TEST(Client, SaysWhatWasNeverSent) {
  std::uint16_t port = 0;
  {
    TestServer server(sample());
    port = server.port();
  }
  Asker client("http://127.0.0.1:" + std::to_string(port));
  const auto refused = client.ask({.method = "POST"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "unreachable");
  EXPECT_FALSE(outcome_unknown(refused.error()));
  EXPECT_EQ(code(Asker("http://name.invalid").get("/")), "unreachable");
}

TEST(Client, RefusesAnswersThatAreTooLarge) {
  TestServer server(sample());
  Asker client(server.url(), {.response_bytes_max = 299'999});
  EXPECT_EQ(code(client.get("/large")), "too_large");
  Asker fits(server.url(), {.response_bytes_max = 300'000});
  EXPECT_EQ(code(fits.get("/large")), "status 200");
  ScriptedServer endless([](tcp::socket& socket, int) {
    ScriptedServer::read_request(socket);
    ScriptedServer::write(socket, "HTTP/1.1 200 OK\r\n\r\n");
    boost::system::error_code ec;
    const std::string bytes(65'536, 'x');
    while (!ec) asio::write(socket, asio::buffer(bytes), ec);
  });
  Asker careful(endless.url(), {.response_bytes_max = 1'000'000});
  EXPECT_EQ(code(careful.get("/")), "too_large");
}

TEST(Client, RefusesWhatIsNotHttp) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"SSH-2.0-OpenSSH\r\n\r\n", "bad_response"},
      {"HTTP/1.1 abc OK\r\n\r\n", "bad_response"},
      {"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "bad_response"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "bad_response"},
      {"HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n", "bad_response"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "timeout"},
      {"HTTP/1.1 200 OK\r\nContent-Le", "timeout"},
      {"", "timeout"},
      {"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
       "status 200"},
      {"HTTP/1.1 200 OK\r\n\r\nuntil the end", "status 200"},
  };
  for (const auto& [answer, expected] : cases) {
    ScriptedServer server([&](tcp::socket& socket, int) {
      ScriptedServer::read_request(socket);
      ScriptedServer::write(socket, answer);
    });
    const auto result = Asker(server.url()).ask({.method = "POST"});
    EXPECT_EQ(code(result), expected) << answer.substr(0, 80);
    if (!result) {
      EXPECT_TRUE(outcome_unknown(result.error()));
    }
  }
}

TEST(Client, RefusesWhatCannotBeSent) {
  TestServer server(sample());
  Asker client(server.url());
  EXPECT_EQ(code(client.get("/a b")), "malformed");
  EXPECT_EQ(code(client.get("a")), "malformed");
  EXPECT_EQ(code(client.get("/a\r\nX: y")), "malformed");
  EXPECT_EQ(code(client.get("/a#b")), "malformed");
  EXPECT_EQ(code(client.ask({.method = "GET /\r\n"})), "malformed");
  EXPECT_EQ(code(client.ask({.headers = {{"X", "a\r\nY: b"}}})), "malformed");
  asio::io_context context;
  for (const auto* url :
       {"", "nonsense", "ftp://x", "http://", "http://user@x", "http://x?y", "http://x#y",
        "http://x:0", "http://x:65536", "http:///x", "127.0.0.1:80", "//x"}) {
    EXPECT_FALSE(Client::create(context.get_executor(), url)) << url;
  }
  EXPECT_FALSE(Client::create(context.get_executor(), "https://x", {.ca_file = "/nowhere.pem"}));
}

TEST(Client, ConnectsToGlobalAddressesOnlyWhereToldSo) {
  TestServer server(sample());
  Asker literal(server.url(), {.global_addresses_only = true});
  EXPECT_EQ(code(literal.get("/large")), "unreachable");
  Asker name("http://localhost:" + std::to_string(server.port()), {.global_addresses_only = true});
  EXPECT_EQ(code(name.get("/large")), "unreachable");
  Asker open("http://localhost:" + std::to_string(server.port()));
  EXPECT_EQ(code(open.get("/large")), "status 200");
}

TEST(Client, ServesManyCallersOnManyThreads) {
  TestServer server(sample(), {}, 2);
  asio::io_context context;
  const auto client =
      Client::create(context.get_executor(), server.url(), {.pool_size = 4}).value();
  std::vector<std::future<Result<ClientResponse>>> answers;
  for (int i = 0; i < 200; ++i) {
    answers.push_back(asio::co_spawn(
        context, client.request({.method = "POST", .target = "/echo", .body = std::to_string(i)}),
        asio::use_future));
  }
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { context.run(); });
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto answer = answers[i].get();
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->body, std::to_string(i));
  }
}

TEST(Fetch, AsksOnce) {
  TestServer server(sample());
  const auto shown = fetch(server.url() + "/v1/show?x=1");
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_THAT(shown->body, HasSubstr("/v1/show?x=1\n"));
  EXPECT_EQ(code(fetch(server.url())), "status 404");
  EXPECT_EQ(code(fetch(server.url() + "?x=1")), "status 404");
  EXPECT_EQ(fetch(server.url() + "/echo", {.method = "POST", .body = "hi"})->body, "hi");
  EXPECT_EQ(code(fetch(server.url() + "/never", {.timeout = milliseconds(50)})), "timeout");
  EXPECT_EQ(code(fetch("nonsense")), "malformed");
}

}  // namespace
}  // namespace pennypost::http::test
