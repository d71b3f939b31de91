#include "consensus/net/tls_session.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>

#include "ledger/base/check.h"

namespace pennypost::net {
namespace {

// Frames are gathered before they are written, so waiting for more (Nagle) only costs time. TCP's
// own keepalive finds a dead peer while reading is paused and the silence rule with it.
void configure(Tcp::socket& socket) {
  ErrorCode ignored;  // a socket that is already dead shows itself at the next read
  socket.set_option(Tcp::no_delay(true), ignored);
  socket.set_option(asio::socket_base::keep_alive(true), ignored);
  const auto set = [&socket](int option, int value) {
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, option, &value, sizeof value);
  };
  set(TCP_KEEPIDLE, 5);   // seconds
  set(TCP_KEEPINTVL, 1);  // seconds
  set(TCP_KEEPCNT, 5);
}

SSL* new_ssl(const TlsIdentity& identity) {
  SSL* const ssl = SSL_new(identity.context());
  CHECK(ssl != nullptr);
  return ssl;
}

}  // namespace

asio::awaitable<void> Signal::wait() {
  timer_.expires_at(SteadyTime::max());
  co_await timer_.async_wait(kAwait);
}

asio::awaitable<void> Signal::wait_for(milliseconds time) {
  timer_.expires_after(time);
  co_await timer_.async_wait(kAwait);
}

TlsSession::TlsSession(asio::io_context& io, const TlsIdentity& identity, Tcp::socket socket,
                       Side side)
    : writer_wake(io),
      reader_wake(io),
      tick(io),
      io_(io),
      side_(side),
      tls_(std::move(socket), new_ssl(identity)),
      deadline_(io) {
  if (tls_.next_layer().is_open()) configure(tls_.next_layer());
}

void TlsSession::close() {
  if (!std::exchange(open_, false)) return;
  ErrorCode ignored;
  tls_.next_layer().close(ignored);
  disarm();
  writer_wake.notify();
  reader_wake.notify();
  tick.notify();
}

void TlsSession::arm(milliseconds time) {
  armed_ = true;
  deadline_.expires_after(time);
  deadline_.async_wait([weak = weak_from_this()](ErrorCode error) {
    const auto self = weak.lock();
    // The flag: an expiry may already be on its way when disarm comes.
    if (!error && self && self->armed_) self->close();
  });
}

void TlsSession::disarm() {
  armed_ = false;
  deadline_.cancel();
}

asio::awaitable<ErrorCode> TlsSession::connect(Endpoint to) {
  ErrorCode error;
  const auto address = asio::ip::make_address(to.host, error);
  if (!error) {
    std::tie(error) = co_await tls_.next_layer().async_connect({address, to.port}, kAwait);
  } else {
    Tcp::resolver resolver(io_);
    auto [failed, found] =
        co_await resolver.async_resolve(to.host, std::to_string(to.port), kAwait);
    if (failed || !open_) co_return failed ? failed : asio::error::operation_aborted;
    std::tie(error, std::ignore) = co_await asio::async_connect(tls_.next_layer(), found, kAwait);
  }
  if (!error && !open_) error = asio::error::operation_aborted;
  if (!error) configure(tls_.next_layer());
  co_return error;
}

asio::awaitable<ErrorCode> TlsSession::handshake() {
  const auto type =
      side_ == Side::kDialler ? asio::ssl::stream_base::client : asio::ssl::stream_base::server;
  auto [error] = co_await tls_.async_handshake(type, kAwait);
  if (!error && !open_) error = asio::error::operation_aborted;
  co_return error;
}

std::optional<PublicKey> TlsSession::key() {
  return peer_key(tls_.native_handle());
}

asio::awaitable<bool> TlsSession::greeted() {
  std::array<std::uint8_t, kFrameHeaderBytes> header{};
  auto [error, bytes] = co_await asio::async_read(tls_, asio::buffer(header), kAwait);
  co_return !error && open_ && header == frame_header(0);
}

}  // namespace pennypost::net
