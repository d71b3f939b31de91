#include "api/commands/bench/delays.h"

#include <deque>
#include <thread>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::size_t kUnderwayBytesMax = 64 * 1024 * 1024;  // of one direction

/// One direction of a link.
struct Pipe {
  Pipe(std::shared_ptr<tcp::socket> source, std::shared_ptr<tcp::socket> target)
      : from(std::move(source)), to(std::move(target)), changed(from->get_executor()) {
    changed.expires_at(Clock::time_point::max());
  }

  struct Piece {
    Clock::time_point due;
    std::vector<char> bytes;
  };
  std::shared_ptr<tcp::socket> from;
  std::shared_ptr<tcp::socket> to;
  std::deque<Piece> underway;
  std::size_t underway_bytes = 0;
  bool ended = false;
  asio::steady_timer changed;  // cancelled when anything above is another

  void end() {
    ended = true;
    boost::system::error_code ignored;
    from->close(ignored);
    to->close(ignored);
    changed.cancel();
  }
};

asio::awaitable<void> take(std::shared_ptr<Pipe> pipe, Clock::duration delay) {
  while (!pipe->ended) {
    std::vector<char> bytes(kReadBytes);
    const auto [error, size] = co_await pipe->from->async_read_some(asio::buffer(bytes), kQuietly);
    if (error) break;
    bytes.resize(size);
    pipe->underway_bytes += size;
    pipe->underway.push_back({Clock::now() + delay, std::move(bytes)});
    pipe->changed.cancel();
    while (!pipe->ended && pipe->underway_bytes > kUnderwayBytesMax) {
      co_await pipe->changed.async_wait(kQuietly);
    }
  }
  pipe->end();
}

asio::awaitable<void> give(std::shared_ptr<Pipe> pipe) {
  asio::steady_timer due(co_await asio::this_coro::executor);
  while (!pipe->ended) {
    if (pipe->underway.empty()) {
      co_await pipe->changed.async_wait(kQuietly);
      continue;
    }
    const Pipe::Piece piece = std::move(pipe->underway.front());
    pipe->underway.pop_front();
    due.expires_at(piece.due);
    co_await due.async_wait(kQuietly);
    const auto [error, size] =
        co_await asio::async_write(*pipe->to, asio::buffer(piece.bytes), kQuietly);
    if (error) break;
    pipe->underway_bytes -= size;
    pipe->changed.cancel();
  }
  pipe->end();
}

asio::awaitable<void> join(tcp::socket near, tcp::endpoint target, Clock::duration delay) {
  const auto executor = co_await asio::this_coro::executor;
  const auto one = std::make_shared<tcp::socket>(std::move(near));
  const auto other = std::make_shared<tcp::socket>(executor);
  const auto [error] = co_await other->async_connect(target, kQuietly);
  if (error) co_return;
  boost::system::error_code ignored;
  for (const auto& socket : {one, other}) socket->set_option(tcp::no_delay(true), ignored);
  for (const auto& [from, to] : {std::pair(one, other), std::pair(other, one)}) {
    const auto pipe = std::make_shared<Pipe>(from, to);
    asio::co_spawn(executor, take(pipe, delay), asio::detached);
    asio::co_spawn(executor, give(pipe), asio::detached);
  }
}

asio::awaitable<void> accept(std::shared_ptr<tcp::acceptor> acceptor, tcp::endpoint target,
                             Clock::duration delay) {
  while (true) {
    auto [error, socket] = co_await acceptor->async_accept(kQuietly);
    if (error) co_return;
    asio::co_spawn(acceptor->get_executor(), join(std::move(socket), target, delay),
                   asio::detached);
  }
}

}  // namespace

class Delays::Impl {
 public:
  explicit Impl(Clock::duration one_way) : one_way_(one_way), thread_([this] { io_.run(); }) {}
  ~Impl() {
    io_.stop();
    thread_.join();
  }

  Result<std::uint16_t> port_to(std::uint16_t target) {
    boost::system::error_code error;
    const auto loopback = asio::ip::address_v4::loopback();
    auto acceptor = std::make_shared<tcp::acceptor>(io_);
    acceptor->open(tcp::v4(), error);
    if (!error) acceptor->bind({loopback, 0}, error);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) return fail("unavailable", "No port for a delayed link: " + error.message());
    const std::uint16_t port = acceptor->local_endpoint().port();
    asio::co_spawn(io_, accept(std::move(acceptor), {loopback, target}, one_way_), asio::detached);
    return port;
  }

 private:
  const Clock::duration one_way_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard_{io_.get_executor()};
  std::thread thread_;
};

Delays::Delays(std::chrono::microseconds one_way) : impl_(std::make_unique<Impl>(one_way)) {}
Delays::~Delays() = default;

Result<std::uint16_t> Delays::port_to(std::uint16_t target) {
  return impl_->port_to(target);
}

}  // namespace pennypost::commands
