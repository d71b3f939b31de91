#include "api/custodian/custodian_server.h"

#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <list>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "api/custodian/connection.h"
#include "api/custodian/exchange.h"
#include "consensus/net/frame.h"
#include "consensus/net/log_limit.h"

namespace pennypost::custodian {
namespace {

constexpr std::size_t kThreads = 2;  // of them each may hold 64 MiB for a PIN's hash
constexpr std::chrono::seconds kHandshakeTimeMax{5};

std::unexpected<Error> listen_failed(const std::string& where, const std::string& why) {
  return fail("listen_failed", "Cannot listen on " + where + ": " + why + ".");
}

}  // namespace

Result<CustodianAddress> parse_custodian_address(const std::string& text) {
  CustodianAddress out;
  if (text.starts_with("unix:")) {
    out.unix_path = text.substr(5);
    if (!out.unix_path.empty() && out.unix_path.size() <= kUnixPathBytesMax) return out;
    return fail("config_invalid", "A Unix socket's path has 1 to 107 bytes.");
  }
  const auto colon = text.rfind(':');
  if (colon != std::string::npos && colon > 0) {
    out.host = text.substr(0, colon);
    if (out.host.starts_with('[') && out.host.ends_with(']')) {
      out.host = out.host.substr(1, out.host.size() - 2);
    }
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + colon + 1, end, out.port);
    if (error == std::errc{} && at == end && !out.host.empty()) return out;
  }
  return fail("config_invalid",
              "\"" + text + "\" is no custodian's address: \"unix:PATH\" or \"HOST:PORT\".");
}

