#include "api/custodian/connection.h"

#include <boost/asio/write.hpp>

#include "ledger/base/check.h"

namespace pennypost::custodian {
namespace {

SSL* new_ssl(const net::TlsIdentity& identity) {
  SSL* const ssl = SSL_new(identity.context());
  CHECK(ssl != nullptr);
  return ssl;
}

}  // namespace

Connection::Connection(Tcp::socket socket, const net::TlsIdentity& identity)
    : stream_(std::in_place_type<Tls>, std::move(socket), new_ssl(identity)) {
  ErrorCode ignored;  // a dead socket shows itself at the next read
  std::get<Tls>(stream_).next_layer().set_option(Tcp::no_delay(true), ignored);
  std::get<Tls>(stream_).next_layer().set_option(asio::socket_base::keep_alive(true), ignored);
}

asio::awaitable<ErrorCode> Connection::handshake(asio::ssl::stream_base::handshake_type side) {
  auto* tls = std::get_if<Tls>(&stream_);
  if (tls == nullptr) co_return ErrorCode{};
  auto [error] = co_await tls->async_handshake(side, kAwait);
  co_return error;
}

std::optional<PublicKey> Connection::peer() {
  auto* tls = std::get_if<Tls>(&stream_);
  return tls == nullptr ? std::nullopt : net::peer_key(tls->native_handle());
}

asio::awaitable<std::pair<ErrorCode, std::size_t>> Connection::read_some(
    asio::mutable_buffer into) {
  if (auto* tls = std::get_if<Tls>(&stream_)) {
    auto [error, bytes] = co_await tls->async_read_some(into, kAwait);
    co_return std::pair(error, bytes);
  }
  auto [error, bytes] = co_await std::get<Unix::socket>(stream_).async_read_some(into, kAwait);
  co_return std::pair(error, bytes);
}

asio::awaitable<ErrorCode> Connection::write(asio::const_buffer bytes) {
  if (auto* tls = std::get_if<Tls>(&stream_)) {
    auto [error, sent] = co_await asio::async_write(*tls, bytes, kAwait);
    co_return error;
  }
  auto [error, sent] = co_await asio::async_write(std::get<Unix::socket>(stream_), bytes, kAwait);
  co_return error;
}

void Connection::close() {
  ErrorCode ignored;
  if (auto* tls = std::get_if<Tls>(&stream_)) {
    tls->next_layer().close(ignored);
  } else {
    std::get<Unix::socket>(stream_).close(ignored);
  }
}

}  // namespace pennypost::custodian
