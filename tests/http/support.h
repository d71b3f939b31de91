#pragma once

#include <sys/socket.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>

#include "api/http/json.h"
#include "api/http/server.h"
#include "ledger/base/check.h"

namespace pennypost::http::test {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Long enough for any machine: waiting this long means that a test has failed.
inline constexpr std::chrono::seconds kPatience{30};

/// A server on a free loopback port, run by its own threads.
class TestServer {
 public:
  explicit TestServer(Router router, ServerOptions options = {}, int threads = 1)
      : server_(std::make_unique<Server>(context_.get_executor(), std::move(router),
                                         std::move(options))) {
    const auto bound = server_->listen("127.0.0.1", 0);
    CHECK(bound.has_value());
    port_ = *bound;
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { context_.run(); });
  }
  ~TestServer() {
    server_.reset();
    work_.reset();
    for (auto& thread : threads_) thread.join();
  }

  Server& server() { return *server_; }
  asio::io_context& context() { return context_; }
  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// Whether the server has ended its last connection, in time.
  bool wait_stopped() {
    auto done = asio::co_spawn(context_, server_->stopped(), asio::use_future);
    return done.wait_for(kPatience) == std::future_status::ready;
  }

 private:
  asio::io_context context_;
  asio::executor_work_guard<asio::io_context::executor_type> work_ =
      asio::make_work_guard(context_);
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0;
  std::vector<std::thread> threads_;
};

/// A blocking client that sends any bytes. Reads give up after kPatience.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(context_) {
    socket_.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port));
    const timeval patience{.tv_sec = kPatience.count(), .tv_usec = 0};
    CHECK(::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience,
                       sizeof patience) == 0);
  }

  /// False where the server has closed.
  bool send(std::string_view bytes) {
    boost::system::error_code ec;
    asio::write(socket_, asio::buffer(bytes), ec);
    return !ec;
  }
  /// One more byte at least; false at the end, `failed` says whether by a reset or by patience.
  bool more() {
    char bytes[16 * 1024];
    const auto n = ::recv(socket_.native_handle(), bytes, sizeof bytes, 0);
    failed = n < 0;
    if (n > 0) got.append(bytes, static_cast<std::size_t>(n));
    return n > 0;
  }
  /// Everything up to the end of the connection.
  std::string read_all() {
    while (more()) {
    }
    return std::exchange(got, {});
  }
  /// Up to and with `mark`; all there was where it does not come.
  std::string read_until(std::string_view mark) {
    std::size_t at = 0;
    while ((at = got.find(mark)) == std::string::npos) {
      if (!more()) return std::exchange(got, {});
    }
    auto out = got.substr(0, at + mark.size());
    got.erase(0, out.size());
    return out;
  }
  /// One response with a Content-Length, header and body.
  std::string read_response(bool head = false) {
    auto out = read_until("\r\n\r\n");
    const auto at = out.find("Content-Length: ");
    if (head || at == std::string::npos) return out;
    const auto length = std::stoul(out.substr(at + 16));
    while (got.size() < length) {
      if (!more()) return out + std::exchange(got, {});
    }
    out += got.substr(0, length);
    got.erase(0, length);
    return out;
  }
  std::string ask(std::string_view request, bool head = false) {
    send(request);
    return read_response(head);
  }
  tcp::socket& socket() { return socket_; }

  std::string got;
  bool failed = false;

 private:
  asio::io_context context_;
  tcp::socket socket_;
};

inline int status_of(std::string_view response) {
  if (!response.starts_with("HTTP/1.1 ") || response.size() < 12) return 0;
  return std::stoi(std::string(response.substr(9, 3)));
}
inline std::string body_of(std::string_view response) {
  const auto end = response.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string() : std::string(response.substr(end + 4));
}
/// The `code` of a problem document; says so where it is none.
inline std::string code_of(std::string_view response) {
  if (response.find("Content-Type: application/problem+json\r\n") == std::string_view::npos) {
    return "no problem document";
  }
  const auto document = parse_json(body_of(response));
  return document ? std::string(document->at("code").as_string()) : document.error().message;
}

inline Handler says(std::string words) {
  return [words](Request) -> asio::awaitable<Response> {
    co_return Response{.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = words};
  };
}
/// Answers with the body it got.
inline Handler echo() {
  return [](Request request) -> asio::awaitable<Response> {
    co_return Response{.status = 200, .headers = {}, .body = std::move(request.body)};
  };
}

}  // namespace pennypost::http::test