class CustodianServer::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& io, Keeper& keeper, net::TlsIdentity identity,
       std::vector<PublicKey> clients)
      : io_(io),
        keeper_(keeper),
        identity_(std::move(identity)),
        clients_(std::move(clients)),
        unix_(io),
        tcp_(io) {}

  Result<std::uint16_t> listen(const CustodianAddress& address) {
    return address.unix_path.empty() ? listen_tls(address) : listen_unix(address.unix_path);
  }

  void stop() {
    ErrorCode ignored;
    unix_.close(ignored);
    tcp_.close(ignored);
    for (const auto& session : sessions_) session->connection.close();
    threads_.join();
  }

 private:
  struct Session {
    Session(asio::io_context& io, Connection c) : connection(std::move(c)), changed(io) {
      changed.expires_at(std::chrono::steady_clock::time_point::max());
    }
    Connection connection;
    asio::steady_timer changed;  // cancelled when an answer is ready, or a place is free
    std::deque<Bytes> answers;   // frames to write
    std::size_t in_flight = 0;   // read, and not written yet
    bool open = true;

    void wake() { changed.cancel(); }
    void end() {
      open = false;
      connection.close();
      wake();
    }
  };
  using SessionPtr = std::shared_ptr<Session>;

  Result<std::uint16_t> listen_tls(const CustodianAddress& address) {
    const std::string where = address.host + ":" + std::to_string(address.port);
    ErrorCode error;
    const auto host = asio::ip::make_address(address.host, error);
    if (error) return listen_failed(where, "it is no numeric address");
    const Tcp::endpoint at(host, address.port);
    tcp_.open(at.protocol(), error);
    if (!error) tcp_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) tcp_.bind(at, error);
    if (!error) tcp_.listen(static_cast<int>(kConnectionsMax), error);
    if (error) return listen_failed(where, error.message());
    asio::co_spawn(io_, accept_tls(shared_from_this()), asio::detached);
    return tcp_.local_endpoint().port();
  }

  Result<std::uint16_t> listen_unix(const std::string& path) {
    ErrorCode error;
    const Unix::endpoint at(path);
    Unix::socket probe(io_);
    probe.connect(at, error);
    if (!error) return listen_failed(path, "another process serves it");
    struct stat status{};
    if (::lstat(path.c_str(), &status) == 0 && !S_ISSOCK(status.st_mode)) {
      return listen_failed(path, "it is another kind of file");
    }
    ::unlink(path.c_str());
    unix_.open(at.protocol(), error);
    const mode_t before = ::umask(0177);
    if (!error) unix_.bind(at, error);
    ::umask(before);
    if (!error) unix_.listen(static_cast<int>(kConnectionsMax), error);
    if (error) return listen_failed(path, error.message());
    asio::co_spawn(io_, accept_unix(shared_from_this()), asio::detached);
    return std::uint16_t{0};
  }

  asio::awaitable<void> accept_tls(std::shared_ptr<Impl> self) {
    while (tcp_.is_open()) {
      auto [error, socket] = co_await tcp_.async_accept(kAwait);
      if (!error) admit(Connection(std::move(socket), identity_), true);
    }
  }

  asio::awaitable<void> accept_unix(std::shared_ptr<Impl> self) {
    while (unix_.is_open()) {
      auto [error, socket] = co_await unix_.async_accept(kAwait);
      if (!error) admit(Connection(std::move(socket)), false);
    }
  }

  void admit(Connection connection, bool tls) {
    if (sessions_.size() >= kConnectionsMax) {
      sessions_.front()->end();
      sessions_.pop_front();
    }
    sessions_.push_back(std::make_shared<Session>(io_, std::move(connection)));
    asio::co_spawn(io_, serve(shared_from_this(), sessions_.back(), tls), asio::detached);
  }

  asio::awaitable<bool> let_in(SessionPtr session) {
    asio::steady_timer deadline(io_, kHandshakeTimeMax);
    deadline.async_wait([session](ErrorCode error) {
      if (!error) session->end();
    });
    const auto error = co_await session->connection.handshake(asio::ssl::stream_base::server);
    deadline.cancel();
    const auto key = error ? std::nullopt : session->connection.peer();
    const bool known = key && std::ranges::find(clients_, *key) != clients_.end();
    if (!known && log_limit_.allow()) spdlog::warn("turned away a stranger");
    co_return known;
  }

  asio::awaitable<void> serve(std::shared_ptr<Impl> self, SessionPtr session, bool tls) {
    if (!tls || co_await let_in(session)) {
      asio::co_spawn(io_, write(self, session), asio::detached);
      co_await read(session);
    }
    session->end();
    std::erase(sessions_, session);
  }

  asio::awaitable<void> read(SessionPtr session) {
    net::FrameDecoder decoder;
    Bytes buffer(64 * 1024);
    while (session->open) {
      const auto [error, bytes] =
          co_await session->connection.read_some(asio::buffer(buffer.data(), buffer.size()));
      if (error) co_return;
      for (ByteView input(buffer.data(), bytes); !input.empty();) {
        auto frame = decoder.next(input);
        if (!frame) co_return;
        if (!*frame) continue;
        while (session->open && session->in_flight >= kInFlightMax) {
          co_await session->changed.async_wait(kAwait);
        }
        if (!session->open) co_return;
        ++session->in_flight;
        asio::post(threads_,
                   [self = shared_from_this(), session, request = std::move(**frame)]() mutable {
                     self->carry_out(session, std::move(request));
                   });
      }
      wipe(buffer);  // a PIN may have been in it
    }
  }

  /// On one of the threads.
  void carry_out(const SessionPtr& session, Bytes request) {
    auto answer = answer_request(keeper_, request);
    wipe(request);
    asio::post(io_, [session, answer = std::move(answer)] {
      if (!answer) return session->end();
      Bytes frame;
      net::append_frame(frame, *answer);
      session->answers.push_back(std::move(frame));
      session->wake();
    });
  }

  asio::awaitable<void> write(std::shared_ptr<Impl> self, SessionPtr session) {
    while (session->open) {
      if (session->answers.empty()) {
        co_await session->changed.async_wait(kAwait);
        continue;
      }
      const Bytes frame = std::move(session->answers.front());
      session->answers.pop_front();
      if (co_await session->connection.write(asio::buffer(frame.data(), frame.size()))) break;
      --session->in_flight;
      session->wake();
    }
    session->end();
  }

  asio::io_context& io_;
  Keeper& keeper_;
  net::TlsIdentity identity_;
  std::vector<PublicKey> clients_;
  Unix::acceptor unix_;
  Tcp::acceptor tcp_;
  std::list<SessionPtr> sessions_;
  net::LogLimit log_limit_;
  asio::thread_pool threads_{kThreads};
};

CustodianServer::CustodianServer(asio::io_context& io, Keeper& keeper, net::TlsIdentity identity,
                                 std::vector<PublicKey> clients)
    : impl_(std::make_shared<Impl>(io, keeper, std::move(identity), std::move(clients))) {}
CustodianServer::~CustodianServer() {
  stop();
}
Result<std::uint16_t> CustodianServer::listen(const CustodianAddress& address) {
  return impl_->listen(address);
}
void CustodianServer::stop() {
  impl_->stop();
}

}  // namespace pennypost::custodian
