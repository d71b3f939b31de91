#include "api/http/server.h"

#include <spdlog/spdlog.h>

#include <string>
#include <unordered_map>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/http/problem.h"
#include "api/http/response_header.h"
#include "api/http/session.h"

namespace pennypost::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace {

constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);
constexpr auto kNever = std::chrono::steady_clock::time_point::max();
constexpr std::chrono::milliseconds kAcceptRetryInterval{100};

// Best effort, without waiting: the point of the limit is not to keep the connection.
void turn_away(tcp::socket socket, const Headers& defaults) {
  auto response = problem(503, "busy", "This server has too many connections.", "Try again soon.");
  response.headers.add("Retry-After", "1");
  const auto bytes = response_header(response, defaults, "close") + response.body;
  ErrorCode ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(bytes), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

/// On which nothing runs at the same time.
asio::any_io_executor line_on(const asio::any_io_executor& executor, const ServerOptions& options) {
  return options.one_thread ? executor : asio::any_io_executor(asio::make_strand(executor));
}

}  // namespace

// Everything below runs on strand_, but for the constructor and bind().
class Server::Acceptors : public std::enable_shared_from_this<Acceptors> {
 public:
  Acceptors(asio::any_io_executor executor, ServerContext context)
      : executor_(std::move(executor)),
        strand_(line_on(executor_, context.options)),
        context_(std::make_shared<const ServerContext>(std::move(context))),
        deadline_(strand_),
        changed_(strand_, kNever) {}

  const asio::any_io_executor& strand() const { return strand_; }

  // On any thread.
  Result<std::shared_ptr<tcp::acceptor>> bind(const std::string& address,
                                              std::uint16_t port) const {
    ErrorCode ec;
    const auto parsed = asio::ip::make_address(address, ec);
    if (ec) return fail("malformed", "\"" + address + "\" is not an IP address.");
    const tcp::endpoint endpoint(parsed, port);
    auto acceptor = std::make_shared<tcp::acceptor>(strand_);
    acceptor->open(endpoint.protocol(), ec);
    if (!ec) acceptor->set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor->bind(endpoint, ec);
    if (!ec) acceptor->listen(asio::socket_base::max_listen_connections, ec);
    if (ec) {
      return fail("unavailable", "Cannot listen on " + address + " port " + std::to_string(port) +
                                     ": " + ec.message() + ".");
    }
    return acceptor;
  }

  void start(std::shared_ptr<tcp::acceptor> acceptor) {
    if (stopping_) return;
    acceptors_.push_back(acceptor);
    asio::co_spawn(strand_, accept_loop(shared_from_this(), std::move(acceptor)), asio::detached);
  }

  void stop() {
    if (stopping_) return;
    stopping_ = true;
    ErrorCode ignored;
    for (const auto& acceptor : acceptors_) acceptor->close(ignored);
    acceptors_.clear();
    for (const auto& [id, entry] : sessions_) {
      asio::post(entry.executor, [session = entry.session] { session->stop(); });
    }
    if (!sessions_.empty()) {
      deadline_.expires_after(context_->options.stop_deadline);
      deadline_.async_wait([self = shared_from_this()](ErrorCode ec) {
        if (!ec) self->abort();
      });
    }
    changed_.cancel();
  }

  void abort() {
    stop();
    for (const auto& [id, entry] : sessions_) {
      asio::post(entry.executor, [session = entry.session, signal = entry.signal] {
        session->abort();
        signal->emit(asio::cancellation_type::terminal);
      });
    }
  }

  static asio::awaitable<void> drained(std::shared_ptr<Acceptors> self) {
    while (!self->stopping_ || !self->sessions_.empty()) {
      co_await self->changed_.async_wait(kQuietly);
    }
  }

 private:
  struct Entry {
    std::shared_ptr<Session> session;
    std::shared_ptr<asio::cancellation_signal> signal;
    asio::any_io_executor executor;
  };

  static asio::awaitable<void> accept_loop(std::shared_ptr<Acceptors> self,
                                           std::shared_ptr<tcp::acceptor> acceptor) {
    while (!self->stopping_) {
      auto [ec, socket] = co_await acceptor->async_accept(
          line_on(self->executor_, self->context_->options), kQuietly);
      if (self->stopping_) co_return;
      if (!ec) {
        self->begin_session(std::move(socket));
        continue;
      }
      // Out of descriptors or memory: wait for some to come back.
      asio::steady_timer pause(self->strand_, kAcceptRetryInterval);
      co_await pause.async_wait(kQuietly);
    }
  }

  void begin_session(tcp::socket socket) {
    if (sessions_.size() >= context_->options.connections_max) {
      turn_away(std::move(socket), context_->options.default_headers);
      return;
    }
    const auto id = next_id_++;
    const auto executor = socket.get_executor();
    auto session = make_session(std::move(socket), context_);
    auto signal = std::make_shared<asio::cancellation_signal>();
    sessions_.emplace(id, Entry{session, signal, executor});
    asio::co_spawn(executor, run_session(session),
                   asio::bind_cancellation_slot(
                       signal->slot(), [self = shared_from_this(), id, signal](std::exception_ptr) {
                         asio::post(self->strand_, [self, id] { self->end_session(id); });
                       }));
  }

  static asio::awaitable<void> run_session(std::shared_ptr<Session> session) {
    co_await session->run();
  }

  void end_session(std::uint64_t id) {
    // Its timers run on its own strand: it goes there, too.
    auto ended = sessions_.extract(id);
    const auto executor = ended.mapped().executor;
    asio::post(executor, [session = std::move(ended.mapped().session)] {});
    if (!stopping_ || !sessions_.empty()) return;
    deadline_.cancel();
    changed_.cancel();
  }

  const asio::any_io_executor executor_;
  const asio::any_io_executor strand_;
  const std::shared_ptr<const ServerContext> context_;
  std::vector<std::shared_ptr<tcp::acceptor>> acceptors_;
  std::unordered_map<std::uint64_t, Entry> sessions_;
  std::uint64_t next_id_ = 0;
  asio::steady_timer deadline_;
  asio::steady_timer changed_;  // never expires: cancelled when stopping_ or sessions_ changes
  bool stopping_ = false;
};

Server::Server(asio::any_io_executor executor, Router router, ServerOptions options)
    : acceptors_(std::make_shared<Acceptors>(
          std::move(executor),
          ServerContext{.router = std::move(router), .options = std::move(options)})) {}

Server::~Server() {
  asio::post(acceptors_->strand(), [acceptors = acceptors_] { acceptors->abort(); });
}

Result<std::uint16_t> Server::listen(const std::string& address, std::uint16_t port) {
  PP_TRY(auto acceptor, acceptors_->bind(address, port));
  const auto bound = acceptor->local_endpoint().port();
  asio::post(acceptors_->strand(), [acceptors = acceptors_, acceptor = std::move(acceptor)] {
    acceptors->start(acceptor);
  });
  return bound;
}

void Server::stop() {
  asio::post(acceptors_->strand(), [acceptors = acceptors_] { acceptors->stop(); });
}

asio::awaitable<void> Server::stopped() {
  return asio::co_spawn(acceptors_->strand(), Acceptors::drained(acceptors_), asio::use_awaitable);
}

}  // namespace pennypost::http
